"""What did calling do, and whom is it worth calling? Sample phone-retail, of whose earlier leavers three of ten were held out at random; its true effects are known.

The next list follows what a call adds instead of who comes back: those who would come anyway need no call.
"""
import csv
import json
import tempfile
from pathlib import Path

import mainstay
import numpy as np
from mainstay import sample

with tempfile.TemporaryDirectory() as place:
    sample.write("phone-retail", Path(place) / "shop", 1_200, 4, daily=False)
    with open(Path(place) / "shop" / "returns_leavers.csv", encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    truth = json.loads((Path(place) / "shop" / "truth.json").read_text(encoding="utf-8"))["programme"]["effect"]["difference"]["365"]
last_day = np.datetime64("2025-12-31")
exits = np.array([row["exit"] for row in rows], "datetime64[D]")
person, reason = np.array([row["person"] for row in rows]), np.array([row["reason"] for row in rows])
contactable = np.array([int(row["consent"] == "1" and not row["do_not_contact_from"]) for row in rows])

# Earlier calls, against those who were held out.
arm = np.array([row["arm"] for row in rows])
asked = np.isin(arm, ["call", "hold_out"])
back = np.array([row["end"] == "returned" for row in rows])
ends = np.array([row["end_day"] or "NaT" for row in rows], "datetime64[D]")
seen = np.where(back, ends - exits, last_day - exits).astype(float)
x = {"reason": reason.astype(object), "sales_index": np.array([float(row["sales_index"]) for row in rows])}
fit = mainstay.returns.uplift(arm[asked] == "call", back[asked], x={name: values[asked] for name, values in x.items()}, duration=seen[asked], horizon=365, strata=reason[asked], person=person[asked], resamples=100)
print(fit.sentence)
print(f"planted: {100 * truth:+.1f} points over all who were drawn")
for stratum, effect, lower, upper in zip(fit.effects.stratum, fit.effects.effect, fit.effects.lower, fit.effects.upper):
    print(f"  {stratum}: {100 * effect:+.1f} points ({100 * lower:+.1f} to {100 * upper:+.1f})")

lately = exits >= np.datetime64("2025-01-01")

# The next list: what a call adds times what a return is worth, less what the call costs.
away = np.flatnonzero(lately & ~back & np.isnat(ends))  # still away
new = fit.predict({name: values[away] for name, values in x.items()}, contactable[away])
may = away[contactable[away] == 1]
told = {name: np.clip(np.asarray(getattr(new, name))[contactable[away] == 1], -1, 1) for name in ("uplift", "lower", "upper")}
calls = mainstay.returns.calls(person[may], contactable[may], **told, value=[int(rows[row]["value_fen"]) for row in may], cost_each=24_000, most=40, in_currency="CNY")
print(calls.sentence)
print(f"{int(calls.list.worth_at_lower.sum())} of these calls pay even at the lower limit of what a call adds")
