"""What leavers wrote in the form and said in the interview: stated against hidden reasons, themes that give nobody away, and scrubbed quotes; the section `texts` in dataset.json."""

from __future__ import annotations

from typing import Any, Mapping

import numpy as np

from .. import reasons as _reasons
from .engine import wilson
from .loading import Limits, Spells, number_or_none, section_table, texts as texts_of
from .losing import needed_table

MOST_QUOTES = 2     # for each theme
FOLDS, FEWEST_LABELS = 5, 40


def texts(spells: Spells, limits: Limits) -> dict[str, Any] | None:
    found = section_table(spells, "texts", ("person", "source", "text"))
    return None if found is None else _model(spells, found[0], found[1].columns, limits.cell)


def _model(spells: Spells, asked: Mapping[str, Any], columns: Mapping[str, np.ndarray], smallest: int) -> dict[str, Any]:
    person, text = texts_of(columns[asked.get("person", "person")]), columns[asked.get("text", "text")]
    form = (columns[asked.get("source", "source")].astype(str) == str(asked.get("form", "form"))).astype(np.int64)
    lexicon = _reasons.lexicon(**(asked.get("lexicon") or {}))
    told = lexicon.read(text=text, invalid="replace")
    found = told.evidence
    result = _reasons.hidden(person=person, form=form, evidence_row=found.row, evidence_reason=found.reason, evidence_weight=found.weight)
    people = result.people
    labels = {str(each["name"]): {"en": str(each["name"]).replace("_", " "), "zh": str(each.get("name_zh") or each["name"])} for each in _reasons_of(lexicon)}

    # Everybody counts once under the reason of the form and once under the one concluded; small numbers are not told.
    shown = {}
    for name, reason in (("stated", people.stated), ("concluded", people.reason)):
        known = np.array([each is not None for each in reason.tolist()])
        counted = _reasons.themes(person=people.person[known], theme=reason[known], smallest=max(2, smallest)) if known.any() else None
        shown[name] = {str(theme): number_or_none(count) for theme, count in zip(counted.cells.theme, counted.cells.people) if theme is not None} if counted is not None else {}
    hidden = people.status == "hidden"
    instead: dict[tuple[str | None, str], int] = {}
    for stated, reason in zip(people.stated[hidden].tolist(), people.reason[hidden].tolist()):
        instead[stated, str(reason)] = instead.get((stated, str(reason)), 0) + 1
    leavers = len(people.person)
    reasons = [each for each in sorted(set(shown["stated"]) | set(shown["concluded"]), key=lambda each: (-(shown["concluded"].get(each) or 0), each)) if shown["stated"].get(each) or shown["concluded"].get(each)]
    return {"leavers": leavers, "interviewed": int((people.spoken > 0).sum()), "version": str((asked.get("lexicon") or {}).get("version", "")), **{status: int((people.status == status).sum()) for status in ("hidden", "agreeing", "stated", "undecided")},
            "labels": labels, "rows": [{"reason": each, "stated": shown["stated"].get(each, 0.0), "concluded": shown["concluded"].get(each, 0.0)} for each in reasons],
            "corrected": _corrected(spells, asked, people), "learnt": _learnt(spells, asked, person, text, people, smallest), "nothing_stated": int(sum(each is None for each in people.stated.tolist())), "nothing_concluded": int(sum(each is None for each in people.reason.tolist())),
            "instead": [{"stated": stated, "reason": reason, "count": count} for (stated, reason), count in sorted(instead.items(), key=lambda item: (-item[1], str(item[0]))) if count >= smallest],
            "quotes": _quotes(spells, asked, person, text, form, found, people, smallest)}


def _corrected(spells: Spells, asked: Mapping[str, Any], people: Any) -> dict[str, Any] | None:
    """Shares of the reasons among all leavers, corrected for what the rules get wrong, by those of whom somebody has noted what was meant; None where the counts do not tell."""
    if not asked.get("checked"):
        return None
    table = needed_table(spells, asked["checked"], "texts.checked", "table", ["person", "reason"]).columns
    concluded = {str(who): str(reason) if reason is not None else "undecided" for who, reason in zip(people.person.tolist(), people.reason.tolist())}
    rows = [(concluded[str(who)], str(reason)) for who, reason in zip(texts_of(table["person"]).tolist(), table["reason"].tolist()) if str(who) in concluded and reason is not None]
    said = {said for said, _ in rows}
    if not rows or not set(concluded.values()) <= said:
        return None
    result = _reasons.prevalence(predicted=list(concluded.values()), checked_predicted=[said for said, _ in rows], checked_true=[true for _, true in rows])
    if str(result.status) == "unidentifiable":
        return None
    found = result.reasons
    return {"checked": len(rows), "shares": {str(reason): {name: number_or_none(getattr(found, name)[row]) for name in ("share", "lower", "upper", "raw")} for row, reason in enumerate(found.reason)}}


def _learnt(spells: Spells, asked: Mapping[str, Any], person: np.ndarray, text: np.ndarray, people: Any, smallest: int) -> dict[str, Any] | None:
    """What a classifier learns from those of whom somebody has noted what was meant, each judged by a model that has not seen them, beside the rules on the same people; None where the labels are too few."""
    if not asked.get("checked"):
        return None
    table = needed_table(spells, asked["checked"], "texts.checked", "table", ["person", "reason"]).columns
    said: dict[str, list[str]] = {}
    for who, words in zip(person.tolist(), text.tolist()):
        if words is not None:
            said.setdefault(str(who), []).append(str(words))
    noted = {str(who): str(reason) for who, reason in zip(texts_of(table["person"]).tolist(), table["reason"].tolist()) if reason is not None and str(who) in said}
    counts: dict[str, int] = {}
    for reason in noted.values():
        counts[reason] = counts.get(reason, 0) + 1
    enough = {reason for reason, count in counts.items() if count >= max(FOLDS, smallest)}
    who = [each for each, reason in noted.items() if reason in enough]
    if len(enough) < 2 or len(who) < FEWEST_LABELS:
        return None
    fit = _reasons.classifier(text=["\n".join(said[each]) for each in who], reason=[noted[each] for each in who], person=who, folds=FOLDS, invalid="replace")
    concluded = {str(each): None if reason is None else str(reason) for each, reason in zip(people.person.tolist(), people.reason.tolist())}
    held = fit.held_out
    named = {who[int(row)]: str(likeliest) if probability >= fit.least_probability else None for row, likeliest, probability in zip(held.row.tolist(), held.likeliest.tolist(), held.probability.tolist())}

    def judged(of: Mapping[str, str | None]) -> dict[str, Any]:
        right, told = sum(of.get(each) == noted[each] for each in who), sum(of.get(each) is not None for each in who)
        return {"named": told, "right": right, **dict(zip(("share", "lower", "upper"), (right / len(who), *wilson(right, len(who)))))}

    def of_reason(of: Mapping[str, str | None], reason: str) -> dict[str, int]:
        return {"named": sum(of.get(each) == reason for each in who), "right": sum(of.get(each) == reason == noted[each] for each in who)}

    return {"labels": len(who), "rare": len(noted) - len(who), "folds": FOLDS, "loss": float(fit.held_out_loss), "base": float(fit.held_out_base), "least": float(fit.least_probability), "rules": judged(concluded), "model": judged(named),
            "rows": [{"reason": reason, "noted": counts[reason], "rules": of_reason(concluded, reason), "model": of_reason(named, reason)} for reason in sorted(enough, key=lambda each: (-counts[each], each))]}


def _reasons_of(lexicon: Any) -> list[Mapping[str, Any]]:
    return [{"name": each.name, "name_zh": each.name_zh} if hasattr(each, "name") else each for each in lexicon.lexicon.reasons]


def _quotes(spells: Spells, asked: Mapping[str, Any], person: np.ndarray, text: np.ndarray, form: np.ndarray, found: Any, people: Any, smallest: int) -> dict[str, list[str]]:
    """For each reason the sentences of interviews that most people said in much the same words, without personal data; only where enough people said it."""
    concluded = dict(zip(people.person.tolist(), people.reason.tolist()))
    rows: dict[int, str] = {}
    for row, reason, weight in zip(found.row.tolist(), found.reason.tolist(), found.weight.tolist()):
        if weight > 0 and form[row] == 0 and reason is not None and concluded.get(person[row]) == reason:
            rows.setdefault(row, str(reason))
    if not rows:
        return {}
    places = np.array(sorted(rows), dtype=np.int64)
    theme = np.array([rows[int(row)] for row in places], dtype=object)
    allowed = _reasons.themes(person=person[places], theme=theme, smallest=max(2, smallest)).quotable == 1
    names: list[str] = []
    if asked.get("names"):
        table = needed_table(spells, asked["names"], "texts.names", "table", asked["names"]["columns"]).columns
        names = sorted({str(each) for column in asked["names"]["columns"] for each in table[column].tolist() if each is not None})
    clean = _reasons.scrub(text=text[places], invalid="replace", name=names or None).text
    said: dict[tuple[str, str], set[str]] = {}
    for row, reason, told, sentence in zip(places.tolist(), theme.tolist(), allowed.tolist(), clean):
        if told:
            said.setdefault((reason, sentence), set()).add(str(person[row]))
    quotes: dict[str, list[str]] = {}
    for (reason, sentence), who in sorted(said.items(), key=lambda item: (item[0][0], -len(item[1]), item[0][1])):
        if len(quotes.setdefault(reason, [])) < MOST_QUOTES:
            quotes[reason].append(sentence)
    return quotes
