"""Runs programs and tells what they cost; names the machine; writes results. Used by all scripts here.

Nothing but Python's standard library: what measures must be small and always there.
"""
import dataclasses
import datetime
import hashlib
import json
import os
import pathlib
import platform
import re
import shutil
import signal
import statistics
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchsuite" / "results"
# Ports of GNU time tell the peak of the program alone; wait4 alone counts what this process held when it forked.
GNU_TIME = shutil.which("time")


@dataclasses.dataclass
class Cost:
    """What one run of a program took."""
    cpu: float       # seconds, user and system, all threads
    wall: float      # seconds
    peak: int        # bytes, resident
    status: int      # exit code, or minus the signal
    stderr: str


def add_options(parser):
    """The options that all scripts have."""
    parser.add_argument("--rasid", help="a binary of rasid [default: a release build of now]")
    parser.add_argument("--xtask", help="a binary of xtask [default: a release build of now]")
    parser.add_argument("--cache", help="folder for corpora and environments [default: ~/.cache/rasid-bench]")
    parser.add_argument("--results", help="folder for results [default: benchsuite/results]")
    parser.add_argument("--no-results", action="store_true", help="print only")


def environment(threads=1, locale="C.UTF-8"):
    """Few variables, the same for all programs; libraries that start threads are told how many."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    counts = dict.fromkeys(("RAYON_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), str(threads))
    return kept | counts | {"LC_ALL": locale, "PYTHONHASHSEED": "0"}


def run(command, *, threads=1, locale="C.UTF-8", stdin=None, stdout=None, limit=None, cwd=None):
    """Runs a program to its end and tells what it took. After `limit` seconds it is killed."""
    with tempfile.TemporaryDirectory() as folder:
        peak, errors = pathlib.Path(folder, "peak"), pathlib.Path(folder, "stderr")
        wrapped = [GNU_TIME, "--quiet", "-f", "%M", "-o", str(peak)] if GNU_TIME else []
        with open(errors, "wb") as stderr:
            start = time.perf_counter()
            child = subprocess.Popen(wrapped + [str(word) for word in command], stdin=stdin or subprocess.DEVNULL,
                                     stdout=stdout or subprocess.DEVNULL, stderr=stderr, cwd=cwd,
                                     env=environment(threads, locale), start_new_session=True)
            status, usage = _wait(child, limit)
            wall = time.perf_counter() - start
        kilobytes = int(peak.read_text().split()[-1]) if peak.exists() and peak.read_text() else usage.ru_maxrss
        text = errors.read_text(encoding="utf-8", errors="replace")
    return Cost(usage.ru_utime + usage.ru_stime, wall, kilobytes * 1024, status, text)


def _wait(child, limit):
    """Exit code and use of a child, which is killed with all that it started when its time is over."""
    previous = None
    if limit:
        previous = signal.signal(signal.SIGALRM, lambda *_: os.killpg(child.pid, signal.SIGKILL))
        signal.setitimer(signal.ITIMER_REAL, limit)
    try:
        _, status, usage = os.wait4(child.pid, 0)
    finally:
        if limit:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, previous)
    child.returncode = os.waitstatus_to_exitcode(status)
    return child.returncode, usage


def must(cost, what):
    """The cost of a run that has to succeed."""
    if cost.status != 0:
        raise SystemExit(f"{what} failed ({cost.status}):\n{cost.stderr[-2000:]}")
    return cost


def say(text=""):
    """A line for whoever watches."""
    print(text, flush=True)


def medians(costs):
    """Medians of several runs, with each run's CPU seconds."""
    return {
        "cpu_s": statistics.median(c.cpu for c in costs),
        "wall_s": statistics.median(c.wall for c in costs),
        "peak_bytes": max(c.peak for c in costs),
        "runs_cpu_s": [round(c.cpu, 3) for c in costs],
        "runs_wall_s": [round(c.wall, 3) for c in costs],
    }


def machine():
    """Processor, memory and kernel; no name of a host or a person. Says so where the machine is busy."""
    load = round(os.getloadavg()[0], 2)
    if load > 0.5:
        say(f"note: the machine is busy (load {load}): figures are not to be trusted")
    cpuinfo = pathlib.Path("/proc/cpuinfo").read_text()
    model = re.search(r"^model name\s*:\s*(.+)$", cpuinfo, re.M)
    flags = set((re.search(r"^flags\s*:\s*(.+)$", cpuinfo, re.M) or [None, ""])[1].split())
    memory = int(re.search(r"MemTotal:\s+(\d+)", pathlib.Path("/proc/meminfo").read_text())[1])
    return {
        "cpu": model[1].strip() if model else platform.machine(),
        "vector_units": [f for f in ("avx2", "avx512bw") if f in flags],
        "cores": os.cpu_count(),
        "memory_gib": round(memory / 2**20, 1),
        "kernel": re.match(r"[\d.]+\d", platform.release())[0],
        "load_at_start": load,
    }


def output(command, **kwargs):
    """What a program prints, or nothing where it does not run."""
    try:
        done = subprocess.run([str(word) for word in command], capture_output=True, text=True, cwd=ROOT, **kwargs)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def program(name, given):
    """A program of this project: the one that was given, else a release build of now."""
    if given:
        return pathlib.Path(given).resolve()
    package = {"rasid": "rasid", "xtask": "xtask"}[name]
    subprocess.run(["cargo", "build", "--release", "--locked", "--quiet", "--package", package], cwd=ROOT, check=True)
    metadata = json.loads(output(["cargo", "metadata", "--format-version", "1", "--no-deps"]))
    return pathlib.Path(metadata["target_directory"], "release", name)


def of_rasid(rasid):
    """Which rasid was measured."""
    changed = bool(output(["git", "status", "--porcelain", "--untracked-files=no"]))
    return {
        "version": output([rasid, "--version"]),
        "commit": output(["git", "rev-parse", "--short=12", "HEAD"]) + (" with changes" if changed else ""),
        "binary_sha256": digest(rasid)[:16],
    }


def help_of(rasid, command):
    """The help of one of rasid's commands, to see what it can do; nothing where there is no such command."""
    return output([rasid, command, "--help"])


def digest(path):
    """SHA-256 of a file."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def cache_folder(given):
    """Where corpora, models and the rivals' Python environment stay between runs."""
    base = os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache"
    folder = pathlib.Path(given) if given else pathlib.Path(base, "rasid-bench")
    folder.mkdir(parents=True, exist_ok=True)
    return folder.resolve()


def generated(xtask, cache, articles, seed=1):
    """A corpus of the project's generator, made once for each version of the generator."""
    sources = sorted((ROOT / "xtask" / "src" / "generate").glob("*.rs"))
    version = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:8]
    path = cache / f"generated-{version}-{seed}-{articles}.jsonl"
    if not path.exists():
        say(f"generating {articles:,} articles")
        part = path.with_suffix(".part")
        subprocess.run([xtask, "generate", "--articles", str(articles), "--seed", str(seed), "-o", part], check=True)
        part.rename(path)
    return path


def write_results(name, facts, page, folder=None):
    """Writes `DATE-name.json` and the same as a page."""
    folder = pathlib.Path(folder or RESULTS)
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"{datetime.date.today().isoformat()}-{name}"
    (folder / f"{stem}.json").write_text(json.dumps(facts, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (folder / f"{stem}.md").write_text(page, encoding="utf-8")
    say(f"written to {folder / stem}.json and .md")


def table(head, rows):
    """A table in Markdown, aligned for reading as it is: the first column to the left, the others to the right."""
    rows = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in [head, *rows]) for i in range(len(head))]
    line = lambda cells: "| " + " | ".join(
        c.ljust(w) if i == 0 else c.rjust(w) for i, (c, w) in enumerate(zip(cells, widths))) + " |"
    rule = "|" + "|".join(("-" * (w + 2)) if i == 0 else ("-" * (w + 1) + ":") for i, w in enumerate(widths)) + "|"
    return "\n".join([line(head), rule, *map(line, rows)])


def mebibytes(count):
    """`42 MiB`."""
    return f"{count / 2**20:,.0f} MiB"


def about(facts):
    """A paragraph that names machine and versions."""
    box, rasid = facts["machine"], facts["rasid"]
    return (f"{facts['date']} · {rasid['version']}, commit {rasid['commit']} · {box['cpu']}, {box['cores']} cores, "
            f"{box['memory_gib']} GiB, Linux {box['kernel']}, load {box['load_at_start']} at the start")
