"""Golden values of returns.care: 60 leavers of a quarter, four owners with three calls a day, a calendar with holidays. A restatement in pandas: each day's open stages are
sorted and numbered within the owner; business days by numpy.busday_offset. Run: python generate.py (needs numpy, pandas)."""
import json
from pathlib import Path

import numpy as np
import pandas as pd

STAGES = [(3, 7, 14), (24, 30, 45), (76, 90, 120)]  # opens, due, closes
HOLIDAYS = ["2026-04-06", "2026-05-01", "2026-05-04", "2026-05-05", "2026-06-19"]
GAP, CAP = 7, 3


def main():
    random = np.random.default_rng(17)
    day = lambda text: int(np.datetime64(text, "D").astype(int))
    first, last, today, until = day("2026-01-01"), day("2026-12-31"), day("2026-04-01"), day("2026-06-30")
    everyday = np.arange(first, last + 1)
    worked = everyday[np.is_busday(everyday.astype("datetime64[D]"), holidays=HOLIDAYS)]
    n = 60
    people = pd.DataFrame({"person": np.arange(n)[::-1], "exit": random.integers(day("2026-01-10"), day("2026-06-10"), n), "contactable": (random.random(n) < 0.9).astype(int),
                           "priority": random.integers(0, 3, n).astype(float), "owner": random.choice(["Zhou", "Qian", "Sun", "Wu"], n)})
    people["withdrawn"] = np.where(random.random(n) < 0.1, people["exit"] + 40, np.nan)
    usable = lambda days: np.busday_offset(days.to_numpy().astype("datetime64[D]"), 0, roll="forward", holidays=HOLIDAYS).astype(int)
    tasks = pd.concat([people.assign(stage=s, opens=people["exit"] + opens, due_day=usable(people["exit"] + due), closes=people["exit"] + closes) for s, (opens, due, closes) in enumerate(STAGES)])
    tasks["closes"] = tasks[["closes", "due_day"]].max(axis=1)
    tasks = tasks.sort_values(["priority", "due_day", "person", "stage"], ascending=[False, True, True, True]).reset_index(drop=True)
    tasks["planned"] = -1
    for now in worked[(worked >= today) & (worked <= until)]:
        last_call = tasks[tasks["planned"] >= 0].groupby("person")["planned"].max()
        since = now - tasks["person"].map(last_call).fillna(-10**6)
        open_now = tasks[(tasks["planned"] < 0) & (tasks["contactable"] == 1) & ~(tasks["withdrawn"] <= now) & (tasks["opens"] <= now) & (now <= tasks["closes"]) & (since >= GAP)]
        assert open_now["person"].is_unique  # otherwise the second stage would have to wait for the gap
        chosen = open_now[open_now.groupby("owner").cumcount() < CAP]
        tasks.loc[chosen.index, "planned"] = now
    due = tasks[tasks["planned"] >= 0].sort_values(["planned", "owner"], kind="stable")
    document = {
        "source": f"numpy {np.__version__}, pandas {pd.__version__}",
        "options": {"today": today, "until": until, "owner_cap": CAP, "calendar_first": first, "calendar_last": last},
        "data": {**{name: people[name].tolist() for name in ("person", "exit", "contactable", "priority", "owner")}, "withdrawn": [None if np.isnan(value) else value for value in people["withdrawn"]],
                 "working_day": worked.tolist()},
        "expect": {"person": due["person"].tolist(), "day": due["planned"].tolist(), "due_day": due["due_day"].tolist(), "stage": due["stage"].tolist()},
    }
    (Path(__file__).parent / "quarter.json").write_text(json.dumps(document) + "\n", encoding="utf-8")


main()
