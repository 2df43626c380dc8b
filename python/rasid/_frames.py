"""Telling frames of pandas, polars and pyarrow apart, without importing any of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from . import _rasid
from ._errors import error
from ._rasid import UsageError

NAMES = ("text", "id", "title", "url", "outlet", "date")
"""Columns that have a meaning."""


def kind(data: Any) -> str:
    """``str``, ``list``, ``pandas.DataFrame``, ``pandas.Series``, ``polars``, ``pyarrow`` or ``arrow``."""
    if isinstance(data, str) or data is None:
        return "str"
    module = type(data).__module__.partition(".")[0]
    if module == "pandas":
        return f"pandas.{'Series' if type(data).__name__ == 'Series' else 'DataFrame'}"
    if module in ("polars", "pyarrow"):
        return module
    if hasattr(data, "__arrow_c_stream__") or hasattr(data, "__arrow_c_array__"):
        return "arrow"
    if isinstance(data, (bytes, bytearray)) or not isinstance(data, Iterable):
        raise error(
            UsageError,
            f"{type(data).__name__} is neither text nor a frame",
            hint="give str, a list of str, or a frame of pandas, polars or pyarrow; decode bytes first",
        )
    return "list"


def columns(data: Any, text: str = "text") -> tuple[Any, list[tuple[int, str]], str]:
    """Columns that the native half reads, the rows whose text is none with the reason, and the kind of ``data``."""
    what = kind(data)
    if what == "str":
        rows, faults = _rasid.texts([data])
        return rows, faults, what
    if what in ("list", "pandas.Series"):
        rows, faults = _rasid.texts(data)
        return rows, faults, what
    if what == "pandas.DataFrame":
        return _of_pandas(data, text)
    if what == "polars":
        if type(data).__name__ == "LazyFrame":
            data = data.collect()
        if type(data).__name__ == "Series":
            data = data.to_frame("text")
        return data, [], what
    return data, [], what


def _of_pandas(frame: Any, text: str) -> tuple[Any, list[tuple[int, str]], str]:
    """Columns of text and of whole numbers; what is no text in a column of objects is told row by row."""
    import pyarrow

    faults: list[tuple[int, str]] = []
    arrays = {}
    for name in frame.columns:
        column = frame[name]
        if column.dtype == object or str(column.dtype).startswith("str"):
            rows, of_column = _rasid.texts(column)
            array = pyarrow.table(rows)["text"]
            if name == text:
                faults = of_column
            arrays[str(name)] = array
        else:
            arrays[str(name)] = pyarrow.array(column, from_pandas=True)
    return pyarrow.table(arrays), faults, "pandas.DataFrame"
