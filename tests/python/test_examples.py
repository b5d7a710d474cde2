"""Examples are run and their output compared with the file beside them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT

EXAMPLES = sorted(path for path in (ROOT / "examples/python").glob("*.py") if path.with_suffix(".output").exists())


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in EXAMPLES])
def test_example(path: Path) -> None:
    ran = subprocess.run([sys.executable, str(path)], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout == path.with_suffix(".output").read_text(encoding="utf-8")


def test_the_examples_are_there() -> None:
    assert {path.stem for path in EXAMPLES} >= {"cox", "curve", "funnel"}
