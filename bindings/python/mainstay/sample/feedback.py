"""The broker's feedback from all sides (360°): people in groups of their own, some raters severe, some people who see themselves otherwise than others do."""

from __future__ import annotations

from typing import Any

import numpy as np

from .company import Company, Drawn, random_of
from .writing import Coded, Ids

MOST, GROUP, PEERS = 160, 8, 4        # people, those in a group with their manager, peers who rate each
ITEMS = ("communication", "product_knowledge", "insight", "resilience")
ROLES = ("self", "manager", "peer", "report")
SPREAD, SEVERITY, NOISE = 1.1, .8, .9  # standard deviations of people, raters and single ratings, on 1 to 10
BLIND, MODEST, BY = .1, .1, 2.6        # shares of people who see themselves so much higher, so much lower


def ratings(made: Company, seed: int) -> Drawn:
    rng = random_of(seed, 101)
    count = min(MOST, max(2 * GROUP, len(made.tables["people"]["person"]) // 5)) // GROUP * GROUP
    person = np.arange(count)
    quality = 6.4 + rng.normal(0, SPREAD, count)
    severity = rng.normal(0, SEVERITY, count)
    kind = rng.choice(3, count, p=(1 - BLIND - MODEST, BLIND, MODEST))
    own = np.select([kind == 1, kind == 2], [BY, -BY], 0.0)
    heads = list(range(0, count, GROUP))
    rows: list[tuple[int, int, int]] = []
    for i in range(count):
        head = i // GROUP * GROUP
        rows.append((i, i, 0))
        if i != head:
            rows.append((i, head, 1))
            others = [j for j in range(head + 1, head + GROUP) if j != i]
            rows += [(i, int(j), 2) for j in sorted(rng.permutation(others)[:PEERS])]
        else:
            rows += [(i, j, 3) for j in range(i + 1, i + GROUP)]
            rows += [(i, int(j), 2) for j in sorted(rng.permutation([j for j in heads if j != i])[:PEERS])]
    rated, rater, role = (np.repeat(np.array(column), len(ITEMS)) for column in zip(*rows))
    item = np.tile(np.arange(len(ITEMS)), len(rows))
    seen = quality[rated] + np.array([.3, 0, -.4, .1])[item] + np.where(role == 0, own[rated], -severity[rater]) + rng.normal(0, NOISE, len(item))
    table: dict[str, Any] = {"person": Ids("F", rated + 1), "rater": Ids("F", rater + 1), "role": Coded(role, list(ROLES)), "item": Coded(item, list(ITEMS)), "rating": np.clip(np.rint(seen), 1, 10).astype(np.int64)}
    return Drawn({"feedback": table},
                 {"feedback": {"people": count, "std_deviation": {"person": SPREAD, "rater": SEVERITY, "residual": NOISE}, "severity": {f"F{i + 1:07}": round(float(severity[i]), 3) for i in person},
                               "see_themselves_higher": [f"F{i + 1:07}" for i in np.flatnonzero(kind == 1)], "see_themselves_lower": [f"F{i + 1:07}" for i in np.flatnonzero(kind == 2)], "by": BY}},
                 {"feedback": {"table": "feedback", "person": "person", "rater": "rater", "rating": "rating", "item": "item", "role": "role", "floor": 3}})


DRAWN = {"broker": ratings}
LABELS: dict[str, dict[str, str]] = {}
VALUES = {"self": {"en": "self", "zh": "本人"}, "manager": {"en": "manager", "zh": "上级"}, "peer": {"en": "peers", "zh": "同级"}, "report": {"en": "reports", "zh": "下级"}, "others": {"en": "others", "zh": "他人"}, "pooled": {"en": "pooled", "zh": "合并"}}
