"""Training, merging, evaluating and auditing: what the command line does, on frames."""

from __future__ import annotations

import json
import os
import re
import tempfile
import warnings
from collections.abc import Iterable
from typing import Any

from . import _rasid
from ._errors import error
from ._frames import columns
from ._model import Model, from_bytes
from ._rasid import InputError, RasidError, UsageError


OWN = ("output", "format", "counts-only", "help", "version")
"""Options of the command line that say where its output goes, and how."""


def train(frame: Any, *, stream: bool = False, **settings: Any) -> Model:
    """Trains a model on labelled articles.

    ``frame`` has a column ``text`` and one for each axis of the codebook, perhaps ``id``, ``title``, ``url``,
    ``outlet``, ``date`` and ``group``; an empty cell means unlabelled on that axis. ``settings`` are the long options of
    ``rasid train`` with ``_`` for ``-``: ``alpha=0.1``, ``codebook="book.toml"``, ``bigrams=False``. With ``stream``
    nothing is chosen by cross-validation, and the model is that of ``rasid train --stream``, byte for byte.

    Raises ``InputError`` with ``row`` for a label that the codebook does not know, ``UsageError`` for settings that
    do not go together.
    """
    with tempfile.TemporaryDirectory() as folder:
        made = os.path.join(folder, "model.rasid")
        words = ["train", _labels(frame, folder), "-o", made, *_options(settings)]
        _run([*words, "--stream"] if stream else words, folder)
        return from_bytes(_bytes(made))


def count(frame: Any, **settings: Any) -> bytes:
    """Counts labelled articles and makes no model yet: the bytes of a shard, for :func:`merge`."""
    with tempfile.TemporaryDirectory() as folder:
        made = os.path.join(folder, "shard.counts")
        _run(["train", _labels(frame, folder), "-o", made, "--counts-only", *_options(settings)], folder)
        return _bytes(made)


def merge(shards: Iterable[bytes], *, counts_only: bool = False) -> Any:
    """The model of all articles that were counted into some shards, in whatever order they come; with ``counts_only``
    the bytes of one shard of them all. Raises ``UsageError`` without a shard."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, shard in enumerate(shards):
            paths.append(os.path.join(folder, f"{number}.counts"))
            with open(paths[-1], "wb") as file:
                file.write(shard)
        if not paths:
            raise error(UsageError, "there is no shard to merge")
        made = os.path.join(folder, "merged")
        _run(["merge", *paths, "-o", made, *(["--counts-only"] if counts_only else [])], folder)
        data = _bytes(made)
        return data if counts_only else from_bytes(data)


def evaluate(frame: Any, *, model: Model | None = None, **settings: Any) -> dict[str, Any]:
    """The confusion report of labelled articles as ``rasid evaluate --format json`` writes it: by grouped folds, or of
    a ``model`` that has not seen them. ``settings`` are the long options of ``rasid evaluate``."""
    with tempfile.TemporaryDirectory() as folder:
        words = ["evaluate", _labels(frame, folder)]
        if model is not None:
            place = os.path.join(folder, "model.rasid")
            with open(place, "wb") as file:
                file.write(model.to_bytes())
            words += ["--model", place]
        return _report([*words, *_options(settings)], folder)


def audit(frame: Any, **settings: Any) -> dict[str, Any]:
    """What is wrong with a labelled set, and which of its labels are doubtful, as ``rasid audit --format json`` writes
    it. ``settings`` are the long options of ``rasid audit``."""
    with tempfile.TemporaryDirectory() as folder:
        words = ["audit", _labels(frame, folder), "--fail-on", "never", *_options(settings)]
        return _report(words, folder)


def _labels(frame: Any, folder: str) -> str:
    """Writes a frame as a file of labels."""
    rows, faults, _ = columns(frame)
    if faults:
        row, fault = faults[0]
        raise error(InputError, f"row {row}: {fault}", row=row)
    path = os.path.join(folder, "rows.jsonl")
    _rasid.write_rows(rows, path)
    return path


def _options(settings: dict[str, Any]) -> list[str]:
    """Long options of the command line: True is the option, False its ``--no-`` form, None nothing, a list several."""
    words = []
    for name, value in settings.items():
        option = name.strip("_").replace("_", "-")
        if option in OWN:
            raise error(UsageError, f"`{name}` cannot be set here", hint="what is made is returned")
        values = value if isinstance(value, (list, tuple)) else [value]
        for one in values:
            if one is None:
                continue
            if isinstance(one, bool) or type(one).__name__ in ("bool_", "bool"):
                words.append(f"--{option}" if one else f"--no-{option}")
            else:
                words.append(f"--{option}={os.fspath(one) if isinstance(one, os.PathLike) else one}")
    return words


def _report(words: list[str], folder: str) -> dict[str, Any]:
    made = os.path.join(folder, "report.json")
    _run([*words, "--format", "json", "-o", made], folder)
    return json.loads(_bytes(made))


def _run(words: list[str], folder: str) -> None:
    """Runs a verb; what it warned of is warned of, what went wrong is raised, with rows for lines of the file."""
    inside = folder + os.sep

    def told(text: str) -> str:
        # Lines of a file that nobody has seen are rows; how the command line is called is nobody's question.
        text = re.sub(r"rows\.jsonl:(\d+)", lambda line: f"row {int(line[1]) - 1}", text.replace(inside, ""))
        text = text.replace("rows.jsonl", "the rows")
        return text.partition("\n\nUsage:")[0]

    try:
        warned = _rasid.command(words)
    except RasidError as e:
        e.args = tuple(told(str(arg)) for arg in e.args)
        e.causes = [told(cause) for cause in e.causes]
        if e.file is not None and e.file.startswith(inside):
            e.file = None
        raise
    for warning in warned:
        warnings.warn(told(warning), stacklevel=3)


def _bytes(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()
