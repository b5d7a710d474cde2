"""One planted truth in the shapes in which HR systems export it: effective-dated history, monthly snapshots, events.

What the people table holds as spells is written again row by row, with what only those shapes hold: transfers, leave of absence,
part time, and when each row was recorded. Drawn from a generator of its own, so that the other tables do not depend on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Mapping

import numpy as np

from .company import Company, Organisation
from .writing import Coded, Decimal, Ids

SHAPES = ("spells", "history", "snapshots", "events")
OPEN_END = "4712-12-31"
ACTIONS = ("HIRE", "REHIRE", "TRANSFER", "LOA", "RETURN", "TERMINATION")
EVENTS = ("hire", "rehire", "transfer", "leave", "return", "termination")
STATUSES = ("ACTIVE", "SUSPENDED", "INACTIVE")
SNAPSHOT_STATUSES = ("employed", "on_leave", "left")
FULL_TIME = (1.0, .5)
SNAPSHOTS = 25              # month ends, the last at the end of observation
TRANSFERS_PER_YEAR = .3
LEAVE_SHARE = .06           # of spells that last over 150 days
PART_TIME_SHARE = .1

_HIRED, _REHIRED, _MOVED, _AWAY, _BACK, _GONE = range(6)


@dataclass
class Moves:
    """Every change of every spell, ordered by person, spell and day; the last row of a spell that has ended is its termination."""

    prefix: str
    number: np.ndarray      # person
    spell: np.ndarray       # place among the spells
    which: np.ndarray       # first, second, … spell of the person
    day: np.ndarray         # first day on which the row holds
    action: np.ndarray
    status: np.ndarray
    unit: np.ndarray
    full_time: np.ndarray
    reason: np.ndarray
    recorded: np.ndarray
    units: list[str]
    reasons: list[str]

    def __len__(self) -> int:
        return len(self.day)


def _days(dates: np.ndarray) -> np.ndarray:
    return dates.astype("datetime64[D]").astype(np.int64)


def _dates(days: Any) -> np.ndarray:
    return np.asarray(days, np.int64).astype("datetime64[D]")


def _starts(groups: np.ndarray) -> np.ndarray:
    """True where a new group begins."""
    return np.concatenate([[True], groups[1:] != groups[:-1]]) if len(groups) else np.zeros(0, bool)


def moves_of(company: Company, seed: int) -> Moves:
    rng = np.random.Generator(np.random.PCG64([seed, 4712]))
    people = company.tables["people"]
    end = int(_days(np.array(company.dataset["observation_end"], "datetime64[D]"))[()])
    ids: Ids = people["person"]
    hire, exits = _days(people["hire"]), people["exit"]
    left = ~np.isnat(exits)
    last = np.where(left, _days(np.where(left, exits, np.datetime64(0, "D"))), end + 1)
    tenure = last - hire
    spells = len(hire)
    unit: Coded = people[company.organisation.unit]
    levels = len(unit.levels)
    first = _starts(ids.numbers)
    which = np.arange(spells) - np.maximum.accumulate(np.where(first, np.arange(spells), 0))

    # Transfers: up to two a spell, not in the first month and not on the last day.
    count = np.minimum(rng.poisson(TRANSFERS_PER_YEAR * tenure / 365.25), 2) * (tenure > 60)
    moved = np.repeat(np.arange(spells), count)
    moved_day = hire[moved] + 30 + np.floor(rng.random(len(moved)) * (tenure[moved] - 31)).astype(np.int64)
    shift = 1 + np.floor(rng.random(len(moved)) * (levels - 1)).astype(np.int64) if levels > 1 else np.zeros(len(moved), np.int64)

    # One leave of absence; who is away when observation ends has not come back yet.
    away = np.flatnonzero((tenure > 150) & (rng.random(spells) < LEAVE_SHARE))
    begin = hire[away] + 60 + np.floor(rng.random(len(away)) * (tenure[away] - 90)).astype(np.int64)
    length = rng.choice(np.array([14, 30, 98, 158]), len(away))
    back_day = begin + length
    short = left[away] & (back_day >= last[away])
    back_day = np.where(short, last[away] - 1, back_day)
    away, begin, back_day = away[begin < back_day], begin[begin < back_day], back_day[begin < back_day]
    returned = back_day <= end

    gone = np.flatnonzero(left)
    spell = np.concatenate([np.arange(spells), moved, away, away[returned], gone])
    day = np.concatenate([hire, moved_day, begin, back_day[returned], last[gone]])
    action = np.concatenate([np.where(which > 0, _REHIRED, _HIRED), np.full(len(moved), _MOVED), np.full(len(away), _AWAY),
                             np.full(int(returned.sum()), _BACK), np.full(len(gone), _GONE)])
    step = np.concatenate([np.zeros(spells, np.int64), shift, np.zeros(len(spell) - spells - len(moved), np.int64)])
    order = np.lexsort((action, day, spell))
    spell, day, action, step = spell[order], day[order], action[order], step[order]
    # One change a day: a transfer gives way to whatever else happens on that day.
    same_before = np.concatenate([[False], (spell[1:] == spell[:-1]) & (day[1:] == day[:-1])])
    same_after = np.concatenate([same_before[1:], [False]])
    keep = ~((action == _MOVED) & (same_before | same_after))
    spell, day, action, step = spell[keep], day[keep], action[keep], step[keep]

    total = np.cumsum(step)
    here = _starts(spell)
    at_start = np.maximum.accumulate(np.where(here, np.arange(len(spell)), 0))
    unit_now = (unit.codes[spell] + total - total[at_start]) % levels
    # Away from the row of the leave until its return.
    change = np.cumsum((action == _AWAY).astype(np.int64) - (action == _BACK))
    on_leave = change - change[at_start] > 0
    status = np.where(action == _GONE, 2, np.where(on_leave, 1, 0))
    full_time = (rng.random(spells) < PART_TIME_SHARE).astype(np.int64)[spell]
    reasons: Coded = people["reason"]
    late = np.rint(rng.normal(-3.0, 6.0, len(spell))).astype(np.int64)  # most rows are entered before they hold, some after
    recorded = np.minimum(day + np.clip(late, -20, 15), end)
    return Moves(ids.prefix, ids.numbers[spell], spell, which[spell], day, action, status, unit_now, full_time,
                 np.where(action == _GONE, reasons.codes[spell], -1), recorded, list(unit.levels), list(reasons.levels))


def history_of(moves: Moves) -> dict[str, np.ndarray]:
    """Closed rows: each ends on the day before the person's next one; the last is open until 4712-12-31."""
    following = np.concatenate([moves.day[1:], [0]]) if len(moves) else moves.day
    is_last = np.concatenate([_starts(moves.number)[1:], [True]]) if len(moves) else np.zeros(0, bool)
    open_end = int(np.datetime64(OPEN_END, "D").astype(np.int64))
    return {"number": moves.number, "assignment": moves.which + 1, "start": moves.day, "end": np.where(is_last, open_end, following - 1),
            "sequence": np.ones(len(moves), np.int64), "status": moves.status, "action": moves.action, "reason": moves.reason,
            "primary": np.ones(len(moves), np.int64), "unit": moves.unit, "full_time": moves.full_time, "recorded": moves.recorded}


def history_table(moves: Moves, rows: Mapping[str, np.ndarray]) -> dict[str, Any]:
    unknown = [*STATUSES, "XX_CONVERTED"]
    return {"person": Ids(moves.prefix, rows["number"]), "assignment": rows["assignment"], "effective_start": _dates(rows["start"]),
            "effective_end": _dates(rows["end"]), "sequence": rows["sequence"], "status": Coded(rows["status"], unknown),
            "action": Coded(rows["action"], list(ACTIONS)), "reason": Coded(rows["reason"], moves.reasons),
            "primary": Coded(rows["primary"], ["N", "Y"]), "unit": Coded(rows["unit"], moves.units),
            "fte": Decimal(np.asarray(FULL_TIME)[rows["full_time"]], 1), "recorded_at": _dates(rows["recorded"])}


def events_table(moves: Moves) -> dict[str, Any]:
    """Hire, transfer, leave, return, termination; a termination is dated by the last day employed. `sequence` orders a day."""
    day = moves.day - (moves.action == _GONE)
    same = np.concatenate([[False], (moves.number[1:] == moves.number[:-1]) & (day[1:] == day[:-1])]) if len(moves) else np.zeros(0, bool)
    return {"person": Ids(moves.prefix, moves.number), "effective": _dates(day), "sequence": 1 + same.astype(np.int64),
            "event": Coded(moves.action, list(EVENTS)), "entered": _dates(moves.recorded), "reason": Coded(moves.reason, moves.reasons),
            "unit": Coded(moves.unit, moves.units), "fte": Decimal(np.asarray(FULL_TIME)[moves.full_time], 1)}


def month_ends(observation_end: str, count: int = SNAPSHOTS) -> np.ndarray:
    """The last `count` month ends up to the end of observation, as days."""
    month = (np.datetime64(observation_end, "D") + 1).astype("datetime64[M]")
    return _days(month - np.arange(count)[::-1]) - 1


def snapshot_tables(moves: Moves, observation_end: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """A roster at each month's end: with stated first and last days (leavers of the month are listed), and without any date."""
    snaps = month_ends(observation_end)
    begins = np.flatnonzero(_starts(moves.spell))
    ends = np.append(begins[1:], len(moves)) - 1
    spells = len(begins)
    hire = moves.day[begins]
    ended = moves.action[ends] == _GONE if spells else np.zeros(0, bool)
    stop = np.where(ended, moves.day[ends] if spells else 0, np.iinfo(np.int64).max)
    # Files from the one of the month of hire up to the one of the month of the first day away.
    first = np.searchsorted(snaps, hire)
    final = np.where(ended, np.searchsorted(snaps, np.minimum(stop, snaps[-1] + 1)), len(snaps) - 1)
    before = stop <= snaps[0]          # gone when the first file was taken; a leaver of that very month is not told
    length = np.where(before, 0, np.maximum(np.minimum(final, len(snaps) - 1) - first + 1, 0))
    row = np.repeat(np.arange(spells), length)
    place = np.repeat(first, length) + np.arange(len(row)) - np.repeat(np.cumsum(length) - length, length)
    snap = snaps[place]
    left = stop[row] <= snap
    # As of the day, or of the last day employed.
    asked = np.where(left, stop[row] - 1, snap)
    width = np.int64(1) << 32
    at = np.searchsorted(moves.spell * width + moves.day, moves.spell[begins[row]] * width + asked, side="right") - 1
    number = moves.number[begins[row]]
    status = np.where(left, 2, np.where(moves.status[at] == 1, 1, 0))
    order = np.lexsort((number, snap))

    def columns(rows: np.ndarray) -> dict[str, Any]:
        stated = left[rows]
        return {"snapshot": _dates(snap[rows]), "person": Ids(moves.prefix, number[rows]), "status": Coded(status[rows], list(SNAPSHOT_STATUSES)),
                "hire": _dates(hire[row[rows]]),
                "last_day": np.where(stated, _dates(np.where(stated, stop[row[rows]] - 1, 0)), np.datetime64("NaT", "D")),
                "reason": Coded(np.where(stated, moves.reason[ends[row[rows]]], -1), moves.reasons),
                "unit": Coded(moves.unit[at[rows]], moves.units), "fte": Decimal(np.asarray(FULL_TIME)[moves.full_time[at[rows]]], 1)}

    full = columns(order)
    bare = columns(order[~left[order]])
    return full, {name: bare[name] for name in ("snapshot", "person", "status", "unit", "fte")}


def organisation_table(organisation: Organisation, units: list[str]) -> dict[str, Any]:
    """Edges with validity, half-open; on `regrouped` the first unit moves to the region of the last one."""
    regions = list(dict.fromkeys(organisation.above[unit] for unit in units))
    begin, never = np.datetime64("2015-01-01", "D"), np.datetime64("NaT", "D")
    rows: list[tuple[str, str, Any, Any]] = [(organisation.root, "", begin, never)] + [(region, organisation.root, begin, never) for region in regions]
    cut = np.datetime64(organisation.regrouped, "D")
    for place, unit in enumerate(units):
        new = organisation.above[units[-1]]
        if place == 0 and new != organisation.above[unit]:
            rows += [(unit, organisation.above[unit], begin, cut), (unit, new, cut, never)]
        else:
            rows.append((unit, organisation.above[unit], begin, never))
    node, parent, start, stop = zip(*rows)
    return {"node": list(node), "parent": list(parent), "start": np.array(start, "datetime64[D]"), "stop": np.array(stop, "datetime64[D]")}


def measures_table(company: Company) -> dict[str, Any] | None:
    """Person, date, indicator, value, weight, currency: from the company's monthly figures or exams, where it has them."""
    if "monthly" in company.tables:
        monthly = company.tables["monthly"]
        parts = [("sales", np.asarray(monthly["sales"], float), 0), ("quality_conversion", monthly["quality_conversion"].values, -1),
                 ("overdue_rate", monthly["overdue_rate"].values, -1), ("compliance", np.asarray(monthly["compliance"], float), -1)]
        ids, date = monthly["person"], monthly["month"]
    elif "exams" in company.tables:
        exams = company.tables["exams"]
        parts, ids, date = [("exam_score", np.asarray(exams["score"], float), -1)], exams["person"], exams["date"]
    else:
        return None
    rows = len(date)
    return {"person": Ids(ids.prefix, np.tile(ids.numbers, len(parts))), "date": np.tile(date, len(parts)),
            "indicator": Coded(np.repeat(np.arange(len(parts)), rows), [name for name, _, _ in parts]),
            "value": Decimal(np.concatenate([values for _, values, _ in parts]), 2), "weight": np.ones(rows * len(parts), np.int64),
            "currency": Coded(np.repeat([money for _, _, money in parts], rows), ["CNY"])}


def exit_interviews(company: Company, seed: int) -> dict[str, Any]:
    """A planted leak: a score that exists for leavers only and is known only after they have gone."""
    rng = np.random.Generator(np.random.PCG64([seed, 9999]))
    people = company.tables["people"]
    exits = people["exit"]
    end = np.datetime64(company.dataset["observation_end"], "D")
    told = np.flatnonzero(~np.isnat(exits) & (rng.random(len(exits)) < .85))
    known = exits[told] + rng.integers(0, 15, len(told)).astype("timedelta64[D]")
    score = np.clip(np.rint(4.5 + 1.8 * rng.standard_normal(len(told))), 0, 10).astype(np.int64)
    use = known <= end
    return {"person": people["person"][told[use]], "exit": exits[told[use]], "exit_interview_score": score[use], "known_at": known[use]}


# ---------------------------------------------------------------- planted defects

def plant_defects(rows: dict[str, np.ndarray], levels: int, observation_end: str, seed: int, each: int = 2) -> tuple[dict[str, np.ndarray], list[dict[str, Any]]]:
    """Spoils a few histories, each of another person, and says which: rows as they lie in the table afterwards, from 0."""
    rng = np.random.Generator(np.random.PCG64([seed, 13]))
    end = int(np.datetime64(observation_end, "D").astype(np.int64))
    rows = {name: values.copy() for name, values in rows.items()}
    size = len(rows["start"])
    tag = np.full(size, -1)
    extra: list[tuple[int, dict[str, int], int]] = []       # after which row, what differs, tag
    planted: list[dict[str, Any]] = []
    number, start, last = rows["number"], rows["start"], rows["end"]
    begins = np.flatnonzero(_starts(number))
    length = np.where(last > end, end + 1, last + 1) - start
    has_next = np.concatenate([number[1:] == number[:-1], [False]]) & (rows["status"] != 2)
    has_next[:-1] &= rows["status"][1:] != 2
    # A person's first row that is long enough and followed by another one of the same spell; or that is still open.
    changing = np.flatnonzero(has_next & (length > 20) & np.isin(np.arange(size), begins))
    still_open = np.flatnonzero((last > end) & (rows["status"] == 0) & (end - start > 40))
    used: set[int] = set()

    def victims(candidates: np.ndarray) -> list[int]:
        free = [int(row) for row in rng.permutation(candidates).tolist() if int(number[row]) not in used][:each]
        used.update(int(number[row]) for row in free)
        return sorted(free)

    def note(code: str, row: int, more: Mapping[str, Any] | None = None) -> int:
        planted.append({"code": code, "table": "history", "person": int(number[row]), **(more or {})})
        return len(planted) - 1

    for row in victims(changing):
        tag[row + 1] = note("overlap", row, {"why": "a row begins before the one before it has ended"})
        last[row] = start[row + 1] + 4
    for row in victims(changing):
        tag[row] = note("gap", row, {"why": "days between two rows of one assignment that nothing covers"})
        last[row] = start[row + 1] - 6
    for row in victims(changing):
        tag[row] = note("reversed", row, {"why": "effective_end lies before effective_start"})
        last[row] = start[row] - 3
    for row in victims(changing):
        tag[row] = note("unknown_status", row, {"why": "status XX_CONVERTED stands in no map"})
        rows["status"][row] = len(STATUSES)
    for row in victims(still_open):
        extra.append((row, {"unit": (int(rows["unit"][row]) + 1) % levels}, note("tie", row, {"why": "two rows of one day with one sequence number"})))
    for row in victims(still_open):
        extra.append((row, {"assignment": 9, "unit": (int(rows["unit"][row]) + 1) % levels}, note("two_primaries", row, {"why": "two assignments are primary on the same days"})))
    for row in victims(still_open):
        begin = end + 30
        extra.append((row, {"start": begin, "unit": (int(rows["unit"][row]) + 1) % levels, "recorded": end - 3, "action": _MOVED},
                      note("future", row, {"why": "begins after the end of observation"})))
        last[row] = begin - 1
    for row in victims(still_open):
        extra.append((row, {"unit": (int(rows["unit"][row]) + 1) % levels, "recorded": end - 1},
                      note("correction", row, {"why": "the same row recorded again later, with another unit"})))
        rows["recorded"][row] = np.minimum(rows["recorded"][row], end - 20)
    if extra:
        after = np.array([row for row, _, _ in extra])
        added = {name: values[after].copy() for name, values in rows.items()}
        for place, (_, different, _) in enumerate(extra):
            for name, value in different.items():
                added[name][place] = value
        order = np.argsort(np.concatenate([np.arange(size) * 2, after * 2 + 1]), kind="stable")
        rows = {name: np.concatenate([values, added[name]])[order] for name, values in rows.items()}
        tag = np.concatenate([tag, np.array([mark for _, _, mark in extra])])[order]
    for place in np.flatnonzero(tag >= 0).tolist():
        planted[tag[place]]["row"] = place
    return rows, planted


def crosswalk_table(moves: Moves, seed: int, defects: bool) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Badge numbers with validity; with defects, some badges of people who had left were given out again."""
    begins = np.flatnonzero(_starts(moves.number))
    ends = np.append(begins[1:], len(moves)) - 1
    number, start = moves.number[begins], moves.day[begins]
    gone = moves.action[ends] == _GONE if len(begins) else np.zeros(0, bool)
    stop = np.where(gone, moves.day[ends] if len(begins) else 0, 0)
    badge = 100_000 + (number * 7919) % 900_000 if len(number) < 900_000 else 1_000_000 + number
    planted: list[dict[str, Any]] = []
    if defects:
        rng = np.random.Generator(np.random.PCG64([seed, 17]))
        taken: set[int] = set()
        for leaver in rng.permutation(np.flatnonzero(gone & (stop < start.max(initial=0)))).tolist():
            if len(planted) == 2:
                break
            later = [heir for heir in np.flatnonzero(start > stop[leaver])[:4].tolist() if heir not in taken]
            if leaver not in taken and later:
                heir = later[0]
                taken |= {leaver, heir}
                badge[heir] = badge[leaver]
                planted.append({"code": "id_reuse", "table": "crosswalk", "person": int(number[heir]), "row": heir,
                                "why": "the badge of somebody who had left was given to another person"})
    until = np.where(gone, _dates(stop), np.datetime64("NaT", "D"))
    return {"source": Coded(np.zeros(len(number), np.int64), ["badge"]), "id": Ids("", badge, 6), "person": Ids(moves.prefix, number),
            "valid_from": _dates(start), "valid_until": until}, planted


# ---------------------------------------------------------------- how to read them

def mappings(company: Company, shapes: tuple[str, ...], format: str, snapshots: np.ndarray) -> dict[str, Any]:
    """For each shape what `mainstay.records` needs: files, columns by their parts, and the loader's options."""
    kinds = [{"reason": reason, "kind": kind} for reason, kind in company.organisation.kinds.items()]
    end = company.dataset["observation_end"]
    both: dict[str, Any] = {"observation_end": end, "reasons": kinds}
    if "observation_start" in company.dataset:
        both["observation_start"] = company.dataset["observation_start"]
    found: dict[str, Any] = {}
    if "spells" in shapes:
        columns = {"person": "person", "start": "hire", "stop": "exit", "reason": "reason"}
        if "entry" in company.tables["people"]:
            columns["observed_from"] = "entry"
        found["spells"] = {"shape": "spells", "files": [{"file": f"people.{format}", "columns": columns}], "options": {**both, "interval": "half_open"}}
    if "history" in shapes:
        found["history"] = {
            "shape": "history", "files": [{"file": f"history.{format}", "columns": {
                "person": "person", "job_record": "assignment", "effective": "effective_start", "stop": "effective_end", "sequence": "sequence",
                "primary": {"column": "primary", "values": {"Y": 1, "N": 0}}, "status": "status", "reason": "reason", "recorded_at": "recorded_at"}, "attributes": ["unit", "fte"]}],
            "options": {**both, "interval": "closed", "open_ends": [OPEN_END], "rehire": "new_spell", "job_records": "primary", "ending_day": "first_day_away",
                        "statuses": [{"status": "ACTIVE", "state": "active"}, {"status": "SUSPENDED", "state": "on_leave"},
                                     {"status": "INACTIVE", "state": "ended"}]}}
    if "snapshots" in shapes:
        days = [str(day) for day in np.unique(snapshots)]
        stated = [{"status": "employed", "state": "active"}, {"status": "on_leave", "state": "on_leave"}, {"status": "left", "state": "ended"}]
        found["snapshots"] = {
            "shape": "snapshots", "files": [{"file": f"snapshots.{format}", "columns": {
                "person": "person", "snapshot": "snapshot", "status": "status", "start": "hire", "stop": "last_day", "reason": "reason"},
                "attributes": ["unit", "fte"]}],
            "options": {"reasons": kinds, "interval": "closed", "statuses": stated, "expected": days, "leavers_listed": True, "rehire": "new_spell"}}
        found["snapshots_bare"] = {
            "shape": "snapshots", "files": [{"file": f"snapshots_bare.{format}", "columns": {
                "person": "person", "snapshot": "snapshot", "status": "status"}, "attributes": ["unit", "fte"]}],
            "options": {"statuses": stated[:2], "expected": days, "start_rule": "midpoint", "stop_rule": "midpoint", "rehire": "new_spell"}}
    if "events" in shapes:
        found["events"] = {
            "shape": "history", "files": [{"file": f"job_events.{format}", "columns": {
                "person": "person", "effective": "effective", "sequence": "sequence", "status": "event", "reason": "reason", "recorded_at": "entered"},
                "attributes": ["unit", "fte"]}],
            "options": {**both, "interval": "start_only", "rehire": "new_spell", "ending_day": "last_day",
                        "statuses": [{"status": event, "state": "ended" if event == "termination" else "on_leave" if event == "leave" else "active"}
                                     for event in EVENTS]}}
    return found


def tables_of(company: Company, shapes: tuple[str, ...], seed: int, defects: bool, format: str) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """The tables of the shapes beyond spells, what they add to truth.json, and what to dataset.json."""
    end = company.dataset["observation_end"]
    tables: dict[str, Any] = {}
    truth: dict[str, Any] = {}
    dataset: dict[str, Any] = {}
    further = [shape for shape in shapes if shape != "spells"]
    planted: list[dict[str, Any]] = []
    if further:
        moves = moves_of(company, seed)
        if "history" in further:
            rows = history_of(moves)
            if defects:
                rows, planted = plant_defects(rows, len(moves.units), end, seed)
            tables["history"] = history_table(moves, rows)
        if "snapshots" in further:
            tables["snapshots"], tables["snapshots_bare"] = snapshot_tables(moves, end)
        if "events" in further:
            tables["job_events"] = events_table(moves)
        tables["organisation"] = organisation_table(company.organisation, moves.units)
        tables["crosswalk"], reused = crosswalk_table(moves, seed, defects)
        planted += reused
        measures = measures_table(company)
        if measures is not None:
            tables["measures"] = measures
        counts = np.bincount(moves.action, minlength=len(ACTIONS))
        truth["moves"] = dict(zip(EVENTS, counts.tolist()))
        truth["regrouped"] = {"unit": moves.units[0], "on": company.organisation.regrouped}
        width = len(str(company.tables["people"]["person"].numbers.max()))
        for each in planted:
            each["person"] = f"{moves.prefix}{each['person']:0{max(7, width)}d}"
        if defects:
            truth["defects"] = planted
    dataset["mappings"] = mappings(company, shapes, format, tables["snapshots"]["snapshot"] if "snapshots" in tables else np.zeros(0, "datetime64[D]"))
    truth["turnover"] = _turnover(company)
    dataset["turnover"] = {"definition": "monthly_average_12", "last_day_rule": "gone_at_close"}
    return tables, truth, dataset


def _turnover(company: Company) -> dict[str, Any]:
    """Of the last twelve whole months, counted on the spells: the numbers that every shape must give."""
    people = company.tables["people"]
    hire = _days(people["hire"])
    gone = ~np.isnat(people["exit"])
    stop = np.where(gone, _days(np.where(gone, people["exit"], np.datetime64(0, "D"))), np.iinfo(np.int64).max)
    month = np.datetime64(company.dataset["observation_end"], "M")  # it ends on its observation's last day, about whose leavers nothing is known
    first, after = (int(_days((month - months).astype("datetime64[D]"))) for months in (12, 0))
    # A leaving belongs to the day that was the last one employed, and the headcount is taken when those of the day have gone.
    left = (stop > first) & (stop <= after)
    reasons: Coded = people["reason"]
    kinds = [company.organisation.kinds[reason] for reason in reasons.levels]
    by_kind = {kind: int(np.isin(reasons.codes[left], [place for place, own in enumerate(kinds) if own == kind]).sum())
               for kind in ("voluntary", "involuntary", "other")}
    days = np.maximum(0, np.minimum(stop, after) - np.maximum(hire, first)).sum()
    return {"from": str(_dates(first)), "until": str(_dates(after)), "last_day_rule": "gone_at_close",
            "opening": int(((hire < first) & (stop > first)).sum()), "hires": int(((hire >= first) & (hire < after)).sum()),
            "leavers": int(left.sum()), "leavers_by_kind": by_kind, "closing": int(((hire < after) & (stop > after)).sum()), "person_days": int(days)}
