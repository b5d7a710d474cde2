"""Golden counts of funnels, from DuckDB's joins: python generate.py, with numpy and duckdb installed.

Times of one person differ, so that no tie policy plays a part: the question of a peer that knows none. `first` follows the chain
from a person's first entry, `any` the best chain from any entry; a stage counts when it lies after the stage before and within
`window` days of the entry, that day included. Written beside this file: one JSON for each design, in the form of ../../README.md.
"""
import json
from pathlib import Path

import duckdb
import numpy as np

STAGES = ("applied", "interviewed", "offered", "started")

FIRST = """
with s1 as (select person, min(time) as t1 from events where event = 'applied' group by person),
s2 as (select s1.*, min(time) as t2 from s1 left join events e on e.person = s1.person and event = 'interviewed' and time > t1 and time <= t1 + {window} group by all),
s3 as (select s2.*, min(time) as t3 from s2 left join events e on e.person = s2.person and event = 'offered' and time > t2 and time <= t1 + {window} group by all),
s4 as (select s3.*, min(time) as t4 from s3 left join events e on e.person = s3.person and event = 'started' and time > t3 and time <= t1 + {window} group by all)
select count(t1), count(t2), count(t3), count(t4), avg(t2 - t1), avg(t3 - t2), avg(t4 - t3) from s4
"""
ANY = """
with s1 as (select person, time as t1 from events where event = 'applied'),
s2 as (select s1.*, min(time) as t2 from s1 left join events e on e.person = s1.person and event = 'interviewed' and time > t1 and time <= t1 + {window} group by all),
s3 as (select s2.*, min(time) as t3 from s2 left join events e on e.person = s2.person and event = 'offered' and time > t2 and time <= t1 + {window} group by all),
s4 as (select s3.*, min(time) as t4 from s3 left join events e on e.person = s3.person and event = 'started' and time > t3 and time <= t1 + {window} group by all),
best as (select person, max(1 + (t2 is not null)::int + (t3 is not null)::int + (t4 is not null)::int) as level from s4 group by person)
select count(*), count(*) filter (level >= 2), count(*) filter (level >= 3), count(*) filter (level >= 4) from best
"""


def design(seed: int, people: int, span: int, window: int) -> dict:
    random = np.random.default_rng(seed)
    person, time, event = [], [], []
    for each in range(people):
        count = int(random.integers(1, 12))
        person += [each] * count
        time += sorted(random.choice(span, count, replace=False).tolist())
        event += random.choice([*STAGES, "called"], count, p=[0.3, 0.25, 0.2, 0.15, 0.1]).tolist()
    order = random.permutation(len(person))  # the rows come in any order
    return {"person": [person[i] for i in order], "time": [time[i] for i in order], "event": [event[i] for i in order]}


if __name__ == "__main__":
    here = Path(__file__).parent
    for name, (seed, people, span, window) in {"narrow": (1, 300, 60, 10), "wide": (2, 300, 90, 45), "long": (3, 200, 400, 120)}.items():
        columns = design(seed, people, span, window)
        con = duckdb.connect()
        con.execute("create table events (person bigint, time bigint, event varchar)")
        con.executemany("insert into events values (?, ?, ?)", list(zip(*columns.values())))
        first = con.execute(FIRST.format(window=window)).fetchone()
        best = con.execute(ANY.format(window=window)).fetchone()
        content = {"source": f"DuckDB {duckdb.__version__}", "call": "self-joins of generate.py", "data": columns, "stages": STAGES, "window": window,
                   "expect": {"first": {"reached": first[:4], "mean_days": first[4:]}, "any": {"reached": best}}}
        (here / f"{name}.json").write_text(json.dumps(content, separators=(",", ":")) + "\n", encoding="utf-8")
