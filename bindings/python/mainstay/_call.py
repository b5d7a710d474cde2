"""Functions, result classes and states, built from the description of the core. No analysis is known by name here."""

from __future__ import annotations

import inspect
import json
import sys
import types
import typing
from collections.abc import Mapping
from html import escape
from importlib import import_module
from typing import Any

import numpy as np

from . import _core, _data, _words
from ._features import FeatureTable
from ._table import Table, Whole, column_of, part_at, shown

description: dict[str, Any] = json.loads(_core.describe())
records: dict[str, list[dict[str, Any]]] = description["records"]
handwritten: dict[str, list[type]] = {"data": [FeatureTable]}  # classes of a room that no description makes
classes: dict[str, type] = {}  # result classes and tables by the name of their record
states: dict[str, type] = {}  # state classes by the key of their analysis
definitions: dict[str, Any] = {}  # TypedDicts of nested definitions by the name of their record; each belongs to the first room that takes it

_LIST_KINDS = ("integers", "numbers", "texts", "categories")


def is_table(record: str) -> bool:
    """Whether a record is a table: lists of one length."""
    letters = {tuple(field.get("shape", ())) for field in records[record]}
    return (
        bool(records[record])
        and all(field["kind"] in _LIST_KINDS for field in records[record])
        and len(letters) == 1
        and len(letters.pop()) == 1
    )


# ---- calls ----


def arguments_of(function: dict[str, Any]) -> list[dict[str, Any]]:
    """Inputs and options in the order of the signature: what must be given first."""
    fields = function["input"] + function["options"]
    needed = [field for field in fields if is_needed(function, field)]
    return needed + [field for field in fields if not is_needed(function, field)]


def is_needed(function: dict[str, Any], field: dict[str, Any]) -> bool:
    return bool(field.get("required")) or (field in function["input"] and not field.get("optional"))


def _set(call: Any, function: dict[str, Any], kinds: dict[str, str], name: str, value: Any, raw_texts: bool = False) -> None:
    kind = kinds.get(name)
    if kind in ("column", "table"):
        if value is not None:
            call.input(name, _data.columns(function["key"], name, value, kind == "table", raw_texts))
        return
    value = _day(value)
    if isinstance(value, (bool, np.bool_)):
        call.set(name, bool(value))
    elif isinstance(value, (int, np.integer)) and -(2**63) <= value < 2**63:
        call.set(name, int(value))
    elif isinstance(value, (float, np.floating)):
        call.set(name, float(value))
    elif isinstance(value, str):
        if not value.isascii() and not _is_unicode(value):
            _core.refuse(function["key"], name, ascii(value), "text without half characters (surrogates)")
        call.set(name, value)
    elif not (value is None and kind in ("maybe_integer", "maybe_number")):
        if kind is None:
            call.set(name, False)  # unknown: the sentence that lists the candidates
        call.set_json(name, json.dumps(_plain(call, function["key"], name, value), allow_nan=False))


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _day(value: Any) -> Any:
    """A date is a day since 1970-01-01, as in columns; anything else is itself."""
    if isinstance(value, np.datetime64) or hasattr(value, "toordinal"):
        return int(np.datetime64(value, "D").astype(np.int64))
    return value


def _plain(call: Any, key: str, path: str, value: Any) -> Any:
    """A nested definition as JSON knows it; infinities and NaN are words."""
    value = _day(value)
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, Mapping):
        return {str(name): _plain(call, key, f"{path}.{name}", item) for name, item in value.items()}
    if isinstance(value, (list, tuple, range, set, frozenset)) or hasattr(value, "__array__"):
        items = value if isinstance(value, (list, tuple, range)) else sorted(value) if isinstance(value, (set, frozenset)) else np.asarray(value)
        return [_plain(call, key, f"{path}[{i}]", item) for i, item in enumerate(items)]
    return _core.refuse(key, path, f"of type {type(value).__name__}", "a number, text, a list or a dict of them")


def _progress(progress: Any) -> Any:
    """What the core calls with the finished share: None, the caller's function, or a bar when `progress` is True."""
    if progress is None or progress is False:
        return None
    if progress is not True:
        return progress
    try:
        tqdm = import_module("tqdm.auto").tqdm
    except ImportError:

        def line(share: float) -> None:
            sys.stderr.write(f"\r{share:4.0%}" + ("\n" if share >= 1 else ""))
            sys.stderr.flush()

        return line
    bar = tqdm(total=100, unit="%", leave=False)

    def advance(share: float) -> None:
        bar.update(round(100 * share) - bar.n)
        if share >= 1:
            bar.close()

    return advance


class _Arguments:
    """The arguments of one function, in order, and how they reach a call."""

    def __init__(self, function: dict[str, Any], inputs: bool = True, options: bool = True) -> None:
        self.function = function
        chosen = (function["input"] if inputs else []) + (function["options"] if options else [])
        self.kinds = {field["name"]: field["kind"] for field in function["input"] + function["options"]}
        self.fields = [field for field in arguments_of(function) if field in chosen]
        self.leading = [field["name"] for field in self.fields if is_needed(function, field)]

    def signature(self, bound: bool, runs: bool) -> inspect.Signature:
        kinds = inspect.Parameter
        parameters = [kinds("self", kinds.POSITIONAL_OR_KEYWORD)] if bound else []
        for field in self.fields:
            needed = field["name"] in self.leading
            parameters.append(
                kinds(
                    field["name"],
                    kinds.POSITIONAL_OR_KEYWORD if needed else kinds.KEYWORD_ONLY,
                    default=kinds.empty if needed else _words.default_of(field),
                )
            )
        if runs:
            parameters += [kinds(name, kinds.KEYWORD_ONLY, default=value) for name, value in _words.CONTEXT.items()]
        return inspect.Signature(parameters)

    def fill(self, call: Any, given: tuple[Any, ...], named: dict[str, Any]) -> None:
        key = self.function["key"]
        if len(given) > len(self.leading):
            raise TypeError(f"{key} takes {len(self.leading)} arguments without a name, but {len(given)} were given")
        raw_texts = self.kinds.get("invalid") == "word" and named.get("invalid") == "replace"
        for name, value in zip(self.leading, given):
            if name in named:
                raise TypeError(f"{key} got {name} twice")
            _set(call, self.function, self.kinds, name, value, raw_texts)
        for name, value in named.items():
            _set(call, self.function, self.kinds, name, value, raw_texts)


def _context(key: str, named: dict[str, Any]) -> tuple[int, int, Any]:
    """Takes threads, seed and progress out of the named arguments."""
    threads, seed, progress = (named.pop(name, value) for name, value in _words.CONTEXT.items())
    for name, value, largest in (("threads", threads, 2**31 - 1), ("seed", seed, 2**64 - 1)):
        whole = isinstance(value, (int, np.integer)) and not isinstance(value, bool)
        if not whole or not 0 <= value <= largest:
            _core.refuse(key, name, str(value) if whole else f"of type {type(value).__name__}", f"a whole number between 0 and {largest}")
    if not (progress is None or isinstance(progress, bool) or callable(progress)):
        _core.refuse(key, "progress", f"of type {type(progress).__name__}", "True, False or a function")
    return int(threads), int(seed), _progress(progress)


def _name(made: Any, name: str, module: str, qualname: str, doc: str, signature: inspect.Signature | None = None) -> Any:
    made.__name__, made.__qualname__, made.__module__, made.__doc__ = name, qualname, module, doc
    if signature is not None:
        made.__signature__ = signature
    return made


def function_of(function: dict[str, Any]) -> Any:
    """The Python function of an analysis."""
    arguments = _Arguments(function)

    def run(*given: Any, **named: Any) -> Any:
        context = _context(function["key"], named)
        call = _core.Call(function["key"], None)
        arguments.fill(call, given, named)
        return wrap(call.run(*context))

    room, word = function["key"].split(".")
    return _name(run, word, f"mainstay.{room}", word, _words.docstring(function, arguments.fields), arguments.signature(False, True))


def _method_of(function: dict[str, Any], owner: str) -> Any:
    arguments = _Arguments(function)

    def run(self: Any, /, *given: Any, **named: Any) -> Any:
        context = _context(function["key"], named)
        call = _core.Call(function["key"], self._value)
        arguments.fill(call, given, named)
        return wrap(call.run(*context))

    room, _, word = function["key"].split(".")
    return _name(run, word, f"mainstay.{room}", f"{owner}.{word}", _words.docstring(function, arguments.fields), arguments.signature(True, True))


# ---- results ----


class Result:
    """What an analysis returns: its fields as attributes, read-only. Lists of numbers are numpy views of its own memory."""

    __slots__ = ("__weakref__", "_value", "_whole", "_path", "_cache")
    _fields: tuple[str, ...] = ()

    def __init__(self, value: Any, whole: Whole | None = None, path: str = "") -> None:
        self._value, self._path = value, path
        self._whole = whole or Whole(self)
        self._cache: dict[str, Any] = {}

    def _get(self, name: str) -> Any:
        if name not in self._cache:
            raw = self._value.get(name)
            path = f"{self._path}.{name}" if self._path else name
            if isinstance(raw, _core.Value):
                raw = classes[raw.record](raw, self._whole, path)
            elif isinstance(raw, list) and raw and isinstance(raw[0], _core.Value):
                raw = [classes[item.record](item, self._whole, f"{path}.{i}") for i, item in enumerate(raw)]
            elif isinstance(raw, tuple):
                raw = column_of(raw)
            self._cache[name] = raw
        return self._cache[name]

    def to_json(self) -> str:
        """The whole result as a document: canonical, versioned, with a checksum. :func:`mainstay.load` reads it."""
        return str(self._whole.value.save().decode())

    def to_dict(self) -> dict[str, Any]:
        """The fields as plain Python values."""
        data: Any = json.loads(self._whole.value.json())
        for name in self._path.split(".") if self._path else ():
            data = data[int(name) if name.isdigit() else name]
        return typing.cast("dict[str, Any]", data)

    @classmethod
    def from_json(cls, document: str | bytes) -> Any:
        """Reads a document of :meth:`to_json`; refuses one of another class."""
        result = load(document)
        if type(result) is not cls:
            _core.refuse("mainstay", "document", f"a {type(result).__name__}", f"a {cls.__name__}")
        return result

    def __reduce__(self) -> Any:
        return (part_at, (self._whole.result(), self._path)) if self._path else (load, (self.to_json(),))

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self._fields})

    def _rows(self) -> list[tuple[str, str]]:
        rows = []
        for name in self._fields:
            value = self._get(name)
            if isinstance(value, Table):
                rows.append((name, f"table of {len(value)} rows: {', '.join(value.columns)}"))
            elif isinstance(value, np.ndarray) and value.size > 6:
                rows.append((name, f"array of {' × '.join(map(str, value.shape))}"))
            elif isinstance(value, list) and value and isinstance(value[0], Result):
                rows.append((name, f"list of {len(value)} {type(value[0]).__name__}"))
            elif isinstance(value, (list, np.ndarray)) and len(value) > 6:
                rows.append((name, f"list of {len(value)}"))
            elif isinstance(value, Result):
                inner = [f"{part} {text}" for part, text in value._rows()]
                rows.append((name, ", ".join(inner) if len(inner) < 5 else type(value).__name__))
            elif isinstance(value, np.ndarray):
                rows.append((name, str([shown(item) for item in value.tolist()]).replace("'", "")))
            else:
                rows.append((name, shown(value)))
        return rows

    def __repr__(self) -> str:
        width = max((len(name) for name in self._fields), default=0)
        return "\n".join([type(self).__name__, *(f"  {name.ljust(width)}  {value}" for name, value in self._rows())])

    def _repr_html_(self) -> str:
        body = "".join(f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in self._rows())
        tables = "".join(
            f"<h4>{escape(name)}</h4>{self._get(name)._repr_html_()}" for name in self._fields if isinstance(self._get(name), Table)
        )
        return f"<h3>{escape(type(self).__name__)}</h3><table>{body}</table>{tables}"


def _property(name: str, sentence: str, table: bool) -> property:
    return property((lambda self: self[name]) if table else (lambda self: self._get(name)), doc=sentence)


def _record_class(record: str, module: str, methods: list[dict[str, Any]]) -> type:
    table = is_table(record)
    members: dict[str, Any] = {"__slots__": (), "_fields": tuple(field["name"] for field in records[record])}
    if table:
        members["_days"] = frozenset(field["name"] for field in records[record] if field.get("unit") == "days since 1970-01-01")
    for field in records[record]:
        members[field["name"]] = _property(field["name"], _words.sentence(field), table)
    for method in methods:
        members[method["key"].rsplit(".", 1)[1]] = _method_of(method, record)
    made = types.new_class(record, (Table if table else Result,), exec_body=lambda body: body.update(members))
    _name(made, record, module, record, _words.record_docstring(records[record], methods, table))
    return made


# ---- states ----


class State:
    """A mergeable state: rows are added where they lie, states are merged, and the answer equals that of one machine.

    ``begin; while not done: update in each part, merge all, advance; finish``. ``to_bytes`` and ``from_bytes`` move a state.
    """

    __slots__ = ("_value",)
    _function: dict[str, Any]
    _options: _Arguments
    _input: _Arguments

    def __init__(self, *given: Any, **named: Any) -> None:
        call = _core.Call(self._function["key"], None)
        self._options.fill(call, given, named)
        self._value = call.begin()

    def update(self, *given: Any, **named: Any) -> Any:
        context = _context(self._function["key"], named)
        call = _core.Call(self._function["key"], None)
        self._input.fill(call, given, named)
        call.update(self._value, *context)
        return self

    def merge(self, other: Any) -> Any:
        """Adds the rows of another state of the same definition."""
        if not isinstance(other, State):
            _core.refuse(self._function["key"], "other", f"of type {type(other).__name__}", f"a {type(self).__name__}")
        self._value.merge(other._value)
        return self

    def advance(self, *, threads: int = 0, seed: int = 1, progress: Any = None) -> Any:
        """Ends a round, when every part has been added and merged."""
        self._value.advance(*_context(self._function["key"], {"threads": threads, "seed": seed, "progress": progress}))
        return self

    @property
    def done(self) -> bool:
        """Whether no further round is needed."""
        return bool(self._value.done())

    def finish(self, *, threads: int = 0, seed: int = 1, progress: Any = None) -> Any:
        """The result."""
        return wrap(self._value.finish(*_context(self._function["key"], {"threads": threads, "seed": seed, "progress": progress})))

    def to_bytes(self) -> bytes:
        """The state as a document: versioned, with a checksum."""
        return bytes(self._value.save())

    @classmethod
    def from_bytes(cls, document: bytes) -> Any:
        """Reads :meth:`to_bytes`; safe on bytes that nobody vouches for."""
        state = load(document)
        if type(state) is not cls:
            _core.refuse("mainstay", "document", f"a {type(state).__name__}", f"a {cls.__name__}")
        return state

    def __reduce__(self) -> Any:
        return load, (self.to_bytes(),)


def _state_class(function: dict[str, Any], module: str) -> type:
    options, inputs = _Arguments(function, inputs=False), _Arguments(function, options=False)

    def update(self: Any, /, *given: Any, **named: Any) -> Any:
        return State.update(self, *given, **named)

    name = function["state"]
    _name(update, "update", module, f"{name}.update", "Adds rows.", inputs.signature(True, True))

    def __init__(self: Any, *given: Any, **named: Any) -> None:
        State.__init__(self, *given, **named)

    _name(__init__, "__init__", module, f"{name}.__init__", "Begins with these options and no rows.", options.signature(True, False))
    members = {"__slots__": (), "_function": function, "_options": options, "_input": inputs, "__init__": __init__, "update": update}
    made = types.new_class(name, (State,), exec_body=lambda body: body.update(members))
    return typing.cast(type, _name(made, name, module, name, _words.state_docstring(function, options.fields)))


# ---- documents and rooms ----


def wrap(value: Any) -> Any:
    """A value of the core as an object of its class."""
    if value.is_state:
        state: Any = object.__new__(states[value.key])
        state._value = value
        return state
    return classes[value.record](value)


def load(document: str | bytes) -> Any:
    """Reads a saved result, model or state.

    Safe on bytes that nobody vouches for: sizes, names, types and the checksum are checked before anything is used, and nothing
    in a document is code.

    Parameters
    ----------
    document : str or bytes
        What ``to_json()`` or ``to_bytes()`` wrote.

    Returns
    -------
    result : Result or State
        An object of the class that was saved.
    """
    return wrap(_core.load(document.encode("utf-8", "surrogatepass") if isinstance(document, str) else bytes(document)))


def methods_of(record: str) -> list[dict[str, Any]]:
    """The methods of a record, whichever analysis it belongs to."""
    return [method for function in description["analyses"] for method in function["methods"] if method["self"] == record]


def nested_of(record: str) -> list[str]:
    """The records that a record refers to, itself first."""
    found = [record]
    for field in records[record]:
        if "record" in field and field["record"] not in found:
            found += [name for name in nested_of(field["record"]) if name not in found]
    return found


def definitions_of(function: dict[str, Any]) -> list[str]:
    """The nested definitions among the options of a function and its methods, each after those that it refers to."""
    found: list[str] = []

    def add(record: str) -> None:
        for field in records[record]:
            if "record" in field:
                add(field["record"])
        if record not in found:
            found.append(record)

    for part in [function, *function["methods"]]:
        for field in part["options"]:
            if "record" in field:
                add(field["record"])
    return found


def definition_type(record: str, module: str, known: dict[str, Any]) -> Any:
    """The TypedDict of a nested definition, such as a stage."""
    fields = {field["name"]: _words.runtime_type(field, known) for field in records[record]}
    required = {name: kind for (name, kind), field in zip(fields.items(), records[record]) if field.get("required")}
    make: Any = typing.TypedDict
    base = make(f"_{record}Required", required)
    made = types.new_class(record, (base,), {"total": False}, lambda body: body.update(
        __annotations__={name: kind for name, kind in fields.items() if name not in required}, __module__=module,
        __doc__=_words.record_docstring(records[record], [], False)))
    return made


def _make_rooms() -> dict[str, types.ModuleType]:
    """A module for each room, with its functions, result classes, definitions and states."""
    made: dict[str, types.ModuleType] = {}
    for function in description["analyses"]:
        room, word = function["key"].split(".")
        name = f"mainstay.{room}"
        module = made.setdefault(room, types.ModuleType(name, f"The analyses of the room `{room}`."))
        sys.modules[name] = module
        for record in (record for root in [function, *function["methods"]] for record in nested_of(root["result"])):
            if record not in classes:
                classes[record] = _record_class(record, name, methods_of(record))
                setattr(module, record, classes[record])
        for record in definitions_of(function):
            if record not in definitions:  # a room shows its own; another room's are found there
                definitions[record] = definition_type(record, name, definitions)
                setattr(module, record, definitions[record])
        if "state" in function:
            states[function["key"]] = _state_class(function, name)
            setattr(module, function["state"], states[function["key"]])
        setattr(module, word, function_of(function))
    for room, module in made.items():
        for extra in handwritten.get(room, ()):
            setattr(module, extra.__name__, extra)
        module.__all__ = sorted(name for name in vars(module) if not name.startswith("_"))  # type: ignore[attr-defined]
    return made


rooms: dict[str, types.ModuleType] = _make_rooms()
