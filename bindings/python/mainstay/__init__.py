"""Analytics for the people an organisation stands on: retention, drivers of leaving, funnels.

Every analysis is a function in the module of its room, ``mainstay.survival.cox``; what it returns has its results as attributes
and, where something was fitted, methods. ``mainstay.describe()`` lists everything.
"""

from __future__ import annotations

from typing import Any

from . import _core
from ._call import Result, State, load, rooms as _rooms
from ._error import Error
from ._table import Table

globals().update(_rooms())


def describe() -> dict[str, Any]:
    """All analyses with their inputs, options, results, words, bounds and sentences."""
    import json

    return json.loads(_core.describe())  # type: ignore[no-any-return]


def about() -> dict[str, Any]:
    """The version of the library and how it was built."""
    return dict(_core.about())


__version__: str = about()["version"]
