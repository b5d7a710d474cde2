"""Do people who came back stay longer than new hires, and do they perform? Sample phone-retail, with what was planted beside what is found."""
import csv
import json
import tempfile
from pathlib import Path

import mainstay
import numpy as np
from mainstay import sample

with tempfile.TemporaryDirectory() as place:
    sample.write("phone-retail", Path(place) / "shop", 1_200, 4, daily=False)
    with open(Path(place) / "shop" / "returns_spells.csv", encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    truth = json.loads((Path(place) / "shop" / "truth.json").read_text(encoding="utf-8"))["programme"]["second_spells"]
last_day = np.datetime64("2025-12-31")
hire = np.array([row["hire"] for row in rows], "datetime64[D]")
exits = np.array([row["exit"] or "NaT" for row in rows], "datetime64[D]")
left = ~np.isnat(exits)
duration = (np.where(left, exits, last_day) - hire).astype(float)
kept = duration > 0
number = lambda name: np.array([float(row[name]) if row[name] else np.nan for row in rows])
spell = np.array([int(row["spell"]) for row in rows])
history = {"first_tenure_years": np.where(spell > 1, number("first_tenure_days") / 365, np.nan)}
found = mainstay.returns.second_spells(np.array([row["person"] for row in rows])[kept], spell[kept], duration[kept], left[kept], x={"sales_index": number("sales_index")[kept]}, history={name: values[kept] for name, values in history.items()},
                                       performance=number("sales_first_half_year")[kept], horizons=[90, 180, 365], until=365)
for k in range(len(found.curve.time)):
    print(f"{found.curve.group[k]}, {found.curve.time[k]:.0f} days: {found.curve.staying[k]:.0%} stay ({found.curve.lower[k]:.0%} to {found.curve.upper[k]:.0%})")
print(f"days stayed of the first year: {found.restricted_mean_difference:+.0f} ({found.difference_lower:+.0f} to {found.difference_upper:+.0f}) of those who came back")
for k in range(len(found.effects.rows)):
    print(f"rate of leaving, {found.effects.comparison[k]}: {found.effects.hazard_ratio[k]:.2f} ({found.effects.lower[k]:.2f} to {found.effects.upper[k]:.2f}); proportional: p = {found.effects.proportionality_p_value[k]:.2f}")
ratio, terms = truth["hazard"]["log_hazard_ratio"], found.terms
row = list(terms.term).index("history.first_tenure_years")
print(f"planted, at the average history: {np.exp(ratio['returner'] + ratio['first_years'] * terms.centre[row]):.2f}; each year of the first spell {np.exp(ratio['first_years']):.2f}, found {np.exp(terms.coefficient[row]):.2f} ({np.exp(terms.lower[row]):.2f} to {np.exp(terms.upper[row]):.2f})")
for k in range(len(found.performance.difference)):
    print(f"sales in the first half-year, {found.performance.comparison[k]}: {found.performance.difference[k]:+.1f} ({found.performance.lower[k]:+.1f} to {found.performance.upper[k]:+.1f}) thousand a month")
print(f"planted at equal attributes: {truth['sales_first_half_year']['returner']:+.1f}")
