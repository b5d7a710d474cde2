"""Optimal sums by scipy: linear_sum_assignment on copied seats, and HiGHS on the linear programme where there are bounds.

Usage: python generate.py   (numpy, scipy). Writes *.json beside itself. Only sums are compared: ties leave the placement open.
"""
import json
from pathlib import Path

import numpy as np
import scipy
from scipy.optimize import Bounds, LinearConstraint, linear_sum_assignment, milp

HERE = Path(__file__).parent


def match_scores(rng, people, posts, dimensions=6, mix=0.6):
    """Everyone wants the same people: scores from a common ability and weighted attainment of targets."""
    x = np.clip(6 + 1.5 * (mix * rng.normal(size=(people, 1)) + np.sqrt(1 - mix**2) * rng.normal(size=(people, dimensions))), 0, 10)
    target = np.clip(7 + 1.2 * rng.normal(size=(posts, dimensions)), 3, 10)
    weight = rng.random((posts, dimensions)) + 0.2
    weight /= weight.sum(axis=1, keepdims=True)
    return np.einsum("ijd,jd->ij", np.minimum(1, x[:, None, :] / target[None]), weight)


def copied(score, capacity, least):
    """Best sum when everybody may stay out at 0 (merits) or as many as possible are placed (costs)."""
    seats = np.repeat(np.arange(score.shape[1]), capacity)
    wide = score[:, seats]
    if least:
        rows, columns = linear_sum_assignment(np.where(np.isnan(wide), 1e7, wide))
    else:
        wide = np.hstack([np.where(np.isnan(wide), -1e7, wide), np.zeros((score.shape[0], score.shape[0]))])
        rows, columns = linear_sum_assignment(wide, maximize=True)
    return float(wide[rows, columns].sum())


def write(name, score, capacity, **more):
    score, capacity = np.asarray(score, float), np.asarray(capacity, int)
    total = copied(score, capacity, more.get("objective") == "lowest") if "total" not in more else more["total"]
    data = {"score": [[None if np.isnan(v) else v for v in row] for row in score.tolist()], "capacity": capacity.tolist(), **{k: v for k, v in more.items() if k != "total"}}
    document = {"source": f"scipy {scipy.__version__}", "data": data, "expect": {"total": total}}
    (HERE / f"{name}.json").write_text(json.dumps(document, separators=(",", ":")) + "\n")


def bounded(score, capacity, group, bounds):
    """Sum with bounds (group, post or -1, at_least, at_most), everybody may stay out."""
    people, posts = score.shape
    rows, low, high = [], [], []
    place = lambda keep: np.array([[keep(i, j) for j in range(posts)] for i in range(people)], float).ravel()
    for i in range(people):
        rows.append(place(lambda a, _: a == i)), low.append(0), high.append(1)
    for j in range(posts):
        rows.append(place(lambda _, b: b == j)), low.append(0), high.append(capacity[j])
    for g, post, least, most in bounds:
        rows.append(place(lambda a, b: group[a] == g and post in (-1, b))), low.append(least), high.append(most)
    upper = np.where(np.isnan(score), 0.0, 1.0).ravel()
    answer = milp(-np.nan_to_num(score).ravel(), constraints=LinearConstraint(np.array(rows), low, high), integrality=np.ones(people * posts), bounds=Bounds(0, upper))
    assert answer.success, answer.message
    return float(-answer.fun)


rng = np.random.default_rng(20)
write("square", match_scores(rng, 60, 60), np.ones(60))
write("more_posts", match_scores(rng, 40, 70), np.ones(70))
write("more_people", match_scores(rng, 70, 40), np.ones(40))
write("one_ability", match_scores(rng, 50, 50, mix=0.98), np.ones(50))
write("ties", np.round(match_scores(rng, 60, 60), 1), np.ones(60))
write("seats", match_scores(rng, 80, 9), rng.integers(1, 12, 9))
sparse = match_scores(rng, 60, 50)
sparse[rng.random(sparse.shape) < 0.85] = np.nan
write("sparse", sparse, np.ones(50))
write("costs", rng.integers(1, 101, (100, 100)), np.ones(100), objective="lowest")
for people, posts, name in ((40, 6, "bounds"), (30, 5, "bounds_by_post")):
    score, capacity, group = match_scores(rng, people, posts), rng.integers(2, 6, posts), rng.integers(0, 3, people)
    score[rng.random(score.shape) < 0.3] = np.nan
    sizes = np.bincount(group)
    bounds = [[0, -1, 5, int(sizes[0])], [1, -1, 0, 4]] if name == "bounds" else [[0, 1, 2, 3], [1, 2, 0, 1], [2, -1, 4, int(sizes[2])], [2, 0, 0, 0]]
    write(name, score, capacity, group=group.tolist(), bounds=bounds, total=bounded(score, capacity, group, bounds))
