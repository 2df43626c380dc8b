#!/usr/bin/env python3
"""Judges one corpus with the command line, with Python's `classify_arrow` and `classify`, and with scikit-learn.

    benchsuite/python.py                        10,000 generated articles (two minutes)
    benchsuite/python.py --python FILE          an interpreter with rasid, pyarrow and scikit-learn [default: that of
                                                `cargo xtask python`]

The command line parses and writes JSON Lines; Python is given a list or columns that are there, and gives columns or lists
back. One thread but where it says all cores; Python's start and imports are not counted, and each round opens the model
anew: one that is kept remembers words.
"""
import argparse
import datetime
import json
import pathlib
import statistics
import sys
import time

import measure
from measure import must, say

LINE = "command line"
ARROW = "classify_arrow"
LIST = "classify, list of str"
RIVAL = "scikit-learn, list of str"
WAYS = (ARROW, f"{ARROW}, lines of JSON", f"{ARROW}, model kept", LIST, f"{LIST}, all cores", RIVAL)


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--python", default=str(measure.ROOT / "target" / "python" / "tested" / "bin" / "python"))
    measure.add_options(parser)
    return parser.parse_args()


def inside(path, rounds):
    """Within the interpreter that has rasid: CPU and wall seconds of each way, as JSON."""
    import pyarrow as pa

    import rasid

    sys.path.insert(0, str(measure.ROOT / "benchsuite" / "rivals"))
    rows = [json.loads(line) for line in open(path, encoding="utf-8")]
    names = ("id", "title", "text", "date", "url", "outlet")
    table = pa.table({name: [row.get(name) for row in rows] for name in names})
    texts = [f"{row['title']}\n\n{row['text']}" for row in rows]
    kept = rasid.default()
    kept.classify_arrow(table, threads=1)
    pipeline = trained(rows[: len(rows) // 10], texts)
    ways = dict(zip(WAYS, (
        lambda: rasid.default().classify_arrow(table, threads=1),
        lambda: rasid.default().classify_arrow(table, json=True, threads=1),
        lambda: kept.classify_arrow(table, threads=1),
        lambda: rasid.default().classify(texts, threads=1),
        lambda: rasid.default().classify(texts),
        lambda: [axis.predict_proba(texts) for axis in pipeline],
    ), strict=True))
    took = {way: [] for way in ways}
    for _ in range(rounds):
        for way, run in ways.items():
            start = time.process_time(), time.perf_counter()
            run()
            took[way].append((time.process_time() - start[0], time.perf_counter() - start[1]))
    print(json.dumps(took))


def trained(rows, texts):
    """Normalise, count, multinomial naive Bayes: a pipeline for each of the four axes."""
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.naive_bayes import MultinomialNB
    from sklearn.pipeline import make_pipeline
    from text import AXES, normalize

    made = []
    for axis in AXES:
        pipeline = make_pipeline(CountVectorizer(preprocessor=normalize), MultinomialNB())
        made.append(pipeline.fit(texts[: len(rows)], [row[axis] for row in rows]))
    return made


def page(facts):
    """The result for reading."""
    ways = facts["ways"]
    rows = [[way, f"{facts['megabytes'] / cpu:.1f}", f"{cpu:.2f}", f"{wall:.2f}", f"{ways[RIVAL][0] / cpu:.1f}",
             f"{ways[RIVAL][1] / wall:.1f}"] for way, (cpu, wall) in ways.items()]
    return "\n".join([
        f"# rasid in Python, {facts['date']}", "", measure.about(facts) + f". python {facts['python']}.", "",
        f"{facts['articles']:,} generated articles, {facts['megabytes']:,.0f} MB of JSON Lines. Medians of "
        f"{facts['rounds']} runs, the built-in model; scikit-learn: one pipeline for each of four axes.", "",
        measure.table(["way", "MB per CPU second", "CPU s", "wall s", "scikit-learn's CPU time to it", "its wall time"],
                      rows), ""])


def main():
    typed = options()
    box = measure.machine()
    rasid, xtask = measure.program("rasid", typed.rasid), measure.program("xtask", typed.xtask)
    cache = measure.cache_folder(typed.cache)
    corpus = measure.generated(xtask, cache, typed.articles)
    line = []
    for _ in range(typed.rounds):
        out = cache / "python-verdicts.jsonl"
        command = [rasid, "--quiet", "classify", corpus, "-j", 1, "-o", out]
        ran = must(measure.run(command), "rasid")
        line.append((ran.cpu, ran.wall))
        out.unlink()
    told = {LINE: line} | json.loads(measure.output([typed.python, __file__, "--inside", corpus, typed.rounds]))
    ways = {way: [statistics.median(seconds) for seconds in zip(*took)] for way, took in told.items()}
    python = measure.output([typed.python, "-c", "import platform; print(platform.python_version())"])
    facts = {"date": datetime.date.today().isoformat(), "machine": box, "rasid": measure.of_rasid(rasid), "python": python,
             "articles": typed.articles, "megabytes": corpus.stat().st_size / 1e6, "rounds": typed.rounds, "ways": ways,
             "runs_s": told}
    text = page(facts)
    say(f"\n{text}")
    if not typed.no_results:
        measure.write_results("python", facts, text, typed.results)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--inside"]:
        inside(pathlib.Path(sys.argv[2]), int(sys.argv[3]))
    else:
        main()
