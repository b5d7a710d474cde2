"""Tables of results: views of the result's own memory that any library can take, and that show themselves."""

from __future__ import annotations

import copy
import datetime
import gc
import pickle
import weakref
from html.parser import HTMLParser
from typing import Any

import numpy as np
import pandas
import polars
import pyarrow
import pytest

import mainstay


@pytest.fixture
def result(people: dict[str, Any]) -> Any:
    return mainstay.survival.curve(people["month"], people["left"], group=people["field"])


def test_every_library_gets_the_same_table(result: Any) -> None:
    table = result.curve
    plain = table.to_dict()
    assert list(plain) == table.columns == list(table)
    taken = {
        "pandas": table.to_pandas().astype({"group": str}).to_dict("list"),
        "polars": table.to_polars().to_dict(as_series=False),
        "pyarrow": table.to_arrow().to_pydict(),
        "stream": pyarrow.RecordBatchReader.from_stream(table).read_all().to_pydict(),
    }
    for columns in taken.values():
        assert list(columns) == table.columns
        for name in table.columns:
            for ours, theirs in zip(plain[name], columns[name]):
                assert ours == theirs or (ours != ours and theirs != theirs)
    assert isinstance(table.to_pandas()["group"].dtype, pandas.CategoricalDtype)
    assert table.to_arrow().schema.field("group").type == pyarrow.dictionary(pyarrow.int32(), pyarrow.string())


def test_days_are_dates_in_every_library() -> None:
    day = [datetime.date(2023, 1, 9), datetime.date(2024, 2, 29)]
    spells = mainstay.data.spells(day, [None, None], observation_end=datetime.date(2024, 7, 1), interval="closed").spells
    assert spells.start.tolist() == [19366, 19782]  # the numbers themselves, as every analysis takes them
    assert spells.to_polars()["start"].to_list() == spells.to_arrow()["start"].to_pylist() == day
    assert [stamp.date() for stamp in spells.to_pandas()["start"]] == day
    assert "2024-02-29" in repr(spells) and "2024-02-29" in spells._repr_html_()
    questions = mainstay.data.working_days([day[0], None, day[1]], add=[0, 0, 1], first_day=day[0], last_day=datetime.date(2024, 12, 31)).days
    wanted = [day[0], None, datetime.date(2024, 3, 1)]  # numbers with NaN among them
    assert questions.to_polars()["shifted"].to_list() == questions.to_arrow()["shifted"].to_pylist() == wanted
    assert [None if pandas.isna(stamp) else stamp.date() for stamp in questions.to_pandas()["shifted"]] == wanted
    again = mainstay.data.working_days(questions.to_polars()["shifted"], first_day=day[0], last_day=datetime.date(2024, 12, 31))
    np.testing.assert_array_equal(again.days.is_working, [1, np.nan, 1])


def test_columns_by_name_and_as_attributes(result: Any) -> None:
    table = result.curve
    assert table["time"] is table.time
    assert len(table) == len(table.time) and "time" in table and "tine" not in table
    with pytest.raises(KeyError, match="tine; the columns are group, time"):
        table["tine"]
    assert set(table.group) == set(result.groups.group)
    assert result.groups.weight.dtype == np.float64


def test_numbers_are_views_of_the_result(people: dict[str, Any]) -> None:
    result = mainstay.survival.curve(people["month"], people["left"])
    time = result.curve.time
    assert not time.flags.owndata and not time.flags.writeable
    frame = polars.DataFrame(result.curve)
    kept = time[:3].copy()
    watched = weakref.ref(time)
    del result
    gc.collect()
    np.testing.assert_array_equal(time[:3], kept)  # the view owns what it looks at
    del time
    gc.collect()
    assert watched() is None
    np.testing.assert_array_equal(frame["time"][:3].to_numpy(), kept)  # and so does the frame


def test_an_arrow_stream_that_nobody_reads_is_released(result: Any) -> None:
    for _ in range(100):
        result.curve.__arrow_c_stream__()
    reader = pyarrow.RecordBatchReader.from_stream(result.curve)
    del reader
    gc.collect()


class Tags(HTMLParser):
    """Counts tags and refuses those that do not close."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: dict[str, int] = {}

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.open.append(tag)
        self.seen[tag] = self.seen.get(tag, 0) + 1

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_a_notebook_shows_results(result: Any) -> None:
    parser = Tags()
    parser.feed(result._repr_html_())
    assert not parser.open and parser.seen["table"] == 6
    assert "… " in result.curve._repr_html_() and f"{len(result.curve)} rows" in result.curve._repr_html_()
    nasty = mainstay.survival.curve([1, 2], [1, 1], group=["<script>", "b"])
    assert "<script>" not in nasty._repr_html_() and "&lt;script&gt;" in nasty._repr_html_()
    assert repr(result).startswith("CurveResult\n  status")
    assert repr(result.groups).splitlines()[0].split() == result.groups.columns


def test_no_field_hides_a_member_of_its_class() -> None:
    for room in mainstay.rooms:
        for name, made in vars(getattr(mainstay, room)).items():
            if isinstance(made, type) and issubclass(made, (mainstay.Result, mainstay.Table)):
                base = mainstay.Table if issubclass(made, mainstay.Table) else mainstay.Result
                assert not set(made._fields) & set(dir(base)), name


def test_a_column_that_was_not_asked_for_is_left_out_of_frames():
    person = {"person": ["Li", "Wu"], "exit": [100, 100], "contactable": [1, 1], "owners": {"recruiter": ["Zhou", "Zhou"]}}
    told, silent = (mainstay.returns.care(**person, today=105, explain=explain).due for explain in (True, False))
    assert len(told) == len(silent) > 0 and "sentence" in told.columns and len(silent.sentence) == 0
    assert [name for name in told.to_dict() if name not in silent.to_dict()] == ["sentence", "sentence_zh"]
    assert list(silent.to_pandas().columns) == silent.to_polars().columns == silent.to_arrow().column_names == list(silent.to_dict())
    assert "sentence" in repr(told) and "sentence" not in repr(silent) and "sentence" not in silent._repr_html_()


def test_a_result_frees_its_memory_with_its_last_name(people: dict[str, Any]) -> None:
    gc.disable()
    try:
        result = mainstay.survival.cox({"month": people["month"]}, people["month"], people["left"])
        part, inner = result.coefficients, result.columns[0]  # which know the whole, and are kept by it
        gone = weakref.ref(result)
        document = result.to_json()
        del result
        assert gone() is None
    finally:
        gc.enable()
    # Parts that outlive it still have all of it: their memory, its document, and themselves when they are pickled.
    assert inner.to_json() == document
    for kept in (part, inner):
        assert repr(pickle.loads(pickle.dumps(kept)).to_dict()) == repr(copy.deepcopy(kept).to_dict()) == repr(kept.to_dict())


def test_parts_of_lists_pickle(people: dict[str, Any]) -> None:
    result = mainstay.performance.rolling([1, 1], [1, 2], {"calls": [3.0, 4.0]}, windows=[{"unit": "days", "length": 2}])
    assert pickle.loads(pickle.dumps(result.sums[0])).sum.tolist() == [3.0, 7.0]
