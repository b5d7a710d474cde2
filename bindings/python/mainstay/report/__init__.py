"""The retention report: `mainstay report DIR -o report.html`, or `mainstay.report(frame, "report.html")` from Python.

The module can be called; the call is `write`.
"""

from __future__ import annotations

import sys
import types
from pathlib import Path
from typing import Any

from .loading import InputError, load


def model(source: Any, events: Any = None, *, people: int = 25, **options: Any) -> dict[str, Any]:
    """The report's numbers as a plain dict: what the page shows, without a language."""
    from . import analysis

    return analysis.analyse(load(source, events, options), people)


def write(source: Any, path: str | Path = "report.html", *, events: Any = None, language: str = "en", people: int = 25, **options: Any) -> Path:
    """Writes the report on a folder, a file or a frame as one HTML page and returns its path.

    `source` is a folder with people.csv (or .parquet), a single file, or a table (dict of columns, pandas, polars, pyarrow,
    duckdb); `options` are those of the command line with `_` for `-`: hire, exit, reason, duration, event, unit, include, …
    """
    written, _ = _write(source, path, events, language, people, options)
    return written


def _write(source: Any, path: str | Path, events: Any, language: str, people: int, options: dict[str, Any]) -> tuple[Path, list[str]]:
    from . import page
    from .. import __version__

    if language not in ("en", "zh"):
        raise InputError(f"language is {language!r}, but must be one of en, zh")
    numbers = model(source, events, people=people, **options)
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(page.render(numbers, language, __version__), encoding="utf-8")
    return target, page.most_important(numbers, language)


class _Callable(types.ModuleType):
    def __call__(self, source: Any, path: str | Path = "report.html", **options: Any) -> Path:
        return write(source, path, **options)


sys.modules[__name__].__class__ = _Callable

__all__ = ["InputError", "load", "model", "write"]
