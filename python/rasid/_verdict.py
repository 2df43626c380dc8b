"""One article's verdicts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any


class Verdict(Mapping[str, Any]):
    """The verdicts about one article: the record that ``rasid classify --format jsonl`` writes, as a mapping.

    ``verdict["russia"]["class"]`` is None where rasid abstains; ``verdict["russia"]["best"]`` is the most
    probable class all the same. A row that could not be read has ``error`` and no axes.
    """

    __slots__ = ("_record", "json")

    json: str
    """Exactly the line of the command line, without its line feed."""

    def __init__(self, line: str) -> None:
        self.json = line
        self._record: dict[str, Any] | None = None

    @property
    def record(self) -> dict[str, Any]:
        """The record as a dict; parsed when it is first asked for."""
        if self._record is None:
            self._record = json.loads(self.json)
        return self._record

    @property
    def error(self) -> str | None:
        """Why the row could not be read; None where it could."""
        return self.record.get("error")

    def __getitem__(self, key: str) -> Any:
        return self.record[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.record)

    def __len__(self) -> int:
        return len(self.record)

    def __eq__(self, other: object) -> bool:
        return self.json == other.json if isinstance(other, Verdict) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.json)

    def __repr__(self) -> str:
        return f"Verdict({self.json})"

    def __reduce__(self) -> tuple[type[Verdict], tuple[str]]:
        return Verdict, (self.json,)
