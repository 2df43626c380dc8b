"""The example runs as it stands."""

from __future__ import annotations

import runpy

from conftest import PROJECT


def test_first_steps(monkeypatch, capsys):
    monkeypatch.chdir(PROJECT)
    runpy.run_path("python/examples/first_steps.py")
    said = capsys.readouterr().out
    assert "the record has no text" in said and "macro-F1" in said and "three shards" in said
