"""Careers on the ladder and growth records (lender, broker): people of their own, drawn apart from the other tables."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np

from .company import Company, Drawn, random_of
from .writing import Coded, Decimal, Ids

MOST_CAREERS, MOST_RECORDS, QUARTERS = 700, 200, 6
MONTH = 30.436875
END = "离职"
# Chances a month: of the move up once so many months are over, of leaving throughout.
POSTS = {
    "lender": (("销售代表", 6, .045, .045), ("资深销售", 12, .030, .020), ("销售主管", 18, .020, .012), ("销售经理", 0, 0.0, .010)),
    "broker": (("顾问", 6, .050, .030), ("高级顾问", 12, .030, .018), ("团队经理", 18, .015, .012), ("区域经理", 0, 0.0, .008)),
}
UNITS = {"lender": ("城东店", "城西店", "城南店", "城北店"), "broker": ("华东", "华南", "西南")}
FAST = 1.8          # the last unit promotes so much faster
YEARS = 6
ASKS = {"销售代表": (6.5, 6.0), "资深销售": (7.5, 7.5), "顾问": (6.5, 6.0), "高级顾问": (7.5, 7.5)}  # of the first two posts: need discovery, objection handling
DIMENSIONS = ("need_discovery", "objection_handling")
STD_ERROR, GAIN, STANDING = .35, .45, .3  # of a score; a quarter; share who gain nothing
LABELS = {"need_discovery": {"en": "Need discovery", "zh": "客户需求挖掘"}, "objection_handling": {"en": "Objection handling", "zh": "异议处理"}}


VALUES = {END: {"en": "left"}, "销售代表": {"en": "Seller"}, "资深销售": {"en": "Senior seller"}, "销售主管": {"en": "Team lead"}, "销售经理": {"en": "Sales manager"}, "顾问": {"en": "Consultant"},
          "高级顾问": {"en": "Senior consultant"}, "团队经理": {"en": "Team manager"}, "区域经理": {"en": "Regional manager"}}


def _stay(rng: np.random.Generator, wait: float, up: float, leave: float) -> tuple[int, str]:
    """Days in the post and what ends them, with daily chances."""
    leaving = int(rng.geometric(leave / MONTH))
    rising = int(wait * MONTH) + int(rng.geometric(up / MONTH)) if up > 0 else leaving + 1
    return (rising, "up") if rising <= leaving else (leaving, END)


def _careers(company: str, end: np.datetime64, people: int, seed: int) -> list[tuple[int, int, int, Any, Any, int]]:
    rng, posts = random_of(seed, 81), POSTS[company]
    rows: list[tuple[int, int, int, Any, Any, int]] = []
    for person in range(min(people, MOST_CAREERS)):
        unit = int(rng.integers(len(UNITS[company])))
        now = end - np.timedelta64(int(rng.integers(30, int(YEARS * 12 * MONTH))), "D")
        post = int(rng.choice(len(posts), p=(.75, .15, .07, .03)))
        while True:
            _, wait, up, leave = posts[post]
            days, what = _stay(rng, wait, up * (FAST if unit == len(UNITS[company]) - 1 else 1), leave)
            stop = now + np.timedelta64(days, "D")
            if stop > end:
                rows.append((person, unit, post, now, np.datetime64("NaT", "D"), -1))
                break
            then = post + 1 if what == "up" else len(posts)
            rows.append((person, unit, post, now, stop, then))
            if what == END:
                break
            now, post = stop, then
    return rows


def reached(wait: float, up: float, leave: float, months: float) -> float:
    """The planted probability of having moved up by so many months in the post."""
    rise, go, wait_days, days = up / MONTH, leave / MONTH, int(wait * MONTH), int(months * MONTH)
    if days <= wait_days:
        return 0.0
    alive = (1 - go) ** wait_days
    both = (1 - rise) * (1 - go)
    # On each later day the move comes first, as in the draw.
    return alive * rise * (1 - both ** (days - wait_days)) / (1 - both)


def _tables(company: str, made: Company, seed: int) -> Drawn:
    end = np.datetime64(made.dataset["observation_end"], "D")
    names, units = [post[0] for post in POSTS[company]], UNITS[company]
    rows = _careers(company, end, len(made.tables["people"]["person"]), seed)
    person, unit, post, start, stop, then = (np.asarray(column) for column in zip(*rows))
    careers = {"person": Ids("K", person + 1), "unit": Coded(unit, list(units)), "post": Coded(post, names), "start": start, "stop": stop, "next_post": Coded(then, [*names, END])}

    rng = random_of(seed, 82)
    here = np.flatnonzero(np.isnat(stop) & (post < 2))[:MOST_RECORDS]
    standing = rng.random(len(here)) < STANDING
    level = rng.normal(5.2, .8, (len(here), 2)) + .8 * post[here, None]
    quarters = np.arange(QUARTERS)
    gained = np.where(standing[:, None], 0.0, GAIN) * quarters
    score = np.round(level[:, None, :] + gained[:, :, None] + rng.normal(0, STD_ERROR, (len(here), QUARTERS, 2)), 1).clip(0, 10)
    who = np.repeat(here, QUARTERS)
    days: np.ndarray = np.asarray(end - (91 * (QUARTERS - 1 - quarters)).astype("timedelta64[D]"))
    day = np.tile(days, len(here))
    growth = {"person": Ids("K", person[who] + 1), "day": day, "post": Coded(post[who], names), "unit": Coded(unit[who], list(units)),
              **{name: Decimal(score[:, :, place].reshape(-1), 1) for place, name in enumerate(DIMENSIONS)}}
    year = int(str(end)[:4])
    dataset = {
        "careers": {"table": "careers", "person": "person", "unit": "unit", "post": "post", "start": "start", "stop": "stop", "next_post": "next_post", "posts": names, "horizon_months": 48,
                    "boundaries": [f"{year - 1}-01-01", f"{year}-01-01", f"{year + 1}-01-01"]},
        "growth": {"table": "growth", "person": "person", "day": "day", "post": "post", "group": "unit", "dimensions": [{"name": name, "std_error": STD_ERROR} for name in DIMENSIONS], "stall_days": 180, "stall_rule": "reliable",
                   "requirements": [{"name": name, "post": asking, "at_least": asks[place]} for asking, asks in ASKS.items() if asking in names for place, name in enumerate(DIMENSIONS)]}}
    truth = {
        "careers": {"people": len(set(person.tolist())), "stays": len(rows), "fast_unit": units[-1], "fast": FAST, "fast_means": "chances of the move up times this",
                    "monthly": {name: {"waits_months": wait, "up": up, "left": leave} for name, wait, up, leave in POSTS[company]},
                    "up_within_48_months": {name: reached(wait, up, leave, 48) for name, wait, up, leave in POSTS[company][:-1]}, "of": f"all units but {units[-1]}"},
        "growth": {"people": len(here), "standing": int(standing.sum()), "gain_a_quarter": GAIN, "std_error": STD_ERROR}}
    return Drawn({"careers": careers, "growth": growth}, truth, dataset)


DRAWN = {company: partial(_tables, company) for company in POSTS}
