"""Golden values of performance.rolling: sums, counts, means and extremes by polars' rolling windows over days, decimals by math.fsum.
Quantiles by polars, fading means by pandas' ewm over times. Run: python generate.py (needs polars and pandas)."""
import json
import math
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pandas as pd
import polars as pl

EPOCH = date(1970, 1, 1)


def dataset(seed, people, days, gap):
    dice = Random(seed)
    rows = [(person, 19_700 + day) for person in range(people) for day in range(days) if dice.random() > gap]
    dice.shuffle(rows)
    maybe = lambda value: None if dice.random() < 0.05 else value
    return {"person": [row[0] for row in rows], "day": [row[1] for row in rows],
            "x": {"calls": [maybe(dice.randrange(40)) for _ in rows], "amount": [maybe(dice.randrange(-5000, 500_000) / 100) for _ in rows]}}


def windows(data, length):
    """Calendar days, by polars; the decimals again by exact sums."""
    frame = pl.DataFrame({"person": data["person"], "day": data["day"], **data["x"]}, schema={"person": pl.Int64, "day": pl.Int64, "calls": pl.Float64, "amount": pl.Float64}).sort("person", "day")
    agg = [f for name in ("calls", "amount") for f in (
        pl.col(name).sum().alias(f"{name}_sum"), pl.col(name).count().alias(f"{name}_count"), pl.col(name).mean().alias(f"{name}_mean"),
        pl.col(name).min().alias(f"{name}_smallest"), pl.col(name).max().alias(f"{name}_largest"))]
    table = frame.rolling("day", period=f"{length}i", group_by="person").agg(agg).sort("person", "day")
    out = {name: table[name].to_list() for name in table.columns}
    rows = list(zip(*(frame[name].to_list() for name in ("person", "day", "amount")), strict=True))
    exact = [math.fsum(value for who, when, value in rows if who == person and day - length < when <= day and value is not None) for person, day in zip(out["person"], out["day"], strict=True)]
    assert all(abs(a - b) < 1e-6 for a, b in zip(exact, out["amount_sum"], strict=True))
    out["amount_sum"] = exact
    return out


def month_so_far(data):
    frame = pl.DataFrame({"person": data["person"], "day": data["day"], "calls": data["x"]["calls"]}).sort("person", "day")
    months = frame.with_columns(pl.col("day").map_elements(lambda day: (EPOCH + timedelta(days=day)).strftime("%Y-%m"), return_dtype=pl.String).alias("month"))
    return months.with_columns(pl.col("calls").fill_null(0).cum_sum().over("person", "month").alias("sum"))["sum"].to_list()


def spread(data):
    """Quantiles of seven days; fading means over all days before, so that no window is missed."""
    frame = pl.DataFrame({"person": data["person"], "day": data["day"], "amount": data["x"]["amount"]}, schema={"person": pl.Int64, "day": pl.Int64, "amount": pl.Float64}).sort("person", "day")
    table = frame.rolling("day", period="7i", group_by="person").agg([pl.col("amount").quantile(p, interpolation="linear").alias(f"q{p}") for p in (0.25, 0.5, 0.9)]).sort("person", "day")
    rows = frame.to_pandas()
    fading = rows.groupby("person", group_keys=False).apply(lambda one: one["amount"].ewm(halflife="5 days", times=pd.to_datetime(one["day"], unit="D")).mean(), include_groups=False)
    return {"quantiles": [value for row in zip(*(table[f"q{p}"].to_list() for p in (0.25, 0.5, 0.9)), strict=True) for value in row], "fading_mean": [None if math.isnan(value) else value for value in fading.to_list()]}


def main():
    for seed, (people, days, gap) in enumerate([(3, 60, 0.3), (6, 70, 0.05), (4, 120, 0.6)]):
        data = dataset(seed, people, days, gap)
        document = {"peer": f"polars {pl.__version__}", "data": data, "windows": {str(length): windows(data, length) for length in (1, 7, 30)}, "calls_this_month": month_so_far(data)}
        Path(__file__).with_name(f"days_{seed}.json").write_text(json.dumps(document) + "\n", encoding="utf-8")
        Path(__file__).with_name(f"spread_{seed}.json").write_text(json.dumps({"peer": f"polars {pl.__version__}, pandas {pd.__version__}", "data": data, **spread(data)}) + "\n", encoding="utf-8")


main()
