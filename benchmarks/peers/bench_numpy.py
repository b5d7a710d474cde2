"""numpy: people drawn again by rows; commission in whole numbers; post after post, the scores of everybody as one column, must-haves as a mask, a partition for the best."""

from __future__ import annotations

from harness import main
from problems import RESAMPLES


def version() -> str:
    import numpy

    return str(numpy.__version__)


def _search(data):
    import numpy as np

    x, target, weight, floor = data["x"], data["target"], data["weight"], np.where(np.isnan(data["floor"]), -1.0, data["floor"])
    must = [np.flatnonzero(row >= 0) for row in floor]

    def work():
        person, score = [], []
        for p in range(len(target)):
            u = np.minimum(x * (1.0 / target[p]), 1.0) @ weight[p]
            for j in must[p]:
                u[x[:, j] < floor[p, j]] = -1.0
            least = np.partition(u, len(u) - 10)[len(u) - 10]
            best = np.flatnonzero(u >= least)
            best = best[np.lexsort((best, -u[best]))][:10]
            person.append(best)
            score.append(u[best])
        return np.concatenate(person), np.concatenate(score)

    return work, lambda result: {"person": result[0], "score": result[1]}


def _payout(data):
    """Edges at 100 % and 120 % in whole numbers: 50 parts of the target are 60 of the edge, and rates are hundredths."""
    import numpy as np

    amount, target, points, pool = data["amount"], data["target"], data["points"], 1_000_000_007

    def work():
        edge, top = 5 * target, 6 * target  # fifths
        fifths = 5 * amount
        hundredths = 5 * np.minimum(fifths, edge) + 8 * np.clip(fifths - edge, 0, top - edge) + 12 * np.maximum(fifths - top, 0)
        earned = (hundredths + 250) // 500
        total = int(points.sum())
        share, rest = pool * points // total, pool * points % total
        share[np.argsort(-rest, kind="stable")[: pool - int(share.sum())]] += 1
        return earned + share

    return work, lambda result: {"earned": result}


def _money(data):
    """Rows drawn with replacement in both groups; without steps, groups and sensitivity. Limits move with the draws."""
    import numpy as np

    saved = np.where(data["returned"] == 1, 300_000 + data["pay"] * 189 // 200, 0)  # 3 months of 45 %, 70 % of it saved
    spent = data["contact"] + data["offer"]
    called, held = data["comparison"] == 0, data["comparison"] == 1
    saved_called, spent_called, saved_held = saved[called], spent[called], saved[held]

    def net(mine, others):
        return saved_called[mine].sum() - np.floor(len(saved_called) * saved_held[others].sum() / len(saved_held) + 0.5) - spent_called[mine].sum()

    def work():
        random = np.random.default_rng(1)
        drawn = [net(random.integers(0, len(saved_called), len(saved_called)), random.integers(0, len(saved_held), len(saved_held))) for _ in range(RESAMPLES)]
        return net(slice(None), slice(None)), np.quantile(drawn, [0.025, 0.975])

    return work, lambda result: {"net": result[0], "limits": result[1]}


def _prevalence(data):
    """The table of errors solved for the shares; counted and checked texts drawn again by counts. No shares that would be below 0 here."""
    import numpy as np
    from problems_texts import PREVALENCE_REASONS as reasons

    def shares(counted, checked):
        return np.linalg.solve((checked / checked.sum(1, keepdims=True)).T, counted / counted.sum())

    def work():
        counted = np.bincount(data["predicted"], minlength=reasons)
        checked = np.bincount(data["checked_true"] * reasons + data["checked_predicted"], minlength=reasons**2).reshape(reasons, reasons)
        random = np.random.default_rng(1)
        drawn = [shares(random.multinomial(counted.sum(), counted / counted.sum()), np.stack([random.multinomial(row.sum(), row / row.sum()) for row in checked])) for _ in range(200)]
        return shares(counted, checked), np.quantile(drawn, [0.025, 0.975], axis=0).ravel()

    return work, lambda result: {"share": result[0], "limits": result[1]}


if __name__ == "__main__":
    main("numpy", version, {"prevalence": _prevalence, "money": _money, "payout": _payout, "search": _search})
