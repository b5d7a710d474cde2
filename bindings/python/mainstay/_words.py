"""Descriptions in words: docstrings, signatures and types from the fields of the core. One table for each kind of field."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, Optional

#: What every call takes besides its own arguments.
CONTEXT: dict[str, Any] = {"threads": 0, "seed": 1, "progress": None}
CONTEXT_SENTENCES = {
    "threads": ("int", "Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit."),
    "seed": ("int", "Seed of whatever is drawn at random; equal seeds give equal results."),
    "progress": ("bool or callable", "Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is installed)."),
}

KIND_WORDS = {
    "flag": "bool",
    "integer": "int",
    "number": "float",
    "text": "str",
    "maybe_integer": "int or None",
    "maybe_number": "float or None",
    "integers": "list of int",
    "numbers": "list of float",
    "texts": "list of str",
    "categories": "array of str",
    "column": "array-like",
    "table": "table-like",
}

_RUNTIME: dict[str, Any] = {
    "flag": bool,
    "integer": int,
    "number": float,
    "text": str,
    "maybe_integer": Optional[int],
    "maybe_number": Optional[float],
    "integers": list[int],
    "numbers": list[float],
    "texts": list[str],
    "categories": list[str],
}


def default_of(field: dict[str, Any]) -> Any:
    """The default of an argument in a signature; lists are shown as empty tuples, which nobody can change."""
    value = field.get("default")
    return tuple(value) if isinstance(value, list) else value


def runtime_type(field: dict[str, Any], known: dict[str, Any]) -> Any:
    """The type of a field of a definition, for TypedDict."""
    if field["kind"] == "word":
        return Literal[tuple(word["name"] for word in field["words"])]
    if field["kind"] == "records":
        listed: Any = list
        return listed[known[field["record"]]]
    return known[field["record"]] if field["kind"] == "record" else _RUNTIME[field["kind"]]


def _shape(field: dict[str, Any]) -> str:
    letters = list(field.get("shape", ()))
    if not letters:
        return ""
    return f" of shape ({', '.join(letters)}{',' if len(letters) == 1 else ''})"


def type_words(field: dict[str, Any], is_result: bool) -> str:
    kind = field["kind"]
    if kind == "word":
        return "{" + ", ".join(f"'{word['name']}'" for word in field["words"]) + "}"
    if kind in ("record", "records"):
        return field["record"] if kind == "record" else f"list of {field['record']}"
    if is_result and kind in ("numbers", "integers"):
        return ("array of float" if kind == "numbers" else "array of int") + _shape(field)
    return KIND_WORDS[kind] + _shape(field)


def sentence(field: dict[str, Any]) -> str:
    """The sentence of a field with its unit and its rule."""
    parts = [field["sentence"]]
    if "unit" in field:
        parts.append(f"In {field['unit']}.")
    if "rule" in field:
        parts.append(f"Must be {field['rule']}.")
    if field.get("whole") and "rule" not in field:
        parts.append("Whole numbers.")
    if field.get("category"):
        parts.append("Text, categories or whole numbers.")
    if field.get("may_be_missing"):
        parts.append("May be missing.")
    if field.get("may_be_infinite"):
        parts.append("May be infinite.")
    return " ".join(parts)


def _entry(name: str, kind: str, text: str, words: list[dict[str, Any]] = []) -> str:
    lines = [f"{name} : {kind}", *_wrapped(text, "    ", "    ")]
    for word in words:
        lines += _wrapped(f"* ``{word['name']}``: {word['sentence']}", "    ", "      ")
    return "\n".join(lines)


def _wrapped(text: str, first: str, rest: str) -> list[str]:
    """Lines of at most 110 characters (textwrap takes longer than all of the import)."""
    lines, line = [], first
    for word in text.split():
        if len(line) + len(word) >= 110:
            lines.append(line.rstrip())
            line = rest
        line += word + " "
    return [*lines, line.rstrip()]


def _section(title: str, entries: list[str]) -> str:
    return "\n".join([title, "-" * len(title), *entries])


def parameters(fields: list[dict[str, Any]], context: Iterable[str] = CONTEXT) -> str:
    entries = []
    for field in fields:
        default = "" if "default" not in field or field.get("required") else f", default {default_of(field)!r}"
        optional = ", optional" if field.get("optional") else default
        entries.append(_entry(field["name"], type_words(field, False) + optional, sentence(field), field.get("words", [])))
    for name in context:
        kind, text = CONTEXT_SENTENCES[name]
        entries.append(_entry(name, f"{kind}, default {CONTEXT[name]!r}", text))
    return _section("Parameters", entries)


def legend(fields: list[dict[str, Any]]) -> str:
    """What the letters of shapes stand for, told by the first field that has them."""
    meaning: dict[str, str] = {}
    for field in fields:
        shape = field.get("shape", ())
        if field["kind"] == "table":
            meaning.setdefault(shape[0], f"rows of `{field['name']}`")
        elif len(shape) == 1:
            meaning.setdefault(shape[0], f"length of `{field['name']}`")
    for field in fields:
        if field["kind"] == "table" and len(field["shape"]) == 2:
            meaning.setdefault(field["shape"][1], f"columns of `{field['name']}`")
    return "Shapes: " + ", ".join(f"{letter} {words}" for letter, words in meaning.items()) + "." if meaning else ""


def docstring(function: dict[str, Any], fields: list[dict[str, Any]]) -> str:
    """A numpydoc docstring."""
    returns = _section("Returns", [_entry("result", function["result"], "Its fields are described with the class.")])
    raises = _section("Raises", [_entry_raises()])
    shapes = legend(fields)
    return "\n\n".join(part for part in (function["question"], parameters(fields), returns, raises, shapes) if part)


def _entry_raises() -> str:
    return "mainstay.Error\n    For a mistake in an argument, in one sentence that names analysis, argument and row."


def record_docstring(fields: list[dict[str, Any]], methods: list[dict[str, Any]], table: bool) -> str:
    entries = [_entry(field["name"], type_words(field, True), sentence(field), field.get("words", [])) for field in fields]
    parts = ["A table of equally long columns." if table else "A record of named fields.", _section("Attributes", entries)]
    if methods:
        parts.append(_section("Methods", [f"{m['key'].rsplit('.', 1)[1]}\n    {m['question']}" for m in methods]))
    shapes = legend(fields)
    return "\n\n".join([*parts, *([shapes] if shapes else [])])


def state_docstring(function: dict[str, Any], fields: list[dict[str, Any]]) -> str:
    start = f"Mergeable state of {function['key']}: {function['question']}"
    protocol = "begin; while not done: update in each part, merge all, advance; finish"
    return "\n\n".join([start, protocol, parameters(fields, ())]) if fields else f"{start}\n\n{protocol}"
