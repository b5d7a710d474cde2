"""Turnover by the declared definition, headcount flow, and what was met in the records: numbers and codes, without words."""

from __future__ import annotations

from typing import Any, Mapping, Sequence

import numpy as np

from .. import _error
from .. import attrition as _attrition
from .. import data as _data
from .loading import OPEN_ENDS, Finding, Spells

MONTHS = 12


def _days(dates: Any) -> np.ndarray:
    return np.asarray(dates, "datetime64[D]").astype(np.int64)


def _shown(day: int) -> str:
    return str(np.int64(day).astype("datetime64[D]"))


# ---------------------------------------------------------------- the loader of spells

def _loaded(stated: Mapping[str, Any], settings: Mapping[str, Any]) -> Any:
    def column(name: str) -> Any:
        dates = stated[name]
        if dates is None:
            return None
        missing = np.isnat(dates)
        return np.ma.masked_array(_days(np.where(missing, np.datetime64(0, "D"), dates)), missing)

    options: dict[str, Any] = {}
    if settings.get("observation_start"):
        options["observation_start"] = int(_days(str(settings["observation_start"])))
    reasons = kinds_of(settings)
    if reasons and stated["reason"] is not None:
        options["reasons"] = reasons
    person = stated["person"]
    if person is not None:
        person = ["\u0000" if each is None else str(each) for each in person.tolist()]
    return _data.spells(column("start"), column("stop"), person=person, observed_from=column("observed_from"),
                        reason=None if stated["reason"] is None else [None if each is None else str(each) for each in stated["reason"].tolist()],
                        interval=stated["interval"], observation_end=int(_days(stated["observation_end"])), open_ends=[int(_days(each)) for each in OPEN_ENDS],
                        conflicts="leave_out", zero_length="leave_out", examples=5, **options)


def kinds_of(settings: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Which kind of leaving each reason is: declared as reasons, or in the mapping of the spells."""
    declared = settings.get("reasons") or settings.get("mappings", {}).get("spells", {}).get("options", {}).get("reasons") or []
    return [dict(each) for each in declared]


def kept_by_the_loader(stated: dict[str, Any], settings: Mapping[str, Any]) -> np.ndarray:
    stated["result"] = _loaded(stated, settings)
    kept = np.zeros(len(stated["start"]), bool)
    kept[np.asarray(stated["result"].spells.row)] = True
    return kept


# ---------------------------------------------------------------- record quality

def records(spells: Spells) -> dict[str, Any] | None:
    if spells.records is not None:
        read = spells.records
        numbers = read.numbers()
        return {"analysis": read.analysis, "mapping": str(read.mapping.get("system") or read.mapping.get("recipe") or read.mapping["shape"]), **numbers,
                "findings": [{"code": each.code, "count": each.count, "left_out": each.left_out, "where": [list(place) for place in each.where[:5]]} for each in read.findings]}
    if spells.stated is None:
        return None
    stated = spells.stated
    result = stated["result"]
    places: dict[str, list[list[Any]]] = {}
    for code, row in zip(result.finding_rows.finding, result.finding_rows.row):
        places.setdefault(str(code), []).append([stated["name"], int(row) + stated["first_row"]])
    found = result.findings
    return {"analysis": "data.spells", "mapping": None, "files": 1, "rows": len(stated["start"]), "people": len(set(spells.person.tolist())),
            "spells": len(result.spells.row), "left": int(np.sum(result.spells.event)),
            "findings": [{"code": str(code), "count": int(count), "left_out": bool(left_out), "where": places.get(str(code), [])}
                         for code, count, left_out in zip(found.finding, found.count, found.left_out)]}


# ---------------------------------------------------------------- turnover

def _employment(spells: Spells) -> tuple[dict[str, Any], dict[str, list[Any]]]:
    """Rows for the analyses, and their attributes: of each day where a history was read, otherwise of each spell."""
    if spells.records is not None:
        rows = spells.records.employment()
        return rows, spells.records.by(*spells.records.attributes)
    assert spells.stated is not None and spells.hire is not None
    table, kept = spells.stated["result"].spells, spells.stated["kept"]
    row = np.asarray(table.row)
    use = kept[row]
    place = (np.cumsum(kept) - 1)[row[use]]
    columns = {name: ["" if each is None else str(each) for each in values[place].tolist()] for name, values in spells.attributes.items() if values.dtype.kind != "f"}
    kind = [each for each, is_used in zip(table.kind, use) if is_used]
    return {"person": [str(each) for each in spells.person[place].tolist()], "start": np.asarray(table.start)[use], "stop": np.asarray(table.stop)[use],
            "event": np.asarray(table.event)[use], "spell": np.asarray(table.spell)[use], "kind": kind}, columns


def _period(rows: Mapping[str, Any], spells: Spells, end: int) -> list[int]:
    """First days of the last whole months that lie within the records, and the day after them; fewer than two: none."""
    begin = int(np.min(rows["start"]))
    if spells.settings.get("observation_start"):
        begin = max(begin, int(_days(str(spells.settings["observation_start"]))))
    if spells.records is not None and spells.records.analysis == "data.snapshots":
        begin = int(np.min(np.asarray(spells.records.result.rosters.day))) + 1
    last = np.int64(end).astype("datetime64[D]").astype("datetime64[M]")
    first = np.int64(begin).astype("datetime64[D]").astype("datetime64[M]")
    if _days(first) < begin:
        first = first + 1
    first = max(first, last - MONTHS)
    return [int(_days(month)) for month in np.arange(first, last + 1)]


def turnover(spells: Spells, notes: list[Finding], groups: Sequence[str], smallest: int) -> dict[str, Any]:
    if spells.stated is None:
        return {"skipped": "durations"}
    declared = dict(spells.settings.get("turnover") or {})
    rule = declared.get("last_day_rule")
    if rule is None:
        notes.append(Finding("last_day_assumed"))
        rule = "gone_at_close"
    rows, columns = _employment(spells)
    end = int(_days(spells.observation_end))
    months = _period(rows, spells, end)
    if len(months) < 2:
        return {"skipped": "short"}
    common: dict[str, Any] = {"observation_end": end, "last_day_rule": rule}
    if "state" in rows:
        common["on_leave"] = "counted"
    definition = declared.get("definition")
    by = {name: columns[name] for name in groups if name in columns}
    pooled: dict[str, int] = {}
    for name in by:
        by[name], pooled[name] = _pooled(by[name], rows, months, smallest)
    by = {name: values for name, values in by.items() if len(set(values)) > 1}
    try:
        whole = _attrition.rates(**rows, **common, boundaries=[months[0], months[-1]], definition=definition or "mid", by=by or None)
        year = _attrition.headcount(**rows, **common, boundaries=[months[0], months[-1]]).periods
        flow = _attrition.headcount(**rows, **common, boundaries=months).periods
        monthly = _attrition.rates(**rows, **common, boundaries=months, definition=definition).rates if definition else None
    except _error.Error as error:
        return {"skipped": "refused", "sentence": str(error)}

    def none(value: float) -> float | None:
        return None if value != value else float(value)

    def rate(table: Any, row: int) -> dict[str, Any]:
        return {"numerator": int(table.numerator[row]), "denominator": none(table.denominator[row]), "rate": none(table.rate[row]),
                "lower": none(table.lower[row]), "upper": none(table.upper[row])}

    rates = whole.rates
    total: dict[str, Any] = {}
    kinds: dict[str, dict[str, Any]] = {}
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in by}
    for row, (column, value, part) in enumerate(zip(rates.column, rates.value, rates.part)):
        if column == "total" and part == "total":
            total = rate(rates, row) | {"definition_en": str(rates.definition_en[row]), "definition_zh": str(rates.definition_zh[row])}
        elif column == "total":
            kinds[str(part)] = rate(rates, row)
        elif part == "total":
            found[str(column)].append({"value": str(value), **rate(rates, row)})
    small = [kind for kind, each in kinds.items() if 0 < each["numerator"] < smallest]
    together = len(kinds) - len(small) < 1 or len(small) == 1
    shown_kinds = [] if small and together else [{"kind": kind, **each} for kind, each in kinds.items() if kind not in small and each["numerator"]]
    side = whole.definitions
    definitions = [{"definition": str(side.definition[row]), "numerator": int(side.numerator[row]), "denominator": none(side.denominator[row]), "rate": none(side.rate[row]),
                    "lower": none(side.lower[row]), "upper": none(side.upper[row]), "per": str(side.per[row]), "period_rate": none(side.period_rate[row]),
                    "differs": bool(side.differs[row]) if definition else None, "declared": bool(side.declared[row]) and definition is not None}
                   for row, column in enumerate(side.column) if column == "total"]
    by_month = []
    for row in range(len(flow.start)):
        by_month.append({"month": _shown(int(flow.start[row]))[:7], **{name: int(getattr(flow, name)[row]) for name in
                         ("opening", "hires", "leavers", "closing", "transfers_in", "transfers_out")}, **({} if monthly is None else {"rate": None})})
    if monthly is not None:
        place = {int(start): index for index, start in enumerate(flow.start)}
        for row, (start, column, part) in enumerate(zip(monthly.start, monthly.column, monthly.part)):
            if column == "total" and part == "total":
                by_month[place[int(start)]] |= rate(monthly, row)
    return {"skipped": None, "definition": definition, "rule": rule, "first": _shown(months[0]), "last": _shown(months[-1] - 1), "per": str(whole.per),
            "total": total, "kinds": shown_kinds, "definitions": definitions, "differing": sum(bool(each["differs"]) for each in definitions),
            "opening": int(year.opening[0]), "hires": int(year.hires[0]), "leavers": int(year.leavers[0]), "closing": int(year.closing[0]),
            "interruptions": any(each["transfers_in"] or each["transfers_out"] for each in by_month), "months": by_month,
            "groups": [{"column": name, "pooled": pooled[name], "values": sorted(found[name], key=lambda each: -(each["denominator"] or 0))} for name in by] if definition else []}


def _pooled(values: Sequence[Any], rows: Mapping[str, Any], months: Sequence[int], smallest: int) -> tuple[list[str], int]:
    """Labels with those of few people put together, so that nobody is recognised; how many were."""
    from .attributes import NOT_GIVEN, OTHER, pool_small

    texts = [NOT_GIVEN if value is None or value == "" else str(value) for value in values]
    people: dict[str, set[str]] = {}
    for text, person, start, stop in zip(texts, rows["person"], rows["start"].tolist(), rows["stop"].tolist()):
        if start < months[-1] and stop > months[0]:
            people.setdefault(text, set()).add(person)
    small = pool_small({text: len(who) for text, who in people.items()}, smallest) | {text for text in set(texts) if text not in people}
    return [OTHER if text in small else text for text in texts], len(small & set(people))
