"""Texts to days since 1970-01-01 by declared formats, as the C++ reader does; what two formats read differently is told, never guessed."""

from __future__ import annotations

import datetime
import re
from typing import Callable, Sequence

Day = Callable[[str], "int | None"]
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
EPOCH = datetime.date(1970, 1, 1).toordinal()
_TIME = r"(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_CALENDAR = re.compile(r"(\d{4})(-?)(\d{2})\2(\d{2})" + _TIME)
_WEEK = re.compile(r"(\d{4})(-?)W(\d{2})\2(\d)" + _TIME)
_ORDINAL = re.compile(r"(\d{4})(-?)(\d{3})" + _TIME)


def _day(year: int, month: int, day: int) -> int | None:
    try:
        return datetime.date(year, month, day).toordinal() - EPOCH
    except ValueError:
        return None


def _iso(text: str) -> int | None:
    if found := _CALENDAR.fullmatch(text):
        return _day(int(found[1]), int(found[3]), int(found[4]))
    if found := _WEEK.fullmatch(text):
        try:
            return datetime.date.fromisocalendar(int(found[1]), int(found[3]), int(found[4])).toordinal() - EPOCH
        except ValueError:
            return None
    if found := _ORDINAL.fullmatch(text):
        first = _day(int(found[1]), 1, 1)
        length = 366 if _day(int(found[1]), 2, 29) is not None else 365
        return first + int(found[3]) - 1 if first is not None and 1 <= int(found[3]) <= length else None
    return None


def _pattern(form: str) -> Day:
    parts = {"Y": r"(?P<Y>\d{4})", "y": r"(?P<y>\d{2})", "m": r"(?P<m>\d{1,2})", "d": r"(?P<d>\d{1,2})", "b": r"(?P<b>[A-Za-z]{3})"}
    pieces = re.split(r"%(.)", form)
    words = [re.escape(piece) if place % 2 == 0 else parts.get(piece) for place, piece in enumerate(pieces)]
    used = sorted(pieces[1::2])
    if None in words or used not in ([*sorted(year + month + "d")] for year in "Yy" for month in "mb"):
        raise ValueError(f'format is "{form}", but must be "iso", "excel_serial", "epoch_ms", "epoch_s", or a pattern with one each of %Y or %y, %m or %b, and %d')
    compiled = re.compile("".join(word or "" for word in words))

    def read(text: str) -> int | None:
        found = compiled.fullmatch(text)
        if found is None:
            return None
        got = found.groupdict()
        year = int(got["Y"]) if got.get("Y") else int(got["y"]) + (2000 if int(got["y"]) <= 68 else 1900)
        name = got.get("b")
        if name is not None and name.lower() not in MONTHS:
            return None
        return _day(year, MONTHS.index(name.lower()) + 1 if name is not None else int(got["m"]), int(got["d"]))

    return read


def _excel(text: str) -> int | None:
    """Excel's day number (1900 system): 45292 is 2024-01-01. Below 61 Excel counts a day that never was."""
    if not re.fullmatch(r"\d{2,5}(\.\d+)?", text):
        return None
    serial = int(float(text))
    return serial - 25569 if serial >= 61 else None


def _epoch(unit: int, offset_minutes: int) -> Day:
    def read(text: str) -> int | None:  # shorter ones would be Excel's day numbers
        return (int(text) // unit + offset_minutes * 60) // 86400 if re.fullmatch(r"-?\d{9,15}", text) else None

    return read


def reader_of(form: str) -> Day:
    """"iso", a pattern such as "%d.%m.%Y", "excel_serial", or "epoch_ms" and "epoch_s" with the zone whose days are meant: "epoch_ms+08:00"."""
    if form == "iso":
        return _iso
    if form == "excel_serial":
        return _excel
    if found := re.fullmatch(r"epoch_(ms|s)(?:([+-])(\d{2}):(\d{2}))?", form):
        minutes = (1 if found[2] != "-" else -1) * (int(found[3]) * 60 + int(found[4])) if found[2] else 0
        return _epoch(1000 if found[1] == "ms" else 1, minutes)
    return _pattern(form)


class Formats:
    """The declared formats of a column."""

    def __init__(self, formats: Sequence[str]) -> None:
        self.formats = list(formats)
        self._readers = [reader_of(form) for form in formats]

    def days(self, text: str) -> dict[str, int]:
        """What each format that fits makes of the text."""
        read = {form: reader(text) for form, reader in zip(self.formats, self._readers)}
        return {form: day for form, day in read.items() if day is not None}

    def __str__(self) -> str:
        shown = ["YYYY-MM-DD" if form == "iso" else form for form in self.formats]
        return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + " or " + shown[-1]


def day_of(text: str) -> int | None:
    return _iso(text)


def date_of(day: int) -> str:
    return datetime.date.fromordinal(int(day) + EPOCH).isoformat()
