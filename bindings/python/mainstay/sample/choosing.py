"""A class of the lender's trainees chooses branches, and the branches choose among them. Drawn apart from the other tables, which they leave as they are."""

from __future__ import annotations

from typing import Any

import numpy as np

from .company import Company, Drawn, random_of
from .writing import Coded, Decimal, Ids

TRAINEES, LEAST_WISHES = 60, 3
BRANCHES = {"城东店": 14, "城西店": 12, "城南店": 10, "城北店": 8, "高新店": 6, "郊区店": 15}  # seats
WANTED = (0.6, 0.2, 0.0, 0.3, 1.2, -0.8)  # how much trainees like each


def wishes(made: Company, seed: int) -> Drawn:
    """A row for each branch on a trainee's list: its place there, and how the branch rated the trainee."""
    rng = random_of(seed, 75)
    count, branches = TRAINEES, len(BRANCHES)
    liking = np.array(WANTED) + rng.gumbel(size=(count, branches))
    length = rng.integers(LEAST_WISHES, branches + 1, count)
    ability = rng.normal(size=count)
    rating = np.clip(np.round(6.5 + 1.2 * ability[:, None] + rng.normal(0, .8, (count, branches)), 1), 0, 10)
    place = np.argsort(np.argsort(-liking, axis=1, kind="stable"), axis=1, kind="stable") + 1
    trainee, branch = np.nonzero(place <= length[:, None])
    order = np.lexsort((place[trainee, branch], trainee))
    trainee, branch = trainee[order], branch[order]
    table: dict[str, Any] = {"trainee": Ids("W", trainee + 1), "branch": Coded(branch, list(BRANCHES)), "wish": place[trainee, branch].astype(np.int64), "rating": Decimal(rating[trainee, branch], 1)}
    dataset = {"stable_matching": {"table": "wishes", "person": "trainee", "post": "branch", "wish": "wish", "rating": "rating", "capacity": BRANCHES, "ties": "lottery"}}
    truth = {"wishes": {"trainees": count, "seats": sum(BRANCHES.values()), "pairs": len(trainee), "liking": dict(zip(BRANCHES, WANTED)), "rating": "6.5 + 1.2 ability + noise (sd 0.8), on 0 to 10"}}
    return Drawn({"wishes": table}, truth, dataset)


DRAWN = {"lender": wishes}
LABELS = {"wish": {"en": "Place on the list", "zh": "志愿顺序"}, "rating": {"en": "Rating", "zh": "评分"}, "branch": {"en": "Branch", "zh": "门店"}}
VALUES: dict[str, dict[str, str]] = {}
