"""A call centre's training classes of 60 in ten provinces: most losses fall in training week 2, and provinces do not differ."""

from __future__ import annotations

from typing import Any

import numpy as np

from .company import Company, Organisation, event_table
from .planting import Cause, choose, days, describe, end_of_spell, expected_incidence, is_level, leaving, linear_predictors, scores
from .writing import Coded, Decimal, Ids

OBSERVATION_END = "2025-12-31"
HORIZONS = (7, 14, 28, 90, 365)
CLASS_SIZE = 60
PROVINCES = ("河北", "河南", "山东", "安徽", "江苏", "湖北", "湖南", "四川", "广西", "陕西")
TRAINING_DAYS = 28

CAUSES = (
    Cause("证书未通过", (0, 10, 18, 28), (.0001, .021, .0035, .00002), {"learning": -.22, "channel=校企合作": -.20}),
    Cause("压力大", (0, 7, 14, 28, 118), (.0045, .0170, .0085, .0011, .0006), {"resilience": -.20, "trainer=新手": .35}),
    Cause("岗位与预期不符", (0, 7, 14, 28), (.0090, .0080, .0020, .0004), {"job_preview=有": -.45, "channel=劳务公司": .40}),
    Cause("另有工作", (0, 7, 14, 28, 118), (.0020, .0035, .0020, .0010, .0008), {"job_preview=有": -.15}),
    Cause("家庭原因", (0, 28), (.0012, .0003), {}),
)
ORGANISATION = Organisation("province", "电话销售中心", {name: "北方中心" if name in ("河北", "河南", "山东", "陕西") else "南方中心" for name in PROVINCES},
                            {"证书未通过": "involuntary", "压力大": "voluntary", "岗位与预期不符": "voluntary", "另有工作": "voluntary", "家庭原因": "other"})

OWNER = {"证书未通过": "training", "压力大": "training", "岗位与预期不符": "recruiting", "另有工作": "recruiting", "家庭原因": "none"}


def make(people: int, seed: int, with_daily: bool) -> Company:
    rng = np.random.Generator(np.random.PCG64(seed))
    group = np.arange(people) // CLASS_SIZE
    classes = int(group[-1]) + 1
    opening = days("2025-01-06", 7 * rng.integers(0, 50, classes))
    province_of_class = rng.permutation(np.arange(classes) % len(PROVINCES))
    novice = rng.random(classes) < .4
    hire = opening[group]
    province = Coded(province_of_class[group], list(PROVINCES))
    trainer = Coded(novice[group].astype(np.int64), ["资深", "新手"])
    class_name = Ids("C", group + 1, 5)
    channel = choose(rng, people, {"招聘网站": .45, "劳务公司": .25, "校企合作": .20, "内部推荐": .10})
    preview = choose(rng, people, {"有": .4, "无": .6})
    marks = scores(rng, people, ("learning", "resilience", "speech"), mean=6.2, spread=1.6)
    age = np.clip(np.rint(20 + rng.gamma(2.0, 2.0, people)), 18, 45).astype(np.int64)
    gender = choose(rng, people, {"女": .66, "男": .34})
    terms = {"learning": marks["learning"] - 6.2, "resilience": marks["resilience"] - 6.2, "trainer=新手": is_level(trainer, "新手"),
             "job_preview=有": is_level(preview, "有"), "channel=劳务公司": is_level(channel, "劳务公司"), "channel=校企合作": is_level(channel, "校企合作")}
    eta = linear_predictors(CAUSES, terms, people)
    time, cause = leaving(rng, CAUSES, eta)
    exits, left = end_of_spell(hire, time, OBSERVATION_END)
    reason = Coded(np.where(left, cause, -1), [each.name for each in CAUSES])
    ids = Ids("T", np.arange(1, people + 1))

    nothing = np.datetime64("NaT", "D")
    last = np.where(np.isnat(exits), np.datetime64(OBSERVATION_END, "D") + 1, exits)
    certificate_day = np.clip(np.rint(10 + rng.exponential(1.6, people)), 10, 20).astype(np.int64)

    def reached(day: Any) -> Any:
        date = hire + np.asarray(day).astype("timedelta64[D]")
        return np.where(date < last, date, nothing)

    failed = left & (cause == 0)
    names = ["enrolled", "week_1_done", "certified", "week_2_done", "posted"]
    dates = [hire, reached(7), np.where(failed, nothing, reached(certificate_day)),
             reached(14), reached(TRAINING_DAYS)]
    # The order of a person's rows follows the dates.
    order = np.argsort(np.stack([np.where(np.isnat(each), np.datetime64("2200-01-01"), each) for each in dates], 1), axis=1, kind="stable")
    stacked = np.take_along_axis(np.stack(dates, 1), order, 1)
    row, step = np.nonzero(~np.isnat(stacked))
    events = {"person": Ids("T", ids.numbers[row]), "date": stacked[row, step], "event": Coded(order[row, step], names)}

    tables = {"people": {
        "person": ids, "hire": hire, "exit": exits, "reason": reason, "gender": gender, "age": age, "class": class_name, "province": province,
        "trainer": trainer, "channel": channel, "job_preview": preview, **{name: Decimal(mark, 1) for name, mark in marks.items()}},
        "events": events}
    if with_daily:
        tables |= _training(rng, ids, hire, last, left, cause, marks["learning"])

    by_horizon = expected_incidence(CAUSES, eta, HORIZONS)
    lost = by_horizon["28"]
    total = 1 - lost["still_here"]
    truth = {
        "causes": describe(CAUSES),
        "reference": "scores 6.2, experienced trainer, no job preview, other channels; hazards per day since the first training day",
        "expected_cumulative_incidence": by_horizon,
        "expected_posted": lost["still_here"],
        "owner_of_reason": OWNER,
        "expected_share_of_training_loss": {owner: sum(lost[name] for name, its in OWNER.items() if its == owner) / total
                                            for owner in ("recruiting", "training", "none")},
        "no_effect": ["gender", "age", "province", "speech", "class"],
        "provinces": "one true rate in all ten: whatever differs between them is chance",
        "exams": {"mean": "62 + 3.2 × learning", "sd": 8, "pass": 70},
    }
    dataset = {
        "title": {"en": "A call centre's training classes", "zh": "国企电话销售中心培训班"},
        "observation_end": OBSERVATION_END, "horizons": [30, 90, 180],
        "groups": ["trainer", "job_preview", "channel", "province"],
        "drivers": ["trainer", "channel", "job_preview", "learning", "resilience", "speech"],
        "cluster": "class",
        "stages": [{"event": "enrolled", "label": {"en": "Training begins", "zh": "开班报到"}},
                   {"event": "week_1_done", "label": {"en": "Week 1 done", "zh": "完成第一周"}, "within_days": 10},
                   {"event": "week_2_done", "label": {"en": "Week 2 done", "zh": "完成第二周"}, "within_days": 20},
                   {"event": "posted", "label": {"en": "Posted", "zh": "上岗"}, "within_days": 40}],
        "columns": {
            "class": {"en": "Class", "zh": "班级"}, "province": {"en": "Province", "zh": "省份"}, "trainer": {"en": "Trainer", "zh": "讲师"},
            "channel": {"en": "Recruiting channel", "zh": "招聘渠道"}, "job_preview": {"en": "Realistic job preview", "zh": "岗位实景预览"},
            "learning": {"en": "Learning", "zh": "学习能力"}, "resilience": {"en": "Resilience", "zh": "抗压能力"}, "speech": {"en": "Speech", "zh": "语言表达"},
            "gender": {"en": "Gender", "zh": "性别"}, "age": {"en": "Age", "zh": "年龄"}},
        "values": {
            "证书未通过": {"en": "Certificate failed"}, "压力大": {"en": "Pressure"}, "岗位与预期不符": {"en": "Job not as expected"},
            "另有工作": {"en": "Another job"}, "家庭原因": {"en": "Family"}, "资深": {"en": "experienced"}, "新手": {"en": "novice"},
            "有": {"en": "preview given", "zh": "有预览"}, "无": {"en": "no preview", "zh": "无预览"}, "女": {"en": "Female"}, "男": {"en": "Male"}, "招聘网站": {"en": "Job site"},
            "劳务公司": {"en": "Labour agency"}, "校企合作": {"en": "School partnership"}, "内部推荐": {"en": "Referral"},
            **{name: {"en": english} for name, english in zip(PROVINCES, ("Hebei", "Henan", "Shandong", "Anhui", "Jiangsu", "Hubei", "Hunan", "Sichuan", "Guangxi", "Shaanxi"))}},
    }
    return Company(tables, truth, dataset, ORGANISATION)


def _training(rng: np.random.Generator, ids: Ids, hire: np.ndarray, last: np.ndarray, left: np.ndarray, cause: np.ndarray,
              learning: np.ndarray) -> dict[str, Any]:
    """Exams on days 5, 9, 13 and 20, and each training day's progress and self-reported mood."""
    here = (last - hire).astype(np.int64)
    exam_days = np.array([5, 9, 13, 20])
    row, number = np.nonzero(here[:, None] > exam_days[None, :])
    date = hire[row] + exam_days[number].astype("timedelta64[D]")
    marks = np.clip(np.rint(62 + 3.2 * (learning[row] - 6.2) + 2.5 * number + rng.normal(0, 8, len(row))), 0, 100).astype(np.int64)
    exams = {"person": Ids("T", ids.numbers[row]), "date": date, "exam": number + 1, "score": marks}

    length = np.minimum(here, TRAINING_DAYS)
    row = np.repeat(np.arange(len(hire)), length)
    day = np.arange(len(row)) - np.repeat(np.cumsum(length) - length, length)
    to_exit = np.where(left[row], here[row] - day, 10_000)
    pressed = (cause[row] == 1) & (to_exit <= 5)
    mood = np.clip(np.rint(76 - 18 * pressed + rng.normal(0, 9, len(row))), 0, 100).astype(np.int64)
    pace = np.clip(1 + .06 * (learning - 6.2) + rng.normal(0, .08, len(hire)), .3, 1.3)
    progress = np.clip(np.rint(100 * (day + 1) / TRAINING_DAYS * pace[row]), 0, 100).astype(np.int64)
    daily = {"person": Ids("T", ids.numbers[row]), "date": hire[row] + day.astype("timedelta64[D]"), "progress": progress, "mood": mood}
    return {"exams": exams, "daily": daily}
