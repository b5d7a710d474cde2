"""Two sellers' month: score, pay, and every step of both. The C++ and the C program print the same characters."""

import mainstay

seller = {
    "role": "seller", "version": "2026-Q1", "decimals": 1,
    "indicators": [
        {"name": "sales", "weight": 0.6, "target": 100_000, "curve": [{"at": 0.7, "score": 0.4}, {"at": 1, "score": 1}, {"at": 1.3, "score": 1.6}]},
        {"name": "conversion", "numerator": "converted", "denominator": "leads", "weight": 0.4, "curve_of": "value", "curve": [{"at": 0.1, "score": 0}, {"at": 0.2, "score": 1}]},
        {"name": "compliance", "numerator": "passed", "denominator": "checks", "curve_of": "value", "curve": [{"at": 0, "score": 0}, {"at": 1, "score": 1}]},
    ],
    "gates": [{"indicator": "compliance", "at_least": 0.9, "ceiling": 60}],
    "deductions": [{"name": "complaint", "points": 4, "half_life_days": 30}],
    "tiers": [{"name": "C"}, {"name": "B", "at_least": 60}, {"name": "A", "at_least": 85}],
}
plan = {
    "currency": "CNY", "minor_digits": 0, "method": "marginal", "clawback": "carry",
    "tiers": [{"name": "base", "at_least": 0, "rate": 0.05}, {"name": "target", "at_least": 1, "rate": 0.08}, {"name": "top", "at_least": 1.2, "rate": 0.12}],
    "factors": [{"at_least": 60, "factor": 1}, {"at_least": 85, "factor": 1.1}], "factor_below": 0.8,
}
people = ["Li", "Wu"]

scored = mainstay.performance.scorecard(
    people, start=[20454, 20454], stop=[20544, 20544], scorecards=[seller], actual_person=["Li", "Li", "Wu"],
    actual={"sales": [70_000, 60_000, 90_000], "converted": [3, 1, 3], "leads": [10, 10, 20], "passed": [9, 10, 8], "checks": [10, 10, 10]},
    event=["E7"], event_person=["Li"], event_rule=["complaint"], event_day=[20513])
paid = mainstay.performance.payout(people, [130_000, 90_000], target=[100_000, 100_000], score=scored.cards.score, payment=["P1"], paid_person=["Wu"], paid_amount=[5_000], plan=plan)
for row, person in enumerate(people):
    print(f"{person}: {scored.sentence[row]}")
    print(f"  {scored.sentence_zh[row]}")
    print(f"  {paid.sentence[row]}")
    print(f"  {paid.sentence_zh[row]}")
    for row_of, formula, after in zip(scored.steps.row, scored.steps.formula, scored.steps.after):
        if row_of == row and formula:
            print(f"    {formula} = {after:.6f}")
    for row_of, formula, after in zip(paid.steps.row, paid.steps.formula, paid.steps.after):
        if row_of == row and formula:
            print(f"    {formula} = {after}")
