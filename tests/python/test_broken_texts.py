"""Texts that are no UTF-8: an error that names column and row, or replaced and counted when asked for, from whatever they come."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import mainstay

HALVES = ["好的", "ab\udcffc", None, "a\ud83d"]
REPLACED = ["好的", "ab\ufffdc", "", "a\ufffd\ufffd\ufffd"]
BYTES = [b"ok", b"a\xff\xfe\xf0\x9f\x98\x80", None]
BYTES_REPLACED = ["ok", "a\ufffd\ufffd😀", ""]


def unchecked(kind: Any) -> Any:
    """Broken bytes in a column that says that they are text."""
    wide = kind == pa.large_string()
    return pa.Array.from_buffers(kind, 3, pa.array(BYTES, type=pa.large_binary() if wide else pa.binary()).buffers())


FORMS: dict[str, tuple[Any, list[str]]] = {
    "list": (HALVES, REPLACED),
    "array": (np.array(HALVES, dtype=object), REPLACED),
    "pandas": (pd.Series(HALVES, dtype=object), REPLACED),
    "pandas categories": (pd.Series(pd.Categorical.from_codes([0, 1, -1, 2], pd.Index([HALVES[0], HALVES[1], HALVES[3]], dtype=object))), REPLACED),
    "bytes": (BYTES, BYTES_REPLACED),
    "array of bytes": (np.array(BYTES[:2]), BYTES_REPLACED[:2]),
    "arrow string": (unchecked(pa.string()), BYTES_REPLACED),
    "arrow large string": (unchecked(pa.large_string()), BYTES_REPLACED),
    "arrow dictionary": (unchecked(pa.string()).dictionary_encode(), BYTES_REPLACED),
    "arrow chunks": (pa.chunked_array([unchecked(pa.string()), unchecked(pa.string())]), BYTES_REPLACED * 2),
    "arrow binary": (pa.array(BYTES, type=pa.binary()), BYTES_REPLACED),
    "arrow large binary": (pa.array(BYTES, type=pa.large_binary()), BYTES_REPLACED),
    "polars binary": (pl.Series(BYTES), BYTES_REPLACED),
}


@pytest.mark.parametrize("form", FORMS)
def test_replaced_and_counted_when_asked_for(form: str) -> None:
    texts, expected = FORMS[form]
    told = mainstay.reasons.scrub(texts, invalid="replace")
    assert list(told.text) == expected
    counted = dict(zip(told.findings.finding, told.findings.count))
    assert counted["invalid_utf8"] == sum("\ufffd" in text for text in expected)
    assert list(mainstay.reasons.lexicon().read(texts, invalid="replace").rows.status)


@pytest.mark.parametrize("form", FORMS)
def test_refused_by_name_otherwise(form: str) -> None:
    with pytest.raises(mainstay.Error, match=r"^reasons\.scrub: text(\[1\] is \".*\\x|\.levels\[\d\] is \".*\\x| is of Arrow format .* \(binary\))"):
        mainstay.reasons.scrub(FORMS[form][0])


def test_labels_stay_text_whatever_is_asked_for() -> None:
    with pytest.raises(mainstay.Error, match=r'^funnel\.window: person\[1\] is "a\\xFF", but must be text in UTF-8$'):
        mainstay.funnel.window(["a", "a\udcff"], [1, 2], ["x", "y"], stages=[{"name": "x"}])
    with pytest.raises(mainstay.Error, match=r'^reasons\.classifier: reason\[2\] is "x\\xFF", but must be text in UTF-8$'):
        mainstay.reasons.classifier(["a"] * 4, ["x", "y", "x\udcff", "y"], invalid="replace")
    with pytest.raises(mainstay.Error, match="^reasons.scrub: before is '.udcff', but must be text without half characters"):
        mainstay.reasons.scrub(["a"], before="\udcff")


def test_long_texts_emoji_and_marks_of_direction() -> None:
    long = "加班太多，" * 300_000
    told = mainstay.reasons.scrub([long, "😀👨\u200d👩\u200d👧 13812345678", "\u202e加班\u202c"])
    assert told.text[0] == long and told.text[1] == "😀👨\u200d👩\u200d👧 [phone]"
    assert dict(zip(told.findings.finding, told.findings.count)) == {"direction_marks": 1, "long_text": 1}
    funnel = mainstay.funnel.window(["😀", "😀", "שלום"], [1, 2, 3], ["✅", "🏁", "✅"], stages=[{"name": "✅"}, {"name": "🏁"}])
    assert list(funnel.stages.reached) == [2, 1]
    with pytest.raises(mainstay.Error, match='^funnel.window: event.0. is "of.fer", but must be written as it is declared, "offer"$'):
        mainstay.funnel.window([1, 1], [1, 2], ["of\u200ffer", "hired"], stages=[{"name": "offer"}, {"name": "hired"}])
