"""Mainstay, through its Python package: what a caller pays, checks of the input included."""

from __future__ import annotations

import os

import mainstay_leaving
import mainstay_texts
import numpy as np
from harness import main
from problems import DEPARTMENTS, HORIZONS, INDICATORS, MONTH_ENDS, OTHERS, RESAMPLES, STAGES, TODAY, WAY_WORDS, WINDOWS, agreement, integrated_brier, log_likelihood

THREADS = {"threads": int(os.environ["MAINSTAY_THREADS"])} if "MAINSTAY_THREADS" in os.environ else {}


def version() -> str:
    import mainstay

    return str(mainstay.__version__)


def _cox(data):
    import mainstay

    x = data["x"]  # column-major, as R keeps a matrix
    entry = {"entry": data["entry"]} if "entry" in data else {}

    def work():  # what R's coxph.fit computes: coefficients, covariance, likelihoods, score test
        return mainstay.survival.cox(x, data["duration"], data["event"], ties="efron", concordance=False, baseline=False, **entry, **THREADS)

    def read(fit):
        table = fit.coefficients
        return {"coef": table.coefficient, "std_error": table.std_error, "loglik": fit.log_likelihood, "iterations": fit.iterations}

    return work, read


def _aft(data):
    import mainstay

    def work():
        return mainstay.survival.aft(data["duration"], x=data["x"], event=data["event"], distribution="weibull", **THREADS)

    def read(fit):
        table = fit.coefficients
        return {"coef": table.coefficient, "std_error": table.std_error, "loglik": fit.log_likelihood, "iterations": fit.iterations}

    return work, read


def _forest(data):
    import mainstay

    duration, cause = data["duration"].astype(np.int32), data["cause"].astype(np.int8)

    def work():
        return mainstay.survival.forest(data["x"], duration, cause, trees=50, min_leaf_rows=200, out_of_bag=False, **THREADS)

    def read(fit):
        curves = fit.predict(data["new_x"], times=data["times"], beyond="carry")
        return {"integrated_brier": integrated_brier(data, np.array([each.incidence for each in curves.incidence]))}

    return work, read


def _path(data):
    import mainstay

    def work():
        return mainstay.survival.path(data["duration"], data["event"], x=data["x"], ties="breslow", standardize=False, penalties=list(data["penalties"]), stop_early=False, baseline=False, **THREADS)

    def read(fit):
        places = {str(term): j for j, term in enumerate(fit.coefficients.term)}
        coef = np.zeros((len(fit.steps.penalty), len(places)))
        for step, term, value in zip(fit.path.step, fit.path.term, fit.path.coefficient, strict=True):
            coef[step, places[str(term)]] = value
        return {"coef": coef[[20, 40, 59]]}

    return work, read


def _boosting(data):
    import mainstay

    duration, event = data["duration"].astype(np.int32), data["event"].astype(np.int8)

    def work():  # XGBoost is given the same trees: 100 of 32 leaves, nothing held out
        return mainstay.survival.boosting(data["x"], duration, event, iterations=100, leaves=32, depth=5, held_out=0.0, **THREADS)

    def read(fit):
        return {"concordance": agreement(data, 1.0 - np.asarray(fit.predict(data["new_x"], times=[300.0], beyond="carry").survival).ravel())}

    return work, read


def _hazard(data):
    import mainstay

    def work():
        return mainstay.survival.hazard(data["duration"], data["event"], x=data["x"], link="logit", baseline="free", **THREADS)

    def read(fit):
        table = fit.coefficients
        return {"coef": table.coefficient, "std_error": table.std_error, "loglik": fit.log_likelihood}

    return work, read


def _moves(data):
    import mainstay
    import pandas

    words = [str(place) for place in range(7)]
    post = pandas.Series(pandas.Categorical.from_codes(data["group"].astype(int), categories=words))
    goes = pandas.Series(pandas.Categorical.from_codes(np.where(data["cause"] > 0, data["cause"], -1).astype(int), categories=words))
    start, stop = np.zeros(len(post), np.int64), data["duration"].astype(np.int64)

    def work():
        return mainstay.competency.moves(post, start, stop, goes, posts=words[:5], times=[12, 24, 36], horizons=[36], replicates=0, std_error="robust", **THREADS)

    def read(result):
        table = result.incidence
        found = {(int(str(a)), int(str(b)), int(t)): (p, e) for a, b, t, p, e in zip(table.from_post, table.to_post, table.time, table.incidence, table.std_error)}
        places = [(post, to, time) for to in (1, 2, 3, 4, 6) for post in range(5) for time in (12, 24, 36)]
        return {"probability": np.array([found.get(place, (0.0, 0.0))[0] for place in places]), "std_error": np.array([found.get(place, (0.0, 0.0))[1] for place in places])}

    return work, read


def _states(data):
    import mainstay
    import pandas

    words = np.array(["", "in class", "posted", "left"])
    state = pandas.Series(pandas.Categorical.from_codes(data["state"].astype(int) - 1, categories=list(words[1:])))
    goes = pandas.Series(pandas.Categorical.from_codes(data["next_state"].astype(int) - 1, categories=list(words[1:])))
    person = data["person"].astype(np.int32)

    def work():
        return mainstay.survival.states(data["stop"], state, goes, person=person, start=data["start"], states=list(words[1:]), std_error="robust", **THREADS)

    def read(result):
        table = result.occupation
        state = np.array([list(words).index(str(word)) for word in table.state])
        order = np.lexsort((np.asarray(table.time), state))
        return {"probability": np.asarray(table.probability)[order], "std_error": np.asarray(table.std_error)[order]}

    return work, read


def _whole(data):
    """Whole days and event codes in the narrow columns in which they are kept."""
    event = data["cause"] if "cause" in data else data["event"]
    return data["duration"].astype(np.int32), event.astype(np.int8)


def _curve(data):
    import mainstay

    duration, event = _whole(data)

    def read(result):
        table = result.curve
        return {"survival": table.survival, "std_error": table.survival_std_error}

    return lambda: mainstay.survival.curve(duration, event, **THREADS), read


def _causes(data):
    import mainstay

    duration, event = _whole(data)

    def read(result):
        table = result.incidence
        cause = np.array([str(word) for word in table.cause])
        return {"incidence": np.concatenate([np.asarray(table.incidence)[cause == str(k)] for k in (1, 2)])}

    return lambda: mainstay.survival.curve(duration, event, **THREADS), read


def _fine_gray(data):
    import mainstay

    def work():  # as cmprsk's crr and comprisk, without the sandwich
        return mainstay.survival.fine_gray(data["x"], data["duration"], data["cause"], ties="breslow", censoring="together", robust=False, **THREADS)

    def read(fit):
        return {"coef": fit.coefficients.coefficient, "std_error": fit.coefficients.std_error, "loglik": fit.log_likelihood, "iterations": fit.iterations}

    return work, read


def _concordance(data):
    import mainstay

    def work():
        return mainstay.survival.concordance(data["prediction"], data["duration"], data["event"], **THREADS)

    return work, lambda result: {"concordance": result.concordance, "std_error": result.std_error}


def _funnel(data):
    import mainstay
    import pandas

    word = pandas.Series(pandas.Categorical.from_codes(data["word"], categories=list(STAGES + OTHERS)))
    person = data["person"].astype(np.int32)
    stages = [{"name": stage} for stage in STAGES]

    def work():
        return mainstay.funnel.window(person, data["day"], word, stages=stages, window=180, **THREADS)

    return work, lambda result: {"reached": np.asarray(result.stages.reached)[: len(STAGES)]}


def _ways(data):
    import mainstay
    import pandas

    word = pandas.Series(pandas.Categorical.from_codes(data["word"], categories=list(WAY_WORDS)))

    def work():
        return mainstay.funnel.transitions(data["person"], data["day"], word, end_events=["posted", "left"], **THREADS)

    def read(result):
        count, mean = np.zeros((len(WAY_WORDS), len(WAY_WORDS))), np.zeros((len(WAY_WORDS), len(WAY_WORDS)))
        for a, b, times, days in zip(result.edges.from_event, result.edges.to_event, result.edges.count, result.edges.mean_days, strict=True):
            count[WAY_WORDS.index(a), WAY_WORDS.index(b)], mean[WAY_WORDS.index(a), WAY_WORDS.index(b)] = times, days
        return {"count": count, "mean": mean, "people": result.variants.people, "distinct": result.distinct_ways}

    return work, read


def _features(data):
    import mainstay

    def work():
        return mainstay.data.features(data["person"], data["feature"], data["value"], data["effective"], data["row_person"], data["cut"],
                                      recorded_at=data["recorded"], **THREADS)

    return work, lambda result: {"filled": result.columns.filled, "total": np.nansum(result.value, axis=0)}


def _scorecard(data):
    import mainstay

    curve = [{"at": 0.7, "score": 0.4}, {"at": 1, "score": 1}, {"at": 1.3, "score": 1.6}]
    indicators = [{"name": f"a{j}", "weight": 1, "target": 100_000, "curve": curve} for j in range(3)]
    indicators += [{"name": f"r{j}", "weight": 1, "denominator": f"b{j}", "curve_of": "value", "curve": [{"at": 0.2, "score": 0}, {"at": 0.5, "score": 1}, {"at": 0.7, "score": 1.2}]} for j in range(3)]
    actual = {f"a{j}": data["amount"][j] for j in range(3)} | {f"r{j}": data["above"][j] for j in range(3)} | {f"b{j}": data["below"][j] for j in range(3)}
    people = np.unique(data["person"])

    def work():
        return mainstay.performance.scorecard(people, actual_person=data["person"], actual=actual, scorecards=[{"weights": "relative", "indicators": indicators}], explain=False, **THREADS)

    return work, lambda result: {"score": result.cards.score}


def _payout(data):
    import mainstay

    tiers = [{"name": name, "at_least": edge, "rate": rate} for name, edge, rate in (("base", 0, 0.05), ("target", 1, 0.08), ("top", 1.2, 0.12))]
    people, pool = np.arange(len(data["amount"])), np.zeros(len(data["amount"]), np.int64)

    def work():
        return mainstay.performance.payout(people, data["amount"], target=data["target"], pool=pool, pool_points=data["points"], plan={"method": "marginal", "tiers": tiers, "pools": [{"name": "0", "amount": 1_000_000_007}]}, explain=False, **THREADS)

    return work, lambda result: {"earned": result.people.earned}
def _rolling(data):
    import mainstay

    x = {name: data[f"x_{name}"] for name in INDICATORS}
    windows = [{"unit": "days", "length": length} for length in WINDOWS]

    def work():
        return mainstay.performance.rolling(data["person"], data["day"], x, windows=windows, counts=False, coverage=False, **THREADS)

    return work, lambda result: {"total": [each.sum.sum() for each in result.sums], "last": [each.sum[-1] for each in result.sums]}


def _search(data):
    import mainstay

    names = [f"d{j}" for j in range(data["x"].shape[1])]
    columns = lambda a: {name: np.ascontiguousarray(a[:, j]) for j, name in enumerate(names)}  # noqa: E731
    x, posts = columns(data["x"]), {name: columns(data[name]) for name in ("target", "weight", "floor")}
    profile = {"dimensions": [{"name": name, "target": 9.0, "weight": 1 / 6} for name in names]}

    def work():
        return mainstay.competency.search(x, profile, **posts, **THREADS)

    return work, lambda result: {"person": result.by_post.person_row, "score": result.by_post.score}


def _decision(data):
    import mainstay

    x = {f"c{j}": np.ascontiguousarray(data["x"][:, j]) for j in range(6)}
    criteria = [{"name": name, "direction": "lower" if j % 2 else "higher"} for j, name in enumerate(x)]

    def work():
        return mainstay.performance.decision(x, criteria=criteria, weights="entropy", method="topsis", normalisation="vector", details=False, **THREADS)

    return work, lambda result: {"weight": result.criteria.weight, "score": result.score}


def _alerts(data):
    import mainstay

    rule = {"name": "r", "version": "1", "clock": "days", "missing": "is_false", "when": "both", "conditions": [
        {"name": "low", "column": "calls", "max_age": 0, "compare": "below", "against": "peers_mean", "peers": "team", "least_peers": 1},
        {"name": "three", "kind": "streak", "of": ["low"], "length": 3}, {"name": "stress", "column": "stress", "max_age": 0, "compare": "above", "threshold": 8},
        {"name": "both", "kind": "all", "of": ["three", "stress"]}]}
    people = np.arange(len(data["team"]))

    def work():
        return mainstay.signals.alerts(data["person"], data["day"], x={"calls": data["calls"], "stress": data["stress"]}, person_id=people, groups={"team": data["team"]}, rules=[rule], explain=False, **THREADS)

    return work, lambda result: {"held": float(result.rules.held[0])}
def _raters(data):
    import mainstay

    def work():
        return mainstay.performance.raters(data["person"], data["rater"], data["rating"], **THREADS)

    return work, lambda result: {"variance": result.variances.variance, "mean": result.mean}


def _placement(data):
    import mainstay

    score = data["score"]
    names = [f"x{j}" for j in range(score.shape[1])]
    posts = {"post": names, "capacity": data["capacity"]} if "capacity" in data else {}

    def work():  # proven by its prices; without sentences
        return mainstay.competency.placement(score=score, explain=False, **posts, **THREADS)

    return work, lambda result: {"total": result.total}


def _headcount(data):
    import mainstay
    import pandas

    department = pandas.Series(pandas.Categorical.from_codes(data["department"], categories=list(DEPARTMENTS)))
    options = {"dates": list(MONTH_ENDS), "observation_end": 40_000}

    def work():
        return mainstay.attrition.headcount(data["person"], data["start"], data["stop"], by={"department": department}, **options, **THREADS)

    def read(result):
        heads = np.asarray(result.dates.heads, dtype=float).reshape(len(MONTH_ENDS), -1)
        return {"heads": heads[:, 1:].ravel()}  # the first is the total

    return work, read


def _stable_matching(data):
    import mainstay

    def work():  # proven to be stable; without sentences
        return mainstay.competency.stable_matching(pair_person=data["person"], pair_post=data["post"], pair_wish=data["wish"], pair_rating=data["rating"], person=np.arange(data["person"].max() + 1),
                                                   post=np.arange(len(data["capacity"])), capacity=data["capacity"], order="lowest", explain=False, **THREADS)

    return work, lambda result: {"post": [-1 if each is None else int(each) for each in result.people.post]}


def _growth(data):
    import mainstay

    scores = dict(zip("abc", data["score"]))
    dimensions = [{"name": name} for name in scores]

    def work():  # with pace, verdicts and completions; without sentences
        return mainstay.competency.growth(data["person"], data["day"], scores, dimensions=dimensions, explain=False, **THREADS)

    def read(result):
        table = result.changes
        dimension = np.asarray(list(table.dimension))
        of = [dimension == name for name in scores]
        return {"change": [float(np.nansum(np.asarray(table.change_first)[rows])) for rows in of], "trend": [float(np.nansum(np.asarray(table.trend)[rows])) for rows in of]}

    return work, read


def _promotion(data):
    import mainstay

    stop = np.where(data["stop"] < 0, np.nan, data["stop"])

    def work():  # with rates, intervals, time in post and units against what is expected
        return mainstay.competency.promotion(data["person"], data["post"].astype(str), data["start"], stop, unit=data["unit"], posts=["0", "1", "2", "3"], boundaries=data["boundaries"], **THREADS)

    def read(result):
        flow = result.flow
        unit, post = np.array([int(str(each)) for each in flow.unit]), np.array([int(str(each)) for each in flow.post])
        by = lambda values: np.bincount(4 * unit + post, weights=np.asarray(values, float))  # noqa: E731
        return {"heads": by(flow.heads_close), "promoted": by(flow.promoted_out), "left": by(flow.left)}

    return work, read


def _irt(data):
    import mainstay

    table = data["answers"]

    def work():
        return mainstay.competency.irt(table, std_errors="none", item_fit=False, **THREADS)

    def read(fit):
        item, location, slope = np.asarray(fit.steps.item), np.asarray(fit.steps.location), np.asarray(fit.items.discrimination)
        return {"slope": slope, "loglik": log_likelihood(table, slope, [location[item == name] for name in fit.items.item])}

    return work, read


def _facets(data):
    import mainstay

    def work():
        return mainstay.competency.facets(data["person"], data["rater"], data["rating"], item=data["item"], **THREADS)

    def read(fit):
        facet, measure = np.asarray(list(fit.measures.facet)), np.asarray(fit.measures.measure)
        return {"severity": measure[facet == "rater"], "step": np.asarray(fit.thresholds.step)[1:], "loglik": fit.log_likelihood}

    return work, read


def _differential(data):
    import mainstay

    def work():
        return mainstay.competency.differential(data["answers"], data["group"], reference="0", **THREADS)

    return work, lambda result: {"odds_ratio": result.matched.odds_ratio, "statistic": result.matched.statistic, "both": result.logistic.statistic}


def _selection(data):
    import mainstay

    x = {name: data[name] for name in ("sales", "rate", "service", "absence")}
    rules = [{"name": "rate", "column": "rate", "compare": "at_least", "threshold": 80},
             {"name": "service", "column": "service", "kind": "quantile", "compare": "at_least", "probability": 0.5, "population": "leavers"},
             {"name": "sales", "column": "sales", "kind": "top_share", "share": 0.2, "population": "leavers"},
             {"name": "site", "column": "sales", "kind": "quantile", "compare": "at_least", "probability": 0.9, "population": "leavers_in_group", "group": "site"},
             {"name": "absence", "column": "absence", "kind": "bottom_share", "share": 0.3, "population": "leavers"}]
    people = np.arange(len(data["site"]))

    def work():  # with the value, cut and place of everybody in every rule
        return mainstay.returns.selection(people, x, data["consent"], groups={"site": data["site"]}, rules=rules, combine="at_least", least=2, explain=False, **THREADS)

    return work, lambda result: {"met": result.counts.met, "chosen": result.steps.people[1], "selected": result.steps.people[5]}


def _return_probability(data):
    import mainstay

    group = data["group"].astype(np.int32)
    reason, situation, end = group // 4, group % 4, data["cause"].astype(np.int8)

    def work():  # with errors, limits, every end, and what groups say of each other
        return mainstay.returns.probability(data["duration"], end, reason=reason, situation=situation, horizons=list(HORIZONS), **THREADS)

    return work, lambda result: {"probability": result.groups.probability}


def _calls_money(data):
    import mainstay

    people = np.arange(len(data["value"]))
    recruiters = {"owner": data["recruiter"], "capacity_each": int(data["capacity"][0])} if "recruiter" in data else {}

    def work():
        return mainstay.returns.calls(people, data["contactable"], probability=data["probability"], value=data["value"], cost=data["cost"], budget=int(data["budget"][0]), **recruiters, **THREADS)

    return work, lambda result: {"expected_value": result.expected_value}


def _money(data):
    import mainstay

    people = np.arange(len(data["pay"]))
    parts = [{"name": "sourcing", "basis": "amount", "amount": 300_000}, {"name": "ramp-up", "basis": "months_of_pay", "quantity": 3, "share": 0.45, "saved": 0.7}]

    def work():  # with steps, cases and sensitivity
        return mainstay.returns.money(people, data["returned"], comparison=data["comparison"], contact_cost=data["contact"], offer_cost=data["offer"], pay=data["pay"], parts=parts, pay_per="month", compared_with="hold_out",
                                      resamples=RESAMPLES, **THREADS)

    return work, lambda result: {"net": result.net, "limits": [result.net_lower, result.net_upper]}


def _customers(data):
    import mainstay

    customers = len(data["customer"])
    person, leavers, bought = np.arange(customers) // 25, np.arange((customers + 24) // 25), data["product"][data["purchase_customer"]]
    consent, contactable = np.ones(customers, np.int8), np.ones(len(leavers), np.int8)

    def work():  # with limits, needs and lists
        return mainstay.returns.customers(person, data["customer"], consent, leavers, contactable, data["purchase_customer"], data["purchase_day"], product=data["product"], purchase_product=bought, today=TODAY,
                                          need_at=0.2, explain=False, **THREADS)

    def read(result):
        return {"renewals": result.products.renewals, "median": result.products.median_days, "probability": np.bincount(data["product"], np.nan_to_num(np.asarray(result.customers.probability)))}

    return work, read


def _units(data):
    import mainstay

    unit = np.arange(len(data["total"]))

    def work():  # with limits, and ranks with their uncertainty, which take most of the time
        return mainstay.funnel.units(unit, data["count"], total=data["total"], better="lower", curve_points=0, **THREADS)

    def read(result):
        table = result.units
        return {"p_value": table.p_value[:1000], "adjusted_p": table.adjusted_p[:1000], "estimate": table.estimate[:1000]}

    return work, read


def _cohorts(data):
    import mainstay

    people = np.arange(len(data["entry"]))

    def work():  # with limits and Kaplan-Meier, and the total beside the cohorts
        return mainstay.funnel.cohorts(people, data["entry"], exit_time=data["exit"], follow_up_end=21_300, ages=51, **THREADS)

    def read(result):
        cells = result.cells
        of = np.array([str(word) == "total" for word in cells.cohort])
        return {"observed": np.asarray(cells.observed)[of], "retained": np.asarray(cells.retained)[of]}

    return work, read


def _ranking(data):
    import mainstay

    weights = np.arange(len(data["score"])) % 97 + 1

    def work():
        return mainstay.performance.ranking(data["score"], group=data["group"], **THREADS)

    return work, lambda result: {"rank": weights @ np.asarray(result.rank), "percentile": weights @ np.asarray(result.percentile)}


def _shrinkage(data):
    import mainstay

    def work():
        return mainstay.performance.shrinkage(data["value"], volume=data["volume"], model="beta_binomial", **THREADS)

    def read(result):
        return {"mean": result.groups.prior_mean, "strength": result.groups.prior_volume, "estimate": result.estimate[:1000], "lower": result.lower[:1000]}

    return work, read


def _agreement(data):
    import mainstay

    unit, rater = np.nonzero(~np.isnan(data["rating"]))
    rating = data["rating"][unit, rater]

    def work():  # with the intraclass correlations
        return mainstay.performance.agreement(unit, rater, rating=rating, resamples=0, **THREADS)

    return work, lambda result: {"alpha": result.alpha}


if __name__ == "__main__":
    adapters = {
        "cox": _cox,
        "aft": _aft,
        "cox_intervals": _cox,
        "curve": _curve,
        "causes": _causes,
        "fine_gray": _fine_gray,
        "fine_gray_days": _fine_gray,
        "fine_gray_small": _fine_gray,
        "path": _path,
        "boosting": _boosting,
        "hazard": _hazard,
        "moves": _moves,
        "states": _states,
        "concordance": _concordance,
        "funnel": _funnel,
        "ways": _ways,
        "features": _features,
        "rolling": _rolling,
        "headcount": _headcount,
        "headcount_rows": _headcount,
        "forest": _forest,
        "search": _search,
        "irt": _irt,
        "irt_right_or_wrong": _irt,
        "facets": _facets,
        "differential": _differential,
        "stable_matching": _stable_matching,
        "growth": _growth,
        "promotion": _promotion,
        "scorecard": _scorecard,
        "payout": _payout,
        "decision": _decision,
        "alerts": _alerts,
        "raters": _raters,
        "selection": _selection,
        "return_probability": _return_probability,
        "calls_owners": _calls_money,
        "calls_money": _calls_money,
        "money": _money,
        "customers": _customers,
        "units": _units,
        "cohorts": _cohorts,
        "ranking": _ranking,
        "shrinkage": _shrinkage,
        "agreement": _agreement,
        "placement": _placement,
        "placement_random": _placement,
        "placement_seats": _placement,
        **mainstay_leaving.ADAPTERS,
        **mainstay_texts.ADAPTERS,
    }
    main("mainstay", version, adapters)
