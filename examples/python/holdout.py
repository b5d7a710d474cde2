"""Who is left alone, so that we learn what calling does. Sample phone-retail.

The hold-out is drawn by person before the first call and kept: who is added later changes nobody's arm, and the same seed, experiment and person give the same draw.
"""
import csv
import tempfile
from pathlib import Path

import mainstay
import numpy as np
from mainstay import sample

with tempfile.TemporaryDirectory() as place:
    sample.write("phone-retail", Path(place) / "shop", 1_200, 4, daily=False)
    with open(Path(place) / "shop" / "returns_leavers.csv", encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
exits = np.array([row["exit"] for row in rows], "datetime64[D]")
person, reason = np.array([row["person"] for row in rows]), np.array([row["reason"] for row in rows])
contactable = np.array([int(row["consent"] == "1" and not row["do_not_contact_from"]) for row in rows])

# The draw: among those who left last year, whoever may be contacted, three of ten by chance.
lately = exits >= np.datetime64("2025-01-01")
drawn = mainstay.returns.holdout(person[lately], contactable[lately], share=0.3, experiment="spring 2026", strata={"reason": reason[lately]}, covariates={"sales_index": [float(row["sales_index"]) for row, late in zip(rows, lately) if late]}, base_share=0.08, effects=[0.05, 0.10])
print(drawn.sentence)
for effect, power, needed in zip(drawn.power.effect, drawn.power.power, drawn.power.people_needed):
    print(f"a call that adds {100 * effect:.0f} points is found with probability {power:.2f}; {needed} people would give 0.80")
# Drawn again with everybody who ever left: nobody changes the arm.
again = mainstay.returns.holdout(person, contactable, share=0.3, experiment="spring 2026", strata={"reason": reason})
before = {who: held for who, held in zip(drawn.people.person, drawn.people.held_out)}
print(f"{sum(before[who] == held for who, held in zip(again.people.person, again.people.held_out) if who in before)} of {len(before)} have the arm that they had")
print(f"means of the arms differ by {drawn.largest_difference:.2f} standard deviations; chance alone gives {drawn.expected_spread:.2f}")
