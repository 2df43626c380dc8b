#!/usr/bin/env python3
"""Runs rasid, scikit-learn, fastText and `wc -w` side by side on one corpus, and prints what each took.

    benchsuite/compare.py                   100,000 generated articles (20 to 30 minutes)
    benchsuite/compare.py --quick           5,000 generated articles (under two minutes)
    benchsuite/compare.py --input FILE      any JSON Lines with `text`, and `title`, `id` and labels if it has them

What is measured, and what is fair: benchsuite/README.md.
"""
import argparse
import datetime
import itertools
import json
import pathlib
import shutil
import subprocess
import sys
import time

import measure
from measure import must, say

RIVALS = pathlib.Path(__file__).resolve().parent / "rivals"
sys.path.insert(0, str(RIVALS))
from text import AXES  # noqa: E402

# How rasid is trained for this: nothing is chosen by cross-validation, for no rival chooses anything either.
FIXED = ["--stream", "--no-registry"]
MODELS = {
    "rasid, words": ["--no-bigrams", "--fields", "whole", "--no-voices", "--no-beside"],
    "rasid, everything": ["--bigrams", "--fields", "near-far", "--voices"],
}
# The budget: figure, least value, and how it reads.
BUDGET = [
    ("classify, one thread, MB per CPU second", 150, "rasid_mb"),
    ("classify, times scikit-learn", 17, "sklearn"),
    ("classify, times scikit-learn with 1-2-grams", 75, "sklearn_bigrams"),
    ("classify, times fastText", 3.5, "fasttext"),
    ("classify, times wc -w (UTF-8)", 2, "wc"),
    ("two threads against one, wall time", 1.8, "threads"),
    ("train, MB per CPU second", 100, "train_mb"),
    ("train, times scikit-learn with the same words", 60, "train_sklearn"),
    ("train, times scikit-learn with 1-2-grams", 60, "train_sklearn_bigrams"),
]


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="5,000 articles, 2 rounds")
    parser.add_argument("--articles", type=int, help="generated articles [default: 100000]")
    parser.add_argument("--input", type=pathlib.Path, help="a corpus of your own, JSON Lines")
    parser.add_argument("--rounds", type=int, help="rounds of classification [default: 3]")
    parser.add_argument("--only", default="", help="only these rivals, with commas between: sklearn,bigrams,fasttext,wc")
    measure.add_options(parser)
    typed = parser.parse_args()
    typed.articles = typed.articles or (5_000 if typed.quick else 100_000)
    typed.rounds = typed.rounds or (2 if typed.quick else 3)
    typed.only = set(typed.only.split(",")) - {""} or {"sklearn", "bigrams", "fasttext", "wc"}
    return typed


def rivals_python(cache):
    """Python with the pinned rivals in an environment of its own."""
    pins = RIVALS / "requirements.txt"
    version = f"{sys.version_info.major}.{sys.version_info.minor}-{measure.digest(pins)[:8]}"
    folder = cache / f"rivals-{version}"
    if not (folder / "ready").exists():
        say("setting up scikit-learn and fastText")
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([folder / "bin" / "pip", "install", "--quiet", "--only-binary", ":all:", "-r", pins], check=True)
        (folder / "ready").touch()
    return folder / "bin" / "python"


class Bench:
    """One corpus, its parts, and what was measured on them."""

    def __init__(self, typed):
        self.typed = typed
        self.cache = measure.cache_folder(typed.cache)
        self.work = self.cache / "work"
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir()
        self.rasid = measure.program("rasid", typed.rasid)
        own_labels = not typed.input or count(typed.input, labelled) >= 100
        self.xtask = None if typed.input and own_labels else measure.program("xtask", typed.xtask)
        self.python = rivals_python(self.cache) if typed.only - {"wc"} else None
        self.corpus = typed.input or measure.generated(self.xtask, self.cache, typed.articles)
        # Without labels of its own, a corpus is judged by models of generated labels.
        self.scored = own_labels
        if not own_labels:
            self.labels = measure.generated(self.xtask, self.cache, 10_000)
        elif typed.input:
            self.labels = self.part(self.corpus, None, "labels", labelled)
        else:
            self.labels = self.corpus
        self.articles = count(self.corpus)
        self.tenth = self.part(self.labels, max(count(self.labels) // 10, 50) if own_labels else None, "tenth")
        # 1-2-grams take scikit-learn 10 times as long and 10 times the memory: a tenth of the articles must do.
        self.part_articles = max(self.articles // 10, min(self.articles, 1_000))
        self.some = self.part(self.corpus, self.part_articles, "some")
        self.train_files = {"all": self.labels, "tenth": self.tenth}
        self.train_costs, self.classify_costs = {}, {}
        self.scores = {}

    def part(self, source, articles, name, keep=lambda line: True):
        """The first articles of a file, or of those that are to be kept."""
        path = self.work / f"{name}.jsonl"
        with open(source, "rb") as lines, open(path, "wb") as out:
            out.writelines(itertools.islice(filter(keep, lines), articles))
        return path

    def rival(self, script, *arguments):
        return [self.python, RIVALS / script, *arguments]

    def model(self, name):
        return self.work / (name.replace(", ", "-").replace(" ", "-") + ".model")

    # Training

    def trainings(self):
        """Name of the tool, part, command: in the order in which they run. The model of the tenth classifies."""
        only = self.typed.only
        for part in ("all", "tenth"):
            data = self.train_files[part]
            if part == "all" and not self.scored:
                continue
            for name, flags in MODELS.items():
                yield name, part, [self.rasid, "--quiet", "train", data, "-o", self.model(name), "-j", "1", *FIXED, *flags]
            if "sklearn" in only:
                yield "scikit-learn", part, self.rival("sklearn_nb.py", "train", data, self.model("scikit-learn"))
            if "fasttext" in only:
                words = self.split(data, f"{part}.words")
                yield "fastText", part, self.rival("fasttext_words.py", "train", words, self.model("fastText"))
            if "bigrams" in only and part == "tenth":
                name = "scikit-learn, 1-2-grams"
                yield name, part, self.rival("sklearn_nb.py", "train", data, self.model(name), "--bigrams")

    def split(self, source, name):
        """fastText's input; not measured."""
        path = self.work / name
        if not path.exists():
            must(measure.run(self.rival("fasttext_words.py", "split", source, path)), "splitting for fastText")
        return path

    def train(self):
        for name, part, command in self.trainings():
            cost = must(measure.run(command), f"training {name}")
            self.train_costs[name, part] = [cost]
            size = self.train_files[part].stat().st_size
            say(f"  train {part:5} {name:24} {cost.cpu:8.2f} s CPU {size / 1e6 / cost.cpu:8.1f} MB/s "
                f"{measure.mebibytes(cost.peak):>10}")

    # Classification

    def classifications(self):
        """Name, input, threads, command, locale: one round."""
        only, corpus = self.typed.only, self.corpus

        def rasid(name, data, model, threads):
            out = self.work / f"{name}.verdicts"
            command = [self.rasid, "--quiet", "classify", data, "--format", "jsonl", "-o", out, "-j", threads]
            return name, data, threads, command + (["--model", model] if model else []), "C.UTF-8"

        yield rasid("rasid, built-in model", corpus, None, 1)
        yield rasid("rasid, words", corpus, self.model("rasid, words"), 1)
        yield rasid("rasid, everything", corpus, self.model("rasid, everything"), 1)
        yield rasid("rasid, everything, 2 threads", corpus, self.model("rasid, everything"), 2)
        if "sklearn" in only:
            yield self.classification("scikit-learn", "sklearn_nb.py", corpus, corpus)
        if "fasttext" in only:
            yield self.classification("fastText", "fasttext_words.py", corpus, self.split(corpus, "all.words"))
        if "wc" in only:
            yield "wc -w (UTF-8)", corpus, 1, ["wc", "-w", corpus], "C.UTF-8"
            yield "wc -w (C)", corpus, 1, ["wc", "-w", corpus], "C"
        if "bigrams" in only:
            yield rasid("rasid, everything, on the part", self.some, self.model("rasid, everything"), 1)
            yield self.classification("scikit-learn, 1-2-grams", "sklearn_nb.py", self.some, self.some)

    def classification(self, name, script, corpus, data):
        command = self.rival(script, "classify", self.model(name), data, self.work / f"{name}.verdicts")
        return name, corpus, 1, command, "C.UTF-8"

    def classify(self):
        for number in range(1, self.typed.rounds + 1):
            say(f"round {number} of {self.typed.rounds}")
            for name, data, threads, command, locale in self.classifications():
                cost = must(measure.run(command, threads=threads, locale=locale), name)
                self.classify_costs.setdefault((name, data), []).append(cost)
                if cost.cpu > 1.1 * threads * cost.wall:
                    say(f"note: {name} ran on more than {threads} cores")
                say(f"  {name:32} {cost.cpu:8.2f} s CPU {cost.wall:8.2f} s {data.stat().st_size / 1e6 / cost.cpu:8.1f} MB/s "
                    f"{measure.mebibytes(cost.peak):>10}")

    def score(self):
        """Share of right answers on labelled articles that no model has seen: did all of them do the work?"""
        if not self.scored:
            return
        with open(self.tenth, "rb") as lines:
            seen = set(lines)
        for name, _ in self.classify_costs:
            verdicts = self.work / f"{name}.verdicts"
            if verdicts.exists():
                self.scores[name] = accuracy(self.corpus, verdicts, seen)


def labelled(line):
    """Whether an article has a label on every axis."""
    article = json.loads(line)
    return all(article.get(axis) for axis in AXES)


def count(path, keep=lambda line: True):
    with open(path, "rb") as lines:
        return sum(1 for line in lines if keep(line))


def accuracy(corpus, verdicts, seen):
    """Share of right classes on each axis; `verdicts` may be of the first articles only, in their order."""
    right, n = dict.fromkeys(AXES, 0), 0
    with open(corpus, "rb") as labels, open(verdicts, "rb") as answers:
        for line, answer in zip(labels, answers):
            if line in seen or not labelled(line):
                continue
            article, answer = json.loads(line), json.loads(answer)
            n += 1
            for axis in AXES:
                right[axis] += axis in answer and answer[axis]["best"] == article[axis]
    return {"n": n} | {axis: round(hits / n, 4) if n else None for axis, hits in right.items()}


def result(bench):
    """All figures, as they are written."""
    def rows(costs, size):
        return [
            {"tool": name, "input": kind, "mb": round(bytes_ / 1e6, 1),
             "mb_per_cpu_s": bytes_ / 1e6 / (median := measure.medians(runs))["cpu_s"], **median}
            for (name, where), runs in costs.items() for kind, bytes_ in [size(where)]
        ]

    def trained(part):
        return part, bench.train_files[part].stat().st_size

    def read(path):
        return "all" if path == bench.corpus else "part", path.stat().st_size

    return {
        "date": datetime.date.today().isoformat(),
        "machine": bench.machine,
        "rasid": measure.of_rasid(bench.rasid),
        "versions": versions(bench),
        "corpus": {
            "name": "given" if bench.typed.input else f"generated, seed 1, {bench.articles} articles",
            "articles": bench.articles, "bytes": bench.corpus.stat().st_size,
            "trained_on": count(bench.tenth), "part": bench.part_articles,
        },
        "train": rows(bench.train_costs, trained),
        "classify": rows(bench.classify_costs, read),
        "accuracy": bench.scores,
        "models_bytes": {path.stem: path.stat().st_size for path in sorted(bench.work.glob("*.model"))},
    }


def versions(bench):
    found = {"python": sys.version.split()[0], "wc": measure.output(["wc", "--version"]).split("\n")[0].removeprefix("wc ")}
    if bench.python:
        frozen = measure.output([bench.python, "-m", "pip", "freeze"]).split()
        found |= dict(line.split("==") for line in frozen if line.split("==")[0] in
                      ("scikit-learn", "numpy", "scipy", "fasttext-wheel"))
    return found


def ratios(facts):
    """Figures of the budget that could be measured. Of models and of two ways the slower one counts."""
    classify = {(row["tool"], row["input"]): row for row in facts["classify"]}
    train = {(row["tool"], row["input"]): row for row in facts["train"]}

    def times(slow, fast, table=classify):
        if slow in table and fast in table:
            return table[slow]["cpu_s"] / table[fast]["cpu_s"]
        return None

    models = [("rasid, built-in model", "all"), ("rasid, everything", "all")]
    slowest = max(models, key=lambda m: classify[m]["cpu_s"])
    two = classify[("rasid, everything, 2 threads", "all")]
    part = "all" if ("rasid, everything", "all") in train else "tenth"
    on_part = ("rasid, everything, on the part", "part")
    return {
        "rasid_mb": classify[slowest]["mb_per_cpu_s"],
        "sklearn": times(("scikit-learn", "all"), slowest),
        "sklearn_bigrams": times(("scikit-learn, 1-2-grams", "part"), on_part)
        or times(("scikit-learn, 1-2-grams", "all"), slowest),
        "fasttext": times(("fastText", "all"), slowest),
        "wc": times(("wc -w (UTF-8)", "all"), slowest),
        "threads": classify[("rasid, everything", "all")]["wall_s"] / two["wall_s"],
        "train_mb": train[("rasid, everything", part)]["mb_per_cpu_s"],
        "train_sklearn": times(("scikit-learn", part), ("rasid, words", part), train),
        "train_sklearn_bigrams": times(("scikit-learn, 1-2-grams", "tenth"), ("rasid, everything", "tenth"), train),
    }


def page(facts):
    """The results for reading."""
    corpus = facts["corpus"]
    lines = [
        f"# rasid beside scikit-learn, fastText and wc, {facts['date']}", "",
        measure.about(facts) + ". " + ", ".join(f"{name} {v}" for name, v in facts["versions"].items()) + ".", "",
        f"Corpus: {corpus['name']}; {corpus['articles']:,} articles, {corpus['bytes'] / 1e6:,.0f} MB of JSON Lines. "
        f"Models that classify are trained on {corpus['trained_on']:,} articles. MB are of the JSON Lines, whatever a "
        "tool is given. CPU seconds are user and system, of the whole process; medians of "
        f"{len(facts['classify'][0]['runs_cpu_s'])} interleaved rounds. What is fair and what is not: "
        "benchsuite/README.md.", "",
    ]
    head = ["tool", "input", "MB per CPU second", "CPU s", "spread", "wall s", "peak memory"]
    for title, rows in (("Classify", facts["classify"]), ("Train", facts["train"])):
        lines += [f"## {title}", "", measure.table(head, [[
            row["tool"], f"{row['mb']:,.0f} MB", f"{row['mb_per_cpu_s']:,.1f}", f"{row['cpu_s']:,.2f}",
            f"{min(row['runs_cpu_s']):,.2f} to {max(row['runs_cpu_s']):,.2f}", f"{row['wall_s']:,.2f}",
            measure.mebibytes(row["peak_bytes"])] for row in rows]), ""]
    measured = ratios(facts)
    lines += ["## Budget", "", measure.table(["figure", "must", "is", ""], [
        [name, f"≥ {least:g}", "not measured" if measured[key] is None else f"{measured[key]:,.1f}",
         "" if measured[key] is None else "holds" if measured[key] >= least else "MISSED"]
        for name, least, key in BUDGET]), ""]
    if facts["accuracy"]:
        lines += ["## Right answers on articles that no model has seen", "", measure.table(["tool", "n", *AXES], [
            [name, f"{row['n']:,}", *(row[axis] for axis in AXES)] for name, row in sorted(facts["accuracy"].items())]), ""]
    return "\n".join(lines)


def main():
    typed = options()
    box = measure.machine()
    if not measure.GNU_TIME:
        say("note: no GNU time: peak memory has a floor of this script's own")
    start = time.monotonic()
    bench = Bench(typed)
    bench.machine = box
    measure.run(["cat", bench.corpus])
    say(f"{bench.articles:,} articles, {bench.corpus.stat().st_size / 1e6:,.0f} MB")
    bench.train()
    bench.classify()
    bench.score()
    facts = result(bench)
    facts["ratios"] = ratios(facts)
    text = page(facts)
    say(f"\n{text}\nall in all {time.monotonic() - start:,.0f} s")
    if not typed.no_results:
        kind = "given" if typed.input else "quick" if typed.quick else "compare"
        measure.write_results(kind, facts, text, typed.results)
    shutil.rmtree(bench.work, ignore_errors=True)


if __name__ == "__main__":
    main()
