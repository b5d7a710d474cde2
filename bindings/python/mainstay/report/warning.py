"""Early warning on the page: rules over daily rows replayed, how good their alerts were, who has how many, and the alerts that are open now; the section `alerts` in dataset.json."""

from __future__ import annotations

from typing import Any, Mapping

import numpy as np

from .. import signals as _signals
from .loading import InputError, Limits, Spells, texts, as_dates, number_or_none, section_table
from .losing import EPOCH, Ways, needed_table, ways

DRAWS = 200
MOST_OWNERS = 8
SEVERITIES = ("urgent", "warning", "notice")


def _rows(spells: Spells, asked: Mapping[str, Any], way: Ways) -> dict[str, Any]:
    """Values of all tables one below the other, and the events in the rules' words."""
    person: list[np.ndarray] = []
    day: list[np.ndarray] = []
    values: dict[str, list[tuple[int, np.ndarray]]] = {}
    size = 0
    for each in ({"table": asked["table"], "columns": asked["columns"]}, *asked.get("more", ())):
        columns = each["columns"] if isinstance(each["columns"], Mapping) else {name: name for name in each["columns"]}
        table = needed_table(spells, each, "alerts", "table", ["person", "date", *columns.values()])
        for name, source in columns.items():
            if table.columns[source].dtype.kind != "f":
                raise InputError(f"{table.name}: alerts needs numbers in {source}")
            values.setdefault(name, []).append((size, table.columns[source]))
        person.append(texts(table.columns["person"]))
        day.append((as_dates(table, "date") - EPOCH).astype(np.int64))
        size += len(table)
    words = asked.get("events") or {}
    events = way[1]
    known = np.isin(events["event"].astype(str), list(words))
    event = np.array([words[each] for each in events["event"][known].tolist()], dtype=object)
    x = {}
    for name, parts in values.items():
        x[name] = np.full(size + len(event), np.nan)
        for start, column in parts:
            x[name][start:start + len(column)] = column
    given = {"person": np.concatenate([*person, events["person"][known]]), "day": np.concatenate([*day, events["time"][known]]), "x": x}
    if len(event):
        given["event"] = np.concatenate([np.full(size, None, dtype=object), event])
    return given


def _owners(spells: Spells, asked: Mapping[str, Any], person: np.ndarray, first: np.ndarray) -> dict[str, np.ndarray]:
    own = asked.get("owners")
    if not own:
        return {}
    table = needed_table(spells, own, "alerts.owners", "table", [own["by"], *own["roles"].values()]).columns
    keys = person if own["by"] == "person" else np.array([None if each is None else str(each) for each in spells.attributes[own["by"]][first].tolist()], dtype=object)
    found = {}
    for role, column in own["roles"].items():
        of = dict(zip(map(str, table[own["by"]].tolist()), table[column].tolist()))
        found[role] = np.array([of.get(str(key)) or None for key in keys.tolist()], dtype=object)
    return found


def alerts(spells: Spells, limits: Limits) -> dict[str, Any] | None:
    found = section_table(spells, "alerts", ("person", "date"))
    way = None if found is None else ways(spells, spells.reason)
    return None if found is None or way is None else _model(spells, found[0], way, limits.cell, limits.people)


def _model(spells: Spells, asked: Mapping[str, Any], way: Ways, smallest: int, listed: int) -> dict[str, Any]:
    people, _, first = way
    assert spells.hire is not None
    person, hire = people["person"], (spells.hire[first] - EPOCH).astype(np.int64)
    end = int(people["observed_until"][0])
    last = np.where(np.isnan(people["exit_time"]), end + 1, people["exit_time"]).astype(np.int64)
    watched = np.minimum(last, hire + int(asked["days"]))       # the first day on which nobody looks at the person any more
    lead, horizon = int(asked.get("lead_days", 2)), int(asked.get("horizon_days", 14))
    owners = _owners(spells, asked, person, first)
    given: dict[str, Any] = {**_rows(spells, asked, way), "person_id": person, "start": hire, "stop": np.where(watched > end, np.nan, watched.astype(float)), "owners": owners}
    if asked.get("groups"):
        given["groups"] = {name: np.array([None if each is None else str(each) for each in spells.attributes[name][first].tolist()], dtype=object) for name in asked["groups"]}
    if asked.get("working_days"):
        worked = (as_dates(needed_table(spells, asked, "alerts", "working_days", ["day"]), "day") - EPOCH).astype(np.int64)
        given |= {"working_day": worked, "calendar_first": int(worked.min()), "calendar_last": max(end, int(worked.max()))}
    options: dict[str, Any] = {"rules": asked["rules"], "grows": asked.get("grows") or []}
    raised = _signals.alerts(**given, **options, last_day=end)
    table, sent = raised.alerts, raised.deliveries

    # As it stood on the day that is asked for: rows and events after it are not looked at.
    on = end if asked.get("on") is None else min(end, int((np.datetime64(str(asked["on"]), "D") - EPOCH).astype(np.int64)))
    stood = raised if on == end else _signals.alerts(**given, **options, last_day=on)
    is_open = stood.alerts.status == "open"

    # Judged on the days on which the rules ran; leavings are looked for as long as an alert of the last of them may be followed.
    until = np.minimum(last, watched + horizon)
    left = (~np.isnan(people["exit_time"]) & (last == until) & (last <= end)).astype(np.int64)
    seen = until > hire
    judged = _signals.quality(person_id=person[seen], start=hire[seen], until=until[seen], left=left[seen], watched_until=watched[seen],
                               alert_person=table.person, alert_rule=table.rule, alert_day=table.day, alert_cleared=table.cleared, lead_days=lead, horizon_days=horizon, draws=DRAWS)
    causes = {str(rule["name"]): rule for rule in asked["rules"]}
    quality = judged.rules
    names = ("alerts", "reminders", "people", "in_time", "exits_warned", "precision", "precision_lower", "precision_upper", "lift", "lift_at_tenure", "lift_at_tenure_lower", "lift_at_tenure_upper", "needed_to_act", "recall", "recall_lower", "recall_upper", "per_100_person_weeks", "median_lead_days")
    rules = [{"rule": str(rule), "severity": str(causes[str(rule)].get("severity", "warning")), **{name: number_or_none(getattr(quality, name)[row]) for name in names}, **{f"base_at_tenure{end}": number_or_none(getattr(quality, f"base_rate_at_tenure{end}")[row]) for end in ("", "_lower", "_upper")}} for row, rule in enumerate(quality.rule)]
    quiet = [name for name in causes if name not in {row["rule"] for row in rules}]

    place = {str(each): row for row, each in enumerate(person.tolist())}
    whose = np.array([place[str(each)] for each in table.person], dtype=np.int64) if len(table.person) else np.zeros(0, np.int64)
    to_exit = last[whose] - table.day
    in_time = (left[whose] == 1) & (to_exit >= lead) & (to_exit <= horizon)
    firsts = _first_of(whose[in_time], to_exit[in_time])
    warned = np.zeros(len(person), bool)
    warned[list(firsts)] = True
    gone = left == 1
    reasons = people["exit_reason"]
    by_reason = []
    for reason in sorted({str(each) for each in reasons[gone].tolist() if each is not None}):
        rows = gone & (reasons == reason)
        if rows.sum() >= smallest:
            leads = [firsts[row] for row in np.flatnonzero(rows & warned).tolist()]
            counts = {rule: int(len(set(whose[in_time & (table.rule == rule)].tolist()) & set(np.flatnonzero(rows).tolist()))) for rule in causes}
            by_reason.append({"reason": reason, "lost": int(rows.sum()), "warned": len(leads), "median_lead": float(np.median(leads)) if leads else None,
                              "by_rule": {rule: count for rule, count in counts.items()}})
    days = range(lead, horizon + 1)
    leads_of = {rule: _first_of(whose[in_time & (table.rule == rule)], to_exit[in_time & (table.rule == rule)]) for rule in causes}
    return {"people": int(judged.people), "exits": int(judged.exits), "could": int(judged.exits_that_could_be_warned_of), "person_weeks": float(judged.person_weeks), "base_rate": number_or_none(judged.base_rate), "lead_days": lead, "horizon_days": horizon,
            "days": int(asked["days"]), "alerts": int(len(table.id)), "rules": sorted(rules, key=lambda row: -(row["precision"] or 0)), "quiet": quiet, "warned": int(warned.sum()), "by_reason": sorted(by_reason, key=lambda row: -row["lost"]),
            "leads": {"days": list(days), "rules": [{"rule": rule, "count": [sum(value == day for value in each.values()) for day in days]} for rule, each in leads_of.items() if each]},
            "overlap": _overlap(judged.overlap), "load": _load(sent, table, float(judged.last_day - judged.first_day + 1) / 7, MOST_OWNERS if listed else 0), "on": str(EPOCH + on), "names": _names(asked),
            "work": _work(stood) if listed else [],
            "open": _open(spells, asked, stood, place, first, hire, on, listed), "open_count": int(is_open.sum()), "open_people": len({str(each) for each in stood.alerts.person[is_open]}), "here": int(((hire <= on) & (watched > on)).sum())}


def _first_of(rows: np.ndarray, days: np.ndarray) -> dict[int, int]:
    """Of each person the days before leaving of the first alert in time."""
    firsts: dict[int, int] = {}
    for row, day in zip(rows.tolist(), days.tolist()):
        firsts[row] = max(firsts.get(row, 0), day)
    return firsts


def _overlap(table: Any) -> dict[str, Any] | None:
    """The two rules that most often speak of the same people in the same week."""
    if not len(table.rule) or not np.isfinite(table.weeks_jaccard).any():
        return None
    row = int(np.nanargmax(table.weeks_jaccard))
    return {"rule": str(table.rule[row]), "other": str(table.other[row]), "share": float(table.weeks_jaccard[row])}


def _load(sent: Any, table: Any, weeks: float, most: int) -> list[dict[str, Any]]:
    """Alerts handed to each role: how many a week, and who has most."""
    found = []
    for role in sorted({str(each) for each in sent.role}):
        rows = np.flatnonzero(sent.role == role)
        owner = np.array([None if each is None else str(each) for each in sent.owner[rows].tolist()], dtype=object)
        week = (table.day[sent.alert[rows]] + 3) // 7
        named = sorted({each for each in owner.tolist() if each is not None})
        per: dict[tuple[str, int], int] = {}
        for who, when in zip(owner.tolist(), week.tolist()):
            if who is not None:
                per[who, when] = per.get((who, when), 0) + 1
        each = [{"owner": who, "alerts": int((owner == who).sum()), "per_week": float((owner == who).sum()) / max(weeks, 1), "most_in_a_week": max(count for (name, _), count in per.items() if name == who)} for who in named]
        each.sort(key=lambda row: (-row["alerts"], row["owner"]))
        found.append({"role": role, "owners": len(named), "alerts": len(rows), "without_owner": int(sum(who is None for who in owner.tolist())), "most_in_a_week": max([row["most_in_a_week"] for row in each], default=0), "rows": each[:most]})
    return found


def _names(asked: Mapping[str, Any]) -> list[str]:
    """Words of the rules that a sentence may hold, so that the page can put their labels in their place."""
    found: set[str] = set(asked.get("groups") or ())
    for rule in asked["rules"]:
        found.add(str(rule["name"]))
        for condition in rule["conditions"]:
            found |= {str(condition["name"]), *([str(condition["column"])] if condition.get("column") else []), *map(str, condition.get("events", ())), *map(str, condition.get("stages", ()))}
        for cause in rule.get("causes", ()):
            found |= {str(cause["name"]), str(cause.get("intervention", "")), *map(str, cause.get("roles", ()))}
    return sorted(found - {""})


def _work(raised: Any) -> list[dict[str, Any]]:
    """What the open alerts come to for each who has them: what is to be done, for how many people; who has most first."""
    found: dict[tuple[str, str | None], dict[str, set[str]]] = {}
    table, sent = raised.alerts, raised.deliveries
    for alert, role, owner in zip(sent.alert.tolist(), sent.role.tolist(), sent.owner.tolist()):
        if str(table.status[alert]) == "open" and table.intervention[alert] is not None:
            found.setdefault((str(role), None if owner is None else str(owner)), {}).setdefault(str(table.intervention[alert]), set()).add(str(table.person[alert]))
    rows: list[dict[str, Any]] = [{"role": role, "owner": owner, "people": len(set().union(*parts.values())), "parts": [{"intervention": name, "people": len(who)} for name, who in sorted(parts.items(), key=lambda item: (-len(item[1]), item[0]))]}
            for (role, owner), parts in found.items()]
    return sorted(rows, key=lambda row: (-row["people"], row["role"], str(row["owner"])))[:MOST_OWNERS]


def _open(spells: Spells, asked: Mapping[str, Any], raised: Any, place: Mapping[str, int], first: np.ndarray, hire: np.ndarray, on: int, listed: int) -> list[dict[str, Any]]:
    """The alerts that are open on a day, the most urgent first; nobody is named when nobody is to be listed."""
    table, sent = raised.alerts, raised.deliveries
    to: dict[int, list[dict[str, str | None]]] = {}
    for alert, role, owner in zip(sent.alert.tolist(), sent.role.tolist(), sent.owner.tolist()):
        to.setdefault(alert, []).append({"role": str(role), "owner": None if owner is None else str(owner)})
    rows = np.flatnonzero(table.status == "open").tolist()
    rows.sort(key=lambda row: (SEVERITIES.index(str(table.severity[row])), int(table.day[row]), str(table.person[row])))
    return [{"person": str(table.person[row]), "rule": str(table.rule[row]), "severity": str(table.severity[row]), "since": str(EPOCH + int(table.day[row])), "open_days": on - int(table.day[row]), "tenure": on - int(hire[place[str(table.person[row])]]),
             "cause": None if table.cause[row] is None else str(table.cause[row]), "intervention": None if table.intervention[row] is None else str(table.intervention[row]), "to": to.get(row, []),
             "shown": {name: None if spells.attributes[name][first][place[str(table.person[row])]] is None else str(spells.attributes[name][first][place[str(table.person[row])]]) for name in asked.get("show") or ()},
             "sentence": {"en": raised.sentence[row], "zh": raised.sentence_zh[row]}} for row in rows[:listed]]
