"""polars: features by a join, a sort and the last of what was known."""

from __future__ import annotations

from harness import main


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


if __name__ == "__main__":
    main("polars", version, {"features": _features})
