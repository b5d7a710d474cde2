"""Stubs and reference tables are what the generator makes, and type checkers see mistakes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import mainstay
from conftest import ROOT

PACKAGE = Path(mainstay.__file__).parent


def test_generated_files_are_current() -> None:
    ran = subprocess.run([sys.executable, "-m", "mainstay._generate", "--check"], cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout[-4000:] + ran.stderr


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package alone, so that nothing around it is found by chance."""
    folder = tmp_path_factory.mktemp("stubs")
    shutil.copytree(PACKAGE, folder / "mainstay", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def checked(copy: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(copy), "MYPYPATH": str(copy)}
    return subprocess.run([sys.executable, "-m", *command], cwd=copy, capture_output=True, text=True, env=environment)


def test_stubtest(copy: Path) -> None:
    ran = checked(copy, "mypy.stubtest", "mainstay", "--concise")
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_package_is_strictly_typed(copy: Path) -> None:
    ran = checked(copy, "mypy", "--strict", "-p", "mainstay")
    assert ran.returncode == 0, ran.stdout


GOOD = """
    from __future__ import annotations

    import numpy as np

    import mainstay
    from mainstay.funnel import WindowStage
    from mainstay.survival import CoxFit, CoxState

    def fit(rows: dict[str, list[float]], months: list[int], left: list[int]) -> CoxFit:
        return mainstay.survival.cox(rows, months, left, ties="breslow", references=[{"column": "level", "level": "low"}], progress=True)

    def names(result: CoxFit) -> list[str]:
        return [str(term) for term in result.coefficients.term] + result.singular

    stages: list[WindowStage] = [{"name": "applied"}, {"name": "hired", "within_days": 30}]
    state = CoxState(ties="efron").update(np.zeros((2, 2)), [1, 2], [1, 1])
    end: CoxFit = state.merge(CoxState.from_bytes(state.to_bytes())).advance().finish()
    half: float = mainstay.CoxPH(ridge=0.5).fit(np.zeros((2, 2)), [1.0, 2.0]).score(np.zeros((2, 2)), [1.0, 2.0])
    if end.status == "separated":
        print(end.predict({"level": ["low"]}, times=[30, 90]).survival.shape)
"""

BAD = {
    "mainstay.survival.cox([[1.0]], [1], [1], tie='efron')": 'Unexpected keyword argument "tie"',
    "mainstay.survival.cox([[1.0]], [1], [1], ties='efrom')": 'expected "Literal[',
    "mainstay.survival.cox([[1.0]], [1])": 'Missing positional argument "event"',
    "mainstay.survival.curve([1], [1]).survival": 'has no attribute "survival"',
    "mainstay.funnel.window([1], [1], ['a'], stages=[{'name': 'a', 'within_dayz': 3}])": "within_dayz",
    "mainstay.CoxPH(alpha=1)": 'Unexpected keyword argument "alpha"',
}


def test_a_program_under_mypy_strict(copy: Path) -> None:
    (copy / "good.py").write_text(textwrap.dedent(GOOD), encoding="utf-8")
    ran = checked(copy, "mypy", "--strict", "good.py")
    assert ran.returncode == 0, ran.stdout


def test_mypy_sees_mistakes(copy: Path) -> None:
    (copy / "bad.py").write_text("import mainstay\n\n" + "\n".join(BAD) + "\n", encoding="utf-8")
    ran = checked(copy, "mypy", "--strict", "bad.py")
    assert ran.returncode == 1
    for number, message in enumerate(BAD.values(), 3):
        assert any(line.startswith(f"bad.py:{number}: ") and message in line for line in ran.stdout.splitlines()), (number, ran.stdout)
