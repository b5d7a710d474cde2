"""Gives golden files to Mainstay's Python package and prints where it differs from R.

    Rscript tests/golden/survival/fresh.R 7 200 build/fresh
    python tests/golden/survival/compare_fresh.py build/fresh [more folders or files]

The checked-in folders (cox, curve, concordance, log_rank, gray) can be given, too. Exit status 1 when any number differs by more than its tolerance.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import Any

import numpy as np

RELATIVE = 1e-8


def number(value: Any) -> float:
    if value is None:
        return math.nan
    if isinstance(value, str):
        return {"Inf": math.inf, "-Inf": -math.inf}[value]
    return float(value)


def numbers(values: Any) -> np.ndarray:
    if values and isinstance(values[0], list):
        return np.array([[number(cell) for cell in row] for row in values])
    return np.array([number(value) for value in values])


def column(values: list[Any]) -> Any:
    return values if values and isinstance(values[0], str) else numbers(values)


def load(path: Path) -> dict[str, Any]:
    document = json.loads(path.read_text(encoding="utf-8"))
    data = document["data"]
    if "file" in data:
        stored = json.loads((Path(__file__).parent.parent / "data" / data.pop("file")).read_text(encoding="utf-8"))["data"]
        for name, value in list(data.items()):
            if isinstance(value, str):
                data[name] = stored[value]
            elif name == "x":
                data["x"] = {covariate: stored[covariate] for covariate in value}
    return document


class Comparison:
    def __init__(self) -> None:
        self.failures: list[str] = []
        self.compared = 0
        self.worst = 0.0

    def __call__(self, where: str, ours: Any, theirs: Any, relative: float = RELATIVE, absolute: float = 1e-12) -> None:
        a, b = np.asarray(ours, dtype=float).ravel(), np.asarray(theirs, dtype=float).ravel()
        self.compared += b.size
        if a.shape != b.shape:
            self.failures.append(f"{where}: {a.size} values, R has {b.size}")
            return
        missing = np.isnan(a) | np.isnan(b) | np.isinf(a) | np.isinf(b)
        if not np.array_equal(a[missing], b[missing], equal_nan=True):
            self.failures.append(f"{where}: {a[missing][:5]} but R has {b[missing][:5]}")
            return
        a, b = a[~missing], b[~missing]
        if not a.size:
            return
        scale = np.maximum(np.abs(a), np.abs(b))
        wrong = np.abs(a - b) > np.maximum(relative * scale, absolute)
        with np.errstate(invalid="ignore", divide="ignore"):
            difference = np.where(np.abs(a - b) <= absolute, 0.0, np.abs(a - b) / scale)
        self.worst = max(self.worst, float(difference.max()))
        if wrong.any():
            at = int(np.argmax(difference))
            self.failures.append(f"{where}: {int(wrong.sum())} of {a.size} differ, worst {a[at]:.17g} but R has {b[at]:.17g}")


def compare_cox(name: str, document: dict[str, Any], same: Comparison) -> None:
    import mainstay

    data, options, expect = document["data"], document.get("options", {}), document["expect"]
    levels = data.get("levels", {})
    x = {covariate: column(values) for covariate, values in data["x"].items()}
    given = {key: column(data[key]) for key in ("entry", "weights", "offset", "strata", "cluster") if key in data}
    robust = "robust_std_error" in expect
    references = [{"column": covariate, "level": values[0]} for covariate, values in levels.items()]

    def fit_with(robust: bool, **columns: Any) -> Any:
        return mainstay.survival.cox(
            x, numbers(data["duration"]), numbers(data["event"]), ties=options["ties"], ridge=options["ridge"], robust=robust, references=references, **columns
        )

    fit = fit_with(robust, **given)
    if str(fit.status) != "converged" and "closed" not in name:
        same.failures.append(f"{name}: status {fit.status}")
        return
    # R's order of terms follows the levels, ours the order in which levels stand in the table: match them by name
    order = {}
    for place, term in enumerate(fit.coefficients.term):
        order[str(term).replace("=", "")] = place
    terms = expect.get("terms", list(data["x"]))
    place = [order[term] for term in terms]
    p = len(place)
    table = fit.coefficients
    grid = np.ix_(place, place)
    same(f"{name} coef", np.asarray(table.coefficient)[place], numbers(expect["coef"]))
    same(f"{name} loglik", [fit.log_likelihood_null, fit.log_likelihood], numbers(expect["loglik"]))
    same(f"{name} var", np.asarray(fit.model_covariance).reshape(p, p)[grid], numbers(expect["var"]))
    if robust:
        same(f"{name} robust var", np.asarray(fit.covariance).reshape(p, p)[grid], numbers(expect["robust_var"]))
    if "score_test" in expect and "means" in expect:
        same(f"{name} score test", fit.score_test.statistic, expect["score_test"])
    if "concordance" in expect:
        same(f"{name} concordance", fit.concordance, number(expect["concordance"]["concordance"]))
        same(f"{name} concordance error", fit.concordance_std_error, number(expect["concordance"]["std_error"]))
    if robust and "cluster" in data:
        same(f"{name} wald test", fit.wald_test.statistic, expect["wald_test"])
    if robust or "cluster" in given:
        given.pop("cluster", None)
        fit = fit_with(False, **given)  # the golden curves have the model's errors
    for i, row in enumerate(expect.get("new_rows", [])):
        new = {covariate: [value] for covariate, value in row["x"].items()}
        at = {"strata": [row["stratum"]]} if "stratum" in row else {}
        if "offset" in row:
            at["offset"] = [row["offset"]]
        for interval in ("log_log", "log"):
            curve = fit.predict(new, times=row["time"], interval=interval, **at)
            label = f"{name} new row {i} "
            same(label + "survival", curve.survival, numbers(row["survival"]))
            same(label + "cumulative hazard", curve.cumulative_hazard, numbers(row["cumulative_hazard"]))
            same(label + "std error", curve.cumulative_hazard_std_error, numbers(row["std_error"]))
            # where nothing has happened yet, survival is 1 and both ends may be called 1 or missing
            started = numbers(row["survival"]) < 1
            for end in ("lower", "upper"):
                same(label + f"{interval} {end}", np.asarray(getattr(curve, end)).ravel()[started], numbers(row[f"{interval}_{end}"])[started])
        for one in row["conditional"]:
            curve = fit.predict(new, times=[one["ahead"]], tenure=[one["given"]], **at)
            same(f"{name} new row {i} conditional", curve.survival, one["survival"])


def compare_curve(name: str, document: dict[str, Any], same: Comparison) -> None:
    import mainstay

    data, groups = document["data"], document["expect"]["groups"]
    causes = "cause" in data
    given = {key: column(data[key]) for key in ("entry", "weights", "group") if key in data}
    event = numbers(data["cause" if causes else "event"])
    for interval in ("log_log", "log", "plain"):
        result = mainstay.survival.curve(
            numbers(data["duration"]), event, interval=interval, probabilities=[0.1, 0.25, 0.5, 0.75, 0.9],
            restricted_mean_until=float(groups[0]["restricted_mean"]["until"]),
            std_error="robust" if causes else "greenwood", **given,
        )
        table, incidence = result.curve, result.incidence
        labels = np.array([str(label) for label in table.group])
        for place, group in enumerate(groups):
            rows = labels == str(group["group"]) if "group" in data else np.full(labels.shape, True)
            where = f"{name} {group['group']} {interval} "
            same(where + "time", np.asarray(table.time)[rows], numbers(group["time"]))
            if np.asarray(table.time)[rows].size != len(group["time"]):
                continue
            same(where + "at risk", np.asarray(table.at_risk)[rows], numbers(group["at_risk"]))
            same(where + "survival", np.asarray(table.survival)[rows], numbers(group["survival"]))
            if not causes:
                survival = numbers(group["survival"])
                with np.errstate(invalid="ignore"):
                    error = numbers(group["std_error"]) * survival
                same(where + "std error", np.asarray(table.survival_std_error)[rows][survival > 0], error[survival > 0])
                same(where + "cumulative hazard", np.asarray(table.cumulative_hazard)[rows], numbers(group["cumulative_hazard"]))
                same(where + "hazard error", np.asarray(table.cumulative_hazard_std_error)[rows], numbers(group["cumulative_hazard_std_error"]))
                inside = (survival > 0) & (survival < 1)
                for end in ("lower", "upper"):
                    same(where + end, np.asarray(getattr(table, f"survival_{end}"))[rows][inside], numbers(group[f"{interval}_{end}"])[inside])
                chosen = slice(5 * place, 5 * place + 5)
                same(where + "quantiles", np.asarray(result.quantiles.time)[chosen], numbers(group["quantiles"]["time"]))
                same(where + "restricted mean", np.asarray(result.groups.restricted_mean)[place], group["restricted_mean"]["mean"])
                same(where + "restricted mean error", np.asarray(result.groups.restricted_mean_std_error)[place], group["restricted_mean"]["std_error"])
                continue
            theirs = numbers(group["incidence"])
            mine = np.array([str(label) for label in incidence.group])
            cause_of = np.array([str(label) for label in incidence.cause])
            for j in range(theirs.shape[1]):
                cell = (mine == str(group["group"]) if "group" in data else np.full(mine.shape, True)) & (cause_of == str(j + 1))
                same(where + f"incidence {j + 1}", np.asarray(incidence.incidence)[cell], theirs[:, j])
                error = numbers(group["std_error"])[:, j]  # 0 where everybody left for one cause: rounding, then a square root
                same(where + f"incidence error {j + 1}", np.asarray(incidence.std_error)[cell], error, absolute=2e-8)
                inside = (theirs[:, j] > 0) & (error > 1e-8)
                for end in ("lower", "upper"):
                    if interval != "log_log":
                        continue
                    same(where + f"incidence {end} {j + 1}", np.asarray(getattr(incidence, end))[cell][inside], numbers(group[f"{interval}_{end}"])[:, j][inside])


def columns_of(data: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: column(data[name]) for name in names if name in data}


def compare_concordance(name: str, document: dict[str, Any], same: Comparison) -> None:
    import mainstay

    data, expect = document["data"], document["expect"]
    result = mainstay.survival.concordance(
        numbers(data["prediction"]), numbers(data["duration"]), numbers(data["event"]), **columns_of(data, ("entry", "weights", "strata", "cluster"))
    )
    theirs = {"concordant": "concordant", "discordant": "discordant", "tied_score": "tied_x", "tied_time": "tied_y", "tied_both": "tied_xy",
              "concordance": "concordance", "std_error": "std_error"}
    for ours, key in theirs.items():
        same(f"{name} {ours}", getattr(result, ours), number(expect[key]))


def compare_log_rank(name: str, document: dict[str, Any], same: Comparison) -> None:
    import mainstay

    data, expect = document["data"], document["expect"]
    result = mainstay.survival.log_rank(
        numbers(data["duration"]), numbers(data["event"]), column(data["group"]), rho=float(document["options"]["rho"]), **columns_of(data, ("entry", "strata"))
    )
    same(f"{name} observed", result.groups.observed, numbers(expect["observed"]))
    same(f"{name} expected", result.groups.expected, numbers(expect["expected"]))
    same(f"{name} variance", result.variance, numbers(expect["variance"]))
    same(f"{name} statistic", result.statistic, expect["chi_square"])
    same(f"{name} p", result.p_value, expect["p_value"])


def compare_gray(name: str, document: dict[str, Any], same: Comparison) -> None:
    import mainstay

    data, expect = document["data"], document["expect"]
    result = mainstay.survival.gray(
        numbers(data["duration"]), numbers(data["cause"]), column(data["group"]), rho=float(document["options"]["rho"]), **columns_of(data, ("strata",))
    )
    same(f"{name} statistic", result.tests.statistic, numbers([test["chi_square"] for test in expect["tests"]]))
    same(f"{name} p", result.tests.p_value, numbers([test["p_value"] for test in expect["tests"]]))


def main() -> int:
    paths = [file for name in sys.argv[1:] for file in (sorted(Path(name).glob("*.json")) if Path(name).is_dir() else [Path(name)])]
    if not paths:
        print(__doc__)
        return 2
    same = Comparison()
    for path in paths:
        document = load(path)
        before = len(same.failures)
        try:
            if "x" in document["data"]:
                compare_cox(path.name, document, same)
            elif "prediction" in document["data"]:
                compare_concordance(path.name, document, same)
            elif "chi_square" in document["expect"]:
                compare_log_rank(path.name, document, same)
            elif "tests" in document["expect"]:
                compare_gray(path.name, document, same)
            else:
                compare_curve(path.name, document, same)
        except Exception as error:  # one broken file shall not hide the others
            same.failures.append(f"{path.name}: {type(error).__name__}: {error}")
        for line in same.failures[before : before + 6]:
            print(line, "--", document.get("note", ""))
    print(f"{len(paths)} files, {same.compared} numbers, worst relative difference {same.worst:.1e}, {len(same.failures)} failures")
    return 1 if same.failures else 0


if __name__ == "__main__":
    sys.exit(main())
