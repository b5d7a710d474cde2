"""States: rows added where they lie, merged over bytes, refused when they do not belong together."""

from __future__ import annotations

import copy
import inspect
import pickle
from typing import Any

import numpy as np
import pytest

import mainstay

ATTRIBUTES = ("gender", "field", "sentiment")


def part(data: dict[str, Any], rows: Any) -> dict[str, Any]:
    return {"x": {name: [data[name][i] for i in rows] for name in ATTRIBUTES}, "duration": [data["month"][i] for i in rows], "event": [data["left"][i] for i in rows]}


def test_seven_machines_get_the_answer_of_one(job_retention: dict[str, Any]) -> None:
    """Also when a part has not seen every level of a category."""
    rows = np.array_split(np.random.default_rng(4).permutation(3770), 7)
    parts = [part(job_retention, chunk) for chunk in rows]
    whole = mainstay.survival.cox(**part(job_retention, range(3770)))
    state = mainstay.survival.CoxState()
    while not state.done:
        sent = state.to_bytes()
        received = [mainstay.survival.CoxState.from_bytes(sent).update(**given).to_bytes() for given in parts]
        state = mainstay.survival.CoxState.from_bytes(received[0])
        for document in received[1:]:
            state.merge(mainstay.survival.CoxState.from_bytes(document))
        state.advance()
    fit = state.finish()
    assert list(fit.coefficients.term) == list(whole.coefficients.term)
    np.testing.assert_allclose(fit.coefficients.coefficient, whole.coefficients.coefficient, rtol=1e-9)
    np.testing.assert_allclose(fit.covariance, whole.covariance, rtol=1e-9)
    assert fit.log_likelihood == pytest.approx(whole.log_likelihood, rel=1e-12)


def test_curves_merge_bit_for_bit(job_retention: dict[str, Any]) -> None:
    month, left, field = (np.array(job_retention[name]) for name in ("month", "left", "field"))
    whole = mainstay.survival.curve(month, left, group=field).to_json()
    marks = np.random.default_rng(5).integers(0, 7, 3770)
    state = mainstay.survival.CurveState()
    for mark in range(7):
        rows = marks == mark
        state.merge(mainstay.survival.CurveState().update(month[rows], left[rows], group=field[rows]))
    assert state.advance().done
    assert state.finish().to_json() == whole


def test_states_are_values() -> None:
    state = mainstay.survival.CurveState(confidence_level=0.9).update([1, 2], [1, 0])
    for twin in (pickle.loads(pickle.dumps(state)), copy.deepcopy(state), mainstay.load(state.to_bytes())):
        assert type(twin) is mainstay.survival.CurveState and twin.to_bytes() == state.to_bytes()
        twin.update([3], [1])
        assert twin.to_bytes() != state.to_bytes()  # a copy, not another name


def test_states_of_another_definition_are_refused() -> None:
    state = mainstay.survival.CurveState(confidence_level=0.9)
    with pytest.raises(mainstay.Error) as caught:
        state.merge(mainstay.survival.CurveState(confidence_level=0.8))
    assert caught.value.code == "unsupported"
    with pytest.raises(mainstay.Error, match="survival.curve: the other state belongs to another analysis"):
        state.merge(mainstay.survival.LogRankState())
    with pytest.raises(mainstay.Error, match="other is of type int, but must be a CurveState"):
        state.merge(1)
    with pytest.raises(mainstay.Error, match="document is a LogRankState, but must be a CurveState"):
        mainstay.survival.CurveState.from_bytes(mainstay.survival.LogRankState().to_bytes())
    with pytest.raises(mainstay.Error, match="confidence is unknown, but must be one of"):
        mainstay.survival.CurveState(confidence=0.9)


def test_signatures() -> None:
    assert list(inspect.signature(mainstay.survival.CoxState).parameters)[0] == "ties"
    assert list(inspect.signature(mainstay.survival.CoxState.update).parameters)[:4] == ["self", "x", "duration", "event"]
