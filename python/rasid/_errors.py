"""Errors that are made in Python: with the attributes of those that the native half makes."""

from __future__ import annotations

from collections.abc import Iterable

from ._rasid import RasidError


def error(
    kind: type[RasidError],
    message: str,
    *,
    file: str | None = None,
    row: int | None = None,
    hint: str | None = None,
    causes: Iterable[str] = (),
) -> RasidError:
    """An error of a kind; ``hint`` is a way out, ``row`` the number of the row at fault, from 0."""
    causes = list(causes)
    told = [f"\n  caused by: {cause}" for cause in causes] + ([f"\nhint: {hint}"] if hint else [])
    made = kind(message + "".join(told))
    made.file, made.row, made.hint, made.causes = file, row, hint, causes
    return made
