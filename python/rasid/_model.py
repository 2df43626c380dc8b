"""Models: opening one, and judging with it."""

from __future__ import annotations

import json as _json
import os
from collections.abc import Iterable
from numbers import Integral
from typing import Any

from . import _rasid
from ._errors import error
from ._frames import NAMES, columns
from ._rasid import InputError, OutputError, UsageError
from ._verdict import Verdict


MOST_EVIDENCE = 1_000_000
"""No article has more words that are told."""


def check_threads(threads: int | None) -> None:
    """Raises ``UsageError`` for what is no number of threads."""
    if threads is not None and (not isinstance(threads, Integral) or not 1 <= threads < 1 << 32):
        raise error(UsageError, "threads is a whole number, 1 or more; None is one for each core")


def load(path: str | os.PathLike[str]) -> Model:
    """Opens a model file. Raises ``ModelError`` where it is damaged, foreign or of another format."""
    return Model(_rasid.Model.load(os.fspath(path)))


def default() -> Model:
    """The built-in model."""
    return Model(_rasid.Model.default())


def from_bytes(data: bytes) -> Model:
    """Opens what :meth:`Model.to_bytes` gave. Raises ``ModelError``."""
    return Model(_rasid.Model.from_bytes(bytes(data)))


class Model:
    """A trained model. Immutable: threads may share one, and it pickles."""

    __slots__ = ("_native",)

    def __init__(self, native: _rasid.Model) -> None:
        self._native = native

    @property
    def axes(self) -> dict[str, list[str]]:
        """The axes in order, each with its classes."""
        return self._native.axes

    @property
    def digest(self) -> str:
        """SHA-256 of the model file, in hexadecimal digits."""
        return self._native.digest

    @property
    def articles(self) -> int:
        """Number of articles that it was trained on."""
        return self._native.articles

    def to_bytes(self) -> bytes:
        """The bytes of the model file."""
        return self._native.to_bytes()

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes the model file, whole or not at all."""
        place = os.fspath(path)
        part = f"{place}.part{os.getpid()}"
        try:
            with open(part, "wb") as file:
                file.write(self.to_bytes())
                file.flush()
                os.fsync(file.fileno())
            os.replace(part, place)
        except OSError as e:
            if os.path.exists(part):
                os.remove(part)
            raise error(OutputError, f"cannot write {place}: {e}", hint="choose another place, or make room") from e

    def classify(
        self,
        data: Any,
        *,
        text: str | None = None,
        id: str | None = None,
        title: str | None = None,
        url: str | None = None,
        outlet: str | None = None,
        date: str | None = None,
        evidence: int = 0,
        threads: int | None = None,
    ) -> Any:
        """Judges articles.

        A str gives a :class:`Verdict`, a list of str a list of them; a frame, series or table of pandas, polars or
        pyarrow gives the same kind with one row of verdicts for each row, in order. ``text``, ``id``, … name columns
        that are not called so. Rows without an ``id`` are numbered from 0. A row without text, or with something that
        is no text (None, NaN, bytes, a lone surrogate), has ``error`` filled and is no exception.

        ``evidence`` tells so many of the words that spoke for each verdict; ``threads`` is one for each core, where
        it is not given. Raises ``InputError`` where a column is missing or holds nothing that is text.

        A model remembers the words of what it judged, up to some 60 MB for each thread at work: keep one, and do not
        open it anew for each call.
        """
        names = (text, id, title, url, outlet, date)
        wanted = [name or usual for name, usual in zip(names, NAMES)]
        rows, faults, what = columns(data, wanted, wanted[0])
        if what in ("str", "list", "pandas.Series") and any(names):
            raise error(UsageError, "a column is named, and there are no columns", hint="give a frame")
        if what in ("str", "list"):
            judged = self._judge(rows, (None,) * 6, True, evidence, threads)
            lines = judged.lines()
            for row, fault in faults:
                lines[row] = _error_line(str(row), fault, row)
            verdicts = [Verdict(line) for line in lines]
            return verdicts[0] if what == "str" else verdicts
        judged = self._judge(rows, names, False, evidence, threads)
        return _like(judged, data, what, faults)

    def classify_arrow(
        self,
        batch: Any,
        *,
        text: str | None = None,
        id: str | None = None,
        title: str | None = None,
        url: str | None = None,
        outlet: str | None = None,
        date: str | None = None,
        records: str | None = None,
        json: bool = False,
        evidence: int = 0,
        threads: int | None = None,
    ) -> Any:
        """Judges rows of anything that speaks the Arrow C data interface, without copying a text.

        ``records`` names a column in which each text is a whole record, one JSON object as in a line of JSON Lines;
        ``text``, ``id``, … are names within the objects then. An empty one is a row with an ``error``, and a ``path``
        is not followed. A column by itself, such as a ``pyarrow.Array``, is called ``text``.

        Gives a ``pyarrow.Table`` where pyarrow is installed, else an object that speaks the same interface: one row for
        each row, with the columns of ``rasid classify --format parquet``, or with ``json`` one column ``verdict`` of
        the lines of ``--format jsonl``.
        """
        judged = self._judge(batch, (text, id, title, url, outlet, date), json, evidence, threads, (records, True))
        try:
            import pyarrow
        except ImportError:
            return judged
        return pyarrow.table(judged)

    def explain(self, text: str, **beside: str) -> dict[str, Any]:
        """What carried the verdicts about one article, as ``rasid explain --format json`` tells it.

        ``beside`` holds ``id``, ``title``, ``url``, ``outlet`` and ``date``, where they are known.
        """
        unknown = sorted(set(beside) - set(NAMES))
        if unknown:
            raise error(UsageError, f"{unknown[0]} is none of {', '.join(NAMES[1:])}")
        return _json.loads(self._native.explain_row(_row({"text": text, **beside}), (None,) * 6))

    def _judge(
        self,
        rows: Any,
        names: Any,
        json: bool,
        evidence: int,
        threads: int | None,
        read: tuple[str | None, bool] = (None, True),
    ) -> Any:
        """``read``: a column of records in JSON, and whether rows have numbers."""
        if not isinstance(evidence, Integral) or not 0 <= evidence <= MOST_EVIDENCE:
            raise error(UsageError, f"evidence is a number of words from 0 to {MOST_EVIDENCE}")
        check_threads(threads)
        return self._native.judge(rows, names, (json, evidence), threads, read)

    def __eq__(self, other: object) -> bool:
        return self.to_bytes() == other.to_bytes() if isinstance(other, Model) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.digest)

    def __repr__(self) -> str:
        return f"<rasid.Model {', '.join(self.axes)}; {self.articles} articles; {self.digest[:12]}>"

    def __reduce__(self) -> tuple[Any, tuple[bytes]]:
        return from_bytes, (self.to_bytes(),)


def _row(values: dict[str, str]) -> Any:
    """One row from Python's values."""
    for name, value in values.items():
        if not isinstance(value, str):
            raise error(UsageError, f"{name} is {type(value).__name__}, no str")
    try:
        return _rasid.row(values)
    except UnicodeEncodeError as e:
        raise error(InputError, f"the text holds a lone surrogate: {e}") from e


def _error_line(id: str, fault: str, row: int) -> str:
    record = {"id": id, "error": fault, "file": "rows", "line": row + 1}
    return _json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def _like(judged: Any, data: Any, what: str, faults: Iterable[tuple[int, str]]) -> Any:
    """Verdicts as the kind of frame that the articles came in."""
    if what == "polars":
        import polars

        return polars.DataFrame(judged)
    import pyarrow

    table = pyarrow.table(judged)
    faults = list(faults)
    if faults:
        at = table.schema.get_field_index("error")
        errors = table["error"].to_pylist()
        for row, fault in faults:
            errors[row] = fault
        table = table.set_column(at, "error", pyarrow.array(errors, pyarrow.string()))
    if what.startswith("pandas"):
        frame = table.to_pandas()
        frame.index = data.index
        return frame
    return table
