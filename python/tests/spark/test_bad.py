"""Rows that cannot be read have their reason beside them; what cannot be done is said before or without a stack trace."""
import json

import pytest
import rasid
import rasid.spark
from conftest import AXES

TEXT = "قال الوزير إن الاجتماع يعقد غدا في العاصمة"
BAD = [("ok", TEXT), ("null", None), ("nul", "نص\0فيه صفر"), (None, TEXT), ("again", TEXT)]


def test_bad_rows_have_an_error(spark):
    frame = spark.createDataFrame(BAD, "id string, text string").coalesce(1)
    rows = rasid.spark.classify(frame).collect()
    assert [row.id for row in rows] == [name for name, _ in BAD]
    assert [row.error is None for row in rows] == [True, False, False, True, True]
    assert rows[0].asDict() | {"id": "again"} == rows[4].asDict()
    told = [row.verdict for row in rasid.spark.classify(frame, json=True).collect()]
    lines = [json.loads(line) for line in told]
    assert ["error" in line for line in lines] == [False, True, True, False, False]
    assert [line["id"] for line in lines] == [name for name, _ in BAD]
    # Nothing of a line depends on the place of its row.
    spread = rasid.spark.classify(frame.repartition(3), json=True).collect()
    assert sorted(row.verdict for row in spread) == sorted(told)
    assert sorted(lines[1]) == ["error", "id"]


def test_bad_records_have_an_error(spark):
    good = json.dumps({"uid": "ok", "text": TEXT, "path": "/etc/passwd"}, ensure_ascii=False)
    nameless = json.dumps({"uid": None, "text": TEXT})
    bad = ['{"uid": "half", "te', "", None, '["a list"]', '{"uid": "bare"}', '{"uid": {}, "text": "نص"}', '{"path": "/etc/passwd"}']
    frame = spark.createDataFrame([(line,) for line in [good, nameless, *bad]], "value string").coalesce(1)
    rows = rasid.spark.classify(frame, records="value", id="uid", keep=[]).collect()
    assert [row.error is None for row in rows] == [True, True] + [False] * len(bad)
    assert rows[0] == rows[1]
    told = [row.verdict for row in rasid.spark.classify(frame, records="value", id="uid", json=True).collect()]
    lines = [json.loads(line) for line in told]
    assert [line["id"] for line in lines] == ["ok", None, None, None, None, None, "bare", None, None]
    assert told[1] == told[0].replace('"id":"ok"', '"id":null')
    assert all(sorted(line) == ["error", "id"] for line in lines[2:])
    assert "malformed JSON at column" in lines[2]["error"] and "no text" in lines[6]["error"]
    spread = rasid.spark.classify(frame.repartition(3), records="value", id="uid", json=True).collect()
    assert sorted(row.verdict for row in spread) == sorted(told)


def test_what_is_no_utf8_has_an_error(spark, tmp_path):
    good = json.dumps({"id": "good", "text": TEXT}).encode()
    (tmp_path / "lines.jsonl").write_bytes(good + b'\n{"id":"1","text":"\xe0\x80 Moscow \xf0"}\n')
    lines = spark.read.text(str(tmp_path / "lines.jsonl"))
    for columns in (dict(records="value"), dict(text="value")):
        rows = rasid.spark.classify(lines, **columns, keep=[]).collect()
        assert [row.error is None for row in rows] == [True, False]
        assert "UTF-8" in rows[1].error


@pytest.mark.parametrize("given, said, way_out", [
    (dict(records="value"), "no column `value` for the records", "id, text, number, outlet"),
    (dict(records="number"), "column `number` is of type int, which holds no records", "cast"),
    (dict(records="text", title=None), "title=None", "within the records"),
    (dict(text="body"), "no column `body`", "id, text, number, outlet"),
    (dict(title="headline"), "no column `headline`", "title=…"),
    (dict(text="number"), "column `number` is of type int", "cast"),
    (dict(keep=["body"]), "no column `body` to keep", "id, text, number, outlet"),
    (dict(id=None, json=True), "need ids", "monotonically_increasing_id"),
    (dict(), "names already: outlet", "prefix="),
    (dict(model=5), "int is no model", "rasid.Model"),
    (dict(model="nowhere.rasid"), "nowhere.rasid", None),
    (dict(model=b"no model"), "", None),
])
def test_classify_refuses(spark, given, said, way_out):
    frame = spark.createDataFrame([("1", TEXT, 3, "صحيفة")], "id string, text string, number int, outlet string")
    with pytest.raises(rasid.ModelError if isinstance(given.get("model"), (str, bytes)) else rasid.UsageError) as caught:
        rasid.spark.classify(frame, **given)
    assert said in str(caught.value)
    assert way_out is None or way_out in caught.value.hint


def test_a_bad_label_is_named_by_its_row(spark, articles):
    frame = articles.frame(spark, "parquet", 1).sort("id").coalesce(1)
    broken = frame.selectExpr("*", "if(id = 'a7', 'pro', russia) as judged")
    with pytest.raises(rasid.InputError) as caught:
        rasid.spark.train(broken, {"russia": "judged"})
    place = sorted(row["id"] for row in articles.rows).index("a7")
    assert f"cannot use row {place} of partition 0, `a7`" in str(caught.value)
    assert caught.value.causes == ["class `pro` is not in the codebook for `russia`"]
    assert caught.value.row == place
    assert "Traceback" not in str(caught.value) and "java" not in str(caught.value)


@pytest.mark.parametrize("labels, settings, said", [
    ({"rusia": "russia"}, {}, "no axis `rusia`"),
    ({"russia": "nowhere"}, {}, "no column `nowhere`"),
    (None, dict(text_column="body"), "no column `body`"),
    (None, dict(unlabelled="folder"), "`unlabelled` cannot be set"),
    (None, dict(alpha=-1.0), "alpha"),
])
def test_train_refuses(spark, articles, labels, settings, said):
    frame = articles.frame(spark, "jsonl", 2).limit(20).select("id", "text", *AXES)
    with pytest.raises(rasid.UsageError, match=said):
        rasid.spark.train(frame, labels, **settings)
