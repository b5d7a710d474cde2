"""What the post-mortem of losses needs beside spells: an earlier cohort, owners of reasons, rules of alerts with a calendar and staff, what leavers wrote and said. Drawn apart from the other tables, which they leave as they are."""

from __future__ import annotations

from typing import Any

import numpy as np

from . import call_centre, lender
from .company import Company, Drawn, event_table, random_of
from .planting import Cause, choose, days, describe, end_of_spell, expected_incidence, is_level, leaving, linear_predictors, scores
from .writing import Coded, Decimal, Ids

MOST_EARLIER, MOST_SPOKEN, MOST_CHECKED = 1_800, 1_500, 250

# ---------------------------------------------------------------- the call centre's classes of the year before

EARLIER_END = "2024-12-31"
EARLIER_CHANNEL = {"招聘网站": .30, "劳务公司": .45, "校企合作": .15, "内部推荐": .10}
EARLIER_PREVIEW = {"有": .15, "无": .85}
TIMES_BEFORE = {"证书未通过": 2.6, "压力大": 1.6}       # hazards of the year before over those of the year


def _before(cause: Cause) -> Cause:
    return Cause(cause.name, cause.from_day, tuple(rate * TIMES_BEFORE.get(cause.name, 1.0) for rate in cause.per_day), cause.log_hazard_ratio)


STAGE_ENDS = (7, 14, call_centre.TRAINING_DAYS)
STAGES = ("enrolled", "week_1_done", "week_2_done", "posted")


def _by_stage(incidence: dict[str, dict[str, float]], names: list[str]) -> dict[str, dict[str, float]]:
    """Expected probability of being lost in each stage for each reason: differences of the incidences at the ends of the stages."""
    found, before = {}, dict.fromkeys(names, 0.0)
    for stage, end in zip(STAGES, STAGE_ENDS):
        found[stage] = {name: incidence[str(end)][name] - before[name] for name in names}
        before = {name: incidence[str(end)][name] for name in names}
    return found


def _terms(marks: dict[str, np.ndarray], trainer: Coded, preview: Coded, channel: Coded) -> dict[str, np.ndarray]:
    return {"learning": marks["learning"] - 6.2, "resilience": marks["resilience"] - 6.2, "trainer=新手": is_level(trainer, "新手"), "job_preview=有": is_level(preview, "有"),
            "channel=劳务公司": is_level(channel, "劳务公司"), "channel=校企合作": is_level(channel, "校企合作")}


def _earlier(made: Company, seed: int) -> tuple[dict[str, dict[str, Any]], dict[str, Any]]:
    rng = random_of(seed, 111)
    people = min(MOST_EARLIER, len(made.tables["people"]["person"]))
    group = np.arange(people) // call_centre.CLASS_SIZE
    classes = int(group[-1]) + 1
    hire = days("2024-01-08", 7 * rng.integers(0, 46, classes))[group]
    province = Coded(rng.permutation(np.arange(classes) % len(call_centre.PROVINCES))[group], list(call_centre.PROVINCES))
    trainer = Coded((rng.random(classes) < .4).astype(np.int64)[group], ["资深", "新手"])
    channel, preview = choose(rng, people, EARLIER_CHANNEL), choose(rng, people, EARLIER_PREVIEW)
    marks = scores(rng, people, ("learning", "resilience", "speech"), mean=6.2, spread=1.6)
    causes = tuple(map(_before, call_centre.CAUSES))
    eta = linear_predictors(causes, _terms(marks, trainer, preview, channel), people)
    time, cause = leaving(rng, causes, eta)
    exits, left = end_of_spell(hire, time, EARLIER_END)
    last = np.where(np.isnat(exits), np.datetime64(EARLIER_END, "D") + 1, exits)
    ids = Ids("E", np.arange(1, people + 1))
    dates = [hire] + [np.where(hire + end < last, hire + end, np.datetime64("NaT", "D")) for end in STAGE_ENDS]
    names = [each.name for each in causes]
    tables = {"earlier_people": {"person": ids, "hire": hire, "exit": exits, "reason": Coded(np.where(left, cause, -1), names), "class": Ids("B", group + 1, 5), "province": province, "trainer": trainer,
                                 "channel": channel, "job_preview": preview}, "earlier_events": event_table(ids, STAGES, dates)}

    now = made.tables["people"]
    own = linear_predictors(call_centre.CAUSES, _terms({name: now[name].values for name in ("learning", "resilience")}, now["trainer"], now["job_preview"], now["channel"]), len(now["person"]))
    before, after = (_by_stage(expected_incidence(each, risk, STAGE_ENDS), names) for each, risk in ((causes, eta), (call_centre.CAUSES, own)))
    owner = {name: {"none": "unattributed"}.get(its, its) for name, its in call_centre.OWNER.items()}

    def parts(stages: dict[str, dict[str, float]]) -> dict[str, Any]:
        by_reason = {name: sum(stage[name] for stage in stages.values()) for name in names}
        loss = sum(by_reason.values())
        return {"loss": loss, "by_reason": by_reason, "by_stage": {stage: sum(each.values()) for stage, each in stages.items()},
                "owner_share": {each: sum(value for name, value in by_reason.items() if owner[name] == each) / loss for each in ("recruiting", "training", "unattributed")}}

    truth = {"change": {"within_days": call_centre.TRAINING_DAYS, "before": parts(before), "after": parts(after), "hazards_before_over_after": TIMES_BEFORE, "causes_before": describe(causes),
                        "channel_before": EARLIER_CHANNEL, "job_preview_before": EARLIER_PREVIEW, "owner_of_reason": owner}}
    return tables, truth


# ---------------------------------------------------------------- calendars and staff

HOLIDAYS_2025 = (("2025-01-01", 1), ("2025-01-28", 8), ("2025-04-04", 3), ("2025-05-01", 5), ("2025-05-31", 3), ("2025-10-01", 8))   # first day, how many
WORKED_WEEKENDS_2025 = ("2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11")
SURNAMES, GIVEN = "王李张刘陈杨赵黄周吴徐孙", ("建国", "秀英", "志强", "丽华", "海燕", "文斌", "晓梅", "国庆", "玉兰", "振华", "雪梅", "立新")


def _name(number: int) -> str:
    return SURNAMES[number % len(SURNAMES)] + GIVEN[(number // len(SURNAMES) + 5 * number) % len(GIVEN)]


def working_days_of_2025() -> np.ndarray:
    """Mondays to Fridays without the public holidays of the mainland, with the weekends that are worked for them."""
    year = days("2025-01-01", np.arange(365))
    off = np.concatenate([days(first, np.arange(count)) for first, count in HOLIDAYS_2025])
    weekday = (year.astype(np.int64) + 3) % 7
    worked: np.ndarray = year[((weekday < 5) & ~np.isin(year, off)) | np.isin(year, np.array(WORKED_WEEKENDS_2025, "datetime64[D]"))]
    return worked


def _class_staff(made: Company) -> dict[str, Any]:
    """One trainer for about three classes of equal experience, one recruiter a province."""
    people = made.tables["people"]
    numbers, first = np.unique(people["class"].numbers, return_index=True)
    novice, province = people["trainer"].codes[first], people["province"].codes[first]
    trainer = np.zeros(len(numbers), np.int64)
    for level in (0, 1):
        rows = np.flatnonzero(novice == level)
        trainer[rows] = 20 + 60 * level + np.arange(len(rows)) % max(1, (len(rows) + 2) // 3)
    return {"class": Ids("C", numbers, 5), "trainer_name": [_name(each) for each in trainer.tolist()], "recruiter": [_name(each) for each in province.tolist()]}


# ---------------------------------------------------------------- rules of the call centre

RULES: list[dict[str, Any]] = [
    {"name": "certificate due", "version": "2025-01", "clock": "working_days", "missing": "unknown", "severity": "notice",
     "conditions": [{"name": "due in three days", "kind": "due_soon", "events": ["certificate"], "due": 9, "margin": 3}], "when": "due in three days",
     "causes": [{"name": "certificate", "intervention": "remind of the certificate", "roles": ["trainer"]}]},
    {"name": "certificate late", "version": "2025-01", "clock": "working_days", "missing": "unknown", "severity": "urgent",
     "conditions": [{"name": "over three days late", "kind": "overdue", "events": ["certificate"], "due": 9, "margin": 3}], "when": "over three days late",
     "causes": [{"name": "certificate", "intervention": "find out what keeps the certificate", "roles": ["trainer", "recruiter"]}], "remind_days": 7},
    {"name": "behind the course", "version": "2025-01", "clock": "days", "missing": "unknown", "severity": "warning",
     "conditions": [
         {"name": "under half after two weeks", "kind": "value", "column": "progress", "max_age": 2, "compare": "below", "threshold": 50, "from_tenure": 15, "until_tenure": 27},
         {"name": "behind the plan", "kind": "value", "column": "progress", "max_age": 0, "compare": "below", "against": "expected", "expected": [{"tenure": 4, "value": 15}, {"tenure": 27, "value": 85}],
          "from_tenure": 4, "until_tenure": 27},
         {"name": "behind three days running", "kind": "streak", "of": ["behind the plan"], "length": 3, "missing": "hold", "gap": 1},
         {"name": "attention", "kind": "any", "of": ["under half after two weeks", "behind three days running"]}],
     "when": "attention", "causes": [{"name": "course", "intervention": "an hour of revision", "roles": ["trainer"]}], "cooldown_days": 3},
    {"name": "two exams failed", "version": "2025-01", "clock": "values", "missing": "unknown", "severity": "warning",
     "conditions": [
         {"name": "exam under 70", "kind": "value", "column": "exam", "clock": "days", "max_age": 0, "compare": "below", "threshold": 70},
         {"name": "two running", "kind": "streak", "of": ["exam under 70"], "column": "exam", "length": 2}],
     "when": "two running", "causes": [{"name": "material", "intervention": "go through both exams together", "roles": ["trainer"]}]},
    {"name": "low mood", "version": "2025-01", "clock": "days", "missing": "unknown", "severity": "warning",
     "conditions": [
         {"name": "mood under 60", "kind": "value", "column": "mood", "max_age": 1, "compare": "below", "threshold": 60},
         {"name": "in training", "kind": "stage", "events": ["training", "posted"], "stages": ["training"]},
         {"name": "attention", "kind": "all", "of": ["mood under 60", "in training"]}],
     "when": "attention", "causes": [{"name": "mood", "intervention": "talk today", "roles": ["trainer", "recruiter"]}], "cooldown_days": 5, "expires_days": 7}]
WARNING_TRUTH = {"rule": "low mood", "reason": "压力大", "days_before": 5, "mood_before": 58, "mood_else": 76, "sd": 9, "threshold": 60,
                 "others": "progress, exams and certificates tell nothing about leaving beyond the score learning"}

# ---------------------------------------------------------------- what leavers wrote and said

MEANT = {"证书未通过": "training", "压力大": "targets", "岗位与预期不符": "fit", "另有工作": "offer", "家庭原因": "family_health"}
TRAINER_SHARE = .5      # of the pressed under a novice mean how the trainer treats them
STATED_OTHERWISE = {"证书未通过": .10, "压力大": .30, "岗位与预期不符": .25, "另有工作": .10, "家庭原因": .0}   # write something that says nothing
INTERVIEWED, SPEAKS_OF_IT, IN_ENGLISH = .8, .7, .08
FORM = {"training": ("证书考了两次都没过", "题库背不完，考试没过"), "targets": ("压力太大", "指标压力太大"), "leadership": ("压力太大", "指标压力太大"), "fit": ("岗位和自己想的不一样", "销售这行不适合我"),
        "offer": ("另一家公司给了录用通知", "拿到了另一家公司的录用通知"), "family_health": ("要回老家照顾父母", "孩子没人带")}
NOTHING = ("个人原因", "想换个环境", "个人发展")
SPOKEN = {
    "training": ("证书考了两次都没过", "题库背不完，考试没过", "证书没过，也没人教怎么准备"), "targets": ("指标压力太大，每天都被催", "说实话每天一百多个电话，压力太大", "压力太大，晚上睡不着"),
    "leadership": ("讲师总是批评我，没有鼓励", "讲师当众骂人，问问题也不理", "讲师总批评人，大家都怕"), "fit": ("跟招聘时说的不一样", "招聘的时候没说是外呼", "岗位和自己想的不一样"),
    "offer": ("另一家公司给了录用通知", "拿到了另一家公司的录用通知，下周上班"), "family_health": ("家里老人生病", "孩子没人带", "要回老家照顾父母")}
SPOKEN_ENGLISH = {"training": ("I failed the certificate exam twice",), "targets": ("指标压力太大，too much pressure",), "leadership": ("The supervisor scolds us in front of everybody",), "fit": ("The job is nothing like what the recruiter said",),
                  "offer": ("I found another job closer to home",), "family_health": ("My mother is ill, I have to go home",)}
FILLERS = ("同事都挺好", "食堂还可以", "培训学到了东西", "班里气氛不错", "谢谢{trainer}老师这段时间的照顾", "有事请打我电话138 0000 {number:04d}")
LEXICON: dict[str, Any] = {"version": "2025-01", "slots": [{"name": "boss", "words": ["讲师", "班主任"]}], "entries": [{"reason": "fit", "phrases": ["招聘…不一样", "招聘…没说", "岗位…和自己想的不一样"]}]}


def _texts(made: Company, staff: dict[str, Any], seed: int) -> tuple[dict[str, dict[str, Any]], dict[str, Any]]:
    """A form of every leaver of the last months, an interview of most: what is meant and what is written differ for some. Of a random part somebody has noted what was meant."""
    rng = random_of(seed, 112)
    people = made.tables["people"]
    gone = np.flatnonzero(~np.isnat(people["exit"]))
    gone = np.sort(gone[np.argsort(people["exit"][gone], kind="stable")[-MOST_SPOKEN:]])
    trainer_of = dict(zip(staff["class"].numbers.tolist(), staff["trainer_name"]))
    levels, reasons = list(people["reason"].levels), people["reason"].codes
    novice = people["trainer"].codes == 1
    rows: list[tuple[int, Any, int, str]] = []
    meant_by: dict[str, int] = {}
    meant_of: list[str] = []
    hidden = agreeing = 0
    for row in gone.tolist():
        cause = levels[reasons[row]]
        meant = "leadership" if cause == "压力大" and novice[row] and rng.random() < TRAINER_SHARE else MEANT[cause]
        meant_by[meant] = meant_by.get(meant, 0) + 1
        meant_of.append(meant)
        generic = rng.random() < STATED_OTHERWISE[cause]
        english = rng.random() < IN_ENGLISH
        exit_day = people["exit"][row]
        written = NOTHING[rng.integers(len(NOTHING))] if generic else FORM[meant][rng.integers(len(FORM[meant]))]
        rows.append((row, exit_day, 1, written))
        if rng.random() >= INTERVIEWED:
            continue
        times, pool = 0, (SPOKEN_ENGLISH if english else SPOKEN)[meant]
        for _ in range(int(rng.integers(3, 6))):
            speaks, place = rng.random() < SPEAKS_OF_IT, int(rng.integers(10_000))
            times += speaks
            rows.append((row, exit_day, 0, pool[place % len(pool)] if speaks else FILLERS[place % len(FILLERS)].format(trainer=trainer_of[int(people["class"].numbers[row])], number=place)))
        firm = times >= 2
        states_it = not generic and meant != "leadership"
        hidden += firm and not states_it
        agreeing += firm and states_it
    number = people["person"].numbers[[row for row, *_ in rows]] if rows else np.zeros(0, np.int64)
    table = {"person": Ids("T", number), "date": np.array([date for _, date, *_ in rows], "datetime64[D]"), "source": Coded(np.array([form for *_, form, _ in rows], np.int64), ["interview", "form"]), "text": [text for *_, text in rows]}
    checked = np.sort(random_of(seed, 114).permutation(len(gone))[:MOST_CHECKED])
    noted = {"person": Ids("T", people["person"].numbers[gone[checked]]), "reason": [meant_of[place] for place in checked.tolist()]}
    truth = {"leaver_texts": {"leavers": len(gone), "meant": meant_by, "hidden": int(hidden), "agreeing": int(agreeing), "stated_otherwise": STATED_OTHERWISE, "trainer_share_of_the_pressed_under_a_novice": TRAINER_SHARE, "meant_by_reason": MEANT}}
    return {"leaver_texts": table, "checked_texts": noted}, truth


def _monday(made: Company) -> str:
    """The Monday on which the class that began last is in its second week, within the observation."""
    end = np.datetime64(call_centre.OBSERVATION_END, "D")
    opening = made.tables["people"]["hire"]
    last = opening[opening <= end - 7].max(initial=opening.min())
    return str(last + 7)


def call_centre_tables(made: Company, seed: int) -> Drawn:
    earlier, truth = _earlier(made, seed)
    staff = _class_staff(made)
    texts, of_texts = _texts(made, staff, seed)
    owned = [(reason, owner) for reason, owner in call_centre.OWNER.items() if owner != "none"]
    names = [reason for reason, _ in owned]
    tables = earlier | {"reason_owners": {"reason": Coded(np.arange(len(names)), names), "owner": [owner for _, owner in owned], "share": Decimal(np.ones(len(names)), 2)},
                        "class_staff": staff, "working_days": {"day": working_days_of_2025()}}
    dataset: dict[str, Any] = {"losses": {
        "earlier": {"people": "earlier_people", "events": "earlier_events", "observation_end": EARLIER_END, "label": {"en": "2024", "zh": "2024年"}}, "label": {"en": "2025", "zh": "2025年"},
        "stratum": "channel", "within_days": call_centre.TRAINING_DAYS, "owners": "reason_owners", "units": ["province", "class"]},
        "cohorts": {"by": "quarter", "width_days": 7, "ages": 8}}
    if len(texts["leaver_texts"]["text"]):
        tables |= texts
        truth |= of_texts
        dataset["texts"] = {"table": "leaver_texts", "person": "person", "source": "source", "form": "form", "text": "text", "names": {"table": "class_staff", "columns": ["trainer_name", "recruiter"]}, "lexicon": LEXICON,
                            "checked": {"table": "checked_texts"}}
    if "daily" in made.tables:
        truth["warning"] = WARNING_TRUTH
        dataset["alerts"] = {
            "table": "daily", "columns": ["progress", "mood"], "more": [{"table": "exams", "columns": {"exam": "score"}}], "events": {"enrolled": "training", "certified": "certificate", "posted": "posted"}, "grows": ["progress"],
            "days": call_centre.TRAINING_DAYS, "working_days": "working_days", "owners": {"table": "class_staff", "by": "class", "roles": {"trainer": "trainer_name", "recruiter": "recruiter"}},
            "on": _monday(made), "lead_days": 2, "horizon_days": 14, "rules": RULES, "show": ["class", "province"]}
    return Drawn(tables, truth, dataset)


# ---------------------------------------------------------------- the lender

PROBATION_DAYS = 90
LENDER_OWNER = {"未达标辞退": "sales management", "压力大": "sales management", "同行挖角": "pay and career", "不适应销售方式": "recruiting"}
LENDER_RULES: list[dict[str, Any]] = [
    {"name": "fewer calls under stress", "version": "2025-01", "clock": "working_days", "missing": "unknown", "severity": "urgent",
     "conditions": [
         {"name": "calls below peers", "kind": "value", "column": "calls", "max_age": 0, "compare": "below", "against": "peers_mean", "factor": .7, "peers": "branch", "least_peers": 5},
         {"name": "three days below peers", "kind": "streak", "of": ["calls below peers"], "length": 3, "missing": "hold", "gap": 1},
         {"name": "stress above 8", "kind": "value", "column": "stress", "clock": "days", "max_age": 7, "compare": "above", "threshold": 8},
         {"name": "product test failed", "kind": "value", "column": "quiz", "clock": "days", "max_age": 45, "compare": "below", "threshold": 70},
         {"name": "target out of reach", "kind": "mean", "column": "attainment", "window": 10, "least_values": 5, "compare": "below", "threshold": 60},
         {"name": "attention", "kind": "all", "of": ["three days below peers", "stress above 8"]}],
     "when": "attention",
     "causes": [{"name": "product knowledge", "when": "product test failed", "intervention": "one-to-one coaching on the product", "roles": ["mentor"]},
                {"name": "target too high", "when": "target out of reach", "intervention": "split the target into steps of two weeks", "roles": ["manager"]},
                {"name": "mood", "intervention": "offer counselling", "roles": ["hr"]}], "cooldown_days": 7, "expires_days": 14},
    {"name": "half of the usual calls", "version": "2025-01", "clock": "working_days", "missing": "unknown", "severity": "warning",
     "conditions": [
         {"name": "calls halved", "kind": "mean", "column": "calls", "window": 3, "least_values": 3, "compare": "at_most", "against": "own", "factor": .5, "baseline": 20, "least_baseline": 10}],
     "when": "calls halved", "causes": [{"name": "pressure", "intervention": "talk about the week", "roles": ["manager"]}], "cooldown_days": 7},
    {"name": "three days under target", "version": "2025-01", "clock": "working_days", "missing": "is_false", "severity": "notice",
     "conditions": [
         {"name": "under target", "kind": "value", "column": "attainment", "max_age": 0, "compare": "below", "threshold": 80, "from_tenure": 20},
         {"name": "three days", "kind": "streak", "of": ["under target"], "length": 3},
         {"name": "product test failed", "kind": "value", "column": "quiz", "clock": "days", "max_age": 45, "compare": "below", "threshold": 70}],
     "when": "three days",
     "causes": [{"name": "product knowledge", "when": "product test failed", "intervention": "one-to-one coaching on the product", "roles": ["mentor"]},
                {"name": "target too high", "intervention": "split the target into steps of two weeks", "roles": ["manager"]}], "cooldown_days": 14}]


def lender_tables(made: Company, seed: int) -> Drawn:
    rng = random_of(seed, 113)
    people = made.tables["people"]
    names = list(LENDER_OWNER)
    tables: dict[str, dict[str, Any]] = {"reason_owners": {"reason": Coded(np.arange(len(names)), names), "owner": list(LENDER_OWNER.values()), "share": Decimal(np.ones(len(names)), 2)}}
    truth: dict[str, Any] = {"change": {"split": "2025-04-01", "difference": "none was planted: one set of hazards before and after"}}
    dataset: dict[str, Any] = {"losses": {"split": "2025-04-01", "label": {"en": "Hired from April 2025", "zh": "2025年4月起入职"}, "earlier": {"label": {"en": "Hired before April 2025", "zh": "2025年4月前入职"}},
                                          "stratum": "channel", "within_days": 150, "owners": "reason_owners", "units": ["branch"]}}
    if "daily" in made.tables:
        number = people["person"].numbers
        hire = people["hire"]
        stop = np.where(np.isnat(people["exit"]), np.datetime64(lender.OBSERVATION_END, "D") + 1, people["exit"])
        row, place = np.nonzero((stop - hire).astype(np.int64)[:, None] > np.array([14, 40, 66])[None])
        score = np.clip(np.rint(76 + rng.normal(0, 9, len(row))), 0, 100).astype(np.int64)
        tables["quizzes"] = {"person": Ids("L", number[row]), "date": hire[row] + np.array([14, 40, 66])[place].astype("timedelta64[D]"), "score": score}
        branch = people["branch"].codes
        has = people["mentor"].codes == list(people["mentor"].levels).index("有")
        tables["seller_staff"] = {"person": people["person"], "mentor": [_name(40 + 4 * b + n % 4) if m else "" for b, n, m in zip(branch.tolist(), number.tolist(), has.tolist())],
                                  "manager": [_name(70 + b) for b in branch.tolist()], "hr": [_name(90)] * len(number)}
        calendar = np.arange(hire.min(), np.datetime64(lender.OBSERVATION_END, "D") + 1) if len(hire) else np.zeros(0, "datetime64[D]")
        tables["working_days"] = {"day": calendar[(calendar.astype(np.int64) + 3) % 7 < 6]}
        truth["warning"] = {"rules": "three days of fewer calls, half of the usual calls", "calls": "halved in the last 12 days of 60 % of the leavers", "quiz": "tells nothing"}
        dataset["alerts"] = {
            "table": "daily", "columns": {"calls": "calls", "attainment": "task_completion"}, "more": [{"table": "surveys", "columns": ["stress"]}, {"table": "quizzes", "columns": {"quiz": "score"}}], "groups": ["branch"],
            "days": PROBATION_DAYS, "working_days": "working_days", "owners": {"table": "seller_staff", "by": "person", "roles": {"mentor": "mentor", "manager": "manager", "hr": "hr"}},
            "on": "2025-12-01", "lead_days": 3, "horizon_days": 21, "rules": LENDER_RULES, "show": ["branch"]}
    return Drawn(tables, truth, dataset)


DRAWN = {"call-centre": call_centre_tables, "lender": lender_tables}
LABELS = {
    "mood": {"en": "mood", "zh": "情绪分"}, "exam": {"en": "exam", "zh": "考试分"}, "progress": {"en": "progress", "zh": "课程进度"}, "certificate": {"en": "certificate", "zh": "证书"}, "training": {"en": "training", "zh": "培训"},
    "posted": {"en": "posted", "zh": "上岗"}, "calls": {"en": "calls", "zh": "电话量"}, "attainment": {"en": "attainment", "zh": "任务完成率"}, "stress": {"en": "stress", "zh": "压力分"}, "quiz": {"en": "product test", "zh": "产品测验"},
    "certificate due": {"en": "certificate due", "zh": "证书将到期"}, "certificate late": {"en": "certificate late", "zh": "证书逾期"}, "behind the course": {"en": "behind the course", "zh": "课程落后"},
    "two exams failed": {"en": "two exams failed", "zh": "连续两次考试不及格"}, "low mood": {"en": "low mood", "zh": "情绪低落"}, "due in three days": {"en": "due in three days", "zh": "三天内到期"},
    "over three days late": {"en": "over three days late", "zh": "逾期超过三天"}, "under half after two weeks": {"en": "under half after two weeks", "zh": "两周后进度不到一半"}, "behind the plan": {"en": "behind the plan", "zh": "落后于计划"},
    "behind three days running": {"en": "behind three days running", "zh": "连续三天落后"}, "exam under 70": {"en": "exam under 70", "zh": "考试低于70分"}, "two running": {"en": "two running", "zh": "连续两次"},
    "mood under 60": {"en": "mood under 60", "zh": "情绪分低于60"}, "in training": {"en": "in training", "zh": "培训中"}, "attention": {"en": "attention", "zh": "需关注"},
    "remind of the certificate": {"en": "remind of the certificate", "zh": "提醒考证"}, "find out what keeps the certificate": {"en": "find out what keeps the certificate", "zh": "了解证书卡在哪里"},
    "an hour of revision": {"en": "an hour of revision", "zh": "补课一小时"}, "go through both exams together": {"en": "go through both exams together", "zh": "一起复盘两次考试"}, "talk today": {"en": "talk today", "zh": "当天谈话"},
    "course": {"en": "course", "zh": "课程"}, "material": {"en": "material", "zh": "知识点"}, "trainer": {"en": "trainer", "zh": "讲师"}, "recruiter": {"en": "recruiter", "zh": "招聘专员"},
    "fewer calls under stress": {"en": "fewer calls under stress", "zh": "高压下电话量下降"}, "calls below peers": {"en": "calls below peers", "zh": "电话量低于同网点"}, "three days below peers": {"en": "three days below peers", "zh": "连续三天低于同网点"},
    "stress above 8": {"en": "stress above 8", "zh": "压力分高于8"}, "product test failed": {"en": "product test failed", "zh": "产品测验不及格"}, "target out of reach": {"en": "target out of reach", "zh": "目标够不着"},
    "one-to-one coaching on the product": {"en": "one-to-one coaching on the product", "zh": "一对一产品辅导"}, "split the target into steps of two weeks": {"en": "split the target into steps of two weeks", "zh": "把目标拆成两周一步"},
    "offer counselling": {"en": "offer counselling", "zh": "提供心理疏导"}, "half of the usual calls": {"en": "half of the usual calls", "zh": "电话量降到平时的一半"}, "calls halved": {"en": "calls halved", "zh": "电话量减半"},
    "talk about the week": {"en": "talk about the week", "zh": "谈一谈这一周"}, "three days under target": {"en": "three days under target", "zh": "连续三天未达标"}, "under target": {"en": "under target", "zh": "未达标"},
    "three days": {"en": "three days", "zh": "连续三天"}, "product knowledge": {"en": "product knowledge", "zh": "产品知识"}, "target too high": {"en": "target too high", "zh": "目标过高"}, "pressure": {"en": "pressure", "zh": "压力"},
    "mentor": {"en": "mentor", "zh": "导师"}, "manager": {"en": "manager", "zh": "主管"}, "hr": {"en": "HR", "zh": "人事"}}
VALUES = {"recruiting": {"en": "Recruiting", "zh": "招聘"}, "training": {"en": "Training", "zh": "培训"}, "sales management": {"en": "Sales management", "zh": "销售管理"}, "pay and career": {"en": "Pay and career", "zh": "薪酬与发展"},
          "unattributed": {"en": "Nobody (unattributed)", "zh": "无人（未归属）"}}
