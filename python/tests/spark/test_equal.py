"""Verdicts and models of a cluster are those of the command line, whatever the format and the partitions."""
import hashlib

import pyarrow.parquet as pq
import pytest
import rasid
import rasid.spark
from conftest import AXES, digest, written

PARTITIONS = [1, 2, 7, 32]
FORMS = ["parquet", "jsonl"]


@pytest.mark.parametrize("form", [*FORMS, "lines"])
@pytest.mark.parametrize("partitions", PARTITIONS)
def test_lines_of_json(spark, articles, tmp_path, form, partitions):
    frame = articles.frame(spark, form, partitions)
    records = "value" if form == "lines" else None
    verdicts = rasid.spark.classify(frame, records=records, model=articles.model, json=True)
    assert verdicts.columns == [*frame.columns, "verdict"]
    verdicts.select("verdict").write.text(str(tmp_path / "out"))
    lines = written(tmp_path / "out")
    assert len(lines) == len(articles.rows)
    assert digest(lines) == digest(articles.lines.read_bytes().splitlines())


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("partitions", PARTITIONS)
def test_model(spark, articles, form, partitions):
    model = rasid.spark.train(articles.frame(spark, form, partitions))
    assert model.digest == hashlib.sha256(articles.model.read_bytes()).hexdigest()


def test_columns(spark, articles):
    frame = articles.frame(spark, "parquet", 7).select("id", "title", "text", "date", "url", "outlet")
    model = rasid.load(str(articles.model))
    verdicts = rasid.spark.classify(frame, model=model, evidence=2, prefix="v_")
    assert verdicts.columns[:6] == frame.columns
    path = articles.command("classify", "--model", articles.model, "--evidence", "2", output="evidence.parquet")
    expected = pq.read_table(path).drop_columns(["file", "line"]).sort_by("id")
    made = verdicts.toArrow().sort_by("id")
    assert made.column_names[6:] == [f"v_{name}" for name in expected.column_names if name != "id"]
    assert made["id"].to_pylist() == expected["id"].to_pylist()
    for name in expected.column_names[1:]:
        assert made[f"v_{name}"].to_pylist() == expected[name].to_pylist(), name
    texts = {row["id"]: row["text"] for row in articles.rows}
    assert dict(zip(made["id"].to_pylist(), made["text"].to_pylist())) == texts
    # Of the columns only those that are kept come back; verdicts rest on all of them, and clash with none that stays.
    bare = rasid.spark.classify(frame, model=model, evidence=2, keep=["id"])
    assert bare.columns == ["id", *(name for name in expected.column_names if name != "id")]
    bare = bare.toArrow().sort_by("id")
    for name in expected.column_names:
        assert bare[name].to_pylist() == expected[name].to_pylist(), name


def test_labels_of_other_names_and_settings_that_are_files(spark, articles, tmp_path):
    book = tmp_path / "terms"
    book.mkdir()
    (book / "some.toml").write_text(TERMS, encoding="utf-8")
    settings = dict(alpha=0.3, bigrams=True, terms=str(book))
    path = articles.command("train", "--stream", "--alpha", "0.3", "--bigrams", "--terms", book, output="terms.rasid")
    frame = articles.frame(spark, "parquet", 5)
    for name in AXES:
        frame = frame.withColumnRenamed(name, f"stance of {name}")
    frame = frame.withColumnRenamed("text", "body")
    labels = {name: f"stance of {name}" for name in AXES}
    model = rasid.spark.train(frame, labels, text_column="body", **settings)
    assert model.to_bytes() == path.read_bytes()


def test_partitions_without_rows_count_nothing(spark, articles):
    frame = articles.frame(spark, "jsonl", 1).where("length(id) = 2")
    assert rasid.spark.train(frame.repartition(16)).digest == rasid.spark.train(frame).digest
    with pytest.raises(rasid.InputError, match="no rows"):
        rasid.spark.train(frame.where("false"))


TERMS = """
axes = ["russia", "us", "gulf"]

[class.favor]
terms = ["شراكة", "سخاء", "أشاد"]

[class.against]
terms = ["عدوان", "ابتزاز", "ندد"]
"""
