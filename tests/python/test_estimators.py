"""Estimators: scikit-learn's own battery, its tools, and the ways in which people hand in times and events."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from typing import Any

import joblib
import numpy as np
import pandas
import polars
import pyarrow
import pytest
import sklearn
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.utils.estimator_checks import check_estimator, estimator_checks_generator, parametrize_with_checks

import mainstay

pytestmark = pytest.mark.filterwarnings("ignore:Estimator .* does not inherit from:UserWarning")  # on purpose: sklearn is not imported

#: Efron's average runs over the people who left at a time. A weight makes a row heavier, it does not make it two people, so that
#: weights equal repeated rows with Breslow's ties only (R: the same). And the check has 30 columns for 15 rows: every model
#: separates them, no maximum exists, and where the search stops says nothing. The ridge gives it one.
EXPECTED = {"check_sample_weight_equivalence_on_dense_data": "holds with ties='breslow' and a ridge, which is tested beside this"}


def expected_to_fail(estimator: Any) -> dict[str, str]:
    if isinstance(estimator, mainstay.SurvivalForest):  # a row of weight 2 is drawn once; with `cluster` weights are repeated rows, which C++ tests
        return {"check_sample_weight_equivalence_on_dense_data": "repeated rows are drawn for trees one by one"}
    if isinstance(estimator, mainstay.PenalizedCox) and estimator.ties == "efron":
        return {check.replace("dense", kind): why for check, why in EXPECTED.items() for kind in ("dense", "sparse")}
    if isinstance(estimator, mainstay.SmoothCox):  # 30 curves for 15 rows: separated, and where REML stops says nothing; C++ tests have weights as copies
        return {"check_sample_weight_equivalence_on_dense_data": "curves without a maximum"}
    return EXPECTED if isinstance(estimator, (mainstay.CauseSpecificCox, mainstay.CoxPH, mainstay.FineGray, mainstay.PenalizedCox)) and estimator.ties == "efron" else {}


ESTIMATORS = [mainstay.AFT(), mainstay.BoostedHazards(min_leaf_events=1.0), mainstay.AFT(distribution="gompertz", ridge=1.0), mainstay.CauseSpecificCox(),
              mainstay.CauseSpecificCox(ties="breslow", ridge=1.0), mainstay.CoxPH(), mainstay.CoxPH(ties="breslow", ridge=1.0), mainstay.DiscreteHazard(ridge=1.0),
              mainstay.DiscreteHazard(link="cloglog", baseline="smooth", ridge=1.0), mainstay.FineGray(), mainstay.FineGray(ties="breslow", ridge=1.0), mainstay.KaplanMeier(), mainstay.MultinomialHazard(ridge=1.0),
              mainstay.PenalizedCox(), mainstay.PenalizedCox(ties="breslow", alpha=0.5, choose="last", tolerance=1e-10), mainstay.SmoothCox(ties="breslow", ridge=1.0),
              mainstay.SurvivalForest(trees=10, min_leaf_rows=3, min_leaf_events=1)]


@parametrize_with_checks(ESTIMATORS, expected_failed_checks=expected_to_fail)
def test_scikit_learns_battery(estimator: Any, check: Any) -> None:
    check(estimator)


@pytest.mark.parametrize("estimator", ESTIMATORS, ids=str)
def test_the_whole_battery_ran(estimator: Any) -> None:
    """A tag can make scikit-learn skip nearly everything without a word."""
    results = check_estimator(clone(estimator), expected_failed_checks=expected_to_fail(estimator), on_skip=None)
    status = [result["status"] for result in results]
    assert status.count("xfail") == len(expected_to_fail(estimator)) <= (2 if isinstance(estimator, mainstay.PenalizedCox) else 1)
    assert status.count("passed") == len(results) - len(expected_to_fail(estimator))  # and none is skipped
    if sklearn.__version__.startswith("1.9."):
        takes = estimator.__sklearn_tags__().input_tags  # where missing values are taken, sklearn does not try them; weights are tried with sparse data, too
        assert len(results) == 49 - takes.allow_nan + takes.sparse
    assert len(results) == len(list(estimator_checks_generator(clone(estimator)))) >= 40


def test_accelerated_times(frame: pandas.DataFrame) -> None:
    some = frame[["sentiment", "level", "month", "left"]]
    model = mainstay.AFT(distribution="log_logistic", references={"level": "Low"} if "Low" in set(some["level"]) else ())
    model.fit(some, duration_col="month", event_col="left")
    direct = mainstay.survival.aft(frame["month"], x=frame[["sentiment", "level"]], event=frame["left"], distribution="log_logistic",
                                   references=[{"column": "level", "level": "Low"}] if "Low" in set(some["level"]) else [])
    assert model.fit_.to_json() == direct.to_json() and model.log_likelihood_ == direct.log_likelihood
    np.testing.assert_array_equal(model.coef_, direct.coefficients.coefficient[1:])
    assert 0.5 < model.score(some) < 1.0
    median, curve = model.predict_median(some), model.predict_survival_function(some, [3.0, 6.0])
    assert median.shape == (len(some),) and curve.shape == (len(some), 2)
    np.testing.assert_allclose(model.fit_.predict(x=frame[["sentiment", "level"]], time=median).survival.ravel(), 0.5, rtol=1e-12)
    assert (model.predict_expectation(some) > 0).all()
    after = model.predict_survival_function(some, [6.0], tenure=np.full(len(some), 3.0))[:, 0]
    np.testing.assert_allclose(after, model.predict_survival_function(some, [9.0])[:, 0] / curve[:, 0], rtol=1e-12)
    assert "log_logistic" in str(model) and "scale" in str(model)


def test_accelerated_times_between_looks_and_a_share_that_never_leaves(frame: pandas.DataFrame) -> None:
    some = pandas.DataFrame({"sentiment": frame["sentiment"], "from": frame["month"] - 1.0, "by": np.where(frame["left"] == 1, frame["month"], np.inf)})
    some.loc[frame["left"] == 0, "from"] = frame["month"]
    model = mainstay.AFT(cure=True).fit(some, duration_col="from", upper_col="by", cure_cols=["sentiment"])
    assert model.fit_.interval_censored + model.fit_.left_censored == int(frame["left"].sum())
    assert list(model.fit_.cure.term) == ["(intercept)", "sentiment"]
    assert model.predict_survival_function(some, [1e9]).min() > 0.0
    with pytest.raises(TypeError, match="score needs y"):
        model.score(some)


def test_competing_causes(frame: pandas.DataFrame) -> None:
    some = frame[["sentiment", "level", "month"]].assign(why=np.where(frame["left"] == 1, 1 + np.arange(len(frame)) % 3 // 2, 0))
    model = mainstay.FineGray(causes=["resigned", "dismissed"], cause=2).fit(some, duration_col="month", event_col="why")
    direct = mainstay.survival.fine_gray(frame[["sentiment", "level"]], some["month"], some["why"], causes=["resigned", "dismissed"], cause=2)
    assert model.fit_.to_json() == direct.to_json() and model.log_likelihood_ == direct.log_likelihood
    np.testing.assert_array_equal(model.coef_, direct.coefficients.coefficient)
    shares = model.predict_cumulative_incidence(some, [3.0, 6.0])
    assert shares.shape == (len(some), 2) and (np.diff(shares, axis=1) >= 0).all()
    after = model.predict_cumulative_incidence(some, [3.0], tenure=np.full(len(some), 3.0))[:, 0]
    np.testing.assert_allclose(after, (shares[:, 1] - shares[:, 0]) / (1 - shares[:, 0]), rtol=1e-12)
    still = model.predict_cumulative_incidence(some, [3.0], tenure=np.full(len(some), 3.0), still_here=np.full(len(some), 0.8))[:, 0]
    np.testing.assert_allclose(still, (shares[:, 1] - shares[:, 0]) / 0.8, rtol=1e-12)
    assert model.predict_cumulative_incidence(some).shape == (len(some), len(model.fit_.baseline.time))
    never = np.where(some["why"] == 1, some["month"].max() + 1, some["month"])
    expected = mainstay.survival.concordance(model.predict(some), never, some["why"] == 2).concordance
    assert model.score(some) == model.score(some, some[["month", "why"]].to_numpy()) == expected
    assert "dismissed" in str(model) and "level" in str(model)


def test_hazards_of_each_cause(frame: pandas.DataFrame) -> None:
    some = frame[["sentiment", "level", "month"]].assign(why=np.where(frame["left"] == 1, 1 + np.arange(len(frame)) % 3 // 2, 0))
    model = mainstay.CauseSpecificCox(causes=["resigned", "dismissed"], references={"level": "Low"}).fit(some, duration_col="month", event_col="why")
    direct = mainstay.survival.causes(some[["sentiment", "level"]], some["month"], some["why"], causes=["resigned", "dismissed"], references=[{"column": "level", "level": "Low"}])
    assert model.fit_.to_json() == direct.to_json() and model.log_likelihood_ == direct.log_likelihood
    for j, cause in enumerate((1, 2)):
        alone = mainstay.CoxPH(references={"level": "Low"}).fit(some.assign(why=some["why"] == cause), duration_col="month", event_col="why")
        np.testing.assert_array_equal(model.coef_[j], alone.coef_)
    curve, shares = model.predict_survival_function(some), model.predict_cumulative_incidence(some)
    assert curve.shape == (len(some), len(model.unique_times_)) and shares.shape == (2, *curve.shape)
    np.testing.assert_allclose(curve + shares.sum(axis=0), 1.0, rtol=1e-14)
    np.testing.assert_array_equal(model.predict_cumulative_incidence(some, [3.0], cause=2), model.predict_cumulative_incidence(some, [3.0])[1])
    np.testing.assert_allclose(model.predict_cumulative_hazard_function(some), -np.log(curve), rtol=1e-14)
    after = model.predict_survival_function(some, [3.0], tenure=np.full(len(some), 3.0))[:, 0]
    np.testing.assert_allclose(after, model.predict_survival_function(some, [6.0])[:, 0] / model.predict_survival_function(some, [3.0])[:, 0], rtol=1e-12)
    left = np.array([(some["why"] == cause).sum() for cause in (1, 2)])
    each = [np.exp(one.linear_predictor) for one in direct.predict(some[["sentiment", "level"]]).errors]
    np.testing.assert_allclose(model.predict_partial_hazard(some), (left[0] * each[0] + left[1] * each[1]) / left.sum(), rtol=1e-12)
    expected = mainstay.survival.concordance(model.predict(some), some["month"], some["why"] > 0).concordance
    assert model.score(some) == model.score(some, some[["month", "why"]].to_numpy()) == expected
    assert "dismissed" in str(model) and "level=High" in str(model)
    with pytest.raises(ValueError, match="cause is 3, but must be between 1 and 2"):
        model.predict_cumulative_incidence(some, [3.0], cause=3)


def test_roles_come_from_the_description(numbers: tuple[Any, Any]) -> None:
    x, y = numbers
    with pytest.raises(TypeError, match=r"CoxPH.fit\(\) got an unexpected keyword argument 'group_col'"):
        mainstay.CoxPH().fit(x, y, group_col="team")
    with pytest.raises(TypeError, match="strata names a column of a frame and needs duration_col"):
        mainstay.CoxPH().fit(x, y, strata="team")
    with pytest.raises(TypeError, match="AFT has no times of its own; give times"):
        mainstay.AFT().fit(x, y).predict_survival_function(x)


def test_curves_of_attributes(frame: pandas.DataFrame) -> None:
    some = frame[["sentiment", "level", "month", "left"]]
    model = mainstay.SmoothCox(smooth={"sentiment": 7}).fit(some, duration_col="month", event_col="left")
    direct = mainstay.survival.smooth(some[["sentiment", "level"]], some["month"], some["left"], smooth=[{"column": "sentiment", "size": 7}])
    np.testing.assert_array_equal(model.coef_, direct.model.coefficients.coefficient)
    curve = model.predict_survival_function(some, [2, 6])
    after = model.predict_survival_function(some, [4], tenure=np.full(len(some), 2))
    np.testing.assert_allclose(after[:, 0], curve[:, 1] / curve[:, 0], rtol=1e-12)
    assert "sentiment: smoothing" in str(model) and model.score(some) > 0.5 and np.isfinite(model.AIC_)
    with pytest.raises(ValueError, match="two values or more"):
        mainstay.SmoothCox().fit(some.assign(sentiment=1.0), duration_col="month", event_col="left")


def test_probabilities_of_leaving_by_month(frame: pandas.DataFrame) -> None:
    some = frame[["sentiment", "level", "month", "left"]]
    model = mainstay.DiscreteHazard(link="cloglog").fit(some, duration_col="month", event_col="left")
    direct = mainstay.survival.hazard(frame["month"], frame["left"], x=frame[["sentiment", "level"]], link="cloglog")
    np.testing.assert_array_equal(model.coef_, direct.coefficients.coefficient)
    curve, hazard = model.predict_survival_function(some, [2, 3]), model.predict_hazard(some, [3])
    np.testing.assert_allclose(curve[:, 1] / curve[:, 0], 1.0 - hazard[:, 0], rtol=1e-12)
    np.testing.assert_allclose(model.predict_survival_function(some, [1], tenure=np.full(len(some), 2)), curve[:, 1:] / curve[:, :1], rtol=1e-12)
    halves = mainstay.DiscreteHazard(link="cloglog").fit(some.assign(month=frame["month"] - 0.5), duration_col="month", event_col="left")
    np.testing.assert_array_equal(halves.coef_, model.coef_)  # a time belongs to the period in which it ends
    smooth = mainstay.DiscreteHazard(smooth=["sentiment"]).fit(some, duration_col="month", event_col="left")
    assert "sentiment: smoothing" in str(smooth) and smooth.score(some) > 0.5
    again = mainstay.DiscreteHazard(smooth={"sentiment": 10}).fit(some, duration_col="month", event_col="left")
    np.testing.assert_array_equal(again.coef_, smooth.coef_)
    sites = mainstay.DiscreteHazard(group_variance=0.5).fit(some, duration_col="month", event_col="left", group_col="level")
    assert list(sites.fit_.groups.name) == sorted(set(some["level"]))


def test_causes_by_month(frame: pandas.DataFrame) -> None:
    some = frame[["sentiment", "level", "month"]].assign(why=np.where(frame["left"] == 1, 1 + np.arange(len(frame)) % 3 // 2, 0))
    model = mainstay.MultinomialHazard().fit(some, duration_col="month", event_col="why")
    direct = mainstay.survival.multinomial(some[["sentiment", "level"]], some["month"], some["why"])
    np.testing.assert_array_equal(model.coef_, direct.coefficients.coefficient)
    stay, one, two = model.predict_survival_function(some, [2, 5]), model.predict_cumulative_incidence(some, [2, 5]), model.predict_cumulative_incidence(some, [2, 5], cause=2)
    np.testing.assert_allclose(stay + one + two, 1.0, rtol=1e-12)
    np.testing.assert_allclose(model.predict_survival_function(some, [3], tenure=np.full(len(some), 2)), stay[:, 1:] / stay[:, :1], rtol=1e-12)
    np.testing.assert_allclose(model.predict_cumulative_hazard_function(some, [2, 5]), -np.log(stay), rtol=1e-12)
    assert model.score(some) > 0.5 and np.isfinite(model.predict(some)).all()
    with pytest.raises(ValueError, match="between 1 and 2"):
        model.predict_cumulative_incidence(some, [2], cause=3)


def test_forest(frame: pandas.DataFrame) -> None:
    some = frame[["sentiment", "level", "month"]].assign(why=np.where(frame["left"] == 1, 1 + np.arange(len(frame)) % 3 // 2, 0))
    some.loc[::9, "sentiment"] = np.nan
    model = mainstay.SurvivalForest(causes=["resigned", "dismissed"], trees=20, seed=4, importance=True).fit(some, duration_col="month", event_col="why")
    direct = mainstay.survival.forest(some[["sentiment", "level"]], some["month"], some["why"], causes=["resigned", "dismissed"], trees=20, importance=True, seed=4)
    assert model.fit_.to_json() == direct.to_json() != mainstay.SurvivalForest(trees=20).fit(some, duration_col="month", event_col="why").fit_.to_json()
    curve, shares = model.predict_survival_function(some, [3.0, 6.0]), model.predict_cumulative_incidence(some, [3.0, 6.0])
    assert curve.shape == (len(some), 2) and shares.shape == (2, len(some), 2)
    np.testing.assert_allclose(curve + shares.sum(axis=0), 1.0, rtol=1e-14)
    after = model.predict_survival_function(some, [3.0], tenure=np.full(len(some), 3.0))[:, 0]
    np.testing.assert_allclose(after, curve[:, 1] / curve[:, 0], rtol=1e-12)
    assert 0.5 < model.score(some) == model.score(some, some[["month", "why"]].to_numpy())
    assert model.feature_importances_.shape == (2,) and "20 trees" in str(model) and "dismissed" in str(model)
    with pytest.raises(AttributeError, match="importance"):
        _ = mainstay.SurvivalForest(trees=3).fit(some, duration_col="month", event_col="why").feature_importances_


@pytest.fixture
def frame(people: dict[str, Any]) -> pandas.DataFrame:
    return pandas.DataFrame(people)


@pytest.fixture
def numbers(frame: pandas.DataFrame) -> tuple[Any, Any]:
    return frame[["sentiment", "intention"]].to_numpy(dtype=float), frame[["month", "left"]].to_numpy()


def test_every_kind_of_y_is_the_same(numbers: tuple[Any, Any]) -> None:
    x, y = numbers
    expected = mainstay.CoxPH().fit(x, y).coef_
    structured = np.array([(bool(event), month) for month, event in y], dtype=[("event", "?"), ("time", "f8")])
    for other in (structured, y.tolist(), y.astype(float), pandas.DataFrame({"month": y[:, 0], "left": y[:, 1]}),
                  pandas.DataFrame({"left": y[:, 1].astype(bool), "month": y[:, 0]}), polars.DataFrame({"time": y[:, 0], "event": y[:, 1]})):
        np.testing.assert_array_equal(mainstay.CoxPH().fit(x, other).coef_, expected)
    all_left = mainstay.CoxPH().fit(x, y[:, 0] + 0.0)
    assert all_left.fit_.events == len(y)


def test_fit_by_column_names(people: dict[str, Any], frame: pandas.DataFrame) -> None:
    expected = mainstay.survival.cox(frame[["sentiment", "intention"]], frame["month"], frame["left"])
    chosen = frame[["sentiment", "intention", "month", "left"]]
    for data in (chosen, polars.DataFrame(chosen.to_dict("list")), pyarrow.table(chosen.to_dict("list")), chosen.to_dict("list"), chosen.to_records(index=False)):
        model = mainstay.CoxPH().fit(data, duration_col="month", event_col="left")
        np.testing.assert_array_equal(model.coef_, expected.coefficients.coefficient)
        assert list(model.feature_names_in_) == ["sentiment", "intention"]
        np.testing.assert_array_equal(model.predict(data), model.predict(chosen))  # the other columns are not looked at
    assert model.score(chosen) == pytest.approx(expected.concordance, abs=1e-12)


def test_all_roles(frame: pandas.DataFrame) -> None:
    frame = frame.assign(start=0, weight=np.arange(len(frame)) % 3, team=np.arange(len(frame)) % 50, known=0.1)
    model = mainstay.CoxPH().fit(frame.drop(columns="intention"), duration_col="month", event_col="left", entry_col="start", weights_col="weight",
                                 strata=["gender", "level"], cluster_col="team", offset_col="known")
    direct = mainstay.survival.cox(frame[["field", "sentiment"]], frame["month"], frame["left"], entry=frame["start"], weights=frame["weight"],
                                   strata=(frame["gender"] + ", " + frame["level"]), cluster=frame["team"], offset=frame["known"])
    assert model.fit_.to_json() == direct.to_json()
    curves = model.predict_survival_function(frame, [3, 6, 12])
    assert curves.shape == (len(frame), 3) and np.all(np.diff(curves, axis=1) <= 0)
    with pytest.raises(mainstay.Error, match="the frame has no column 'mont'; it has gender, field"):
        mainstay.CoxPH().fit(frame, duration_col="mont")
    with pytest.raises(mainstay.Error, match="has no column 'field'"):
        model.predict(frame.drop(columns="field"))
    with pytest.raises(TypeError, match="event_col names a column of a frame and needs duration_col"):
        mainstay.CoxPH().fit(frame, event_col="left")


def test_the_score_counts_as_the_fit_did(frame: pandas.DataFrame) -> None:
    """Times of entry, strata and weights are part of who can be compared with whom, at the fit and in its score."""
    rng = np.random.default_rng(5)
    data = frame[["level", "sentiment", "gender", "month", "left"]].assign(
        entry=np.floor(frame["month"] * rng.random(len(frame)) * 0.9), weight=rng.integers(1, 4, len(frame)))
    data = data[data["entry"] < data["month"]]
    model = mainstay.CoxPH().fit(data, duration_col="month", event_col="left", entry_col="entry", weights_col="weight", strata="gender")
    assert model.score(data) == pytest.approx(model.concordance_index_, abs=1e-12)
    assert model.score(data) != pytest.approx(model.score(data, data[["month", "left"]].to_numpy(float)), abs=1e-4)
    leavers = frame.loc[frame["left"] == 1, ["sentiment", "month"]]
    everybody = mainstay.CoxPH().fit(leavers, duration_col="month")
    assert everybody.score(leavers) == pytest.approx(everybody.concordance_index_, abs=1e-12)


def test_references(frame: pandas.DataFrame) -> None:
    data = frame[["level", "month", "left"]]
    model = mainstay.CoxPH(references={"level": "Medium"}).fit(data, duration_col="month", event_col="left")
    assert list(model.fit_.coefficients.term) == ["level=High", "level=Low"]
    assert mainstay.CoxPH(references=[{"column": "level", "level": "Medium"}]).fit(data, duration_col="month", event_col="left").fit_.to_json() == model.fit_.to_json()
    soft = mainstay.CoxPH(penalties={"level": 3.0}).fit(data, duration_col="month", event_col="left")
    assert soft.fit_.to_json() == mainstay.survival.cox(frame[["level"]], frame["month"], frame["left"], penalties=[{"column": "level", "ridge": 3.0}]).to_json()


def test_summary_has_the_columns_that_lifelines_users_know(frame: pandas.DataFrame) -> None:
    model = mainstay.CoxPH().fit(frame, duration_col="month", event_col="left")
    summary = model.summary
    assert list(summary.columns) == ["coef", "exp(coef)", "se(coef)", "coef lower 95%", "coef upper 95%", "exp(coef) lower 95%", "exp(coef) upper 95%",
                                     "cmp to", "z", "p", "-log2(p)"]
    assert summary.index.name == "covariate" and summary.loc["sentiment", "coef"] == model.coef_[list(summary.index).index("sentiment")]
    np.testing.assert_allclose(summary["-log2(p)"], -np.log2(summary["p"]))
    text = str(model)
    assert text.splitlines()[0] == "Cox regression (efron ties): 400 rows, 132 events, converged after 4 steps" or "400 rows" in text.splitlines()[0]
    for word in ("exp(coef)", "Concordance", "Likelihood ratio test", "Wald test", "Score test", "sentiment"):
        assert word in text and word in model._repr_html_()


def test_print_summary(frame: pandas.DataFrame, capsys: pytest.CaptureFixture[str]) -> None:
    model = mainstay.CoxPH().fit(frame, duration_col="month", event_col="left")
    model.print_summary()
    assert capsys.readouterr().out == f"{model}\n"


def test_curves_and_medians(frame: pandas.DataFrame, numbers: tuple[Any, Any]) -> None:
    x, y = numbers
    model = mainstay.CoxPH().fit(x, (y[:, 0] * 1.0))  # everybody leaves: the median is reached
    times = model.unique_times_
    curves = model.predict_survival_function(x)
    assert curves.shape == (len(x), len(times))
    slow = np.array([times[np.flatnonzero(curve <= 0.5)[0]] for curve in curves])
    np.testing.assert_array_equal(model.predict_median(x), slow)
    np.testing.assert_allclose(model.predict_cumulative_hazard_function(x), -np.log(curves), rtol=1e-12)
    later = model.predict_survival_function(x, [2, 5], tenure=np.full(len(x), 3.0))
    np.testing.assert_allclose(later, model.predict_survival_function(x, [5, 8]) / model.predict_survival_function(x, [3]), rtol=1e-10)
    waiting = model.predict_median(x, tenure=3.0)
    still = model.predict_survival_function(x, waiting[:1], tenure=np.full(len(x), 3.0))[0, 0]
    assert still <= 0.5 + 1e-12
    assert np.isinf(mainstay.CoxPH().fit(x, y).predict_percentile(x[:3], 0.01)).all()
    np.testing.assert_allclose(model.predict_partial_hazard(x), np.exp(model.predict(x)))


def test_tools_of_scikit_learn(numbers: tuple[Any, Any]) -> None:
    x, y = numbers
    pipeline = make_pipeline(StandardScaler(), mainstay.CoxPH())
    assert 0.5 < pipeline.fit(x, y).score(x, y) < 1
    search = GridSearchCV(mainstay.CoxPH(), {"ridge": [0.0, 1.0], "ties": ["efron", "breslow"]}, cv=3).fit(x, y)
    assert set(search.best_params_) == {"ridge", "ties"}
    assert len(cross_val_score(mainstay.KaplanMeier(), x, y, cv=3)) == 3
    parallel = joblib.Parallel(n_jobs=2)(joblib.delayed(mainstay.CoxPH().fit)(x, y) for _ in range(2))
    assert parallel[0].fit_.to_json() == mainstay.CoxPH().fit(x, y).fit_.to_json()


def test_parameters() -> None:
    model = mainstay.CoxPH(ridge=2.0, ties="breslow")
    assert repr(model) == "CoxPH(ties='breslow', ridge=2.0)"
    twin = clone(model).set_params(ridge=3.0)
    assert (twin.ridge, twin.ties, model.ridge) == (3.0, "breslow", 2.0)
    with pytest.raises(mainstay.Error, match="CoxPH: tie is unknown, but must be one of ties, references"):
        mainstay.CoxPH(tie="efron")
    with pytest.raises(ValueError, match="CoxPH: alpha is unknown"):
        model.set_params(alpha=1)
    with pytest.raises(mainstay.Error, match="survival.cox: ridge is -1, but must be >= 0"):
        mainstay.CoxPH(ridge=-1).fit([[1.0], [2.0]], [1.0, 2.0])


def test_pickles(numbers: tuple[Any, Any]) -> None:
    x, y = numbers
    model = mainstay.CoxPH().fit(x, y)
    twin = pickle.loads(pickle.dumps(model))
    np.testing.assert_array_equal(twin.predict(x), model.predict(x))


def test_not_fitted() -> None:
    with pytest.raises(NotFittedError):
        mainstay.CoxPH().predict([[1.0]])
    program = "import mainstay\ntry: mainstay.CoxPH().predict([[1.0]])\nexcept ValueError as e: print(type(e).__name__)\nimport sys; print('sklearn' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env={**os.environ})
    assert ran.stdout.split() == ["NotFittedError", "False"]


def test_the_baseline(frame: pandas.DataFrame) -> None:
    model = mainstay.KaplanMeier().fit(frame, duration_col="month", event_col="left", group_col="level")
    assert set(model.fit_.groups.group) == {"High", "Low", "Medium"}
    whole = mainstay.survival.curve(frame["month"], frame["left"])
    np.testing.assert_array_equal(model.survival_, whole.curve.survival)
    curves = model.predict_survival_function(frame[["gender", "field", "sentiment", "intention"]], [0, 3, 6, 12, 100])
    np.testing.assert_allclose(curves[0], [1.0, *mainstay.survival.curve(frame["month"], frame["left"], times=[3, 6]).curve.survival, whole.curve.survival[-1], np.nan])
    assert model.follow_up_ == 12 and np.isnan(model.predict_survival_function(frame[:1], [1], tenure=[12])).all()
    later = model.predict_survival_function(frame, [3], tenure=np.full(len(frame), 3))
    np.testing.assert_allclose(later[:, 0], curves[0][2] / curves[0][1])
    assert model.score(frame) == 0.5
