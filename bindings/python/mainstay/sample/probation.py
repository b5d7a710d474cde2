"""The lender's new sellers by the month: calls, first contacts that succeed, what they lent against a target, checks of how they advise. Drawn apart from the daily monitoring, which belongs to the alerts."""

from __future__ import annotations

from typing import Any

import numpy as np

from .company import Company, Drawn, random_of
from .performing import MONTHS, months_worked
from .writing import Coded, Ids

MOST = 200
TARGET = 10_000_000                    # a month, in fen: 100 thousand yuan
RATE, BEYOND = .008, .012              # of what is lent, up to the target and beyond
TOLD_LENT, TOLD_COMMISSION = 12_000_000, 104_000  # 120 %: 0.8 % of 100,000 and 1.2 % of 20,000 yuan
PER_POINT, NEWNESS = .14, .35          # of log lent: a point of objection handling; lacking in the first two months
GATE = .9


def scorecard() -> dict[str, Any]:
    def curve(*points: tuple[float, float]) -> list[dict[str, float]]:
        return [{"at": at, "score": score} for at, score in points]

    return {"role": "", "version": "2025-Q4", "decimals": 1, "highest": 120,
            "indicators": [{"name": "lent", "weight": .5, "numerator": "lent_fen", "prorate": True, "curve_of": "share_of_target", "direction": "higher", "curve": curve((.3, .2), (1, 1), (1.4, 1.3))},
                           {"name": "first_contact", "weight": .3, "numerator": "met", "denominator": "asked", "missing": "reweigh", "curve_of": "value", "direction": "higher", "curve": curve((.2, 0), (.4, .7), (.65, 1.2))},
                           {"name": "calls", "weight": .2, "numerator": "calls", "prorate": True, "curve_of": "value", "direction": "higher", "curve": curve((200, .2), (420, 1), (520, 1.1))},
                           {"name": "advice", "weight": 0, "numerator": "passed", "denominator": "checks", "missing": "reweigh", "curve_of": "value", "direction": "higher", "curve": curve((0, 0), (1, 1))}],
            "gates": [{"indicator": "advice", "at_least": GATE, "ceiling": 60}], "deductions": [{"name": "complaint", "points": 5, "cap": 15}],
            "tiers": [{"name": "未达标"}, {"name": "合格", "at_least": 60}, {"name": "良好", "at_least": 80}, {"name": "优秀", "at_least": 100}]}


def plan(method: str = "marginal") -> dict[str, Any]:
    return {"name": "lender", "version": "2025-Q4", "currency": "CNY", "method": method, "proration": "target", "cap": 500_000,
            "tiers": [{"name": "base", "at_least": 0, "rate": RATE}, {"name": "beyond", "at_least": 1, "rate": BEYOND}]}


def months(made: Company, seed: int) -> Drawn:
    rng = random_of(seed, 121)
    people = made.tables["people"]
    first_day, stop_all = np.datetime64(f"{MONTHS[0]}-01", "D"), (np.datetime64(MONTHS[-1], "M") + 1).astype("datetime64[D]")
    here = np.flatnonzero((people["hire"] < stop_all) & ~(people["exit"] <= first_day))[:MOST]
    ids, hire = people["person"].numbers[here], people["hire"][here]
    leaves = np.where(np.isnat(people["exit"][here]), stop_all, people["exit"][here])
    skill = np.asarray(people["objection_handling"].values, float)[here] - 6.3
    cards, worked = months_worked(rng, hire, leaves, np.full(len(here), TARGET))
    if not len(cards["person"]):
        return Drawn({}, {}, {})
    who, when, day = worked["person"], worked["month"], worked["day"]
    new = (day - hire[who]).astype(np.int64) < 60
    calls = rng.poisson(20 - 2 * new)
    asked = rng.binomial(calls, .3)
    met = rng.binomial(asked, np.clip(.45 + .05 * skill[who] - .05 * new, .05, .95))
    lent = np.rint(np.exp(np.log(TARGET / 22) - .25 + PER_POINT * skill[who] - NEWNESS * new + .6 * rng.standard_normal(len(who))) / 100).astype(np.int64) * 100
    checks = rng.binomial(1, .5, len(who))
    passed = rng.binomial(checks, .98)
    person, month, present, total = (cards[column] for column in ("person", "month", "days_present", "days_total"))
    whole = [int(i) for i in person[(month == len(MONTHS) - 1) & (present == total)]]
    told, failing = whole[:1], whole[1:3]
    for i in told + failing:
        mine = np.flatnonzero((who == i) & (when == len(MONTHS) - 1))
        checks[mine], passed[mine] = 2, 2 if i in told else 1
        if i in told:
            lent[mine] = TOLD_LENT // len(mine) // 100 * 100
            lent[mine[-1]] += TOLD_LENT - int(lent[mine].sum())
    complained = np.sort(rng.choice(len(who), max(1, len(who) // 150), replace=False))
    complained = complained[~np.isin(who[complained], told)]

    def name(i: int) -> str:
        return f"L{ids[i]:07}"

    tables = {"performance_days": {"person": Ids("L", ids[who]), "month": Coded(when, MONTHS), "day": day, "calls": calls, "asked": asked, "met": met, "lent_fen": lent, "checks": checks, "passed": passed},
              "performance_cards": {**cards, "person": Ids("L", ids[person]), "month": Coded(month, MONTHS)},
              "violations": {"event": Ids("V", np.arange(1, len(complained) + 1), 5), "person": Ids("L", ids[who[complained]]), "rule": Coded(np.zeros(len(complained), np.int64), ("complaint",)), "day": day[complained]}}
    truth = {"performance": {"cards": len(person), "events": len(complained), "gate_failed": [name(i) for i in failing], "lent_per_point_of_objection_handling": PER_POINT, "lacking_in_the_first_60_days": NEWNESS,
                             "told": [{"person": name(i), "month": MONTHS[-1], "attainment": TOLD_LENT / TARGET, "commission_fen": TOLD_COMMISSION} for i in told],
                             "why": "told: 120 % of the target pays 0.8 % of 100,000 and 1.2 % of 20,000 yuan; gate_failed: every second check of December not passed"}}
    dataset = {"performance": {"table": "performance_cards", "days": "performance_days", "violations": "violations", "shown_month": MONTHS[-1], "scorecard": scorecard(), "plan": plan(), "other_plan": plan("retroactive"),
                               "show": [name(i) for i in told + failing[:1]]}}
    return Drawn(tables, truth, dataset)


DRAWN = {"lender": months}
LABELS = {"lent": {"en": "Lent", "zh": "放款额"}, "first_contact": {"en": "First contacts that succeed", "zh": "首次沟通成功率"}, "calls": {"en": "Calls", "zh": "通话数"}, "advice": {"en": "Proper advice", "zh": "合规话术"}}
VALUES = {"complaint": {"en": "complaint", "zh": "客户投诉"}}
