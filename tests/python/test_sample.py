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

PEOPLE = 6_000


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Each company once, without the daily tables: its folder."""
    root = tmp_path_factory.mktemp("samples")
    for company in sample.COMPANIES:
        sample.write(company, root / company, PEOPLE, 7, daily=False)
    return root


def table(folder: Path, name: str) -> dict[str, np.ndarray]:
    with open(folder / f"{name}.csv", encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))
    return {head: np.array(column) for head, column in zip(rows[0], zip(*rows[1:]))}


def truth(folder: Path) -> dict:
    return json.loads((folder / "truth.json").read_text(encoding="utf-8"))


def days(column: np.ndarray) -> np.ndarray:
    return np.where(column == "", "NaT", column).astype("datetime64[D]")


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


@pytest.mark.parametrize(("arguments", "sentence"), [
    ({"company": "bank"}, "company is 'bank', but must be one of lender, broker, call-centre, phone-retail"),
    ({"people": 0}, "people is 0, but must be > 0"), ({"seed": -1}, "seed is -1, but must be >= 0"),
    ({"format": "xlsx"}, "format is 'xlsx', but must be one of csv, parquet")])
def test_refusals_name_the_argument(tmp_path, arguments, sentence):
    with pytest.raises(ValueError, match=sentence):
        sample.write(**({"company": "lender", "directory": tmp_path / "no"} | arguments))
    assert not (tmp_path / "no").exists()


@pytest.mark.parametrize("people", [1, 2, 61])
def test_few_people(people, tmp_path):
    for company in sample.COMPANIES:
        rows = sample.write(company, tmp_path / company, people, 1)
        assert rows["people"] >= people
