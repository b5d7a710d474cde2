"""Sample companies with a planted truth: `mainstay sample lender DIR --people N --seed S`."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Sequence

from . import assessing, broker, call_centre, careers, choosing, feedback, lender, measuring, performing, phone_retail, placing, postmortem, probation, returning, shapes as _shapes, siting, targets
from .writing import write_csv, write_json, write_parquet

COMPANIES = {"lender": lender, "broker": broker, "call-centre": call_centre, "phone-retail": phone_retail}
SUBJECTS = (assessing, placing, performing, careers, measuring, returning, feedback, targets, probation, postmortem, choosing, siting)  # what is drawn apart from a company's people, each by a generator of its own
DAILY_UP_TO = 5_000

COMMON_COLUMNS = {"person": "person", "hire": "hire", "exit": "exit", "reason": "reason"}


def write(company: str, directory: str | Path, people: int = 1_200, seed: int = 1, format: str = "csv", daily: bool | None = None,
          shapes: Sequence[str] = ("spells",), defects: bool = False) -> dict[str, Any]:
    """Writes the tables of one company, `truth.json` (what was planted) and `dataset.json` (how to read the tables).

    `daily` writes the heavy day-by-day tables; by default up to 5,000 people. `shapes` are those of spells, history, snapshots and
    events in which the same people are exported; `defects` spoils a few rows of the history and says which. Same company, people,
    seed: same bytes. Returns the rows written by table.
    """
    if company not in COMPANIES:
        raise ValueError(f"mainstay sample: company is {company!r}, but must be one of {', '.join(COMPANIES)}")
    if people < 1:
        raise ValueError(f"mainstay sample: people is {people}, but must be > 0")
    if seed < 0:
        raise ValueError(f"mainstay sample: seed is {seed}, but must be >= 0")
    if format not in ("csv", "parquet"):
        raise ValueError(f"mainstay sample: format is {format!r}, but must be one of csv, parquet")
    chosen = tuple(dict.fromkeys([shapes] if isinstance(shapes, str) else shapes))
    for shape in chosen:
        if shape not in _shapes.SHAPES:
            raise ValueError(f"mainstay sample: shapes is {shape!r}, but must be of {', '.join(_shapes.SHAPES)}")
    if not chosen:
        raise ValueError(f"mainstay sample: shapes is empty, but must be of {', '.join(_shapes.SHAPES)}")
    if defects and "history" not in chosen:
        raise ValueError("mainstay sample: defects are planted in the history, so shapes must hold history")
    made = COMPANIES[company].make(people, seed, people <= DAILY_UP_TO if daily is None else daily)
    more, truth, dataset = _shapes.tables_of(made, chosen, seed, defects, format)
    tables = (made.tables | {"exit_interviews": _shapes.exit_interviews(made, seed)} if "spells" in chosen else {}) | more
    truth, dataset = dict(truth), dict(dataset)
    for subject in SUBJECTS if "spells" in chosen else ():
        if company in subject.DRAWN:
            drawn = subject.DRAWN[company](made, seed)
            tables |= drawn.tables
            truth |= drawn.truth
            words = {name: {**dataset.get(name, made.dataset[name]), **more_words} for name, more_words in (("columns", subject.LABELS), ("values", subject.VALUES))}
            dataset |= {**words, **drawn.dataset}
    leaks = [*made.truth.get("leaks", []), {"table": "exit_interviews", "column": "exit_interview_score", "known_at": "known_at",
                                            "why": "asked when somebody leaves, so it is known only after the leaving"}]
    directory = Path(directory)
    directory.mkdir(parents=True, exist_ok=True)
    write_table = write_csv if format == "csv" else write_parquet
    rows = {}
    for name, columns in tables.items():
        write_table(directory / f"{name}.{format}", columns)
        rows[name] = len(next(iter(columns.values())))
    roles = dict(COMMON_COLUMNS) | ({"entry": "entry"} if "entry" in made.tables["people"] else {})
    write_json(directory / "dataset.json", {
        "dataset": 1, "sample": company, "roles": roles, "interval": "half_open", "unit": "day",
        "meaning": {"exit": "first day no longer employed; empty while still here"}, **made.dataset, **dataset})
    write_json(directory / "truth.json", {"sample": company, "people": people, "seed": seed, "time": "days of tenure, exit - hire, rounded up",
                                          **made.truth, "leaks": leaks, **truth})
    return rows
