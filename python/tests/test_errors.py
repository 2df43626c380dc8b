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
        (rasid.UsageError, "threads", None, lambda m: m.classify("x", threads=0)),
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
    assert isinstance(error.causes, list) and error.file in (None, "rows", "rows.jsonl")
    assert "/tmp/" not in str(error), "where rows were laid is nobody's business"
