"""Holds the SQL of `rasid export` to `rasid classify`: the same articles, the same verdicts.

Usage: parity.py RASID ARTICLES.jsonl MODEL [classify option ...]
MODEL is a file, or `-` for the built-in model. Needs duckdb. Exit code 1 where any verdict differs:
in class, best, method or reason, or in the probability by more than 1e-9 beside its rounding to six
decimals in JSON (half of 1e-6).
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

TOLERANCE = 5e-7 + 1e-9


def main(rasid, articles, model, *options):
    model = [] if model == "-" else [model]
    with tempfile.TemporaryDirectory() as folder:
        return check(Path(folder), rasid, articles, model, options)


def check(folder, rasid, articles, model, options):
    def run(*words):
        subprocess.run([rasid, "--quiet", *words], check=True)

    of_model = ["--model", *model] if model else []
    script, tokens, verdicts = (str(folder / name) for name in ("s.sql", "t.jsonl", "v.jsonl"))
    run("export", *model, "--format", "sql", "-o", script)
    run("text", articles, *of_model, "--stage", "tokens", "--format", "jsonl", "-o", tokens)
    run("classify", articles, *of_model, *options, "--format", "jsonl", "-o", verdicts)

    db = duckdb.connect(str(folder / "scores.duckdb"))
    marks = [time.monotonic()]
    db.execute(Path(script).read_text(encoding="utf-8"))
    marks.append(time.monotonic())
    db.execute("INSERT INTO rasid.tokens BY NAME FROM rasid.read_tokens(?)", [tokens])
    marks.append(time.monotonic())
    db.execute("CREATE TABLE scored AS FROM rasid.verdicts")
    marks.append(time.monotonic())
    rows = db.execute("SELECT id, axis, class, best, probability, method, reason, probabilities FROM scored")
    scored = {(row[0], row[1]): row[2:] for row in rows.fetchall()}
    axes = [name for (name,) in db.execute("SELECT name FROM rasid.axes ORDER BY axis").fetchall()]
    count = db.execute("SELECT count(*) FROM rasid.tokens").fetchone()[0]

    faults, compared, largest, methods = [], 0, 0.0, {}
    with open(verdicts, encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if "error" in record:
                continue
            for axis in axes:
                wanted, found = record[axis], scored.pop((record["id"], axis), None)
                if found is None:
                    # An article without a word has no tokens.
                    if wanted.get("reason") != "no evidence":
                        faults.append((record["id"], axis, wanted, "no row"))
                    continue
                compared += 1
                said = wanted.get("reason") or wanted["method"]
                methods[said] = methods.get(said, 0) + 1
                names = ("class", "best", "method", "reason")
                same = tuple(wanted.get(name) for name in names) == (found[0], found[1], *found[3:5])
                a, b = wanted["probability"], found[2]
                if a is not None and b is not None:
                    largest = max(largest, abs(a - b))
                    same = same and abs(a - b) <= TOLERANCE
                if not same or (a is None) != (b is None):
                    faults.append((record["id"], axis, wanted, found))
                if found[5] and abs(sum(found[5].values()) - 1) > 1e-6:
                    faults.append((record["id"], axis, "probabilities sum to", sum(found[5].values())))
    faults += [(key, "not among the verdicts of rasid") for key in scored]
    # Articles that share an id would be scored as one.
    db.execute("INSERT INTO rasid.tokens SELECT * FROM rasid.tokens LIMIT 1")
    try:
        db.execute("SELECT * FROM rasid.verdicts").fetchall()
        faults.append(("a token that stands twice was not told",))
    except duckdb.Error as error:
        if "two articles have its id" not in str(error):
            faults.append((error,))

    for fault in faults[:10]:
        print("differs:", *fault)
    load, read, score = (b - a for a, b in zip(marks, marks[1:]))
    print(
        f"{compared} verdicts ({', '.join(f'{n} {m}' for m, n in sorted(methods.items()))}): "
        f"{len(faults)} differ, probabilities by {largest:.1e} at most; {count} tokens, "
        f"script {load:.1f} s, tokens {read:.1f} s, scores {score:.1f} s"
    )
    return 1 if faults or compared == 0 else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
