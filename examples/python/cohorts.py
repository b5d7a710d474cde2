"""A retention triangle of training classes: young cells are not losses, and the total is of people, not of percentages."""

import numpy as np

import mainstay

rng = np.random.default_rng(7)
OPENED = np.datetime64("2026-01-05") + 7 * np.arange(6)  # six Mondays; the records end on 2026-03-01
SIZES = [60, 12, 60, 60, 60, 60]

entry = np.repeat(OPENED, SIZES)
stays = np.ceil(rng.exponential(45, len(entry))).astype(int)
end = np.datetime64("2026-03-01")
left = np.where(entry + stays <= end, entry + stays, np.datetime64("NaT"))
result = mainstay.funnel.cohorts(np.arange(len(entry)), entry, exit_time=left, follow_up_end=end, ages=5)

cells = result.cells
print("class       people  " + "  ".join(f"week {age}" for age in range(6)))
for cohort in dict.fromkeys(cells.cohort):
    rows = np.flatnonzero(cells.cohort == cohort)
    shown = ["      " if cells.observed[row] == 0 else f"{cells.rate[row]:5.0%}" + ("*" if cells.mature[row] < 1 else " ") for row in rows]
    print(f"{cohort:10}  {cells.entered[rows[0]]:6}  " + "  ".join(shown))
week_5 = [row for row in range(len(cells.cohort)) if cells.cohort[row] == "total" and cells.age[row] == 5][0]
print(f"* not everybody has come that far. Estimated to stay five weeks: {cells.estimate[week_5]:.0%} ({cells.estimate_lower[week_5]:.0%} to {cells.estimate_upper[week_5]:.0%})")
