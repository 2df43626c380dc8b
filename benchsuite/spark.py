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
FORMS = ("jsonl", "parquet")


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=1_000, help="size of the corpus as JSON Lines [default: 1000]")
    parser.add_argument("--rounds", type=int, default=2, help="runs of each, interleaved [default: 2]")
    parser.add_argument("--memory", default="2g", help="memory of Spark's JVM [default: 2g]")
    parser.add_argument("--python", type=pathlib.Path, default=measure.ROOT / "target" / "spark" / "bin" / "python")
    parser.add_argument("--rasid", help="a binary of rasid [default: a release build of now]")
    parser.add_argument("--xtask", help="a binary of xtask [default: a release build of now]")
    parser.add_argument("--cache", help="folder for corpora [default: ~/.cache/rasid-bench]")
    parser.add_argument("--results", help="folder for results [default: benchsuite/results]")
    parser.add_argument("--no-results", action="store_true", help="print only")
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


def judge(spark, path, out):
    """One job: read, classify, write lines of JSON. Seconds."""
    import rasid.spark

    start = time.perf_counter()
    schema = ", ".join(f"`{name}` string" for name in FIELDS)
    read = spark.read.schema(schema).json if path.suffix == ".jsonl" else spark.read.schema(schema).parquet
    rasid.spark.classify(read(str(path)), json=True, keep=[]).write.mode("overwrite").text(str(out))
    return time.perf_counter() - start


def inside(folder, memory, rounds, *paths):
    """Writes down how long the start, a first job and then each job took."""
    folder, paths = pathlib.Path(folder), [pathlib.Path(path) for path in paths]
    start = time.perf_counter()
    spark = session(folder, memory)
    told = {"start_s": time.perf_counter() - start}
    told["first_job_s"] = judge(spark, folder / "small.jsonl", folder / "small")
    told |= {path.suffix[1:]: [] for path in paths}
    for _ in range(int(rounds)):
        for path in paths:
            told[path.suffix[1:]].append(judge(spark, path, folder / f"spark-{path.suffix[1:]}"))
    spark.stop()
    (folder / "spark.json").write_text(json.dumps(told))


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
    rows = [[form, who, f"{mb:,.1f}", f"{seconds:,.1f}"] for form, who, mb, seconds in facts["rows"]]
    lines = [f"# rasid on Spark, {facts['date']}", "", measure.about(facts) + ".", "",
             f"{facts['articles']:,} generated articles, {facts['megabytes']:,.0f} MB of JSON Lines (MB are of these for "
             f"Parquet too). Two threads against `local[2]` of Spark {facts['spark']}; both write the same lines of JSON. "
             f"Medians of {facts['rounds']} runs, wall time.", "",
             measure.table(["input", "", "MB/s", "s"], rows), "",
             f"Spark to the command line: {', '.join(f'{form} {ratio:.2f}' for form, ratio in facts['ratios'].items())}. "
             f"Not counted: {facts['start_s']:.1f} s in which Spark starts, {facts['first_job_s']:.1f} s of a first job on "
             "100 articles.", ""]
    return "\n".join(lines)


def main():
    typed = options()
    box = measure.machine()
    if box["load_at_start"] > 0.5:
        say(f"note: the machine is busy (load {box['load_at_start']}): figures are not to be trusted")
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
    direct = {form: [] for form in FORMS}
    for _ in range(typed.rounds):
        for form, path in zip(FORMS, (corpus, parquet)):
            command = [rasid, "--quiet", "classify", path, "-j", THREADS, "-o", work / f"direct-{form}.jsonl"]
            direct[form].append(must(measure.run(command, threads=THREADS), f"rasid on {form}").wall)
    run_inside("run", work, typed.memory, typed.rounds, corpus, parquet)
    told = json.loads((work / "spark.json").read_text())
    counts = set()
    for form in FORMS:
        count, expected = lines_digest([work / f"direct-{form}.jsonl"])
        if (count, expected) != lines_digest(sorted((work / f"spark-{form}").glob("part-*"))):
            raise SystemExit(f"{form}: Spark and the command line differ")
        counts.add(count)
    rows, ratios = [], {}
    for form in FORMS:
        seconds = statistics.median(direct[form]), statistics.median(told[form])
        for who, of_run in zip(("command line", "Spark"), seconds):
            rows.append([form, who, megabytes / of_run, of_run])
        ratios[form] = seconds[0] / seconds[1]
    spark = measure.output([typed.python, "-c", "import pyspark; print(pyspark.__version__)"])
    facts = {"date": datetime.date.today().isoformat(), "machine": box, "rasid": measure.of_rasid(rasid), "spark": spark,
             "articles": counts.pop(), "megabytes": megabytes, "rounds": typed.rounds, "rows": rows, "ratios": ratios,
             "runs_s": {"command line": direct, "Spark": {form: told[form] for form in FORMS}},
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
