"""Sample companies with a planted truth: `mainstay sample lender DIR --people N --seed S`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from . import broker, call_centre, lender, phone_retail
from .writing import write_csv, write_json, write_parquet

COMPANIES = {"lender": lender, "broker": broker, "call-centre": call_centre, "phone-retail": phone_retail}
DAILY_UP_TO = 5_000

COMMON_COLUMNS = {"person": "person", "hire": "hire", "exit": "exit", "reason": "reason"}


def write(company: str, directory: str | Path, people: int = 1_200, seed: int = 1, format: str = "csv", daily: bool | None = None) -> dict[str, Any]:
    """Writes the tables of one company, `truth.json` (what was planted) and `dataset.json` (how to read the tables).

    `daily` writes the heavy day-by-day tables; by default up to 5,000 people. Same company, people, seed: same bytes.
    Returns the rows written by table.
    """
    if company not in COMPANIES:
        raise ValueError(f"mainstay sample: company is {company!r}, but must be one of {', '.join(COMPANIES)}")
    if people < 1:
        raise ValueError(f"mainstay sample: people is {people}, but must be > 0")
    if seed < 0:
        raise ValueError(f"mainstay sample: seed is {seed}, but must be >= 0")
    if format not in ("csv", "parquet"):
        raise ValueError(f"mainstay sample: format is {format!r}, but must be one of csv, parquet")
    made = COMPANIES[company].make(people, seed, people <= DAILY_UP_TO if daily is None else daily)
    directory = Path(directory)
    directory.mkdir(parents=True, exist_ok=True)
    write_table = write_csv if format == "csv" else write_parquet
    rows = {}
    for name, columns in made.tables.items():
        write_table(directory / f"{name}.{format}", columns)
        rows[name] = len(next(iter(columns.values())))
    roles = dict(COMMON_COLUMNS) | ({"entry": "entry"} if "entry" in made.tables["people"] else {})
    write_json(directory / "dataset.json", {
        "dataset": 1, "sample": company, "roles": roles, "interval": "half_open", "unit": "day",
        "meaning": {"exit": "first day no longer employed; empty while still here"}, **made.dataset})
    write_json(directory / "truth.json", {"sample": company, "people": people, "seed": seed, "time": "days of tenure, exit - hire, rounded up", **made.truth})
    return rows
