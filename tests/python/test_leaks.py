"""The guard against leaks: no analysis, method, state or estimator takes a value that was known after its cut."""

from __future__ import annotations

import datetime
import pickle
from typing import Any

import numpy as np
import pytest

import mainstay
from mainstay.data import FeatureTable
from test_contract import KEYS, subject
from valid_calls import tenures

TABLES = [(key, field["name"]) for key in KEYS for field in subject(key).input if field["kind"] == "table"]
day = datetime.date.fromisoformat


def dated(columns: dict[str, Any], late: tuple[str, int] | None = None) -> FeatureTable:
    rows = len(next(iter(columns.values())))
    known = {name: np.full(rows, 19_000.0) for name in columns}
    if late is not None:
        known[late[0]][late[1]] = 19_001
    return FeatureTable(columns, known_at=known, cut=19_000)


@pytest.mark.parametrize(("key", "name"), TABLES)
def test_every_table_of_every_analysis_is_guarded(key: str, name: str) -> None:
    it = subject(key)
    columns = it.given[name]
    assert it(**{name: dated(columns)}).to_json() == it().to_json()
    for column, values in columns.items():
        row = len(values) - 1
        error = it.refused(**{name: dated(columns, (column, row))})
        assert str(error) == f"{key}: {name}.{column}[{row}] is known at 2022-01-09, but must be known by the cut, 2022-01-08"
        assert (error.code, error.argument, error.index) == ("invalid_argument", f"{name}.{column}", row)
    open_ended = FeatureTable(columns, known_at={next(iter(columns)): 19_000}, cut=19_000)
    if len(columns) > 1:
        assert f"{name}.{list(columns)[1]} is without known_at" in str(it.refused(**{name: open_ended}))


def test_there_are_tables_to_guard() -> None:
    assert {("survival.cox", "x"), ("survival.cox.predict", "x"), ("survival.cox.explain", "x"), ("funnel.window", "groups")} <= set(TABLES)


def test_a_state_is_guarded() -> None:
    rows = tenures()
    x = {"age": rows["age"]}
    state = mainstay.survival.CoxState(concordance=False)
    with pytest.raises(mainstay.Error, match=r"x.age\[3\] is known at"):
        state.update(dated(x, ("age", 3)), rows["duration"], rows["event"])
    state.update(dated(x), rows["duration"], rows["event"])


def test_a_dated_column_stands_for_a_column() -> None:
    rows = tenures()
    plain = mainstay.survival.concordance(rows["score"], rows["duration"], rows["event"])
    assert mainstay.survival.concordance(dated({"score": rows["score"]}), rows["duration"], rows["event"]).to_json() == plain.to_json()
    with pytest.raises(mainstay.Error) as caught:
        mainstay.survival.concordance(dated({"risk": rows["score"]}, ("risk", 8)), rows["duration"], rows["event"])
    assert str(caught.value) == "survival.concordance: score.risk[8] is known at 2022-01-09, but must be known by the cut, 2022-01-08"
    with pytest.raises(mainstay.Error, match="score is a table of 2 columns, but must be one column"):
        mainstay.survival.concordance(dated({"a": rows["score"], "b": rows["age"]}), rows["duration"], rows["event"])


# ---- a planted leak, from the records to the fit ----


def records(people: int = 400) -> dict[str, Any]:
    """A score from an exit interview, filed in May under the day in March on which notice was given; others' from last year."""
    rng = np.random.default_rng(5)
    leaves = rng.random(people) < 0.3
    april = np.datetime64("2024-04-01")
    return {
        "person": np.tile(np.arange(people), 2),
        "feature": np.repeat(np.array(["grade", "interview"], dtype=object), people),
        "value": np.concatenate([rng.integers(1, 6, people), leaves]).astype(float),
        "effective": np.concatenate([np.full(people, april - 400), np.where(leaves, april - 10, april - 300)]),
        "recorded_at": np.concatenate([np.full(people, april - 400), np.where(leaves, april + 30, april - 300)]),
        "for_person": np.arange(people),
        "cut": np.full(people, april),
        "duration": rng.integers(1, 90, people),
        "event": leaves.astype(int),
    }


def made(data: dict[str, Any], by: str) -> FeatureTable:
    given = {name: data[name] for name in ("person", "feature", "value", "effective", "recorded_at", "for_person", "cut")}
    return FeatureTable.of(mainstay.data.features(**given, by=by))


def test_a_planted_leak_is_caught_where_it_is_fitted() -> None:
    data = records()
    leaky = made(data, "effective")
    row = int(np.flatnonzero(data["event"])[0])
    sentence = f"x.interview[{row}] is known at 2024-05-01, but must be known by the cut, 2024-04-01"
    with pytest.raises(mainstay.Error) as caught:
        mainstay.survival.cox(leaky, data["duration"], data["event"])
    assert str(caught.value) == f"survival.cox: {sentence}"
    y = np.rec.fromarrays([data["event"].astype(bool), data["duration"]], names=["event", "time"])
    for estimator in (mainstay.CoxPH(), mainstay.KaplanMeier()):
        with pytest.raises(mainstay.Error) as caught:
            estimator.fit(leaky, y)
        assert sentence in str(caught.value)
    # Without its days the leak is taken, and too good to be true.
    assert mainstay.CoxPH(ridge=0.01).fit(leaky.to_pandas(), y).concordance_index_ > 0.8
    honest = made(data, "known")
    assert np.isnan(honest["interview"][data["event"] == 1]).all() and not np.isnan(honest["interview"][data["event"] == 0]).any()
    model = mainstay.CoxPH().fit(honest.select(["grade"]), y)
    assert model.concordance_index_ < 0.65
    with pytest.raises(mainstay.Error, match="survival.cox.predict: x.grade"):
        model.predict(FeatureTable({"grade": [1, 2]}, known_at=[19_000, 19_002], cut=19_001))
    assert len(model.predict(honest.select(["grade"])[:7])) == 7


def test_columns_by_name_keep_their_days() -> None:
    rows = tenures()
    frame = {"age": rows["age"], "month": rows["duration"], "left": rows["event"]}
    known: dict[str, Any] = {"age": 19_000, "month": 19_400, "left": 19_400}  # how it ended is known after the cut, as it has to be
    model = mainstay.CoxPH().fit(FeatureTable(frame, known_at=known, cut=19_000), duration_col="month", event_col="left")
    assert model.n_features_in_ == 1
    with pytest.raises(mainstay.Error, match=r"survival.cox: x.age\[0\] is known at"):
        mainstay.CoxPH().fit(FeatureTable(frame, known_at={**known, "age": 19_001}, cut=19_000), duration_col="month", event_col="left")
    with pytest.raises(mainstay.Error, match=r"x.age\[0\]"):
        model.predict(FeatureTable(frame, known_at=19_001, cut=19_000))
    assert len(model.predict(FeatureTable(frame, known_at=19_000, cut=19_000))) == 90


def test_parts_of_a_cross_validation_keep_their_days() -> None:
    selection = pytest.importorskip("sklearn.model_selection")
    pipeline = pytest.importorskip("sklearn.pipeline")
    preprocessing = pytest.importorskip("sklearn.preprocessing")
    rows = tenures()
    columns = {"age": rows["age"], "other": rows["offset"]}
    y = np.column_stack([rows["duration"], rows["event"]]).astype(float)
    scores = selection.cross_val_score(mainstay.CoxPH(), dated(columns), y, cv=3)
    assert np.isfinite(scores).all()
    with pytest.raises(mainstay.Error, match=r"x.other\[\d+\] is known at 2022-01-09"):
        selection.cross_val_score(mainstay.CoxPH(), dated(columns, ("other", 44)), y, cv=3, error_score="raise")
    scaled = pipeline.make_pipeline(preprocessing.StandardScaler(), mainstay.CoxPH())
    scaled.fit(dated(columns), y)
    with pytest.raises(mainstay.Error, match=r"data.FeatureTable: x.other\[44\] is known at"):
        scaled.fit(dated(columns, ("other", 44)), y)


# ---- the table itself ----


def test_rows_and_columns() -> None:
    table = FeatureTable({"a": [1, 2, 3, 4], "b": ["w", "x", None, "z"]}, known_at={"a": [10, 11, 12, 13], "b": 5}, cut=[20, 21, 22, 23])
    assert table.shape == (4, 2) and table.columns == ["a", "b"] and list(table) == ["a", "b"] and "a" in table
    for part in (table[1:3], table[[1, 2]], table[np.array([False, True, True, False])], table[np.array([1, 2]), ...], table[[1, 2], :]):
        assert part["a"].tolist() == [2, 3] and part.known_at["a"].tolist() == [11, 12] and part.known_at["b"] == 5 and part.cut.tolist() == [21, 22]
    assert table[["b"]].columns == ["b"] and table.select(["b", "a"]).columns == ["b", "a"]
    assert table.renamed(["p", "q"]).known_at["q"] == 5
    with pytest.raises(KeyError, match="the columns are a, b"):
        table["c"]
    with pytest.raises(ValueError):
        table.renamed(["p", "p"])
    twin = pickle.loads(pickle.dumps(table))
    assert twin.to_dict() == table.to_dict() and twin.cut.tolist() == table.cut.tolist()
    assert repr(table) == "FeatureTable of 4 rows: a, b"
    assert "<td>3 (1970-01-13)</td>" in table._repr_html_() and "<td>1970-01-21</td>" in table._repr_html_()
    assert np.asarray(table[["a"]]).tolist() == [[1], [2], [3], [4]]


def test_days_in_every_form() -> None:
    x = np.ones((3, 2))
    for days in (19_000, np.int32(19_000), day("2022-01-08"), np.datetime64("2022-01-08"), [19_000] * 3, [day("2022-01-08")] * 3,
                 np.array(["2022-01-08"] * 3, dtype="datetime64[ns]"), np.full((3, 2), 19_000.0), {"x0": 19_000, "x1": [day("2022-01-08")] * 3}):
        assert FeatureTable(x, known_at=days, cut=19_000).check().shape == (3, 2)
        with pytest.raises(mainstay.Error, match=r"x.x0\[0\] is known at 2022-01-08, but must be known by the cut, 2022-01-07"):
            FeatureTable(x, known_at=days, cut=day("2022-01-07")).check()
    gap = np.array([np.nan, 1.0, 1.0])
    assert FeatureTable({"a": gap}, known_at=[None, 1, 1], cut=1).check()
    assert FeatureTable({"a": gap}, known_at=np.array(["NaT", 1, 1], dtype="datetime64[D]"), cut=1).check()
    with pytest.raises(mainstay.Error, match=r"x.a\[1\] is known at no stated day"):
        FeatureTable({"a": gap}, known_at=[None, None, 1], cut=1).check()
    with pytest.raises(mainstay.Error, match=r"x\[2\] is without a cut"):
        FeatureTable({"a": gap}, known_at=0, cut=[1, 1, None]).check()
    with pytest.raises(mainstay.Error, match="known_at of x.a has 2 rows, but must have 3, as x"):
        FeatureTable({"a": gap}, known_at=[1, 2], cut=1).check()
    with pytest.raises(mainstay.Error, match="known_at.b is unknown, but must be one of the columns a"):
        FeatureTable({"a": gap}, known_at={"b": 1}, cut=1)
    with pytest.raises(mainstay.Error, match="cut is of type str, but must be a day"):
        FeatureTable({"a": gap}, known_at=1, cut="2024-04-01")
    with pytest.raises(mainstay.Error, match=r"known_at.a\[0\] is of type str"):
        FeatureTable({"a": gap}, known_at={"a": [1, "x", 2]}, cut=1)


@pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow"])
def test_frames_in_and_out(library: str) -> None:
    frames = pytest.importorskip(library)
    columns = {"age": [31.0, 45.0, 28.0, 50.0, 39.0, 60.0], "level": ["a", "b", "a", "b", "a", "b"]}
    frame = frames.table(columns) if library == "pyarrow" else frames.DataFrame(columns)
    known = {"age": [day("2024-01-01")] * 6, "level": [day("2024-02-01")] * 6}
    dates = frames.table(known) if library == "pyarrow" else frames.DataFrame(known)
    table = FeatureTable(frame, known_at=dates, cut=day("2024-02-01"))
    plain = mainstay.survival.cox(columns, [3, 5, 2, 8, 4, 6], [1, 0, 1, 1, 0, 1])
    assert mainstay.survival.cox(table, [3, 5, 2, 8, 4, 6], [1, 0, 1, 1, 0, 1]).to_json() == plain.to_json()
    with pytest.raises(mainstay.Error, match=r"x.level\[0\] is known at 2024-02-01, but must be known by the cut, 2024-01-31"):
        mainstay.survival.cox(FeatureTable(frame, known_at=dates, cut=day("2024-01-31")), [3, 5, 2, 8, 4, 6], [1, 0, 1, 1, 0, 1])
    part = table[[1, 3, 5]]
    assert part.to_pandas()["age"].tolist() == [45, 50, 60] and part.to_polars()["level"].to_list() == ["b", "b", "b"]
    assert part.to_arrow().column("age").to_pylist() == [45, 50, 60]
    assert part.to_dict() == {"age": [45.0, 50.0, 60.0], "level": ["b", "b", "b"]}
    assert "45 (2024-01-01)" in part._repr_html_()
