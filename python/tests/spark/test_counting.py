"""What one partition counts, without a cluster: in parts, when it is large, and up to a row that cannot be used."""
import json

import pyarrow as pa
import pytest
import rasid
import rasid.spark
from conftest import COLUMNS


def batches(rows, size):
    table = pa.table({name: [row.get(name) for row in rows] for name in COLUMNS})
    return iter(table.to_batches(max_chunksize=size))


def counted(rows, size):
    """The rows that a partition gives."""
    return [row for batch in rasid.spark._counted(3, batches(rows, size), {}, {}) for row in batch.to_pylist()]


@pytest.mark.parametrize("at_once", [1, 100_000, 1 << 30])
def test_the_parts_of_a_partition_are_one_shard(articles, monkeypatch, at_once):
    monkeypatch.setattr(rasid.spark, "COUNTED_AT_ONCE", at_once)
    monkeypatch.setattr(rasid.spark, "PIECE", 10_000)
    pieces = counted(articles.rows, 500)
    assert {piece["partition"] for piece in pieces} == {3} and len(pieces) > 10
    shard = b"".join(piece["piece"] for piece in pieces)
    assert rasid.merge([shard]).to_bytes() == articles.model.read_bytes()


@pytest.mark.parametrize("at_once", [1, 1 << 30])
def test_a_bad_row_is_numbered_in_its_partition(articles, monkeypatch, at_once):
    monkeypatch.setattr(rasid.spark, "COUNTED_AT_ONCE", at_once)
    rows = [dict(row) for row in articles.rows[:20]]
    rows[13]["us"] = "pro"
    [told] = counted(rows, 5)
    error = json.loads(told["error"])
    assert told["piece"] is None
    assert (error["kind"], error["row"]) == ("InputError", 13)
    assert error["message"] == f"cannot use row 13 of partition 3, `{rows[13]['id']}`"
    assert error["causes"] == ["class `pro` is not in the codebook for `us`"]


def test_no_rows_give_nothing(articles):
    assert counted([], 5) == []
