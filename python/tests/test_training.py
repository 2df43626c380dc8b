"""Models trained here are those of the command line, byte for byte."""

from __future__ import annotations

import json
import random
import subprocess

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from conftest import PROJECT

import rasid


@pytest.fixture(scope="session")
def by_command_line(binary, generated, tmp_path_factory):
    """The model that `rasid train --stream` makes of the generated articles."""
    folder = tmp_path_factory.mktemp("trained")
    rows, made = folder / "rows.jsonl", folder / "model.rasid"
    rows.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in generated), encoding="utf-8")
    subprocess.run([binary, "--quiet", "train", rows, "-o", made, "--stream"], check=True)
    return rasid.load(made)


def test_a_stream_makes_the_bytes_of_the_command_line(by_command_line, generated):
    for frame in (pd.DataFrame(generated), pl.DataFrame(generated), pa.Table.from_pylist(generated)):
        assert rasid.train(frame, stream=True) == by_command_line


@pytest.mark.parametrize("parts", [1, 2, 7, 32])
def test_any_partition_makes_the_same_bytes(parts, by_command_line, generated):
    rows = list(generated)
    random.Random(parts).shuffle(rows)
    shards = [rasid.count(pa.Table.from_pylist(rows[i::parts])) for i in range(parts)]
    random.Random(-parts).shuffle(shards)
    assert rasid.merge(shards) == by_command_line
    joined = rasid.merge(shards, counts_only=True)
    assert rasid.merge([joined]) == by_command_line


def test_settings_are_those_of_the_command_line(generated):
    frame = pa.Table.from_pylist(generated[:120])
    plain = rasid.train(frame, stream=True)
    other = rasid.train(frame, stream=True, bigrams=False, fields="whole", alpha=0.2)
    assert plain != other and other == rasid.train(frame, stream=True, bigrams=False, fields="whole", alpha=0.2)


def test_reports(model, binary, tmp_path):
    labels = pd.read_csv(PROJECT / "labels" / "articles.csv", dtype=str, keep_default_na=False).iloc[:180]
    rows = tmp_path / "labels.csv"
    labels.to_csv(rows, index=False)
    wanted = subprocess.run(
        [binary, "--quiet", "evaluate", rows, "--fixed", "--folds", "3", "--format", "json"], check=True, capture_output=True
    )
    report = rasid.evaluate(labels, fixed=True, folds=3)
    assert {axis["axis"] for axis in report["axes"]} == set(model.axes)
    assert report["axes"] == json.loads(wanted.stdout)["axes"]
    other = rasid.evaluate(labels, model=rasid.train(labels.iloc[:90], fixed=True))
    assert other["axes"] and other["axes"] != report["axes"]
    assert "findings" in rasid.audit(labels, folds=3)


def test_warnings_are_warned_of(generated):
    rows = [{k: v for k, v in row.items() if k != "gulf"} for row in generated[:60]]
    with pytest.warns(UserWarning, match="gulf"):
        rasid.train(pa.Table.from_pylist(rows), stream=True)
