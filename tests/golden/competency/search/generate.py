"""Golden values of competency.search: the whole matrix in numpy, sorted by score and id. Run: python generate.py (numpy)."""
import json
from pathlib import Path

import numpy as np

rng = np.random.default_rng(17)
for name, n, m, k, must in (("exclude", 300, 25, 6, "exclude"), ("score", 200, 12, 4, "score")):
    x = np.round(rng.uniform(0, 10, (n, k)), 1)
    target = np.round(rng.uniform(4, 9, (m, k)), 1)
    weight = rng.integers(1, 5, (m, k)).astype(float)
    floor = np.where(rng.random((m, k)) < 0.3, np.round(target * rng.uniform(0.2, 0.7, (m, k)), 1), np.nan)
    person, post = rng.permutation(1000)[:n], rng.permutation(100)[:m]
    site, wanted_site = rng.integers(0, 3, n), np.where(rng.random(m) < 0.7, rng.integers(0, 3, m), -1)
    pay, band = rng.integers(5, 12, n), rng.integers(8, 12, m)
    u = np.clip(x[:, None, :] / target[None], 0, 1)
    share = weight / weight.sum(axis=1, keepdims=True)
    score = np.zeros((n, m))
    for j in range(k):  # in the order of the dimensions, so that the sums are the same to the last bit
        score += share[None, :, j] * u[:, :, j]
    failed = (x[:, None, :] < np.where(np.isnan(floor), -1, floor)[None]).any(axis=2)
    if must == "exclude":
        score[failed] = -1
    else:
        score = np.where(failed, np.minimum(score, 0.6), score)
    score[(wanted_site[None] >= 0) & (site[:, None] != wanted_site[None])] = -1
    score[pay[:, None] > band[None]] = -1
    by_post, by_person = [], []
    for p in range(m):
        for rank, i in enumerate(np.lexsort((person, -score[:, p]))[:5], 1):
            if score[i, p] >= 0:
                by_post.append([p, rank, int(i), score[i, p]])
    for i in range(n):
        for rank, p in enumerate(np.lexsort((post, -score[i]))[:3], 1):
            if score[i, p] >= 0:
                by_person.append([i, rank, int(p), score[i, p]])
    columns = lambda a: {f"d{j}": [None if v != v else v for v in a[:, j].tolist()] for j in range(k)}  # noqa: E731
    golden = {
        "source": f"numpy {np.__version__}", "must_haves": must,
        "data": {"x": columns(x), "target": columns(target), "weight": columns(weight), "floor": columns(floor), "person": person.tolist(), "post": post.tolist(),
                 "site": site.tolist(), "wanted_site": [None if s < 0 else s for s in wanted_site.tolist()], "pay": pay.tolist(), "band": band.tolist()},
        "result": {"by_post": by_post, "by_person": by_person},
    }
    Path(__file__).with_name(f"{name}.json").write_text(json.dumps(golden) + "\n")
