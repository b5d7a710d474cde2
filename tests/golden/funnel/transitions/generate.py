"""Rewrites the JSON files beside it with pm4py: python tests/golden/funnel/transitions/generate.py

Directly-follows graph, its mean, least and greatest times, start and end activities, variants. No person has two events on one day, so that no rule about ties is needed.
"""

import json
import os
import platform
from pathlib import Path

import numpy as np
import pandas as pd
import pm4py

HERE = Path(__file__).parent
WORDS = ["applied", "screened", "trained", "certified", "posted", "left"]
DAY = 86400.0


def people(random):
    rows = []
    for person in range(int(random.integers(30, 80))):
        at, day = 0, int(random.integers(0, 40))
        while True:
            rows.append((f"p{person:03}", day, WORDS[at]))
            if at >= 4 or random.random() < 0.08:
                break
            day += int(random.integers(1, 15))
            step = random.random()
            at = 5 if step < 0.15 else max(0, at - 1) if step < 0.35 else at if step < 0.42 else at + 1
    order = random.permutation(len(rows))
    return [rows[i] for i in order]


def main():
    for old in HERE.glob("*.json"):
        old.unlink()
    for number in range(1, 7):
        random = np.random.default_rng(20270 + number + 1000003 * int(os.environ.get("MAINSTAY_FRESH", "0")))
        rows = people(random)
        frame = pd.DataFrame(rows, columns=["case:concept:name", "day", "concept:name"])
        frame["time:timestamp"] = pd.to_datetime(frame["day"], unit="D", utc=True)
        frame = frame.sort_values(["case:concept:name", "time:timestamp"]).reset_index(drop=True)
        dfg, starts, ends = pm4py.discover_dfg(frame)
        performance = pm4py.discover_performance_dfg(frame)[0]
        variants = pm4py.get_variants(frame)
        edges = sorted(dfg)
        expect = {
            "from": [a for a, _ in edges],
            "to": [b for _, b in edges],
            "count": [int(dfg[edge]) for edge in edges],
            "mean_days": [performance[edge]["mean"] / DAY for edge in edges],
            "shortest_days": [performance[edge]["min"] / DAY for edge in edges],
            "longest_days": [performance[edge]["max"] / DAY for edge in edges],
            "starts": {word: int(count) for word, count in sorted(starts.items())},
            "ends": {word: int(count) for word, count in sorted(ends.items())},
            "ways": sorted(" > ".join(way) for way in variants),
        }
        counts = {" > ".join(way): int(people if isinstance(people, int) else len(people)) for way, people in variants.items()}
        expect["people"] = [counts[way] for way in expect["ways"]]
        document = {
            "source": f"Python {platform.python_version()}, pm4py {pm4py.__version__}",
            "call": "discover_dfg, discover_performance_dfg, get_variants",
            "data": {"person": [r[0] for r in rows], "time": [r[1] for r in rows], "event": [r[2] for r in rows]},
            "expect": expect,
        }
        (HERE / f"random_{number:02}.json").write_text(json.dumps(document, separators=(",", ":"), ensure_ascii=False).replace('","', '", "').replace('},"', '},\n"').replace('],"', '],\n"') + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
