"""Who is promoted sooner, and what makes people say yes? Tables `promotion` and `speed_dating` of the package peopleanalyticsdata.

Promotions are waited for like leavings: who has not been promoted yet is censored, not refused. In `speed_dating` each row is a date: what was seen in the
other person (attractive, intelligent, likely to say yes too), and the decision. A portrait tells which of these the decision went by.
"""
import mainstay
from peopleanalyticsdata import promotion, speed_dating

people = promotion()
for column in ("flexible", "store", "diverse"):
    curves = mainstay.survival.curve(people["year"], people["promoted"], group=people[column]).curve
    test = mainstay.survival.log_rank(people["year"], people["promoted"], group=people[column])
    at = {}
    for group, year, waiting in zip(curves.group, curves.time, curves.survival):
        if year <= 8:
            at[group] = 1 - waiting
    print(f"promoted within 8 years, {column}: " + ", ".join(f"{group} {share:.0%}" for group, share in at.items()) + f"; p = {test.p_value:.3g}")

dates = speed_dating().dropna(subset=["attr", "intel", "prob", "dec"])
scales = [{"name": name, "lower": 0, "upper": 10} for name in ("attr", "intel", "prob")]
portrait = mainstay.competency.portrait(dates[["attr", "intel", "prob"]], scales, outcome=dates["dec"], resamples=50)
table, judged = portrait.dimensions, portrait.validation
print(f"speed dating: of two dates the match puts the right one first in {judged.match:.2f} of cases, the plain mean in {judged.plain_mean:.2f}")
for row, name in enumerate(table.dimension):
    print(f"  {name:6} weight {table.weight[row]:.2f} ({table.weight_lower[row]:.2f} to {table.weight_upper[row]:.2f})")
