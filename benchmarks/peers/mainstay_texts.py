"""Mainstay's side of the problems about texts."""

from __future__ import annotations

import os
from typing import Any

import numpy as np
from problems_texts import SAID

THREADS = {"threads": int(os.environ["MAINSTAY_THREADS"])} if "MAINSTAY_THREADS" in os.environ else {}


def _lexicon(data):
    import mainstay

    text = data["text"].astype(object)
    fit = mainstay.reasons.lexicon(shipped=False, version="1", reasons=[{"name": name} for name in SAID], entries=[{"reason": name, "phrases": list(phrases)} for name, phrases in SAID.items()])
    return lambda: fit.read(text, **THREADS), lambda reading: {"stated": [int(np.sum(np.asarray(reading.rows.reason) == name)) for name in SAID]}


def _classifier(data):
    import mainstay

    text, reason = data["text"].astype(object), data["reason"].astype(str).astype(object)

    def work():
        return mainstay.reasons.classifier(text, reason, folds=2, ridge=0.5, calibration="none", most_features=1_000_000, **THREADS)

    return work, lambda fit: {"probability": np.asarray(fit.predict(text[:500]).probabilities).ravel(), "held_out_loss": fit.held_out_loss}


def _scrub(data):
    import mainstay

    text = data["text"].astype(object)

    def read(result):
        kinds = np.asarray(result.spans.kind)
        return {"kinds": [int(np.sum(kinds == kind)) for kind in ("phone", "email")], "characters": sum(map(len, result.text))}

    return lambda: mainstay.reasons.scrub(text, **THREADS), read


def _hidden(data):
    import mainstay

    def work():
        return mainstay.reasons.hidden(data["person"], data["form"], data["evidence_row"], data["evidence_reason"], data["evidence_weight"], utterance_cap=100, **THREADS)

    return work, lambda result: {"hidden": result.hidden, "agreeing": result.agreeing}


def _prevalence(data):
    import mainstay

    def work():
        return mainstay.reasons.prevalence(data["predicted"], data["checked_predicted"], data["checked_true"], replicates=200, **THREADS)

    return work, lambda result: {"share": result.reasons.share, "limits": np.concatenate([result.reasons.lower, result.reasons.upper])}


def _themes(data):
    import mainstay

    def work():
        return mainstay.reasons.themes(data["person"], data["theme"], group=data["group"], **THREADS)

    def read(result):
        cells = result.cells
        theme = np.array([-1 if each is None else int(each) for each in cells.theme])
        total = np.array([each is None for each in cells.group]) & (theme >= 0)
        return {"small": result.small, "people": np.asarray(cells.people)[total][np.argsort(theme[total], kind="stable")]}

    return work, read


ADAPTERS: dict[str, Any] = {"lexicon": _lexicon, "classifier": _classifier, "scrub": _scrub, "hidden": _hidden, "prevalence": _prevalence, "themes": _themes}
