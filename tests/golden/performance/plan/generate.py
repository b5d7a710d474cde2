"""Two plans over the same rows by exact fractions: python3 generate.py writes compare.json. The rules of pay are those of ../payout/generate.py."""

import importlib.util
import json
import random
from fractions import Fraction
from math import ceil, floor
from pathlib import Path

spec = importlib.util.spec_from_file_location("payout", Path(__file__).parents[1] / "payout" / "generate.py")
payout = importlib.util.module_from_spec(spec)
spec.loader.exec_module(payout)
draw = random.Random(23)
COMMON = {"tiers_by": "share_of_target", "rounding": "half_up", "proration": "none", "factors": [], "factor_below": 1, "cap": None, "hysteresis_up": 0, "hysteresis_down": 0, "pools": []}
ATTAINMENTS, QUANTILES = [0.8, 1, 1.25], [0, 0.25, 0.5, 0.9, 1]
cases, expected = [], []
for case in range(12):
    plans = []
    for k in range(2):
        edges = sorted(draw.sample([0, 0.7, 1, 1.1, 1.2, 1.5], draw.randint(1, 4)))
        plans.append({**COMMON, "method": draw.choice(["marginal", "retroactive"]), "tiers": [{"name": f"t{i}", "at_least": edge, "rate": draw.choice([0.04, 0.05, 0.08, 0.1, 0.12]), "fixed": 0} for i, edge in enumerate(edges)]})
    rows = [{"person": f"p{i % 9}", "period": f"m{i // 9}", "amount": draw.randint(0, 200000), "target": 100 * draw.randint(500, 1500), "previous_tier": None, "days_present": 1, "days_total": 1, "score": 0, "group": draw.choice("ab")} for i in range(18)]
    people = sorted({row["person"] for row in rows})

    def costs(factor, plan):
        return [payout.pay(plan, {**row, "amount": floor(row["amount"] * Fraction(str(factor)) + Fraction(1, 2))})[0] for row in rows]

    now, other = costs(1, plans[0]), costs(1, plans[1])
    change = {who: sum(b - a for row, a, b in zip(rows, now, other) if row["person"] == who) for who in people}
    ordered = sorted(change.values())
    groups = {}
    for group in "ab":
        within = [sum(b - a for row, a, b in zip(rows, now, other) if row["person"] == who and row["group"] == group) for who in people if any(row["person"] == who and row["group"] == group for row in rows)]
        groups[group] = {"people": len(within), "winners": sum(x > 0 for x in within), "losers": sum(x < 0 for x in within), "won": sum(x for x in within if x > 0), "lost": -sum(x for x in within if x < 0)}
    cases.append({"plan": plans[0], "other": plans[1], "rows": rows, "attainments": ATTAINMENTS, "quantiles": QUANTILES})
    expected.append({"cost": sum(now), "other_cost": sum(other), "change": [change[who] for who in people], "winners": sum(x > 0 for x in ordered), "losers": sum(x < 0 for x in ordered), "groups": groups,
                     "quantiles": [ordered[max(0, ceil(Fraction(str(q)) * len(ordered)) - 1)] for q in QUANTILES], "costs": [sum(costs(a, plans[0])) for a in ATTAINMENTS], "other_costs": [sum(costs(a, plans[1])) for a in ATTAINMENTS]})
Path(__file__).with_name("compare.json").write_text(json.dumps({"source": "exact fractions of Python's standard library", "data": {"cases": cases}, "expect": {"cases": expected}}) + "\n")
