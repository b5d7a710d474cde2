"""The retention report: what is read, what is refused, what the numbers are, and the page itself in a browser."""

import json
import os
import re
import shutil
import string

import numpy as np
import pytest

import mainstay
from mainstay import report, sample
from mainstay.__main__ import main
from mainstay.report import attributes, loading, words
from mainstay.report.loading import InputError, load

HEADER = "person,hire,exit,reason,site\n"
ROWS = "a,2025-01-01,2025-02-01,pay,东\nb,2025-01-05,,,西\n"


def folder(tmp_path, people, encoding="utf-8", **more):
    (tmp_path / "people.csv").write_bytes(people if isinstance(people, bytes) else people.encode(encoding))
    for name, content in more.items():
        (tmp_path / name.replace("_csv", ".csv").replace("_json", ".json")).write_text(content, encoding="utf-8")
    return tmp_path


def codes(spells):
    return {finding.code: finding.numbers.get("count") for finding in spells.findings}


# ---------------------------------------------------------------- reading

@pytest.mark.parametrize("content", [
    HEADER + ROWS,
    "\ufeff" + HEADER + ROWS,
    (HEADER + ROWS).replace(",", ";"),
    (HEADER + ROWS).replace(",", "\t"),
    (HEADER + ROWS).replace("\n", "\r\n"),
    (HEADER + ROWS).replace("东", '"东"') + "\n",
    (HEADER + ROWS).replace("2025-01-01", "2025/1/1").replace("2025-01-05", "20250105").replace("2025-02-01", "2025-02-01 00:00:00"),
])
def test_csv_dialects_read_alike(tmp_path, content):
    spells = load(folder(tmp_path, content), options={"observation_end": "2025-03-01", "interval": "half_open"})
    assert spells.duration.tolist() == [31, 55] and spells.event.tolist() == [True, False]
    assert spells.attributes["site"].tolist() == ["东", "西"] and spells.reason.tolist() == ["pay", None]
    assert spells.findings == []


@pytest.mark.parametrize("people", [1, 40])
def test_nobody_left_is_not_certainty(tmp_path, people):
    """0 of 40 who were followed for 90 days allow up to 8.8% (Wilson), and 0 of one nearly anything: never an interval of no width."""
    rows = HEADER + "".join(f"p{place},2025-01-{place % 20 + 1:02d},,,x\n" for place in range(people))
    numbers = report.model(folder(tmp_path, rows), observation_end="2025-06-30", interval="half_open")
    cell = next(row for row in numbers["retention"]["at"] if row["time"] == 90)
    assert cell["survival"] == cell["upper"] == 1.0
    assert cell["lower"] == pytest.approx(people / (people + 3.841458820694124), rel=1e-12)
    told = next(found["numbers"] for found in numbers["findings"] if found["code"] == "loss")
    assert told["loss"] == told["loss_lower"] == 0.0 and told["loss_upper"] > (.5 if people == 1 else .08)
    assert all(low < 1.0 for low in numbers["retention"]["curve"]["lower"][1:])


def test_everybody_left_is_not_certainty(tmp_path):
    rows = HEADER + "".join(f"p{place},2025-01-01,2025-04-01,pay,x\n" for place in range(40))
    numbers = report.model(folder(tmp_path, rows), observation_end="2025-06-30", interval="half_open")
    cell = next(row for row in numbers["retention"]["at"] if row["time"] == 90)
    assert cell["survival"] == cell["lower"] == 0.0 and cell["upper"] == pytest.approx(3.841458820694124 / 43.841458820694124, rel=1e-12)


def test_quoted_cells_hold_newlines_delimiters_and_quotes(tmp_path):
    spells = load(folder(tmp_path, HEADER + 'a,2025-01-01,2025-02-01,"pay, ""low""\nreally",x\nb,2025-01-02,,,y\n'))
    assert spells.reason[0] == 'pay, "low"\nreally'


def test_gb18030_is_read_when_declared(tmp_path):
    path = folder(tmp_path, (HEADER + ROWS).encode("gb18030"))
    assert load(path, options={"encoding": "gb18030"}).attributes["site"].tolist() == ["东", "西"]


@pytest.mark.parametrize(("content", "sentence"), [
    ((HEADER + ROWS).encode("gb18030"), r"people\.csv: row 2, column 5 \(site\) is not UTF-8 text"),
    ("", r"people\.csv: is empty"),
    (HEADER, r"people\.csv: has a header, but no rows"),
    (HEADER + ROWS + "c,2025-01-01,,\n", r"people\.csv: row 4 has 4 cells, but the header has 5"),
    (HEADER + 'a,"2025\n', r"people\.csv: row 2 cannot be read: a quoted cell is never closed"),
    (HEADER + 'a,2025-01-01,,"x\ny",z\nb,oops,,,\n', r"people\.csv: row 3, column hire is 'oops', but must be a date like 2025-12-31"),
    (HEADER + "a,2025-02-30,,,\n", r"row 2, column hire is '2025-02-30'"),
    ("hire,exit,hire\n1,2,3\n", r"row 1, column 3 \(hire\) repeats the name of column 1"),
    ("hire,,exit\n1,2,3\n", r"row 1, column 2 has no name"),
    ("who,from,to\na,2025-01-01,\n", r"needs the columns hire and exit, or duration and event; .* it has who, from, to"),
    ("hire,hire_date,exit\n2025-01-01,2025-01-01,\n", r"columns hire and hire_date could both be the hire; declare one with --hire"),
    ("hire,exit\n\0,\n", r"holds zero bytes"),
])
def test_bad_files_are_refused_in_one_sentence(tmp_path, content, sentence):
    with pytest.raises(InputError, match=sentence) as refused:
        load(folder(tmp_path, content))
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(("options", "sentence"), [
    ({"hire": "start"}, r"has no column 'start' \(declared as hire\); it has person, hire, exit, reason, site"),
    ({"interval": "open"}, r"interval is 'open', but must be half_open"),
    ({"observation_end": "soon"}, r"observation_end is 'soon', but must be a date"),
    ({"unit": "year"}, r"unit is 'year', but must be one of day, week, month"),
    ({"colour": "red"}, r"unknown option 'colour'; known are person, hire"),
    ({"groups": ["shop"]}, r"has no column 'shop' \(named in groups\); it has person, hire"),
    ({"cluster": "team"}, r"has no column 'team' \(named in cluster\)"),
    ({"horizons": [30, 0]}, r"horizons\[1\] is 0, but must be a number > 0"),
    ({"small_cell": 0}, r"small_cell is 0, but must be a whole number >= 1"),
    ({"stages": [{"event": "a"}, {"name": "b"}]}, r"stages\[1\] must be an object with an event"),
    ({"stages": [{"event": "a"}, {"event": "a"}]}, r"stages\[1\]\.event repeats 'a'"),
    ({"encoding": "utf-99"}, r"--encoding is 'utf-99', which is not a known encoding"),
])
def test_bad_options_are_refused(tmp_path, options, sentence):
    with pytest.raises(InputError, match=sentence):
        load(folder(tmp_path, HEADER + ROWS), options=options)


def test_ids_stay_what_they_are(tmp_path):
    people = "person,hire,exit,code,amount\n007,2025-01-01,,101,0.5\n110101199001011234,2025-01-02,,102,1e3\n"
    spells = load(folder(tmp_path, people), options={"categories": ["code"], "observation_end": "2025-03-01"})
    assert spells.person.tolist() == ["007", "110101199001011234"]
    assert spells.attributes["code"].tolist() == ["101", "102"] and spells.attributes["amount"].tolist() == [.5, 1000]
    (tmp_path / "people.csv").write_text("person,hire,exit\n20250001234,2025-01-01,\n", encoding="utf-8")
    assert load(tmp_path, options={"observation_end": "2025-03-01"}).person.tolist() == ["20250001234"]


def test_parquet_and_csv_give_the_same_model(tmp_path):
    pytest.importorskip("pyarrow")
    numbers = []
    for format in ("csv", "parquet"):
        sample.write("call-centre", tmp_path / format, 400, 9, format=format)
        numbers.append(report.model(tmp_path / format))
        numbers[-1].pop("source")
        assert numbers[-1]["notes"] == numbers[0]["notes"]
    assert json.dumps(numbers[0]) == json.dumps(numbers[1])


def test_infinite_numbers_are_left_out_aloud():
    rng = np.random.default_rng(2)
    frame = {"duration": rng.integers(1, 99, 300).astype(float), "event": rng.integers(0, 2, 300), "x": rng.random(300), "y": np.r_[np.inf, rng.random(299)]}
    numbers = report.model(frame, unit="day")
    assert numbers["drivers"]["columns"] == ["x"] and {"infinite"} <= {note["code"] for note in numbers["notes"]}


def test_files_that_are_not_there(tmp_path):
    with pytest.raises(InputError, match="there is no such file or folder"):
        load(tmp_path / "nowhere")
    with pytest.raises(InputError, match="holds neither people.csv nor people.parquet"):
        load(tmp_path)


def test_every_odd_row_is_counted(tmp_path):
    rows = ("a,2025-01-01,2025-02-01,,x\n"      # left without a reason
            "b,2025-01-01,9999-12-31,,x\n"      # open end
            "c,2025-03-01,2025-02-01,pay,x\n"   # exit before hire
            "d,2026-01-01,,,x\n"                # hired after the end
            "e,2025-01-01,2026-01-01,pay,x\n"   # announced leaver
            "f,2025-05-01,2025-05-01,pay,x\n"   # gone on the first day
            "g,,2025-05-01,pay,x\n"             # no hire
            "h,2025-01-01,,odd,x\n"             # a reason, but still here
            "a,2025-04-01,,,x\n")               # came back
    spells = load(folder(tmp_path, HEADER + rows), options={"observation_end": "2025-12-31"})
    assert codes(spells) == {"open_end": 1, "no_hire": 1, "interval_assumed": None, "future_hire": 1, "future_exit": 1, "exit_before_hire": 1,
                             "no_time": 1, "no_reason": 1, "reason_of_present": 1, "several_spells": 1}
    assert spells.person.tolist() == ["a", "b", "e", "h", "a"] and spells.rows_read == 9
    assert spells.event.tolist() == [True, False, False, False, False]
    before = next(finding for finding in spells.findings if finding.code == "exit_before_hire")
    assert before.rows == [4]


def test_the_last_day_employed_counts_when_declared(tmp_path):
    path = folder(tmp_path, HEADER + ROWS)
    open_, closed = (load(path, options={"interval": each, "observation_end": "2025-03-01"}) for each in ("half_open", "closed"))
    assert closed.duration.tolist() == [open_.duration[0] + 1, open_.duration[1]]


def test_the_end_of_observation_is_assumed_aloud(tmp_path):
    spells = load(folder(tmp_path, HEADER + ROWS), options={"interval": "half_open"})
    assert [(each.code, each.numbers) for each in spells.findings] == [("observation_end_assumed", {"date": "2025-02-01"})]


def test_late_entry(tmp_path):
    people = "hire,entry,exit\n2024-01-01,2025-01-01,2025-02-01\n2025-01-10,2025-01-10,\n2024-01-01,2025-03-01,2025-03-01\n"
    spells = load(folder(tmp_path, people), options={"observation_end": "2025-03-01", "interval": "half_open"})
    assert spells.entry.tolist() == [366, 0] and spells.duration.tolist() == [397, 50]
    assert codes(spells) == {"entry_after_end": 1, "entered_late": 1, "no_person": None}


def test_durations(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("months,gone,x\n3,yes,1\n12,0,2\n", encoding="utf-8")
    spells = load(path, options={"duration": "months", "event": "gone", "unit": "month"})
    assert spells.duration.tolist() == [3, 12] and spells.event.tolist() == [True, False] and list(spells.attributes) == ["x"]
    with pytest.raises(InputError, match="a duration needs its unit; declare --unit day, week or month"):
        load(path, options={"duration": "months", "event": "gone"})
    path.write_text("months,gone\n3,maybe\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"t\.csv: row 2, column gone is 'maybe', but must be 1 \(left\) or 0 \(still here\)"):
        load(path, options={"duration": "months", "event": "gone", "unit": "month"})
    path.write_text("months,gone\n3,1\n-1,1\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"t\.csv: row 3, column months is -1, but must be >= 0"):
        load(path, options={"duration": "months", "event": "gone", "unit": "month"})
    path.write_text("months,gone\n3,1\nx,1\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"t\.csv: row 3, column months is 'x', but must be a number"):
        load(path, options={"duration": "months", "event": "gone", "unit": "month"})


COLUMNS = {"person": ["a", "b", "c"], "hire": ["2025-01-01", "2025-01-05", "2025-02-01"], "exit": ["2025-02-01", None, None],
           "reason": ["pay", None, None], "pay": [1.5, None, 3.0], "site": ["x", "y", None]}


@pytest.mark.parametrize("kind", ["dict", "numpy", "pandas", "pandas_dates", "pandas_category", "polars", "polars_dates", "pyarrow", "duckdb", "masked"])
def test_frames_of_every_kind(kind):
    dates = {name: np.array(["NaT" if cell is None else cell for cell in COLUMNS[name]], "datetime64[D]") for name in ("hire", "exit")}
    if kind == "dict":
        frame = COLUMNS
    elif kind == "numpy":
        frame = {name: np.array(cells, dtype=object) for name, cells in COLUMNS.items()} | dates
    elif kind == "masked":
        frame = COLUMNS | {"pay": np.ma.masked_array([1.5, 0.0, 3.0], [False, True, False])}
    elif kind.startswith("pandas"):
        pandas = pytest.importorskip("pandas")
        frame = pandas.DataFrame(COLUMNS | ({name: cells.astype("datetime64[ns]") for name, cells in dates.items()} if kind == "pandas_dates" else {}))
        if kind == "pandas_category":
            frame["site"] = frame["site"].astype("category")
    elif kind.startswith("polars"):
        frame = pytest.importorskip("polars").DataFrame(COLUMNS | (dates if kind == "polars_dates" else {}))
    elif kind == "pyarrow":
        arrow = pytest.importorskip("pyarrow")
        frame = arrow.table({name: arrow.array(cells).dictionary_encode() if name == "site" else cells for name, cells in COLUMNS.items()})
    else:
        duckdb = pytest.importorskip("duckdb")
        pandas = pytest.importorskip("pandas")
        people = pandas.DataFrame(COLUMNS)  # noqa: F841  (read by name)
        frame = duckdb.sql("select * from people")
    spells = load(frame, options={"observation_end": "2025-03-01", "interval": "half_open"})
    assert spells.duration.tolist() == [31, 55, 28] and spells.event.tolist() == [True, False, False]
    assert spells.attributes["site"].tolist() == ["x", "y", None] and spells.reason.tolist() == ["pay", None, None]
    assert np.array_equal(spells.attributes["pay"], [1.5, np.nan, 3.0], equal_nan=True)


def test_frames_that_are_none():
    with pytest.raises(InputError, match="must be a dict of columns or a pandas, polars, pyarrow or duckdb table, but is int"):
        load(3)
    with pytest.raises(InputError, match="column exit has 1 rows, but hire has 2"):
        load({"hire": ["2025-01-01", "2025-01-01"], "exit": [None]})


# ---------------------------------------------------------------- analysis

def test_small_cells_cannot_be_recovered():
    assert attributes.pool_small({"a": 50, "b": 20}, 5) == set()
    assert attributes.pool_small({"a": 50, "b": 20, "c": 3}, 5) == {"c", "b"}       # c alone would follow from the total
    assert attributes.pool_small({"a": 50, "b": 20, "c": 3, "d": 3}, 5) == {"c", "d"}
    assert attributes.pool_small({"a": 50, "b": 20, "c": 1, "d": 2}, 5) == {"b", "c", "d"}


@pytest.fixture(scope="session")
def retention():
    return pytest.importorskip("peopleanalyticsdata").job_retention()


def test_job_retention_equals_r(retention):
    """R survival 3.5-3: survfit and coxph (Efron) on gender + field + level + sentiment + intention."""
    numbers = report.model(retention, duration="month", event="left", unit="month", include=["gender"])
    assert numbers["people"]["people"] == 3770 and numbers["people"]["left"] == 1354
    at = {row["time"]: row["survival"] for row in numbers["retention"]["at"]}
    for time, survival in ((3, .93013727), (6, .82274926), (12, .61676530)):
        assert at[time] == pytest.approx(survival, abs=5e-9)
    main_model = numbers["drivers"]["models"][0]
    assert main_model["status"] == "converged" and main_model["concordance"] == pytest.approx(.6414932, abs=5e-8)
    intention = next(term for term in main_model["terms"] if term["column"] == "intention")
    assert intention["coefficient"] == pytest.approx(.20555405329, abs=1e-9)
    assert intention["ratio"] == pytest.approx(np.exp(.20555405329 * retention["intention"].std(ddof=0)))
    assert numbers["audit"]["included"] == ["gender"]


def test_probabilities_are_conditional_on_tenure(retention):
    numbers = report.model(retention, duration="month", event="left", unit="month", people=40)
    x = {name: (retention[name].to_numpy(float) if name in ("sentiment", "intention") else retention[name].to_numpy(object))
         for name in numbers["drivers"]["columns"]}
    fit = mainstay.survival.cox(x, retention["month"].to_numpy(float), retention["left"].to_numpy())
    assert numbers["ranking"]["end"] == 12 and len(numbers["ranking"]["rows"]) == 40
    last = 1.0
    for row in numbers["ranking"]["rows"]:
        place = int(row["person"])  # people of a frame without a person column are named by their row
        one = {name: column[place:place + 1] for name, column in x.items()}
        tenure = retention["month"].iloc[place]
        assert row["tenure"] == tenure and retention["left"].iloc[place] == 0
        survival = fit.predict(one, times=[tenure, tenure + 3.0], errors=False, beyond="carry").survival.ravel()
        assert row["probability"][1] == pytest.approx(1 - survival[1] / survival[0], rel=1e-9)
        assert row["lower"][1] <= row["probability"][1] <= row["upper"][1]
        assert row["beyond"] == [tenure + horizon > 12 for horizon in (1, 3, 6)]
        if not row["beyond"][1]:
            assert row["probability"][1] <= last + 1e-12
            last = row["probability"][1]


def test_the_model_of_job_retention_is_judged_on_people_held_out(retention):
    """The same split and the same model by hand: risk fitted on two thirds of the people, the rest scored on their first day."""
    numbers = report.model(retention, duration="month", event="left", unit="month")
    judged = numbers["judged"]
    assert judged["skipped"] is None and judged["way"] == "held_out" and judged["cuts"] == [] and judged["horizon"] == 3
    names, place = np.unique(np.arange(len(retention)).astype(str), return_inverse=True)
    out = (np.random.Generator(np.random.PCG64(2)).permutation(len(names)) % 3 == 0)[place]
    x = {name: (retention[name].to_numpy(float) if name in ("sentiment", "intention") else retention[name].to_numpy(object)) for name in numbers["drivers"]["columns"]}
    month, left = retention["month"].to_numpy(float), retention["left"].to_numpy()
    fit = mainstay.survival.cox({name: column[~out] for name, column in x.items()}, month[~out], left[~out])
    predicted = 1 - fit.predict({name: column[out] for name, column in x.items()}, times=[3], errors=False).survival.ravel()
    happened = (month[out] <= 3) & (left[out] == 1)
    assert judged["rows"] == out.sum() and judged["events"] == happened.sum()
    assert judged["predicted"] == pytest.approx(predicted.mean(), rel=1e-9)
    brier = mainstay.survival.brier({"leaving": predicted}, month[out], left[out], times=[3], predicted="incidence")
    assert judged["brier"] == pytest.approx(brier.times.brier[0], rel=1e-9) and judged["reference"] == pytest.approx(brier.times.reference[0], rel=1e-9)
    assert sum(band["rows"] for band in judged["bands"]) == out.sum() and judged["ratio_lower"] < 1 < judged["ratio_upper"]


def test_the_model_of_job_retention_is_compared_with_others(retention):
    """The same comparison by hand; the plain model is as good, and the page says so in both languages."""
    numbers = report.model(retention, duration="month", event="left", unit="month")
    compared = numbers["compared"]
    assert compared["skipped"] is None and compared["rows"] == 3770 and not compared["drawn"] and compared["plain"] == "cox"
    assert [each["name"] for each in compared["models"]][:2] == ["curve", "cox"] and not any(each["failed"] for each in compared["models"])
    x = {name: (retention[name].to_numpy(float) if name in ("sentiment", "intention") else retention[name].to_numpy(object)) for name in numbers["drivers"]["columns"]}
    month, left = retention["month"].to_numpy(float), retention["left"].to_numpy()
    person = np.arange(len(retention)).astype(str).astype(object)
    by_hand = mainstay.survival.choose(x, month, left, person=person, folds=3, candidates=[{"name": "curve", "model": {"learner": "curve"}}, {"name": "cox", "model": {"learner": "cox"}}], blend=False)
    scores = {each["name"]: each["integrated_brier"] for each in compared["models"]}
    assert scores["curve"] == pytest.approx(by_hand.models.integrated_brier[0], rel=1e-12) and scores["cox"] == pytest.approx(by_hand.models.integrated_brier[1], rel=1e-12)
    assert compared["verdict"] in ("plain_best", "plain_as_good")
    from mainstay.report import page
    text = page.render(numbers, "en", "0")
    assert "The model of the ranking (Cox regression)" in text and "Boosted trees" in text


def test_every_sample_shows_its_model_judged_forward_in_time(models):
    for name, numbers in models.items():
        judged = numbers["judged"]
        if judged["skipped"]:
            continue
        assert judged["way"] == "forward" and 1 <= len(judged["cuts"]) <= 4, name
        assert sum(band["rows"] for band in judged["bands"]) == judged["rows"] == sum(cut["judged"] for cut in judged["cuts"]) == sum(cut["scored"] for cut in judged["cuts"]) - judged["beyond"]
        assert all(cut["known"] >= 50 and cut["lower"] <= cut["expected"] <= cut["upper"] for cut in judged["cuts"])
        assert judged["events"] == sum(cut["observed"] for cut in judged["cuts"])
    assert sum(numbers["judged"]["skipped"] is None for numbers in models.values()) >= 3
    compared = [numbers["compared"] for numbers in models.values() if numbers["compared"]["skipped"] is None]
    assert len(compared) >= 3
    for each in compared:
        best = min((model for model in each["models"] if not model["failed"] and model["name"] != "blend"), key=lambda model: model["integrated_brier"])
        assert best["name"] == each["winner"] and best["difference"] == 0


@pytest.fixture(scope="session")
def samples(tmp_path_factory):
    root = tmp_path_factory.mktemp("samples")
    for company in sample.COMPANIES:
        sample.write(company, root / company, 900, 11, daily=False)
    return root


@pytest.fixture(scope="session")
def models(samples):
    return {company: report.model(samples / company) for company in sample.COMPANIES}


def walk(value, path=""):
    if isinstance(value, dict):
        for key, item in value.items():
            yield from walk(item, f"{path}.{key}")
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            yield from walk(item, f"{path}[{index}]")
    else:
        yield path, value


def test_models_are_plain_and_probabilities_are_probabilities(models):
    for company, numbers in models.items():
        for path, value in walk(numbers):
            assert value is None or type(value) in (bool, int, float, str), (company, path, type(value))
            if re.search(r"\.(survival|incidence|mature|probability|p|p_adjusted|start|previous|concordance)(\[|$)", path) and isinstance(value, (int, float)):
                assert -1e-12 <= value <= 1 + 1e-12, (company, path, value)


def test_reasons_add_up_to_everybody_lost(models):
    for numbers in models.values():
        for place, at in enumerate(numbers["retention"]["at"]):
            assert sum(cause["at"][place]["incidence"] for cause in numbers["causes"]["causes"]) == pytest.approx(1 - at["survival"], abs=1e-12)
        assert sum(cause["count"] for cause in numbers["causes"]["causes"]) == numbers["people"]["left"]


def test_leaks_and_protected_attributes_stay_out(models, samples):
    lender = models["lender"]
    assert "handover" not in lender["drivers"]["columns"]
    assert any(note["code"] == "known_afterwards" and note["numbers"]["column"] == "handover" for note in lender["notes"])
    for numbers in models.values():
        assert not {"gender", "age"} & set(numbers["drivers"]["columns"])
        assert {group["column"] for group in numbers["audit"]["attributes"]} == {"gender", "age"} and numbers["audit"]["included"] == []
        assert all(reason["column"] not in ("gender", "age") for row in numbers["ranking"]["rows"] for reason in row["reasons"])
    asked = report.model(samples / "lender", include=["age"])
    assert "age" in asked["drivers"]["columns"] and asked["audit"]["included"] == ["age"]
    assert "branch" not in report.model(samples / "lender", exclude=["branch"])["drivers"]["columns"]


def test_planted_incidence_lies_near_the_report(models, samples):
    for company, time in (("lender", 90.0), ("call-centre", 90.0), ("broker", 365.0)):
        planted = json.loads((samples / company / "truth.json").read_text(encoding="utf-8"))["expected_cumulative_incidence"][str(int(time))]
        for cause in models[company]["causes"]["causes"]:
            at = next(cell for cell in cause["at"] if cell["time"] == time)
            margin = .75 * (at["upper"] - at["lower"]) + .005
            if cause["name"] in planted:
                assert abs(at["incidence"] - planted[cause["name"]]) < margin, (company, cause["name"])


def test_funnel_counts_add_up(models):
    for company in ("lender", "call-centre"):
        stages = models[company]["funnel"]["stages"]
        for before, after in zip(stages, stages[1:]):
            assert before["reached"] == after["reached"] + before["lost"] + before["inside"]
        assert stages[0]["start"] == pytest.approx(1) and stages[0]["reached"] <= 900
        for stage in stages:
            assert sum(each["count"] for each in stage["exits"]) == stage["lost"]
            assert all(each["count"] >= 5 for each in stage["exits"]) or stage["lost"] < 5
    assert models["broker"]["funnel"] is None


def test_returners_are_two_spells_of_one_person(models):
    numbers = models["phone-retail"]
    assert numbers["people"]["people"] == 900 < numbers["people"]["spells"]
    assert numbers["drivers"]["robust"] and any(note["code"] == "several_spells" for note in numbers["notes"])


def test_few_leavers_give_no_model():
    rows = 60
    frame = {"duration": np.arange(1.0, rows + 1), "event": (np.arange(rows) % 10 == 0).astype(int), "x": np.arange(rows) % 7.0}
    numbers = report.model(frame, unit="day")
    assert numbers["drivers"]["skipped"] == "few_events" and numbers["ranking"]["skipped"] == "no_model" and numbers["causes"] is None


@pytest.mark.parametrize("left", [0, 1])
def test_everybody_or_nobody_left(left):
    frame = {"duration": np.arange(1.0, 61), "event": np.full(60, left), "x": np.arange(60) % 7.0, "site": ["a", "b"] * 30}
    numbers = report.model(frame, unit="day")
    html = report.page.render(numbers, "en", "0") if hasattr(report, "page") else None
    assert numbers["people"]["left"] == 60 * left and (html is None or "</html>" in html)


def test_separation_withholds_the_ranking():
    rng = np.random.default_rng(1)
    site = np.array(["never", "often"])[rng.integers(0, 2, 400)]
    event = (site == "often") & (rng.random(400) < .5)
    numbers = report.model({"duration": rng.integers(1, 200, 400).astype(float), "event": event, "site": site.astype(object)}, unit="day")
    assert numbers["drivers"]["models"][0]["status"] == "separated" and numbers["ranking"]["skipped"] == "no_model"
    assert numbers["drivers"]["models"][0]["terms"][0]["ratio"] is None


# ---------------------------------------------------------------- turnover and record quality

@pytest.fixture(scope="session")
def shaped(tmp_path_factory):
    """The lender in every shape, its history spoilt."""
    folder = tmp_path_factory.mktemp("shaped")
    sample.write("lender", folder, 900, 11, daily=False, shapes=("spells", "history", "snapshots", "events"), defects=True)
    return folder


@pytest.mark.parametrize("company", sample.COMPANIES)
def test_turnover_is_the_planted_one(models, samples, company):
    rates = models[company]["rates"]
    planted = json.loads((samples / company / "truth.json").read_text(encoding="utf-8"))["turnover"]
    assert rates["skipped"] is None and rates["first"] >= planted["from"] and rates["definition"] == "monthly_average_12" and rates["rule"] == "gone_at_close"
    if rates["first"] == planted["from"]:  # the call centre's first class came later
        assert {name: rates[name] for name in ("opening", "hires", "leavers", "closing")} == {name: planted[name] for name in ("opening", "hires", "leavers", "closing")}
        assert {each["kind"]: each["numerator"] for each in rates["kinds"]} == {kind: count for kind, count in planted["leavers_by_kind"].items() if count}
        exposure = next(each for each in rates["definitions"] if each["definition"] == "exposure")
        assert exposure["denominator"] == pytest.approx(planted["person_days"] / 365.25)
    assert rates["total"]["numerator"] == rates["leavers"] == sum(month["leavers"] for month in rates["months"])
    assert rates["total"]["denominator"] == pytest.approx(np.mean([month["closing"] for month in rates["months"]]))
    for before, after in zip([{"closing": rates["opening"]}, *rates["months"]], rates["months"]):
        assert before["closing"] == after["opening"] and after["opening"] + after["hires"] - after["leavers"] == after["closing"]
    for group in rates["groups"]:  # nobody changes groups in a table of spells
        assert sum(each["numerator"] for each in group["values"]) == rates["leavers"]


def test_turnover_is_the_same_from_every_export(shaped, models):
    """Snapshots know one month more and two people hired and gone before the first roster less; the others are spoilt in eight histories."""
    planted = json.loads((shaped / "truth.json").read_text(encoding="utf-8"))["turnover"]
    for shape in ("spells", "events"):
        rates = report.model(shaped, shape=shape)["rates"]
        assert {name: rates[name] for name in ("opening", "hires", "leavers", "closing")} == {name: planted[name] for name in ("opening", "hires", "leavers", "closing")}
    rates = report.model(shaped, shape="history")["rates"]
    assert abs(rates["leavers"] - planted["leavers"]) <= 8 and {group["column"] for group in rates["groups"]} == {"unit"}


def test_no_definition_is_singled_out_unless_declared(samples, tmp_path):
    people = "person,hire,exit,site\n" + "".join(f"p{row},2024-{1 + row % 9:02d}-05,{'2025-0%d-11' % (1 + row % 8) if row % 3 else ''},{'ab'[row % 2]}\n" for row in range(90))
    path = folder(tmp_path, people)
    options = {"observation_end": "2025-12-31", "interval": "closed"}
    numbers = report.model(path, **options)
    rates = numbers["rates"]
    assert rates["definition"] is None and rates["groups"] == [] and len(rates["definitions"]) == 8 and not any(each["declared"] for each in rates["definitions"])
    assert not [each for each in numbers["findings"] if each["code"] == "turnover"] and "last_day_assumed" in {note["code"] for note in numbers["notes"]}
    declared = report.model(path, turnover="opening", last_day="first_day_away", **options)
    assert declared["rates"]["definition"] == "opening" and declared["rates"]["total"]["denominator"] == declared["rates"]["opening"]
    assert next(each for each in declared["findings"] if each["code"] == "turnover")["numbers"]["numerator"] == declared["rates"]["leavers"]
    assert "last_day_assumed" not in {note["code"] for note in declared["notes"]}
    with pytest.raises(InputError, match="turnover.definition is 'average', but must be one of mid, monthly_average_12"):
        report.model(path, turnover="average", **options)
    assert report.model({"duration": np.arange(1.0, 61), "event": np.arange(60) % 2, "x": np.arange(60) % 7.0}, unit="day")["rates"] == {"skipped": "durations"}


def test_rates_hide_small_groups(samples):
    people = loading.read_csv(samples / "lender" / "people.csv").columns
    rare = people["branch"].copy()
    rare[:3] = "小店"
    numbers = report.model(people | {"branch": rare}, observation_end="2025-12-31", interval="half_open", groups=["branch"], turnover="mid", last_day="gone_at_close")
    group = numbers["rates"]["groups"][0]
    assert "小店" not in {each["value"] for each in group["values"]} and group["pooled"] == 2 and any(each["value"] == attributes.OTHER for each in group["values"])


def test_record_quality_names_what_was_planted(shaped):
    numbers = report.model(shaped, shape="history")
    quality = numbers["records"]
    found = {each["code"]: each for each in quality["findings"]}
    assert quality["analysis"] == "data.history" and {code: found[code]["count"] for code in ("overlap", "gap", "unknown_status", "tie", "two_primaries", "future_row", "superseded",
                                                                                              "stop_before_effective")} == dict.fromkeys(
        ("overlap", "gap", "unknown_status", "tie", "two_primaries", "future_row", "superseded", "stop_before_effective"), 2)
    planted = {each["row"] + 2 for each in json.loads((shaped / "truth.json").read_text(encoding="utf-8"))["defects"] if each["code"] == "unknown_status"}
    assert {row for _, row in found["unknown_status"]["where"]} == planted and found["unknown_status"]["left_out"] and not found["gap"]["left_out"]
    told = next(each for each in numbers["findings"] if each["code"] == "records_out")
    assert told["numbers"]["rows"] == sum(each["count"] for each in quality["findings"] if each["left_out"])


def test_overlapping_spells_are_left_out_everywhere(tmp_path):
    rows = "".join(f"p{row},2024-01-{1 + row % 28:02d},{'2024-09-01' if row % 2 else ''},,x\n" for row in range(40)) + "p1,2024-03-01,2024-05-01,pay,x\n"
    numbers = report.model(folder(tmp_path, HEADER + rows), observation_end="2024-12-31", interval="half_open")
    assert numbers["people"]["spells"] == 40 and {"code": "overlapping", "numbers": {"count": 1}, "rows": [42]} in numbers["notes"]
    overlap = next(each for each in numbers["records"]["findings"] if each["code"] == "overlap")
    assert overlap == {"code": "overlap", "count": 1, "left_out": True, "where": [["people.csv", 42]]}


def test_folder_of_a_recipe():
    from conftest import ROOT

    numbers = report.model(ROOT / "examples/recipes/oracle", turnover="mid", last_day="gone_at_close")
    rates = numbers["rates"]
    assert (rates["opening"], rates["hires"], rates["leavers"], rates["closing"]) == (7, 5, 6, 6) and rates["total"]["rate"] == pytest.approx(6 / 6.5)
    assert numbers["records"]["mapping"] == "Oracle HCM: assignments (PER_ALL_ASSIGNMENTS_M)" and numbers["people"]["people"] == 12


# ---------------------------------------------------------------- words

def placeholders(text):
    return {(name, kind) for _, name, kind, _ in string.Formatter().parse(text) if name is not None}


def test_catalogues_say_the_same():
    english, chinese = (words.Words(language).messages for language in words.LANGUAGES)
    assert list(english) == list(chinese)
    for language in words.LANGUAGES:    # of two messages with one name JSON keeps the last, in silence
        text = open(os.path.join(report.__path__[0], "catalogue", f"{language}.json"), encoding="utf-8").read()
        assert len(json.loads(text, object_pairs_hook=list)) == len(english)
    for key, text in english.items():
        for one, other in zip(text if isinstance(text, list) else [text], chinese[key] if isinstance(text, list) else [chinese[key]], strict=True):
            assert placeholders(one) == placeholders(other), key
            for _, kind in placeholders(one) - {("", "")}:
                assert not kind or hasattr(words.Words, "_" + kind), (key, kind)


def test_every_code_in_the_source_has_a_message():
    messages = words.Words("en").messages
    source = "".join((report.__path__ and open(os.path.join(report.__path__[0], name), encoding="utf-8").read()) for name in ("analysis.py", "attributes.py", "loading.py", "turnover.py"))
    found = set(re.findall(r'Finding\("(\w+)"', source)) | set(re.findall(r'leave_out\((?!mask)[^"]*"(\w+)"', source))
    assert len(found) > 15 and not {code for code in found if f"note.{code}" not in messages}
    added = set(re.findall(r'add\("(\w+)"', source))
    assert len(added) > 7 and not {code for code in added if f"finding.{code}" not in messages}


@pytest.mark.parametrize(("ratio", "english", "chinese"), [
    (.75, "25% lower", "低 25%"), (1.3, "30% higher", "高 30%"), (2.4, "2.4 times as high", "为其 2.4 倍")])
def test_a_ratio_is_a_rate_not_a_time(ratio, english, chinese):
    term = {"column": "x", "level": "a", "reference": "b", "ratio": ratio, "lower": ratio * .95, "upper": ratio * 1.02, "scale": 1.0}
    assert english in words.Words("en").reading(term) and "rate of leaving" in words.Words("en").reading(term)
    assert chinese in words.Words("zh").reading(term) and "离职速率" in words.Words("zh").reading(term)
    unclear = term | {"lower": .5, "upper": 3.0}
    assert words.Words("en").reading(unclear) == "no clear difference" and words.Words("zh").reading(unclear) == "无明显差异"


def test_findings_speak_both_languages(models):
    for numbers in models.values():
        assert len(numbers["findings"]) >= 4
        for language in words.LANGUAGES:
            for text in report_lines(numbers, language):
                assert "nan" not in text.lower() and "None" not in text and "{" not in text
                assert (language == "zh") == bool(re.search("[\u4e00-\u9fff]", text)) or language == "en"


def report_lines(numbers, language):
    from mainstay.report import page
    return page.most_important(numbers, language, 99)


# ---------------------------------------------------------------- command line

def test_command_line(tmp_path, capsys):
    assert main(["sample", "lender", str(tmp_path / "d"), "--people", "400", "--seed", "2", "--no-daily"]) == 0
    capsys.readouterr()
    assert main(["report", str(tmp_path / "d"), "-o", str(tmp_path / "r.html"), "--language", "zh"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"报告：{(tmp_path / 'r.html').resolve()}" and len(lines) == 5
    html = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert html.startswith("<!DOCTYPE html>\n<html lang=\"zh-CN\">") and "信贷公司新员工留存" in html


def test_command_line_refuses_in_one_line(tmp_path, capsys):
    assert main(["report", str(tmp_path / "none")]) == 1
    shown = capsys.readouterr()
    assert shown.out == "" and shown.err == f"mainstay report: {tmp_path / 'none'}: there is no such file or folder\n"
    assert not (tmp_path / "report.html").exists()


def test_the_module_is_a_function(tmp_path, samples):
    path = report({"duration": np.arange(1.0, 101), "event": np.arange(100) % 2, "site": ["a", "b"] * 50, "pay": np.arange(100) % 9.0},
                  tmp_path / "sub" / "r.html", unit="month", title="<Title>")
    assert path.exists() and "&lt;Title&gt;" in path.read_text(encoding="utf-8")


# ---------------------------------------------------------------- the page in a browser

CHROMIUM = next((found for found in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if found), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
HOSTILE = "</script><script>window.hostile=1</script><img src=x onerror=window.hostile=2>"


@pytest.fixture(scope="module")
def browser():
    required = os.environ.get("MAINSTAY_REQUIRE_BROWSER") == "1"
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        if required:
            raise
        pytest.skip("playwright is not installed")
    if CHROMIUM is None:
        assert not required, "no chromium found"
        pytest.skip("no chromium found")
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def pages(samples, shaped, retention, tmp_path_factory):
    root = tmp_path_factory.mktemp("pages")
    made = {company: report.write(samples / company, root / f"{company}.html") for company in sample.COMPANIES}
    made["history"] = report.write(shaped, root / "history.html", shape="history")
    made["job_retention"] = report.write(retention, root / "job.html", duration="month", event="left", unit="month")
    rng = np.random.default_rng(3)
    hostile = {"person": [HOSTILE + str(row) for row in range(200)], "duration": rng.integers(1, 90, 200).astype(float),
               "event": (rng.random(200) < .6).astype(int), "reason": None, HOSTILE: np.array([HOSTILE, "b"])[rng.integers(0, 2, 200)].astype(object)}
    hostile["reason"] = [HOSTILE if happened else None for happened in hostile["event"]]
    made["hostile"] = report.write(hostile, root / "hostile.html", unit="day", title=HOSTILE)
    return made


NAMES = [*sample.COMPANIES, "history", "job_retention", "hostile"]


class Seen:
    """A page with everything that it asked for and complained about."""

    def __init__(self, browser, path, width, height=900):
        self.context = browser.new_context(viewport={"width": width, "height": height})
        self.page = self.context.new_page()
        self.requests, self.complaints = [], []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.url = path.resolve().as_uri()
        self.page.goto(self.url)

    def drawn(self):
        """Marks in each visible plot, by its id."""
        return self.page.evaluate("""() => Object.fromEntries([...document.querySelectorAll('.plot')].filter(e => e.offsetParent).map(e => [e.id,
            e.querySelectorAll('.scatterlayer path.js-line[d], .scatterlayer path.js-fill[d], .scatterlayer .point, .barlayer .point path').length]))""")

    def sideways(self):
        return self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", NAMES)
def test_page_opens_quietly_and_draws_everything(browser, pages, name, width):
    seen = Seen(browser, pages[name], width)
    for language in ("en", "zh"):
        if language == "zh":
            seen.page.click("#language-en .switch")
        assert seen.page.evaluate("document.documentElement.lang") == {"en": "en", "zh": "zh-CN"}[language]
        marks = seen.drawn()
        assert any(plot.startswith("retention-plot") for plot in marks) and all(count > 0 for count in marks.values()), marks
        assert seen.sideways() <= 0
        # Every choice of every list shows its own plot.
        for chooser in seen.page.query_selector_all(f"#language-{language} select") if width == 390 else ():
            for option in chooser.query_selector_all("option"):
                chooser.select_option(option.get_attribute("value"))
                again = seen.drawn()
                assert all(count > 0 for count in again.values()), again
        for summary in seen.page.query_selector_all(f"#language-{language} summary"):
            if summary.is_visible():
                summary.evaluate("element => element.parentElement.open = true")
        assert seen.sideways() <= 0
    assert seen.requests == [seen.url] and seen.complaints == []
    assert seen.page.evaluate("typeof window.hostile") == "undefined"
    seen.context.close()


@pytest.mark.parametrize("name", ["lender", "call-centre", "history", "job_retention"])
def test_every_plot_answers_to_the_pointer(browser, pages, name):
    seen = Seen(browser, pages[name], 1280)
    for plot in seen.drawn():
        element = seen.page.query_selector(f"#{plot}")
        element.scroll_into_view_if_needed()
        target = element.query_selector(".scatterlayer .point, .barlayer .point path") or element.query_selector(".nsewdrag")
        box = target.bounding_box()
        seen.page.mouse.move(box["x"] + box["width"] / 2 - 30, box["y"] + box["height"] / 2 - 3)
        seen.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=4)
        label = seen.page.wait_for_selector(f"#{plot} .hoverlayer text", state="attached", timeout=5000)
        assert "%" in element.query_selector(".hoverlayer").text_content() or re.search(r"\d", element.query_selector(".hoverlayer").text_content())
        assert label is not None
        seen.page.mouse.move(1, 1)
    seen.context.close()


def test_page_follows_the_window_and_prints(browser, pages):
    seen = Seen(browser, pages["lender"], 1280)
    heights = """() => [...document.querySelectorAll('.plot')].filter(e => e.offsetParent).map(e => [e.clientHeight, e.querySelector('.main-svg').clientHeight])"""
    before = seen.page.evaluate(heights)
    assert before and all(holder == drawing > 100 for holder, drawing in before)
    seen.page.set_viewport_size({"width": 390, "height": 800})
    for _ in range(100):  # the page's policy forbids what wait_for_function needs
        if seen.page.evaluate("[...document.querySelectorAll('.plot')].every(e => !e.offsetParent || e.querySelector('.main-svg').clientWidth < 390)"):
            break
        seen.page.wait_for_timeout(50)
    assert seen.page.evaluate(heights) == before and seen.sideways() <= 0
    seen.page.set_viewport_size({"width": 760, "height": 1000})
    seen.page.emulate_media(media="print")
    seen.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert seen.page.evaluate(heights) == before and seen.sideways() <= 0
    seen.context.close()


def test_page_reads_without_scripts(browser, pages):
    context = browser.new_context(viewport={"width": 1000, "height": 800}, java_script_enabled=False)
    page = context.new_page()
    page.goto(pages["lender"].resolve().as_uri())
    assert page.inner_text("#language-en noscript") and page.is_visible("#retention-en h2") and page.is_visible("#ranking-en table")
    context.close()


def test_turnover_and_records_can_be_read_without_a_mouse(browser, pages):
    """Tab reaches each table that scrolls, the choice of groups and the definitions; both sections say what they mean in both languages."""
    seen = Seen(browser, pages["history"], 390)
    for language, words_ in (("en", ("left out", "The definition matters more than chance")), ("zh", ("已剔除", "口径的影响大于随机波动"))):
        if language == "zh":
            seen.page.click("#language-en .switch")
        assert words_[0] in seen.page.inner_text(f"#records-{language}") and words_[1] in seen.page.inner_text(f"#rates-{language}")
        assert seen.page.evaluate(f"[...document.querySelectorAll('#rates-{language} .scroll, #records-{language} .scroll')].every(e => e.tabIndex == 0)")
        seen.page.focus(f"#rates-{language} summary")
        seen.page.keyboard.press("Enter")
        assert seen.page.evaluate(f"document.querySelector('#rates-{language} details').open")
        assert seen.page.evaluate(f"[...document.querySelectorAll('#rates-{language} tr.declared')].length") == 1
    assert seen.sideways() <= 0 and seen.complaints == []
    seen.context.close()


def test_tables_have_headers_and_plots_have_names(browser, pages):
    seen = Seen(browser, pages["history"], 1280)
    assert seen.page.evaluate("[...document.querySelectorAll('table')].every(t => t.querySelector('thead th[scope=col]') && t.querySelector('tbody th[scope=row]'))")
    assert seen.page.evaluate("new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size == document.querySelectorAll('[id]').length")
    seen.context.close()
    seen = Seen(browser, pages["call-centre"], 1280)
    assert seen.page.evaluate("[...document.querySelectorAll('table')].every(t => t.querySelector('thead th[scope=col]') && t.querySelector('tbody th[scope=row]'))")
    assert seen.page.evaluate("[...document.querySelectorAll('.plot')].every(p => p.getAttribute('role') == 'img' && p.getAttribute('aria-label').length > 20)")
    assert seen.page.evaluate("new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size == document.querySelectorAll('[id]').length")
    assert seen.page.evaluate("[...document.querySelectorAll('.chips a, .where')].every(a => document.querySelector(a.getAttribute('href')))")
    seen.context.close()
