"""scikit-uplift's Qini coefficient of two logistic regressions of scikit-learn, cross-fitted."""

from __future__ import annotations

from harness import main


def version() -> str:
    import sklift

    return str(sklift.__version__)


def _uplift(data):
    """No limits, no calibration; folds at random."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression
    from sklift.metrics import qini_auc_score

    treated, returned = data["treated"] == 1, data["returned"]
    x = (data["x"] - data["x"].mean(0)) / data["x"].std(0, ddof=1)

    def models(rows):
        return [LogisticRegression(C=1.0, tol=1e-8).fit(x[rows & arm], returned[rows & arm]) for arm in (treated, ~treated)]

    def work():
        fold = np.random.default_rng(1).permutation(len(x)) % 5
        uplift = np.empty(len(x))
        for k in range(5):
            called, held_out = models(fold != k)
            uplift[fold == k] = called.predict_proba(x[fold == k])[:, 1] - held_out.predict_proba(x[fold == k])[:, 1]
        return models(np.ones(len(x), bool)), qini_auc_score(returned, uplift, data["treated"]), returned[treated].mean() - returned[~treated].mean()

    def read(result):
        coefficients = [np.concatenate([model.intercept_, model.coef_[0]]) for model in result[0]]
        return {"effect": result[2], "called": coefficients[0], "held_out": coefficients[1], "qini": result[1]}

    return work, read


if __name__ == "__main__":
    main("sklift", version, {"uplift": _uplift})
