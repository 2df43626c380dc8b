"""The native half. Use the package `rasid`, which is what is documented."""

from collections.abc import Iterable
from os import PathLike
from typing import Any

__version__: str

class RasidError(Exception):
    """All errors of rasid."""

    causes: list[str]
    hint: str | None
    file: str | None
    row: int | None

class UsageError(RasidError):
    """Arguments that do not go together."""

class InputError(RasidError):
    """Data that cannot be used."""

class ModelError(RasidError):
    """A model that cannot be used."""

class OutputError(RasidError):
    """A place that cannot be written."""

class Columns:
    """Columns with the same rows, by the Arrow C data interface."""

    def __len__(self) -> int: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def lines(self) -> list[str]: ...

_Names = tuple[str | None, str | None, str | None, str | None, str | None, str | None]

class Model:
    """A trained model."""

    @classmethod
    def load(cls, path: str | PathLike[str]) -> Model: ...
    @classmethod
    def default(cls) -> Model: ...
    @classmethod
    def from_bytes(cls, bytes: bytes) -> Model: ...
    def to_bytes(self) -> bytes: ...
    @property
    def digest(self) -> str: ...
    @property
    def axes(self) -> dict[str, list[str]]: ...
    @property
    def articles(self) -> int: ...
    def judge(
        self,
        data: Any,
        names: _Names,
        how: tuple[bool, int],
        threads: int | None,
        read: tuple[str | None, bool] = ...,
    ) -> Columns: ...
    def probabilities(
        self, data: Any, names: _Names, axis: str, threads: int | None
    ) -> list[tuple[int | None, list[float]]]: ...
    def explain_row(self, data: Any, names: _Names) -> str: ...

def command(words: list[str]) -> list[str]: ...
def write_rows(rows: Any, path: str) -> None: ...
def row(values: dict[str, str]) -> Columns: ...
def texts(values: Iterable[Any]) -> tuple[Columns, list[tuple[int, str]]]: ...
