#!/usr/bin/env python3
"""Runs one corpus through the command line with two threads and through Spark with two cores; prints MB/s and the ratio.

    benchsuite/spark.py                     1,000 MB of generated articles (about 10 minutes)
    benchsuite/spark.py --megabytes 100     less
    benchsuite/spark.py --python FILE       an interpreter with rasid and pyspark [default: that of `cargo xtask spark`]

Spark is timed on a session that has run a small job before: its start is told apart. Both must write the same lines.
"""
import argparse
import datetime
import hashlib
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

import measure
from measure import must, say

THREADS = 2
#: Bytes of a generated article in JSON Lines, about.
ARTICLE = 7_300
FIELDS = ("id", "title", "text", "date", "url", "outlet")
#: What Spark reads, and the ending of the file: JSON Lines by Spark, as lines that rasid parses, and Parquet.
FORMS = {"spark.read.json": ".jsonl", "spark.read.text, records=": ".jsonl", "spark.read.parquet": ".parquet"}


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=1_000, help="size of the corpus as JSON Lines [default: 1000]")
    parser.add_argument("--rounds", type=int, default=2, help="runs of each, interleaved [default: 2]")
    parser.add_argument("--memory", default="2g", help="memory of Spark's JVM [default: 2g]")
    parser.add_argument("--python", type=pathlib.Path, default=measure.ROOT / "target" / "spark" / "bin" / "python")
    measure.add_options(parser)
    return parser.parse_args()


# Within the interpreter that has Spark


def session(folder, memory):
    """Spark in this process with two cores, nothing to see and nothing listening but on loopback."""
    from pyspark.sql import SparkSession

    os.environ.update(SPARK_LOCAL_IP="127.0.0.1", PYSPARK_PYTHON=sys.executable)
    builder = SparkSession.builder.master(f"local[{THREADS}]").appName("rasid")
    for name, value in {
            "spark.driver.memory": memory, "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1",
            "spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false", "spark.log.level": "ERROR",
            "spark.local.dir": str(folder / "local"), "spark.sql.warehouse.dir": str(folder / "warehouse")}.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def judge(spark, form, path, out):
    """One job: read, classify, write lines of JSON. Seconds."""
    import rasid.spark

    start = time.perf_counter()
    schema = ", ".join(f"`{name}` string" for name in FIELDS)
    reader = spark.read.schema(schema)
    reads = dict(zip(FORMS, (reader.json, spark.read.text, reader.parquet)))
    records = "value" if "records" in form else None
    verdicts = rasid.spark.classify(reads[form](str(path)), records=records, json=True, keep=[])
    verdicts.write.mode("overwrite").text(str(out))
    return time.perf_counter() - start


def direct(rasid, path, out):
    """The same by the command line. Seconds."""
    command = [rasid, "--quiet", "classify", path, "-j", THREADS, "-o", out]
    return must(measure.run(command, threads=THREADS), f"rasid on {path}").wall


def inside(folder, memory, rounds, corpus, rasid):
    """Writes down how long the start, a first job and then each job took, by Spark and by the command line in turn."""
    folder, corpus = pathlib.Path(folder), pathlib.Path(corpus)
    start = time.perf_counter()
    spark = session(folder, memory)
    told = {"start_s": time.perf_counter() - start}
    told["first_job_s"] = judge(spark, next(iter(FORMS)), folder / "small.jsonl", folder / "small")
    told |= {way: [] for way in [*FORMS.values(), *FORMS]}
    for _ in range(int(rounds)):
        for ending in dict.fromkeys(FORMS.values()):
            told[ending].append(direct(rasid, corpus.with_suffix(ending), folder / f"direct{ending}.jsonl"))
        for form, ending in FORMS.items():
            told[form].append(judge(spark, form, corpus.with_suffix(ending), folder / made(form)))
    spark.stop()
    (folder / "spark.json").write_text(json.dumps(told))


def made(form):
    """The folder of what Spark writes."""
    return "spark-" + "".join(c for c in form if c.isalpha())


def convert(source, target):
    """JSON Lines as Parquet, row groups of 8,192."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([(name, pa.string()) for name in FIELDS])
    with open(source, "rb") as lines, pq.ParquetWriter(target, schema, compression="zstd") as out:
        rows = []
        for line in lines:
            record = json.loads(line)
            rows.append({name: record.get(name) for name in FIELDS})
            if len(rows) == 8_192:
                out.write_table(pa.Table.from_pylist(rows, schema))
                rows = []
        out.write_table(pa.Table.from_pylist(rows, schema))


# Outside


def lines_digest(paths):
    """SHA-256 of all lines, sorted: their order tells how the work was shared out."""
    lines = sorted(line for path in paths for line in path.read_bytes().splitlines())
    return len(lines), hashlib.sha256(b"\n".join(lines)).hexdigest()


def page(facts):
    """The result for reading."""
    rows = [[way, f"{mb:,.1f}", f"{seconds:,.1f}", f"{share:.2f}"] for way, mb, seconds, share in facts["rows"]]
    lines = [f"# rasid on Spark, {facts['date']}", "", measure.about(facts) + ".", "",
             f"{facts['articles']:,} generated articles, {facts['megabytes']:,.0f} MB of JSON Lines (MB are of these for "
             f"Parquet too). Two threads against `local[2]` of Spark {facts['spark']}; both write the same lines of JSON. "
             f"Medians of {facts['rounds']} runs, wall time.", "",
             measure.table(["way", "MB/s", "s", "of the command line's speed"], rows), "",
             f"Not counted: {facts['start_s']:.1f} s in which Spark starts, {facts['first_job_s']:.1f} s of a first job on "
             "100 articles.", ""]
    return "\n".join(lines)


def main():
    typed = options()
    box = measure.machine()
    if not typed.python.exists():
        raise SystemExit(f"{typed.python} is not there: run `cargo xtask spark` once, or name another with --python")
    rasid, xtask = measure.program("rasid", typed.rasid), measure.program("xtask", typed.xtask)
    cache = measure.cache_folder(typed.cache)
    corpus = measure.generated(xtask, cache, typed.megabytes * 1_000_000 // ARTICLE)
    parquet = corpus.with_suffix(".parquet")
    quiet = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    run_inside = lambda *words: subprocess.run(
        [typed.python, __file__, "--inside", *map(str, words)], check=True, env=quiet)
    if not parquet.exists():
        run_inside("convert", corpus, parquet.with_suffix(".part"))
        parquet.with_suffix(".part").rename(parquet)
    work = cache / "work-spark"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    with open(corpus, "rb") as source:
        (work / "small.jsonl").write_bytes(b"".join(source.readline() for _ in range(100)))
    megabytes = corpus.stat().st_size / 1e6
    say(f"{megabytes:,.0f} MB of JSON Lines, {parquet.stat().st_size / 1e6:,.0f} MB of Parquet")
    run_inside("run", work, typed.memory, typed.rounds, corpus, rasid)
    told = json.loads((work / "spark.json").read_text())
    counts = set()
    for form, ending in FORMS.items():
        count, expected = lines_digest([work / f"direct{ending}.jsonl"])
        if (count, expected) != lines_digest(sorted((work / made(form)).glob("part-*"))):
            raise SystemExit(f"{form}: Spark and the command line differ")
        counts.add(count)
    took = {way: statistics.median(told[way]) for way in [*FORMS.values(), *FORMS]}
    rows = [[way if way in FORMS else f"command line, {way}", megabytes / seconds, seconds,
             took[FORMS.get(way, way)] / seconds] for way, seconds in took.items()]
    spark = measure.output([typed.python, "-c", "import pyspark; print(pyspark.__version__)"])
    facts = {"date": datetime.date.today().isoformat(), "machine": box, "rasid": measure.of_rasid(rasid), "spark": spark,
             "articles": counts.pop(), "megabytes": megabytes, "rounds": typed.rounds, "rows": rows,
             "runs_s": {way: told[way] for way in took},
             "start_s": told["start_s"], "first_job_s": told["first_job_s"]}
    text = page(facts)
    say(f"\n{text}")
    if not typed.no_results:
        measure.write_results("spark", facts, text, typed.results)
    shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--inside"]:
        {"run": inside, "convert": convert}[sys.argv[2]](*sys.argv[3:])
    else:
        main()
