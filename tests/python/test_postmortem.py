"""The post-mortem of the call centre's classes and the lender's probation: the page finds what was planted, adds up, names nobody whom it should not, in both languages."""

from __future__ import annotations

import csv
import json
import shutil

import numpy as np
import pytest

from mainstay import report, sample
from mainstay.report import page, shown
from mainstay.report.words import Words
from mainstay.sample import call_centre, postmortem

PEOPLE = 1200


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    root = tmp_path_factory.mktemp("postmortem")
    for company in ("call-centre", "lender"):
        sample.write(company, root / company, PEOPLE, 1)
    return root


@pytest.fixture(scope="module")
def model(folders):
    return report.model(folders / "call-centre", people=40)


@pytest.fixture(scope="module")
def truth(folders):
    return json.loads((folders / "call-centre/truth.json").read_text(encoding="utf-8"))


def table(folder, name):
    with open(folder / f"{name}.csv", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


# ---------------------------------------------------------------- where people are lost

def test_most_are_lost_in_week_2(model):
    section = model["losses"]
    assert section["most"] == "week_1_done" and [row["event"] for row in section["stages"]] == ["enrolled", "week_1_done", "week_2_done"]
    for row in section["stages"]:
        assert row["lower"] <= row["loss"] <= row["upper"] and row["mature"] == 1 and row["loss"] == pytest.approx(row["naive"])  # every class is over
    assert sum(row["lost"] for row in section["stages"]) == section["change"]["periods"]["after"]["lost"]


def test_people_still_on_their_way_are_not_kept(folders):
    """Of the lender's sellers many are still on their way: the estimate lies above the count."""
    rows = report.model(folders / "lender")["losses"]["stages"]
    assert all(row["mature"] < 1 for row in rows) and all(row["loss"] > row["naive"] for row in rows if row["inside"])


def test_the_change_is_the_planted_one(model, truth):
    change, planted = model["losses"]["change"], truth["change"]
    assert change["status"] == "compared" and change["within"] == planted["within_days"]
    assert change["change_lower"] < planted["after"]["loss"] - planted["before"]["loss"] < change["change_upper"] < 0
    for end in ("before", "after"):
        period = change["periods"][end]
        assert period["loss_lower"] < planted[end]["loss"] < period["loss_upper"]
        for stage, expected in planted[end]["by_stage"].items():
            found = next(row for row in change["stages"] if row["stage"] == stage)
            assert abs(found[end] - expected) < 4 * np.sqrt(expected * (1 - expected) / PEOPLE)
    by_reason = {row["reason"]: row for row in change["reasons"]}
    for reason in postmortem.TIMES_BEFORE:  # what was planted as better is found better
        assert by_reason[reason]["change_upper"] < 0
        assert by_reason[reason]["change_lower"] < planted["after"]["by_reason"][reason] - planted["before"]["by_reason"][reason] < by_reason[reason]["change_upper"]
    assert change["mix_upper"] < 0 and change["mix"] + change["rate"] == pytest.approx(change["change"])
    assert sum(row["contribution"] for row in change["stages"]) == pytest.approx(change["change"])
    assert sum(row["mix"] + row["rate"] for row in change["strata"]) == pytest.approx(change["change"])


def test_what_can_still_be_won_is_named_with_its_owner(folders, model, truth):
    change = model["losses"]["change"]
    rows, planted = change["remaining"], truth["change"]["after"]
    lost: dict[tuple[str, str], int] = {}
    reached = {}
    for row in table(folders / "call-centre", "events"):
        if row["event"] in postmortem.STAGES:
            reached[row["person"]] = max(reached.get(row["person"], 0), postmortem.STAGES.index(row["event"]))
    for row in table(folders / "call-centre", "people"):
        if row["exit"] and reached[row["person"]] < 3:
            key = postmortem.STAGES[reached[row["person"]]], row["reason"]
            lost[key] = lost.get(key, 0) + 1
    largest = sorted(lost.items(), key=lambda item: -item[1])[:3]
    assert [((row["stage"], row["reason"]), round(row["after"] * PEOPLE)) for row in rows] == largest and all(row["lower"] < row["after"] < row["upper"] for row in rows)
    assert all(row["owner"] == call_centre.OWNER[row["reason"]] for row in rows) and rows[0]["stage"] == max(planted["by_stage"], key=planted["by_stage"].get)
    found = next(each for each in model["findings"] if each["code"] == "remaining")
    assert "→" not in page.finding(model, Words("zh"), found) and "完成第二周" in page.finding(model, Words("zh"), found)
    for row in model["losses"]["stages"]:
        assert row["of_all_lower"] < row["of_all"] < row["of_all_upper"] and row["naive_lower"] < row["naive"] < row["naive_upper"]


def test_owners_have_the_planted_shares(model, truth):
    owners = {row["owner"]: row for row in model["losses"]["change"]["owners"]}
    assert set(owners) == {"recruiting", "training", "unattributed"}
    for end in ("before", "after"):
        assert sum(row[f"share_{end}"] for row in owners.values()) == pytest.approx(1)
        for owner, row in owners.items():
            assert row[f"share_{end}_lower"] <= truth["change"][end]["owner_share"][owner] <= row[f"share_{end}_upper"], (end, owner)
    assert sum(row["change"] for row in owners.values()) == pytest.approx(model["losses"]["change"]["change"])


def test_provinces_and_classes_are_not_ranked(model):
    units = {unit["column"]: unit for unit in model["losses"]["units"]}
    for name, count in (("province", len(call_centre.PROVINCES)), ("class", PEOPLE // call_centre.CLASS_SIZE)):
        unit = units[name]
        rates, estimates = ([row[key] for row in unit["rows"]] for key in ("loss", "estimate"))
        assert unit["status"] == "nothing_distinguishable" and unit["flagged"] == 0 and unit["units"] == count and unit["people"] == PEOPLE  # everybody's training is over
        assert max(rates) - min(rates) > .1 > max(estimates) - min(estimates)  # what looks like ten points and more is chance
        assert f"Nothing distinguishable: {count} units" in page.render(model, "en")


def test_nothing_planted_nothing_found_at_the_lender(folders):
    change = report.model(folders / "lender")["losses"]["change"]
    assert change["change_lower"] < 0 < change["change_upper"] and change["periods"]["after"]["still_inside"] > 0
    assert {row["owner"] for row in change["owners"]} == {*postmortem.LENDER_OWNER.values(), "unattributed"}


def test_a_branch_that_does_differ_is_named(folders):
    """城北店 was planted with a higher hazard of being dismissed: the one branch that chance does not explain, and its estimate is shrunk."""
    model = report.model(folders / "lender")
    unit = next(unit for unit in model["losses"]["units"] if unit["column"] == "branch")
    assert unit["status"] == "told_apart" and unit["flagged"] == 1
    worst = unit["rows"][0]
    assert worst["unit"] == "城北店" and worst["position"].startswith("above")
    assert unit["total"] < worst["estimate"] < worst["loss"]
    text = page.render(model, "en")
    assert "North branch 6" in text[:text.index('id="losses-zh"')]


# ---------------------------------------------------------------- cohorts, ways, who comes through

def day(text):
    return np.datetime64(text, "D")


def test_cohorts_count_everybody_as_long_as_they_were_seen(folders, model):
    section, end = model["cohorts"], day("2025-12-31")
    people = table(folders / "call-centre", "people")
    assert section["by"] == "quarter" and section["width"] == 7 and section["marks"][-1] == 56 and len(section["rows"]) == 4
    for row in section["rows"]:
        year, quarter = row["cohort"].split(" Q")
        mine = [each for each in people if each["hire"][:4] == year and (int(each["hire"][5:7]) - 1) // 3 + 1 == int(quarter)]
        assert row["count"] == len(mine)
        share = 1.0
        for age, cell in enumerate(row["cells"], 1):
            reached = [each for each in mine if day(each["hire"]) + 7 * age <= end]
            if len(reached) < 5:
                assert cell is None
                continue
            stays = [not each["exit"] or day(each["exit"]) > day(each["hire"]) + 7 * age for each in reached]
            before = [not each["exit"] or day(each["exit"]) > day(each["hire"]) + 7 * (age - 1) for each in reached]
            share *= sum(stays) / sum(before)
            assert cell["survival"] == pytest.approx(share, abs=1e-12) and cell["mature"] == pytest.approx(len(reached) / len(mine)) and cell["lower"] < cell["survival"] < cell["upper"]


def test_nothing_and_everything_have_an_interval():
    """Nobody leaves for a hundred days, then everybody does: neither is certain of the next person."""
    hire = np.array(["2024-01-01", "2024-04-01"], "datetime64[D]")[np.arange(40) % 2]
    numbers = report.model({"hire": hire, "exit": hire + 100, "site": np.array(["a", "b"])[np.arange(40) // 20]}, observation_end="2024-12-31")
    cells = [cell for row in numbers["cohorts"]["rows"] for cell in row["cells"] if cell]
    assert {cell["survival"] for cell in cells} == {0.0, 1.0} and all(cell["upper"] - cell["lower"] > .1 for cell in cells)
    marks = [*numbers["retention"]["at"], *(cell for group in numbers["groups"] for level in group["levels"] for cell in level["at"])]
    assert {cell["survival"] for cell in marks} == {1.0} and all(.8 < cell["lower"] < .95 for cell in marks)
    curve = numbers["retention"]["curve"]
    assert curve["survival"][-1] == 0 and curve["lower"][-1] == 0 and .05 < curve["upper"][-1] < .12


def test_cohorts_may_go_by_a_column(folders, tmp_path):
    folder = shutil.copytree(folders / "call-centre", tmp_path / "d")
    settings = json.loads((folder / "dataset.json").read_text(encoding="utf-8"))
    (folder / "dataset.json").write_text(json.dumps(settings | {"cohorts": {"by": "province", "width_days": 7, "ages": 5}}), encoding="utf-8")
    section = report.model(folder)["cohorts"]
    assert section["marks"] == [7, 14, 21, 28, 35] and len(section["rows"]) == 10
    (folder / "dataset.json").write_text(json.dumps(settings | {"cohorts": {"by": "learning"}}), encoding="utf-8")
    assert [each["numbers"]["sentence"] for each in report.model(folder)["notes"] if each["code"] == "cohorts_refused"] == ["cohorts.by is 'learning', but must be quarter, month, or a column of texts"]


def test_what_was_planted_goes_with_coming_through(folders, model):
    section = model["conversion"]
    people, posted = table(folders / "call-centre", "people"), {row["person"] for row in table(folders / "call-centre", "events") if row["event"] == "posted"}
    assert section["within"] == 28 and section["people"] == PEOPLE and section["converted"] == len(posted) and section["tested_columns"] == 6
    named = {row["column"] for row in section["columns"] if row["named"]}
    assert named == {"learning", "resilience"} and not {"gender", "age"} & {row["column"] for row in section["columns"]}     # the two scores on which leaving in training was made to depend
    old = next(row for row in section["levels"] if row["column"] == "trainer")
    mine = [row["person"] in posted for row in people if row["trainer"] == old["level"]]
    others = [row["person"] in posted for row in people if row["trainer"] != old["level"]]
    assert old["people"] == len(mine) and old["conversion"] == pytest.approx(sum(mine) / len(mine)) and old["difference"] == pytest.approx(sum(mine) / len(mine) - sum(others) / len(others))
    raw = sorted(row["p_value"] for row in section["columns"])
    shown = sorted(row["adjusted_p"] for row in section["columns"])
    by_hand = [min(raw[j] * len(raw) / (j + 1) for j in range(i, len(raw))) for i in range(len(raw))]
    assert shown == pytest.approx(by_hand)


def test_ways_are_those_of_a_count_by_hand(folders, model):
    section = model["transitions"]
    ways = {row["person"]: [] for row in table(folders / "call-centre", "people")}
    for row in sorted(table(folders / "call-centre", "events"), key=lambda row: row["date"]):
        if row["event"] in ("enrolled", "week_1_done", "week_2_done", "posted"):
            ways[row["person"]].append(row["event"])
    for row in table(folders / "call-centre", "people"):
        if row["exit"] and "posted" not in ways[row["person"]]:
            ways[row["person"]].append("\0left")
    counted = {}
    for way in ways.values():
        counted[tuple(way)] = counted.get(tuple(way), 0) + 1
    assert {tuple(each["steps"]): each["people"] for each in section["variants"]} == {way: count for way, count in counted.items() if count >= 5}
    pairs = {}
    for way in ways.values():
        for step in zip(way, way[1:]):
            pairs[step] = pairs.get(step, 0) + 1
    assert {(each["from"], each["to"]): each["count"] for each in section["edges"]} == {step: count for step, count in pairs.items() if count >= 5}
    assert all(each["lower"] < each["share"] < each["upper"] for each in [*section["edges"], *section["variants"]]) and section["returning"] == 0


def test_who_turns_back_is_seen(tmp_path):
    """Two stages that some take twice: the graph has the way back, and the page says so in both languages."""
    (tmp_path / "people.csv").write_text("person,hire,exit\n" + "".join(f"p{i},2025-01-01,\n" for i in range(40)), encoding="utf-8")
    events = "".join(f"p{i},2025-01-0{d},{e}\n" for i in range(40) for d, e in ([(1, "in"), (2, "course"), (3, "exam"), (4, "course"), (5, "exam"), (6, "out")] if i < 12 else [(1, "in"), (2, "course"), (3, "exam"), (6, "out")]))
    (tmp_path / "events.csv").write_text("person,date,event\n" + events, encoding="utf-8")
    stages = [{"event": each} for each in ("in", "course", "exam", "out")]
    (tmp_path / "dataset.json").write_text(json.dumps({"dataset": "x", "observation_end": "2025-06-30", "interval": "half_open", "stages": stages}), encoding="utf-8")
    numbers = report.model(tmp_path)
    section = numbers["transitions"]
    assert section["returning"] == 12 and ("exam", "course", 12) in [(each["from"], each["to"], each["count"]) for each in section["edges"]]
    html = report.write(tmp_path, tmp_path / "r.html").read_text(encoding="utf-8")
    assert "12 people came to a stage more than once" in html and "12 人不止一次到达同一阶段" in html


def test_the_learnt_score_stands_beside_the_rules(folders, model):
    section = model["texts"]["learnt"]
    noted = {row["person"]: row["reason"] for row in table(folders / "call-centre", "checked_texts")}
    assert section["labels"] == len(noted) == sum(row["noted"] for row in section["rows"]) and section["loss"] < section["base"] / 2
    for who in ("rules", "model"):
        assert sum(row[who]["right"] for row in section["rows"]) == section[who]["right"] and section[who]["lower"] < section[who]["share"] < section[who]["upper"]
        assert all(row[who]["right"] <= min(row[who]["named"], row["noted"]) for row in section["rows"])
    assert section["rules"]["share"] > .85 and section["model"]["share"] > .85     # what was planted is mostly said


# ---------------------------------------------------------------- alerts

def test_low_mood_warns_of_pressure_when_it_was_planted(model, truth):
    planted, section = truth["warning"], model["alerts"]
    rules = {row["rule"]: row for row in section["rules"]}
    mood = rules[planted["rule"]]
    assert mood["precision_lower"] > section["base_rate"] and mood["precision_lower"] > mood["base_at_tenure"] and mood["median_lead_days"] == planted["days_before"]
    by_reason = {row["reason"]: row for row in section["by_reason"]}
    share = {reason: row["by_rule"][planted["rule"]] / row["lost"] for reason, row in by_reason.items()}
    assert share[planted["reason"]] > .8 and all(value < .5 for reason, value in share.items() if reason != planted["reason"])
    leads = next(each["count"] for each in section["leads"]["rules"] if each["rule"] == planted["rule"])
    assert section["leads"]["days"][int(np.argmax(leads))] == planted["days_before"] and sum(leads) == mood["exits_warned"]
    assert not section["quiet"] and section["alerts"] == sum(row["alerts"] for row in section["rules"])


def test_who_only_knows_the_week_tells_nothing(folders, model):
    """A reminder of the certificate goes to everybody who has none in the week in which most leave: above the base rate of all days, and no better than alerting everybody of that tenure."""
    section = model["alerts"]
    rules = {row["rule"]: row for row in section["rules"]}
    due = rules["certificate due"]
    assert due["precision_lower"] > section["base_rate"] and not due["precision_lower"] > due["base_at_tenure"]
    verdicts = {row["rule"]: row["better"] for row in shown.warned(section, Words("en"))["rules"]}
    assert verdicts["low mood"] and not verdicts["certificate due"]
    # Of low mood, in plain loops: for each first day of it everybody who is watched at the same tenure. No class is cut off by the end of the records.
    people = [(day(row["hire"]), day(row["exit"]) if row["exit"] else None) for row in table(folders / "call-centre", "people")]
    mood: dict[str, dict[np.datetime64, int]] = {}
    for row in table(folders / "call-centre", "daily"):
        mood.setdefault(row["person"], {})[day(row["date"])] = int(row["mood"])
    hire = {row["person"]: day(row["hire"]) for row in table(folders / "call-centre", "people")}
    shares: dict[int, float] = {}
    total = alerts = 0
    for person, days in mood.items():
        last, is_open = None, False
        for each in sorted(days):
            low = days[each] < 60
            if low and not is_open and (last is None or (each - last).astype(int) >= 5):
                last, is_open, tenure = each, True, int((each - hire[person]).astype(int))
                if tenure not in shares:
                    there = [(left - start).astype(int) - tenure if left else None for start, left in people if start + tenure < min(left or start + 99, start + 28)]
                    shares[tenure] = sum(when is not None and section["lead_days"] <= when <= section["horizon_days"] for when in there) / len(there)
                total, alerts = total + shares[tenure], alerts + 1
            elif not low:
                is_open = False
    assert rules["low mood"]["base_at_tenure"] == pytest.approx(total / alerts, rel=.02)


def test_alerts_are_those_of_a_count_by_hand(folders, model):
    """Low mood, day by day in plain loops: raised where the mood is under 60, none is open, and five days have passed."""
    exits = {row["person"]: row["exit"] for row in table(folders / "call-centre", "people")}
    mood: dict[str, dict[np.datetime64, int]] = {}
    for row in table(folders / "call-centre", "daily"):
        mood.setdefault(row["person"], {})[np.datetime64(row["date"])] = int(row["mood"])
    raised, warned = 0, set()
    for person, days in mood.items():
        last, is_open = None, False
        for day in sorted(days):
            low = days[day] < 60
            if low and not is_open and (last is None or (day - last).astype(int) >= 5):
                raised, last, is_open = raised + 1, day, True
                if exits[person] and 2 <= (np.datetime64(exits[person]) - day).astype(int) <= 14:
                    warned.add(person)
            elif not low:
                is_open = False
    rule = next(row for row in model["alerts"]["rules"] if row["rule"] == "low mood")
    assert (rule["alerts"], rule["exits_warned"]) == (raised, len(warned))


def test_weeks_and_base_rate_are_those_of_the_days_on_which_rules_run(folders, model):
    """Every day of everybody in the first `days` days, in plain loops: after them nobody is looked at, but a leaving still counts for `horizon_days`."""
    section, settings = model["alerts"], json.loads((folders / "call-centre/dataset.json").read_text(encoding="utf-8"))
    end = np.datetime64(settings["observation_end"], "D")
    days, times = 0, []
    for row in table(folders / "call-centre", "people"):
        hire = np.datetime64(row["hire"], "D")
        gone = np.datetime64(row["exit"], "D") if row["exit"] else None
        left = gone is not None and gone <= end
        last = gone if left else end + 1
        watched = min(last, hire + section["days"])
        until = min(last, watched + section["horizon_days"])
        days += (watched - hire).astype(int)
        times += [((until - day).astype(int), left and until == last) for day in np.arange(hire, watched)]
    survival, curve = 1.0, []
    for time in range(section["horizon_days"] + 1):
        survival *= 1 - sum(gone for each, gone in times if each == time) / sum(each >= time for each, _ in times)
        curve.append(survival)
    assert section["person_weeks"] == pytest.approx(days / 7, rel=1e-12)
    assert section["base_rate"] == pytest.approx(curve[section["lead_days"] - 1] - curve[-1], rel=1e-9)
    for row in section["rules"]:
        assert row["per_100_person_weeks"] == pytest.approx(row["alerts"] * 700 / days, rel=1e-12)


def test_reminders_are_work_but_no_hits(folders, model):
    """The rule on the certificate is raised again every week while it holds: precision is that of the first alert about each person."""
    rule = next(row for row in model["alerts"]["rules"] if row["rule"] == "certificate late")
    assert 0 < rule["reminders"] == rule["alerts"] - rule["people"] and rule["in_time"] <= rule["people"]
    assert rule["precision"] == pytest.approx(rule["in_time"] / rule["people"])  # everybody's horizon is over
    assert all(row["reminders"] == 0 for row in model["alerts"]["rules"] if row is not rule)
    assert f"of these {int(rule['reminders'])} reminders" in page.render(model, "en")


def test_load_is_that_of_the_staff(folders, model):
    staff = table(folders / "call-centre", "class_staff")
    load = {row["role"]: row for row in model["alerts"]["load"]}
    assert load["trainer"]["owners"] == len({row["trainer_name"] for row in staff}) and load["trainer"]["alerts"] == model["alerts"]["alerts"] and load["trainer"]["without_owner"] == 0
    assert {row["owner"] for row in load["recruiter"]["rows"]} <= {row["recruiter"] for row in staff}
    assert load["recruiter"]["alerts"] < load["trainer"]["alerts"]


def test_monday_says_who_does_what(folders, model):
    section = model["alerts"]
    assert section["open_count"] == len(section["open"]) > 0 and section["on"] == json.loads((folders / "call-centre/dataset.json").read_text(encoding="utf-8"))["alerts"]["on"]
    assert np.datetime64(section["on"], "D").astype(int) % 7 == 4  # a Monday
    staff = {row["class"]: row for row in table(folders / "call-centre", "class_staff")}
    for row in section["open"]:
        assert 0 <= row["tenure"] < call_centre.TRAINING_DAYS and row["since"] <= section["on"] and row["intervention"] and row["to"]
        for each in row["to"]:
            assert each["owner"] == staff[row["shown"]["class"]]["trainer_name" if each["role"] == "trainer" else "recruiter"]
    by_owner: dict[tuple[str, str], dict[str, set[str]]] = {}
    for row in section["open"]:
        for each in row["to"]:
            by_owner.setdefault((each["role"], each["owner"]), {}).setdefault(row["intervention"], set()).add(row["person"])
    assert {(each["role"], each["owner"]): {part["intervention"]: part["people"] for part in each["parts"]} for each in section["work"]} == {who: {name: len(people) for name, people in parts.items()} for who, parts in by_owner.items()}
    text = page.render(model, "en")
    assert "Who has what to do" in text and "谁该做什么" in text
    assert "What to do on Monday" in text and "周一做什么" in text and "当天谈话" in text and "解除条件" in text
    chinese = text[text.index('id="monday-zh"'):text.index('id="rates-zh"')]
    assert not any(word in chinese for word in ("low mood", "behind the plan", "talk today", "trainer", "mood"))  # the rule's words have labels


def test_the_lender_is_warned_of_halved_calls(folders):
    section = report.model(folders / "lender")["alerts"]
    best = next(row for row in section["rules"] if row["rule"] == "half of the usual calls")
    assert best["precision_lower"] > 4 * section["base_rate"] and 7 <= best["median_lead_days"] <= 12
    assert next(row for row in section["load"] if row["role"] == "mentor")["without_owner"] > 0  # not everybody has a mentor
    assert section["open_count"] > 0 and "three days" in page.render(report.model(folders / "lender"), "en")


def test_nobody_is_named_without_a_list(folders):
    assert report.model(folders / "call-centre", people=0)["alerts"]["work"] == []
    model = report.model(folders / "call-centre", people=0)
    assert model["alerts"]["open"] == [] and model["alerts"]["open_count"] > 0 and all(role["rows"] == [] for role in model["alerts"]["load"])
    text = page.render(model, "en")
    assert not any(row["trainer_name"] in text for row in table(folders / "call-centre", "class_staff"))


# ---------------------------------------------------------------- what leavers say

def test_hidden_reasons_are_the_planted_ones(model, truth):
    section, planted = model["texts"], truth["leaver_texts"]
    assert (section["leavers"], section["hidden"], section["agreeing"]) == (planted["leavers"], planted["hidden"], planted["agreeing"])
    rows = {row["reason"]: row for row in section["rows"]}
    assert rows["leadership"]["stated"] == 0 and rows["leadership"]["concluded"] > 20  # nobody writes it, many say it
    for reason, row in rows.items():
        assert row["concluded"] >= row["stated"] or reason == "targets"
        assert row["concluded"] <= planted["meant"][reason] + planted["meant"].get("leadership", 0) * (reason == "targets")


def test_corrected_shares_hold_what_was_meant(model, truth):
    """What the rules leave undecided is spread over the reasons as in those who were checked: every planted share lies in its interval, which the raw counts miss."""
    corrected, planted = model["texts"]["corrected"], truth["leaver_texts"]
    assert corrected["checked"] == postmortem.MOST_CHECKED and sum(each["share"] for each in corrected["shares"].values()) == pytest.approx(1)
    for reason, count in planted["meant"].items():
        each = corrected["shares"][reason]
        assert each["lower"] < count / planted["leavers"] < each["upper"], reason
    assert "Share of the leavers" in page.render(model, "en")


def test_quotes_give_nobody_away(folders, model):
    said = [quote for quotes in model["texts"]["quotes"].values() for quote in quotes]
    assert said and not any("138" in quote for quote in said)
    names = {row["trainer_name"] for row in table(folders / "call-centre", "class_staff")}
    assert not any(name in quote for name in names for quote in said)


def test_small_themes_are_not_told(folders, tmp_path):
    place = tmp_path / "few"
    shutil.copytree(folders / "call-centre", place)
    rows = table(place, "leaver_texts")
    of_trainers = {*postmortem.SPOKEN["leadership"], *postmortem.SPOKEN_ENGLISH["leadership"]}
    few = sorted({row["person"] for row in rows if row["text"] in of_trainers})[:3]
    kept = [row for row in rows if row["text"] not in of_trainers or row["person"] in few]
    with open(place / "leaver_texts.csv", "w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(kept)
    section = report.model(place)["texts"]
    assert "leadership" not in {row["reason"] for row in section["rows"] if row["concluded"]} and "leadership" not in section["quotes"]
    assert all(row["count"] >= 5 for row in section["instead"])


def test_without_a_check_no_share_is_corrected(folders, tmp_path):
    place = tmp_path / "unchecked"
    shutil.copytree(folders / "call-centre", place)
    (place / "checked_texts.csv").write_text("\n".join((place / "checked_texts.csv").read_text(encoding="utf-8").splitlines()[:4]) + "\n", encoding="utf-8")
    model = report.model(place)  # three people tell nothing of the errors
    assert model["texts"]["corrected"] is None and "Share of the leavers" not in page.render(model, "en")


# ---------------------------------------------------------------- the page and bad input

def test_both_languages_tell_it(model):
    text = page.render(model, "zh")
    for words in ("流失分析报告", "这是核算，不是因果", "This is accounting, not cause", "表格背后"):
        assert words in text
    for section in ("losses", "alerts", "monday", "texts"):
        assert f'id="{section}-en"' in text and f'id="{section}-zh"' in text


def test_labels_replace_whole_words_once():
    words = Words("zh", {"columns": {"hr": {"zh": "人事"}, "three days": {"zh": "三天"}, "mood": {"zh": "情绪"}, "mood under 60": {"zh": "情绪低"}}})
    assert words.named("“three days”连续：through mood，mood under 60，hr", ["hr", "three days", "mood", "mood under 60"]) == "“三天”连续：through 情绪，情绪低，人事"


@pytest.mark.parametrize("section, change, sentence", [
    ("losses", {"owners": "nobody"}, "holds no such table"), ("losses", {"stratum": "shoe_size"}, "losses.stratum is 'shoe_size'"), ("alerts", {"table": "nightly"}, "holds no such table"),
    ("alerts", {"columns": ["shoe_size"]}, "needs the column shoe_size"), ("alerts", {"rules": [{**postmortem.RULES[4], "missing": "undeclared"}]}, "missing"), ("texts", {"source": "by"}, "needs the column by")])
def test_what_cannot_be_read_is_said(folders, tmp_path, section, change, sentence):
    place = tmp_path / "spoilt"
    shutil.copytree(folders / "call-centre", place)
    settings = json.loads((place / "dataset.json").read_text(encoding="utf-8"))
    settings[section] |= change
    (place / "dataset.json").write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")
    model = report.model(place)
    assert model[section] is None
    assert sentence in next(note["numbers"]["sentence"] for note in model["notes"] if note["code"] == f"{section}_refused")
    page.render(model, "en")


def test_other_companies_have_no_such_section(tmp_path):
    sample.write("broker", tmp_path / "broker", 200, 2, daily=False)
    model = report.model(tmp_path / "broker")
    assert model["losses"] is model["alerts"] is model["texts"] is None


def test_owners_may_share_a_reason_and_differ_by_stage(folders, model, tmp_path):
    place = tmp_path / "shared"
    shutil.copytree(folders / "call-centre", place)
    (place / "reason_owners.csv").write_text("reason,stage,owner,share\n证书未通过,,training,1\n压力大,week_1_done,training,0.5\n压力大,,training,0.8\n岗位与预期不符,,recruiting,1\n另有工作,,recruiting,1\n", encoding="utf-8")
    change = report.model(place)["losses"]["change"]
    causes, owners = change["causes"], {row["owner"]: row for row in change["owners"]}
    kept = {"week_1_done": .5}
    nobody = sum(row["after"] * (1 - kept.get(row["stage"], .8)) for row in causes if row["reason"] == "压力大") + sum(row["after"] for row in causes if row["reason"] == "家庭原因")
    assert owners["unattributed"]["after"] == pytest.approx(nobody)
    assert owners["training"]["after"] < next(row for row in model["losses"]["change"]["owners"] if row["owner"] == "training")["after"]


def test_parquet_tells_the_same(model, tmp_path):
    pytest.importorskip("pyarrow")
    sample.write("call-centre", tmp_path / "parquet", PEOPLE, 1, format="parquet")
    other = report.model(tmp_path / "parquet", people=40)
    assert [other[name] for name in ("losses", "alerts", "texts")] == [model[name] for name in ("losses", "alerts", "texts")]


@pytest.mark.parametrize("company", ["call-centre", "lender"])
def test_few_people_break_nothing(company, tmp_path):
    for people in (1, 7):
        sample.write(company, tmp_path / str(people), people, 3)
        model = report.model(tmp_path / str(people))
        assert model["losses"] and model["alerts"] and "<html" in page.render(model, "zh")
