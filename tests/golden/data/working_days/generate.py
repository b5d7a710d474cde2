"""Golden values of data.working_days by numpy's busday functions on random calendars. Run: python generate.py (numpy 2)."""
import json
from pathlib import Path

import numpy as np

rng = np.random.default_rng(12)
for index in range(3):
    first = int(rng.integers(18_000, 19_500))
    last = first + int(rng.integers(200, 500))
    known = np.arange(first, last + 1)
    weekday = (known + 3) % 7  # 0 = Monday; day 0 was a Thursday
    holidays = np.sort(rng.choice(known[weekday < 5], 15, replace=False))
    make_up = np.sort(rng.choice(known[weekday >= 5], 6, replace=False))
    worked = np.union1d(np.setdiff1d(known[weekday < 5], holidays), make_up)
    # numpy knows weekmasks and holidays, no make-up days: every day may be worked, and those that are not are holidays.
    calendar = np.busdaycalendar(weekmask="1111111", holidays=np.setdiff1d(known, worked).astype("datetime64[D]"))
    day = rng.integers(first + 60, last - 60, 60)
    until = rng.integers(first, last + 2, 60)
    add = rng.integers(-25, 26, 60)
    days = day.astype("datetime64[D]")
    # An offset counts from a worked day: backwards from the next one, forwards from the last one, so that a day off itself counts as none.
    start = np.where(add > 0, np.busday_offset(days, 0, roll="backward", busdaycal=calendar), np.busday_offset(days, 0, roll="forward", busdaycal=calendar))
    golden = {
        "source": f"numpy {np.__version__}: is_busday, busday_count, busday_offset",
        "options": {"first_day": first, "last_day": last, "holidays": holidays.tolist(), "make_up_days": make_up.tolist()},
        "data": {"day": day.tolist(), "until": until.tolist(), "add": add.tolist(), "worked": worked.tolist()},
        "result": {
            "is_working": np.is_busday(days, busdaycal=calendar).astype(int).tolist(),
            "between": [int(np.busday_count(a, b, busdaycal=calendar)) if b >= a else -int(np.busday_count(b, a, busdaycal=calendar))
                        for a, b in zip(days, until.astype("datetime64[D]"))],
            "shifted": np.busday_offset(start.astype("datetime64[D]"), add, busdaycal=calendar).astype(int).tolist(),
        },
    }
    Path(__file__).with_name(f"random_{index}.json").write_text(json.dumps(golden) + "\n", encoding="utf-8")
