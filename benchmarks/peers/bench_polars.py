"""polars: growth and promotion by groups of a sorted table; scorecards by a group, curves as cases; features by a join, a sort and the last of what was known; headcount as of each date, and by running sums; what follows what by a shift; rolling sums over rows, where every day has one."""

from __future__ import annotations

import polars_leaving
from harness import main
from problems import DEPARTMENTS, INDICATORS, MONTH_ENDS, WAY_WORDS, WINDOWS


def version() -> str:
    import polars

    return str(polars.__version__)


def _features(data):
    import polars

    records = polars.DataFrame({name: data[name] for name in ("person", "feature", "value", "effective", "recorded")})
    rows = polars.DataFrame({"person": data["row_person"], "cut": data["cut"]})
    known = (polars.col("effective") <= polars.col("cut")) & (polars.col("recorded") <= polars.col("cut"))

    def work():
        joined = records.lazy().join(rows.lazy(), on="person").filter(known).sort("effective", "recorded")
        return joined.group_by("person", "feature").last().collect()

    def read(answer):
        table = answer.group_by("feature").agg(polars.len().alias("filled"), polars.col("value").sum().alias("total")).sort("feature")
        return {"filled": table["filled"].to_numpy(), "total": table["total"].to_numpy()}

    return work, read


def _jobs(data):
    import numpy as np
    import polars

    department = polars.Series(np.array(DEPARTMENTS)[data["department"]]).cast(polars.Enum(DEPARTMENTS))
    return polars.DataFrame({"person": data["person"], "start": data["start"], "stop": data["stop"], "department": department})


def _wide(rows):
    """(date, department, heads) as dates × departments."""
    import numpy as np

    heads = np.zeros((len(MONTH_ENDS), len(DEPARTMENTS)))
    dates, places = {day: i for i, day in enumerate(MONTH_ENDS)}, {name: j for j, name in enumerate(DEPARTMENTS)}
    for day, department, count in rows:
        heads[dates[day], places[department]] = count
    return {"heads": heads.ravel()}


def _headcount(data):
    """Who is there, date by date; a join with all dates would not fit into memory."""
    import polars

    jobs = _jobs(data)

    def work():
        there = lambda day: (polars.col("start") <= day) & (polars.col("stop") > day)  # noqa: E731
        return [(day, *row) for day in MONTH_ENDS for row in jobs.lazy().filter(there(day)).group_by("department").agg(polars.col("person").n_unique()).collect().iter_rows()]

    return work, _wide


def _headcount_rows(data):
    """Rows that began less rows that ended, by running sums."""
    import polars

    jobs = _jobs(data)
    dates = polars.DataFrame({"day": polars.Series(MONTH_ENDS, dtype=polars.Int32)})

    def work():
        change = []
        for name, sign in (("start", 1), ("stop", -1)):
            by_day = jobs.lazy().group_by("department", name).agg(polars.len().cast(polars.Int64) * sign).rename({name: "day", "len": "change"})
            change.append(by_day)
        running = polars.concat(change).group_by("department", "day").agg(polars.col("change").sum()).sort("day").with_columns(polars.col("change").cum_sum().over("department"))
        asked = dates.lazy().join(polars.DataFrame({"department": polars.Series(DEPARTMENTS, dtype=polars.Enum(DEPARTMENTS))}).lazy(), how="cross").sort("day")
        return asked.join_asof(running.sort("day"), on="day", by="department", strategy="backward").select("day", "department", "change").collect()

    return work, lambda table: _wide((day, department, change or 0) for day, department, change in table.iter_rows())


def _scorecard(data):
    import polars

    columns = {"person": data["person"]} | {f"{name}{j}": data[key][j] for name, key in (("a", "amount"), ("r", "above"), ("b", "below")) for j in range(3)}
    rows = polars.DataFrame(columns)

    def curve(x, points):
        found = polars.lit(points[-1][1])
        for (left, low), (right, high) in reversed(list(zip(points, points[1:]))):
            found = polars.when(x < right).then(low + (x - left) / (right - left) * (high - low)).otherwise(found)
        return polars.when(x < points[0][0]).then(0.0).otherwise(found)

    def work():
        sums = rows.lazy().group_by("person").agg(polars.exclude("person").sum()).sort("person")
        parts = [curve(polars.col(f"a{j}") / 100_000, [(0.7, 0.4), (1, 1), (1.3, 1.6)]) for j in range(3)]
        parts += [curve(polars.col(f"r{j}") / polars.col(f"b{j}"), [(0.2, 0.0), (0.5, 1.0), (0.7, 1.2)]) for j in range(3)]
        return sums.select(sum(100 * part / 6 for part in parts).alias("score")).collect()

    return work, lambda answer: {"score": answer["score"].to_numpy()}


def _rolling(data):
    """Windows of rows, which are those of days here; windows over days themselves (`rolling` with an index column) take several times as long."""
    import polars

    frame = polars.DataFrame({"person": data["person"], "day": data["day"], **{name: data[f"x_{name}"] for name in INDICATORS}})
    sums = [polars.col(name).rolling_sum(length, min_samples=1).over("person").alias(f"{name}_{length}") for length in WINDOWS for name in INDICATORS]

    def read(table):
        columns = [table[f"{name}_{length}"] for length in WINDOWS for name in INDICATORS]
        return {"total": [column.sum() for column in columns], "last": [column[-1] for column in columns]}

    return lambda: frame.select("person", "day", *sums), read


def _ways(data):
    """The next row of the person by a shift, groups of pairs; ways as text, one a person, and their groups. Rows stand in order."""
    import numpy as np
    import polars

    rows = polars.DataFrame({"person": data["person"], "day": data["day"], "word": data["word"]})
    letters = polars.col("word").replace_strict(dict(enumerate("abcdefghi")), return_dtype=polars.String)

    def work():
        following = rows.lazy().with_columns(polars.col("word").shift(-1).alias("next"), (polars.col("day").shift(-1) - polars.col("day")).alias("days"), (polars.col("person").shift(-1) == polars.col("person")).alias("same"))
        edges = following.filter("same").group_by("word", "next").agg(polars.len(), polars.col("days").mean())
        ways = rows.lazy().with_columns(letters).group_by("person", maintain_order=True).agg(polars.col("word").str.join("")).group_by("word").agg(polars.len())
        return polars.collect_all([edges, ways])

    def read(answer):
        size = len(WAY_WORDS)
        count, mean = np.zeros((size, size)), np.zeros((size, size))
        for a, b, times, days in answer[0].iter_rows():
            count[a, b], mean[a, b] = times, days
        return {"count": count, "mean": mean, "people": np.sort(answer[1]["len"].to_numpy())[::-1][:20], "distinct": answer[1].height}

    return work, read


def _alerts(data):
    """Means of the class by one group-by and a join back; streaks by shifts within the person."""
    import polars

    rows = polars.DataFrame({"person": data["person"], "day": data["day"], "team": data["team"].repeat(100), "calls": data["calls"], "stress": data["stress"]})
    low = polars.col("calls") * (polars.col("n") - 1) < polars.col("sum") - polars.col("calls")

    def work():
        sums = rows.lazy().group_by("team", "day").agg(polars.col("calls").sum().alias("sum"), polars.len().cast(polars.Int64).alias("n"))
        marked = rows.lazy().join(sums, on=["team", "day"], how="left", maintain_order="left").select("person", "stress", low=low)
        same = [polars.col("person") == polars.col("person").shift(k) for k in (1, 2)]
        held = polars.col("low") & polars.col("low").shift(1) & polars.col("low").shift(2) & same[0] & same[1] & (polars.col("stress") > 8)
        return marked.select(held.sum()).collect().item()

    return work, lambda held: {"held": float(held)}


def _growth(data):
    """First and last value of each person and dimension by day, and the slope by sums: what was not assessed is left out of each."""
    import polars

    names = ["a", "b", "c"]
    rows = polars.DataFrame({"person": data["person"], "day": data["day"], **dict(zip(names, data["score"]))}).with_columns(polars.col(names).fill_nan(None))

    def of(name):
        value, known = polars.col(name).drop_nulls(), polars.col("day").filter(polars.col(name).is_not_null()).cast(polars.Float64)
        months = (known - known.mean()) / 30.436875
        return [(value.last() - value.first()).alias(f"{name}_change"), ((months * value).sum() / (months * months).sum()).alias(f"{name}_trend")]

    def work():
        return rows.lazy().sort("person", "day").group_by("person", maintain_order=True).agg([each for name in names for each in of(name)]).collect()

    def read(table):
        return {what: [float(table[f"{name}_{what}"].fill_nan(None).sum()) for name in names] for what in ("change", "trend")}

    return work, read


def _selection(data):
    """Counts alone: which rule each person meets is not kept."""
    import polars

    rows = polars.DataFrame(data)
    top, bottom = len(rows) // 5, len(rows) * 3 // 10
    sales, service, absence = (polars.col(name) for name in ("sales", "service", "absence"))

    def work():
        rules = [polars.col("rate") >= 80, service >= service.quantile(0.5, "linear"), sales >= sales.top_k(top).min(), sales >= sales.quantile(0.9, "linear").over("site"), absence <= absence.bottom_k(bottom).max()]
        met = rows.lazy().select(*[rule.alias(f"r{r}") for r, rule in enumerate(rules)], consent=polars.col("consent") == 1)
        chosen = polars.sum_horizontal(polars.col(f"r{r}").cast(polars.Int8) for r in range(5)) >= 2
        return met.select(*[polars.col(f"r{r}").sum() for r in range(5)], chosen=chosen.sum(), selected=(chosen & polars.col("consent")).sum()).collect().row(0)

    return work, lambda row: {"met": row[:5], "chosen": row[5], "selected": row[6]}


def _cohorts(data):
    """Everybody at every age by a cross join; numbers alone."""
    import polars

    people, ages = polars.DataFrame({"entry": data["entry"], "exit": data["exit"]}), polars.DataFrame({"age": range(52)})
    day = polars.col("entry") + 7 * polars.col("age")

    def work():
        seen = people.lazy().with_columns(cohort=(polars.col("entry") - 4) // 7).join(ages.lazy(), how="cross").filter(day <= 21_300)
        return seen.group_by("cohort", "age").agg(observed=polars.len(), retained=(polars.col("exit") > day).sum()).collect()

    def read(table):
        total = table.group_by("age").agg(polars.col("observed", "retained").sum()).sort("age")
        return {name: total[name].to_numpy() for name in ("observed", "retained")}

    return work, read


def _promotion(data):
    """The next stay of the person by a shift, then sums by unit, post and quarter; heads by a join with the last days of the quarters."""
    import polars

    rows = polars.DataFrame({name: data[name] for name in ("person", "unit", "post", "start", "stop")})
    boundaries = data["boundaries"]
    quarters = polars.DataFrame({"close": boundaries[1:]})

    def work():
        on = rows.lazy().sort("person", "start").with_columns(
            following=polars.when((polars.col("person").shift(-1) == polars.col("person")) & (polars.col("start").shift(-1) == polars.col("stop"))).then(polars.col("post").shift(-1)).otherwise(-1))
        ended = on.filter((polars.col("stop") >= int(boundaries[0])) & (polars.col("stop") < int(boundaries[-1]))).with_columns(
            quarter=polars.lit(polars.Series(boundaries)).search_sorted(polars.col("stop"), side="right") - 1)
        moved = ended.group_by("unit", "post", "quarter").agg(promoted=(polars.col("following") > polars.col("post")).sum(), left=(polars.col("following") < 0).sum())
        there = rows.lazy().join(quarters.lazy(), how="cross").filter((polars.col("start") < polars.col("close")) & ((polars.col("stop") < 0) | (polars.col("stop") >= polars.col("close"))))
        heads = there.group_by("unit", "post", "close").agg(heads=polars.len())
        return moved.collect(), heads.collect()

    def read(tables):
        moved, heads = (table.sort("unit", "post") for table in tables)
        by = lambda table, name: table.group_by("unit", "post").agg(polars.col(name).sum()).sort("unit", "post")[name].to_numpy()  # noqa: E731
        return {"heads": by(heads, "heads"), "promoted": by(moved, "promoted"), "left": by(moved, "left")}

    return work, read


def _ranking(data):
    import numpy as np
    import polars

    rows, score = polars.DataFrame(data), polars.col("score")
    weights = np.arange(len(rows)) % 97 + 1

    def work():
        return rows.select(rank=score.rank("min", descending=True).over("group"), percentile=((score.rank("average") - 0.5) / polars.len()).over("group"))

    return work, lambda table: {name: weights @ table[name].to_numpy().astype(float) for name in ("rank", "percentile")}


if __name__ == "__main__":
    main("polars", version, {**polars_leaving.ADAPTERS, "growth": _growth, "promotion": _promotion, "alerts": _alerts, "ways": _ways, "scorecard": _scorecard, "features": _features, "headcount": _headcount, "headcount_rows": _headcount_rows, "rolling": _rolling, "selection": _selection, "cohorts": _cohorts, "ranking": _ranking})
