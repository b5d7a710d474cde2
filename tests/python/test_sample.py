"""The sample companies: same bytes for the same seed, and what was planted can be found again."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

import mainstay
from mainstay import sample
from mainstay.sample.planting import Cause, expected_incidence, leaving
from mainstay.sample.writing import Coded, Decimal, Ids, write_csv
from written import days, table

PEOPLE = 6_000


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Each company once, without the daily tables: its folder."""
    root = tmp_path_factory.mktemp("samples")
    for company in sample.COMPANIES:
        sample.write(company, root / company, PEOPLE, 7, daily=False)
    return root


def truth(folder: Path) -> dict:
    return json.loads((folder / "truth.json").read_text(encoding="utf-8"))


def tenure(people: dict, folder: Path) -> tuple[np.ndarray, np.ndarray]:
    end = np.datetime64(json.loads((folder / "dataset.json").read_text(encoding="utf-8"))["observation_end"])
    exits = days(people["exit"])
    return (np.where(np.isnat(exits), end, exits) - days(people["hire"])).astype(int), ~np.isnat(exits)


@pytest.mark.parametrize("company", sample.COMPANIES)
def test_same_seed_same_bytes(company, tmp_path):
    for folder, seed in (("a", 3), ("b", 3), ("c", 4)):
        sample.write(company, tmp_path / folder, 500, seed)
    names = sorted(path.name for path in (tmp_path / "a").iterdir())
    assert {"people.csv", "truth.json", "dataset.json"} <= set(names)
    assert names == sorted(path.name for path in (tmp_path / "b").iterdir())
    assert all((tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes() for name in names)
    assert (tmp_path / "a" / "people.csv").read_bytes() != (tmp_path / "c" / "people.csv").read_bytes()


@pytest.mark.parametrize("company", sample.COMPANIES)
def test_parquet_holds_the_same_rows(company, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    sample.write(company, tmp_path / "csv", 300, 5)
    rows = sample.write(company, tmp_path / "parquet", 300, 5, format="parquet")
    for name, count in rows.items():
        typed, text = parquet.read_table(tmp_path / "parquet" / f"{name}.parquet"), table(tmp_path / "csv", name)
        assert typed.num_rows == count and typed.column_names == list(text)
        for head, cells in text.items():
            given = ["" if cell is None or cell != cell else str(cell) for cell in typed.column(head).to_pylist()]
            same = [a == b or (a and b and float(a) == float(b)) for a, b in zip(given, cells.tolist())]
            assert all(same), (name, head)


def test_every_row_makes_sense(written):
    for company in sample.COMPANIES:
        people = table(written / company, "people")
        duration, left = tenure(people, written / company)
        assert (duration >= 0).all() and (duration[left] > 0).all()
        assert ((people["reason"] != "") == left).all()
    assert (days(table(written / "broker", "people")["entry"]) >= np.datetime64("2023-01-01")).all()


@pytest.mark.parametrize(("company", "horizon"), [("lender", 150), ("call-centre", 28), ("broker", 365)])
def test_cause_mix_is_the_planted_one(written, company, horizon):
    """Among people hired long enough ago (and, for the broker, after observation began), shares lost by cause need no estimator."""
    folder = written / company
    people, planted = table(folder, "people"), truth(folder)
    duration, left = tenure(people, folder)
    end = np.datetime64(json.loads((folder / "dataset.json").read_text(encoding="utf-8"))["observation_end"])
    old = (end - days(people["hire"])).astype(int) >= horizon
    if "observation_start" in planted:
        old &= days(people["hire"]) >= np.datetime64(planted["observation_start"])
    assert old.sum() > 1_000
    for cause, expected in planted["expected_cumulative_incidence"][str(horizon)].items():
        if cause == "still_here":
            share = np.mean(~(left & (duration <= horizon))[old])
        else:
            share = np.mean((left & (duration <= horizon) & (people["reason"] == cause))[old])
        assert abs(share - expected) < 4 * np.sqrt(expected * (1 - expected) / old.sum()) + 1e-3, cause


@pytest.mark.parametrize("company", ["lender", "call-centre", "broker"])
def test_planted_coefficients_lie_in_the_intervals(written, company):
    """Cause by cause, a Cox fit on the right columns finds the planted log hazard ratios."""
    folder = written / company
    people, planted = table(folder, "people"), truth(folder)
    duration, left = tenure(people, folder)
    entry = None
    if "entry" in people:
        entry = (days(people["entry"]) - days(people["hire"])).astype(float)
    use = duration > (0 if entry is None else entry)
    worst = 0.0
    for cause, described in planted["causes"].items():
        terms = described["log_hazard_ratio"]
        happened = left & (people["reason"] == cause)
        if not terms or happened.sum() < 100:
            continue
        x = {}
        for term in terms:
            name, _, level = term.partition("=")
            x[term] = (people[name] == level).astype(float) if level else people[name].astype(float)
        # Other columns that matter must be there too: all planted ones of the company.
        for other in planted["causes"].values():
            for term in other["log_hazard_ratio"]:
                name, _, level = term.partition("=")
                x.setdefault(term, (people[name] == level).astype(float) if level else people[name].astype(float))
        fit = mainstay.survival.cox({name: column[use] for name, column in x.items()}, duration[use], happened[use].astype(int),
                                    entry=None if entry is None else entry[use])
        assert str(fit.status) == "converged"
        for name, coefficient, error in zip(fit.coefficients.term, fit.coefficients.coefficient, fit.coefficients.std_error):
            z = (coefficient - terms.get(str(name), 0.0)) / error
            worst = max(worst, abs(z))
            assert abs(z) < 4.2, (cause, name, coefficient, error)
    assert worst > 0.1  # something was compared


def test_leak_is_planted_for_leavers_only(written):
    people = table(written / "lender", "people")
    left = people["exit"] != ""
    assert np.mean(people["handover"][left] != "") > .85 and (people["handover"][~left] == "").all()


def test_provinces_differ_by_chance_only(written):
    people = table(written / "call-centre", "people")
    duration, left = tenure(people, written / "call-centre")
    lost = left & (duration <= 28)
    names, place = np.unique(people["province"], return_inverse=True)
    observed = np.bincount(place, lost)
    size = np.bincount(place)
    rate = lost.mean()
    chi_square = np.sum((observed - size * rate) ** 2 / (size * rate * (1 - rate)))
    assert len(names) == 10 and chi_square < 27.9  # 0.1 % point on 9 degrees of freedom


def test_hidden_reasons_and_returns(written):
    folder = written / "phone-retail"
    leavers, people, planted = table(folder, "leavers"), table(folder, "people"), truth(folder)
    style = np.char.find(leavers["interview"], "主管") >= 0
    hidden = np.mean(leavers["stated_reason"][style] == "想换个环境")
    assert abs(hidden - planted["stated_as_想换个环境"]["主管管理方式"]) < .1
    back = leavers["returned"] != ""
    assert back.sum() == planted["returns"]["returned"] == np.sum(people["spell"] == "2")
    assert set(leavers["person"][back]) == set(people["person"][people["spell"] == "2"])
    called = np.isin(leavers["person"], table(folder, "contacts")["person"])
    assert np.mean(back[called]) > 1.2 * np.mean(back[~called])


def test_events_follow_the_order_of_the_stages(written):
    for company in ("lender", "call-centre"):
        folder = written / company
        events = table(folder, "events")
        stages = [stage["event"] for stage in json.loads((folder / "dataset.json").read_text(encoding="utf-8"))["stages"]]
        people = table(folder, "people")
        left = dict(zip(people["person"].tolist(), people["exit"].tolist()))
        assert set(stages) <= set(events["event"].tolist())
        same = events["person"][1:] == events["person"][:-1]
        assert (days(events["date"])[1:][same] >= days(events["date"])[:-1][same]).all()
        assert all(not left[person] or date < left[person] for person, date in zip(events["person"].tolist(), events["date"].tolist()))


def test_draws_invert_the_cumulative_hazard():
    """A constant hazard gives exponential times; a later start draws given survival to there."""
    cause = Cause("only", (0, 50, 100), (.01, 0.0, .02))
    rng = np.random.Generator(np.random.PCG64(1))
    time, _ = leaving(rng, [cause], np.zeros((1, 200_000)))
    assert abs(np.mean(time <= 50) - (1 - np.exp(-.5))) < .005
    assert not ((time > 50.0001) & (time < 100)).any()
    expected = expected_incidence([cause], np.zeros((1, 10)), (50, 100, 150))
    assert expected["150"]["only"] == pytest.approx(1 - np.exp(-1.5))
    assert expected["50"]["still_here"] == expected["100"]["still_here"] == pytest.approx(np.exp(-.5))
    later, _ = leaving(rng, [cause], np.zeros((1, 200_000)), after=np.full(200_000, 120.0))
    assert later.min() >= 120 and abs(np.mean(later <= 150) - (1 - np.exp(-.6))) < .005


def test_cells_are_written_as_they_are(tmp_path):
    columns = {"id": Ids("A", np.array([1, 23]), 4), "text": Coded(np.array([0, -1]), ['say "a", b']), "number": np.array([-5, 1200]),
               "decimal": Decimal(np.array([-0.5, np.nan]), 2), "date": np.array(["2024-02-29", "NaT"], "datetime64[D]"), "free": ["甲\n乙", ""]}
    write_csv(tmp_path / "t.csv", columns)
    assert (tmp_path / "t.csv").read_text(encoding="utf-8") == (
        'id,text,number,decimal,date,free\nA0001,"say ""a"", b",-5,-0.50,2024-02-29,"甲\n乙"\nA0023,,1200,,,\n')


@pytest.mark.parametrize("company", sample.COMPANIES)
def test_the_planted_leak_is_caught_by_name(written, company):
    """People employed at a cut, with the score of the interview that some of them will have when they leave: the fit is refused by name."""
    folder = written / company
    people, told = table(folder, "people"), table(folder, "exit_interviews")
    cut, end = np.datetime64("2025-06-30"), np.datetime64("2025-12-31")
    hire, exits = days(people["hire"]), days(people["exit"])
    here = np.flatnonzero((hire <= cut) & ~(exits <= cut))
    after = (np.where(np.isnat(exits), end, exits)[here] - cut).astype(int)
    left = (~np.isnat(exits)[here]).astype(int)
    when = {(person, day): (float(score), known) for person, day, score, known in zip(*(told[name].tolist() for name in ("person", "exit", "exit_interview_score", "known_at")))}
    later = [when.get((person, day)) for person, day in zip(people["person"][here].tolist(), people["exit"][here].tolist())]
    assert sum(each is not None for each in later) > 20
    age = people["age"][here].astype(float)
    score = np.array([0.0 if each is None else each[0] for each in later])
    known = np.array([str(hire[row]) if each is None else each[1] for row, each in zip(here, later)], "datetime64[D]")
    leaky = mainstay.data.FeatureTable({"age": age, "exit_interview_score": score}, known_at={"age": hire[here], "exit_interview_score": known}, cut=cut)
    first = int(np.flatnonzero(known > cut)[0])
    with pytest.raises(mainstay.Error, match=rf"survival\.cox: x\.exit_interview_score\[{first}\] is known at {known[first]}, but must be known by the cut, 2025-06-30"):
        mainstay.survival.cox(leaky, after, left)
    # As known on the day of the cut, the score is not there yet for anybody still employed, and the rest may be used.
    names = people["person"][here].tolist()
    began = {(person, day): start for person, day, start in zip(people["person"].tolist(), people["exit"].tolist(), people["hire"].tolist())}
    since = np.array([began[spell] for spell in zip(told["person"].tolist(), told["exit"].tolist())], "datetime64[D]")  # as systems date attributes of a spell
    features = mainstay.data.features(told["person"].tolist(), ["exit_interview_score"] * len(told["person"]), told["exit_interview_score"].astype(float),
                                      since, recorded_at=days(told["known_at"]), for_person=names, cut=np.full(len(names), cut))
    again = {person for person, count in zip(*np.unique(people["person"], return_counts=True)) if count > 1}  # a returner's first interview is known
    fresh = np.array([name not in again for name in names])
    assert np.isnan(features.value[fresh, 0]).all() and features.columns.known_late[0] > 0
    sound = mainstay.data.FeatureTable({"age": age}, known_at=hire[here], cut=cut)
    assert str(mainstay.survival.cox(sound, after, left).status) == "converged"


# ---------------------------------------------------------------- the same people in other shapes

SHAPES = ("spells", "history", "snapshots", "events")


@pytest.fixture(scope="module")
def shaped(tmp_path_factory):
    root = tmp_path_factory.mktemp("shapes")
    for company in sample.COMPANIES:
        sample.write(company, root / company, 800, 11, shapes=SHAPES)
        sample.write(company, root / f"{company}-spoilt", 800, 11, shapes=SHAPES, defects=True)
    return root


@pytest.mark.parametrize("company", sample.COMPANIES)
def test_other_shapes_leave_the_spells_alone_and_are_reproducible(company, shaped, tmp_path):
    sample.write(company, tmp_path / "plain", 800, 11)
    for path in (tmp_path / "plain").glob("*.csv"):
        assert path.read_bytes() == (shaped / company / path.name).read_bytes()
    sample.write(company, tmp_path / "again", 800, 11, shapes=("history", "events"))
    assert not (tmp_path / "again" / "people.csv").exists()
    for name in ("history.csv", "job_events.csv", "organisation.csv", "crosswalk.csv"):
        assert (tmp_path / "again" / name).read_bytes() == (shaped / company / name).read_bytes()


@pytest.mark.parametrize("company", sample.COMPANIES)
def test_history_events_and_snapshots_tell_the_spells(company, shaped):
    """By plain loops: each shape, read for what it means, gives the hires and leavings of people.csv."""
    folder = shaped / company
    people = table(folder, "people")
    truly = sorted(zip(people["person"].tolist(), people["hire"].tolist(), people["exit"].tolist()))
    one = np.timedelta64(1, "D")

    rows = table(folder, "history")
    start, end = days(rows["effective_start"]), days(rows["effective_end"])
    assert (end >= start).all()
    told, hired = [], {}
    for k, (person, action) in enumerate(zip(rows["person"].tolist(), rows["action"].tolist())):
        assert k == 0 or person != rows["person"][k - 1] or start[k] == end[k - 1] + one  # closed rows without gaps
        if action in ("HIRE", "REHIRE"):
            hired[person] = len(told)
            told.append([person, str(start[k]), ""])
        elif action == "TERMINATION":
            told[hired[person]][2] = str(start[k])
    assert sorted(map(tuple, told)) == truly
    assert {"SUSPENDED", "ACTIVE", "INACTIVE"} == set(rows["status"].tolist()) and "TRANSFER" in rows["action"].tolist()

    rows = table(folder, "job_events")
    told = []
    for person, date, event in zip(rows["person"].tolist(), rows["effective"].tolist(), rows["event"].tolist()):
        if event in ("hire", "rehire"):
            told.append([person, date, ""])
        elif event == "termination":
            told[-1][2] = str(np.datetime64(date) + one)  # dated by the last day employed
    assert sorted(map(tuple, told)) == truly

    rows, bare = table(folder, "snapshots"), table(folder, "snapshots_bare")
    snapshots = np.unique(days(rows["snapshot"]))
    hire, exits = days(people["hire"]), days(people["exit"])
    for day in snapshots:
        here = sorted(people["person"][(hire <= day) & ~(exits <= day)].tolist())
        assert here == sorted(bare["person"][days(bare["snapshot"]) == day].tolist())
        assert here == sorted(rows["person"][(days(rows["snapshot"]) == day) & (rows["status"] != "left")].tolist())
    left = rows["status"] == "left"
    told = sorted(zip(rows["person"][left].tolist(), rows["hire"][left].tolist(), (days(rows["last_day"])[left] + one).astype(str).tolist(), rows["reason"][left].tolist()))
    first_file = np.datetime64("2023-12-31")  # 25 month ends up to 2025-12-31
    assert told == sorted((person, h, e, r) for person, h, e, r in zip(people["person"].tolist(), people["hire"].tolist(), people["exit"].tolist(), people["reason"].tolist())
                          if e and np.datetime64(e) > first_file)


@pytest.mark.parametrize("company", sample.COMPANIES)
def test_turnover_in_truth_is_that_of_the_spells(company, shaped):
    planted, people = truth(shaped / company)["turnover"], table(shaped / company, "people")
    hire, exits = days(people["hire"]), days(people["exit"])
    first, after = np.datetime64(planted["from"]), np.datetime64(planted["until"])
    left = (exits > first) & (exits <= after)  # the last day employed lies in the period
    assert planted["leavers"] == left.sum() == sum(planted["leavers_by_kind"].values())
    assert planted["opening"] + planted["hires"] - planted["leavers"] == planted["closing"]
    until = np.where(np.isnat(exits), after, np.minimum(exits, after))
    assert planted["person_days"] == np.maximum((until - np.maximum(hire, first)).astype(int), 0).sum()


@pytest.mark.parametrize("company", sample.COMPANIES)
def test_planted_defects_lie_where_truth_says(company, shaped):
    folder = shaped / f"{company}-spoilt"
    planted, rows, badges = truth(folder)["defects"], table(folder, "history"), table(folder, "crosswalk")
    assert "defects" not in truth(shaped / company)
    counts = {code: sum(each["code"] == code for each in planted) for code in {each["code"] for each in planted}}
    assert counts == dict.fromkeys(("overlap", "gap", "reversed", "unknown_status", "tie", "two_primaries", "future", "correction", "id_reuse"), 2)
    assert len({each["person"] for each in planted if each["table"] == "history"}) == 16
    start, end = days(rows["effective_start"]), days(rows["effective_end"])
    key = list(zip(rows["person"].tolist(), rows["assignment"].tolist(), rows["effective_start"].tolist(), rows["sequence"].tolist()))
    observed = np.datetime64("2025-12-31")
    for each in planted:
        k = each["row"]
        if each["code"] == "id_reuse":
            assert badges["person"][k] == each["person"] and (badges["id"] == badges["id"][k]).sum() == 2
            continue
        assert rows["person"][k] == each["person"]
        holds = {"overlap": start[k] <= end[k - 1], "gap": start[min(k + 1, len(start) - 1)] > end[k] + np.timedelta64(1, "D"), "reversed": end[k] < start[k],
                 "unknown_status": rows["status"][k] == "XX_CONVERTED", "tie": key[k] == key[k - 1] and rows["recorded_at"][k] == rows["recorded_at"][k - 1],
                 "two_primaries": key[k][1] != key[k - 1][1] and rows["primary"][k] == "Y", "future": start[k] > observed,
                 "correction": key[k] == key[k - 1] and rows["recorded_at"][k] > rows["recorded_at"][k - 1]}
        assert holds[each["code"]], each


@pytest.mark.parametrize("company", sample.COMPANIES)
def test_a_badge_given_out_again_is_two_people_by_day(company, shaped):
    folder = shaped / f"{company}-spoilt"
    badges = table(folder, "crosswalk")
    reused = [each for each in truth(folder)["defects"] if each["code"] == "id_reuse"]
    heirs = [each["row"] for each in reused]
    start, until = days(badges["valid_from"]), days(badges["valid_until"])
    result = mainstay.data.crosswalk(badges["id"][heirs].tolist(), badges["id"].tolist(), badges["person"].tolist(), record_day=start[heirs], valid_from=start,
                                     valid_until=np.ma.masked_array(np.where(np.isnat(until), np.datetime64(0, "D"), until), np.isnat(until)), interval="half_open")
    found = {str(code): int(count) for code, count in zip(result.findings.finding, result.findings.count)}
    assert found["reused"] == len(reused) == 2


@pytest.mark.parametrize("company", sample.COMPANIES)
def test_the_exit_interview_is_known_only_afterwards(company, shaped):
    folder = shaped / company
    told, people = table(folder, "exit_interviews"), table(folder, "people")
    assert (days(told["known_at"]) >= days(told["exit"])).all()
    left = {(person, day) for person, day in zip(people["person"].tolist(), people["exit"].tolist()) if day}
    assert set(zip(told["person"].tolist(), told["exit"].tolist())) <= left and len(told["person"]) > .7 * len(left)
    assert {"table": "exit_interviews", "column": "exit_interview_score", "known_at": "known_at"}.items() <= truth(folder)["leaks"][-1].items()


@pytest.mark.parametrize(("arguments", "sentence"), [
    ({"company": "bank"}, "company is 'bank', but must be one of lender, broker, call-centre, phone-retail"),
    ({"people": 0}, "people is 0, but must be > 0"), ({"seed": -1}, "seed is -1, but must be >= 0"),
    ({"format": "xlsx"}, "format is 'xlsx', but must be one of csv, parquet"),
    ({"shapes": ("spells", "graph")}, "shapes is 'graph', but must be of spells, history, snapshots, events"), ({"shapes": ()}, "shapes is empty"),
    ({"defects": True}, "defects are planted in the history, so shapes must hold history")])
def test_refusals_name_the_argument(tmp_path, arguments, sentence):
    with pytest.raises(ValueError, match=sentence):
        sample.write(**({"company": "lender", "directory": tmp_path / "no"} | arguments))
    assert not (tmp_path / "no").exists()


@pytest.mark.parametrize("people", [1, 2, 61])
def test_few_people(people, tmp_path):
    for company in sample.COMPANIES:
        rows = sample.write(company, tmp_path / company, people, 1, shapes=SHAPES, defects=True)
        assert rows["people"] >= people and rows["history"] >= people


@pytest.mark.parametrize("company, subject", [(company, subject) for subject in sample.SUBJECTS for company in subject.DRAWN])
def test_what_is_drawn_apart_leaves_the_other_tables_as_they_are(company, subject):
    made = sample.COMPANIES[company].make(200, 3, False)

    def state():
        return {name: {column: str(np.asarray(getattr(values, "values", getattr(values, "codes", getattr(values, "numbers", values))))) for column, values in table.items()}
                for name, table in made.tables.items()}

    before = state()
    first, again = (subject.DRAWN[company](made, 3) for _ in range(2))
    assert state() == before and first.truth == again.truth and first.dataset == again.dataset
