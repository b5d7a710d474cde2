"""Which columns of people can be compared or modelled, which are protected, and what is pooled so that nobody can be recognised."""

from __future__ import annotations

from typing import Any, Mapping

import numpy as np

from .loading import Finding, Spells

# Attributes that do not enter a model unless they are asked for by name.
PROTECTED = {"gender", "sex", "age", "birth_date", "race", "ethnicity", "nationality", "religion", "disability", "marital_status", "children",
             "pregnancy", "性别", "年龄", "出生日期", "民族", "籍贯", "国籍", "宗教", "残疾", "婚姻状况", "婚育状况", "政治面貌"}
MOST_LEVELS = 20            # a text column with more distinct values is a name, not an attribute
MOST_MISSING = 0.2
OTHER = "\u0000other"
NOT_GIVEN = "\u0000not_given"


def is_protected(name: str, protected: set[str]) -> bool:
    return name.lower() in protected or name in protected


def protected_by(settings: Mapping[str, Any]) -> set[str]:
    return PROTECTED | {str(each) for each in settings.get("protected", ())}


def candidates_of(settings: Mapping[str, Any], attributes: Mapping[str, Any]) -> list[str]:
    """The attributes that may stand in a model: not protected unless they are included by name, not excluded, and those that were declared where some were."""
    include, protected, declared = set(settings.get("include") or ()), protected_by(settings), settings.get("drivers")
    return [name for name in attributes if (name in include or not is_protected(name, protected)) and name not in (settings.get("exclude") or ()) and name != settings.get("cluster")
            and (not declared or name in declared or name in include)]


def bands(values: np.ndarray) -> np.ndarray:
    """A number cut at its quartiles, for comparing groups; missing stays apart."""
    known = values[~np.isnan(values)]
    cuts = np.unique(np.quantile(known, (.25, .5, .75)))
    names = []
    edges = [known.min(), *cuts, known.max()]
    for low, high in zip(edges[:-1], edges[1:]):
        names.append(f"{low:g}–{high:g}" if low == edges[0] else f">{low:g}–{high:g}")
    place = np.searchsorted(cuts, values, side="left")
    banded = np.array([names[min(each, len(names) - 1)] for each in place], dtype=object)
    banded[np.isnan(values)] = NOT_GIVEN
    return banded


def usable(spells: Spells, notes: list[Finding], smallest: int, protected: set[str]) -> dict[str, np.ndarray]:
    """Attributes that can be compared or modelled; each one that cannot is named in a note with its cause."""
    found: dict[str, np.ndarray] = {}
    rows = len(spells.duration)
    declared = spells.settings.get("drivers")
    for name, values in spells.attributes.items():
        number = values.dtype.kind == "f"
        missing = np.isnan(values) if number else np.array([each is None for each in values.tolist()])
        if _known_afterwards(missing, spells.event):
            notes.append(Finding("known_afterwards", {"column": name, "given_left": _share(~missing, spells.event), "given_here": _share(~missing, ~spells.event)}))
            continue
        if missing.mean() > MOST_MISSING:
            notes.append(Finding("mostly_missing", {"column": name, "share": float(missing.mean())}))
            continue
        if number:
            if np.isinf(values).any():
                notes.append(Finding("infinite", {"column": name, "count": int(np.isinf(values).sum())}))
                continue
            if len(np.unique(values[~missing])) < 2:
                notes.append(Finding("constant", {"column": name}))
                continue
            if missing.any():
                notes.append(Finding("missing_numbers", {"column": name, "count": int(missing.sum())}))
            found[name] = values
            continue
        texts = np.where(missing, NOT_GIVEN, values)
        levels, counts = np.unique(texts.astype(str), return_counts=True)
        if len(levels) < 2:
            notes.append(Finding("constant", {"column": name}))
            continue
        if len(levels) > MOST_LEVELS:
            if not (declared and name not in declared):
                notes.append(Finding("many_levels", {"column": name, "levels": len(levels)}))
            continue
        if missing.any():
            notes.append(Finding("missing_texts", {"column": name, "count": int(missing.sum())}))
        pooled = pool_small(dict(zip(levels.tolist(), counts.tolist())), smallest)
        if pooled:
            notes.append(Finding("pooled_levels", {"column": name, "levels": len(pooled)}))
            texts = np.where(np.isin(texts.astype(str), list(pooled)), OTHER, texts)
            if len(set(texts.tolist())) < 2:
                continue
        found[name] = texts
    return found


def _share(given: np.ndarray, among: np.ndarray) -> float:
    return float(given[among].mean()) if among.any() else float("nan")


def _known_afterwards(missing: np.ndarray, left: np.ndarray) -> bool:
    """Filled in for leavers and hardly for anybody else, or the reverse: such a column was written after the fact."""
    if not missing.any() or left.all() or not left.any():
        return False
    here, gone = 1 - missing[~left].mean(), 1 - missing[left].mean()
    return bool((gone > .5 and here < .02) or (here > .5 and gone < .02))


def pool_small(counts: Mapping[str, int], smallest: int) -> set[str]:
    """Levels to pool so that no cell under `smallest` can be read, nor recovered by subtracting from the total."""
    order = sorted(counts, key=lambda level: (counts[level], level))
    small = [level for level in order if counts[level] < smallest]
    if not small:
        return set()
    pooled = list(small)
    for level in order[len(small):]:
        if len(pooled) > 1 and sum(counts[each] for each in pooled) >= smallest:
            break
        pooled.append(level)
    return set(pooled)


def default_groups(attributes: Mapping[str, np.ndarray], candidates: list[str]) -> list[str]:
    return [name for name in candidates if attributes[name].dtype.kind != "f" and len(set(attributes[name].tolist())) <= 8][:4]
