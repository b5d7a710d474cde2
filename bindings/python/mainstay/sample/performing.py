"""The broker's appraisal of the last quarter: daily indicators, cards with targets, ledgers of violations, fines and advances. Drawn apart from the other tables, which they leave as they are."""

from __future__ import annotations

from typing import Any

import numpy as np

from .company import Company, Drawn, random_of
from .writing import Coded, Ids

MONTHS = ("2025-10", "2025-11", "2025-12")
MOST_SELLERS = 200
TARGET = 10_000_000  # a month, in fen
ADVANCE = 200_000
TOO_LARGE_AN_ADVANCE = 2_000_000
TOLD_AMOUNT, TOLD_COMMISSION = 13_000_000, 780_000  # 130 % of the target: 5 % of 100,000 yuan, 8 % of 20,000, 12 % of 10,000
GATE = .9

CURVES: dict[str, list[tuple[float, float]]] = {
    "sales": [(.6, .3), (1, 1), (1.3, 1.5)], "quality_conversion": [(.08, 0), (.15, 1), (.25, 1.3)], "new_customers": [(8, .2), (20, 1), (30, 1.3)],
    "repurchase": [(.02, 0), (.06, 1), (.1, 1.2)], "overdue_rate": [(.01, 1.2), (.03, 1), (.06, 0)], "compliance": [(0, 0), (1, 1)]}
RATIOS = {"quality_conversion": ("quality", "leads"), "repurchase": ("repurchased", "contacted"), "overdue_rate": ("overdue_fen", "due_fen"), "compliance": ("passed", "checks")}
WEIGHTS = {"sales": .35, "quality_conversion": .2, "new_customers": .15, "repurchase": .1, "overdue_rate": .2, "compliance": 0}


def scorecard() -> dict[str, Any]:
    indicators: list[dict[str, Any]] = []
    for name, curve in CURVES.items():
        points = [{"at": at, "score": score} for at, score in curve]
        ratio = {"numerator": RATIOS[name][0], "denominator": RATIOS[name][1], "missing": "reweigh"} if name in RATIOS else {"numerator": "sales_fen" if name == "sales" else name, "prorate": True}
        indicators.append({"name": name, "weight": WEIGHTS[name], "curve": points, "curve_of": "share_of_target" if name == "sales" else "value", "direction": "lower" if name == "overdue_rate" else "higher", **ratio})
    return {"role": "", "version": "2025-Q4", "indicators": indicators, "decimals": 1, "highest": 130,
            "gates": [{"indicator": "compliance", "at_least": GATE, "ceiling": 60}],
            "deductions": [{"name": "complaint", "points": 3, "cap": 9}, {"name": "breach", "points": 10, "half_life_days": 60}],
            "tiers": [{"name": "D"}, {"name": "C", "at_least": 60}, {"name": "B", "at_least": 80}, {"name": "A", "at_least": 100}]}


def plan(method: str = "marginal") -> dict[str, Any]:
    return {"name": "broker", "version": "2025-Q4", "currency": "CNY", "method": method, "proration": "target", "clawback": "carry", "cap": 2_000_000, "factor_below": .8, "factors": [{"at_least": 60, "factor": 1}, {"at_least": 100, "factor": 1.1}],
            "tiers": [{"name": "base", "at_least": 0, "rate": .05}, {"name": "target", "at_least": 1, "rate": .08}, {"name": "top", "at_least": 1.2, "rate": .12}],
            "pools": [{"name": month, "amount": 5_000_000} for month in MONTHS]}


def months_worked(rng: np.random.Generator, hire: np.ndarray, leaves: np.ndarray, target: np.ndarray) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """A card for each month in which somebody worked, and the days worked; some are away for some days."""
    cards: dict[str, list[Any]] = {column: [] for column in ("person", "month", "start", "stop", "target_fen", "days_present", "days_total")}
    rows: dict[str, list[np.ndarray]] = {column: [np.zeros(0, kind)] for column, kind in (("person", np.int64), ("month", np.int64), ("day", "datetime64[D]"))}
    for m, label in enumerate(MONTHS):
        start = np.datetime64(f"{label}-01", "D")
        stop = (np.datetime64(label, "M") + 1).astype("datetime64[D]")
        days = np.arange(start, stop)
        days = days[np.is_busday(days)]
        for i in range(len(hire)):
            working = days[(days >= hire[i]) & (days < leaves[i])]
            away = rng.random() < .08
            gap = int(rng.integers(3, 9))
            if away and len(working) > gap:
                at = int(rng.integers(0, len(working) - gap))
                working = np.delete(working, np.arange(at, at + gap))
            if len(working) == 0:
                continue
            for column, value in (("person", i), ("month", m), ("start", start), ("stop", stop), ("target_fen", target[i]), ("days_present", len(working)), ("days_total", len(days))):
                cards[column].append(value)
            rows["person"].append(np.full(len(working), i))
            rows["month"].append(np.full(len(working), m))
            rows["day"].append(working)
    return ({column: np.array(values, "datetime64[D]" if column in ("start", "stop") else np.int64) for column, values in cards.items()},
            {column: np.concatenate(values) for column, values in rows.items()})


def appraisal(made: Company, seed: int) -> Drawn:
    rng = random_of(seed, 81)
    people = made.tables["people"]
    first_day, stop_all = np.datetime64(f"{MONTHS[0]}-01", "D"), (np.datetime64(MONTHS[-1], "M") + 1).astype("datetime64[D]")
    here = (people["entry"] < stop_all) & ~(people["exit"] <= first_day)
    chosen = np.flatnonzero(here)[:MOST_SELLERS]
    ids, hire = people["person"].numbers[chosen], people["hire"][chosen]
    leaves = np.where(np.isnat(people["exit"][chosen]), stop_all, people["exit"][chosen])
    ability = np.mean([np.asarray(people[mark].values, float)[chosen] - 6.0 for mark in ("communication", "product_knowledge", "insight", "resilience")], axis=0)
    leads_good = np.asarray(people["lead_quality"].codes)[chosen]
    lift = .18 * ability + .1 * (1 - leads_good)

    def name(i: int) -> str:
        return f"B{ids[i]:07}"

    cards, days_worked = months_worked(rng, hire, leaves, np.full(len(hire), TARGET))
    if not len(cards["person"]):
        return Drawn({}, {}, {})
    who, when, day = (days_worked[column] for column in ("person", "month", "day"))
    n = len(who)
    up = lift[who]
    sales = np.rint(np.exp(np.log(TARGET / 22) + up - .12 + .5 * rng.standard_normal(n)) / 100).astype(np.int64) * 100
    leads = rng.poisson(6, n)
    quality = rng.binomial(leads, np.clip(.14 + .03 * ability[who], .01, .6))
    new = rng.poisson(np.exp(-.15 + .12 * ability[who]))
    contacted = rng.poisson(8, n)
    repurchased = rng.binomial(contacted, np.clip(.055 + .01 * ability[who], .005, .3))
    due = rng.integers(20, 120, n) * 10_000
    overdue = np.rint(due * np.clip(.032 - .006 * ability[who] + .02 * rng.standard_normal(n), 0, 1)).astype(np.int64)
    checks = rng.binomial(2, .6, n)
    passed = rng.binomial(checks, .97)

    person, month, present, total = (cards[column] for column in ("person", "month", "days_present", "days_total"))
    whole = [int(i) for i in person[(month == 2) & (present == total)]]
    told, failing, overpaid = whole[:1], whole[1:4], whole[4:5]
    for i in told:
        mine = np.flatnonzero((who == i) & (when == 2))
        sales[mine] = TOLD_AMOUNT // len(mine) // 100 * 100
        sales[mine[-1]] += TOLD_AMOUNT - int(sales[mine].sum())
    for i in failing:
        mine = np.flatnonzero((who == i) & (when == 2))
        checks[mine], passed[mine] = 2, 1
    for i in told:
        mine = np.flatnonzero((who == i) & (when == 2))
        checks[mine], passed[mine] = 1, 1

    events = rng.poisson(.35, len(chosen))
    offender = np.repeat(np.arange(len(chosen)), events)
    offender = offender[~np.isin(offender, told)]
    last = np.minimum(leaves[offender], stop_all)
    since = np.maximum(hire[offender], first_day - 60)
    span = np.maximum((last - since).astype(np.int64), 1)
    on = since + (rng.random(len(offender)) * span).astype(np.int64)
    rule = (rng.random(len(offender)) < .3).astype(np.int64)
    order = np.lexsort((offender, on))
    offender, on, rule = offender[order], on[order], rule[order]
    carded = np.isin(offender, person)
    offender, on, rule = offender[carded], on[carded], rule[carded]

    advanced = np.flatnonzero((month == 2) & ((rng.random(len(person)) < .4) | np.isin(person, overpaid)) & ~np.isin(person, told))
    fined = np.flatnonzero((month == 2) & (rng.random(len(person)) < .05) & ~np.isin(person, told))
    tables = {
        "performance_days": {"person": Ids("B", ids[who]), "month": Coded(when, MONTHS), "day": day, "sales_fen": sales, "leads": leads, "quality": quality, "new_customers": new, "contacted": contacted, "repurchased": repurchased,
                             "due_fen": due, "overdue_fen": overdue, "checks": checks, "passed": passed},
        "performance_cards": {**cards, "person": Ids("B", ids[person]), "month": Coded(month, MONTHS)},
        "violations": {"event": Ids("V", np.arange(1, len(offender) + 1), 5), "person": Ids("B", ids[offender]), "rule": Coded(rule, ("complaint", "breach")), "day": on},
        "fines": {"fine": Ids("F", np.arange(1, len(fined) + 1), 5), "person": Ids("B", ids[person[fined]]), "month": Coded(month[fined], MONTHS), "amount_fen": rng.integers(1, 21, len(fined)) * 1_000},
        "payments": {"payment": Ids("P", np.arange(1, len(advanced) + 1), 5), "person": Ids("B", ids[person[advanced]]), "month": Coded(month[advanced], MONTHS),
                     "amount_fen": np.where(np.isin(person[advanced], overpaid), TOO_LARGE_AN_ADVANCE, ADVANCE)},
    }
    dataset = {"performance": {"table": "performance_cards", "days": "performance_days", "violations": "violations", "fines": "fines", "payments": "payments", "shown_month": MONTHS[-1], "scorecard": scorecard(), "plan": plan(),
                               "other_plan": plan("retroactive"), "show": [name(i) for i in told + failing[:1] + overpaid]}}
    truth = {"performance": {
        "cards": len(person), "events": len(offender), "gate_failed": [name(i) for i in failing], "overpaid": [name(i) for i in overpaid],
        "told": [{"person": name(i), "month": MONTHS[-1], "attainment": TOLD_AMOUNT / TARGET, "commission_fen": TOLD_COMMISSION} for i in told],
        "sums_fen": {m: int(sales[when == k].sum()) for k, m in enumerate(MONTHS)}, "pool_fen": 5_000_000, "sales_per_point_of_ability": .18,
        "why": "told: 130 % of the target pays 5 % of 100,000, 8 % of 20,000 and 12 % of 10,000 yuan; gate_failed: every second check of December not passed; overpaid: an advance of 20,000 yuan"}}
    return Drawn(tables, truth, dataset)


DRAWN = {"broker": appraisal}
LABELS = {"sales": {"en": "Sales", "zh": "总销售额"}, "quality_conversion": {"en": "Quality-customer conversion", "zh": "优质客户转化率"}, "new_customers": {"en": "New customers", "zh": "新客户数"},
          "repurchase": {"en": "Repurchase", "zh": "存量客户复购率"}, "overdue_rate": {"en": "Overdue rate", "zh": "逾期率"}, "compliance": {"en": "Compliance", "zh": "合规"}}
VALUES = {"complaint": {"en": "complaint", "zh": "客户投诉"}, "breach": {"en": "breach", "zh": "违规"}}
