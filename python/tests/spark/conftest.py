"""What the tests on Spark share: articles, what the command line makes of them, and a cluster.

    RASID_BIN=target/release/rasid RASID_ARTICLES=articles.jsonl pytest python/tests/spark

Articles are made by `cargo xtask generate`; `cargo xtask spark` does all of it.
"""
import hashlib
import json
import os
import pathlib
import subprocess

import pytest

pytest.importorskip("pyspark")

import pyarrow as pa
import pyarrow.parquet as pq
from cluster import Cluster

AXES = ["outlet_type", "russia", "us", "gulf"]
COLUMNS = ["id", "title", "text", "date", "url", "outlet", "group", *AXES]
SCHEMA = ", ".join(f"`{name}` string" for name in COLUMNS)


def pytest_configure(config):
    # Rasid warns of what generated labels lack: that is not tried here.
    config.addinivalue_line("filterwarnings", "ignore::UserWarning")


class Articles:
    """A labelled set as JSON Lines and as Parquet, where dates are dates, and what the command line makes of it."""

    def __init__(self, rasid, lines, folder):
        self.rasid, self.folder = rasid, folder
        self.files = {"jsonl": folder / "articles.jsonl", "parquet": folder / "articles.parquet"}
        self.files["jsonl"].write_bytes(lines)
        self.rows = [json.loads(line) for line in lines.splitlines()]
        table = pa.table({name: [row.get(name) for row in self.rows] for name in COLUMNS})
        dates = table["date"].cast(pa.date32())
        pq.write_table(table.set_column(COLUMNS.index("date"), "date", dates), self.files["parquet"])
        self.model = self.command("train", "--stream", output="model.rasid")
        self.lines = self.command("classify", "--model", self.model, output="verdicts.jsonl")
        self.table = self.command("classify", "--model", self.model, output="verdicts.parquet")

    def command(self, verb, *options, output):
        """Runs a command on the articles; the path of what it writes."""
        path = self.folder / output
        command = [self.rasid, "--quiet", verb, self.files["jsonl"], *options, "-o", path]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        return path

    def frame(self, spark, form, partitions):
        """The articles as a DataFrame, in an order of Spark's own."""
        read = {"jsonl": spark.read.schema(SCHEMA).json, "lines": spark.read.text, "parquet": spark.read.parquet}[form]
        return read(str(self.files["parquet" if form == "parquet" else "jsonl"])).repartition(partitions)


@pytest.fixture(scope="session")
def articles(tmp_path_factory):
    missing = [name for name in ("RASID_BIN", "RASID_ARTICLES") if name not in os.environ]
    if missing:
        pytest.skip(f"{' and '.join(missing)} not set: run `cargo xtask spark`")
    lines = pathlib.Path(os.environ["RASID_ARTICLES"]).read_bytes()
    return Articles(pathlib.Path(os.environ["RASID_BIN"]).resolve(), lines, tmp_path_factory.mktemp("articles"))


class Shared:
    """The cluster of all tests that break nothing, started by the first that asks."""

    def __init__(self):
        self.cluster = None

    def session(self):
        if self.cluster is None:
            self.cluster = Cluster().__enter__()
        return self.cluster.session()

    def close(self):
        if self.cluster is not None:
            self.cluster.close()
            self.cluster = None


@pytest.fixture(scope="session")
def shared():
    shared = Shared()
    yield shared
    shared.close()


@pytest.fixture
def spark(articles, shared):
    return shared.session()


@pytest.fixture
def cluster(articles, shared):
    """A cluster for one test; the shared one is closed, for one process has one session."""
    shared.close()
    with Cluster() as cluster:
        yield cluster


def digest(lines):
    """SHA-256 of lines of JSON, sorted by the ids of their records."""
    ordered = sorted(lines, key=lambda line: json.loads(line)["id"])
    return hashlib.sha256(b"\n".join(ordered)).hexdigest()


def written(folder):
    """The lines that a job wrote."""
    return [line for part in sorted(folder.glob("part-*")) for line in part.read_bytes().splitlines()]
