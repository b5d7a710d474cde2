"""Functions are built from the description: signatures, docstrings, numbers."""

from __future__ import annotations

import copy
import inspect
import json
import pickle
import zlib
from typing import Any

import numpy as np
import pandas
import pytest

import mainstay
from conftest import ROOT

ATTRIBUTES = ("gender", "field", "level", "sentiment")


def fit(data: dict[str, Any], attributes: tuple[str, ...] = ATTRIBUTES, **options: Any) -> Any:
    return mainstay.survival.cox({name: data[name] for name in attributes}, data["month"], data["left"], **options)


def test_job_retention_equals_r(job_retention: dict[str, Any]) -> None:
    # R 4.2.2, survival 3.5-3: coxph(Surv(month, left) ~ gender + field + level + sentiment)
    expected = [-0.04548463389, 0.22334080638, 0.27830458269, 0.10532232165, 0.11499157142, 0.08776369405, 0.14813142089, 0.17666478226,
                -0.11756194016]
    result = fit(job_retention)
    np.testing.assert_allclose(result.coefficients.coefficient, expected, rtol=1e-8)
    assert list(result.coefficients.term[:2]) == ["gender=M", "field=Finance"]
    assert result.log_likelihood_null == pytest.approx(-10769.1090680, rel=1e-10)
    assert result.log_likelihood == pytest.approx(-10724.5193293, rel=1e-10)
    assert result.concordance == pytest.approx(0.5779234, abs=5e-8)
    assert result.concordance_std_error == pytest.approx(0.0081162, abs=5e-8)
    assert (result.status, result.events) == ("converged", 1354)
    more = fit(job_retention, (*ATTRIBUTES, "intention"))
    assert more.coefficients.coefficient[-1] == pytest.approx(0.20555405329, rel=1e-8)
    assert more.log_likelihood == pytest.approx(-10613.4858771, rel=1e-10)
    assert more.concordance == pytest.approx(0.6414932, abs=5e-8)
    assert fit(job_retention, ties="breslow").log_likelihood == pytest.approx(-10757.5114952, rel=1e-10)
    curve = mainstay.survival.curve(job_retention["month"], job_retention["left"], times=[3, 6, 12]).curve
    np.testing.assert_allclose(curve.survival, [0.93013727, 0.82274926, 0.61676530], rtol=1e-8)


GOLDEN = sorted(path.stem for path in (ROOT / "tests/golden/survival/cox").glob("*.json") if not path.stem.startswith(("closed", "job")))


@pytest.mark.parametrize("name", GOLDEN)
def test_golden_regressions(name: str) -> None:
    golden = json.loads((ROOT / f"tests/golden/survival/cox/{name}.json").read_text(encoding="utf-8"))
    data, expect = golden["data"], golden["expect"]
    x, levels = data.pop("x"), data.pop("levels", {})
    x.update({column: pandas.Categorical(x[column], categories=order) for column, order in levels.items()})
    result = mainstay.survival.cox(pandas.DataFrame(x), **data, **golden["options"])
    np.testing.assert_allclose(result.coefficients.coefficient, expect["coef"], rtol=1e-8, atol=1e-12)
    np.testing.assert_allclose(result.coefficients.std_error, expect["std_error"], rtol=1e-8)
    np.testing.assert_allclose([result.log_likelihood_null, result.log_likelihood], expect["loglik"], rtol=1e-10)


def test_signature() -> None:
    signature = inspect.signature(mainstay.survival.cox)
    parameters = signature.parameters
    assert list(parameters)[:3] == ["x", "duration", "event"]
    assert parameters["duration"].kind is inspect.Parameter.POSITIONAL_OR_KEYWORD
    assert parameters["duration"].default is inspect.Parameter.empty
    assert parameters["entry"].kind is inspect.Parameter.KEYWORD_ONLY
    assert parameters["ties"].default == "efron"
    assert [name for name in parameters][-3:] == ["threads", "seed", "progress"]
    assert list(inspect.signature(mainstay.survival.CoxFit.predict).parameters)[:2] == ["self", "x"]


def test_docstrings_say_what_the_description_says() -> None:
    for analysis in mainstay.describe()["analyses"]:
        room, word = analysis["key"].split(".")
        text = getattr(getattr(mainstay, room), word).__doc__
        plain = " ".join(text.split())
        assert text.startswith(analysis["question"])
        for field in analysis["input"] + analysis["options"]:
            assert f"\n{field['name']} : " in text
            assert " ".join(field["sentence"].split()) in plain
            for choice in field.get("words", []):
                assert f"``{choice['name']}``" in text
        for section in ("Parameters\n----------", "Returns\n-------", "Raises\n------"):
            assert section in text
        assert ("Shapes: " in text) == any(field.get("shape") for field in analysis["input"] + analysis["options"])


def test_functions_and_methods_pickle_and_names_hold() -> None:
    assert pickle.loads(pickle.dumps(mainstay.survival.cox)) is mainstay.survival.cox
    assert pickle.loads(pickle.dumps(mainstay.survival.CoxFit)) is mainstay.survival.CoxFit
    assert mainstay.survival.cox.__module__ == "mainstay.survival"
    import mainstay.survival as room

    assert room is mainstay.survival and "cox" in room.__all__


def test_a_method_belongs_to_its_fit(people: dict[str, Any]) -> None:
    result = fit(people)
    new = {name: people[name][:3] for name in ATTRIBUTES}
    curves = result.predict(new, times=[3, 6, 12])
    assert curves.survival.shape == (3, 3)
    assert np.all(np.diff(curves.survival, axis=1) <= 0)
    later = result.predict(new, times=[3], tenure=[6, 6, 6])
    both = result.predict(new, times=[6, 9])
    np.testing.assert_allclose(later.survival[:, 0], both.survival[:, 1] / both.survival[:, 0], rtol=1e-12)
    reasons = result.explain(new, most=2)
    np.testing.assert_allclose(reasons.contributions.sum(axis=1), curves.linear_predictor, rtol=1e-10, atol=1e-12)


def test_results_are_values(people: dict[str, Any]) -> None:
    result = fit(people)
    for twin in (pickle.loads(pickle.dumps(result)), copy.deepcopy(result), copy.copy(result), mainstay.load(result.to_json()),
                 mainstay.survival.CoxFit.from_json(result.to_json())):
        assert type(twin) is mainstay.survival.CoxFit
        assert twin.to_json() == result.to_json()
        np.testing.assert_array_equal(twin.predict({name: people[name] for name in ATTRIBUTES}).linear_predictor,
                                      result.predict({name: people[name] for name in ATTRIBUTES}).linear_predictor)
    assert repr(pickle.loads(pickle.dumps(result.coefficients)).to_dict()) == repr(result.coefficients.to_dict())
    assert pickle.loads(pickle.dumps(result.columns[1])).levels == result.columns[1].levels
    assert result.to_dict()["coefficients"]["coefficient"] == result.coefficients.coefficient.tolist()
    assert result.wald_test.to_dict()["degrees_of_freedom"] == 9
    with pytest.raises(AttributeError):
        result.status = "changed"
    with pytest.raises(ValueError, match="read-only"):
        result.covariance[0, 0] = 1.0
    with pytest.raises(mainstay.Error, match="document is a CurveResult, but must be a CoxFit"):
        mainstay.survival.CoxFit.from_json(mainstay.survival.curve([1], [1]).to_json())


def test_damaged_documents_are_refused(people: dict[str, Any]) -> None:
    text = mainstay.survival.curve(people["month"], people["left"]).to_json()
    for damaged in (text[:-1], text[: len(text) // 2], text.replace("1", "2", 1), "", "{}", "[" * 100_000, text.replace("survival.curve", "survival.nothing")):
        with pytest.raises(mainstay.Error):
            mainstay.load(damaged)
    rng = np.random.default_rng(5)
    for place in rng.integers(0, len(text), 60):
        damaged_bytes = bytearray(text.encode())
        damaged_bytes[place] ^= 1 << int(rng.integers(0, 8))
        try:
            assert mainstay.load(bytes(damaged_bytes)).to_json() == text  # an equal result, or an error
        except mainstay.Error as error:
            assert error.code in ("corrupt", "unsupported")
    for place in range(len(text[: text.index('"content"')])):  # no bytes of the envelope may come back in a sentence that is no text
        with pytest.raises(mainstay.Error):
            mainstay.load(text[:place].encode() + b"\x92" + text[place + 1 :].encode())


def test_documents_made_to_do_harm(people: dict[str, Any]) -> None:
    def with_content(text: str, change: Any) -> bytes:
        head, content = text[:-1].split(',"content":', 1)
        changed = json.loads(content)
        change(changed)
        body = json.dumps(changed, separators=(",", ":"))
        envelope = {**json.loads(head + "}"), "checksum": f"{zlib.crc32(body.encode()):08x}"}
        return (json.dumps(envelope, separators=(",", ":"))[:-1] + ',"content":' + body + "}").encode()

    state = mainstay.survival.CoxState().update({"age": [31.0, 45, 28, 50]}, [3.0, 5, 2, 8], [1, 1, 1, 0]).to_bytes().decode()
    fit = mainstay.survival.cox({"age": [31.0, 45, 28, 50]}, [3.0, 5, 2, 8], [1, 1, 1, 0]).to_json()
    assert mainstay.load(with_content(fit, lambda c: None)).rows == 4
    for value in ("NaN", "Infinity", "-Infinity"):
        with pytest.raises(mainstay.Error, match=r"damaged: survival.cox.state: strata\[0\].time\[1\] is -?(nan|inf), but must be finite"):
            mainstay.survival.CoxState.from_bytes(with_content(state, lambda c: c["strata"][0]["time"].__setitem__(1, value)))
        with pytest.raises(mainstay.Error, match=r"means\[0\] is -?(nan|inf), but must be finite"):
            mainstay.load(with_content(fit, lambda c: c["means"].__setitem__(0, value)))


def test_arguments_in_pythons_own_manner() -> None:
    with pytest.raises(TypeError, match="takes 2 arguments without a name, but 3 were given"):
        mainstay.survival.curve([1], [1], [1])
    with pytest.raises(TypeError, match="got duration twice"):
        mainstay.survival.curve([1], [1], duration=[1])


def test_about() -> None:
    assert mainstay.__version__ == mainstay.about()["version"]
    assert {"describe", "load", "Error", "CoxPH"} <= set(mainstay.__all__)
