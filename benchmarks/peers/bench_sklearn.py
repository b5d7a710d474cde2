"""scikit-learn: n-grams and logistic regression, logits for offers, stratified draws."""

from __future__ import annotations

from harness import main
from problems_leaving import OFFER_TARGET


def version() -> str:
    import sklearn

    return str(sklearn.__version__)


def _classifier(data):
    """The same n-grams, weights and penalty; two folds at random instead of by texts."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import log_loss
    from sklearn.model_selection import cross_val_predict
    from sklearn.pipeline import make_pipeline

    texts, reason = data["text"].tolist(), data["reason"].astype(str)

    def work():
        model = make_pipeline(TfidfVectorizer(analyzer="char", ngram_range=(1, 3), min_df=2), LogisticRegression(C=2.0, max_iter=1000, tol=1e-6))
        held_out = cross_val_predict(model, texts, reason, cv=2, method="predict_proba")
        return model.fit(texts, reason), held_out

    return work, lambda result: {"probability": result[0].predict_proba(texts[:500]).ravel(), "held_out_loss": log_loss(reason, result[1])}


def _holdout(data):
    """Who may be contacted, a tenth of them by strata; no numbers of chances, no balance."""
    import numpy as np
    from sklearn.model_selection import train_test_split

    stratum = data["reason"] * 10 + data["city"]

    def work():
        eligible = np.flatnonzero(data["contactable"] == 1)
        return train_test_split(eligible, test_size=0.1, stratify=stratum[eligible], random_state=1)[1]

    return work, lambda held: {"held_out": np.bincount(stratum[held], minlength=60)}


def _offers(data):
    """The logit without a penalty, then all offers of a pair side by side; no limits, no gaps, no levers told."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    x, pair = data["x"], data["pair"]
    percent, steps = (grid.ravel() for grid in np.meshgrid(np.arange(18.0), [0.0, 1.0], indexing="ij"))

    def work():
        model = LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-10).fit(x, data["accepted"])
        b = np.concatenate([model.intercept_, model.coef_[0]])
        wanted = np.log(OFFER_TARGET / (1 - OFFER_TARGET))
        reaching = b[0] + pair @ b[1:] >= wanted
        reach = (b[0] + pair[:, 2:] * b[3] + percent * b[1] + steps * b[2]) >= wanted
        cost = (percent - pair[:, :1]) * 5200 + (steps - pair[:, 1:2]) * 9100
        cheapest = np.where(reach, cost, np.inf).argmin(1)
        return b, reaching, reach.any(1), cheapest

    return work, lambda result: {"coefficient": result[0], "reaching": result[1].sum(), "reachable": (result[2] & ~result[1]).sum()}


if __name__ == "__main__":
    main("sklearn", version, {"classifier": _classifier, "holdout": _holdout, "offers": _offers})
