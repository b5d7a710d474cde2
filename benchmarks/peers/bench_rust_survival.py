"""survival (Rust with Python bindings): its bare fitting functions where it has them."""

from __future__ import annotations

import numpy as np
from harness import main


def version() -> str:
    import importlib.metadata

    import survival  # noqa: F401

    return importlib.metadata.version("survival")


def _cox(data):
    from survival.regression import coxph_fit_raw

    x = np.ascontiguousarray(data["x"])
    entry = {"entry": data["entry"]} if "entry" in data else {}

    def read(fit):
        p = x.shape[1]
        return {"coef": fit.coefficients, "std_error": np.sqrt(np.diag(np.asarray(fit.var).reshape(p, p))), "loglik": fit.loglik[1]}

    return lambda: coxph_fit_raw(data["duration"], data["event"], x, method="efron", resid=False, **entry), read


def _curve(data):
    from survival.surv_analysis import survfitkm

    def read(fit):
        survival = np.asarray(fit.surv)
        return {"survival": survival, "std_error": np.asarray(fit.std_err) * survival}

    return lambda: survfitkm(data["duration"], data["event"], conf_type="log-log"), read


def _causes(data):
    from survival.surv_analysis import survfitaj

    state = data["cause"].astype(np.int64)
    return (lambda: survfitaj(data["duration"], state, ["1", "2"], conf_type="log-log"),
            lambda fit: {"incidence": np.asarray(fit.pstate)[:, -2:].T.ravel()})


def _concordance(data):
    import survival

    response = survival.Surv(data["duration"], data["event"])

    def read(fit):
        return {"concordance": fit.concordance, "std_error": np.sqrt(np.asarray(fit.var, dtype=float))}

    return lambda: survival.concordance(response, scores=data["prediction"], reverse=True), read


if __name__ == "__main__":
    main("rust_survival", version, {"cox": _cox, "cox_intervals": _cox, "curve": _curve, "causes": _causes, "concordance": _concordance})
