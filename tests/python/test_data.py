"""Data from every library gives the same numbers, without copies where the memory allows it, and mistakes are named."""

from __future__ import annotations

import datetime
import gc
import subprocess
import sys
import textwrap
from decimal import Decimal
from typing import Any

import duckdb
import numpy as np
import pandas
import polars
import pyarrow
import pytest

import mainstay

NAMES = ("gender", "field", "level", "sentiment")


def strings_as(data: dict[str, Any], dtype: str) -> pandas.DataFrame:
    return pandas.DataFrame(data).astype({"gender": dtype, "field": dtype, "level": dtype})


FRAMES = {
    "dict of lists": lambda data: data,
    "dict of numpy": lambda data: {name: np.asarray(column) for name, column in data.items()},
    "pandas objects": lambda data: strings_as(data, "object"),
    "pandas string": lambda data: strings_as(data, "string"),
    "pandas categories": lambda data: strings_as(data, "category"),
    "pandas nullable": lambda data: strings_as(data, "string").astype({"sentiment": "Int64", "month": "Float64", "left": "boolean"}),
    "pandas arrow": lambda data: pandas.DataFrame(data).convert_dtypes(dtype_backend="pyarrow"),
    "polars": polars.DataFrame,
    "polars lazy collected": lambda data: polars.DataFrame(data).lazy().filter(polars.col("month") >= 0).collect(),
    "polars chunks": lambda data: polars.concat([polars.DataFrame(data)[:150], polars.DataFrame(data)[150:]], rechunk=False),
    "polars enum": lambda data: polars.DataFrame(data).with_columns(polars.col("level").cast(polars.Enum(["High", "Low", "Medium"]))),
    "pyarrow": pyarrow.table,
    "pyarrow batch": pyarrow.RecordBatch.from_pydict,
    "pyarrow slices": lambda data: pyarrow.concat_tables([pyarrow.table(data)[:100], pyarrow.table(data)[100:101], pyarrow.table(data)[101:]]),
    "pyarrow large": lambda data: pyarrow.table(data).cast(pyarrow.schema([(n, pyarrow.large_string() if isinstance(c[0], str) else pyarrow.int16()) for n, c in data.items()])),
    "pyarrow dictionaries": lambda data: pyarrow.table({n: pyarrow.array(c).dictionary_encode() if isinstance(c[0], str) else c for n, c in data.items()}),
    "duckdb": lambda data: duckdb.from_arrow(pyarrow.table(data)),
    "structured array": lambda data: np.array(list(zip(*data.values())), dtype=[(n, "U40" if isinstance(c[0], str) else "i8") for n, c in data.items()]),
    "object matrix columns": lambda data: {name: np.asarray(column, dtype=object) for name, column in data.items()},
}


def columns_of(frame: Any, names: tuple[str, ...]) -> dict[str, Any]:
    """Columns in the library's own type."""
    if isinstance(frame, duckdb.DuckDBPyRelation):
        return {name: frame.select(f'"{name}"') for name in names}
    return {name: frame[name] for name in names}


def chosen(frame: Any) -> Any:
    """A frame of the attributes, in the library's own type."""
    if isinstance(frame, dict):
        return {name: frame[name] for name in NAMES}
    if isinstance(frame, (pyarrow.Table, pyarrow.RecordBatch)):
        return frame.select(list(NAMES))
    if isinstance(frame, duckdb.DuckDBPyRelation):
        return frame.select(", ".join(NAMES))
    return frame[list(NAMES)]


@pytest.fixture(scope="module")
def expected(people_module: dict[str, Any]) -> str:
    return str(mainstay.survival.cox({n: people_module[n] for n in NAMES}, people_module["month"], people_module["left"]).to_json())


@pytest.fixture(scope="module")
def people_module(job_retention: dict[str, Any]) -> dict[str, Any]:
    """Rows in an order in which levels first come sorted, because dictionaries keep the order of coming."""
    rows = sorted(range(400), key=lambda i: (job_retention["level"][i], job_retention["field"][i], job_retention["gender"][i]))
    data = {name: [column[i] for i in rows] for name, column in job_retention.items()}
    for name in ("gender", "field", "level"):
        assert list(dict.fromkeys(data[name])) == sorted(set(data[name]))
    return data


@pytest.mark.parametrize("kind", FRAMES)
def test_every_frame_gives_the_same_fit(kind: str, people_module: dict[str, Any], expected: str) -> None:
    frame = FRAMES[kind](people_module)
    columns = columns_of(frame, ("month", "left"))
    assert mainstay.survival.cox(chosen(frame), columns["month"], columns["left"]).to_json() == expected
    x = columns_of(frame, NAMES)  # a mapping of columns, each of the library's own type
    assert mainstay.survival.cox(x, columns["month"], columns["left"]).to_json() == expected


@pytest.mark.parametrize("dtype", ["i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8", ">i4", ">f8", "g", "?", "O"])
def test_every_number(dtype: str) -> None:
    duration, event = [1, 1, 0, 1, 1, 1, 0, 1] if dtype == "?" else [5, 3, 8, 2, 9, 4, 7, 6], [1, 0, 1, 1, 0, 1, 1, 1]
    plain = mainstay.survival.curve(duration, event).to_json()
    assert mainstay.survival.curve(np.array(duration, dtype=dtype), np.array(event, dtype=dtype if dtype != "?" else "i1")).to_json() == plain
    assert mainstay.survival.curve(np.array(duration, dtype=dtype)[::-1], event[::-1]).to_json() == plain


@pytest.mark.parametrize("kind", ["pandas", "polars", "pyarrow", "chunked", "record", "tuple", "range", "masked", "memoryview", "decimal", "bytes"])
def test_columns_of_every_kind(kind: str) -> None:
    duration, event, group = [1, 2, 3, 4, 5], [1, 0, 1, 1, 0], ["b", "a", "b", "a", "b"]
    expected = mainstay.survival.curve(duration, event, group=group).to_json()
    make: dict[str, Any] = {
        "pandas": pandas.Series, "polars": lambda c: polars.Series("c", c), "pyarrow": pyarrow.array, "tuple": tuple,
        "chunked": lambda c: pyarrow.chunked_array([c[:2], c[2:2], c[2:]]),
        "record": lambda c: polars.DataFrame({"c": c}),
        "range": lambda c: range(1, 6) if c == duration else c,
        "masked": lambda c: np.ma.masked_array(c), "memoryview": lambda c: c if isinstance(c[0], str) else memoryview(np.array(c)),
        "decimal": lambda c: c if isinstance(c[0], str) else [Decimal(v) for v in c],
        "bytes": lambda c: np.array(c, dtype="S1") if isinstance(c[0], str) else c,
    }
    convert = make[kind]
    assert mainstay.survival.curve(convert(duration), convert(event), group=convert(group)).to_json() == expected


def test_dates_are_days_since_1970() -> None:
    days = np.array(["1970-01-02", "1970-01-05", "1970-02-01"], dtype="datetime64[D]")
    expected = mainstay.survival.curve([1, 4, 31], [1, 1, 1]).curve.time
    stamped = pandas.Series(days).dt.tz_localize("Asia/Shanghai")
    for column in (days, days.astype("datetime64[ns]"), days.tolist(), pandas.Series(days), stamped, polars.Series(days), pyarrow.array(days),
                   pyarrow.array(days.astype("datetime64[s]")), [datetime.datetime(d.year, d.month, d.day, 23) for d in days.tolist()]):
        np.testing.assert_array_equal(mainstay.survival.curve(column, [1, 1, 1]).curve.time, expected)
    for day in (days[2], datetime.date(1970, 2, 1), pandas.Timestamp("1970-02-01 18:00")):
        assert mainstay.data.spells([1], [20], observation_end=day, interval="half_open").to_json() == mainstay.data.spells(
            [1], [20], observation_end=31, interval="half_open").to_json()
    tenure = days - np.datetime64("1970-01-01")
    np.testing.assert_array_equal(mainstay.survival.curve(tenure, [1, 1, 1]).curve.time, expected)


def test_matrices_of_any_layout() -> None:
    rng = np.random.default_rng(1)
    x, duration, event = rng.normal(size=(60, 4)), rng.integers(1, 9, 60), rng.integers(0, 2, 60)
    expected = mainstay.survival.cox(np.ascontiguousarray(x), duration, event)
    wide = np.empty((120, 8))
    wide[::2, ::2] = x
    for layout in (np.asfortranarray(x), wide[::2, ::2], x[::-1][::-1], x.tolist(), x.astype(object), {f"x{j}": x[:, j] for j in range(4)},
                   np.lib.stride_tricks.as_strided(x, x.shape, x.strides)):
        fit = mainstay.survival.cox(layout, duration, event)  # blocks are cut otherwise for columns than for rows
        np.testing.assert_allclose(fit.coefficients.coefficient, expected.coefficients.coefficient, rtol=1e-12)
        np.testing.assert_allclose(fit.covariance, expected.covariance, rtol=1e-12)


MISSING = {
    "list": [4, None, 2], "float list": [4.0, None, 2.0], "masked": np.ma.masked_array([4, 1, 2], [0, 1, 0]), "polars": polars.Series([4, None, 2]),
    "pyarrow": pyarrow.array([4, None, 2]), "pandas Int64": pandas.Series([4, None, 2], dtype="Int64"), "pandas NA": [4, pandas.NA, 2],
    "NaT": np.array(["1970-02-01", "NaT", "1970-02-02"], dtype="datetime64[D]"),
}


@pytest.mark.parametrize("kind", MISSING)
def test_a_missing_value_is_named_by_its_row(kind: str) -> None:
    with pytest.raises(mainstay.Error) as caught:
        mainstay.survival.curve(MISSING[kind], [1, 1, 1])
    assert str(caught.value) == "survival.curve: duration[1] is missing, but must be >= 0"
    assert (caught.value.code, caught.value.argument, caught.value.index) == ("invalid_argument", "duration", 1)


@pytest.mark.parametrize("column", [[4.0, float("nan"), 2.0], pandas.Series([4.0, None, 2.0]), polars.Series([4.0, float("nan"), 2.0]), pyarrow.array([4.0, float("nan"), 2.0])])
def test_nan_stays_nan(column: Any) -> None:
    with pytest.raises(mainstay.Error, match=r"duration\[1\] is nan, but must be >= 0"):
        mainstay.survival.curve(column, [1, 1, 1])


def test_missing_text() -> None:
    for column in (["a", None, "b"], pandas.Series(["a", None, "b"]), pandas.Series(["a", None, "b"], dtype="category"), polars.Series(["a", None, "b"]),
                   pyarrow.array(["a", None, "b"]), pandas.Series(["a", np.nan, "b"]), pandas.Series(["a", None, "b"], dtype="string")):
        with pytest.raises(mainstay.Error, match=r"group\[1\] is missing"):
            mainstay.survival.curve([1, 2, 3], [1, 1, 1], group=column)


WRONG = {
    "a scalar": (5, "duration is of type int, but must be a column"),
    "a text": ("abc", "duration is of type str, but must be a column"),
    "a dict": ({"a": [1]}, "duration is of type dict, but must be a column"),
    "a matrix": (np.zeros((2, 2)), "duration is an array of 2 dimensions, but must be a column"),
    "complex": (np.zeros(2, dtype=complex), "duration is of type complex128, but must be numbers or text"),
    "texts": (["a", "b"], "duration is text, but must be numbers"),
    "mixed": ([1, "b"], 'duration[1] is "b", but must be a number'),
    "objects": ([1, object()], "duration[1] is of type object, but must be a number or text"),
    "a frame": (pandas.DataFrame({"a": [1, 2], "b": [1, 2]}), "duration is a table of 2 columns, but must be one column"),
    "polars lists": (polars.Series([[1], [2]]), None),
    "arrow struct": (pyarrow.array([{"a": 1, "b": 2}]), "duration is a table of 2 columns, but must be one column"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_what_is_no_column_is_named(kind: str) -> None:
    value, sentence = WRONG[kind]
    with pytest.raises(mainstay.Error) as caught:
        mainstay.survival.curve(value, [1, 1])
    assert str(caught.value) == f"survival.curve: {sentence}" if sentence else "duration" in str(caught.value)


def test_what_is_no_table_is_named() -> None:
    for value, sentence in ((5, "x is of type int, but must be a table"), ([[1, 2], [3]], "x is of unequal parts, but must be a table"),
                            (np.zeros((2, 2, 2)), "x is an array of 3 dimensions, but must be a table, with rows and columns"),
                            ({"a": [1, "b"]}, 'x.a[1] is "b", but must be a number'), ({"a": ["b", 1]}, "x.a[1] is of type int, but must be text, like the rows above it"),
                            ({"a": [1, 2], "b": [1]}, "x.b has 1 rows, but must have 2 (n, as x)")):
        with pytest.raises(mainstay.Error) as caught:
            mainstay.survival.cox(value, [1, 2], [1, 1])
        assert str(caught.value) == f"survival.cox: {sentence}"


def test_a_column_of_texts_without_rows_is_one_of_texts() -> None:
    fit = mainstay.survival.cox({"level": ["a", "b", "a", "b"]}, [1, 2, 3, 4], [1, 1, 1, 0])
    for empty in (np.array([], dtype=object), np.array([], dtype="U1"), pandas.Series([], dtype="string"), polars.Series([], dtype=polars.String)):
        assert len(fit.predict({"level": empty}).linear_predictor) == 0


class Exporter:
    """Counts how often the memory behind an Arrow stream is let go."""

    def __init__(self, table: pyarrow.Table) -> None:
        self.table = table

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self.table.__arrow_c_stream__()


def test_arrow_memory_is_released_on_every_path() -> None:
    gc.collect()
    before = pyarrow.total_allocated_bytes()
    for duration in ([1.0, 2.0, 3.0], [1.0, -2.0, 3.0]):  # a call that works and one that is refused
        for _ in range(5):
            table = pyarrow.table({"duration": pyarrow.array(duration)})
            try:
                mainstay.survival.curve(Exporter(table), [1, 1, 1])
            except mainstay.Error:
                pass
            del table
    gc.collect()
    assert pyarrow.total_allocated_bytes() <= before


def test_owners_live_until_the_call_is_done() -> None:
    def x() -> dict[str, Any]:
        return {"a": np.arange(1000.0) % 7, "b": pyarrow.array(np.arange(1000) % 3)}

    result = mainstay.survival.cox(x(), np.arange(1, 1001), np.ones(1000))
    gc.collect()
    assert result.rows == 1000


def test_numbers_are_not_copied() -> None:
    """Peak memory beyond the input of a pass over 160 MB stays small, whatever the order of the matrix."""
    program = """
        import resource, sys
        import numpy as np, mainstay
        rows, columns = 1_000_000, 20
        x = np.empty((rows, columns), order=sys.argv[1])
        x[:] = np.random.default_rng(1).normal(size=(1, columns))
        x[::3] += 1
        month = np.arange(rows) % 36 + 1
        event = (np.arange(rows) % 5 == 0).astype(np.int8)
        mainstay.survival.cox(x[:1000], month[:1000], event[:1000], max_iterations=1)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        mainstay.survival.cox(x, month, event, max_iterations=1, concordance=False)
        print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
    """
    for order in "CF":
        ran = subprocess.run([sys.executable, "-c", textwrap.dedent(program), order], capture_output=True, text=True, check=True)
        assert float(ran.stdout) < 0.3 * 160, order


def test_no_frame_library_is_imported() -> None:
    program = "import sys, mainstay; mainstay.survival.curve([1, 2], [1, 1]); print({'pandas', 'polars', 'pyarrow', 'sklearn', 'duckdb'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.strip() == "set()"
