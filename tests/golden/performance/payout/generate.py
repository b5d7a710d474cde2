"""Pay by exact fractions: python3 generate.py writes pay.json.

The rules in their plainest form: every slice, rate and share is a Fraction; rounding happens where a line is written.
"""

import json
import random
from fractions import Fraction
from math import floor
from pathlib import Path

def rounded(value, rule):
    whole = floor(value)
    rest = value - whole
    if rule == "down" or rest < Fraction(1, 2):
        return whole
    if rest > Fraction(1, 2) or rule == "half_up":
        return whole + 1
    return whole + whole % 2


def largest_remainders(amount, weights):
    exact = [Fraction(amount) * w / sum(weights) for w in weights]
    shares = [floor(each) for each in exact]
    for i in sorted(range(len(exact)), key=lambda i: -(exact[i] - shares[i]))[: amount - sum(shares)]:
        shares[i] += 1
    return shares


def pay(plan, row):
    decimal = lambda value: Fraction(str(value))
    target = row["target"]
    if plan["proration"] == "target":
        target = rounded(Fraction(target) * decimal(row["days_present"]) / decimal(row["days_total"]), plan["rounding"])
    unit = {"share_of_target": Fraction(target), "amount": Fraction(1), "score": None}[plan["tiers_by"]]
    measure = decimal(row["score"]) if unit is None else Fraction(row["amount"])
    edges = [decimal(t["at_least"]) * (1 if unit is None else unit) for t in plan["tiers"]]
    moved = lambda size: decimal(size) * (1 if unit is None else unit)
    reached = -1
    if not (plan["tiers_by"] == "share_of_target" and target == 0):
        reached = sum(measure >= edge for edge in edges) - 1
    tier, names = reached, [t["name"] for t in plan["tiers"]]
    if row["previous_tier"] is not None and plan["hysteresis_up"] + plan["hysteresis_down"] > 0:
        before = names.index(row["previous_tier"])
        if reached > before:
            tier = max([before] + [k for k in range(before + 1, reached + 1) if measure >= edges[k] + moved(plan["hysteresis_up"])])
        if reached < before:
            tier = max([reached] + [k for k in range(reached + 1, before + 1) if measure >= edges[k] - moved(plan["hysteresis_down"])])
    amount = Fraction(row["amount"])
    if tier < 0:
        commission = Fraction(0)
    elif plan["method"] == "retroactive":
        commission = amount * decimal(plan["tiers"][tier]["rate"])
    else:
        commission = Fraction(0)
        for k in range(tier + 1):
            upper = amount if k == tier else edges[k + 1]
            commission += (upper - edges[k]) * decimal(plan["tiers"][k]["rate"])
    money = rounded(commission, plan["rounding"])
    if tier >= 0:
        money += plan["tiers"][tier]["fixed"]
    if plan["proration"] == "pay":
        money = rounded(Fraction(money) * decimal(row["days_present"]) / decimal(row["days_total"]), plan["rounding"])
    factor = Fraction(1)
    if plan["factors"]:
        factor = decimal(plan["factor_below"])
        for each in plan["factors"]:
            if decimal(row["score"]) >= decimal(each["at_least"]):
                factor = decimal(each["factor"])
    money = rounded(money * factor, plan["rounding"])
    if plan["cap"] is not None:
        money = min(money, plan["cap"])
    return money, "" if tier < 0 else names[tier]


if __name__ == "__main__":
    draw = random.Random(17)
    cases, expected = [], []
    for case in range(40):
        method = draw.choice(["marginal", "retroactive"])
        by = draw.choice(["share_of_target", "amount"] if method == "marginal" else ["share_of_target", "amount", "score"])
        count = draw.randint(1, 4)
        edges = {"share_of_target": sorted(draw.sample([0, 0.5, 0.7, 0.85, 1, 1.1, 1.2, 1.25, 1.333], count)), "amount": sorted(draw.sample(range(0, 200000, 12345), count)), "score": sorted(draw.sample([0, 40, 60, 72.5, 85, 90], count))}[by]
        plan = {
            "method": method, "tiers_by": by, "rounding": draw.choice(["half_up", "half_even", "down"]), "proration": draw.choice(["none", "target", "pay"]),
            "tiers": [{"name": f"t{k}", "at_least": edge, "rate": draw.choice([0.05, 0.08, 0.12, 0.0333, 0.125]), "fixed": draw.choice([0, 0, 500])} for k, edge in enumerate(edges)],
            "factors": draw.choice([[], [{"at_least": 60, "factor": 1}, {"at_least": 85, "factor": 1.15}]]), "factor_below": 1, "cap": draw.choice([None, None, 9000]),
            "hysteresis_up": 0, "hysteresis_down": 0, "pools": [],
        }
        if plan["factors"]:
            plan["factor_below"] = 0.5
        if method == "retroactive" and draw.random() < 0.7:
            plan["hysteresis_up"], plan["hysteresis_down"] = {"share_of_target": (0.05, 0.1), "amount": (1000, 2500), "score": (2, 3)}[by]
        if draw.random() < 0.6:
            plan["pools"] = [{"name": "spring", "amount": draw.randint(0, 50000), "rule": draw.choice(["share_out", "limit"])}]
        rows = []
        for i in range(12):
            target = draw.randint(1, 1500) * 100
            rows.append({
                "person": f"p{i:02}", "amount": draw.choice([0, target, round(target * 1.2), draw.randint(0, 2 * target)]), "target": target, "score": draw.choice([60, 85, draw.randint(300, 1000) / 10]),
                "previous_tier": draw.choice([None] + [t["name"] for t in plan["tiers"]]), "days_present": draw.choice([20, 10, 7.5, 0]), "days_total": 20, "pool": draw.choice([None, "spring"]) if plan["pools"] else None,
                "points": draw.randint(0, 400) / 4,
            })
        if plan["pools"]:
            rows[0]["pool"], rows[0]["points"] = "spring", 12.5
        earned, tiers = map(list, zip(*(pay(plan, row) for row in rows)))
        if plan["pools"]:
            pool = plan["pools"][0]
            members = [i for i, row in enumerate(rows) if row["pool"] == "spring"]
            if pool["rule"] == "share_out":
                for i, share in zip(members, largest_remainders(pool["amount"], [Fraction(str(rows[i]["points"])) for i in members])):
                    earned[i] += share
            elif sum(earned[i] for i in members) > pool["amount"]:
                for i, share in zip(members, largest_remainders(pool["amount"], [Fraction(earned[i]) for i in members])):
                    earned[i] = share
        cases.append({"plan": plan, "rows": rows})
        expected.append({"earned": earned, "tier": tiers})
    document = {"source": "exact fractions of Python's standard library", "data": {"cases": cases}, "expect": {"cases": expected}}
    Path(__file__).with_name("pay.json").write_text(json.dumps(document) + "\n")
