"""The learners that are compared, ours and the peers', with their own defaults: fit on some rows, then survival (or incidence by cause) of others at given times.

A learner is a function (train, times) -> predict(x) -> array (causes or 1, rows, times): probabilities of having left. Attributes come in two forms, the frame with categories as texts and
the same as numbers with one column for each level but the first; missing values are filled with the median of the training rows beside a column that says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

Predict = Callable[["Rows"], np.ndarray]


@dataclass
class Rows:
    frame: dict[str, np.ndarray]
    numbers: np.ndarray
    duration: np.ndarray
    event: np.ndarray

    @property
    def causes(self) -> int:
        return int(self.event.max())


class Preparation:
    """What is learnt about the attributes from the training rows alone."""

    def __init__(self, x: pd.DataFrame, most_levels: int = 20) -> None:
        self.median: dict[str, float] = {}
        self.levels: dict[str, list[str]] = {}
        self.flagged: list[str] = []
        for column in x.columns:
            if x[column].dtype.kind == "f" or x[column].dtype.kind == "i":
                self.median[column] = float(np.nanmedian(x[column])) if x[column].notna().any() else 0.0
                if 10 <= x[column].isna().sum() <= len(x) - 10:
                    self.flagged.append(column)
            else:
                counts = x[column].fillna("missing").astype(str).value_counts()
                self.levels[column] = sorted(counts[counts >= 10].index[:most_levels])

    def __call__(self, x: pd.DataFrame, duration: np.ndarray, event: np.ndarray) -> Rows:
        frame: dict[str, np.ndarray] = {}
        numbers: list[np.ndarray] = []
        for column, median in self.median.items():
            values = x[column].to_numpy(float)
            frame[column] = np.where(np.isnan(values), median, values)
            numbers.append(frame[column])
            if column in self.flagged:
                frame[f"{column} missing"] = np.isnan(values).astype(float)
                numbers.append(frame[f"{column} missing"])
        for column, levels in self.levels.items():
            if len(levels) < 2:
                continue
            texts = x[column].fillna("missing").astype(str).to_numpy()
            known = np.where(np.isin(texts, levels), texts, levels[0]).astype(object)
            frame[column] = known
            numbers += [(known == level).astype(float) for level in levels[1:]]
        return Rows(frame, np.column_stack(numbers), duration, event)


def step(time: np.ndarray, value: np.ndarray, times: np.ndarray, first: float) -> np.ndarray:
    """Values of right-continuous curves (rows × time) at times."""
    padded = np.concatenate([np.full((value.shape[0], 1), first), value], axis=1)
    return padded[:, np.searchsorted(time, times, side="right")]


# ---- ours


def ours(learner: str, **options: Any) -> Callable[[Rows, np.ndarray], Predict]:
    def fit(train: Rows, times: np.ndarray) -> Predict:
        import mainstay

        model = mainstay.survival.model(train.frame, train.duration, train.event, learner=learner, **options)
        return lambda rows: left(model.predict(rows.frame, times=times, beyond="carry"), rows, train.causes)

    return fit


def chosen(which: str) -> Callable[[Rows, np.ndarray], Predict]:
    def fit(train: Rows, times: np.ndarray) -> Predict:
        import mainstay

        key = id(train)
        if key not in _chosen:  # fitted once for the winner and the blend
            _chosen.clear()
            _chosen[key] = mainstay.survival.choose(train.frame, train.duration, train.event, times=times)
        model = _chosen[key]
        return lambda rows: left(model.predict(rows.frame, times=times, beyond="carry", model="" if which == "winner" else which), rows, train.causes)

    return fit


_chosen: dict[int, Any] = {}


def left(found: Any, rows: Rows, causes: int) -> np.ndarray:
    if causes > 1 and found.incidence:
        return np.stack([np.asarray(cause.incidence) for cause in found.incidence])
    return 1.0 - np.asarray(found.survival)[None]


# ---- the peers


def _structured(rows: Rows) -> np.ndarray:
    return np.array(list(zip(rows.event > 0, rows.duration)), dtype=[("event", bool), ("time", float)])


def scikit_survival(make: Callable[[], Any]) -> Callable[[Rows, np.ndarray], Predict]:
    def fit(train: Rows, times: np.ndarray) -> Predict:
        model = make().fit(train.numbers, _structured(train))

        def predict(rows: Rows) -> np.ndarray:
            curves = model.predict_survival_function(rows.numbers, return_array=True)
            return 1.0 - step(np.asarray(model.unique_times_), curves, times, 1.0)[None]

        return predict

    return fit


def sksurv_cox() -> Any:
    from sksurv.linear_model import CoxPHSurvivalAnalysis

    return CoxPHSurvivalAnalysis(alpha=1e-4, ties="efron")


def sksurv_forest() -> Any:
    from sksurv.ensemble import RandomSurvivalForest

    return RandomSurvivalForest(n_estimators=100, min_samples_leaf=15, max_features="sqrt", n_jobs=-1, random_state=0)


def sksurv_boosting() -> Any:
    from sksurv.ensemble import GradientBoostingSurvivalAnalysis

    return GradientBoostingSurvivalAnalysis(random_state=0)


def xgboost_cox(train: Rows, times: np.ndarray) -> Predict:
    """XGBoost's Cox objective; it gives no curves, so Breslow's baseline of the training rows is put under its scores."""
    import xgboost

    data = xgboost.DMatrix(train.numbers, label=np.where(train.event > 0, train.duration, -train.duration))
    model = xgboost.train({"objective": "survival:cox", "eta": 0.1, "max_depth": 3, "tree_method": "hist"}, data, 100)
    margin = model.predict(data, output_margin=True).astype(float)
    shift = margin.mean()
    ratio = np.exp(margin - shift)
    order = np.argsort(train.duration, kind="stable")
    at_risk = np.cumsum(ratio[order][::-1])[::-1]
    distinct, first = np.unique(train.duration[order], return_index=True)
    deaths = np.add.reduceat((train.event[order] > 0).astype(float), first)
    hazard = np.cumsum(deaths / at_risk[first])

    def predict(rows: Rows) -> np.ndarray:
        score = np.exp(model.predict(xgboost.DMatrix(rows.numbers), output_margin=True).astype(float) - shift)
        return 1.0 - np.exp(-score[:, None] * step(distinct, hazard[None], times, 0.0))[None]

    return predict


def comprisk_forest(train: Rows, times: np.ndarray) -> Predict:
    from comprisk import CompetingRiskForest

    model = CompetingRiskForest(n_estimators=100, min_samples_leaf=15, random_state=0)
    model.fit(train.numbers, train.duration, train.event)

    def predict(rows: Rows) -> np.ndarray:
        return np.asarray(model.predict_cif(rows.numbers, times=times)).transpose(1, 0, 2)

    return predict


def hazardous_boost(train: Rows, times: np.ndarray) -> Predict:
    from hazardous import SurvivalBoost

    y = pd.DataFrame({"event": train.event, "duration": train.duration})
    model = SurvivalBoost(show_progressbar=False, random_state=0).fit(train.numbers, y)
    return lambda rows: np.asarray(model.predict_cumulative_incidence(rows.numbers, times=times))[:, 1:].transpose(1, 0, 2)  # (rows, staying and causes, times)


def all_learners() -> dict[str, Callable[[Rows, np.ndarray], Predict]]:
    import mainstay

    described = next(item for item in mainstay.describe()["analyses"] if item["key"] == "survival.model")
    words = next(field for field in described["options"] if field["name"] == "learner")["words"]
    return {
        **{f"mainstay {word['name']}": ours(word["name"]) for word in words},
        "mainstay choose": chosen("winner"), "mainstay choose, blend": chosen("blend"),
        "scikit-survival Cox": scikit_survival(sksurv_cox), "scikit-survival forest": scikit_survival(sksurv_forest),
        "scikit-survival boosting": scikit_survival(sksurv_boosting), "XGBoost Cox": xgboost_cox, "comprisk forest": comprisk_forest, "hazardous SurvivalBoost": hazardous_boost,
    }
