"""Where a cohort is lost, what changed between two, and whose it is: the section `losses` in dataset.json on top of the stages. Numbers and codes; the sentences of the comparison are the library's own."""

from __future__ import annotations

from typing import Any, Mapping, Sequence

import numpy as np

from .. import funnel as _funnel
from .engine import wilson
from .loading import InputError, Limits, Spells, Tables, texts, as_dates, further_table, number_or_none

RESAMPLES, FEWEST_RESAMPLES, MOST_DRAWN = 1000, 200, 50_000_000    # fewer for many people, whose intervals are narrow anyway
MOST_REMAINING = 3
MOST_UNITS = 40     # drawn; more of them are told by their number alone
EPOCH = np.datetime64(0, "D")
Ways = tuple[dict[str, np.ndarray], dict[str, np.ndarray], np.ndarray]


def numbered(dates: np.ndarray) -> np.ndarray:
    """Days since 1970, NaN where there is none."""
    return np.where(np.isnat(dates), np.nan, (dates - EPOCH).astype(np.int64).astype(float))


def ways(spells: Spells, why: np.ndarray) -> Ways | None:
    """People and events as the funnel takes them, and the row of each person's first spell: a later one would need events that name their spell."""
    if not spells.settings.get("stages") or spells.events is None or spells.hire is None:
        return None
    names = spells.person.astype(str)
    order = np.lexsort((spells.hire, names))
    first = order[np.concatenate([[True], names[order][1:] != names[order][:-1]])]
    exits = np.where(spells.event, spells.hire + np.rint(spells.duration).astype("timedelta64[D]"), np.datetime64("NaT", "D"))[first]
    end = int((np.datetime64(str(spells.observation_end), "D") - EPOCH).astype(np.int64))
    people = {"person": names[first].astype(object), "observed_until": np.full(len(first), end), "exit_time": numbered(exits), "exit_reason": why[first]}
    return people, {"person": spells.events["person"].astype(str).astype(object), "time": (spells.events["date"] - EPOCH).astype(np.int64), "event": spells.events["event"]}, first


def needed_table(spells: Spells, asked: Mapping[str, Any], section: str, name: str, columns: Sequence[str]) -> Tables:
    table = further_table(spells, asked, section, name, columns)
    if table is None:
        raise KeyError(name)
    return table


def windowed(people: Mapping[str, np.ndarray], events: Mapping[str, np.ndarray], stages: Sequence[Mapping[str, Any]], groups: Mapping[str, np.ndarray] | None = None) -> Any:
    """The attempts, each with its end; the limits of the stages are left aside, for who is late is not lost."""
    definition: list[Any] = [{"name": stage["event"], "events": list(stage.get("events", [])) or [stage["event"]]} for stage in stages]
    return _funnel.window(events["person"], events["time"], events["event"], stages=definition, person_id=people["person"], observed_until=people["observed_until"], exit_time=people["exit_time"],
                          exit_reason=people["exit_reason"], groups=groups, list_people=True)


def _attempts(result: Any) -> dict[str, np.ndarray]:
    listed = result.listed
    return {"person": listed.person, "stage": listed.stage, "outcome": listed.outcome, "duration": listed.ended - listed.entered, "reason": np.array([each or None for each in listed.reason], dtype=object)}


def _stages(result: Any, stages: Sequence[Mapping[str, Any]], within: int | None, end: int, smallest: int) -> list[dict[str, Any]]:
    """Each stage with who was lost in it: counted as if everybody had been followed, and with people on their way censored."""
    table, listed, rows = result.stages, result.listed, []
    places = [place for place, breakdown in enumerate(table.breakdown) if breakdown == "total"]
    for place, after in zip(places, places[1:]):
        reached, lost = int(table.reached[place]), int(table.lost[place])
        if reached == 0:
            continue
        told = lost >= smallest or lost == 0
        of_all = float(table.estimate_from_start[place]) - float(table.estimate_from_start[after])
        followed = int(result.attempts) - int(sum(table.still_inside[each] for each in places))
        came = listed.position >= int(table.position[place])
        rows.append({"event": str(table.stage[place]), "next": str(table.stage[after]), "label": stages[place].get("label"), "next_label": stages[place + 1].get("label"), "reached": reached, "lost": lost if told else None,
                     "inside": int(table.still_inside[place]), "naive": lost / reached if told else None, "mature": None if within is None else float((listed.entered[came] + within <= end).mean()),
                     **dict(zip(("naive_lower", "naive_upper"), wilson(lost, reached) if told else (None, None))),
                     "of_all": of_all if told else None, **dict(zip(("of_all_lower", "of_all_upper"), wilson(of_all * followed, followed) if told else (None, None))),
                     **({"loss": 1 - float(table.estimate_from_previous[after]), "lower": 1 - float(table.estimate_from_previous_upper[after]), "upper": 1 - float(table.estimate_from_previous_lower[after])}
                        if told else {"loss": None, "lower": None, "upper": None})})
    return rows


def _earlier(spells: Spells, asked: Mapping[str, Any], stages: Sequence[Mapping[str, Any]], stratum: str | None) -> dict[str, np.ndarray]:
    own = asked["earlier"]
    people = needed_table(spells, own, "losses.earlier", "people", ["person", "hire", "exit", "reason", *([stratum] if stratum else [])])
    events = needed_table(spells, own, "losses.earlier", "events", ["person", "date", "event"])
    end = np.datetime64(str(own["observation_end"]), "D")
    who = {"person": texts(people.columns["person"]), "observed_until": np.full(len(people), int((end - EPOCH).astype(np.int64))), "exit_time": numbered(as_dates(people, "exit")), "exit_reason": texts(people.columns["reason"])}
    result = windowed(who, {"person": texts(events.columns["person"]), "time": (as_dates(events, "date") - EPOCH).astype(np.int64), "event": texts(events.columns["event"])}, stages)
    found = _attempts(result)
    if stratum:
        of = dict(zip(who["person"].tolist(), texts(people.columns[stratum]).tolist()))
        found["stratum"] = np.array([of[each] for each in found["person"].tolist()], dtype=object)
    return found


def _owners(spells: Spells, asked: Mapping[str, Any]) -> list[Any]:
    if not asked.get("owners"):
        return []
    table = needed_table(spells, asked, "losses", "owners", ["reason", "owner", "share"]).columns
    stage = table.get("stage")
    return [{"reason": str(reason), "owner": str(owner), "share": float(share)} | ({} if stage is None or stage[row] is None else {"stage": str(stage[row])})
            for row, (reason, owner, share) in enumerate(zip(table["reason"].tolist(), table["owner"].tolist(), table["share"].tolist()))]


def _owner(spells: Spells, asked: Mapping[str, Any], stage: str, reason: str) -> str | None:
    """Who owns most of a reason by the table; a rule that names the stage goes before those that do not."""
    rules = [each for each in _owners(spells, asked) if each["reason"] == reason and each.get("stage") in (stage, None)]
    rules = [each for each in rules if each.get("stage") == stage] or rules
    return max(rules, key=lambda each: each["share"])["owner"] if rules else None


def _table(table: Any, names: Sequence[str], **texts: str) -> list[dict[str, Any]]:
    """Rows of a table of the library as plain dicts."""
    key = next(iter(texts))
    rows = []
    for row in range(len(getattr(table, texts[key]))):
        rows.append({name: str(getattr(table, source)[row]) for name, source in texts.items()} | {name: number_or_none(getattr(table, name)[row]) for name in names})
    return rows


def _change(spells: Spells, asked: Mapping[str, Any], stages: Sequence[Mapping[str, Any]], before: Mapping[str, np.ndarray], after: Mapping[str, np.ndarray], smallest: int) -> dict[str, Any]:
    both = {name: np.concatenate([before[name], after[name]]) for name in after if name in before}
    period = np.array(["before"] * len(before["stage"]) + ["after"] * len(after["stage"]), dtype=object)
    names = [str(stage["event"]) for stage in stages]
    within = asked.get("within_days")
    given: dict[str, Any] = {"period": period, "stage": both["stage"], "outcome": both["outcome"], "duration": both["duration"], "reason": both["reason"], "person": both["person"],
                             **({"stratum": both["stratum"]} if "stratum" in both else {})}
    options: dict[str, Any] = {"stages": names, "before": "before", "after": "after", **({} if within is None else {"horizon": int(within)})}
    options["resamples"] = max(FEWEST_RESAMPLES, min(RESAMPLES, MOST_DRAWN // len(period)))
    result = _funnel.change(**given, **options, owners=_owners(spells, asked))
    reasons = sorted({str(each) for each, outcome in zip(both["reason"].tolist(), both["outcome"].tolist()) if each and outcome == "left"})
    by_reason = _funnel.change(**given, **options, owners=[{"reason": each, "owner": each} for each in reasons])
    bounds = ("change", "change_lower", "change_upper")
    owners = ("before", "after", *bounds, "share_before", "share_before_lower", "share_before_upper", "share_after", "share_after_lower", "share_after_upper")
    periods = {str(each): {name: number_or_none(getattr(result.periods, name)[row]) for name in ("entered", "lost", "completed", "still_inside", "naive", "loss", "loss_lower", "loss_upper")}
               for row, each in enumerate(result.periods.period)}
    causes = _table(result.causes, ("lost_before", "lost_after", "before", "after", *bounds), stage="stage", reason="reason")
    counts = {each: sum(int(row["lost_before"] + row["lost_after"]) for row in causes if row["reason"] == each) for each in {row["reason"] for row in causes}}
    listed = [row | {"reason": row["owner"]} for row in _table(by_reason.owners, owners, owner="owner") if row["owner"] != "unattributed" or row["before"] or row["after"]]
    followed = (periods["after"]["entered"] or 0) - (periods["after"]["still_inside"] or 0)     # who is still on the way tells nothing of how many will be lost
    remaining = [{"stage": row["stage"], "reason": row["reason"], "after": row["after"], "owner": _owner(spells, asked, row["stage"], row["reason"]), **dict(zip(("lower", "upper"), wilson(row["after"] * followed, followed)))}
                 for row in sorted(causes, key=lambda row: -row["after"]) if row["lost_after"] >= smallest and row["reason"] and row["after"] is not None][:MOST_REMAINING]
    return {"status": str(result.status), "within": int(result.horizon), "remaining": remaining, "sentence": {"en": result.sentence, "zh": result.sentence_zh}, "periods": periods,
            **{name: number_or_none(getattr(result, name)) for part in ("change", "mix", "rate") for name in (part, f"{part}_lower", f"{part}_upper")},
            "stages": _table(result.stages, ("before", "after", "contribution", "contribution_lower", "contribution_upper"), stage="stage"),
            "causes": [row for row in causes if counts[row["reason"]] >= smallest], "reasons": [row for row in listed if counts.get(row["reason"], smallest) >= smallest],
            "strata": _table(result.strata, ("entered_before", "entered_after", "loss_before", "loss_after", "mix", "mix_lower", "mix_upper", "rate", "rate_lower", "rate_upper"), stratum="stratum")
            if "stratum" in both else [], "stratum": asked.get("stratum"), "owners": _table(result.owners, owners, owner="owner") if asked.get("owners") else [],
            "labels": {"before": asked.get("earlier", {}).get("label"), "after": asked.get("label")}}


def _unit(spells: Spells, name: str, person: np.ndarray, first: np.ndarray, attempts: Mapping[str, np.ndarray], within: int | None, smallest: int) -> dict[str, Any] | None:
    """Losses of each unit among those followed long enough, against what chance allows; estimates shrunk towards the whole."""
    values = spells.attributes.get(name)
    if values is None or values.dtype.kind == "f":
        return None
    of = {who: None if value is None else str(value) for who, value in zip(person.tolist(), values[first].tolist())}
    unit = np.array([of[each] for each in attempts["person"].tolist()], dtype=object)
    lost = ~np.isin(attempts["outcome"].astype(str), ("completed", "still_inside"))
    if within is not None:
        lost &= attempts["duration"] <= within
    kept = attempts["mature"] & np.array([each is not None for each in unit.tolist()])
    labels, counts = np.unique(unit[kept].astype(str), return_counts=True)
    kept &= np.isin(unit.astype(str), labels[counts >= smallest])
    if len(set(unit[kept].tolist())) < 2:
        return None
    result = _funnel.units(unit[kept], lost[kept].astype(np.int64), better="lower")
    table = result.units
    rows: list[dict[str, Any]] = [{"unit": str(each), "people": int(table.total[row]), "loss": float(table.rate[row]), "lower": float(table.rate_lower[row]), "upper": float(table.rate_upper[row]), "estimate": number_or_none(table.estimate[row]),
             "position": str(table.position[row]), "rank_lower": number_or_none(table.rank_lower[row]), "rank_upper": number_or_none(table.rank_upper[row])} for row, each in enumerate(table.unit)]
    return {"column": name, "status": str(result.status), "rows": sorted(rows, key=lambda row: -row["loss"])[:MOST_UNITS], "units": len(rows), "people": int(result.people), "total": float(result.centre), "outside": int(result.outside_inner), "by_chance": float(result.outside_inner_by_chance),
            "flagged": int(result.flagged), "p": float(result.heterogeneity_p), "sentence": {"en": result.sentence, "zh": result.sentence_zh}}


def losses(spells: Spells, limits: Limits) -> dict[str, Any] | None:
    asked, stages = spells.settings.get("losses"), spells.settings.get("stages")
    way = None if asked is None or spells.settings.get("folder") is None else ways(spells, spells.reason)
    if asked is None or way is None or not stages:
        return None
    people, events, first = way
    result = windowed(people, events, stages)
    if str(result.status) != "counted":
        return None
    within = None if asked.get("within_days") is None else int(asked["within_days"])
    end = int(people["observed_until"][0])
    after = _attempts(result)
    after["mature"] = np.full(len(after["stage"]), True) if within is None else result.listed.entered + within <= end
    stratum = asked.get("stratum")
    if stratum:
        if stratum not in spells.attributes or spells.attributes[stratum].dtype.kind == "f":
            raise InputError(f"losses.stratum is {stratum!r}, but people has no such column of texts")
        of = dict(zip(people["person"].tolist(), spells.attributes[stratum][first].tolist()))
        after["stratum"] = np.array([of[each] for each in after["person"].tolist()], dtype=object)
    every = after
    before = None
    if asked.get("split"):
        later = result.listed.entered >= int((np.datetime64(str(asked["split"]), "D") - EPOCH).astype(np.int64))
        before, after = ({name: values[rows] for name, values in every.items()} for rows in (~later, later))
    elif asked.get("earlier"):
        before = _earlier(spells, asked, stages, stratum)
    change = _change(spells, asked, stages, before, after, limits.cell) if before is not None and len(before["stage"]) and len(after["stage"]) else None
    units = [each for each in (_unit(spells, name, people["person"], first, every, within, limits.cell) for name in asked.get("units") or ()) if each]
    rows = _stages(result, stages, within, end, limits.cell)
    told = [row for row in rows if row["of_all"] is not None]
    return {"within": within, "stages": rows, "most": max(told, key=lambda row: row["of_all"])["event"] if told else None, "people": int(result.attempts), "change": change, "units": units}
