"""What do those who were hired, and the managers who do best, have in common? Tables `recruiting` and `managers` of the package peopleanalyticsdata.

The portrait of `recruiting` shows what the company went by; gender is kept out of it. It says nothing about who does the work well: only those hired ever show that.
"""
import mainstay
from peopleanalyticsdata import managers, recruiting

candidates = recruiting()
scores = candidates[["sat", "gpa", "apttest", "int1", "int2", "int3"]]
scales = [("sat", 400, 1600), ("gpa", 0, 4), ("apttest", 0, 100), ("int1", 1, 5), ("int2", 1, 5), ("int3", 1, 5)]
hired = mainstay.competency.portrait(scores, [{"name": name, "lower": lower, "upper": upper} for name, lower, upper in scales], outcome=candidates["hired"], resamples=100)

people = managers()
good = people["performance_group"] == "Top"
scales = [("yrs_employed", 0, 15), ("test_score", 0, 500), ("group_size", 0, 40), ("customers", 0, 50)]
best = mainstay.competency.portrait(people[[name for name, _, _ in scales]], [{"name": name, "lower": lower, "upper": upper} for name, lower, upper in scales], outcome=good.astype(int), resamples=100)

for title, portrait in (("recruiting", hired), ("managers", best)):
    table, judged = portrait.dimensions, portrait.validation
    print(f"{title}: {portrait.top} of {portrait.people}; of two people the match puts the right one first in {judged.match:.2f} of cases, the plain mean in {judged.plain_mean:.2f}")
    for row, name in enumerate(table.dimension):
        print(f"  {name:12} weight {table.weight[row]:.2f} ({table.weight_lower[row]:.2f} to {table.weight_upper[row]:.2f}), target {table.target[row]:.1f}, separates: {table.separates[row]}")
    for text in portrait.findings.sentence:
        print(f"  {text}")
