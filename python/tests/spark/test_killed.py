"""A worker that is killed in the middle of a job, with its executor and their Python, changes no byte of the outcome."""
import concurrent.futures
import hashlib
import os
import pathlib
import time

import pytest
import rasid.spark
from cluster import until
from conftest import digest, written
from pyspark import TaskContext

PARTITIONS = 8
#: Seconds for which a partition is held back, so that there is a middle to kill in.
PAUSE = 0.3


def slowed(frame, marks):
    """The same rows; every partition tells when its task begins and ends, and under which process."""
    folder = str(marks)

    def hold(batches):
        name = f"{TaskContext.get().partitionId()}-{os.getpid()}"
        pathlib.Path(folder, f"begun-{name}").touch()
        time.sleep(PAUSE)
        yield from batches
        pathlib.Path(folder, f"ended-{name}").touch()

    return frame.mapInArrow(hold, frame.schema)


def marked(marks, what):
    """(partition, process) of the marks of one kind."""
    names = [path.name.split("-") for path in marks.glob(f"{what}-*")]
    return {(int(partition), int(process)) for _, partition, process in names}


def kill_in_the_middle(cluster, marks, job):
    """Kills the worker of a task under way when two tasks of that worker are done. Returns the broken tasks."""

    def victim():
        if job.done():
            raise RuntimeError(f"the job was over before the kill: {job.result()}")
        ended = marked(marks, "ended")
        sessions = [os.getsid(process) for _, process in ended]
        for partition, process in marked(marks, "begun") - ended:
            if sessions.count(os.getsid(process)) >= 2:
                return process

    process = until(victim, "no task under way")
    session = os.getsid(process)
    lost = {task for task in marked(marks, "begun") - marked(marks, "ended") if os.getsid(task[1]) == session}
    assert not job.done()
    # The worker, its executor, Python's daemon and the process of the task.
    assert cluster.kill_worker_of(process) >= 4
    return {task for task in lost if task not in marked(marks, "ended")}


def classify(frame, articles, folder):
    rasid.spark.classify(frame, model=articles.model, json=True).select("verdict").write.text(str(folder))
    return digest(written(folder))


def train(frame, articles, folder):
    return rasid.spark.train(frame).digest


@pytest.mark.parametrize("job", [classify, train])
def test_the_outcome_is_the_same(cluster, articles, tmp_path, job):
    marks = tmp_path / "marks"
    marks.mkdir()
    with concurrent.futures.ThreadPoolExecutor(1) as thread:
        frame = slowed(articles.frame(cluster.session(), "parquet", PARTITIONS), marks)
        running = thread.submit(job, frame, articles, tmp_path / "out")
        broken = kill_in_the_middle(cluster, marks, running)
        outcome = running.result(timeout=300)
        until(lambda: cluster.alive() == 1, "the master still counts on the dead")
    assert broken, "no task was broken by the kill"
    again = {partition for partition, process in marked(marks, "begun")
             if (partition, process) not in broken and partition in {p for p, _ in broken}}
    assert again == {partition for partition, _ in broken}
    assert {partition for partition, _ in marked(marks, "ended")} == set(range(PARTITIONS))
    expected = {
        classify: lambda: digest(articles.lines.read_bytes().splitlines()),
        train: lambda: hashlib.sha256(articles.model.read_bytes()).hexdigest(),
    }
    assert outcome == expected[job]()
