"""Who came back, when and for what (phone retailer): four years of leavers of a sister chain with people of its own, drawn apart from the other tables."""

from __future__ import annotations

from typing import Any

import numpy as np

from .company import Company, Drawn, random_of
from .planting import Cause, choose, days, describe, end_of_spell, expected_incidence, leaving, linear_predictors
from .writing import Coded, Decimal, Ids

MOST_LEAVERS, MOST_NEW_HIRES, MOST_STAFF, MOST_OFFERS, VACANCIES = 1_600, 900, 1_000, 900, 40
FIRST_EXIT, YEARS = "2022-01-01", 4
HORIZONS = (90, 180, 365)
REASONS = {"晋升受限": .28, "薪酬偏低": .27, "主管管理方式": .20, "想换个环境": .13, "家庭原因": .12}
STATED_AS_CHANGE = {"晋升受限": .15, "薪酬偏低": .10, "主管管理方式": .60, "想换个环境": 1.0, "家庭原因": .05}
POSTS = ("店员", "资深店员", "店长")
POST_SHARES = {"店员": .74, "资深店员": .19, "店长": .07}
CITIES = {"省会": .40, "地级市": .38, "县城": .22}
PLACES = np.array([(0.0, 0.0), (60.0, 20.0), (30.0, -50.0)])     # km, the middle of each city
SCALE = np.array([5_200, 6_500, 9_000])                          # our new scale, yuan a month, before the city
CITY_SCALE = np.array([1.10, 1.00, .90])
SITUATIONS = ("未获晋升", "已获晋升", "薪酬低于新标准", "薪酬不低于新标准")  # the first two for who left for promotion, the others for everybody else
NOT_BEFORE = 14                                                  # days from the exit until anybody returns
HOLD_OUT, CONSENT, WITHDRAWN_A_YEAR = .30, .90, .06
RULE = {"sales_share": .80, "satisfaction": 90, "contribution": 75, "at_least": 2}

YEAR = 365.0
RETURNED = Cause("returned", (0, NOT_BEFORE, 180, 365), (0.0, .055 / YEAR, .050 / YEAR, .025 / YEAR),
                 {"promotion_and_not_promoted": 2.1, "pay_and_paid_below": 1.8, "sales_index": .10, "call_answers_reason": .80, "call_other": .20})
SETTLED = Cause("settled", (0, NOT_BEFORE, 365), (0.0, .30 / YEAR, .20 / YEAR), {"promoted": .50})
UNREACHABLE = Cause("unreachable", (0,), (.10 / YEAR,), {})
ENDS = (RETURNED, SETTLED, UNREACHABLE)
ANSWERED = ("晋升受限", "薪酬偏低")                                # the reasons that a call has something to say about

# An offer of earlier years: the log odds that it was taken.
TAKEN = {"intercept": -1.40, "pay_percent": .09, "post_steps": .80, "distance_km": -.07}
# Second spells against new hires of the same time.
LEAVES_AGAIN = Cause("left", (0, 60, 180), (.55 / YEAR, .75 / YEAR, .45 / YEAR), {"returner": -.40, "first_years": -.12, "sales_index": -.15})
PERFORMS = {"intercept": 58.0, "returner": 6.0, "sales_index": 12.0, "spread": 8.0}    # thousand a month in the first half-year
# What a replacement costs: amounts in fen, or months of the post's pay; never years.
COSTS = (("sourcing", "amount", (150_000, 250_000, 600_000)), ("training", "amount", (300_000, 350_000, 500_000)), ("ramp_up", "months_of_pay", (1.2, 1.5, 2.0)),
         ("vacancy", "months_of_pay", (.8, 1.0, 1.5)), ("lost_customers", "amount", (400_000, 800_000, 1_500_000)))
CONTACT, OFFER, FIXED_A_YEAR = 8_000, 30_000, 4_000_000          # fen: a contact, the signing of a return, the programme itself
CHANGES = (("晋升受限", "2024-07-01", "竞聘改为半年一次"), ("薪酬偏低", "2025-01-01", "底薪上调百分之十五"), ("主管管理方式", "2025-03-01", "门店主管轮岗，投诉由人事直接受理"), ("家庭原因", "2025-06-01", "可选弹性班次"))
OWNERS = (("H01", 0, 14), ("H02", 0, 10), ("H03", 1, 14), ("H04", 1, 8), ("H05", 2, 12))  # recruiter, city, calls a month
STAGES = ((7, "一周：认可与感谢"), (30, "一月：原因的变化"), (90, "三月：岗位与条件"))
PRODUCTS = (("手机", 700, 150), ("配件", 200, 60), ("套餐", 365, 40))   # days between two purchases and their spread

LABELS = {"sales_thousand": {"en": "Sales a month (thousand)", "zh": "月销售额（千元）"}, "satisfaction": {"en": "Customer satisfaction", "zh": "客户满意度"},
          "contribution": {"en": "Contribution to the team", "zh": "团队贡献"}, "pay_percent": {"en": "Pay against now (%)", "zh": "薪酬较现状（%）"},
          "wish_pay_fen": {"en": "pay", "zh": "薪酬"}, "wish_level": {"en": "level of the post", "zh": "岗位级别"}, "wish_distance_km": {"en": "way to work", "zh": "通勤距离"},
          "first_tenure_days": {"en": "Length of the first spell (days)", "zh": "首段任职天数"}, "sales_first_half_year": {"en": "Sales a month in the first half-year (thousand)", "zh": "前半年月销售额（千元）"},
          "post_steps": {"en": "Steps up", "zh": "岗位级差"}, "distance_km": {"en": "Way to work (km)", "zh": "通勤距离（公里）"}}
VALUES = {"未获晋升": {"en": "not promoted there"}, "已获晋升": {"en": "promoted there"}, "薪酬低于新标准": {"en": "paid below our scale"}, "薪酬不低于新标准": {"en": "paid at our scale or above"},
          "一周：认可与感谢": {"en": "week: recognition and thanks"}, "一月：原因的变化": {"en": "month: what has changed"}, "三月：岗位与条件": {"en": "three months: post and terms"},
          "认可与感谢": {"en": "recognition and thanks"}, "老顾客的需求": {"en": "what old customers need"}, "合适的空缺": {"en": "a vacancy that fits"}, "竞聘改为半年一次": {"en": "posts are competed for twice a year"}, "底薪上调百分之十五": {"en": "basic pay raised by 15 %"},
          "门店主管轮岗，投诉由人事直接受理": {"en": "shop managers rotate; complaints go to HR"}, "可选弹性班次": {"en": "flexible shifts"}, "经验之谈": {"en": "rule of thumb"}, "宣传材料": {"en": "leaflet"}, "手机": {"en": "phone"}, "配件": {"en": "accessory"}, "套餐": {"en": "tariff"}}


def _terms(leavers: dict[str, np.ndarray], called: np.ndarray) -> dict[str, np.ndarray]:
    """The terms of the planted hazards for people as they are, were they called or not."""
    answered = np.isin(leavers["reason"], [list(REASONS).index(name) for name in ANSWERED])
    return {"promotion_and_not_promoted": ((leavers["reason"] == 0) & (leavers["promoted"] == 0)).astype(float), "pay_and_paid_below": ((leavers["reason"] == 1) & (leavers["paid_below"] == 1)).astype(float),
            "sales_index": leavers["sales_index"], "promoted": leavers["promoted"].astype(float), "call_answers_reason": (called & answered).astype(float), "call_other": (called & ~answered).astype(float)}


def _expected(leavers: dict[str, np.ndarray], rows: np.ndarray, called: bool) -> dict[str, float]:
    """Mean true probability of having returned, by horizon, of these rows were all of them called (or none)."""
    chosen = {name: leavers[name][rows] for name in ("reason", "promoted", "paid_below", "sales_index")}
    eta = linear_predictors(ENDS, _terms(chosen, np.full(len(rows), called)), len(rows))
    return {day: each["returned"] for day, each in expected_incidence(ENDS, eta, HORIZONS).items()}


def replacement_cost(post: int) -> int:
    """Fen for one replacement in a post: the sum of the parts, months at the post's scale."""
    return int(sum(each[post] * (1 if basis == "amount" else SCALE[post] * 100) for _, basis, each in COSTS))


def _leavers(made: Company, seed: int) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
    """People as drawn (codes and numbers), and the table that the programme keeps of them."""
    rng, count = random_of(seed, 101), max(min(MOST_LEAVERS, 4 * len(made.tables["people"]["person"]) // 3), 8)
    end = np.datetime64(made.dataset["observation_end"], "D")
    exits = np.sort(days(FIRST_EXIT, rng.integers(0, 365 * YEARS - 14, count)))
    reason, city, post = (choose(rng, count, shares) for shares in (REASONS, CITIES, POST_SHARES))
    sales = np.round(rng.standard_normal(count), 2)
    thousand = np.round(60 + 15 * sales + 12 * post.codes, 1)
    satisfaction = np.clip(np.rint(88 + 4 * sales + 5 * rng.standard_normal(count)), 50, 100).astype(np.int64)
    contribution = np.clip(np.rint(72 + 10 * rng.standard_normal(count)), 0, 100).astype(np.int64)
    tenure = np.rint(90 + rng.gamma(1.5, 300, count)).astype(np.int64)
    scale = np.rint(SCALE[post.codes] * CITY_SCALE[city.codes] / 100).astype(np.int64) * 100
    paid = np.rint(scale * np.exp(-.08 + .08 * rng.standard_normal(count) + .02 * sales) / 100).astype(np.int64) * 100
    promoted = (rng.random(count) < .35).astype(np.int64)
    now = np.rint(scale * np.exp(.02 + .08 * promoted + .13 * rng.standard_normal(count)) / 100).astype(np.int64) * 100
    below = (now < scale).astype(np.int64)
    hidden = rng.random(count) < np.array(list(STATED_AS_CHANGE.values()))[reason.codes]
    stated = np.where(hidden, list(REASONS).index("想换个环境"), reason.codes)
    consent = rng.random(count) < CONSENT
    withdrawn = np.ceil(rng.standard_exponential(count) / WITHDRAWN_A_YEAR * YEAR)
    withdrew = consent & (withdrawn <= np.asarray(end - exits).astype(np.int64))

    staff = 60 + 15 * random_of(seed, 102).standard_normal(MOST_STAFF)
    staff = np.round(staff + 12 * random_of(seed, 103).choice(3, MOST_STAFF, p=list(POST_SHARES.values())), 1)
    better = np.searchsorted(np.sort(staff), thousand, side="right") / len(staff)
    marks = (better >= RULE["sales_share"]).astype(int) + (satisfaction >= RULE["satisfaction"]) + (contribution >= RULE["contribution"])
    worth = marks >= RULE["at_least"]
    drawn = rng.random(count) >= HOLD_OUT
    asked = worth & consent
    called = asked & drawn

    codes = {"reason": reason.codes, "promoted": promoted, "paid_below": below, "sales_index": sales}
    time, which = leaving(rng, ENDS, linear_predictors(ENDS, _terms(codes, called), count))
    ended, happened = end_of_spell(exits, np.maximum(time, 1e-9), made.dataset["observation_end"])
    situation = np.where(reason.codes == 0, promoted, 3 - below)
    value = np.array([replacement_cost(each) for each in range(3)])[post.codes] * np.clip(1 + .2 * sales, .6, 1.6)
    owner = np.array([rng.choice([k for k, each in enumerate(OWNERS) if each[1] == where]) for where in city.codes])
    table = {
        "person": Ids("R", np.arange(1, count + 1)), "exit": exits, "reason": reason, "stated_reason": Coded(stated, list(REASONS)), "city": city, "post": post, "tenure_days": tenure,
        "sales_index": Decimal(sales, 2), "sales_thousand": Decimal(thousand, 1), "satisfaction": satisfaction, "contribution": contribution, "pay_fen": paid * 100,
        "promoted": promoted, "pay_now_fen": now * 100, "scale_fen": scale * 100, "paid_below": below, "situation": Coded(situation, list(SITUATIONS)), "situation_known": exits + np.timedelta64(NOT_BEFORE - 4, "D"),
        "consent": consent.astype(np.int64), "do_not_contact_from": np.where(withdrew, exits + np.minimum(withdrawn, 9e4).astype("timedelta64[D]"), np.datetime64("NaT", "D")),
        "arm": Coded(np.where(asked, np.where(called, 0, 1), -1), ["call", "hold_out"]), "owner": Coded(owner, [each[0] for each in OWNERS]),
        "end_day": ended, "end": Coded(np.where(happened, which, -1), [each.name for each in ENDS]), "value_fen": np.rint(value / 100).astype(np.int64) * 100}
    return codes | {"worth": worth, "called": called, "asked": asked, "post": post.codes, "city": city.codes, "scale": scale, "now": now, "paid": paid, "staff": staff, "tenure": tenure, "better": better,
                    "situation": situation, "happened": happened, "which": which, "withdrawn": withdrew}, table


def _contacts(table: dict[str, Any], drawn: dict[str, np.ndarray], end: np.datetime64, rng: np.random.Generator) -> dict[str, Any]:
    """What was really done: up to three contacts of who was to be called, none once they asked to be left alone or the story had ended."""
    rows = np.repeat(np.flatnonzero(drawn["called"]), len(STAGES))
    stage = np.tile(np.arange(len(STAGES)), len(rows) // len(STAGES))
    day = table["exit"][rows] + (np.array([each[0] for each in STAGES])[stage] + np.rint(rng.uniform(-2, 3, len(rows)))).astype("timedelta64[D]")
    keep = (day <= end) & ~(table["end_day"][rows] <= day) & ~(table["do_not_contact_from"][rows] <= day)
    rows, stage, day = rows[keep], stage[keep], day[keep]
    return {"contact": Ids("L", np.arange(1, len(rows) + 1)), "person": table["person"][rows], "day": day, "stage": Coded(stage, [each[1] for each in STAGES]),
            "owner": table["owner"][rows], "outcome": choose(rng, len(rows), {"reached": .7, "no_answer": .25, "asked_to_stop": .05}), "cost_fen": np.full(len(rows), CONTACT)}


def _spells(table: dict[str, Any], drawn: dict[str, np.ndarray], observation_end: str, seed: int) -> dict[str, Any]:
    """The second spells of who came back, beside new hires of the same time."""
    rng = random_of(seed, 105)
    back = np.flatnonzero(drawn["happened"] & (drawn["which"] == 0))
    new = min(MOST_NEW_HIRES, len(drawn["reason"]))
    span = (np.datetime64(observation_end, "D") - np.datetime64(FIRST_EXIT, "D")).astype(int)
    hire = np.concatenate([table["end_day"][back], days(FIRST_EXIT, rng.integers(30, span, new))])
    returner = np.repeat([1.0, 0.0], [len(back), new])
    sales = np.concatenate([drawn["sales_index"][back], np.round(rng.standard_normal(new), 2)])
    first = np.concatenate([drawn["tenure"][back], np.zeros(new, np.int64)])
    eta = linear_predictors([LEAVES_AGAIN], {"returner": returner, "first_years": first / YEAR, "sales_index": sales}, len(hire))
    exits, left = end_of_spell(hire, np.maximum(leaving(rng, [LEAVES_AGAIN], eta)[0], 1e-9), observation_end)
    half = PERFORMS["intercept"] + PERFORMS["returner"] * returner + PERFORMS["sales_index"] * sales + PERFORMS["spread"] * rng.standard_normal(len(hire))
    stayed = (np.where(left, exits, np.datetime64(observation_end, "D")) - hire).astype(np.int64)
    return {"person": [*(f"R{number:07d}" for number in table["person"].numbers[back]), *(f"N{number:07d}" for number in range(1, new + 1))], "spell": np.where(returner > 0, 2, 1), "hire": hire, "exit": exits,
            "returner": returner.astype(np.int64), "first_tenure_days": first, "first_exit": np.concatenate([table["exit"][back], np.full(new, np.datetime64("NaT", "D"))]),
            "first_reason": Coded(np.concatenate([drawn["reason"][back], np.full(new, -1)]), list(REASONS)), "sales_index": Decimal(sales, 2),
            "sales_first_half_year": Decimal(np.where(stayed >= 180, np.round(half, 1), np.nan), 1)}


def _customers(table: dict[str, Any], end: np.datetime64, seed: int) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """Customers of who left in the last year: what they bought, up to three times, and who asked about something since."""
    rng = random_of(seed, 106)
    recent = np.flatnonzero(table["exit"] > end - np.timedelta64(365, "D"))
    seller = np.repeat(recent, rng.poisson(4, len(recent)))
    count = len(seller)
    product = rng.choice(len(PRODUCTS), count, p=(.5, .3, .2))
    usual, spread = (np.array([each[k] for each in PRODUCTS], float)[product] for k in (1, 2))
    times = rng.integers(1, 4, count)
    day = table["exit"][seller] - np.rint(rng.uniform(0, 1, count) * usual).astype("timedelta64[D]")  # the last purchase from them
    rows, when = [], []
    for back in range(3):
        rows.append(np.flatnonzero(times > back))
        when.append(day[rows[-1]])
        day = day - np.maximum(np.rint(usual + spread * rng.standard_normal(count)), 20).astype("timedelta64[D]")
    customer, on = np.concatenate(rows), np.concatenate(when)
    order = np.lexsort((on, customer))
    customer, on = customer[order], on[order]
    ids = Ids("C", np.arange(1, count + 1))
    amount = np.rint(np.array([2_800, 260, 1_200])[product[customer]] * np.exp(.4 * rng.standard_normal(len(customer)))).astype(np.int64) * 100
    purchases = {"customer": ids[customer], "person": table["person"][seller[customer]], "day": on, "product": Coded(product[customer], [each[0] for each in PRODUCTS]), "amount_fen": amount}
    asking = np.flatnonzero(rng.random(count) < .15)
    asked_on = table["exit"][seller[asking]] + rng.integers(1, 200, len(asking)).astype("timedelta64[D]")
    known = asked_on <= end
    asking, asked_on = asking[known], asked_on[known]
    enquiries = {"customer": ids[asking], "person": table["person"][seller[asking]], "day": asked_on, "product": Coded(product[asking], [each[0] for each in PRODUCTS])}
    agreed = (random_of(seed, 110).random(count) < .85).astype(np.int64)
    customers = {"customer": ids, "person": table["person"][seller], "product": Coded(product, [each[0] for each in PRODUCTS]), "consent": agreed, "value_fen": np.array([42_000, 6_500, 18_000])[product]}
    return purchases, enquiries, customers


def _vacancies(end: np.datetime64, rng: np.random.Generator) -> dict[str, Any]:
    city, post = choose(rng, VACANCIES, CITIES), choose(rng, VACANCIES, {"店员": .6, "资深店员": .3, "店长": .1})
    at = PLACES[city.codes] + 4 * rng.standard_normal((VACANCIES, 2))
    pay = np.rint(SCALE[post.codes] * CITY_SCALE[city.codes] * rng.uniform(.97, 1.08, VACANCIES) / 100).astype(np.int64) * 100
    return {"vacancy": Ids("W", np.arange(1, VACANCIES + 1), 4), "opened": end - rng.integers(0, 90, VACANCIES).astype("timedelta64[D]"), "city": city, "post": post, "post_level": post.codes, "seats": rng.integers(1, 3, VACANCIES),
            "pay_fen": pay * 100, "pay_to_fen": np.rint(pay * 1.12 / 100).astype(np.int64) * 10_000, "x_km": Decimal(np.round(at[:, 0], 1), 1), "y_km": Decimal(np.round(at[:, 1], 1), 1)}


def _wishes(table: dict[str, Any], drawn: dict[str, np.ndarray], rng: np.random.Generator) -> dict[str, Any]:
    """What who may be asked would come back for."""
    rows = np.flatnonzero(drawn["asked"])
    level = np.minimum(drawn["post"][rows] + (drawn["reason"][rows] == 0), len(POSTS) - 1)
    home = PLACES[drawn["city"][rows]] + 5 * rng.standard_normal((len(rows), 2))
    pay = np.rint(drawn["now"][rows] * rng.uniform(1.0, 1.15, len(rows)) / 100).astype(np.int64) * 100
    return {"person": table["person"][rows], "wish_post": Coded(level, list(POSTS)), "wish_level": level, "wish_pay_fen": pay * 100, "wish_city": Coded(drawn["city"][rows], list(CITIES)),
            "wish_distance_km": np.array([10, 15, 20, 30])[rng.integers(0, 4, len(rows))], "x_km": Decimal(np.round(home[:, 0], 1), 1), "y_km": Decimal(np.round(home[:, 1], 1), 1)}


def _offers(end: np.datetime64, seed: int, count: int) -> dict[str, Any]:
    """Offers of earlier years and whether they were taken."""
    rng = random_of(seed, 108)
    pay = np.round(rng.uniform(-6, 20, count), 1)
    steps = rng.choice([-1, 0, 1], count, p=(.1, .6, .3))
    distance = np.round(np.minimum(rng.gamma(2.0, 4.5, count), 40), 1)
    log_odds = TAKEN["intercept"] + TAKEN["pay_percent"] * pay + TAKEN["post_steps"] * steps + TAKEN["distance_km"] * distance
    return {"offer": Ids("O", np.arange(1, count + 1), 5), "person": Ids("E", np.arange(1, count + 1)), "day": np.sort(days("2019-01-01", rng.integers(0, 1_090, count))), "pay_percent": Decimal(pay, 1), "post_steps": steps,
            "distance_km": Decimal(distance, 1), "taken": (rng.random(count) < 1 / (1 + np.exp(-log_odds))).astype(np.int64)}


def _truth(drawn: dict[str, np.ndarray], tables: dict[str, dict[str, Any]]) -> dict[str, Any]:
    cells = []
    for reason in range(len(REASONS)):
        for situation in (0, 1) if reason == 0 else (2, 3):
            rows = np.flatnonzero((drawn["reason"] == reason) & (drawn["situation"] == situation))
            if len(rows):
                cells.append({"reason": list(REASONS)[reason], "situation": SITUATIONS[situation], "people": len(rows), "called": int(drawn["called"][rows].sum()),
                              "not_called": _expected(drawn, rows, False), "all_called": _expected(drawn, rows, True)})
    asked = np.flatnonzero(drawn["asked"])
    uncalled, all_called = (_expected(drawn, asked, called) for called in (False, True)) if len(asked) else ({}, {})
    staff = drawn["better"] >= RULE["sales_share"]
    return {"programme": {
        "leavers": len(drawn["reason"]), "not_before_day": NOT_BEFORE, "hazards": describe(ENDS), "hazards_are": "per day since the exit, of each end in presence of the others; terms are 0 or 1 but sales_index",
        "probability_of_return_by_day": cells,
        "selection": {"rule": f"at least {RULE['at_least']} of: share of staff who sell no more >= {RULE['sales_share']}, satisfaction >= {RULE['satisfaction']}, contribution >= {RULE['contribution']}",
                      "population": "returns_staff", "sales": int(staff.sum()), "selected": int(drawn["worth"].sum()), "with_consent": int(drawn["asked"].sum()), "called": int(drawn["called"].sum())},
        "effect": {"hold_out_share": HOLD_OUT, "log_hazard_ratio": {name: RETURNED.log_hazard_ratio[name] for name in ("call_answers_reason", "call_other")}, "answered": list(ANSWERED),
                   "probability_not_called": uncalled, "probability_called": all_called, "difference": {day: all_called[day] - uncalled[day] for day in all_called},
                   "over": "everybody who was randomised, as they are"},
        "money": {"replacement_cost_fen": {name: replacement_cost(k) for k, name in enumerate(POSTS)}, "contact_fen": CONTACT, "offer_fen": OFFER, "fixed_a_year_fen": FIXED_A_YEAR,
                  "value_fen": "replacement cost x (1 + 0.2 sales_index, within 0.6 and 1.6), rounded to 100 fen"},
        "second_spells": {"hazard": describe([LEAVES_AGAIN])["left"], "sales_first_half_year": PERFORMS, "returners": int(tables["returns_spells"]["returner"].sum())},
        "offers": {"log_odds": TAKEN, "pay_percent": "offer against present pay, in percent"},
        "customers": {"days_between_purchases": {name: usual for name, usual, _ in PRODUCTS}},
        "no_effect": ["city", "post", "satisfaction", "contribution", "number of contacts beyond being called"]}}


def programme(made: Company, seed: int) -> Drawn:
    end = np.datetime64(made.dataset["observation_end"], "D")
    drawn, leavers = _leavers(made, seed)
    costs = [(part, post, basis, amounts[k]) for part, basis, amounts in COSTS for k, post in enumerate(POSTS)]
    purchases, enquiries, customers = _customers(leavers, end, seed)
    written: dict[str, dict[str, Any]] = {
        "returns_leavers": leavers,
        "returns_staff": {"person": Ids("S", np.arange(1, len(drawn["staff"]) + 1), 5), "sales_thousand": Decimal(drawn["staff"], 1)},
        "returns_contacts": _contacts(leavers, drawn, end, random_of(seed, 104)),
        "returns_changes": {"change": Ids("D", np.arange(1, len(CHANGES) + 1), 2), "reason": [each[0] for each in CHANGES], "from": np.array([each[1] for each in CHANGES], "datetime64[D]"), "what": [each[2] for each in CHANGES]},
        "returns_owners": {"owner": [each[0] for each in OWNERS], "city": [list(CITIES)[each[1]] for each in OWNERS], "calls_a_month": np.array([each[2] for each in OWNERS])},
        "returns_customers": customers, "returns_purchases": purchases, "returns_enquiries": enquiries,
        "returns_vacancies": _vacancies(end, random_of(seed, 107)),
        "returns_wishes": _wishes(leavers, drawn, random_of(seed, 109)),
        "returns_offers": _offers(end, seed, max(8, min(MOST_OFFERS, len(drawn["reason"])))),
        "returns_costs": {"part": [each[0] for each in costs], "post": [each[1] for each in costs], "basis": [each[2] for each in costs],
                          "amount_fen": Decimal(np.array([each[3] if each[2] == "amount" else np.nan for each in costs], float), 0), "months_of_pay": Decimal(np.array([np.nan if each[2] == "amount" else each[3] for each in costs]), 1),
                          "month_pay_fen": np.array([SCALE[POSTS.index(each[1])] * 100 for each in costs]), "currency": ["CNY"] * len(costs)},
        "returns_spells": _spells(leavers, drawn, made.dataset["observation_end"], seed)}
    written = {name: table for name, table in written.items() if len(next(iter(table.values())))}
    return Drawn(written, _truth(drawn, written), DATASET)


# How the report reads the tables.
LAST_YEAR = "2025-01-01"
DATASET: dict[str, Any] = {
    "returns_selection": {"table": "returns_leavers", "reference": "returns_staff", "from": LAST_YEAR, "combine": "at_least", "least": RULE["at_least"], "claimed": 120, "currency": "CNY", "rules": [
        {"name": "sales_thousand", "column": "sales_thousand", "kind": "quantile", "compare": "at_least", "probability": RULE["sales_share"], "population": "reference"},
        {"name": "satisfaction", "column": "satisfaction", "compare": "at_least", "threshold": RULE["satisfaction"]},
        {"name": "contribution", "column": "contribution", "compare": "at_least", "threshold": RULE["contribution"]}], "regret": [{"name": "value", "column": "value_fen"}]},
    "returns_probability": {"table": "returns_leavers", "horizon": 365, "cut": LAST_YEAR, "forward_horizon": 180, "columns": ["sales_index"], "priors": [
        {"reason": "晋升受限", "situation": "未获晋升", "horizon": 365, "mean": .60, "worth": 10}, {"reason": "薪酬偏低", "situation": "薪酬低于新标准", "horizon": 365, "mean": .50, "worth": 10}]},
    "returns_calls": {"table": "returns_leavers", "owners": "returns_owners", "from": LAST_YEAR, "horizon": 365, "cost_fen": 3 * CONTACT, "budget_fen": 40 * 3 * CONTACT, "currency": "CNY"},
    "returns_care": {"table": "returns_leavers", "contacts": "returns_contacts", "changes": "returns_changes", "back_days": 150, "ahead_days": 28, "owner_cap": 3, "stages": [
        {"name": STAGES[0][1], "opens_days": 3, "due_days": 7, "closes_days": 14, "theme": "认可与感谢"}, {"name": STAGES[1][1], "opens_days": 24, "due_days": 30, "closes_days": 45, "needs_theme": True},
        {"name": STAGES[2][1], "opens_days": 76, "due_days": 90, "closes_days": 120, "theme": "合适的空缺"}],
        "themes": [{"name": what, "stages": [STAGES[1][1]], "reasons": [reason], "change": what} for reason, _, what in CHANGES] + [{"name": "老顾客的需求", "stages": [STAGES[1][1]], "customers": 1}]},
    "returns_customers": {"table": "returns_customers", "leavers": "returns_leavers", "purchases": "returns_purchases", "horizon_days": 30, "need_at": .15, "currency": "CNY"},
    "returns_money": {"table": "returns_leavers", "contacts": "returns_contacts", "costs": "returns_costs", "horizon": 365, "offer_fen": OFFER, "currency": "CNY", "programme": [{"name": "staff", "amount": FIXED_A_YEAR, "a_year": True}],
                      "claims": [{"name": "经验之谈", "low": 18, "high": 24, "basis": "months_of_pay"}, {"name": "宣传材料", "low": 1_800_000, "high": 2_400_000, "basis": "amount"}]},
    "returns_effect": {"table": "returns_leavers", "from": LAST_YEAR, "horizon": 365, "columns": ["sales_index"], "cost_fen": 3 * CONTACT, "currency": "CNY"},
    "returns_second_spells": {"table": "returns_spells", "until": 365, "columns": ["sales_index"], "history": ["first_tenure_days"], "performance": "sales_first_half_year"},
    "returns_offers": {"table": "returns_leavers", "vacancies": "returns_vacancies", "wishes": "returns_wishes", "earlier": "returns_offers", "from": LAST_YEAR, "target": .35, "posts": list(POSTS), "currency": "CNY", "unplaced_value": .5,
                       "profile": {"name": "retail", "dimensions": [{"name": "sales_thousand", "weight": .5, "target": 60, "lower": -60, "upper": 240, "zero": 20}, {"name": "satisfaction", "weight": .3, "target": 90, "lower": 0, "upper": 100, "zero": 60}, {"name": "contribution", "weight": .2, "target": 75, "lower": 0, "upper": 100, "zero": 40}]},
                       "targets": {"店员": {"sales_thousand": 60, "satisfaction": 88, "contribution": 70}, "资深店员": {"sales_thousand": 75, "satisfaction": 90, "contribution": 75}, "店长": {"sales_thousand": 90, "satisfaction": 92, "contribution": 82}}},
}

DRAWN = {"phone-retail": programme}
