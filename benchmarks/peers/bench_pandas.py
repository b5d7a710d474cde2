"""pandas: rules as comparisons of columns, quantiles within groups by transform."""

from __future__ import annotations

from harness import main


def version() -> str:
    import pandas

    return str(pandas.__version__)


def _selection(data):
    """Counts alone: which rule each person meets is not kept."""
    import numpy as np
    import pandas

    rows = pandas.DataFrame(data)
    top, bottom = len(rows) // 5, len(rows) * 3 // 10

    def work():
        sales, absence = rows["sales"], rows["absence"]
        rules = [rows["rate"] >= 80, rows["service"] >= rows["service"].quantile(0.5), sales >= np.partition(sales.to_numpy(), len(rows) - top)[len(rows) - top],
                 sales >= rows.groupby("site")["sales"].transform("quantile", 0.9), absence <= np.partition(absence.to_numpy(), bottom - 1)[bottom - 1]]
        chosen = sum(rule.astype(np.int8) for rule in rules) >= 2
        return [int(rule.sum()) for rule in rules], int(chosen.sum()), int((chosen & (rows["consent"] == 1)).sum())

    return work, lambda result: dict(zip(("met", "chosen", "selected"), result, strict=True))


if __name__ == "__main__":
    main("pandas", version, {"selection": _selection})
