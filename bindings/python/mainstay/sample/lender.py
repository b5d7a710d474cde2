"""A consumer lender's new sellers: most are lost in the first five months, by missed targets or by their own choice."""

from __future__ import annotations

from typing import Any

import numpy as np

from .company import Company, Organisation, seller_events
from .planting import Cause, choose, days, describe, end_of_spell, expected_incidence, is_level, leaving, linear_predictors, scores
from .writing import Coded, Decimal, Ids

OBSERVATION_END = "2025-12-31"
HORIZONS = (30, 90, 150, 365)
COMPETENCIES = ("stress_tolerance", "need_discovery", "objection_handling", "goal_orientation", "affinity", "persistence")

# Targets are reviewed once a month: dismissals stand in the week after each review.
CAUSES = (
    Cause("未达标辞退", (0, 28, 35, 58, 65, 88, 95, 118, 125, 148, 155), (.0003, .010, .0011, .026, .0013, .030, .0013, .027, .0012, .022, .0010),
          {"stress_tolerance": -.12, "need_discovery": -.08, "objection_handling": -.14, "goal_orientation": -.10,
           "experience_years": -.05, "mentor=有": -.30, "channel=内部推荐": -.20, "branch=城北店": .35}),
    Cause("同行挖角", (0, 45, 150), (.00008, .00045, .0005), {"objection_handling": .15, "experience_years": .08}),
    Cause("压力大", (0, 14, 75, 150), (.0003, .0006, .0003, .0002), {"stress_tolerance": -.30, "mentor=有": -.25}),
    Cause("不适应销售方式", (0, 7, 45, 150), (.0009, .0008, .0002, .0001), {"affinity": -.12, "channel=内部推荐": -.40}),
)

ORGANISATION = Organisation("branch", "总公司", {"城东店": "主城区", "城西店": "主城区", "城南店": "主城区", "城北店": "北区", "开发区店": "北区"},
                            {"未达标辞退": "involuntary", "同行挖角": "voluntary", "压力大": "voluntary", "不适应销售方式": "voluntary"})

# Share who ever take the step, and the median day of taking it, if nobody left before.
STEPS = (("induction_done", "完成入职培训", 1.0, 5), ("product_exam", "通过产品考试", .93, 14), ("first_contact", "首次约见客户", .90, 24),
         ("first_deal", "首单放款", .78, 52), ("confirmed", "转正", .80, 95))


def make(people: int, seed: int, with_daily: bool) -> Company:
    rng = np.random.Generator(np.random.PCG64(seed))
    hire = days("2024-07-01", rng.integers(0, 540, people))
    marks = scores(rng, people, COMPETENCIES)
    experience = np.round(np.minimum(rng.exponential(1.6, people), 12.0), 1)
    age = np.clip(np.rint(22 + experience + rng.gamma(2.0, 2.2, people)), 19, 50).astype(np.int64)
    gender = choose(rng, people, {"女": .47, "男": .53})
    branch = choose(rng, people, {"城东店": .22, "城西店": .20, "城南店": .20, "城北店": .18, "开发区店": .20})
    channel = choose(rng, people, {"招聘网站": .52, "内部推荐": .22, "校园招聘": .16, "劳务公司": .10})
    mentor = choose(rng, people, {"有": .45, "无": .55})
    base_pay = 3500 + 50 * rng.integers(0, 21, people) + 100 * np.minimum(np.rint(experience), 8).astype(np.int64)

    terms: dict[str, np.ndarray] = {name: marks[name] - 6.3 for name in COMPETENCIES}
    terms |= {"experience_years": experience - 1.6, "mentor=有": is_level(mentor, "有"),
              "channel=内部推荐": is_level(channel, "内部推荐"), "branch=城北店": is_level(branch, "城北店")}
    eta = linear_predictors(CAUSES, terms, people)
    time, cause = leaving(rng, CAUSES, eta)
    exits, left = end_of_spell(hire, time, OBSERVATION_END)
    reason = Coded(np.where(left, cause, -1), [each.name for each in CAUSES])

    # Handing over the work is recorded for leavers only, after the fact: a leak for whoever trains on it.
    handover = Coded(np.where(left, (rng.random(people) < .9).astype(np.int64) - 1, -1), ["已交接"])
    ids = Ids("L", np.arange(1, people + 1))
    tables = {"people": {
        "person": ids, "hire": hire, "exit": exits, "reason": reason, "gender": gender, "age": age, "branch": branch, "channel": channel,
        "mentor": mentor, "experience_years": Decimal(experience, 1), "base_pay": base_pay,
        **{name: Decimal(marks[name], 1) for name in COMPETENCIES}, "handover": handover}}
    tables["events"] = seller_events(rng, ids, hire, exits, OBSERVATION_END, STEPS)
    if with_daily:
        tables |= _monitoring(rng, ids, hire, exits, left, cause, marks["stress_tolerance"])

    by_horizon = expected_incidence(CAUSES, eta, HORIZONS)
    truth = {
        "causes": describe(CAUSES),
        "reference": "scores 6.3, experience 1.6 years, no mentor, not referred, not 城北店; hazards per day of tenure",
        "expected_cumulative_incidence": by_horizon,
        "no_effect": ["gender", "age", "base_pay", "persistence"],
        "funnel": {event: {"ever": share, "median_day": day} for event, _, share, day in STEPS},
        "leaks": [{"table": "people", "column": "handover", "why": "written after leaving, for leavers only"}],
        "monitoring": {"calls_fall_before_leaving": {"share_of_leavers": .6, "days_before": 12, "factor": .5},
                       "stress_rises_before_leaving": {"reasons": ["压力大", "未达标辞退"], "points": 2.0, "days_before": 14}},
        "note": "Matching, training, monitoring and targets act together; no single measure explains the change of a yearly figure.",
    }
    dataset = {
        "title": {"en": "A lender's new sellers", "zh": "信贷公司新员工留存"},
        "observation_end": OBSERVATION_END, "horizons": [30, 90, 180],
        "groups": ["channel", "mentor", "branch"],
        "stages": [{"event": "hired", "label": {"en": "Hired", "zh": "入职"}}] + [
                   {"event": event, "label": {"en": event.replace("_", " ").capitalize(), "zh": label}, "within_days": within}
                   for (event, label, _, _), within in zip(STEPS, (15, 40, 60, 120, 180))],
        "columns": {
            "branch": {"en": "Branch", "zh": "网点"}, "channel": {"en": "Recruiting channel", "zh": "招聘渠道"},
            "mentor": {"en": "Mentor", "zh": "导师"}, "experience_years": {"en": "Sales experience (years)", "zh": "销售经验（年）"},
            "base_pay": {"en": "Base pay (yuan a month)", "zh": "底薪（元/月）"}, "stress_tolerance": {"en": "Stress tolerance", "zh": "抗压能力"},
            "need_discovery": {"en": "Need discovery", "zh": "客户需求挖掘能力"}, "objection_handling": {"en": "Objection handling", "zh": "异议处理能力"},
            "goal_orientation": {"en": "Goal orientation", "zh": "目标导向"}, "affinity": {"en": "Affinity", "zh": "沟通亲和力"},
            "persistence": {"en": "Persistence", "zh": "坚持性"}, "gender": {"en": "Gender", "zh": "性别"}, "age": {"en": "Age", "zh": "年龄"},
            "handover": {"en": "Handover", "zh": "工作交接"}},
        "values": {
            "未达标辞退": {"en": "Dismissed: target missed"}, "同行挖角": {"en": "Poached by a rival"}, "压力大": {"en": "Pressure"},
            "不适应销售方式": {"en": "Not suited to this way of selling"}, "有": {"en": "with a mentor", "zh": "有导师"}, "无": {"en": "no mentor", "zh": "无导师"},
            "女": {"en": "Female"}, "男": {"en": "Male"}, "城东店": {"en": "East branch"}, "城西店": {"en": "West branch"},
            "城南店": {"en": "South branch"}, "城北店": {"en": "North branch"}, "开发区店": {"en": "Development-zone branch"},
            "招聘网站": {"en": "Job site"}, "内部推荐": {"en": "Referral"}, "校园招聘": {"en": "Campus"}, "劳务公司": {"en": "Labour agency"},
            "已交接": {"en": "Handed over"}},
    }
    return Company(tables, truth, dataset, ORGANISATION)


def _monitoring(rng: np.random.Generator, ids: Ids, hire: np.ndarray, exits: np.ndarray, left: np.ndarray, cause: np.ndarray,
                tolerance: np.ndarray) -> dict[str, Any]:
    """Daily calls and weekly stress on probation; behaviour changes before a leaver goes."""
    last = np.where(np.isnat(exits), np.datetime64(OBSERVATION_END, "D"), exits)
    length = np.clip((last - hire).astype(np.int64), 0, 90)
    row = np.repeat(np.arange(len(hire)), length)
    day = np.arange(len(row)) - np.repeat(np.cumsum(length) - length, length)
    date = hire[row] + day.astype("timedelta64[D]")
    weekday = (date.astype(np.int64) + 3) % 7
    keep = weekday < 6  # Sundays are off
    row, day, date = row[keep], day[keep], date[keep]
    to_exit = np.where(left[row], (last[row] - date).astype(np.int64), 10_000)
    fading = rng.random(len(hire)) < .6
    level = rng.normal(20.0, 3.5, len(hire)) * 1.0
    calls = rng.poisson(np.maximum(level[row] * np.where(fading[row] & (to_exit <= 12), .5, 1.0), 1.0))
    contacts = rng.binomial(calls, .35)
    done = np.clip(np.rint(100 * calls / 20), 0, 150).astype(np.int64)
    number = ids.numbers[row]
    daily = {"person": Ids("L", number), "date": date, "calls": calls, "follow_ups": contacts, "task_completion": done}

    weekly = day % 7 == 6
    strained = np.isin(cause, (0, 2))[row] & (to_exit <= 14)
    stress = np.clip(np.round(8.2 - .45 * tolerance[row] + 2.0 * strained + rng.normal(0, 1.3, len(row)), 0), 0, 10).astype(np.int64)
    survey = {"person": Ids("L", number[weekly]), "date": date[weekly], "stress": stress[weekly]}
    return {"daily": daily, "surveys": survey}
