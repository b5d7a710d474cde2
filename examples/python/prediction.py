"""Who of the leavers still away comes back? A model frozen two years ago, judged on what came since; then the people of today. Sample phone-retail."""
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
last_day, month = np.datetime64("2025-12-31"), 30.0
exits = np.array([row["exit"] for row in rows], "datetime64[D]")
ends = np.array([row["end_day"] or str(last_day) for row in rows], "datetime64[D]")
away = np.maximum((ends - exits).astype(float), 1.0)
end = np.array([row["end"] or "open" for row in rows], object)
contactable = np.array([int(row["consent"] == "1" and not row["do_not_contact_from"]) for row in rows])
x = {"sales_index": np.array([float(row["sales_index"]) for row in rows]), "called": np.array(["yes" if row["arm"] == "call" else "no" for row in rows], object)}
by = {"reason": np.array([row["reason"] for row in rows], object), "situation": np.array([row["situation"] for row in rows], object)}
of = lambda columns, kept: {name: values[kept] for name, values in columns.items()}

# Frozen: whoever left later is not there, whoever came back later is still away. Months from the exit.
frozen = last_day - np.timedelta64(730, "D")
known = np.minimum(away, (frozen - exits).astype(float))
seen = known > 0
fit = mainstay.returns.prediction(np.ceil(known[seen] / month), np.where(away > known, "open", end).astype(object)[seen], x=of(x, seen), **of(by, seen), horizons=[6, 12], resamples=20)
print(f"{fit.returned} of {fit.people} had returned by {frozen}; {fit.base_rate[1]:.0%} within a year of the exit")
waited = np.maximum((frozen - exits).astype(float), 0.0)
rest = away > waited
judged = fit.judge(np.floor(waited[rest] / month), np.ceil((away - waited)[rest] / month), end[rest], x=of(x, rest), **of(by, rest), bands=4)
for t, months in enumerate((6, 12)):
    h = judged.horizons
    print(f"within {months} months: predicted {h.predicted[t]:.3f}, observed {h.observed[t]:.3f} ({h.observed_lower[t]:.3f} to {h.observed_upper[t]:.3f}); slope {h.slope[t]:.2f} ({h.slope_lower[t]:.2f} to {h.slope_upper[t]:.2f}); "
          f"Brier {h.brier[t]:.4f}, one set of curves {h.curve_brier[t]:.4f}")

# Today: everybody still away. Of who may not be contacted nothing is told.
still = np.flatnonzero((end == "open") & (exits > last_day - np.timedelta64(180, "D")))
fit = mainstay.returns.prediction(np.ceil(away / month), end, x=x, **by, horizons=[12], resamples=20)
found = fit.predict(np.floor(away[still] / month), contactable[still], x=of(x, still), **of(by, still), person=[rows[row]["person"] for row in still])
people = found.people
print(f"{len(still)} still away, {int(contactable[still].sum())} may be contacted")
for k in np.argsort(people.rank, kind="stable"):
    if 1 <= people.rank[k] <= 3:
        why = [f"{found.reasons.column[r]} {found.reasons.factor[r]:.2f}" for r in np.flatnonzero(found.reasons.row == people.row[k])]
        print(f"{people.rank[k]}. {people.person[k]}: {people.probability[k]:.0%} ({people.lower[k]:.0%} to {people.upper[k]:.0%}), {people.ratio[k]:.1f} times everybody's; odds: {', '.join(why)}")
