"""How far people come under ClickHouse's strict modes: python generate.py, with numpy and chdb installed.

Streams where the two say the same: nobody returns to a stage that is behind (ClickHouse's strict_order lets people), and nothing else happens between two entries
(after which it looks no further; entry = any does). Runs of the stages a, b, c, d, some left out, with other events between. Times of a person differ.
"""
import json
from pathlib import Path

import numpy as np
from chdb import session

STAGES, WINDOW = "abcd", 40
MODES = {"default": (), "strict_order": ("strict_order",), "strict_deduplication": ("strict_deduplication",), "both": ("strict_order", "strict_deduplication")}

if __name__ == "__main__":
    random = np.random.default_rng(26)
    person, time, event = [], [], []
    for each in range(400):
        words = []
        for stage in STAGES:
            if random.random() < 0.15:
                continue
            run = int(random.choice([1, 1, 1, 2, 3]))
            for i in range(run):
                words.append(stage)
                if random.random() < 0.1 and (stage != "a" or i + 1 == run):
                    words.append("x")
        words = words or ["x"]
        days = np.sort(random.choice(60, len(words), replace=False)).tolist()
        person += [each] * len(words)
        time += days
        event += words
    rows = ",".join(f"({p},{t},'{e}')" for p, t, e in zip(person, time, event))
    connection = session.Session()
    expect = {}
    for name, mode in MODES.items():
        query = f"""select person, windowFunnel({WINDOW}{''.join(f", '{word}'" for word in mode)})(toUInt32(time), {', '.join(f"event = '{stage}'" for stage in STAGES)}) as level
                    from values('person Int64, time UInt32, event String', {rows}) group by person order by person"""
        expect[name] = [int(line.split(",")[1]) for line in str(connection.query(query, "CSV")).split()]
    document = {"stages": list(STAGES), "window": WINDOW, "data": {"person": person, "time": time, "event": event}, "expect": expect}
    (Path(__file__).parent / "strict.json").write_text(json.dumps(document) + "\n")
    print({name: np.bincount(levels).tolist() for name, levels in expect.items()})
