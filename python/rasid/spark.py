"""Articles of a Spark DataFrame: classified on the executors, counted there to train a model.

Called by jobs of Spark 4, which brings pyarrow, and pandas on the driver. `classify` and `train` hand Arrow batches to
`rasid` in Spark's Python workers, one thread a task; what is decided about an article is what the command line decides.
Rasid must be installed, in the same version, in the interpreter that `PYSPARK_PYTHON` names on every executor
(docs/SCALE.md).

Not for Spark Connect, which has no broadcasts.

    import rasid.spark

    verdicts = rasid.spark.classify(articles, json=True)
    verdicts.select("verdict").write.text("verdicts")

    model = rasid.spark.train(articles, labels={"russia": "stance_russia"})
"""
import dataclasses
import hashlib
import os
import pathlib
import re
import tempfile
from json import dumps, loads

import pyarrow as pa
import pyarrow.compute as pc
from pyspark import StorageLevel, TaskContext
from pyspark.sql import functions as F
from pyspark.sql import types as T
from pyspark.sql.pandas.types import from_arrow_type

import rasid

from ._errors import error
from ._frames import NAMES

__all__ = ["classify", "train"]

#: Verdict columns that say where a record stood in a file: a row of a DataFrame stands in none, and its id is there.
PLACE = ("id", "file", "line")
#: How the line of a record without an id begins.
NO_ID = '{"id":"",'
#: Types of columns that can be written as one line of text.
PLAIN = (T.StringType, T.NumericType, T.BooleanType, T.DateType, T.TimestampType, T.TimestampNTZType)
#: Bytes of batches that are counted at a time: a partition may be larger than memory.
COUNTED_AT_ONCE = 256 << 20
#: Bytes of a shard in one row: Spark's own copies of it stay small.
PIECE = 4 << 20
#: Rows that carry what a partition counted, or why it could not.
COUNTED = "partition int, piece binary, error string"
#: Settings that name files of the driver, which travel.
FILES = ("codebook", "outlets", "terms")
#: Models that one Python worker keeps open, by digest.
KEPT = 2

_OPEN = {}


@dataclasses.dataclass(frozen=True)
class _Asked:
    """What is to be told of which articles."""

    #: The column that holds each field, or the one that holds `records`.
    columns: dict
    json: bool
    evidence: int
    #: Names within the records, in order of `NAMES`; None for the usual ones.
    names: tuple = (None,) * len(NAMES)

    def verdicts(self, model, articles):
        """Verdicts on articles in columns of these names. They tell no place: it would depend on the batch."""
        records = "records" if "records" in self.columns else None
        return pa.table(model._judge(articles, self.names, self.json, self.evidence, 1, (records, False)))


def classify(df, text="text", *, id="id", title="title", url="url", outlet="outlet", date="date",
             records=None, keep=None, model=None, json=False, evidence=0, prefix=""):
    """Gives each row of a DataFrame a verdict on every axis.

    `text` to `date` name columns of `df`; those other than `text` may be missing where the name is the usual one, and None
    leaves a field out. `text` is a column of strings; the others are strings, numbers, dates or timestamps.

    `records` names a column of strings that hold whole records instead, each one JSON object, as the lines of
    `spark.read.text` do: they are read as the command line reads JSON Lines, which is quicker than `spark.read.json`, and a
    line that is broken or empty says so in its row. `text` to `date` are names within the objects then.

    `keep` names the columns of `df` that go on beside the verdicts, all where it is None. Text goes back to the JVM with
    them: leave it out where it is not wanted.

    `model`: None (the built-in one), a path on the driver, a `rasid.Model` or its bytes. It travels once an executor and is
    opened once a Python worker.

    Returns a DataFrame with one row for each row, in the same partitions and order: the columns of `df`, and after them
    those of the command line's Parquet form but `id`, `file` and `line`; or one column `verdict` with the lines of
    `rasid classify --format jsonl` where `json` is true. `evidence` is the number of words that are told for each verdict.
    The names of the new columns begin with `prefix`. A row that cannot be read has its reason in `error` (or in the line)
    and fails no job.

    Raises `UsageError` where a column is missing, is of the wrong type, or would stand twice; `ModelError` for a model that
    cannot be read.
    """
    named = dict(text=text, id=id, title=title, url=url, outlet=outlet, date=date)
    if records is not None:
        asked = _Asked({"records": _column(df, records, "records")}, json, evidence, _within(named))
    else:
        asked = _Asked(_columns(df, named), json, evidence)
        if json and "id" not in asked.columns:
            raise error(rasid.UsageError, "lines of JSON need ids, and the frame has no column for them",
                        hint="name one with id=…, or make one with pyspark.sql.functions.monotonically_increasing_id()")
    opened = _model(model)
    verdicts = _verdict_columns(opened, asked, prefix)
    keep = _kept(df, keep)
    _no_clash(keep, df, [field.name for field in verdicts], json)
    schema = T.StructType([df.schema[name] for name in keep] + [
        T.StructField(field.name, from_arrow_type(field.type)) for field in verdicts])
    data = opened.to_bytes()
    digest, version = hashlib.sha256(data).hexdigest(), rasid.__version__
    travels = df.sparkSession.sparkContext.broadcast(data)

    def judge(batches):
        local = _opened(digest, travels, version)
        full = (batch for batch in batches if batch.num_rows)
        return (_judged(local, batch, asked, keep, verdicts) for batch in full)

    wanted = [name for name in df.columns if name in keep or name in asked.columns.values()]
    # Columns that nobody asks for do not travel.
    return df.select(*(_named(df, name) for name in wanted)).mapInArrow(judge, schema)


def train(df, labels=None, **settings):
    """Trains a model on the labelled rows of a DataFrame, which are counted where they lie.

    `labels` maps axes to columns with classes, `{"russia": "stance"}`; without it every further column is offered under its
    own name, as the columns of a file are. A null is no label. The articles stand in `text`, `id`, `title`, `url`,
    `outlet`, `date` and `group`; the settings `text_column="body"` and the like name others. Further settings are those of
    `rasid train --stream`: `alpha=0.1`, `bigrams=True`, `codebook="book.toml"`. Files and folders that settings name lie on
    the driver and travel.

    Each partition counts its rows, in parts that fit memory, and the driver adds one shard after the other. The
    model is that of `rasid train --stream` on the same rows, bit for bit, whatever the partitions and the order. Shards are
    kept on the executors' disks meanwhile; what is lost with an executor is counted anew.

    Returns a `rasid.Model`.

    Raises `UsageError` for a setting or column that does not fit and `InputError` for a row that cannot be used, which it
    names by its id, its number (from 0, as `row`) and its partition.
    """
    axes = None if "codebook" in settings else rasid.default().axes
    _known(labels, axes)
    for name in ("unlabelled", "with", "with_", "output", "jobs"):
        if name in settings:
            raise error(rasid.UsageError, f"`{name}` cannot be set where Spark counts",
                         hint="articles are those of the DataFrame: join it with others by union()")
    articles, settings = _articles_to_count(df, labels, settings)
    files = {name: _packed(settings.pop(name)) for name in FILES if settings.get(name) is not None}
    version = rasid.__version__

    def count(batches):
        _same_version(version)
        return _counted(TaskContext.get().partitionId(), batches, settings, files)

    counted = articles.mapInArrow(count, COUNTED).persist(StorageLevel.DISK_ONLY)
    try:
        # All partitions at once, before they are fetched one by one.
        errors = counted.where("error is not null").orderBy("partition").select("error").head(1)
        if errors:
            raise _thawed(errors[0].error)
        model = rasid.merge(_shards(counted))
    finally:
        counted.unpersist()
    _known(labels, model.axes)
    return model


# On the driver


def _columns(df, named):
    """Field to column, for the fields that the frame has."""
    columns = {}
    for field, name in named.items():
        if name is None and field != "text":
            continue
        if name not in df.columns and name == field != "text":
            continue
        columns[field] = _column(df, name, field)
    return columns


def _column(df, name, field):
    """The name of a column that there is, of a type that can hold the field."""
    if name not in df.columns:
        raise error(rasid.UsageError, f"the frame has no column `{name}` for the {field}",
                    hint=f"its columns are {', '.join(df.columns)}: name one with {field}=…")
    kind = df.schema[name].dataType
    if not isinstance(kind, T.StringType if field in ("text", "records") else PLAIN):
        what = "holds no records" if field == "records" else f"is no {field}"
        raise error(rasid.UsageError, f"column `{name}` is of type {kind.simpleString()}, which {what}",
                    hint="cast it to string first")
    return name


def _within(named):
    """Names of fields within records."""
    left_out = [field for field, name in named.items() if name is None]
    if left_out:
        raise error(rasid.UsageError, f"{left_out[0]}=None leaves out a column, and records have none",
                    hint="give the name that it has within the records")
    return tuple(None if named[field] == field else named[field] for field in NAMES)


def _model(given):
    """The model that was asked for, opened: what cannot be read fails here and not on the executors."""
    if given is None:
        return rasid.default()
    if isinstance(given, (bytes, bytearray, memoryview)):
        return rasid.from_bytes(bytes(given))
    if isinstance(given, (str, os.PathLike)):
        return rasid.load(os.fspath(given))
    if not isinstance(given, rasid.Model):
        raise error(rasid.UsageError, f"{type(given).__name__} is no model",
                     hint="give a path, a rasid.Model or its bytes")
    return given


def _verdict_columns(model, asked, prefix):
    """The columns that an answer has, as an Arrow schema: those of an answer to no articles."""
    names = list(asked.columns)
    answer = asked.verdicts(model, pa.RecordBatch.from_arrays([pa.array([], pa.string())] * len(names), names=names)).schema
    kept = [field for field in answer if asked.json or field.name not in PLACE]
    return pa.schema([pa.field(prefix + field.name, _plain(field.type)) for field in kept])


def _plain(kind):
    """The type of Spark's own exchange that holds the same values."""
    if pa.types.is_dictionary(kind):
        return _plain(kind.value_type)
    if pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        return pa.string()
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return pa.list_(_plain(kind.value_type))
    return pa.int64() if pa.types.is_unsigned_integer(kind) else kind


def _kept(df, keep):
    """The columns that go on, in the order of the frame."""
    if keep is None:
        return list(df.columns)
    keep = [keep] if isinstance(keep, str) else list(keep)
    missing = [name for name in keep if name not in df.columns]
    if missing:
        raise error(rasid.UsageError, f"the frame has no column `{missing[0]}` to keep",
                     hint=f"its columns are {', '.join(df.columns)}")
    return [name for name in df.columns if name in keep]


def _no_clash(keep, df, names, json):
    sensitive = df.sparkSession.conf.get("spark.sql.caseSensitive", "false") == "true"
    spelled = str if sensitive else str.lower
    taken = {spelled(name) for name in keep}
    clashing = [name for name in names if spelled(name) in taken]
    if clashing:
        raise error(rasid.UsageError, f"the frame has columns of these names already: {', '.join(clashing)}",
                     hint='give verdicts other names with prefix="verdict_", or leave these out with keep=…'
                          + ("" if json else ", or take one column with json=True"))


def _known(labels, axes):
    unknown = [axis for axis in labels or () if axes is not None and axis not in axes]
    if unknown:
        raise error(rasid.UsageError, f"the codebook has no axis `{unknown[0]}`", hint=f"its axes are {', '.join(axes)}")


def _articles_to_count(df, labels, settings):
    """The columns that are counted, as strings under the names of a labels file, and the settings without their names."""
    named = {field: settings.get(f"{field}_column", field) for field in NAMES}
    settings = {name: value for name, value in settings.items() if name.removesuffix("_column") not in NAMES}
    chosen = _columns(df, named)
    if "group" in df.columns:
        chosen["group"] = "group"
    if labels is None:
        further = [f for f in df.schema.fields if isinstance(f.dataType, PLAIN)]
        taken = {*chosen.values(), *chosen, "path"}
        chosen |= {field.name: field.name for field in further if field.name not in taken}
    for axis, name in (labels or {}).items():
        if name not in df.columns:
            raise error(rasid.UsageError, f"the frame has no column `{name}` for the axis `{axis}`",
                         hint=f"its columns are {', '.join(df.columns)}")
        chosen[axis] = name
    return df.select([_string(df, name, field).alias(field) for field, name in chosen.items()]), settings


def _named(df, name):
    """The column of a name, whatever signs are in it."""
    return df["`" + name.replace("`", "``") + "`"]


def _string(df, name, field):
    column = _named(df, name)
    dated = field == "date" and isinstance(df.schema[name].dataType, (T.TimestampType, T.TimestampNTZType))
    return (F.to_date(column) if dated else column).cast("string")


def _packed(path):
    """A file or a folder of files as (name, bytes) pairs."""
    path = pathlib.Path(path)
    try:
        if not path.is_dir():
            return path.name, [("", path.read_bytes())]
        files = sorted(file for file in path.rglob("*") if file.is_file())
        return path.name, [(file.relative_to(path).as_posix(), file.read_bytes()) for file in files]
    except OSError as e:
        raise error(rasid.InputError, f"cannot read {path}: {e.strerror}", file=str(path)) from e


def _shards(counted):
    """What the partitions counted, one after the other."""
    partition, pieces = None, []
    for row in counted.select("partition", "piece").toLocalIterator():
        if row.partition != partition and pieces:
            yield b"".join(pieces)
            pieces = []
        partition = row.partition
        pieces.append(bytes(row.piece))
    if not pieces:
        raise error(rasid.InputError, "the frame has no rows")
    yield b"".join(pieces)


# On the executors


def _same_version(version):
    if rasid.__version__ != version:
        raise RuntimeError(f"rasid {rasid.__version__} is here, and {version} on the driver: install one version")


def _opened(digest, travels, version):
    """The model of this digest, opened by the first task of this Python worker that asks for it."""
    if digest not in _OPEN:
        _same_version(version)
        while len(_OPEN) >= KEPT:
            del _OPEN[next(iter(_OPEN))]
        _OPEN[digest] = rasid.from_bytes(travels.value)
    return _OPEN[digest]


def _judged(model, batch, asked, keep, verdicts):
    """The rows of a batch, as far as they are kept, with their verdicts beside them."""
    fields = [_text(batch.column(name), field) for field, name in asked.columns.items()]
    answer = asked.verdicts(model, pa.RecordBatch.from_arrays(fields, names=list(asked.columns)))
    if answer.num_rows != batch.num_rows:
        raise RuntimeError(f"{answer.num_rows} verdicts on {batch.num_rows} articles")
    kept = [name for name in answer.column_names if asked.json or name not in PLACE]
    made = [_chunk(answer.column(name), field.type) for name, field in zip(kept, verdicts, strict=True)]
    if asked.json:
        made = [_placeless(made[0])]
    return pa.RecordBatch.from_arrays([*(batch.column(name) for name in keep), *made], names=[*keep, *verdicts.names])


def _placeless(lines):
    """Lines where bad rows stand at no place, and rows without an id have none."""
    # Within a string of JSON the quotes are escaped: this finds keys only.
    changed = pc.or_(pc.match_substring(lines, '"error":'), pc.starts_with(lines, NO_ID))
    if not pc.any(changed, min_count=0).as_py():
        return lines
    told = lines.to_pylist()
    for row in pc.indices_nonzero(changed).to_pylist():
        line = told[row]
        line = '{"id":null,' + line.removeprefix(NO_ID) if line.startswith(NO_ID) else line
        if '"error":' in line:
            record = {name: value for name, value in loads(line).items() if name not in PLACE[1:]}
            line = dumps(record, ensure_ascii=False, separators=(",", ":"))
        told[row] = line
    return pa.array(told, lines.type)


def _text(column, field):
    """A column as strings; one of strings as it is, without a copy."""
    kind = column.type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return column
    if pa.types.is_timestamp(kind) and field == "date":
        return pc.strftime(column, format="%Y-%m-%d")
    return column.cast(pa.string())


def _chunk(column, kind):
    column = column if column.type == kind else column.cast(kind)
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _counted(partition, batches, settings, files):
    """The shard of a partition in pieces, or a row that tells why there is none. Nothing for a partition without rows."""
    with tempfile.TemporaryDirectory(prefix="rasid-") as folder:
        paths = {name: _unpacked(pathlib.Path(folder, name), *packed) for name, packed in files.items()}
        shards, before = [], 0
        for table in _tables(batch for batch in batches if batch.num_rows):
            try:
                shards.append(rasid.count(table, **settings, **paths, jobs=1))
            except (rasid.UsageError, rasid.InputError) as e:
                yield _row(partition, fault=_frozen(e, partition, table, before))
                return
            before += table.num_rows
    if shards:
        shard = shards[0] if len(shards) == 1 else rasid.merge(shards, counts_only=True)
        for start in range(0, len(shard), PIECE):
            yield _row(partition, piece=shard[start:start + PIECE])


def _tables(batches):
    """Batches put together to tables of about `COUNTED_AT_ONCE` bytes."""
    held, size = [], 0
    for batch in batches:
        held.append(batch)
        size += batch.nbytes
        if size >= COUNTED_AT_ONCE:
            yield pa.Table.from_batches(held)
            held, size = [], 0
    if held:
        yield pa.Table.from_batches(held)


def _unpacked(folder, name, files):
    """Writes what was packed, and tells the path."""
    root = folder / name
    (root if not files else folder).mkdir(parents=True)
    for relative, data in files:
        path = root / relative if relative else root
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return str(root)


def _row(partition, piece=None, fault=None):
    columns = [pa.array([partition], pa.int32()), pa.array([piece], pa.binary()), pa.array([fault], pa.string())]
    return pa.RecordBatch.from_arrays(columns, names=["partition", "piece", "error"])


def _frozen(fault, partition, table, before):
    """An error as a line of JSON, with the row that it is about, where it is about one."""
    facts = {name: getattr(fault, name, None) for name in ("row", "hint", "causes")}
    message = str(fault).partition("\n")[0]
    if facts["row"] is not None:
        row = facts["row"]
        known = table["id"][row].as_py() if "id" in table.column_names and row < table.num_rows else None
        facts["row"] = before + row
        told = (facts["causes"] or [message])[-1]
        # Where it stood in a file that nobody has seen.
        facts["causes"] = [re.sub(r"^(row \d+: )?(record \d+: )?", "", told)]
        message = f"cannot use row {before + row} of partition {partition}"
        message += f", `{known}`" if known is not None else ""
    return dumps({"kind": type(fault).__name__, "message": message, **facts}, ensure_ascii=False)


def _thawed(line):
    facts = loads(line)
    facts["causes"] = facts["causes"] or []
    return error(getattr(rasid, facts.pop("kind")), facts.pop("message"), **facts)
