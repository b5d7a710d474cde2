"""The sections that stand on tables of their own, and those of stages and cohorts. One word is the key in dataset.json, in the model and in the catalogue (`nav_…`, `note.…_refused`), the function and the template; the order is the page's."""

from __future__ import annotations

from typing import Any, Iterable

from .. import _error
from . import adding, careers, caring, converting, deciding, entering, feedback, following, losing, matching, measuring, performing, placing, returning, spread, staying, targets, telling, warning
from .loading import Finding, InputError, Limits, NothingToTell, Spells

SECTIONS = {each.__name__: each for each in (
    losing.losses, converting.conversion, following.transitions, entering.cohorts, warning.alerts, telling.texts, matching.match, matching.search, matching.portrait, measuring.knowledge_test, measuring.mentor_ratings, measuring.role_plays, placing.placement, placing.stable_matching, placing.ladder,
    careers.careers, careers.growth, performing.performance, spread.spread, targets.targets, feedback.feedback, deciding.decisions,
    returning.returns_selection, returning.returns_probability, returning.returns_calls, adding.returns_effect, caring.returns_care, caring.returns_customers, returning.returns_offers, caring.returns_money, staying.returns_second_spells)}


def sections(spells: Spells, notes: list[Finding], limits: Limits, wanted: Iterable[str] = tuple(SECTIONS)) -> dict[str, dict[str, Any] | None]:
    """None where there is no such table, and where it is refused or too small to tell anything: a note says why. A section's own `notes` become notes of the page too."""
    found: dict[str, dict[str, Any] | None] = {}
    for name in wanted:
        section = SECTIONS[name]
        try:
            found[name] = section(spells, limits)
            for code, said in (found[name] or {}).pop("notes", ()):
                notes.append(Finding(f"{name}_{code}", said))
        except NothingToTell as why:
            notes.append(Finding(f"{name}_{why.code}", why.numbers))
            found[name] = None
        except (_error.Error, InputError) as refused:
            notes.append(Finding(f"{name}_refused", {"sentence": str(refused)}))
            found[name] = None
        except KeyError as lacking:
            notes.append(Finding(f"{name}_refused", {"sentence": f"{name} in dataset.json, or its table, has no {lacking}"}))
            found[name] = None
    return found
