"""The numbers of the post-mortem with the names of one language beside them, in the rows that tables and figures take."""

from __future__ import annotations

from typing import Any, Mapping, Sequence

from .engine import wilson as wilson
from .following import LEFT
from .words import Words

MOST_PARTS, MOST_POINTS = 8, 12


def stage_name(stage: Mapping[str, Any], words: Words) -> str:
    return _label(stage.get("label"), words, str(stage["event"]))


def losses(section: Mapping[str, Any], words: Words) -> dict[str, Any]:
    stages = [{**each, "name": stage_name({"event": each["next"], "label": each["next_label"]}, words)} for each in section["stages"]]
    stages = [{**each, "shown": words("way_to", stage=each["name"])} for each in stages]
    most = next((each for each in stages if each["event"] == section["most"]), None)
    section = {**section, "sentence": words("losses_most", stage=most["name"], of_all=most["of_all"], loss=most["loss"], lower=most["lower"], upper=most["upper"]) if most else None}
    units = [{**unit, "points": [{"name": words._value(row["unit"]), "value": row["loss"], "lower": row["lower"], "upper": row["upper"], "estimate": row["estimate"], "text": words("hover_unit", count=row["people"], estimate=row["estimate"])} for row in unit["rows"]],
              "verdict": words.relabelled(unit["sentence"][words.language], {row["unit"]: words._value(row["unit"]) for row in unit["rows"]})}
             for unit in section["units"]]
    change = section["change"]
    if change is None:
        return {**section, "stages": stages, "units": units, "change": None}
    way = {each["event"]: each["shown"] for each in stages}
    labels = {end: _label(change["labels"][end], words, words(f"period_{end}")) for end in ("before", "after")}
    reasons = [row["reason"] for row in sorted(change["reasons"], key=lambda row: -(row["before"] or 0)) if row["reason"] != "unattributed"]
    of = {(row["stage"], row["reason"]): row for row in change["causes"]}
    bars = [{"name": f"{way[stage['event']]} · {labels[end]}", "parts": {reason: of[stage["event"], reason][end] for reason in reasons if (stage["event"], reason) in of}} for stage in stages for end in ("before", "after")]
    replaced = {**{f"{stage} / {reason}": f"{way[stage]} / {words._value(reason)}" for stage, reason in of if stage in way}}
    owners = [{"name": words._value(row["owner"]), "share_before": row["share_before"], **{key: row[key] for key in row if key != "owner"}} for row in change["owners"]]
    return {**section, "stages": stages, "units": units, "change": {
        **change, "labels": labels,
        "left_over": [words("remaining_row" if row["owner"] else "remaining_row_nobody", way=way.get(row["stage"], row["stage"]), **{**row, "owner": words._value(row["owner"]) if row["owner"] else ""}) for row in change["remaining"]], "sentence": words.relabelled(change["sentence"][words.language], replaced), "bars": bars, "bar_reasons": reasons,
        "parts": sorted(({**row, "shown": f"{way[row['stage']]} · {words._value(row['reason'])}"} for row in change["causes"] if row["stage"] in way), key=lambda row: -abs(row["change"]))[:MOST_PARTS],
        "by_reason": [{**row, "shown": words._value(row["reason"])} for row in sorted(change["reasons"], key=lambda row: row["change"])],
        "by_stage": [{**row, "shown": way[row["stage"]]} for row in change["stages"] if row["stage"] in way], "owners": owners,
        "pairs": [_pair(row["name"], row, "share_before", "share_after", words) for row in owners]}}


def _pair(name: str, row: Mapping[str, Any], first: str, second: str, words: Words) -> dict[str, Any]:
    found: dict[str, Any] = {"name": name}
    for key, source in (("first", first), ("second", second)):
        value = row[source]
        found |= {key: value, f"{key}_lower": row[f"{source}_lower"], f"{key}_upper": row[f"{source}_upper"], f"{key}_text": f"{words._percent(value)} ({words.interval(row[f'{source}_lower'], row[f'{source}_upper'])})"}
    return found


def _label(label: Any, words: Words, otherwise: str) -> str:
    if isinstance(label, Mapping):
        label = label.get(words.language)
    return str(label or otherwise)


def cohorts(section: Mapping[str, Any], words: Words) -> dict[str, Any]:
    rows = [{**row, "name": words._value(row["cohort"])} for row in section["rows"]] + [{**section["total"], "name": words("cohorts_total")}]
    return {**section, "kind": section["by"] if section["by"] in ("quarter", "month") else "column", "rows": rows}


def conversion(section: Mapping[str, Any], words: Words, stages: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    names = [words._column(row["column"]) for row in section["columns"] if row["named"]]
    levels = [{**row, "shown": f"{words._column(row['column'])}: {words._value(row['level'])}"} for row in section["levels"]]
    verdict = words("conversion_some" if names else "conversion_none", columns=words.messages["list_comma"].join(names), tested=section["tested_columns"])
    points = [{"name": row["shown"], "value": row["difference"], "lower": row["difference_lower"], "upper": row["difference_upper"], "clear": row["named"],
               "text": words("hover_conversion", people=row["people"], conversion=row["conversion"], others=row["other_conversion"], p=row["adjusted_p"])} for row in levels if row["difference"] is not None][:MOST_POINTS]
    return {**section, "last": stage_name(stages[-1], words), "levels": levels, "verdict": verdict, "clear": bool(names), "points": points}


def transitions(section: Mapping[str, Any], words: Words) -> dict[str, Any]:
    name = {each["event"]: stage_name(each, words) for each in section["stages"]} | {LEFT: words("way_left")}
    return {**section, "nodes": [{"event": event, "name": shown} for event, shown in name.items()], "edges": [{**row, "shown": f"{name[row['from']]} → {name[row['to']]}"} for row in section["edges"]],
            "variants": [{**row, "shown": " → ".join(name[each] for each in row["steps"])} for row in section["variants"]]}


def warned(section: Mapping[str, Any], words: Words) -> dict[str, Any]:
    def name(text: Any) -> str:
        return words._label(words.columns, str(text))

    rules = [{**row, "name": name(row["rule"]), "better": row["lift_at_tenure_lower"] is not None and row["lift_at_tenure_lower"] > 1} for row in section["rules"]]
    of = {row["rule"]: row for row in rules}
    judged = [row for row in rules if row["precision"] is not None]
    return {**section, "rules": rules, "points": [{"name": row["name"], "value": row["precision"], "lower": row["precision_lower"] if row["precision_lower"] is not None else row["precision"],
                                                   "upper": row["precision_upper"] if row["precision_upper"] is not None else row["precision"], "estimate": row["base_at_tenure"],
                                                   "text": words("hover_rule", alerts=row["alerts"], reminders=row["reminders"], in_time=row["in_time"], lead=row["median_lead_days"])} for row in judged],
            "load": [{**role, "name": name(role["role"])} for role in section["load"]],
            "overlap": section["overlap"] and {**section["overlap"], "rule": name(section["overlap"]["rule"]), "other": name(section["overlap"]["other"])},
            "quiet": [name(rule) for rule in section["quiet"]],
            "work": [words("work_row", role=name(each["role"]), owner=each["owner"] or words("work_nobody"), work=words.messages["list_comma"].join(words("work_part", do=name(part["intervention"]), people=part["people"]) for part in each["parts"])) for each in section["work"]],
            "open": [{**row, "name": name(row["rule"]), "do": name(row["intervention"]) if row["intervention"] else "–", "why": words.named(row["sentence"][words.language], section["names"]),
                      "who": [f"{name(each['role'])} {each['owner'] or '–'}" for each in row["to"]], "place": " · ".join(words._value(value) for value in row["shown"].values() if value), "precision": of[row["rule"]]["precision"] if row["rule"] in of else None,
                      "base": of[row["rule"]]["base_at_tenure"] if row["rule"] in of else None}
                     for row in section["open"]]}


def told(section: Mapping[str, Any], words: Words) -> dict[str, Any]:
    def name(reason: Any) -> str:
        return words("nothing_named") if reason is None else section["labels"].get(reason, {}).get(words.language, str(reason))

    def text(count: float | None) -> str:
        return words("people_of", count=count)

    learnt = section["learnt"]
    if learnt:
        better, worse = learnt["model"]["lower"] > learnt["rules"]["upper"], learnt["model"]["upper"] < learnt["rules"]["lower"]
        learnt = {**learnt, "verdict": "better" if better else "worse" if worse else "alike", "clear": better or worse, "rows": [{**row, "name": name(row["reason"])} for row in learnt["rows"]]}
    return {**section, "learnt": learnt, "rows": [{**row, "name": name(row["reason"]), "quotes": section["quotes"].get(row["reason"], [])} for row in section["rows"]],
            "instead": [{**row, "shown_stated": name(row["stated"]), "shown_reason": name(row["reason"])} for row in section["instead"]],
            "pairs": [{"name": name(row["reason"]), "first": row["stated"], "second": row["concluded"], "first_text": text(row["stated"]), "second_text": text(row["concluded"])} for row in section["rows"]]}
