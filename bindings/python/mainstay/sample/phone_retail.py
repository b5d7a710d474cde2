"""A phone retailer's leavers: who was worth calling, what they said and what they meant, and who came back as a second spell."""

from __future__ import annotations

from typing import Any

import numpy as np

from .company import Company, Organisation
from .planting import Cause, choose, days, describe, end_of_spell, expected_incidence, is_level, leaving, linear_predictors, scores
from .writing import Coded, Decimal, Ids

OBSERVATION_END = "2025-12-31"
HORIZONS = (90, 180, 365, 730)
REASONS = ("晋升受限", "薪酬偏低", "主管管理方式", "想换个环境", "家庭原因")

CAUSES = (
    Cause("晋升受限", (0, 180, 540), (.00006, .00032, .00045), {"sales_index": .25, "manager_rating": -.10}),
    Cause("薪酬偏低", (0, 90, 365), (.00022, .00048, .00036), {"pay_thousand": -.35, "sales_index": .10}),
    Cause("主管管理方式", (0, 30, 365), (.00030, .00042, .00024), {"manager_rating": -.35}),
    Cause("想换个环境", (0, 90), (.00016, .00016), {"commute_minutes": .012}),
    Cause("家庭原因", (0,), (.00012,), {}),
)
ORGANISATION = Organisation("city", "零售总部", {"省会": "城市大区", "地级市": "城市大区", "县城": "县域大区"},
                            {"晋升受限": "voluntary", "薪酬偏低": "voluntary", "主管管理方式": "voluntary", "想换个环境": "voluntary", "家庭原因": "other"})

# What people write in the form is not always what they mean: share of each true reason that is stated as 想换个环境.
HIDDEN = {"晋升受限": .15, "薪酬偏低": .10, "主管管理方式": .60, "想换个环境": 1.0, "家庭原因": .05}
SAID = {
    "晋升受限": ("干了两年还是店员，看不到晋升的机会", "竞聘店长两次都没有结果", "年轻人上不去，位置都满了"),
    "薪酬偏低": ("隔壁店底薪高八百", "提成改了以后到手少了很多", "房租涨了，工资没涨"),
    "主管管理方式": ("主管总是批评我，没有鼓励", "开会总被当众批评，很压抑", "排班不公平，说了主管也不听"),
    "想换个环境": ("在一个地方待久了，想出去看看", "通勤太远，想离家近一点", "想换个城市生活"),
    "家庭原因": ("孩子上学没人接送", "父母身体不好要回老家", "结婚后搬去外地"),
}
OPENINGS = ("", "总体来说同事都不错。", "公司产品没问题。", "培训还是学到东西的。")
# Return after leaving: yearly hazard by true reason, and the effect of a call that answers the reason.
RETURN_PER_YEAR = {"晋升受限": .075, "薪酬偏低": .065, "主管管理方式": .035, "想换个环境": .05, "家庭原因": .06}
CALL_LOG_HAZARD_RATIO = {"晋升受限": .9, "薪酬偏低": .8, "主管管理方式": .2, "想换个环境": .3, "家庭原因": .2}


def make(people: int, seed: int, with_daily: bool) -> Company:
    rng = np.random.Generator(np.random.PCG64(seed))
    hire = days("2021-01-01", rng.integers(0, 1700, people))
    city = choose(rng, people, {"省会": .40, "地级市": .38, "县城": .22})
    role = choose(rng, people, {"店员": .78, "资深店员": .16, "店长": .06})
    age = np.clip(np.rint(20 + rng.gamma(2.2, 2.6, people)), 18, 50).astype(np.int64)
    gender = choose(rng, people, {"女": .52, "男": .48})
    sales = np.round(rng.standard_normal(people), 2)
    manager = np.round(np.clip(7.2 + 1.4 * rng.standard_normal(people), 1, 10), 1)
    pay = 4000 + 100 * np.clip(np.rint(12 + 5 * rng.standard_normal(people) + 3 * sales), 0, 40).astype(np.int64)
    commute = np.clip(np.rint(rng.gamma(3.0, 10.0, people)), 3, 120).astype(np.int64)
    satisfaction = np.clip(np.rint(86 + 4 * sales + 5 * rng.standard_normal(people)), 50, 100).astype(np.int64)
    terms = {"sales_index": sales, "manager_rating": manager - 7.2, "pay_thousand": (pay - 5200) / 1000, "commute_minutes": commute - 30.0}
    eta = linear_predictors(CAUSES, terms, people)
    time, cause = leaving(rng, CAUSES, eta)
    exits, left = end_of_spell(hire, time, OBSERVATION_END)
    names = [each.name for each in CAUSES]

    # Form and interview of the leavers.
    gone = np.flatnonzero(left)
    hidden = rng.random(len(gone)) < np.array([HIDDEN[name] for name in names])[cause[gone]]
    stated = np.where(hidden, names.index("想换个环境"), cause[gone])
    texts = [opening + said + "。" for name in names for said in SAID[name] for opening in OPENINGS]
    spoken = cause[gone] * 12 + rng.integers(0, 3, len(gone)) * 4 + rng.integers(0, 4, len(gone))

    # The percentile is taken among all leavers; worth calling = any one of the three marks.
    rank = np.empty(len(gone))
    rank[np.argsort(sales[gone], kind="stable")] = np.arange(len(gone))
    percentile = np.rint(100 * (rank + .5) / max(len(gone), 1)).astype(np.int64)
    team = np.clip(np.rint(70 + 10 * rng.standard_normal(len(gone))), 0, 100).astype(np.int64)
    worth = (percentile >= 85) | (satisfaction[gone] >= 95) | (team >= 86)
    called = worth & (rng.random(len(gone)) < .7)  # the others are a hold-out, drawn at random

    back_eta = np.where(called, np.array([CALL_LOG_HAZARD_RATIO[name] for name in names])[cause[gone]], 0.0)
    rate = np.array([RETURN_PER_YEAR[name] for name in names])[cause[gone]] / 365 * np.exp(back_eta)
    away = np.ceil(14 + rng.standard_exponential(len(gone)) / rate)
    until_end = (np.datetime64(OBSERVATION_END, "D") - exits[gone]).astype(np.int64)
    back = away <= until_end
    returned = np.where(back, exits[gone] + np.minimum(away, 99_999).astype("timedelta64[D]"), np.datetime64("NaT", "D"))

    # A return is a second spell of the same person, with pay raised by 15 % when pay was the reason.
    again = gone[back]
    raise_pay = np.where(cause[again] == 1, 1.15, 1.0)
    pay_again = np.rint(pay[again] * raise_pay / 100).astype(np.int64) * 100
    terms_again = {"sales_index": sales[again], "manager_rating": manager[again] - 7.2, "pay_thousand": (pay_again - 5200) / 1000,
                   "commute_minutes": commute[again] - 30.0}
    eta_again = linear_predictors(CAUSES, terms_again, len(again)) + .15
    hire_again = returned[back]
    time_again, cause_again = leaving(rng, CAUSES, eta_again)
    exits_again, left_again = end_of_spell(hire_again, time_again, OBSERVATION_END)

    order = np.argsort(np.concatenate([np.arange(people), again]), kind="stable")
    rows = np.concatenate([np.arange(people), again])[order]

    def both(first: np.ndarray, second: np.ndarray) -> Any:
        return np.concatenate([first, second])[order]

    final = np.full(people, -1)
    final[gone] = stated
    reason = both(final, np.where(left_again, cause_again, -1))
    number = np.arange(1, people + 1)
    tables = {"people": {
        "person": Ids("P", number[rows]), "spell": both(np.ones(people, np.int64), np.full(len(again), 2)), "hire": both(hire, hire_again),
        "exit": both(exits, exits_again), "reason": Coded(reason, names), "gender": gender[rows], "age": age[rows], "city": city[rows], "role": role[rows],
        "pay": both(pay, pay_again), "manager_rating": Decimal(manager[rows], 1), "commute_minutes": commute[rows],
        "sales_index": Decimal(sales[rows], 2)}}
    tables["leavers"] = {
        "person": Ids("P", number[gone]), "exit": exits[gone], "stated_reason": Coded(stated, names), "interview": Coded(spoken, texts),
        "sales_percentile": percentile, "customer_satisfaction": satisfaction[gone], "team_contribution": team,
        "consent": Coded((rng.random(len(gone)) < .9).astype(np.int64), ["否", "是"]), "returned": returned}
    contact = np.repeat(np.flatnonzero(called), 3)
    when = np.tile([5, 28, 85], int(called.sum()))
    date = exits[gone][contact] + when.astype("timedelta64[D]")
    due = (date <= np.datetime64(OBSERVATION_END, "D")) & ~(returned[contact] <= date)
    stage = np.tile(np.arange(3), int(called.sum()))
    tables["contacts"] = {"person": Ids("P", number[gone][contact][due]), "date": date[due],
                          "stage": Coded(stage[due], ["一周：认可与感谢", "一月：原因的变化", "三月：岗位与条件"])}
    vacancies = max(5, people // 40)
    tables["vacancies"] = {"vacancy": Ids("V", np.arange(1, vacancies + 1), 5), "opened": days("2025-06-01", rng.integers(0, 213, vacancies)),
                           "city": choose(rng, vacancies, {"省会": .4, "地级市": .38, "县城": .22}),
                           "role": choose(rng, vacancies, {"店员": .7, "资深店员": .2, "店长": .1}), "pay": 4200 + 100 * rng.integers(0, 30, vacancies)}

    truth = {
        "causes": describe(CAUSES),
        "reference": "sales index 0, manager rating 7.2, pay 5,200 yuan, commute 30 minutes; hazards per day of tenure; sales_index is a z-score",
        "causes_are": "true reasons; the form (people.reason of first spells, leavers.stated_reason) hides a share of them behind 想换个环境",
        "stated_as_想换个环境": HIDDEN,
        "true_reason_share": {name: float(share) for name, share in zip(names, np.bincount(cause[gone], minlength=len(names)) / max(len(gone), 1))},
        "expected_cumulative_incidence": expected_incidence(CAUSES, eta, HORIZONS),
        "worth_calling": {"rule": "sales_percentile >= 85 or customer_satisfaction >= 95 or team_contribution >= 86; percentile among all leavers",
                          "people": int(worth.sum()), "leavers": len(gone)},
        "returns": {"per_year_by_true_reason": RETURN_PER_YEAR, "not_before_day": 14, "call_log_hazard_ratio": CALL_LOG_HAZARD_RATIO,
                    "called": int(called.sum()), "hold_out_share": .3, "returned": int(back.sum())},
        "second_spell_log_hazard_ratio": .15,
        "no_effect": ["gender", "age", "city", "role"],
    }
    dataset = {
        "title": {"en": "A phone retailer's staff", "zh": "手机销售企业员工"},
        "observation_end": OBSERVATION_END, "horizons": [30, 90, 180],
        "groups": ["city", "role"],
        "drivers": ["city", "role", "pay", "manager_rating", "commute_minutes", "sales_index"],
        "columns": {
            "spell": {"en": "Spell", "zh": "第几段任职"}, "city": {"en": "City", "zh": "城市类型"}, "role": {"en": "Role", "zh": "岗位"},
            "pay": {"en": "Pay (yuan a month)", "zh": "月薪（元）"}, "manager_rating": {"en": "Rating of the manager", "zh": "对主管评价"},
            "commute_minutes": {"en": "Commute (minutes)", "zh": "通勤（分钟）"}, "sales_index": {"en": "Sales index", "zh": "销售指数"},
            "gender": {"en": "Gender", "zh": "性别"}, "age": {"en": "Age", "zh": "年龄"}},
        "values": {
            "晋升受限": {"en": "No promotion"}, "薪酬偏低": {"en": "Pay"}, "主管管理方式": {"en": "Manager's style"}, "想换个环境": {"en": "A change of scene"},
            "家庭原因": {"en": "Family"}, "省会": {"en": "Provincial capital"}, "地级市": {"en": "Prefecture city"}, "县城": {"en": "County town"},
            "店员": {"en": "Shop assistant"}, "资深店员": {"en": "Senior assistant"}, "店长": {"en": "Shop manager"}, "女": {"en": "Female"}, "男": {"en": "Male"}},
    }
    return Company(tables, truth, dataset, ORGANISATION)
