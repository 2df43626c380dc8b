"""Verdicts are those of the command line, whatever holds the articles."""

from __future__ import annotations

import datetime
import json
import os
import pickle
import signal
import threading
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from conftest import ARTICLES, PROJECT, lines_of

import rasid

AXES = ["outlet_type", "russia", "us", "gulf"]


def rows_of(path: Path) -> list[dict[str, str]]:
    """Articles of a file beside the project, with what stands beside their text."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    kept = ("id", "title", "text", "url", "outlet", "date")
    return [{name: row[name] for name in kept if row.get(name)} for row in rows]


def labelled() -> list[dict[str, str]]:
    frame = pd.read_csv(PROJECT / "labels" / "articles.csv", dtype=str, keep_default_na=False)
    kept = [name for name in ("id", "title", "text", "url", "outlet", "date") if name in frame]
    return [{k: v for k, v in row.items() if v} for row in frame[kept].to_dict("records")]


@pytest.mark.parametrize("which", ["labels", "gold", "generated"])
def test_the_bytes_of_the_command_line(which, model, binary, tmp_path, request):
    if which == "labels":
        rows = labelled()
    elif which == "generated":
        rows = [{k: r[k] for k in ("id", "text")} for r in request.getfixturevalue("generated")]
    else:
        gold = PROJECT.parent / "shared" / "gold" / "articles.jsonl"
        if not gold.is_file():
            pytest.skip("the real articles are not here")
        rows = rows_of(gold)
    wanted = lines_of(binary, rows, tmp_path)
    names = dict.fromkeys(name for row in rows for name in row)
    table = pa.Table.from_pylist(rows, schema=pa.schema([(name, pa.string()) for name in names]))
    for threads in (1, 2):
        got = model.classify_arrow(table, json=True, threads=threads)["verdict"].to_pylist()
        assert got == wanted
    texts = [row["text"] for row in rows if row.get("text")]
    numbered = [{"id": str(i), "text": text} for i, text in enumerate(texts)]
    assert [v.json for v in model.classify(texts)] == lines_of(binary, numbered, tmp_path)


def test_each_frame_gives_its_own_kind(model):
    texts = [*ARTICLES, None]
    wanted = [v.record for v in model.classify(texts)]
    classes = [v.get("russia", {}).get("class") for v in wanted]
    pandas = model.classify(pd.DataFrame({"text": texts}, index=range(10, 16)))
    assert isinstance(pandas, pd.DataFrame) and list(pandas.index) == list(range(10, 16))
    assert [None if pd.isna(c) else c for c in pandas["russia"]] == classes
    series = model.classify(pd.Series(texts, index=list("abcdef")))
    assert list(series.index) == list("abcdef") and list(series["id"]) == [str(i) for i in range(6)]
    polars = model.classify(pl.DataFrame({"text": texts}))
    assert isinstance(polars, pl.DataFrame) and polars["russia"].to_list() == classes
    assert model.classify(pl.Series(texts))["russia"].to_list() == classes
    assert model.classify(pl.LazyFrame({"text": texts}))["russia"].to_list() == classes
    for data in (
        pa.table({"text": texts}),
        pa.record_batch({"text": texts}),
        pa.array(texts),
        pa.chunked_array([texts[:2], texts[2:]]),
        pa.table({"text": pa.array(texts, pa.large_string())}),
        pa.table({"text": pa.array(texts, pa.string_view())}),
        pa.table({"text": pa.array(texts).dictionary_encode()}),
        pa.table({"text": texts}).to_reader(max_chunksize=2),
    ):
        got = model.classify(data)
        assert isinstance(got, pa.Table) and got["russia"].to_pylist() == classes, data
    assert model.classify(ARTICLES[0]) == model.classify(ARTICLES[:1])[0]
    assert [v.json for v in model.classify(iter(ARTICLES))] == [v.json for v in model.classify(ARTICLES)]


def test_rows_can_be_lines_of_json(model):
    lines = [json.dumps({"key": f"k{i}", "text": text}, ensure_ascii=False) for i, text in enumerate(ARTICLES)]
    wanted = model.classify_arrow(pa.table({"text": ARTICLES, "id": [f"k{i}" for i in range(5)]}), json=True)
    table = pa.table({"line": ["\ufeff" + lines[0], *lines[1:], "{", None, '{"text": "", "key": "empty"}']})
    got = model.classify_arrow(table, records="line", id="key", json=True)["verdict"].to_pylist()
    assert got[:5] == wanted["verdict"].to_pylist()
    bad = [json.loads(line) for line in got[5:]]
    assert bad[1]["error"] == "the record is empty"
    assert [line["line"] for line in bad] == [6, 7, 8] and [line["id"] for line in bad] == [None, None, "empty"]
    assert "malformed JSON at column 1" in bad[0]["error"] and "no text" in bad[2]["error"]
    columns = model.classify_arrow(pa.array(lines), records="text", id="key")
    assert columns["id"].to_pylist() == [f"k{i}" for i in range(5)] and columns["error"].null_count == 5
    # What comes from memory reads no files.
    told = model.classify_arrow(pa.table({"line": [json.dumps({"path": __file__})]}), records="line")
    assert "no text" in told["error"][0].as_py()
    for table, said in ((table, "no column `value`"), (pa.table({"value": [1]}), "no text")):
        with pytest.raises(rasid.InputError, match=said):
            model.classify_arrow(table, records="value")


def test_what_is_no_utf8_is_told_in_its_row(model):
    raw = pa.array([ARTICLES[0].encode(), b"\xe0\x80 Moscow \xf0", ARTICLES[1].encode()])
    # Arrow believes what a type says.
    broken = pa.Array.from_buffers(pa.string(), 3, raw.buffers())
    for kind in (pa.string(), pa.large_string(), pa.string_view()):
        table = pa.table({"text": broken.cast(kind)})
        errors = model.classify_arrow(table)["error"].to_pylist()
        assert errors[0] is None and errors[2] is None and "UTF-8" in errors[1]
        errors = model.classify_arrow(table, records="text")["error"].to_pylist()
        assert "UTF-8" in errors[1] and "malformed" in errors[0]
        with pytest.raises(rasid.InputError, match="UTF-8"):
            rasid.train(table)


def test_values_of_other_kinds_are_read_as_text(model):
    day = datetime.date(2024, 3, 5)
    wanted = [v.record for v in model.classify(ARTICLES[:2])]
    for dates in ([day, day], pd.to_datetime(["2024-03-05 23:10", "2024-03-05 00:00"]), ["2024-03-05"] * 2):
        frame = pd.DataFrame({"text": ARTICLES[:2], "id": pd.Series([17, "b"], dtype=object), "date": dates})
        frame["score"], frame["tags"] = [1.5, float("nan")], [["x"], []]
        got = model.classify(frame)
        assert list(got["id"]) == ["17", "b"] and [str(d) for d in got["date"]] == ["2024-03-05"] * 2
        assert list(got["russia"]) == [v["russia"]["class"] for v in wanted]
    table = pa.table({"text": ARTICLES[:3], "id": [True, None, False]})
    assert model.classify_arrow(table)["id"].to_pylist() == ["true", "1", "false"]
    assert model.classify(pd.Series(ARTICLES[:2]).array)[0] == model.classify(ARTICLES[:2])[0]


def test_columns_can_have_other_names(model):
    table = pa.table({"body": ARTICLES, "key": [f"k{i}" for i in range(5)], "text": ["x"] * 5})
    got = model.classify(table, text="body", id="key")
    assert got["id"].to_pylist() == ["k0", "k1", "k2", "k3", "k4"]
    assert got["russia"].to_pylist() == [v["russia"]["class"] for v in model.classify(ARTICLES)]


BAD = [
    (None, "no text"),
    (float("nan"), "no text"),
    (b"bytes", "bytes is no text"),
    ("\ud800 half", "lone surrogate"),
    ("a\0b", "NUL"),
    ("", "no text"),
    ("   ", "no text"),
    (5, "int is no text"),
    (["x"], "list is no text"),
]


def test_a_bad_row_is_told_in_its_row(model):
    for bad, why in BAD:
        before, broken, after = model.classify([ARTICLES[0], bad, ARTICLES[1]])
        assert why in broken.error, bad
        assert broken["line"] == 2 and "russia" not in broken
        assert before.error is None and after.error is None
        frame = model.classify(pd.DataFrame({"text": pd.Series([ARTICLES[0], bad], dtype=object)}))
        assert why in frame["error"][1] and pd.isna(frame["russia"][1]) and pd.isna(frame["error"][0])
    frame = model.classify(pl.DataFrame({"text": [ARTICLES[0], None, "a\0b"]}))
    assert frame["error"].to_list()[0] is None and all(frame["error"].to_list()[1:])


def test_no_rows_and_many(model):
    assert model.classify([]) == []
    assert len(model.classify(pd.DataFrame({"text": pd.Series([], dtype=object)}))) == 0
    assert model.classify(pa.table({"text": pa.array([], pa.string())})).num_rows == 0
    million = pa.table({"text": pa.repeat(pa.scalar(ARTICLES[2]), 1_000_000)})
    got = model.classify(million)
    assert got.num_rows == 1_000_000 and got["id"][999_999].as_py() == "999999"
    assert got["outlet_type_best"].unique().to_pylist() == [model.classify(ARTICLES[2])["outlet_type"]["best"]]


def test_a_very_long_text(model):
    long = "وقالت موسكو " * (50_000_000 // 21)
    verdict = model.classify(long)
    assert verdict.error is None and verdict["russia"]["class"] is not None
    longer = "ا" * (70 << 20)
    assert "64 MiB" in model.classify(longer).error


def test_one_model_serves_many_threads(model):
    wanted = [v.json for v in model.classify(ARTICLES * 40)]
    results: list[list[str]] = [[] for _ in range(8)]

    def work(place: int) -> None:
        results[place] = [v.json for v in model.classify(ARTICLES * 40, threads=1 + place % 3)]

    threads = [threading.Thread(target=work, args=(i,)) for i in range(8)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    assert all(result == wanted for result in results)


def test_what_a_model_remembers_changes_nothing():
    model = rasid.default()
    # Few rows are judged without making the model ready, many with; then the words of all are remembered.
    fresh = [rasid.default().classify(text).json for text in ARTICLES]
    assert [model.classify(text).json for text in ARTICLES] == fresh
    assert [v.json for v in model.classify(ARTICLES * 40)] == [v.replace('"id":"0"', f'"id":"{i}"') for i, v in enumerate(fresh * 40)]
    assert [model.classify(text).json for text in ARTICLES] == fresh


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork")
def test_a_forked_process_judges_alike(model):
    wanted = [v.json for v in model.classify(ARTICLES * 40)]
    child = os.fork()
    if child == 0:
        same = [v.json for v in model.classify(ARTICLES * 40)] == wanted
        os._exit(0 if same else 1)
    assert os.waitpid(child, 0)[1] == 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork")
def test_a_process_forked_amid_a_call_does_not_hang():
    for _ in range(5):
        model = rasid.default()
        thread = threading.Thread(target=lambda: model.classify(ARTICLES * 200))
        thread.start()
        child = os.fork()
        if child == 0:
            signal.alarm(60)
            os._exit(0 if len(model.classify(ARTICLES * 40)) == 200 else 1)
        thread.join()
        assert os.waitpid(child, 0)[1] == 0


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timer")
@pytest.mark.parametrize("threads", [1, 2])
def test_an_interrupt_is_heard(model, threads):
    texts = pa.table({"text": pa.repeat(pa.scalar(ARTICLES[3] * 50), 1_000_000)})
    judged = []
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.setitimer(signal.ITIMER_REAL, 0.3)
    try:
        with pytest.raises(KeyboardInterrupt):
            judged.append(model.classify_arrow(texts, threads=threads))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert not judged, "the call went on to its end"


def test_the_lock_is_released(model):
    ran = threading.Event()
    done = threading.Event()

    def other() -> None:
        while not done.is_set():
            ran.set()

    thread = threading.Thread(target=other)
    thread.start()
    ran.wait()
    ran.clear()
    model.classify(ARTICLES * 2_000, threads=1)
    assert ran.is_set(), "the other thread stood still"
    done.set()
    thread.join()


def test_models_travel(model, tmp_path):
    again = pickle.loads(pickle.dumps(model))
    assert again == model and again.digest == model.digest and hash(again) == hash(model)
    assert rasid.from_bytes(model.to_bytes()) == model
    model.save(tmp_path / "m.rasid")
    assert rasid.load(tmp_path / "m.rasid") == model
    assert list(model.axes) == AXES
    verdict = model.classify(ARTICLES[0])
    assert pickle.loads(pickle.dumps(verdict)) == verdict and dict(verdict) == verdict.record


def test_evidence_and_explanations(model):
    verdict = model.classify(ARTICLES[3], evidence=np.int64(3), threads=np.int32(2))
    words = [e["word"] for e in verdict["russia"]["evidence"]]
    assert words and all(word in ARTICLES[3] for word in words)
    told = model.explain(ARTICLES[3], outlet="صحيفة", id="7")
    assert told["id"] == "7" and sorted(told["axes"]) == sorted(AXES)
    with pytest.raises(rasid.UsageError, match="author"):
        model.explain("x", author="y")


def test_memory_stays_flat(model):
    resource = pytest.importorskip("resource")
    del resource

    def resident() -> int:
        with open("/proc/self/statm") as file:
            return int(file.read().split()[1]) * 4096

    if not Path("/proc/self/statm").exists():
        pytest.skip("no /proc")
    for _ in range(100):
        model.classify(ARTICLES * 4, threads=1)
    before = resident()
    for _ in range(1000):
        model.classify(ARTICLES * 4, threads=1)
    assert resident() <= before * 1.05
