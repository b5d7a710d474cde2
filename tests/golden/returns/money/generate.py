"""Golden values of returns.money: programmes drawn from a seed, every figure in exact fractions, intervals by numpy: 20,000 resamples of people, drawn apart in both groups.
Run: python generate.py (needs numpy)."""
import json
from fractions import Fraction
from pathlib import Path

import numpy as np

PARTS = [
    {"name": "sourcing", "basis": "amount", "amount": 450_000, "quantity": 1.0, "share": 1.0, "saved": 0.8},
    {"name": "training", "basis": "amount", "amount": 12_345, "quantity": 12.5, "share": 1.0, "saved": 0.75},
    {"name": "ramp-up", "basis": "months_of_pay", "quantity": 3.0, "share": 0.45, "saved": 0.6},
    {"name": "vacancy", "basis": "amount", "amount": 30_001, "quantity": 33.0, "share": 0.3, "saved": 0.333333333},
]
COSTS = [{"name": "staff", "amount": 1_200_000, "quantity": 1.5, "per": "programme"}, {"name": "telephone", "amount": 333, "quantity": 1.5, "per": "called"}, {"name": "welcome", "amount": 20_000, "quantity": 1.0, "per": "returned"}]


def half_up(value):
    return int((value + Fraction(1, 2)) // 1)


def exact(value):
    return Fraction(str(value))


def saving(pay):
    total = cost = 0
    for part in PARTS:
        one = pay if part["basis"] == "months_of_pay" else part["amount"]
        price = half_up(exact(part["quantity"]) * exact(part["share"]) * one)
        cost += price
        total += half_up(price * exact(part["saved"]))
    return cost, total


def main():
    rng = np.random.default_rng(17)
    programmes = []
    for called, compared in ((120, 40), (400, 150), (90, 0)):
        n = called + compared
        comparison = np.repeat([0, 1], [called, compared])
        returned = (rng.uniform(size=n) < np.where(comparison, 0.13, 0.3)).astype(int)
        pay = rng.choice([480_000, 600_000, 750_000], n)
        contact = np.where(comparison, 0, rng.integers(500, 9_000, n))
        offer = np.where((comparison == 0) & (returned == 1), rng.integers(0, 90_000, n), 0)
        saved = np.array([saving(int(p))[1] for p in pay]) * returned
        replacement = half_up(Fraction(sum(saving(int(p))[0] for p in pay[:called]), called))
        back = int(returned[:called].sum())
        cost = int(contact.sum() + offer.sum()) + sum(half_up(exact(c["quantity"]) * c["amount"]) * {"programme": 1, "called": called, "returned": back}[c["per"]] for c in COSTS)
        anyway = half_up(Fraction(called * int(saved[called:].sum()), compared)) if compared else 0
        kept = int(saved[:called].sum()) - anyway
        fixed, with_returns = int(contact.sum()) + 1_800_000 + 500 * called, int(offer.sum()) + 20_000 * back
        break_even = (anyway + fixed) / Fraction(int(saved[:called].sum()) - with_returns, back)
        assert (back > break_even) == (kept > cost)
        draws = []
        for _ in range(20_000):
            a = rng.integers(0, called, called)
            b = called + rng.integers(0, compared, compared) if compared else np.array([], dtype=int)
            gain = saved[a].sum() - (called * saved[b].mean() if compared else 0)
            spent = contact[a].sum() + offer[a].sum() + 1_800_000 + 500 * called + 20_000 * returned[a].sum()
            draws.append([returned[a].sum() - (called * returned[b].mean() if compared else 0), gain, gain - spent, (gain - spent) / spent])
        low, high = np.quantile(draws, [0.025, 0.975], axis=0)
        programmes.append({"person": list(range(n)), "comparison": comparison.tolist(), "returned": returned.tolist(), "pay": pay.tolist(), "contact_cost": contact.tolist(), "offer_cost": offer.tolist(),
                           "expected": {"replacement_cost": replacement, "saved": kept, "cost": cost, "net": kept - cost, "roi": (kept - cost) / cost, "break_even_returns": float(break_even), "lower": low.tolist(), "upper": high.tolist()}})
    Path(__file__).with_name("programmes.json").write_text(json.dumps({"parts": PARTS, "costs": COSTS, "programmes": programmes}) + "\n", encoding="utf-8")


main()
