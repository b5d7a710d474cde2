"""Vacancies against leavers (phone retailer) and people on the career ladder (lender). Drawn apart from the other tables, which they leave as they are."""

from __future__ import annotations

from typing import Any

import numpy as np

from .company import Company, Drawn, random_of
from .writing import Coded, Decimal

MOST_LEAVERS, MOST_VACANCIES, MOST_CLIMBERS = 400, 60, 400
STEPS = {"店员": 0, "资深店员": 1, "店长": 2}
SAME_ROLE, ONE_UP, ONE_DOWN, SAME_CITY, BETTER_PAY, WISH = .40, .45, .20, .30, .15, .10  # what a pair scores for each; WISH is drawn between 0 and this
PAY_RISE = 1.05
WORTH_A_CALL = .5  # a pair below this is no offer

LADDER = (("销售代表", "资深销售", 6, .5), ("资深销售", "销售主管", 12, .3), ("销售主管", "销售经理", 18, .25), ("资深销售", "销售经理", 40, .05))
SHARES = (.60, .25, .11, .04)
ASKS: dict[str, dict[str, tuple[float | None, float | None]]] = {"资深销售": {"sales_thousand": (200, None), "mentored": (1, None)}, "销售主管": {"sales_thousand": (300, None), "mentored": (3, None)}, "销售经理": {"overdue_share": (None, .03)}}


def _texts(column: Any) -> np.ndarray:
    return np.asarray(column.levels)[column.codes] if hasattr(column, "codes") else np.asarray(column).astype(str)


def fits(made: Company, seed: int) -> Drawn:
    """The last leavers who agreed to be called and are not back, against the vacancies: a row for each pair within a role of each other."""
    rng = random_of(seed, 71)
    leavers, people, vacancies = made.tables["leavers"], made.tables["people"], made.tables["vacancies"]
    first = np.flatnonzero(np.asarray(people["spell"]) == 1)
    numbers = people["person"].numbers[first]
    agreed = (leavers["consent"].codes == 1) & np.isnat(leavers["returned"])
    chosen = np.flatnonzero(agreed)
    chosen = np.sort(chosen[np.argsort(leavers["exit"][chosen], kind="stable")[-MOST_LEAVERS:]])
    rows = first[np.searchsorted(numbers, leavers["person"].numbers[chosen])]
    posts = np.arange(min(MOST_VACANCIES, len(vacancies["vacancy"])))
    up = np.array([[STEPS[b] - STEPS[a] for b in _texts(vacancies["role"])[posts]] for a in _texts(people["role"])[rows]]).reshape(len(rows), len(posts))
    city = _texts(people["city"])[rows][:, None] == _texts(vacancies["city"])[posts][None]
    pay = np.asarray(vacancies["pay"])[posts][None] >= PAY_RISE * np.asarray(people["pay"])[rows][:, None]
    score = np.select([up == 0, up == 1, up == -1], [SAME_ROLE, ONE_UP, ONE_DOWN], 0) + SAME_CITY * city + BETTER_PAY * pay + rng.uniform(0, WISH, up.shape)
    person, post = np.nonzero(abs(up) <= 1)
    table = {"person": leavers["person"][chosen[person]], "vacancy": vacancies["vacancy"][posts[post]], "score": Decimal(np.round(score[person, post], 3), 3)}
    dataset = {"placement": {"table": "fits", "person": "person", "post": "vacancy", "score": "score", "unplaced_value": WORTH_A_CALL}}
    truth = {"fits": {"rule": f"{SAME_ROLE} same role, {ONE_UP} one up, {ONE_DOWN} one down; + {SAME_CITY} same city; + {BETTER_PAY} pay at least {PAY_RISE} of the last; + wish up to {WISH}",
                      "leavers": len(chosen), "vacancies": len(posts), "pairs": len(person), "not_eligible": "more than one role apart; without consent; back already"}}
    return Drawn({"fits": table}, truth, dataset)


def climbers(made: Company, seed: int) -> Drawn:
    """People who are still here, on the lender's ladder."""
    rng = random_of(seed, 72)
    people = made.tables["people"]
    here = np.flatnonzero(np.isnat(people["exit"]))[:MOST_CLIMBERS]
    count = len(here)
    posts = [LADDER[0][0], *ASKS]
    post = rng.choice(len(posts), count, p=SHARES)
    months = rng.integers(0, 30, count)
    sales = np.round(rng.normal(170 + 70 * post, 60), 0).clip(20)
    mentored = rng.poisson(.6 + 1.2 * post)
    overdue = np.round(rng.gamma(2.0, .012, count), 3)
    shown = np.where(rng.random(count) < .05, np.nan, sales)  # not recorded
    values = {"sales_thousand": shown, "mentored": mentored.astype(float), "overdue_share": overdue}
    ready = np.zeros(count, bool)
    for start, stop, least, _ in LADDER:
        able = (post == posts.index(start)) & (months >= least)
        for name, (low, high) in ASKS[stop].items():
            able &= ~np.isnan(values[name]) & (values[name] >= (-np.inf if low is None else low)) & (values[name] <= (np.inf if high is None else high))
        ready |= able
    table = {"person": people["person"][here], "post": Coded(post, posts), "months": months, "sales_thousand": Decimal(shown, 0), "mentored": mentored, "overdue_share": Decimal(overdue, 3)}
    moves = [{"from_post": start, "to_post": stop, "months": months_, "probability": probability,
              "requirements": [{"name": name} | ({} if low is None else {"at_least": low}) | ({} if high is None else {"at_most": high}) for name, (low, high) in ASKS[stop].items()]}
             for start, stop, months_, probability in LADDER]
    dataset = {"ladder": {"table": "ladder", "person": "person", "post": "post", "months": "months", "posts": posts, "moves": moves, "target": posts[-1]}}
    truth = {"ladder": {"people": count, "ready": int(ready.sum()), "not_recorded": int(np.isnan(shown).sum()), "shortest": " > ".join(posts)}}
    return Drawn({"ladder": table}, truth, dataset)


DRAWN = {"phone-retail": fits, "lender": climbers}
LABELS = {"sales_thousand": {"en": "Sales a month (thousand)", "zh": "月销售额（千元）"}, "mentored": {"en": "Mentorships", "zh": "带教人数"}, "overdue_share": {"en": "Overdue share", "zh": "逾期率"}}
VALUES: dict[str, dict[str, str]] = {}
