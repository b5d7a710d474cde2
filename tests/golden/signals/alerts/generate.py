"""Rewrites the JSON files beside it: python tests/golden/signals/alerts/generate.py

Two rules as window functions of duckdb and as expressions of polars, which must agree: three days running below the mean of the others of the class and stress above 8; the mean of five days at most 0.8 of
the person's own mean of the ten days before. Alerts are days on which a rule holds and did not hold the day before; a missing value is false.
"""
import json
from pathlib import Path

import duckdb
import numpy as np
import polars as pl

here = Path(__file__).resolve().parent
for old in here.glob("*.json"):
    old.unlink()

PEERS = """
with others as (select *, (sum(calls) over g - calls) / (count(calls) over g - 1) as mean_of_others, count(calls) over g - 1 as n from t window g as (partition by class, day)),
     low as (select *, coalesce(n >= 3 and calls < mean_of_others, false) as low from others),
     held as (select *, low and coalesce(lag(low) over p, false) and coalesce(lag(low, 2) over p, false) and coalesce(stress > 8, false) as held from low window p as (partition by person order by day))
select person, day from (select *, lag(held) over (partition by person order by day) as before from held) where held and not coalesce(before, false) order by person, day"""
OWN = """
with means as (select *, avg(calls) over w as now, count(calls) over w as n, avg(calls) over b as base, count(calls) over b as m from t
               window w as (partition by person order by day range between 4 preceding and current row), b as (partition by person order by day range between 14 preceding and 5 preceding)),
     held as (select *, coalesce(n >= 3 and m >= 4 and now <= 0.8 * base, false) as held from means)
select person, day from (select *, lag(held) over (partition by person order by day) as before from held) where held and not coalesce(before, false) order by person, day"""

for name, (people, days, classes, seed) in {"small": (6, 20, 1, 1), "class": (24, 40, 4, 2), "long": (10, 120, 2, 3)}.items():
    rng = np.random.default_rng(seed)
    person, day = np.repeat(np.arange(people), days), np.tile(np.arange(20_000, 20_000 + days), people)
    calls = rng.poisson(np.repeat(rng.uniform(14, 26, people), days)).astype(float)
    calls = np.where(rng.random(len(day)) < 0.08, np.nan, calls)
    stress = np.where(rng.random(len(day)) < 0.05, np.nan, rng.integers(4, 11, len(day)).astype(float))
    frame = pl.DataFrame({"person": person, "day": day, "class": person % classes, "calls": calls, "stress": stress}).with_columns(pl.col("calls", "stress").fill_nan(None))
    t = frame.to_arrow()
    peers, own = duckdb.sql(PEERS).fetchall(), duckdb.sql(OWN).fetchall()
    group = ("class", "day")
    n = pl.col("calls").count().over(group) - 1
    low = ((n >= 3) & (pl.col("calls") < (pl.col("calls").sum().over(group) - pl.col("calls")) / n)).fill_null(False)
    held = frame.with_columns(low=low).with_columns(held=pl.col("low") & pl.col("low").shift(1, fill_value=False).over("person") & pl.col("low").shift(2, fill_value=False).over("person") & (pl.col("stress") > 8).fill_null(False))
    again = held.filter(pl.col("held") & ~pl.col("held").shift(1, fill_value=False).over("person")).select("person", "day").rows()
    assert again == peers and len(own) > 0, name
    listed = lambda values: [None if np.isnan(v) else v for v in values]  # noqa: E731
    document = {"source": f"duckdb {duckdb.__version__}, polars {pl.__version__}", "call": "see generate.py", "data": {"people": people, "days": days, "classes": classes, "calls": listed(calls), "stress": listed(stress)},
                "expect": {"peers": {"person": [p for p, _ in peers], "day": [d for _, d in peers]}, "own": {"person": [p for p, _ in own], "day": [d for _, d in own]}}}
    (here / f"{name}.json").write_text(json.dumps(document, separators=(", ", ": ")) + "\n")
    print(name, len(peers), len(own))
