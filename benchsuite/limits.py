#!/usr/bin/env python3
"""Checks what rasid must hold and what is too long for tests; says for each whether it holds, with figures.

    benchsuite/limits.py                    everything (10 to 30 minutes)
    benchsuite/limits.py --quick            a hundredth of the articles, 5 kills (a few minutes)
    benchsuite/limits.py --only start,size  some checks: size, start, labels, threads, shards, resume, line, bombs, memory

What a version cannot do yet is said to be not available, and is no failure.
"""
import argparse
import contextlib
import csv
import datetime
import gzip
import hashlib
import itertools
import json
import os
import pathlib
import random
import shutil
import signal
import statistics
import subprocess
import sys
import time

import measure
from measure import mebibytes, run, say

HOLDS, MISSED, ABSENT, TOLD = "holds", "MISSED", "not available", "not judged"
MIB = 1 << 20
# Least and most of the budget.
PEAK = 300e6
PEAK_OF_HOSTILE = 512e6
GROWTH = 1.05
START = 0.015
LABELS, FIFTY = 20, 0.5
BINARY, MODEL = 30e6, 12e6
ARTICLE = "أكدت وزارة الخارجية الروسية أن موسكو تدعم الحوار بين دول الخليج، وقال المتحدث إن اللقاء كان مفيدا.\n"
# Exit codes of an ordinary end: done, records skipped, an input that cannot be used.
ORDINARY = (0, 1, 3)


class Limits:
    """The program under test, a folder to work in, and what was found."""

    def __init__(self, typed):
        self.typed = typed
        self.scale = 100 if typed.quick else 1
        self.cache = measure.cache_folder(typed.cache)
        self.rasid = measure.program("rasid", typed.rasid)
        self.xtask = measure.program("xtask", typed.xtask)
        self.work = self.cache / "limits"
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir()
        self.classify_help = measure.help_of(self.rasid, "classify")
        self.train_help = measure.help_of(self.rasid, "train")
        self.merge_help = measure.help_of(self.rasid, "merge")
        self.found = []

    def note(self, check, verdict, figure, **facts):
        """One line of the results."""
        self.found.append({"check": check, "verdict": verdict, "figure": figure, **facts})
        say(f"{verdict:14} {check}: {figure}")

    def hold(self, check, holds, figure, **facts):
        self.note(check, HOLDS if holds else MISSED, figure, **facts)

    def classify(self, *arguments, **kwargs):
        command = [self.rasid, "--quiet", "classify", *arguments, "--format", "jsonl"]
        return run(command, threads=4, **kwargs)

    def corpus(self, articles):
        return measure.generated(self.xtask, self.cache, articles)

    # Memory

    def memory(self):
        """Peak with 4 threads does not grow with the articles; they come through a pipe."""
        peaks = {}
        for articles in (100_000 // self.scale, 1_000_000 // self.scale):
            command = [self.xtask, "generate", "--articles", str(articles)]
            with subprocess.Popen(command, stdout=subprocess.PIPE) as generator:
                cost = self.classify("-", "-j", "4", stdin=generator.stdout)
                generator.stdout.close()
            peaks[articles] = cost.peak
            self.hold(f"peak memory, {articles:,} articles, 4 threads", cost.status == 0 and cost.peak <= PEAK,
                      f"{mebibytes(cost.peak)}, at most {mebibytes(PEAK)}; {cost.cpu:.1f} s CPU, {cost.wall:.1f} s",
                      peak_bytes=cost.peak, status=cost.status)
        few, many = peaks.values()
        check, figure = "ten times the articles, the same memory", f"{many / few:.3f} times, at most {GROWTH}"
        if self.scale == 1:
            self.hold(check, many <= few * GROWTH, figure, ratio=round(many / few, 4))
        else:
            self.note(check, TOLD, figure + "; so few articles fill no buffers", ratio=round(many / few, 4))

    def line(self):
        """A line of 1 GB (100 MB, quick) between two articles: refused with a word, the articles answered."""
        path, size = self.work / "line.jsonl", 1_000_000_000 if self.scale == 1 else 100_000_000
        with open(path, "wb") as out:
            good = json.dumps({"id": "good", "text": ARTICLE}, ensure_ascii=False).encode()
            out.write(good + b'\n{"id":"long","text":"')
            for _ in range(size // MIB):
                out.write("ا".encode() * (MIB // 2))
            out.write(b'"}\n' + good.replace(b"good", b"last") + b"\n")
        self.hostile(f"a line of {size // 1_000_000:,} MB", path, answered={"good", "last"})
        path.unlink()

    def hostile(self, name, path, answered=frozenset(), limit=600):
        """Ends in order, within memory and time, answers these and no others, and says what was refused."""
        cost, ids = self.answers(path, limit)
        said = (cost.stderr.strip() or "nothing said").splitlines()[0][:160].replace(str(self.work) + os.sep, "")
        fine = cost.status in ORDINARY and cost.peak <= PEAK_OF_HOSTILE and ids == answered and bool(cost.stderr.strip())
        self.hold(name, fine, f"exit {cost.status}, {mebibytes(cost.peak)}, at most {mebibytes(PEAK_OF_HOSTILE)}; "
                  f"{cost.wall:.1f} s; {len(ids)} answered; {said}", peak_bytes=cost.peak, status=cost.status)

    def answers(self, path, limit=600):
        """What a run cost, and the ids of the articles that got an answer."""
        out = self.work / "answers.jsonl"
        with open(out, "wb") as stdout:
            cost = self.classify(path, "-j", "4", stdout=stdout, limit=limit)
        ids = set()
        for line in out.read_text(encoding="utf-8", errors="replace").splitlines():
            with contextlib.suppress(ValueError, TypeError):
                record = json.loads(line)
                ids |= set() if "error" in record else {record["id"]}
        return cost, ids

    def reads(self, name, content):
        """Whether this version reads a kind of file: of a sound one it answers the article, not the file."""
        path = self.work / name
        path.write_bytes(content)
        cost, ids = self.answers(path)
        path.unlink()
        return cost.status == 0 and len(ids) == 1 and ids != {str(path)} and "notice" not in cost.stderr

    def bombs(self):
        """10 GB of zeros in 10 MB, the same once more in gzip, and a record that claims 10^18 bytes."""
        zeros = 10_000_000_000 // self.scale
        size = "10 GB" if self.scale == 1 else "100 MB"
        good = json.dumps({"id": "good", "text": ARTICLE}).encode() + b"\n"
        if self.reads("sound.jsonl.gz", gzip.compress(good)):
            bomb, nested = self.work / "bomb.jsonl.gz", self.work / "nested.jsonl.gz"
            with gzip.open(bomb, "wb", compresslevel=1) as out:
                for _ in range(zeros // MIB):
                    out.write(bytes(MIB))
            self.hostile(f"{size} of zeros in gzip", bomb)
            nested.write_bytes(gzip.compress(bomb.read_bytes()))
            self.hostile(f"{size} of zeros in gzip in gzip", nested)
            bomb.unlink()
        else:
            self.note(f"{size} of zeros in gzip", ABSENT, "gzip is not read")
        if self.reads("sound.warc", warc(None)):
            claimed = self.work / "absurd.warc"
            for name, length in (("10^18", 10**18), ("-1", -1), ("10^30", 10**30)):
                claimed.write_bytes(warc(length))
                self.hostile(f"a WARC record that claims {name} bytes", claimed)
        else:
            self.note("a WARC record that claims 10^18 bytes", ABSENT, "WARC is not read")

    # Start and size

    def start(self):
        """From start to end, one short article, the built-in model; the floor is a program that does nothing."""
        path = self.work / "short.txt"
        path.write_text(ARTICLE, encoding="utf-8")
        bare = statistics.median(_seconds(["true"]) for _ in range(50))
        times = [_seconds([self.rasid, "--quiet", "classify", path, "--format", "jsonl"]) for _ in range(50)]
        median = statistics.median(times)
        self.hold("one short article from start to end", median <= START,
                  f"median of 50: {median * 1e3:.1f} ms ({min(times) * 1e3:.1f} to {max(times) * 1e3:.1f}), at most "
                  f"{START * 1e3:.0f}; starting a program that does nothing takes {bare * 1e3:.1f}",
                  median_s=round(median, 5), floor_s=round(bare, 5))

    def size(self):
        for name, path, most in (("release binary", self.rasid, BINARY),
                                 ("model file", measure.ROOT / "models" / "default" / "model.rasid", MODEL)):
            size = path.stat().st_size
            self.hold(name, size <= most, f"{size / 1e6:.1f} MB, at most {most / 1e6:.0f}", bytes=size)

    def labels(self):
        """The shipped set trained with its grouped folds, and fifty articles of it."""
        root, model = measure.ROOT, self.work / "labels.rasid"
        command = [self.rasid, "--quiet", "train", root / "labels" / "articles.csv"]
        terms = ["--terms", root / "seeds" / "terms", "-o", model]
        cost = measure.must(run([*command, *terms], threads=os.cpu_count()), "train labels/")
        same = measure.digest(model) == measure.digest(root / "models" / "default" / "model.rasid")
        self.hold("labels/ trained with its folds", cost.wall <= LABELS, f"{cost.wall:.1f} s, at most {LABELS}; "
                  f"{cost.cpu:.1f} s CPU; the model is {'' if same else 'not '}the one in models/", wall_s=round(cost.wall, 2))
        fifty = self.work / "fifty.csv"
        with open(root / "labels" / "articles.csv", encoding="utf-8", newline="") as all_of_them, \
                open(fifty, "w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows(itertools.islice(csv.reader(all_of_them), 51))
        command = [self.rasid, "--quiet", "train", fifty, "--codebook", root / "labels" / "codebook.toml", *terms]
        runs = [measure.must(run(command, threads=os.cpu_count()), "train fifty articles").wall for _ in range(5)]
        self.hold("fifty labelled articles trained", statistics.median(runs) <= FIFTY,
                  f"median of 5: {statistics.median(runs) * 1e3:.0f} ms, at most {FIFTY * 1e3:.0f}")

    # Resume

    def resume(self):
        """Killed at random moments and taken up again: the file is that of a run nobody killed."""
        if "--resume" not in self.classify_help:
            self.note("killed and resumed", ABSENT, "classify has no --resume")
            return
        corpus, kills = self.corpus(5_000 if self.typed.quick else 100_000), 5 if self.typed.quick else 50
        folder = self.work / "resume"
        folder.mkdir()
        command = [self.rasid, "--quiet", "classify", corpus, "--format", "jsonl", "-j", "2", "-o"]
        started = time.perf_counter()
        measure.must(run([*command, folder / "whole.jsonl"], threads=2), "the run that nobody kills")
        took, expected = time.perf_counter() - started, measure.digest(folder / "whole.jsonl")
        target, chance, done, equal, ended = folder / "killed.jsonl", random.Random(1), 0, [], 0
        resume = [str(word) for word in [*command, target, "--resume"]]
        ends = under_way = 0
        while done < kills or not target.exists():
            if target.exists():
                # Finished between two kills: compared, and begun anew.
                equal.append(measure.digest(target) == expected)
                for left in folder.glob("*killed*"):
                    left.unlink()
            # Half of the kills come early, where files are being made; a run takes several kills.
            wait = chance.uniform(0, took / (8 if chance.random() < 0.5 else 2))
            ended = _killed_after(resume, wait if done < kills else None)
            if ended is None:
                done += 1
                under_way += any(path.stat().st_size for path in folder.glob("*killed*"))
            elif ended != 0:
                self.hold("killed and resumed", False, f"a resumed run ended with {ended} after {done} kills")
                return
            else:
                ends += 1
        equal.append(measure.digest(target) == expected)
        # A kill between the last rename and the end may leave a journal; a run to the end leaves nothing.
        left = [path.name for path in sorted(folder.iterdir()) if path.name not in ("whole.jsonl", "killed.jsonl")]
        left = left if ended == 0 else []
        self.hold("killed and resumed", all(equal) and not left,
                  f"{done} kills, {under_way} with something written, {ends} runs to the end, {sum(equal)} of {len(equal)} files equal to that of a run "
                  f"nobody killed; left over: {', '.join(left) or 'nothing'}", kills=done,
                  kills_under_way=under_way, equal=sum(equal), files=len(equal))

    # One digest

    def threads(self):
        """The same bytes for any number of threads, and for shards in any order."""
        corpus = self.corpus(20_000 // (10 if self.typed.quick else 1))
        digests = {}
        for jobs in (1, 2, 4, 8):
            out = self.work / f"threads{jobs}.jsonl"
            measure.must(self.classify(corpus, "-j", jobs, "-o", out), f"{jobs} threads")
            digests[f"{jobs} threads"] = measure.digest(out)
        whole = hashlib.sha256()
        parts = {}
        for number, shard in shuffled(shards(corpus, 7, self.work), seed=1):
            parts[number] = self.work / f"verdicts{number}.jsonl"
            measure.must(self.classify(shard, "-j", "2", "-o", parts[number]), f"shard {number}")
        for _, part in sorted(parts.items()):
            whole.update(part.read_bytes())
        digests["7 shards, shuffled"] = whole.hexdigest()
        one = len(set(digests.values())) == 1
        self.hold("one digest of verdicts", one, f"{', '.join(digests)}: "
                  + (digests["1 threads"][:16] if one else str({k: v[:8] for k, v in digests.items()})), digests=digests)

    def shards(self):
        """Models of merged shards are those of one run."""
        if "--counts-only" not in self.train_help or not self.merge_help:
            self.note("one digest of models", ABSENT, "train has no --counts-only, or there is no merge")
            return
        labels = self.corpus(10_000 // (10 if self.typed.quick else 1))
        fixed = ["--stream", "--no-registry"]
        digests = {}
        for jobs in (1, 4):
            model = self.work / f"whole{jobs}.rasid"
            measure.must(self.rasid_run("train", labels, "-o", model, "-j", jobs, *fixed), "train")
            digests[f"one run, {jobs} threads"] = measure.digest(model)
        for number, seed in ((1, 1), (2, 2), (7, 3), (32, 4)):
            counted = []
            for index, shard in shuffled(shards(labels, number, self.work), seed):
                counted.append(self.work / f"{number}-{index}.counts")
                measure.must(self.rasid_run("train", shard, "-o", counted[-1], "--counts-only", *fixed), "counting")
            model = self.work / f"merged{number}.rasid"
            measure.must(self.rasid_run("merge", *counted, "-o", model), "merge")
            digests[f"{number} shards, shuffled"] = measure.digest(model)
        one = len(set(digests.values())) == 1
        self.hold("one digest of models", one, f"{', '.join(digests)}: "
                  + (next(iter(digests.values()))[:16] if one else str({k: v[:8] for k, v in digests.items()})),
                  digests=digests)

    def rasid_run(self, *arguments):
        return run([self.rasid, "--quiet", *arguments], threads=4)


def _seconds(command):
    start = time.perf_counter()
    subprocess.run([str(word) for word in command], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL, env=measure.environment(), check=True)
    return time.perf_counter() - start


def _killed_after(command, seconds):
    """The exit code, or nothing where the program had to be killed."""
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                             env=measure.environment(2))
    try:
        return child.wait(seconds)
    except subprocess.TimeoutExpired:
        child.send_signal(signal.SIGKILL)
        child.wait()
        return None


def warc(claimed):
    """A file of one page as it was fetched, which claims to have so many bytes, or as many as it has."""
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><body><article><p>"
    page += (ARTICLE * 5).encode() + b"</p></article></body></html>"
    length = len(page) if claimed is None else claimed
    head = ("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/1\r\nWARC-Date: 2024-01-01T00:00:00Z"
            "\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {length}\r\n\r\n")
    return head.encode() + page + b"\r\n\r\n"


def shards(path, number, folder):
    """A file of lines cut into so many files of neighbouring lines: number and path of each."""
    with open(path, "rb") as file:
        lines = file.readlines()
    each = -(-len(lines) // number)
    paths = []
    for index in range(number):
        paths.append((index, folder / f"shard{number}-{index}.jsonl"))
        with open(paths[-1][1], "wb") as out:
            out.writelines(lines[index * each:(index + 1) * each])
    return paths


def shuffled(items, seed):
    items = list(items)
    random.Random(seed).shuffle(items)
    return items


CHECKS = ["size", "start", "labels", "threads", "shards", "resume", "line", "bombs", "memory"]


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a hundredth of the articles, 5 kills")
    parser.add_argument("--only", default=",".join(CHECKS), help="checks, by commas")
    measure.add_options(parser)
    typed = parser.parse_args()
    typed.only = typed.only.split(",")
    for name in typed.only:
        if name not in CHECKS:
            parser.error(f"{name}: not one of {', '.join(CHECKS)}")
    return typed


def main():
    typed = options()
    box = measure.machine()
    limits = Limits(typed)
    for name in typed.only:
        getattr(limits, name)()
        for left in limits.work.iterdir():
            shutil.rmtree(left) if left.is_dir() else left.unlink()
    facts = {"date": datetime.date.today().isoformat(), "machine": box, "rasid": measure.of_rasid(limits.rasid),
             "quick": typed.quick, "checks": limits.found}
    rows = [[row["check"], row["verdict"], row["figure"].replace("|", "\\|")] for row in limits.found]
    page = "\n".join([f"# What rasid must hold, {facts['date']}", "", measure.about(facts) + ".", "",
                      measure.table(["check", "", "figure"], rows), ""])
    if not typed.no_results:
        measure.write_results("limits-quick" if typed.quick else "limits", facts, page, typed.results)
    shutil.rmtree(limits.work, ignore_errors=True)
    sys.exit(any(row["verdict"] == MISSED for row in limits.found))


if __name__ == "__main__":
    main()
