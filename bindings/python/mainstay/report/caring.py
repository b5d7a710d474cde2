"""What is to be done for leavers and what it brought: the sections `returns_care`, `returns_money` of dataset.json. Numbers and codes; the sentences and formulas are the library's own."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np

from .. import _error, returns as _returns
from .loading import InputError, Limits, NothingToTell, Spells, Tables, as_dates, further_table, number_or_none, section_table, texts
from .returning import NEEDED, Leavers, yes_or_no


def _day(value: Any) -> str:
    return str(np.datetime64(int(value), "D"))


def _days_or_missing(days: np.ndarray, kept: np.ndarray, rows: np.ndarray) -> np.ndarray | None:
    """None where nobody has such a day."""
    values = np.where(kept & ~np.isnat(days), days.astype("datetime64[D]").astype(float), np.nan)[rows]
    return None if np.isnan(values).all() else values


def returns_care(spells: Spells, limits: Limits) -> dict[str, Any] | None:
    """The calls of the coming days, by owner, with what there is to say; and what stands against the others."""
    found = section_table(spells, "returns_care", (*NEEDED, "owner"))
    if found is None:
        return None
    asked, table = found
    leavers = Leavers(spells, table)
    today = int(leavers.last_day.astype(np.int64)) + 1
    rows = np.flatnonzero((leavers.arm == "call") & leavers.since(leavers.last_day - np.timedelta64(int(asked.get("back_days", 150)), "D")))
    if len(rows) == 0:
        raise NothingToTell("nobody", days=int(asked.get("back_days", 150)))
    people = leavers.person[rows]
    given: dict[str, Any] = {"known_reasons": [str(each) for each in asked["reasons"]] if asked.get("reasons") else sorted({str(each) for each in leavers.reason if each is not None})}
    try:
        needs = _needs(spells)
    except (InputError, _error.Error, KeyError):
        needs = None  # the section of customers says why
    if needs is not None:
        count = {str(person): int(n) for person, n in zip(needs.result.people.person, needs.result.people.customers)}
        given["customers"] = np.array([count.get(str(person), 0) for person in people])
    changes = further_table(spells, asked, "returns_care", "changes", ("what", "reason", "from"))
    if changes is not None:
        given |= {"change": texts(changes.columns["what"]), "change_reason": texts(changes.columns["reason"]), "change_from": as_dates(changes, "from").astype(np.int64)}
    contacts = further_table(spells, asked, "returns_care", "contacts", ("person", "day", "stage"))
    if contacts is not None:
        kept = np.isin(texts(contacts.columns["person"]).astype(str), people.astype(str))
        if kept.any():
            given |= {"contact_person": texts(contacts.columns["person"])[kept], "contact_day": as_dates(contacts, "day").astype(np.int64)[kept], "contact_stage": texts(contacts.columns["stage"])[kept]}
    withdrawn = as_dates(table, "do_not_contact_from")
    back = leavers.end == "returned"
    result = _returns.care(people, leavers.exit[rows].astype(np.int64), leavers.consent[rows], reason=leavers.reason[rows], owners={"recruiter": texts(table.columns["owner"])[rows]}, priority=table.columns["value_fen"][rows].astype(float),
                           returned=_days_or_missing(leavers.ended, back, rows), settled=_days_or_missing(leavers.ended, ~back, rows), withdrawn=_days_or_missing(withdrawn, ~np.isnat(withdrawn), rows),
                           stages=asked["stages"], themes=asked.get("themes", ()), today=today, until=today + int(asked.get("ahead_days", 14)) - 1, owner_cap=asked.get("owner_cap"), **given)
    due, counts, loads = result.due, result.counts, result.loads
    reasons: dict[str, int] = {}
    for word in result.skipped.reason:
        reasons[str(word)] = reasons.get(str(word), 0) + 1
    owners: dict[str, list[int]] = {}
    for owner, day, planned in zip(loads.owner, loads.day, loads.planned):
        if planned:
            owners.setdefault(str(owner), [0] * (int(result.last_day) - int(result.first_day) + 1))[int(day) - int(result.first_day)] += int(planned)
    words = sorted({str(each) for each in (*due.stage, *due.theme) if each is not None} | {part for each in due.changes for part in str(each).split(", ")})
    notes = [(str(code), {"count": int(n)}) for code, n in zip(result.findings.finding, result.findings.count)]
    return {"notes": notes, "need_days": None if needs is None else needs.horizon, "words": words, "first": _day(result.first_day), "last": _day(result.last_day), "people": len(rows), "due": len(due.row), "status": str(result.status), "days": [_day(day) for day in range(int(result.first_day), int(result.last_day) + 1)],
            "owners": [{"owner": owner, "planned": planned} for owner, planned in sorted(owners.items())],
            "stages": [{"stage": str(counts.stage[k]), **{name: int(getattr(counts, name)[k]) for name in ("leavers", "done", "due", "late", "open", "never")}} for k in range(len(counts.stage))],
            "skipped": [{"reason": reason, "stages": n} for reason, n in sorted(reasons.items(), key=lambda each: (-each[1], each[0]))],
            "rows": [{"day": _day(due.day[k]), "owner": str(due.owner[k]), "person": str(due.person[k]), "stage": str(due.stage[k]), "late": int(due.late_days[k]), "theme": None if due.theme[k] is None else str(due.theme[k]),
                      "changes": str(due.changes[k]), "customers": [] if needs is None else needs.of(str(due.person[k])), "sentence": {"en": due.sentence[k], "zh": due.sentence_zh[k]}} for k in range(min(len(due.row), limits.people))]}


class Needs:
    """The customers of those who are to be called, with what each will soon buy."""

    def __init__(self, asked: Any, result: Any, callable_: int) -> None:
        self.asked, self.result, self.callable = asked, result, callable_
        self.horizon = int(asked.get("horizon_days", 30))
        self.rows: dict[str, list[int]] = {}
        customers = result.customers
        for k in np.argsort(customers.rank, kind="stable"):
            if customers.rank[k] > 0:
                self.rows.setdefault(str(customers.person[k]), []).append(int(k))

    def of(self, person: str, most: int = 3) -> list[dict[str, Any]]:
        """The listed customers of a leaver, the first ones by name."""
        customers = self.result.customers
        return [{"customer": str(customers.customer[k]), "product": str(customers.product[k]), "rank": int(customers.rank[k]), **{name: number_or_none(getattr(customers, name)[k]) for name in ("probability", "lower", "upper")}}
                for k in self.rows.get(person, ())[:most]]


def _needs(spells: Spells, least: int = 1) -> Needs | None:
    """None without a section of customers, and where none is of a leaver who is still away."""
    found = section_table(spells, "returns_customers", ("person", "customer", "consent", "product"))
    if found is None:
        return None
    asked, table = found
    of_leavers = further_table(spells, asked, "returns_customers", "leavers", NEEDED)
    purchases = further_table(spells, asked, "returns_customers", "purchases", ("customer", "day", "product"))
    assert of_leavers is not None and purchases is not None
    leavers = Leavers(spells, of_leavers)
    column = table.columns
    rows = np.flatnonzero(np.isin(leavers.person.astype(str), texts(column["person"]).astype(str)) & leavers.away)
    may = leavers.contactable[rows] * (leavers.arm[rows] == "call")
    kept = np.isin(texts(column["person"]).astype(str), leavers.person[rows].astype(str))
    if not kept.any():
        return None
    result = _returns.customers(
        texts(column["person"])[kept], texts(column["customer"])[kept], yes_or_no(table, "consent")[kept], leavers.person[rows], may, texts(purchases.columns["customer"]), as_dates(purchases, "day").astype(np.int64),
        product=texts(column["product"])[kept], value=column["value_fen"][kept].astype(np.int64), currency=np.repeat(str(asked["currency"]), kept.sum()).astype(object), purchase_product=texts(purchases.columns["product"]),
        today=int(leavers.last_day.astype(np.int64)), horizon_days=int(asked.get("horizon_days", 30)), need_at=float(asked["need_at"]), smallest=max(least, 1))
    return Needs(asked, result, int(may.sum()))


def returns_customers(spells: Spells, limits: Limits) -> dict[str, Any] | None:
    """Which customers of those who are to be called will soon buy again: a reason to call."""
    if section_table(spells, "returns_customers") is None:
        return None
    needs = _needs(spells, limits.cell)
    if needs is None:
        raise NothingToTell("nobody")
    asked, result = needs.asked, needs.result
    people, customers, products = result.people, result.customers, result.products
    first = {str(customers.person[k]): k for k in range(len(customers.person)) if customers.rank[k] == 1}
    order = np.lexsort((np.arange(len(people.person)), -np.nan_to_num(np.asarray(people.expected_value, float)), -np.asarray(people.customers)))
    return {"status": str(result.status), "horizon": int(asked.get("horizon_days", 30)), "need_at": float(asked["need_at"]), "currency": str(asked["currency"]), "people": int((np.asarray(people.customers) > 0).sum()), "callable": needs.callable, "listed": int(customers.listed.sum()),
            "products": [{"product": str(products.product[k]), "renewals": int(products.renewals[k]), "median": number_or_none(products.median_days[k]), "customers": int(products.customers[k]), "needs": number_or_none(products.needs[k])} for k in range(len(products.product))],
            "rows": [{"person": str(people.person[k]), "customers": int(people.customers[k]), "served": int(people.served[k]), "value": None if np.isnan(people.expected_value[k]) else float(people.expected_value[k]) / 100,
                      "sentence": {"en": customers.sentence[first[str(people.person[k])]], "zh": customers.sentence_zh[first[str(people.person[k])]]}} for k in order[:limits.people] if people.customers[k] > 0]}


def _one_currency(table: Tables, said: str) -> str:
    """That of the column `currency`, where there is one, and of the section, where it says one."""
    for row, value in enumerate(texts(table.columns["currency"]) if "currency" in table.columns else ()):
        if value is None:
            raise InputError(f"{table.name}: row {row + table.first_row}, column currency is blank, but must say {said or 'a currency'}")
        if str(value) != (said := said or str(value)):
            raise InputError(f"{table.name}: row {row + table.first_row}, column currency is {value}, but must be {said}: currencies are not mixed")
    return said


def returns_money(spells: Spells, limits: Limits) -> dict[str, Any] | None:
    """What the programme brought against those held out at random, part by part and step by step; of leavers who were all followed to the horizon."""
    found = section_table(spells, "returns_money", (*NEEDED, "post"))
    if found is None:
        return None
    asked, table = found
    leavers = Leavers(spells, table)
    horizon = int(asked.get("horizon", 365))
    arms = np.isin(leavers.arm.astype(str), ("call", "hold_out", "before"))
    followed = arms & (leavers.exit + np.timedelta64(horizon, "D") <= leavers.last_day)
    either: tuple[Literal["hold_out", "before"], ...] = ("hold_out", "before")
    compared = next((arm for arm in either if (followed & (leavers.arm == arm)).any()), None)  # who was held out at random is better than an earlier time
    rows = np.flatnonzero(followed & ((leavers.arm == "call") | (leavers.arm == compared)))
    costs = further_table(spells, asked, "returns_money", "costs", ("part", "post", "basis", "amount_fen", "months_of_pay", "month_pay_fen"))
    contacts = further_table(spells, asked, "returns_money", "contacts", ("person", "cost_fen"))
    assert costs is not None and contacts is not None
    currency = str(asked.get("currency") or "")
    for each in (costs, contacts):
        currency = _one_currency(each, currency)
    if not (leavers.arm[rows] == "call").any():
        raise NothingToTell("short" if (leavers.arm == "call").any() else "nobody_called", **({"days": horizon} if (leavers.arm == "call").any() else {}))
    notes: list[Any] = []
    if compared is None:
        notes.append(("nothing_compared", {}))
    elif compared == "hold_out" and (leavers.arm == "before").any():
        notes.append(("before_left_out", {"people": int((leavers.arm == "before").sum())}))
    column = costs.columns
    parts: list[Any] = []
    pay: dict[str, int] = {}
    for k in range(len(column["part"])):
        amount = str(column["basis"][k]) == "amount"
        parts.append({"name": str(column["part"][k]), "role": str(column["post"][k]), "basis": str(column["basis"][k]), **({"amount": int(column["amount_fen"][k])} if amount else {"quantity": float(column["months_of_pay"][k])})})
        pay[str(column["post"][k])] = int(column["month_pay_fen"][k])
    spent: dict[str, int] = {}
    for person, cost in zip(texts(contacts.columns["person"]), contacts.columns["cost_fen"]):
        spent[str(person)] = spent.get(str(person), 0) + int(cost)
    called = leavers.arm[rows] == "call"
    returned = ((leavers.end[rows] == "returned") & (leavers.duration[rows] <= horizon)).astype(np.int64)
    role = texts(table.columns["post"])[rows]
    fixed: list[Any] = [{**cost, "quantity": float(cost.get("quantity", 1)) * (len(np.unique(leavers.exit[rows].astype("datetime64[Y]"))) if cost.get("a_year") else 1)} for cost in asked.get("programme", ())]
    for cost in fixed:
        cost.pop("a_year", None)
    result = _returns.money(
        leavers.person[rows], returned, comparison=None if compared is None else (~called).astype(np.int64), compared_with=compared or "undeclared",
        contact_cost=np.where(called, [spent.get(str(person), 0) for person in leavers.person[rows]], 0), offer_cost=np.where(called & (returned == 1), int(asked.get("offer_fen", 0)), 0), pay=np.array([pay[str(each)] for each in role]), role=role, pay_per="month",
        parts=parts, costs=fixed, claims=asked.get("claims", ()), in_currency=currency, resamples=int(asked.get("resamples", 1_000)))
    steps, moved = result.steps, result.sensitivity
    of_case = np.asarray(result.people.case_number) - 1
    by_case = {name: np.bincount(of_case, np.asarray(getattr(result.people, name), float), len(result.cases.called)) / 100 for name in ("contact_cost", "offer_cost")}
    return {"notes": notes, "horizon": horizon, "status": str(result.status), "counted": str(result.counted), "interval": str(result.interval), "currency": result.currency, "sentence": {"en": result.sentence, "zh": result.sentence_zh},
            **{name: int(getattr(result, name)) for name in ("called", "returned", "compared", "compared_returned")}, "excess": number_or_none(result.excess), "excess_lower": number_or_none(result.excess_lower), "excess_upper": number_or_none(result.excess_upper),
            **{name: getattr(result, name) / 100 for name in ("replacement_cost", "saved_per_return", "saved_called", "saved_anyway", "saved", "cost", "net")}, **{name: None if getattr(result, name) != getattr(result, name) else getattr(result, name) / 100 for name in ("net_lower", "net_upper")},
            **{name: number_or_none(getattr(result, name)) for name in ("roi", "roi_lower", "roi_upper", "break_even_returns", "break_even_share")},
            "cases": [{"role": str(result.cases.role[k]), "pay": float(result.cases.pay[k]) / 100, **{name: int(getattr(result.cases, name)[k]) for name in ("called", "returned", "compared", "compared_returned")}, **{name: float(getattr(result.cases, name)[k]) / 100 for name in ("replacement_cost", "saved", "saved_called", "saved_compared")}, **{name: float(by_case[name][k]) for name in by_case}} for k in range(len(result.cases.called))],
            "parts": [{"case": int(result.parts.case_number[k]), "part": str(result.parts.part[k]), "basis": str(result.parts.basis[k]), "cost": float(result.parts.cost[k]) / 100, "formula": str(result.parts.cost_formula[k]), "saved": float(result.parts.saved[k]) / 100} for k in range(len(result.parts.part))],
            "costs": [{"name": str(result.costs.name[k]), "amount": float(result.costs.amount[k]) / 100, "formula": str(result.costs.formula[k])} for k in range(len(result.costs.name))],
            "steps": [{"figure": str(steps.figure[k]), "formula": str(steps.formula[k]), "amount": int(steps.amount[k]), "ratio": number_or_none(steps.ratio[k])} for k in range(len(steps.step))],
            "sensitivity": [{"figure": str(moved.figure[k]), "low": float(moved.net_low[k]) / 100, "high": float(moved.net_high[k]) / 100, "swing": float(moved.swing[k]) / 100} for k in range(len(moved.figure))],
            "claims": [str(each) for each in result.claims.name], "contradictions": [{"en": result.contradictions.sentence[k], "zh": result.contradictions.sentence_zh[k]} for k in range(len(result.contradictions.factor))]}
