"""By hand: whoever computes the printed steps gets the same scores and the same money."""

from __future__ import annotations

import math
import re
from fractions import Fraction
from typing import Any

import pytest

import mainstay
from valid_calls import PAYOUT, SCORECARD, months_of_sellers, paid


def of_row(steps: Any, row: int) -> list[tuple[str, str, Any, Any, str]]:
    return [(steps.rule[k], steps.what[k], steps.before[k], steps.after[k], steps.formula[k]) for k in range(len(steps.step)) if steps.row[k] == row]


def test_scores_from_their_steps() -> None:
    result = mainstay.performance.scorecard(**months_of_sellers(), scorecards=[{**SCORECARD, "decimals": 1}])
    seen = 0
    for row, score in enumerate(result.cards.score):
        steps = of_row(result.steps, row)
        if math.isnan(score):
            assert not steps
            continue
        seen += 1
        for rule, what, before, after, formula in steps:
            if formula:
                assert eval(formula, {"__builtins__": {}}, {"min": min, "max": max, "floor": math.floor}) == after, formula
        # What a formula takes stands before it: sums are the only numbers that come from outside.
        assert steps[-1][3] == score
        contributions = [after for rule, _, _, after, _ in steps if rule == "contribution"]
        total = 0.0
        for each in contributions:
            total += each
        assert total == next(after for rule, _, _, after, _ in steps if rule == "attained")
        running = total
        for rule, _, before, after, _ in steps[[rule for rule, *_ in steps].index("attained") + 1:]:
            assert before == running
            running = after
        assert running == score
    assert seen > 15


def money(formula: str) -> Fraction:
    """In exact fractions."""
    def half_up(value: Fraction) -> int:
        return math.floor(value + Fraction(1, 2))

    def half_even(value: Fraction) -> int:
        return round(value)

    exact = re.sub(r"\d+(\.\d+)?", lambda number: f"Fraction('{number[0]}')", formula)
    return eval(exact, {"__builtins__": {}}, {"Fraction": Fraction, "min": min, "max": max, "half_up": half_up, "half_even": half_even, "down": math.floor})


@pytest.mark.parametrize("rounding", ["half_up", "half_even", "down"])
@pytest.mark.parametrize("changed", [{}, {"method": "marginal", "hysteresis_up": 0, "hysteresis_down": 0}, {"proration": "pay", "clawback": "forgive"}, {"pools": [{"name": "spring", "amount": 900_000, "rule": "limit"}], "clawback": "recover"},
                                     {"tiers_by": "score", "tiers": [{"name": "base", "at_least": 50, "rate": 0.033}, {"name": "target", "at_least": 70, "rate": 0.08}, {"name": "top", "at_least": 90, "rate": 0.12, "fixed": 77}], "hysteresis_up": 2}])
def test_money_from_its_steps(changed: dict[str, Any], rounding: str) -> None:
    result = mainstay.performance.payout(**paid(), plan={**PAYOUT, "rounding": rounding, **changed})
    for row, due in enumerate(result.people.due):
        last = None
        for rule, what, before, after, formula in of_row(result.steps, row):
            if rule not in ("target", "tier", "hysteresis", "commission"):
                assert before == last
            if formula:
                assert money(formula) == after, formula
            last = after
        assert last == due
    if changed.get("pools", PAYOUT["pools"])[0].get("rule") != "limit":
        assert result.people.pool_change.sum() == 100_001
    else:
        assert result.earned <= 900_000


def test_what_was_paid_is_not_paid_again() -> None:
    first = mainstay.performance.payout(person=["Li", "Wu"], amount=[130_000, 90_000], target=[100_000, 100_000], previous_tier=[None, None], plan={**PAYOUT, "pools": [], "factors": [], "factor_below": 1, "proration": "none"})
    again = mainstay.performance.payout(person=["Li", "Wu"], amount=[130_000, 90_000], target=[100_000, 100_000], previous_tier=[None, None], payment=["a", "b"], paid_person=["Li", "Wu"], paid_amount=first.people.due,
                                        plan={**PAYOUT, "pools": [], "factors": [], "factor_below": 1, "proration": "none"})
    assert first.due > 0 and again.due == 0 and again.entitled == first.due
