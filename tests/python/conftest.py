"""What the tests of the Python package share."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("SCIPY_ARRAY_API", "1")  # before anything imports scipy: scikit-learn then checks array input too

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def job_retention() -> dict[str, list[Any]]:
    """3,770 people of the package peopleanalyticsdata, as columns."""
    data: dict[str, list[Any]] = json.loads((ROOT / "tests/golden/data/job_retention.json").read_text(encoding="utf-8"))["data"]
    return data


@pytest.fixture(scope="session")
def people(job_retention: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """The first 400 of them, for tests that need no more."""
    return {name: column[:400] for name, column in job_retention.items()}


@pytest.fixture(scope="session")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small broker's folder, to be read only."""
    from mainstay import sample

    place = tmp_path_factory.mktemp("companies") / "broker"
    sample.write("broker", place, 700, 5)
    return place


@pytest.fixture(scope="session")
def broker_model(broker: Path) -> dict[str, Any]:
    """What its report shows."""
    from mainstay import report

    return report.model(broker)


@pytest.fixture(scope="session")
def retailer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A phone retailer's folder with four years of leavers, to be read only."""
    from mainstay import sample

    place = tmp_path_factory.mktemp("companies") / "phone-retail"
    sample.write("phone-retail", place, 1_200, 4, daily=False)
    return place


@pytest.fixture(scope="session")
def planted(retailer: Path) -> dict[str, Any]:
    """What was planted about those who left and came back."""
    truth: dict[str, Any] = json.loads((retailer / "truth.json").read_text(encoding="utf-8"))["programme"]
    return truth
