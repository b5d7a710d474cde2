"""The broker's targets of the coming quarter as a tree: region, team, person; with last year's sales, months to work, and what was brought in so far."""

from __future__ import annotations

import numpy as np

from .company import Company, Drawn, random_of
from .writing import Coded, Decimal

REGIONS = ("华东", "华南", "华北", "西南")
TEAMS, SELLERS = 3, 6                  # of a region, of a team
TOTAL, STEP = 900_000_000, 100_000     # fen: nine million yuan, in thousands
MONTHLY, SPREAD = 4_000_000, .45       # fen a month of a middling seller; standard deviation of its logarithm
SHRINKAGE, STRETCH, ELAPSED = 6.0, 1.6, .5
PRESSED = 2.2                          # one seller was promised so many times what they sold
ROOT = "总公司"


def tree(made: Company, seed: int) -> Drawn:
    rng = random_of(seed, 111)
    nodes, parents = [ROOT, *REGIONS], ["", *[ROOT] * len(REGIONS)]
    for region in REGIONS:
        nodes += [f"{region}{t + 1}组" for t in range(TEAMS)]
        parents += [region] * TEAMS
    team_of = np.repeat(np.arange(len(REGIONS) * TEAMS), SELLERS)
    teams = nodes[1 + len(REGIONS):]
    nodes += [f"{teams[t]}{k + 1}号" for t, k in zip(team_of, np.tile(np.arange(SELLERS), len(teams)))]
    parents += [teams[t] for t in team_of]
    people = len(team_of)
    rate = MONTHLY * np.exp(rng.normal(0, SPREAD, people))
    months = np.where(rng.random(people) < .2, rng.integers(1, 6, people), 12)      # those who came late have a short history
    history = np.rint(rate * months * np.exp(rng.normal(0, .5, people) / np.sqrt(months)) / 100) * 100
    capacity = np.where(rng.random(people) < .1, 1.5, 3.0)                           # part-time or on leave
    newcomer = int(np.flatnonzero(capacity == 3)[-1])
    history[newcomer], months[newcomer] = np.nan, 0
    actual = np.rint(rate * capacity * ELAPSED * np.exp(rng.normal(0, .3, people)) / 100) * 100
    inner = len(nodes) - people
    pressed = int(np.flatnonzero((capacity == 3) & (months == 12))[0])
    floor = np.full(people, np.nan)
    floor[pressed] = np.ceil(PRESSED * history[pressed] / months[pressed] * capacity[pressed] / STEP) * STEP

    def leaves(values: np.ndarray, digits: int) -> Decimal:
        return Decimal(np.concatenate([np.full(inner, np.nan), values]), digits)

    table = {"node": Coded(np.arange(len(nodes)), nodes), "parent": Coded(np.array([nodes.index(each) if each else -1 for each in parents]), nodes), "history_fen": leaves(history, 0), "months": leaves(months.astype(float), 0),
             "capacity": leaves(capacity, 1), "floor_fen": leaves(floor, 0), "actual_fen": leaves(actual, 0)}
    return Drawn({"targets": table},
                 {"targets": {"total_fen": TOTAL, "people": people, "newcomer": nodes[inner + newcomer], "out_of_reach": nodes[inner + pressed], "monthly_fen": {nodes[inner + k]: round(float(rate[k])) for k in range(people)}}},
                 {"targets": {"table": "targets", "node": "node", "parent": "parent", "history": "history_fen", "volume": "months", "capacity": "capacity", "floor": "floor_fen", "actual": "actual_fen", "total": TOTAL, "step": STEP,
                              "shrinkage": SHRINKAGE, "most_stretch": STRETCH, "elapsed": ELAPSED, "currency": "CNY"}})


DRAWN = {"broker": tree}
LABELS: dict[str, dict[str, str]] = {}
VALUES: dict[str, dict[str, str]] = {}
