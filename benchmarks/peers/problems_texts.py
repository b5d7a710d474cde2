"""Problems about what texts say of leaving."""

from __future__ import annotations

import numpy as np
from problem import Data, Problem, one_read

# What is read, by reason; neither negated nor weakened, and in no other's clause.
SAID = {
    "pay": ("pay is low", "salary never rose", "bonus was cut"),
    "leadership": ("boss shouts", "manager blames us", "nobody listens"),
    "training": ("no mentor", "nobody taught me", "course was missing"),
    "workload": ("every weekend", "until midnight", "double shifts"),
}
AROUND = ("i worked in the warehouse of the north site", "my team had eleven people", "we moved to the new building in spring", "my flat is near the station", "the canteen opens at seven")
THEMES, GROUPS, PREVALENCE_REASONS = 200, 50, 6


def _texts(n: int, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """n texts of three clauses, all different; two thirds say a reason in the middle one. And which: -1 none."""
    reasons = list(SAID)
    which = np.where(random.random(n) < 2 / 3, random.integers(0, len(reasons), n), -1)
    phrase = random.integers(0, 3, n)
    first, last = random.integers(0, len(AROUND), n), random.integers(0, len(AROUND), n)
    said = [f"{AROUND[first[i]]}, {SAID[reasons[which[i]]][phrase[i]] if which[i] >= 0 else 'it was fine'}, {AROUND[last[i]]} {i:x}" for i in range(n)]
    return np.array(said), which


def make_lexicon(n: int) -> Data:
    return {"text": _texts(n, np.random.default_rng(101))[0]}


def make_classifier(n: int) -> Data:
    """n labelled texts of eight words of a vocabulary of 400, to which each of four reasons gives other weights."""
    random = np.random.default_rng(102)
    words = np.array(["".join(random.choice(list("abcdefghijklmnopqrstuvwxyz"), random.integers(3, 8))) for _ in range(400)])
    reason = random.integers(0, 4, n)
    weights = random.gamma(0.4, size=(4, len(words)))
    chosen = np.empty((n, 8), np.int64)
    for k in range(4):
        chosen[reason == k] = random.choice(len(words), ((reason == k).sum(), 8), p=weights[k] / weights[k].sum())
    return {"text": np.array([" ".join(words[row]) for row in chosen]), "reason": reason}


def make_scrub(n: int) -> Data:
    """n texts of a few clauses; a third holds a mobile number, a third an address."""
    random = np.random.default_rng(103)
    number = random.integers(0, 10**8, n)
    kind = random.integers(0, 3, n)
    around = random.integers(0, len(AROUND), (n, 2))
    held = lambda i: f"call 138{number[i]:08d}" if kind[i] == 0 else f"write to w{number[i]}@example.com" if kind[i] == 1 else "nothing more"
    return {"text": np.array([f"{AROUND[around[i, 0]]}, {held(i)}, {AROUND[around[i, 1]]}" for i in range(n)])}


def make_hidden(n: int) -> Data:
    """n utterances and answers, twelve a person, the first of them the form's; as many pieces of evidence for eight reasons."""
    random = np.random.default_rng(104)
    leading = random.integers(0, 8, n // 12 + 1)
    row = random.integers(0, n, n)
    return {"person": np.arange(n) // 12, "form": (np.arange(n) % 12 == 0).astype(np.int8), "evidence_row": row,
            "evidence_reason": np.where(random.random(n) < 0.5, leading[row // 12], random.integers(0, 8, n)), "evidence_weight": random.uniform(0.2, 1.0, n)}


def make_prevalence(n: int) -> Data:
    """n texts counted, n / 10 checked; the classifier names three of four rightly."""
    random = np.random.default_rng(105)
    reasons = PREVALENCE_REASONS
    shares = random.dirichlet(np.full(reasons, 3.0))
    says = lambda truth: np.where(random.random(len(truth)) < 0.75, truth, random.integers(0, reasons, len(truth)))
    truth, checked = random.choice(reasons, n, p=shares), random.integers(0, reasons, n // 10)
    return {"predicted": says(truth), "checked_predicted": says(checked), "checked_true": checked}


def make_themes(n: int) -> Data:
    """n rows of n / 3 people in 50 groups, of 200 themes, some of them rare."""
    random = np.random.default_rng(106)
    person = random.integers(0, max(1, n // 3), n)
    return {"person": person, "theme": np.minimum((THEMES * random.random(n) ** 3).astype(np.int64), THEMES - 1), "group": person % GROUPS}


PROBLEMS = (
    Problem("lexicon", "What n texts of three clauses say of four reasons, by twelve phrases", make_lexicon, 200_000, 10_000, ("polars",), "",
            {"stated": 0.0}, one_read, cost=(10_000, 100_000, 1_000_000)),
    Problem("classifier", "Four reasons from n texts: n-grams of one to three characters, ridge, two folds held out and all in one fit", make_classifier, 2_000, 500, ("sklearn",), "",
            {"probability": 2e-3, "held_out_loss": 0.05}, one_read, cost=(500, 2_000, 10_000, 50_000)),
    Problem("scrub", "Telephone numbers and addresses taken out of n texts", make_scrub, 200_000, 10_000, ("python",), "",
            {"kinds": 0.0, "characters": 0.0}, one_read, cost=(10_000, 100_000, 1_000_000)),
    Problem("hidden", "Hidden and agreeing reasons from n pieces of evidence, twelve utterances a person", make_hidden, 1_000_000, 60_000, ("polars",), "",
            {"hidden": 0.0, "agreeing": 0.0}, one_read, cost=(12_000, 120_000, 1_200_000)),
    Problem("prevalence", "Shares of six reasons corrected for a classifier's errors, n texts, 200 resamples", make_prevalence, 1_000_000, 50_000, ("numpy",), "",
            {"share": 1e-9, "limits": 0.02}, one_read, cost=(10_000, 100_000, 1_000_000)),
    Problem("themes", "People by 200 themes and 50 groups, with what is too small kept back", make_themes, 1_000_000, 200_000, ("polars",), "",
            {"small": 0.0, "people": 0.0}, one_read, cost=(100_000, 1_000_000)),
)
