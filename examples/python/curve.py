"""How many are still here after a time, by team, and is the difference more than chance?"""

import mainstay

months = [2, 5, 5, 8, 12, 12, 3, 4, 6, 9, 10, 12]
left = [1, 1, 0, 1, 0, 0, 1, 1, 1, 1, 0, 0]
team = ["north"] * 6 + ["south"] * 6

result = mainstay.survival.curve(months, left, group=team, times=[3, 6, 12])
for group, time, survival, lower, upper in zip(*(result.curve[name] for name in ("group", "time", "survival", "survival_lower", "survival_upper"))):
    print(f"{group} month {time:2.0f}: {survival:.2f} still here ({lower:.2f} to {upper:.2f})")

test = mainstay.survival.log_rank(months, left, team)
print(f"log-rank: chi-squared {test.statistic:.3f} on {test.degrees_of_freedom} degree of freedom, p = {test.p_value:.3f}")
