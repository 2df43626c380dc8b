"""What the tests share: models, articles, the command line."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

import rasid

PROJECT = Path(__file__).parents[2]
"""The project's folder."""

ARTICLES = [
    "أعلنت وزارة الخارجية الروسية أن موسكو ستبحث مع واشنطن الوضع في المنطقة.",
    "الرياض (واس) - افتتح الوزير معرض الكتاب «أمس»، وقال: «نرحب بالضيوف».",
    "نص قصير",
    "انتقدت الصحيفة سياسة روسيا العدوانية، وأدانت الغزو الذي شنته.",
    "وأشادت الإمارات بالدور الأمريكي البناء في حفظ السلام.",
]


def pytest_configure(config: pytest.Config) -> None:
    # Rasid warns of what generated labels lack: test_training.py holds it to that, and nobody else asks.
    config.addinivalue_line("filterwarnings", "ignore::UserWarning")


@pytest.fixture(scope="session")
def model() -> rasid.Model:
    return rasid.default()


@pytest.fixture(scope="session")
def binary() -> Path:
    """The command line; tests that need it are skipped where it was not built."""
    path = os.environ.get("RASID_BIN")
    if not path:
        pytest.skip("RASID_BIN names no command line")
    return Path(path)


@pytest.fixture(scope="session")
def generated(binary: Path, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    """A few hundred made-up labelled articles."""
    rows = PROJECT / "target" / "python" / "generated.jsonl"
    if not rows.is_file():
        pytest.skip("no generated articles: run cargo xtask python")
    return [json.loads(line) for line in rows.read_text(encoding="utf-8").splitlines()]


def lines_of(binary: Path, rows: list[dict[str, str]], folder: Path, *words: str) -> list[str]:
    """What the command line makes of rows."""
    source, made = folder / "rows.jsonl", folder / "verdicts.jsonl"
    source.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    made.unlink(missing_ok=True)
    command = [binary, "--quiet", "classify", source, "--format", "jsonl", "-o", made, *words]
    subprocess.run(command, check=True)
    return made.read_text(encoding="utf-8").splitlines()
