"""Public data of people (and a few machines) who leave at some time, from packages; nothing is downloaded by hand.

Each problem is a frame of attributes (numbers, or texts for categories, missing values allowed), a duration and an event: 0 still here, 1, 2, … the cause.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass
class Problem:
    name: str
    x: pd.DataFrame
    duration: np.ndarray
    event: np.ndarray

    @property
    def causes(self) -> int:
        return int(self.event.max())


# Of SurvSet: fixed attributes, 300 rows and 50 leavers at least, at most 50 attributes.
SURVSET = ["LeukSurv", "Dialysis", "zinc", "actg", "rhc", "rdata", "vlbw", "grace", "TRACE", "whas500", "dataDIVAT1", "dataDIVAT2", "dataDIVAT3", "prostate", "prostateSurvival", "nwtco", "divorce",
           "uis", "colon", "follic", "Aids2", "ova", "cost", "smarto", "retinopathy", "support2", "pbc", "Pbc3", "UnempDur", "acath", "scania", "GBSG2", "Unemployment", "rott2", "diabetes", "flchain",
           "Framingham", "hdfail"]


def survset(name: str) -> Problem | None:
    from SurvSet.data import SurvLoader

    loaded = SurvLoader().load_dataset(name)
    if loaded is None:
        return None
    frame = loaded["df"]
    if "time2" in frame.columns or "pid" not in frame.columns:
        return None
    x = pd.DataFrame({column: frame[column].astype(float) if column.startswith("num_") else frame[column].astype("object").where(frame[column].notna(), None)
                      for column in frame.columns if column.startswith(("num_", "fac_"))})
    return Problem(name, x, frame["time"].to_numpy(float), frame["event"].to_numpy(int))


def job_retention() -> Problem:
    from peopleanalyticsdata import job_retention as people

    frame = people()
    x = frame[["gender", "field", "level", "sentiment", "intention"]].copy()
    for column in ("gender", "field", "level"):
        x[column] = x[column].astype(str)
    return Problem("job_retention", x, frame["month"].to_numpy(float), frame["left"].to_numpy(int))


def synthetic(rows: int, seed: int = 0) -> Problem:
    """hazardous' competing Weibull times: three causes, shapes and scales of each person as attributes, independent censoring."""
    from hazardous.data import make_synthetic_competing_weibull

    made = make_synthetic_competing_weibull(n_events=3, n_samples=rows, censoring_relative_scale=1.5, random_state=np.random.RandomState(seed))  # a whole number would tie the censoring to the first attribute
    return Problem(f"synthetic_weibull_{rows}", made.data.astype(float), made.target["duration"].to_numpy(float), made.target["event"].to_numpy(int))


def problems(names: list[str], most_rows: int) -> list[Problem]:
    out: list[Problem] = []
    for name in names or ["job_retention", "synthetic_weibull_20000", *SURVSET]:
        try:
            problem = job_retention() if name == "job_retention" else synthetic(int(name.rsplit("_", 1)[1])) if name.startswith("synthetic_weibull_") else survset(name)
        except (ImportError, ValueError, KeyError, AssertionError) as error:
            print(f"<!-- {name}: not to be had here ({type(error).__name__}) -->")
            continue
        if problem is None or len(problem.event) < 300 or (problem.event > 0).sum() < 50 or problem.x.shape[1] == 0:
            continue
        keep = problem.duration > 0  # no density at 0: some learners refuse it
        if len(keep) > most_rows:
            keep &= np.isin(np.arange(len(keep)), np.random.default_rng(1).choice(len(keep), most_rows, replace=False))
        out.append(Problem(problem.name, problem.x[keep].reset_index(drop=True), problem.duration[keep], problem.event[keep]))
    return out
