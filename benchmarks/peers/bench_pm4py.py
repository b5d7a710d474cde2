"""pm4py: directly-follows graph, its times, variants, on a data frame in order of person and time."""

from __future__ import annotations

import numpy as np
from harness import main
from problems import WAY_WORDS


def version() -> str:
    from importlib.metadata import version as of

    return of("pm4py")


def _ways(data):
    import pandas
    import pm4py

    frame = pandas.DataFrame({
        "case:concept:name": data["person"].astype(str),
        "concept:name": np.array(WAY_WORDS, dtype=object)[data["word"]],
        "time:timestamp": pandas.to_datetime(data["day"], unit="D", utc=True),
    })

    def work():
        return pm4py.discover_dfg(frame)[0], pm4py.discover_performance_dfg(frame)[0], pm4py.get_variants(frame)

    def read(answer):
        dfg, times, variants = answer
        size = len(WAY_WORDS)
        count, mean = np.zeros((size, size)), np.zeros((size, size))
        for (a, b), number in dfg.items():
            at = WAY_WORDS.index(a), WAY_WORDS.index(b)
            count[at], mean[at] = number, times[a, b]["mean"] / 86400
        people = sorted((each if isinstance(each, int) else len(each) for each in variants.values()), reverse=True)
        return {"count": count, "mean": mean, "people": people[:20], "distinct": len(variants)}

    return work, read


if __name__ == "__main__":
    main("pm4py", version, {"ways": _ways})
