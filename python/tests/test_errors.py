"""What goes wrong is told with its kind, its row and a way out."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pytest

import rasid

TEXTS = {"text": ["نص أول عن روسيا", "نص ثان عن موسكو"], "id": ["a", "b"]}


@pytest.mark.parametrize(
    ("kind", "message", "row", "run"),
    [
        (rasid.ModelError, "cannot read", None, lambda m: rasid.load("/no/such/file")),
        (rasid.ModelError, "no model of rasid", None, lambda m: rasid.from_bytes(b"xx")),
        (rasid.ModelError, "cannot use", None, lambda m: rasid.from_bytes(m.to_bytes()[:-9])),
        (rasid.UsageError, "neither text nor a frame", None, lambda m: m.classify(5)),
        (rasid.UsageError, "neither text nor a frame", None, lambda m: m.classify(b"x")),
        (rasid.UsageError, "neither text nor columns", None, lambda m: m.classify_arrow(object())),
        (rasid.UsageError, "evidence", None, lambda m: m.classify("x", evidence=-1)),
        (rasid.UsageError, "evidence", None, lambda m: m.classify("x", evidence="3")),
        (rasid.UsageError, "evidence", None, lambda m: m.classify("x", evidence=1 << 70)),
        (rasid.UsageError, "threads", None, lambda m: m.classify("x", threads=0)),
        (rasid.UsageError, "threads", None, lambda m: m.classify("x", threads=1.5)),
        (rasid.UsageError, "dict is neither", None, lambda m: m.classify({"text": "x"})),
        (rasid.UsageError, "no columns", None, lambda m: m.classify(["x"], id="key")),
        (rasid.UsageError, "two columns `text`", None, lambda m: m.classify(pd.DataFrame([["a", "b"]], columns=["text"] * 2))),
        (rasid.InputError, "no column for the text", None, lambda m: m.classify(pa.table({"body": ["x"]}))),
        (rasid.InputError, "no column for the text", None, lambda m: m.classify(pd.DataFrame(index=range(3)))),
        (rasid.InputError, "null as a whole", None, lambda m: m.classify(pa.array([None, {"text": "x"}]))),
        (rasid.InputError, "column `id`: list", 1, lambda m: m.classify(pd.DataFrame({"text": ["a", "b"], "id": ["1", []]}))),
        (rasid.UsageError, "`output` cannot be set", None, lambda m: rasid.train(pa.table(TEXTS), output="x")),
        (rasid.UsageError, "`help` cannot be set", None, lambda m: rasid.train(pa.table(TEXTS), help=True)),
        (rasid.InputError, "no column `body`", 0, lambda m: rasid.train(pa.table(TEXTS), fixed=True, text_column="body")),
        (rasid.InputError, "no column `q`", None, lambda m: m.classify(pa.table(TEXTS), text="q")),
        (rasid.InputError, "Double|Float64", None, lambda m: m.classify(pa.table({"text": [1.5]}))),
        (rasid.InputError, "bogus", 1, lambda m: rasid.train(pa.table({**TEXTS, "russia": ["favor", "bogus"]}))),
        (rasid.InputError, "bytes is no text", 1, lambda m: rasid.train(pd.DataFrame({"text": ["a", b"b"]}))),
        (rasid.UsageError, "alpha", None, lambda m: rasid.train(pa.table(TEXTS), alpha=-1)),
        (rasid.UsageError, "nonsense", None, lambda m: rasid.train(pa.table(TEXTS), nonsense=1)),
        (rasid.InputError, "cannot train", None, lambda m: rasid.train(pa.table({**TEXTS, "russia": ["favor"] * 2}), fixed=True)),
        (rasid.UsageError, "no shard", None, lambda m: rasid.merge([])),
        (rasid.InputError, "no shard of rasid", None, lambda m: rasid.merge([b"no shard"])),
        (rasid.OutputError, "cannot write", None, lambda m: m.save("/no/such/folder/m.rasid")),
    ],
)
def test_each_kind(kind, message, row, run, model):
    with pytest.raises(kind, match=message) as caught:
        run(model)
    error = caught.value
    assert isinstance(error, rasid.RasidError)
    assert error.row == row
    assert error.hint is None or error.hint in str(error)
    assert isinstance(error.causes, list) and error.file in (None, "rows")
    assert "/tmp/" not in str(error) and "rows.jsonl" not in str(error), "where rows were laid is nobody's business"
    assert "Usage:" not in str(error), "how the command line is called is nobody's question"
