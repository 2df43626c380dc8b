"""A standalone Spark cluster on loopback: one master and workers, all processes of their own, of which one can be killed.

Ports are free ones that Spark picks; folders are temporary; whatever was started is ended when the cluster is closed.
"""
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

import pyspark
from pyspark.sql import SparkSession

#: Seconds that Spark's processes may take to appear on a busy machine.
PATIENCE = 120
HOME = pathlib.Path(pyspark.__file__).parent
LOOPBACK = "127.0.0.1"
#: A JVM that starts quickly and stays small: what is tested here is not its speed.
QUICK_JAVA = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1"


class Cluster:
    """A master and workers of one core each. `with Cluster() as cluster:` starts it, `cluster.session()` uses it."""

    def __init__(self, workers=2):
        self.count = workers
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="rasid-spark-"))
        self.master, self.workers = None, []
        self.url = self.page = None
        self.opened = None

    def __enter__(self):
        try:
            self._start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_):
        self.close()

    def _start(self):
        address = ["--host", LOOPBACK, "--port", "0", "--webui-port", "0"]
        self.master = self._process("master", "org.apache.spark.deploy.master.Master", *address)
        self.url = self._logged("master", self.master, r"Starting Spark master at (spark://\S+)")
        self.page = self._logged("master", self.master, r"MasterWebUI to \S+, and started at (http://\S+)")
        for number in range(self.count):
            options = ["--cores", "1", "--memory", "1g", "--work-dir", str(self.folder / f"work-{number}")]
            process = self._process(f"worker-{number}", "org.apache.spark.deploy.worker.Worker",
                                    *address, *options, self.url)
            self.workers.append(process)
        until(lambda: self.alive() == self.count, "not all workers registered")

    def _process(self, name, role, *arguments):
        """Starts a daemon in a session of its own, in which its children stay: executors and their Python."""
        (self.folder / "conf").mkdir(exist_ok=True)
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("SPARK_", "PYSPARK_"))}
        environment = kept | {
            "SPARK_HOME": str(HOME), "SPARK_CONF_DIR": str(self.folder / "conf"), "SPARK_LOCAL_IP": LOOPBACK,
            "SPARK_PUBLIC_DNS": LOOPBACK, "SPARK_LOCAL_DIRS": str(self.folder / "local"), "SPARK_DAEMON_MEMORY": "512m",
            "SPARK_DAEMON_JAVA_OPTS": QUICK_JAVA, "PYSPARK_PYTHON": sys.executable}
        with open(self.folder / f"{name}.log", "wb") as log:
            return subprocess.Popen([HOME / "bin" / "spark-class", role, *arguments], env=environment, stdout=log,
                                    stderr=log, stdin=subprocess.DEVNULL, cwd=self.folder, start_new_session=True)

    def _logged(self, name, process, pattern):
        """What a daemon says about itself."""
        log = self.folder / f"{name}.log"

        def found():
            text = log.read_text(errors="replace")
            if process.poll() is not None:
                raise RuntimeError(f"{name} ended with {process.returncode}:\n{text[-2000:]}")
            return re.search(pattern, text)

        return until(found, f"{name} did not say {pattern}")[1]

    def alive(self):
        """Workers that the master counts on."""
        with urllib.request.urlopen(f"{self.page}/json/", timeout=PATIENCE) as answer:
            return sum(worker["state"] == "ALIVE" for worker in json.load(answer)["workers"])

    def session(self):
        """A Spark session of this cluster, the same for all who ask."""
        if self.opened is None:
            os.environ.update(SPARK_LOCAL_IP=LOOPBACK, PYSPARK_PYTHON=sys.executable, PYSPARK_DRIVER_PYTHON=sys.executable)
            settings = {
                "spark.driver.host": LOOPBACK, "spark.driver.bindAddress": LOOPBACK, "spark.driver.memory": "1g",
                "spark.executor.memory": "640m", "spark.executor.cores": "1", "spark.ui.enabled": "false",
                "spark.executor.extraJavaOptions": QUICK_JAVA, "spark.driver.extraJavaOptions": QUICK_JAVA,
                "spark.sql.shuffle.partitions": "2",
                "spark.executorEnv.TMPDIR": str(self.folder), "spark.ui.showConsoleProgress": "false",
                "spark.sql.warehouse.dir": str(self.folder / "warehouse"), "spark.log.level": "ERROR"}
            builder = SparkSession.builder.master(self.url).appName("rasid")
            for name, value in settings.items():
                builder = builder.config(name, value)
            self.opened = builder.getOrCreate()
        return self.opened

    def kill_worker_of(self, pid):
        """Kills the worker under which a process runs, with its executor and all their Python. Tells how many died."""
        session = os.getsid(pid)
        worker = next(process for process in self.workers if process.pid == session)
        killed = _kill(worker.pid)
        worker.wait()
        self.workers.remove(worker)
        return killed

    def close(self):
        """Ends the session and every process, and removes the folder."""
        if self.opened is not None:
            self.opened.stop()
        for process in [*self.workers, self.master]:
            if process is not None:
                _kill(process.pid)
                process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def until(seen, otherwise, patience=PATIENCE):
    """Waits for something to be true, and returns it."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        found = seen()
        if found:
            return found
        time.sleep(0.05)
    raise TimeoutError(f"{otherwise} in {patience} s")


def _kill(session):
    """Kills all processes of a session at once; they are looked for again, for one may have been starting another."""
    killed = set()
    while members := [pid for pid in _members(session) if pid not in killed]:
        for pid in members:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        killed.update(members)
    return len(killed)


def _members(session):
    for entry in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            # After the name, which may hold anything: state, parent, group, session.
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session:
            yield int(entry.name)
