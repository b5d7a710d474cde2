"""polars' side of the problems about texts, warnings and people who left."""

from __future__ import annotations

from typing import Any

import numpy as np
from problems_leaving import CARE_TODAY
from problems_texts import SAID


def _lexicon(data):
    """Whether one of a reason's phrases stands in a text (Aho and Corasick): no clauses, no negation, no places."""
    import polars

    rows = polars.DataFrame({"text": data["text"].tolist()})
    return lambda: rows.select(polars.col("text").str.contains_any(list(phrases)).sum().alias(name) for name, phrases in SAID.items()), lambda table: {"stated": table.row(0)}


def _hidden(data):
    """Counts of people alone."""
    import polars
    from polars import col

    rows = polars.DataFrame({"person": data["person"], "form": data["form"]}).with_row_index("row")
    evidence = polars.DataFrame({"row": data["evidence_row"].astype(np.uint32), "reason": data["evidence_reason"], "weight": data["evidence_weight"]})

    def work():
        weights = evidence.join(rows, on="row").group_by("person", "row", "reason", "form").agg(col("weight").sum())
        reasons = weights.group_by("person", "reason").agg(
            interview=(col("weight") * (1 - col("form"))).sum(), stated=(col("weight") * col("form")).sum(), utterances=(col("form") == 0).sum())
        both = reasons.with_columns(other=col("interview") + col("stated"))
        first = both.sort("interview", descending=True).group_by("person", maintain_order=True).first()
        others = both.join(first.select("person", leading="reason"), on="person").filter(col("reason") != col("leading")).group_by("person").agg(next=col("other").max())
        form = both.filter(col("stated") > 0).sort("stated", descending=True).group_by("person", maintain_order=True).first().select("person", form_reason="reason")
        firm = first.join(others, on="person", how="left").join(form, on="person", how="left").filter(
            (col("utterances") >= 2) & (col("interview") >= 1.5) & (col("interview") >= 2 * col("next").fill_null(0)))
        agreeing = firm.filter(col("form_reason") == col("reason")).height
        return {"hidden": firm.height - agreeing, "agreeing": agreeing}

    return work, lambda answer: answer


def _themes(data):
    """People by theme and group and in totals; cells too small by themselves are blanked, none on their account."""
    import polars
    from polars import col

    rows = polars.DataFrame(data)

    def work():
        cells = rows.unique()
        inner = cells.group_by("theme", "group").len()
        themes = cells.unique(["person", "theme"]).group_by("theme").len().sort("theme")
        groups = cells.group_by("group").len()
        small = sum(table.select(((col("len") > 0) & (col("len") < 5)).sum()).item() for table in (inner, themes, groups))
        return {"small": small, "people": themes["len"]}

    return work, lambda answer: answer


def _quality(data):
    """No overlap, no base rate, no median of the lead; the curve by days in numpy."""
    import polars
    from polars import col

    people = polars.DataFrame({"alert_person": np.arange(len(data["start"])), "until": data["until"], "left": data["left"]})
    alerts = polars.DataFrame({name: data[name] for name in ("alert_person", "alert_rule", "alert_day")})
    lead, horizon = 7, 90

    def work():
        ahead = alerts.join(people, on="alert_person").with_columns(days=col("until") - col("alert_day"))
        right = (col("left") == 1) & (col("days") >= lead) & (col("days") <= horizon)
        counts = ahead.group_by("alert_rule").agg(in_time=right.sum(), censored=((col("left") == 0) & (col("days") <= horizon)).sum(), warned=col("alert_person").filter(right).n_unique()).sort("alert_rule")
        by_day = ahead.group_by("alert_rule", "days").agg(polars.len(), left=col("left").sum()).sort("alert_rule", "days")
        precision = []
        for rule in range(5):
            days, rows, left = (by_day.filter(col("alert_rule") == rule)[name].to_numpy() for name in ("days", "len", "left"))
            curve = np.cumprod(1 - left / rows[::-1].cumsum()[::-1])
            at = lambda day: curve[np.searchsorted(days, day, "right") - 1] if days[0] <= day else 1.0
            precision.append(at(lead - 1) - at(horizon))
        return counts, precision

    return work, lambda result: {**{name: result[0][name] for name in ("in_time", "censored", "warned")}, "precision": result[1]}


def _care(data):
    """Who is within the days of the stage: no order, no caps, nothing of the others."""
    import polars
    from polars import col

    rows = polars.DataFrame(data).with_row_index("row")

    def work():
        since = CARE_TODAY - col("exit")
        return rows.filter((col("contactable") == 1) & since.is_between(20, 45) & ~(col("returned") <= CARE_TODAY)).sort("priority", descending=True).select("row")

    return work, lambda table: {"due": table.height, "rows": table["row"].cast(polars.Int64).sum()}  # a sum of 4-byte rows wraps around in 4 bytes


ADAPTERS: dict[str, Any] = {"lexicon": _lexicon, "hidden": _hidden, "themes": _themes, "quality": _quality, "care": _care}
