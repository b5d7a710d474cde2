"""Codes and numbers into sentences: message catalogues with typed placeholders, one file a language."""

from __future__ import annotations

import json
import math
import re
import string
from importlib import resources
from typing import Any, Mapping, Sequence

from .attributes import NOT_GIVEN, OTHER

LANGUAGES = ("en", "zh")


class Words(string.Formatter):
    """One language's sentences. A placeholder is `{name:kind}`; the kinds are the methods `_kind` below."""

    def __init__(self, language: str, labels: Mapping[str, Any] | None = None) -> None:
        if language not in LANGUAGES:
            raise ValueError(f"language is {language!r}, but must be one of {', '.join(LANGUAGES)}")
        self.language = language
        self.unit = "day"
        text = (resources.files(__package__) / "catalogue" / f"{language}.json").read_text(encoding="utf-8")
        self.messages: dict[str, str] = json.loads(text)
        labels = labels or {}
        self.columns: Mapping[str, Any] = labels.get("columns", {})
        self.values: Mapping[str, Any] = labels.get("values", {})

    def __call__(self, key: str, /, **numbers: Any) -> str:
        if key not in self.messages:
            raise KeyError(f"the {self.language} catalogue has no message {key!r}")
        return self.vformat(self.messages[key], (), numbers)

    def has(self, key: str) -> bool:
        return key in self.messages

    def format_field(self, value: Any, format_spec: str) -> str:
        if not format_spec:
            return str(value)
        return str(getattr(self, "_" + format_spec)(value))

    # ---- kinds

    def _label(self, table: Mapping[str, Any], name: str) -> str:
        entry = table.get(name)
        if isinstance(entry, str):
            return entry
        return str((entry or {}).get(self.language, name))

    def _column(self, name: str) -> str:
        label = self._label(self.columns, name)
        plain = label.replace("_", " ") if label == name else label
        return plain[:1].upper() + plain[1:]

    def _value(self, name: Any) -> str:
        if isinstance(name, float):
            return self._number(name)
        if name == OTHER:
            return self.messages["other"]
        if name == NOT_GIVEN:
            return self.messages["not_given"]
        return self._label(self.values, str(name))

    def _percent(self, value: float | None) -> str:
        if value is None or value != value:
            return "–"
        percent = 100 * value
        if 0 < percent < .1:
            return "<0.1%"
        return f"{percent:.1f}%" if percent < 9.95 and percent != round(percent) else f"{percent:.0f}%"

    def _exact(self, value: float | None) -> str:
        """A match, always to one decimal."""
        return "–" if value is None or value != value else f"{100 * value:.1f}%"

    def named(self, sentence: str, columns: Sequence[str]) -> str:
        """A sentence of the library with the labels of columns in place of their names."""
        return self.relabelled(sentence, {name: self._label(self.columns, name) for name in columns})

    def relabelled(self, sentence: str, labels: Mapping[str, str]) -> str:
        """The labels in the place of the names, in one pass, the longest names first; Latin names as whole words."""
        names = sorted(filter(None, labels), key=len, reverse=True)
        if not names:
            return sentence
        edge = {True: r"(?<![A-Za-z0-9_])%s(?![A-Za-z0-9_])", False: "%s"}
        return re.sub("|".join(edge[name.isascii()] % re.escape(name) for name in names), lambda found: labels[found.group()], sentence)

    def valued(self, sentence: str, names: Sequence[str]) -> str:
        """The same with the labels of values; the longest first."""
        for name in sorted(names, key=len, reverse=True):
            if name:
                sentence = sentence.replace(name, self._label(self.values, name))
        return sentence

    def _points(self, value: float) -> str:
        return f"{100 * value:.0f}"

    def _change(self, value: float | None) -> str:
        """A difference of shares in percentage points, with its sign."""
        return "–" if value is None or value != value else f"{100 * value:+.1f}".replace("-", "−")

    def _count(self, value: float | None) -> str:
        return "–" if value is None or value != value else f"{value:,.0f}"

    def _number(self, value: float | None) -> str:
        if value is None or value != value:
            return "–"
        return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"

    def _decimal(self, value: float | None) -> str:
        return "–" if value is None or value != value else f"{value:.2f}"

    def _signed(self, value: float | None) -> str:
        return "–" if value is None else f"{value:+.2f}".replace("-", "−")

    def _money(self, value: float | None) -> str:
        return "–" if value is None or value != value else f"{value:,.2f}"

    def _score(self, value: float | None) -> str:
        return "–" if value is None or value != value else f"{value:.4f}"

    def _ratio(self, value: float | None) -> str:
        if value is None or not math.isfinite(value):
            return "–"
        return f"{value:.2f}" if .01 <= value < 100 else f"{value:.2g}"

    def _p(self, value: float | None) -> str:
        if value is None or value != value:
            return "–"
        return "<0.001" if value < .001 else f"{value:.3f}" if value < .1 else f"{value:.2f}"

    def _time(self, value: float | None) -> str:
        if value is None or value != value:
            return self.messages["not_reached"]
        text = f"{value:,.0f}" if value == round(value) else f"{value:,.1f}"
        key = f"unit_{self.unit}" + ("" if value != 1 else "_one")
        return self.messages[key].format(text)

    def _clock(self, value: float) -> str:
        """A bare time in the page's unit."""
        return f"{value:,.0f}" if value == round(value) else f"{value:,.1f}"

    def _rate(self, ratio: float) -> str:
        """A ratio of rates in words: '25% lower', '2.4 times as high'."""
        if ratio >= 2:
            return self.messages["rate_times"].format(f"{ratio:.1f}")
        change = abs(ratio - 1) * 100
        return self.messages["rate_higher" if ratio >= 1 else "rate_lower"].format(f"{change:.0f}%")

    def _rule(self, word: str) -> str:
        return self.messages[f"rule_{word}"]

    def _definition(self, word: str) -> str:
        return self.messages[f"definition_{word}"]

    def _per(self, word: str) -> str:
        return self.messages[f"per_{word}"]

    def _kind(self, word: str) -> str:
        return self.messages.get(f"kind_{word}", word) if word != OTHER else self.messages["other"]

    # ---- ready-made pieces

    def record(self, code: str) -> str:
        """What a finding about the records is."""
        return self.messages.get(f"record.{code}") or self("record_any", code=code)

    def interval(self, lower: float | None, upper: float | None) -> str:
        if lower is None or upper is None or lower != lower or upper != upper:
            return "–"
        low, high = self._percent(lower), self._percent(upper)
        return f"{low[:-1] if low.endswith('%') and not low.startswith('<') else low}–{high}"

    def rate_interval(self, lower: float, upper: float) -> str:
        """The interval of a ratio of rates on the same side of 1, in the words of `_rate`."""
        if lower >= 2:
            return f"{lower:.1f}–{upper:.1f}×"
        if lower >= 1 and upper < 10:
            return f"{(lower - 1) * 100:.0f}–{(upper - 1) * 100:.0f}%"
        if upper <= 1:
            return f"{(1 - upper) * 100:.0f}–{(1 - lower) * 100:.0f}%"
        return f"×{lower:.2f}–{upper:.3g}"

    def reading(self, term: Mapping[str, Any]) -> str:
        """One term of the Cox table in plain words: a rate at equal tenure, never a time, never a cause."""
        if term["ratio"] is None:
            return self("reading_undefined")
        if term["lower"] <= 1 <= term["upper"]:
            return self("reading_unclear")
        numbers = {"ratio": term["ratio"], "interval": self.rate_interval(term["lower"], term["upper"]), "column": term["column"],
                   "level": term["level"], "reference": term["reference"], "scale": term["scale"]}
        return self("reading_number" if term["level"] is None else "reading_level", **numbers)

    def finding(self, finding: Mapping[str, Any]) -> str:
        numbers = dict(finding["numbers"])
        code = finding["code"]
        if code.startswith("driver_"):
            numbers["interval"] = self.rate_interval(numbers["lower"], numbers["upper"])
        for low, high, name in (("lower", "upper", "interval"), ("observed_lower", "observed_upper", "interval"), ("loss_lower", "loss_upper", "loss_interval")):
            if low in numbers and name not in numbers and code not in ("expected", "median"):
                numbers[name] = self.interval(numbers[low], numbers[high])
            elif name == "loss_interval" and low in numbers:
                numbers[name] = self.interval(numbers[low], numbers[high])
        return self(f"finding.{code}", **numbers)
