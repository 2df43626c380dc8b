"""Telling frames of pandas, polars and pyarrow apart, without importing any of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Set
from datetime import date
from numbers import Number
from typing import Any

from . import _rasid
from ._errors import error
from ._rasid import InputError, UsageError

NAMES = ("text", "id", "title", "url", "outlet", "date")
"""Columns that have a meaning."""


def kind(data: Any) -> str:
    """``str``, ``list``, ``pandas.DataFrame``, ``pandas.Series``, ``polars``, ``pyarrow`` or ``arrow``."""
    if isinstance(data, str) or data is None:
        return "str"
    for base in type(data).__mro__:
        if base.__module__.partition(".")[0] == "pandas" and base.__name__ in ("DataFrame", "Series"):
            return f"pandas.{base.__name__}"
    module = type(data).__module__.partition(".")[0]
    if module in ("polars", "pyarrow"):
        return module
    if hasattr(data, "__arrow_c_stream__") or hasattr(data, "__arrow_c_array__"):
        return "arrow"
    if isinstance(data, (bytes, bytearray, Mapping, Set)) or not isinstance(data, Iterable):
        raise error(
            UsageError,
            f"{type(data).__name__} is neither text nor a frame",
            hint="give str, a list of str, or a frame of pandas, polars or pyarrow; decode bytes first",
        )
    return "list"


def columns(
    data: Any, wanted: Collection[str] | None = None, text: str = "text"
) -> tuple[Any, list[tuple[int, str]], str]:
    """Columns that the native half reads, the rows whose text is none with the reason, and the kind of ``data``.

    Of a frame of pandas only the columns ``wanted`` are taken, all where it is None.
    """
    what = kind(data)
    if what == "str":
        rows, faults = _rasid.texts([data])
        return rows, faults, what
    if what in ("list", "pandas.Series"):
        rows, faults = _rasid.texts(data)
        return rows, faults, what
    if what == "pandas.DataFrame":
        return _of_pandas(data, wanted, text)
    if what == "polars":
        if type(data).__name__ == "LazyFrame":
            data = data.collect()
        if type(data).__name__ == "Series":
            data = data.to_frame("text")
        return data, [], what
    return data, [], what


def _of_pandas(frame: Any, wanted: Collection[str] | None, text: str) -> tuple[Any, list[tuple[int, str]], str]:
    """Columns as Arrow has them; what is no text in the column ``text`` is told row by row."""
    import pyarrow

    faults: list[tuple[int, str]] = []
    arrays: dict[str, Any] = {}
    for name, column in frame.items():
        if wanted is not None and name not in wanted:
            continue
        if str(name) in arrays:
            raise error(UsageError, f"the frame has two columns `{name}`", hint="drop or rename one of them")
        if column.dtype == object or str(column.dtype).startswith("str"):
            rows, of_column = _rasid.texts(column)
            if name == text:
                faults = of_column
            elif of_column:
                rows, _ = _rasid.texts(_written(str(name), column, of_column))
            arrays[str(name)] = pyarrow.table(rows)["text"]
            continue
        try:
            arrays[str(name)] = pyarrow.array(column, from_pandas=True)
        except (pyarrow.ArrowException, TypeError, ValueError) as e:
            told = f"column `{name}` of type {column.dtype} cannot be read: {e}"
            raise error(InputError, told, hint="drop it, or convert it to strings") from e
    if not arrays:
        names = ", ".join(map(str, frame.columns))
        raise error(InputError, "there is no column for the text", hint=f"there are: {names}" if names else None)
    return pyarrow.table(arrays), faults, "pandas.DataFrame"


def _written(name: str, column: Iterable[Any], faults: Iterable[tuple[int, str]]) -> list[Any]:
    """Values with numbers, dates and booleans among them as text."""
    values = list(column)
    for row, fault in faults:
        value = values[row]
        if not isinstance(value, (bool, Number, date)):
            hint = "make it a str, or drop the column"
            raise error(InputError, f"row {row}: column `{name}`: {fault}", row=row, hint=hint)
        values[row] = str(value).lower() if isinstance(value, bool) else str(value)
    return values
