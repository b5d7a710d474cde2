"""The sister chain's leavers: what was planted about returns can be found again."""

import csv
import json

import numpy as np
import pytest

import mainstay
from mainstay import report, sample
from mainstay.report import loading, page, returning, sections, words
from written import days, table


@pytest.mark.parametrize("people", [1, 5, 40])
def test_small_companies_have_tables_too(people, tmp_path):
    rows = sample.write("phone-retail", tmp_path, people, 2)
    assert rows["returns_leavers"] >= 8 and rows["returns_staff"] == 1_000


def test_every_row_makes_sense(retailer):
    leavers, contacts = table(retailer, "returns_leavers"), table(retailer, "returns_contacts")
    exits, ends = days(leavers["exit"]), days(leavers["end_day"])
    assert ((leavers["end"] == "") == np.isnat(ends)).all() and (ends[~np.isnat(ends)] > exits[~np.isnat(ends)]).all()
    back = leavers["end"] == "returned"
    assert ((ends - exits)[back].astype(int) >= 14).all()
    assert ((leavers["arm"] == "") | (leavers["consent"] == "1")).all()
    assert ((leavers["paid_below"] == "1") == (leavers["pay_now_fen"].astype(int) < leavers["scale_fen"].astype(int))).all()
    where = {person: row for row, person in enumerate(leavers["person"].tolist())}
    row = np.array([where[person] for person in contacts["person"].tolist()])
    withdrawn = days(leavers["do_not_contact_from"])[row]
    assert (leavers["arm"][row] == "call").all() and not (withdrawn <= days(contacts["day"])).any() and not (ends[row] <= days(contacts["day"])).any()
    spells = table(retailer, "returns_spells")
    again = spells["returner"] == "1"
    assert sorted(spells["person"][again].tolist()) == sorted(leavers["person"][back].tolist())
    assert (days(spells["hire"])[again] == ends[[where[person] for person in spells["person"][again].tolist()]]).all()


def test_probabilities_of_return_are_those_that_were_planted(retailer, planted):
    """Aalen-Johansen by cell, each arm apart."""
    leavers = table(retailer, "returns_leavers")
    end = np.datetime64("2025-12-31")
    ends = days(leavers["end_day"])
    duration = (np.where(np.isnat(ends), end, ends) - days(leavers["exit"])).astype(float)
    event = np.array([("", "returned", "settled", "unreachable").index(each) for each in leavers["end"].tolist()])
    outside = cells = 0
    for cell in planted["probability_of_return_by_day"]:
        for arm, called in (("not_called", False), ("all_called", True)):
            here = (leavers["reason"] == cell["reason"]) & (leavers["situation"] == cell["situation"]) & ((leavers["arm"] == "call") == called)
            if here.sum() < 30 or not (event[here] == 1).any():
                continue
            curve = mainstay.survival.curve(duration[here], event[here])
            incidence = curve.incidence
            rows = (incidence.cause == incidence.cause[0]) & (incidence.time <= 365)
            lower, upper = incidence.lower[rows][-1], incidence.upper[rows][-1]
            cells += 1
            outside += not lower <= cell[arm]["365"] <= upper
    assert cells >= 8 and outside <= 2


def test_offers_and_second_spells_follow_the_plan(retailer, planted):
    offers = table(retailer, "returns_offers")
    terms = {name: offers[name].astype(float) for name in ("pay_percent", "post_steps", "distance_km")}
    log_odds = sum(planted["offers"]["log_odds"][name] * values for name, values in terms.items()) + planted["offers"]["log_odds"]["intercept"]
    expected = 1 / (1 + np.exp(-log_odds))
    taken = offers["taken"].astype(float)
    assert abs(taken.sum() - expected.sum()) < 4 * np.sqrt((expected * (1 - expected)).sum())
    spells = table(retailer, "returns_spells")
    exits = days(spells["exit"])
    duration = (np.where(np.isnat(exits), np.datetime64("2025-12-31"), exits) - days(spells["hire"])).astype(float)
    x = {"returner": spells["returner"].astype(float), "first_years": spells["first_tenure_days"].astype(float) / 365, "sales_index": spells["sales_index"].astype(float)}
    fit = mainstay.survival.cox({name: values[duration > 0] for name, values in x.items()}, duration[duration > 0], (~np.isnat(exits))[duration > 0].astype(int))
    for name, found, error in zip(fit.coefficients.term, fit.coefficients.coefficient, fit.coefficients.std_error):
        assert abs(found - planted["second_spells"]["hazard"]["log_hazard_ratio"][str(name)]) < 3.5 * error


@pytest.fixture(scope="module")
def model(retailer):
    return report.model(retailer)


def test_the_page_says_what_was_planted(retailer, planted, model):
    assert not [note for note in model["notes"] if note["code"].startswith("returns")]
    offers = model["returns_offers"]
    found = {row["term"]: row for row in offers["terms"]}
    for name, expected in planted["offers"]["log_odds"].items():
        row = found["(intercept)" if name == "intercept" else name]
        assert row["lower"] - .3 * abs(row["coefficient"]) < expected < row["upper"] + .3 * abs(row["coefficient"])
    truth = {(cell["reason"], cell["situation"]): cell for cell in planted["probability_of_return_by_day"]}
    within = 0
    rows = model["returns_probability"]["rows"]
    for row in rows:
        cell = truth[row["reason"], row["situation"]]
        within += row["lower"] <= cell["all_called" if row["arm"] == "called" else "not_called"]["365"] <= row["upper"]
        assert row["lower"] < row["upper"] and not (row["returned"] == 0 and row["upper"] < .01)  # never 0 % without an interval
    assert len(rows) >= 15 and within >= .8 * len(rows)
    for language, texts in (("en", ("Which leavers are worth calling", "Whom to call first", "not promoted there")), ("zh", ("哪些离职员工值得联系", "先联系谁", "未获晋升"))):
        text = page.render(model, language)
        assert all(each in text for each in texts)


def test_probabilities_are_calibrated_out_of_time(model):
    forward = model["returns_probability"]["forward"]
    assert forward["people"] > 300 and len(forward["bands"]) >= 8
    assert forward["within"] >= len(forward["bands"]) - 2
    assert abs(forward["expected"] - forward["observed"]) < 4 * np.sqrt(forward["expected"])
    judged = forward["model"]
    assert judged["observed_lower"] < judged["predicted"] < judged["observed_upper"] and judged["slope_lower"] < 1 < judged["slope_upper"]


def test_counts_of_the_selection_add_up(retailer, model):
    section, leavers = model["returns_selection"], table(retailer, "returns_leavers")
    steps = {row["step"]: row["people"] for row in section["steps"]}
    recent = days(leavers["exit"]) >= np.datetime64("2025-01-01")
    assert steps["leavers"] == recent.sum() == section["leavers"]
    assert steps["chosen"] - steps["without_consent"] - steps["do_not_contact"] == steps["selected"] == section["selected"]
    chosen = sum(row["people"] for row in section["combinations"] if row["chosen"] == "yes")
    assert chosen == steps["chosen"] and sum(row["people"] for row in section["combinations"]) == steps["leavers"]
    assert abs(steps["chosen"] - steps["without_consent"] - (leavers["arm"][recent] != "").sum()) <= 3  # the cut of a share by another rule for ties


LOOKS_BACK = {"returns.probability", "returns.prediction", "returns.prediction.judge", "returns.uplift", "returns.money", "returns.second_spells"}  # count people, or account for what happened


def test_whatever_names_people_asks_who_may_be_contacted():
    """docs/returns/selection.md, Consent: nothing that lists people still away can be called without it."""
    asked = {}
    for analysis in mainstay.describe()["analyses"]:
        if analysis["key"].startswith("returns."):
            for function in (analysis, *analysis["methods"]):
                asked[function["key"]] = {row["name"]: row.get("optional", False) for row in function["input"]}
    assert LOOKS_BACK < set(asked)
    for key, rows in asked.items():
        if key in LOOKS_BACK:
            assert "contactable" not in rows, key
        else:
            assert rows["consent" if key == "returns.selection" else "contactable"] is False, key


def test_nobody_is_listed_who_may_not_be(retailer, model):
    leavers = table(retailer, "returns_leavers")
    where = {person: row for row, person in enumerate(leavers["person"].tolist())}
    withdrawn = days(leavers["do_not_contact_from"])
    for section in ("returns_selection", "returns_calls", "returns_offers", "returns_care", "returns_customers"):
        rows = model[section]["rows"]
        assert rows
        for each in rows:
            row = where[each["person"]]
            assert leavers["consent"][row] == "1" and np.isnat(withdrawn[row])
            assert section == "returns_selection" or leavers["end"][row] == "" and leavers["arm"][row] == "call"
    assert all(model_of["rows"] == [] for name, model_of in report.model(retailer, people=0).items() if name in ("returns_selection", "returns_calls", "returns_offers", "returns_care", "returns_customers"))


def test_the_value_of_the_calls_is_the_sum_of_its_parts(model):
    section = model["returns_calls"]
    assert section["status"] == "greatest" and section["cost"] <= section["budget"]
    assert section["curve"][-1]["value"] == pytest.approx(section["value"])
    for row in section["rows"]:
        assert row["expected"] == pytest.approx(round(row["probability"] * row["value"] * 100) / 100 - section["cost"] / section["called"], abs=.011)
    for row in section["recruiters"]:
        assert row["called"] <= row["capacity"]


def half_up(value):
    return int(np.floor(value + .5))


def recomputed(section):
    """Every figure of the money page from the page's own tables: parts, cases, costs and steps, nothing else."""
    cases, costs, parts = section["cases"], section["costs"], section["parts"]
    fen = lambda amount: round(100 * amount)
    sums = {"sum(people.contact_cost)": sum(fen(row["contact_cost"]) for row in cases), "sum(people.offer_cost)": sum(fen(row["offer_cost"]) for row in cases), "sum(costs.amount)": sum(fen(row["amount"]) for row in costs),
            "sum(cases.saved_called)": sum(fen(row["saved_called"]) for row in cases), "sum(cases.saved_compared)": sum(fen(row["saved_compared"]) for row in cases)}
    rows = section["steps"] + [{"formula": row["formula"], "amount": fen(row["cost"]), "ratio": None} for row in parts] + [{"formula": row["formula"], "amount": fen(row["amount"]), "ratio": None} for row in costs]
    found = {}
    for row in rows:
        formula = row["formula"]
        for name, value in sums.items():
            formula = formula.replace(name, str(value))
        value = eval(formula, {"half_up": half_up})
        assert value == pytest.approx(row["amount"] if row["ratio"] is None else row["ratio"], rel=1e-12), row
        found[row.get("figure")] = value
    for k, case in enumerate(cases, 1):
        assert fen(case["replacement_cost"]) == sum(fen(part["cost"]) for part in parts if part["case"] == k)
        assert fen(case["saved"]) == sum(fen(part["saved"]) for part in parts if part["case"] == k)
        assert fen(case["saved_called"]) == case["returned"] * fen(case["saved"]) and fen(case["saved_compared"]) == case["compared_returned"] * fen(case["saved"])
    for name in ("called", "returned", "compared", "compared_returned"):
        assert section[name] == sum(case[name] for case in cases)
    saved = sum(case["returned"] * fen(case["saved"]) for case in cases)
    anyway = half_up(section["called"] * sum(case["compared_returned"] * fen(case["saved"]) for case in cases) / section["compared"]) if section["compared"] else 0
    cost = sum(fen(row["amount"]) for row in costs)
    assert (fen(section["saved_called"]), fen(section["saved_anyway"]), fen(section["saved"]), fen(section["cost"]), fen(section["net"])) == (saved, anyway, saved - anyway, cost, saved - anyway - cost)
    assert section["roi"] == pytest.approx((saved - anyway - cost) / cost, rel=1e-12)
    assert fen(section["saved_per_return"]) == half_up(saved / section["returned"])
    assert section["excess"] == pytest.approx(section["returned"] - (section["called"] * section["compared_returned"] / section["compared"] if section["compared"] else 0), rel=1e-12)
    # What varies with returns is what a return saves and its offer; the rest is fixed.
    offers = sum(fen(case["offer_cost"]) for case in cases)
    assert section["break_even_returns"] == pytest.approx((anyway + cost - offers) / ((saved - offers) / section["returned"]), rel=1e-9)
    assert section["break_even_share"] == pytest.approx(section["break_even_returns"] / section["called"], rel=1e-12)
    for row in section["sensitivity"]:
        assert fen(row["swing"]) == abs(fen(row["high"]) - fen(row["low"])) and fen(row["low"]) + fen(row["high"]) == pytest.approx(2 * fen(section["net"]), abs=1.01)
    return found


def test_every_figure_of_the_money_page_follows_from_its_parts(retailer, planted, model):
    section = model["returns_money"]
    leavers, contacts = table(retailer, "returns_leavers"), table(retailer, "returns_contacts")
    followed = days(leavers["exit"]) + 365 <= np.datetime64("2025-12-31")
    called, held = followed & (leavers["arm"] == "call"), followed & (leavers["arm"] == "hold_out")
    back = (leavers["end"] == "returned") & ((days(leavers["end_day"]) - days(leavers["exit"])).astype(int) <= 365)
    assert (section["called"], section["returned"], section["compared"], section["compared_returned"]) == (called.sum(), (called & back).sum(), held.sum(), (held & back).sum())
    assert round(100 * sum(case["contact_cost"] for case in section["cases"])) == contacts["cost_fen"].astype(int)[np.isin(contacts["person"], leavers["person"][called])].sum()
    assert round(100 * sum(case["offer_cost"] for case in section["cases"])) == planted["money"]["offer_fen"] * (called & back).sum()
    recomputed(section)
    for case in section["cases"]:
        assert round(case["replacement_cost"] * 100) == planted["money"]["replacement_cost_fen"][case["role"]]
    assert section["counted"] == "against_hold_out"
    truth = planted["effect"]["difference"]["365"] * section["called"]
    assert section["excess_lower"] < truth < section["excess_upper"]


def sections_of(folder, *names, people=30):
    """These sections alone."""
    spells = loading.load(folder)
    notes = []
    found = sections.sections(spells, notes, loading.Limits(people, 5), names)
    return found, {note.code: note.numbers for note in notes}


@pytest.mark.parametrize("seed", [21, 22, 23])
def test_the_money_page_can_be_recomputed_whatever_was_drawn(tmp_path, seed):
    sample.write("phone-retail", tmp_path, 900, seed, daily=False)
    found, notes = sections_of(tmp_path, "returns_money")
    assert found["returns_money"]["counted"] == "against_hold_out" and not notes
    recomputed(found["returns_money"])


def changed(retailer, place, settings=None, **tables):
    """A copy of the retailer with other settings of sections, and rows of tables as a function makes them of each."""
    for file in retailer.glob("*"):
        (place / file.name).write_bytes(file.read_bytes())
    dataset = json.loads((place / "dataset.json").read_text(encoding="utf-8"))
    for section, more in (settings or {}).items():
        dataset[section] |= more
    (place / "dataset.json").write_text(json.dumps(dataset, ensure_ascii=False), encoding="utf-8")
    for name, change in tables.items():
        with open(place / f"{name}.csv", encoding="utf-8", newline="") as lines:
            rows = [kept for kept in map(change, csv.DictReader(lines)) if kept is not None]
        with open(place / f"{name}.csv", "w", encoding="utf-8", newline="") as out:
            written = csv.DictWriter(out, list(rows[0]))
            written.writeheader()
            written.writerows(rows)
    return place


def before_the_programme(row):
    """Nobody is held out at random; who was worth calling and left in the first year was not called yet."""
    if row["exit"] < "2023-01-01":
        return row | {"arm": "before" if row["arm"] == "hold_out" else ""}
    return row if row["arm"] != "hold_out" else None


def test_without_a_hold_out_the_money_page_says_before_and_after(retailer, tmp_path):
    place = changed(retailer, tmp_path, returns_leavers=before_the_programme)
    without = report.model(place)
    section = without["returns_money"]
    leavers = table(place, "returns_leavers")
    assert section["counted"] == "before_after" and section["compared"] == (leavers["arm"] == "before").sum() > 20
    recomputed(section)
    assert {note["code"] for note in without["notes"]} >= {"returns_effect_no_hold_out"} and without["returns_effect"] is None
    english, chinese = page.render(without, "en"), page.render(without, "zh")
    assert "Before and after, not an effect: nobody was held out at random." in english and "这是前后对比，不是效果" in chinese
    assert "verdict clear" not in english[english.index('id="returns_money-en"'):english.index('id="returns_second_spells-en"')]
    assert "What a call adds is not told" in english and "不报告致电的增量" in chinese
    # With a hold-out beside them, those of before are left out, and that is said.
    both = changed(retailer, tmp_path, returns_leavers=lambda row: row | {"arm": "before" if row["arm"] == "hold_out" and row["exit"] < "2023-01-01" else row["arm"]})
    found, notes = sections_of(both, "returns_money")
    assert found["returns_money"]["counted"] == "against_hold_out" and notes["returns_money_before_left_out"]["people"] == (table(both, "returns_leavers")["arm"] == "before").sum()


@pytest.mark.parametrize("settings, tables, code", [
    ({"returns_effect": {"horizon": 3000}}, {}, "returns_effect_short"),
    ({"returns_money": {"horizon": 3000}}, {}, "returns_money_short"),
    ({"returns_calls": {"horizon": 3000}}, {"returns_leavers": lambda row: row if row["exit"] > "2025-11-15" else None}, "returns_calls_short"),
    ({"returns_probability": {"cut": "2030-01-01"}}, {}, "returns_probability_no_forward"),
    ({"returns_probability": {"cut": "2022-04-01", "forward_horizon": 60}}, {}, "returns_probability_no_model"),
    ({"returns_care": {"back_days": 0}}, {}, "returns_care_nobody"),
    ({}, {"returns_customers": lambda row: row | {"person": "N" + row["person"]}}, "returns_customers_nobody"),
    ({}, {"returns_spells": lambda row: row if row["spell"] == "1" else None}, "returns_second_spells_few"),
    ({}, {"returns_leavers": lambda row: row | {"arm": "" if row["arm"] == "call" else row["arm"]}}, "returns_money_nobody_called"),
    ({}, {"returns_leavers": lambda row: row if row["arm"] != "hold_out" else None}, "returns_money_nothing_compared"),
    ({}, {"returns_contacts": lambda row: row | {"stage": "一周"}}, "returns_care_contacts_of_other_stages"),
])
def test_what_cannot_be_told_is_said_in_both_languages(retailer, tmp_path, settings, tables, code):
    place = changed(retailer, tmp_path, settings, **tables)
    name = next(each for each in sections.SECTIONS if code.startswith(each))
    found, notes = sections_of(place, name)
    assert code in notes
    for language in ("en", "zh"):
        text = words.Words(language)("note." + code, **notes[code])
        assert text and "{" not in text


def test_the_due_list_names_customers_with_a_need(retailer, tmp_path):
    asked = {"returns_customers": {"need_at": .02}}
    place = changed(retailer, tmp_path, asked)
    found, _ = sections_of(place, "returns_care", "returns_customers", people=10_000)
    listed, due = {row["person"]: row["customers"] for row in found["returns_customers"]["rows"]}, found["returns_care"]["rows"]
    customers = table(place, "returns_customers")
    agreed = {(person, customer) for person, customer, yes in zip(customers["person"].tolist(), customers["customer"].tolist(), customers["consent"].tolist()) if yes == "1"}
    assert any(row["customers"] for row in due)
    for row in due:
        assert len(row["customers"]) == min(listed.get(row["person"], 0), 3)
        assert all((row["person"], each["customer"]) in agreed for each in row["customers"])
    shown = next(row for row in due[:30] if row["customers"])
    assert shown["customers"][0]["customer"] in page.render(report.model(place), "en")
    # A theme of customers is offered to those who have some.
    themed = changed(retailer, tmp_path, {**asked, "returns_care": {"themes": [{"name": "老顾客", "customers": 1}]}})
    found, _ = sections_of(themed, "returns_care", people=10_000)
    rows = found["returns_care"]["rows"]
    assert any(row["customers"] for row in rows) and all((row["theme"] == "老顾客") == bool(row["customers"]) for row in rows)


@pytest.mark.parametrize("settings, tables, section, sentence", [
    ({"returns_care": {"themes": [{"name": "x", "reasons": ["薪酬偏底"]}]}}, {}, "returns_care", "themes[0].reasons[0] is \"薪酬偏底\", but must be one of known_reasons"),
    ({"returns_care": {"themes": [{"name": "x", "change": "底薪上调"}]}}, {}, "returns_care", "themes[0].change is \"底薪上调\", but must be a change"),
    ({}, {"returns_changes": lambda row: row | {"reason": "薪酬偏底"}}, "returns_care", "change_reason[0] is \"薪酬偏底\", but must be one of known_reasons"),
    ({}, {"returns_leavers": lambda row: row | {"arm": "called" if row["arm"] == "call" else row["arm"]}}, "returns_money", "column arm is called, but must be call, hold_out or before, or blank"),
    ({}, {"returns_leavers": lambda row: row | {"end": "Returned" if row["end"] == "returned" else row["end"]}}, "returns_effect", "column end is Returned, but must be returned, settled or unreachable"),
])
def test_a_misspelt_word_is_refused(retailer, tmp_path, settings, tables, section, sentence):
    found, notes = sections_of(changed(retailer, tmp_path, settings, **tables), section)
    assert found[section] is None and sentence in notes[f"{section}_refused"]["sentence"]


def test_the_care_plan_calls_nobody_twice_and_nobody_who_may_not_be(retailer, model):
    section, leavers, contacts = model["returns_care"], table(retailer, "returns_leavers"), table(retailer, "returns_contacts")
    where = {person: row for row, person in enumerate(leavers["person"].tolist())}
    done = set(zip(contacts["person"].tolist(), contacts["stage"].tolist()))
    assert section["due"] == len(section["rows"]) > 0
    for each in section["rows"]:
        row = where[each["person"]]
        assert leavers["consent"][row] == "1" and leavers["end"][row] == "" and leavers["do_not_contact_from"][row] == "" and leavers["arm"][row] == "call"
        assert (each["person"], each["stage"]) not in done and np.is_busday(np.datetime64(each["day"]))
    for stage in section["stages"]:
        assert stage["leavers"] == stage["done"] + stage["due"] + stage["open"] + stage["never"] == section["people"]
    for owner in section["owners"]:
        assert max(owner["planned"]) <= 3


def test_the_planted_effect_lies_within_its_interval(planted, model):
    section = model["returns_effect"]
    assert section["people"] == planted["selection"]["with_consent"]
    truth = planted["effect"]["difference"]["365"]
    assert section["lower"] < truth < section["upper"] and section["upper"] - section["lower"] < .25
    for row in section["rows"]:
        assert row["lower"] < row["effect"] < row["upper"]
        if row["stratum"] in planted["effect"]["answered"]:
            assert row["upper"] > .05
    assert section["calls"]["sure"] <= section["calls"]["called"] <= section["calls"]["of"]


def test_without_a_hold_out_no_effect_is_told(retailer, tmp_path):
    for file in retailer.glob("*"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    lines = (tmp_path / "returns_leavers.csv").read_text(encoding="utf-8").splitlines()
    arm = lines[0].split(",").index("arm")
    kept = [lines[0]] + [line for line in lines[1:] if line.split(",")[arm] != "hold_out"]
    (tmp_path / "returns_leavers.csv").write_text("\n".join(kept) + "\n", encoding="utf-8")
    without = report.model(tmp_path)
    assert without["returns_effect"] is None and without["returns_money"]["counted"] == "all_returns"
    assert "of those who would have come anyway" in page.render(without, "en")


def test_second_spells_are_as_planted(planted, model):
    section, truth = model["returns_second_spells"], planted["second_spells"]
    assert {row["group"]: row["rows"] for row in section["groups"]}["returners"] <= truth["returners"]
    term = {row["term"]: row for row in section["terms"]}
    history = term["history.first_tenure_days"]
    expected = truth["hazard"]["log_hazard_ratio"]["returner"] + truth["hazard"]["log_hazard_ratio"]["first_years"] * history["centre"] / 365
    assert term["returner"]["lower"] < expected < term["returner"]["upper"]
    assert history["lower"] < truth["hazard"]["log_hazard_ratio"]["first_years"] / 365 < history["upper"]
    adjusted = next(row for row in section["performance"] if row["comparison"] == "adjusted")
    assert adjusted["lower"] < truth["sales_first_half_year"]["returner"] < adjusted["upper"]
    assert "Do those who came back stay" in page.render(model, "en")


def test_a_young_programme_is_given_no_made_up_probabilities(retailer, tmp_path):
    """Nobody was followed to the horizon: no middle of an interval is multiplied by money."""
    for path in retailer.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    with open(retailer / "returns_leavers.csv", encoding="utf-8", newline="") as lines:
        head, *rows = list(csv.reader(lines))
    end = np.datetime64(json.loads((retailer / "dataset.json").read_text(encoding="utf-8"))["observation_end"], "D")
    kept = [row for row in rows if np.datetime64(row[head.index("exit")], "D") > end - np.timedelta64(200, "D")]
    with open(tmp_path / "returns_leavers.csv", "w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows([head, *kept])
    model = report.model(tmp_path)
    section = model["returns_calls"]
    assert section["unknown"] > section["people"]  # known where all of a group had an end
    assert all(row["posterior"] is None for row in model["returns_probability"]["rows"] if row["basis"] == "nothing")
    assert any(row["posterior"] is None for row in model["returns_probability"]["rows"])
    assert f"{section['unknown']} people of whose like nobody was followed" in page.render(model, "en")
    column = {"person": np.array(["a", "b"]), "exit": np.array([str(end - 100), str(end - 50)], "datetime64[D]")}
    young = returning.Leavers.__new__(returning.Leavers)
    young.duration, young.end, young.exit = (end - column["exit"]).astype(np.int64), np.array(["open"] * 2, object), column["exit"]
    young.person, young.reason, young.situation, young.arm = column["person"].astype(object), np.array(["pay"] * 2, object), np.array(["x"] * 2, object), np.array(["call"] * 2, object)
    assert np.isnan(returning._chances(young, 365.0, np.arange(2))[0]).all()


@pytest.mark.parametrize("file, change, section, sentence", [
    ("returns_costs", lambda row: row | {"currency": "USD"}, "returns_money", "returns_costs.csv: row 2, column currency is USD, but must be CNY: currencies are not mixed"),
    ("returns_leavers", lambda row: row | {"end_day": "2001-01-05", "end": "returned", "exit": "2001-01-08"}, "returns_money", "returns_leavers.csv: row 2, column end_day is 2001-01-05, before exit: duration is -3, but must be >= 0"),
    ("returns_leavers", lambda row: row | {"end_day": "2001-01-05", "end": "returned", "exit": "2001-01-08"}, "returns_effect", "returns_leavers.csv: row 2, column end_day is 2001-01-05, before exit: duration is -3, but must be >= 0"),
    ("returns_leavers", lambda row: row | {"consent": ""}, "returns_care", "returns_leavers.csv: row 2, column consent is blank, but must be 0 or 1")])
@pytest.mark.filterwarnings("error::RuntimeWarning")
def test_a_table_that_cannot_be_meant_is_refused_with_its_row(retailer, tmp_path, file, change, section, sentence):
    for each in retailer.glob("*"):
        (tmp_path / each.name).write_bytes(each.read_bytes())
    with open(retailer / f"{file}.csv", encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    rows[0] = change(rows[0])
    with open(tmp_path / f"{file}.csv", "w", encoding="utf-8", newline="") as out:
        written = csv.DictWriter(out, list(rows[0]))
        written.writeheader()
        written.writerows(rows)
    refused = report.model(tmp_path)
    assert refused[section] is None
    assert {note["code"]: note["numbers"].get("sentence") for note in refused["notes"]}[f"{section}_refused"] == sentence
