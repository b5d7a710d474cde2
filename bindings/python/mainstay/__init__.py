"""Analytics for the people an organisation stands on: retention, drivers of leaving, funnels.

Every analysis is a function in the module of its room, ``mainstay.survival.cox``; what it returns has its results as attributes
and, where something was fitted, methods. ``mainstay.describe()`` lists everything.
"""

from __future__ import annotations

from typing import Any

from . import _core
from ._call import Result, State, load
from ._call import rooms as _rooms
from ._error import Error
from ._table import Table

globals().update(_rooms)
rooms: list[str] = list(_rooms)

from ._aft import AFT  # noqa: E402 (the rooms come first)
from ._boosting import BoostedHazards  # noqa: E402
from ._causes import CauseSpecificCox  # noqa: E402
from ._cox import CoxPH  # noqa: E402
from ._curve import KaplanMeier  # noqa: E402
from ._fine_gray import FineGray  # noqa: E402
from ._forest import SurvivalForest  # noqa: E402
from ._hazard import DiscreteHazard  # noqa: E402
from ._multinomial import MultinomialHazard  # noqa: E402
from ._penalized_cox import PenalizedCox  # noqa: E402
from ._smooth import SmoothCox  # noqa: E402

estimators: list[type] = [AFT, BoostedHazards, CauseSpecificCox, CoxPH, DiscreteHazard, FineGray, KaplanMeier, MultinomialHazard, PenalizedCox, SmoothCox, SurvivalForest]


def describe() -> dict[str, Any]:
    """All analyses with their inputs, options, results, words, bounds and sentences."""
    import json

    return json.loads(_core.describe())  # type: ignore[no-any-return]


def about() -> dict[str, Any]:
    """The version of the library and how it was built."""
    return dict(_core.about())


__version__: str = about()["version"]
__all__ = ["AFT", "BoostedHazards", "CauseSpecificCox", "CoxPH", "DiscreteHazard", "Error", "FineGray", "KaplanMeier", "MultinomialHazard", "PenalizedCox", "Result", "SmoothCox", "State", "SurvivalForest", "Table", "about", "describe", "estimators", "load", "rooms", *rooms]
