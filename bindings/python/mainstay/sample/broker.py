"""A loan broker's sellers, seen from a fixed date on: people hired before enter late, several indicators a month."""

from __future__ import annotations

from typing import Any

import numpy as np

from .company import Company, Organisation
from .planting import Cause, choose, days, describe, end_of_spell, expected_incidence, is_level, leaving, linear_predictors, scores
from .writing import Coded, Decimal, Ids

OBSERVATION_START = "2023-01-01"
OBSERVATION_END = "2025-12-31"
HORIZONS = (90, 180, 365, 730)
PORTRAIT = ("communication", "product_knowledge", "insight", "resilience")

CAUSES = (
    Cause("同行挖角", (0, 90, 365, 730), (.00012, .00040, .00036, .00025), {"insight": .12, "commission_share": -.05, "team=新组": .30}),
    Cause("业绩淘汰", (0, 60, 180, 365), (.00010, .00085, .00045, .00020), {"product_knowledge": -.18, "communication": -.15, "resilience": -.20}),
    Cause("收入不满意", (0, 90, 365, 730), (.00025, .00045, .00030, .00020), {"commission_share": -.10, "lead_quality=差": .35}),
    Cause("合规违规", (0, 90), (.00002, .00006), {"insight": -.10}),
)

ORGANISATION = Organisation("region", "总公司", {"华东": "南方事业部", "华南": "南方事业部", "华北": "北方事业部", "西南": "北方事业部"},
                            {"同行挖角": "voluntary", "业绩淘汰": "involuntary", "收入不满意": "voluntary", "合规违规": "involuntary"})


def make(people: int, seed: int, with_daily: bool) -> Company:
    rng = np.random.Generator(np.random.PCG64(seed))
    # People who left before the export begins are not in it: draw until `people` are.
    first_day, last_day = np.datetime64(OBSERVATION_START, "D"), np.datetime64(OBSERVATION_END, "D")
    draws = 2 * people + 100
    hire = days("2020-01-01", rng.integers(0, int((last_day - np.datetime64("2020-01-01", "D")).astype(int)), draws))
    marks = scores(rng, draws, PORTRAIT, mean=6.0, spread=1.6)
    commission = np.round(rng.normal(28.0, 4.0, draws), 1)
    age = np.clip(np.rint(24 + rng.gamma(2.0, 2.5, draws)), 20, 55).astype(np.int64)
    gender = choose(rng, draws, {"女": .44, "男": .56})
    region = choose(rng, draws, {"华东": .34, "华南": .26, "华北": .22, "西南": .18})
    team = choose(rng, draws, {"老组": .7, "新组": .3})
    leads = choose(rng, draws, {"好": .25, "中": .5, "差": .25})
    terms = {name: marks[name] - 6.0 for name in PORTRAIT}
    terms |= {"commission_share": commission - 28.0, "team=新组": is_level(team, "新组"), "lead_quality=差": is_level(leads, "差")}
    eta = linear_predictors(CAUSES, terms, draws)
    time, cause = leaving(rng, CAUSES, eta)
    exits, left = end_of_spell(hire, time, OBSERVATION_END)
    seen = np.flatnonzero(~(exits <= first_day))[:people]  # NaT compares false: still here, hence seen
    if len(seen) < people:
        raise RuntimeError("the broker's sample drew too few people; this is a defect")

    hire, exits, left, cause = hire[seen], exits[seen], left[seen], cause[seen]
    age, commission = age[seen], commission[seen]
    gender, region, team, leads = (each[seen] for each in (gender, region, team, leads))
    marks = {name: mark[seen] for name, mark in marks.items()}
    ids = Ids("B", np.arange(1, people + 1))
    entry = np.maximum(hire, first_day)
    tables = {"people": {
        "person": ids, "hire": hire, "entry": entry, "exit": exits, "reason": Coded(np.where(left, cause, -1), [each.name for each in CAUSES]),
        "gender": gender, "age": age, "region": region, "team": team, "lead_quality": leads, "commission_share": Decimal(commission, 1),
        **{name: Decimal(mark, 1) for name, mark in marks.items()}}}
    ability = np.mean([mark - 6.0 for mark in marks.values()], axis=0)
    if with_daily:
        tables["monthly"] = _monthly(rng, ids, entry, exits, ability, is_level(leads, "好") - is_level(leads, "差"))

    truth = {
        "causes": describe(CAUSES),
        "reference": "portrait scores 6, commission share 28 %, 老组, leads not 差; hazards per day of tenure",
        "expected_cumulative_incidence": expected_incidence(CAUSES, eta, HORIZONS),
        "expected_of": "a new hire like those drawn, from the day of hire; people in people.csv entered late when hired before observation_start",
        "observation_start": OBSERVATION_START,
        "no_effect": ["gender", "age", "region"],
        "monthly": {"sales_per_point_of_ability": .22, "sales_good_leads": .18, "meaning": "log sales = 11.3 + .22 ability + .18 leads + noise (sd .35)"},
    }
    dataset = {
        "title": {"en": "A loan broker's sellers", "zh": "贷款经纪公司销售队伍"},
        "observation_start": OBSERVATION_START, "observation_end": OBSERVATION_END, "horizons": [30, 90, 180],
        "groups": ["team", "lead_quality", "region"],
        "columns": {
            "region": {"en": "Region", "zh": "大区"}, "team": {"en": "Team", "zh": "团队"}, "lead_quality": {"en": "Quality of leads", "zh": "线索质量"},
            "commission_share": {"en": "Commission share (%)", "zh": "提成比例（%）"}, "communication": {"en": "Communication", "zh": "沟通能力"},
            "product_knowledge": {"en": "Product knowledge", "zh": "产品知识"}, "insight": {"en": "Insight", "zh": "客户洞察"},
            "resilience": {"en": "Resilience", "zh": "抗挫能力"}, "gender": {"en": "Gender", "zh": "性别"}, "age": {"en": "Age", "zh": "年龄"}},
        "values": {
            "同行挖角": {"en": "Poached by a rival"}, "业绩淘汰": {"en": "Dismissed for performance"}, "收入不满意": {"en": "Pay"},
            "合规违规": {"en": "Compliance breach"}, "女": {"en": "Female"}, "男": {"en": "Male"}, "华东": {"en": "East"}, "华南": {"en": "South"},
            "华北": {"en": "North"}, "西南": {"en": "South-west"}, "老组": {"en": "Established team"}, "新组": {"en": "New team"},
            "好": {"en": "good"}, "中": {"en": "middling"}, "差": {"en": "poor"}},
    }
    return Company(tables, truth, dataset, ORGANISATION)


def _monthly(rng: np.random.Generator, ids: Ids, entry: np.ndarray, exits: np.ndarray, ability: np.ndarray, leads: np.ndarray) -> dict[str, Any]:
    """Full months between entry and exit: amounts, conversion, overdue rate, compliance."""

    def month(dates: Any) -> Any:
        return dates.astype("datetime64[M]").astype(np.int64)

    last = np.where(np.isnat(exits), np.datetime64(OBSERVATION_END, "D") + 1, exits)
    length = np.maximum(month(last) - month(entry) - 1, 0)
    row = np.repeat(np.arange(len(entry)), length)
    step = np.arange(len(row)) - np.repeat(np.cumsum(length) - length, length)
    date = (month(entry)[row] + 1 + step).astype("datetime64[M]").astype("datetime64[D]")
    noise = rng.standard_normal((4, len(row)))
    sales = np.rint(np.exp(11.3 + .22 * ability[row] + .18 * leads[row] + .35 * noise[0]) / 100).astype(np.int64) * 100
    return {"person": Ids("B", ids.numbers[row]), "month": date, "sales": sales,
            "quality_conversion": Decimal(np.clip(18 + 2.5 * ability[row] + 3 * leads[row] + 4 * noise[1], 0, 100), 1),
            "new_customers": rng.poisson(np.exp(1.9 + .15 * ability[row])), "repurchase": rng.poisson(np.exp(1.2 + .1 * ability[row])),
            "overdue_rate": Decimal(np.clip(3.2 - .3 * ability[row] + 1.1 * noise[2], 0, 100), 2),
            "compliance": np.clip(np.rint(93 + 5 * noise[3]), 0, 100).astype(np.int64)}
