"""Writes the type stubs and the field tables of the reference pages from the description of the installed package.

    python -m mainstay._generate            in the repository: writes what has changed
    python -m mainstay._generate --check    writes nothing; tells what would change and fails if anything would

Stubs: mainstay/__init__.pyi, one for each room, one for the estimators. Pages: docs/<room>/<word>.md, between the lines
`<!-- fields:begin room.word -->` and `<!-- fields:end -->`.
"""

from __future__ import annotations

import argparse
import difflib
import inspect
import re
import sys
import textwrap
from pathlib import Path
from typing import Any

import mainstay

from . import _call, _words

PACKAGE = Path("bindings/python/mainstay")
HEADER = "# Written by `python -m mainstay._generate` from the description of the analyses.\n"

ARGUMENT_TYPES = {
    "flag": "bool", "integer": "int", "number": "float", "text": "str", "maybe_integer": "int | None", "maybe_number": "float | None",
    "integers": "Sequence[int] | NDArray[Any]", "numbers": "Numbers", "texts": "Sequence[str]", "categories": "Sequence[str]",
    "column": "ColumnLike", "table": "TableLike",
}
RESULT_TYPES = {
    "flag": "bool", "integer": "int", "number": "float", "text": "str", "maybe_integer": "int | None", "maybe_number": "float | None",
    "integers": "NDArray[np.int64]", "numbers": "NDArray[np.float64]", "texts": "list[str]", "categories": "NDArray[np.object_]",
}
DEFINITION_TYPES = {**ARGUMENT_TYPES, "integers": "list[int]", "numbers": "list[float]", "texts": "list[str]"}


def type_of(field: dict[str, Any], types: dict[str, str], record: str = "{}") -> str:
    if field["kind"] == "word":
        return "Literal[" + ", ".join(f'"{word["name"]}"' for word in field["words"]) + "]"
    in_result = types is not ARGUMENT_TYPES and types is not DEFINITION_TYPES
    if in_result and field.get("record") in _call.definitions:  # the name is the definition's, a TypedDict; a result holds an object with attributes
        return "Any" if field["kind"] == "record" else "list[Any]"
    if field["kind"] == "records":
        return ("Sequence[{}]" if types is ARGUMENT_TYPES else "list[{}]").format(field["record"])
    return field["record"] if field["kind"] == "record" else types[field["kind"]]


def quoted(text: str, indent: str) -> str:
    """A docstring."""
    lines = text.replace("\\", "\\\\").replace('"""', r"\"\"\"").splitlines()
    if len(lines) == 1 and not lines[0].endswith('"'):
        return f'{indent}"""{lines[0]}"""\n'
    body = "\n".join((indent + line).rstrip() for line in lines[1:])
    return f'{indent}"""{lines[0]}\n{body}\n{indent}"""\n'


def parameters(arguments: Any, context: bool, bound: bool = True) -> str:
    parts = ["self"] if bound else []
    star = False
    for field in arguments.fields:
        kind = type_of(field, ARGUMENT_TYPES)
        if field["name"] in arguments.leading:
            parts.append(f"{field['name']}: {kind}")
            continue
        if not star:
            parts.append("*")
            star = True
        optional = " | None" if field.get("optional") or field["kind"] == "record" else ""
        parts.append(f"{field['name']}: {kind}{optional} = {_words.default_of(field)!r}")
    if context:
        parts += [*([] if star else ["*"]), "threads: int = 0", "seed: int = 1", "progress: Progress = None"]
    return "(\n        " + ",\n        ".join(parts) + ",\n    )" if bound else "(\n    " + ",\n    ".join(parts) + ",\n)"


def function_stub(function: dict[str, Any], bound: bool) -> str:
    arguments = _call._Arguments(function)
    indent = "    " if bound else ""
    word = function["key"].rsplit(".", 1)[1]
    doc = quoted(_words.docstring(function, arguments.fields), indent + "    ")
    return f"{indent}def {word}{parameters(arguments, True, bound)} -> {function['result']}:\n{doc}"


def record_stub(record: str, methods: list[dict[str, Any]]) -> str:
    fields, table = _call.records[record], _call.is_table(record)
    types = {**RESULT_TYPES, "texts": "NDArray[np.object_]"} if table else RESULT_TYPES
    text = f"class {record}({'Table' if table else 'Result'}):\n" + quoted(getattr(_call.classes[record], "__doc__"), "    ")
    for field in fields:
        text += f"    @property\n    def {field['name']}(self) -> {type_of(field, types)}:\n" + quoted(_words.sentence(field), "        ")
    if not table:
        text += f"    @classmethod\n    def from_json(cls, document: str | bytes) -> {record}: ...\n"
    return text + "".join(function_stub(method, True) for method in methods)


def definition_stub(record: str) -> str:
    fields = _call.records[record]
    needed = [field for field in fields if field.get("required")]
    others = [field for field in fields if not field.get("required")]

    def lines(some: list[dict[str, Any]]) -> str:
        return "".join(f"    {field['name']}: {type_of(field, DEFINITION_TYPES)}\n" for field in some) or "    pass\n"

    return f"class _{record}Required(TypedDict):\n{lines(needed)}\nclass {record}(_{record}Required, total=False):\n{lines(others)}"


def state_stub(function: dict[str, Any]) -> str:
    name = function["state"]
    options, inputs = _call._Arguments(function, inputs=False), _call._Arguments(function, options=False)
    context = "*, threads: int = 0, seed: int = 1, progress: Progress = None"
    return (
        f"class {name}(State):\n" + quoted(_words.state_docstring(function, options.fields), "    ")
        + f"    def __init__{parameters(options, False)} -> None: ...\n"
        + f"    def update{parameters(inputs, True)} -> {name}: ...\n"
        + f"    def merge(self, other: {name}) -> {name}: ...\n"
        + f"    def advance(self, {context}) -> {name}: ...\n"
        + f"    def finish(self, {context}) -> {function['result']}: ...\n"
        + f"    @classmethod\n    def from_bytes(cls, document: bytes) -> {name}: ...\n"
    )


def room_stub(room: str) -> str:
    functions = [function for function in _call.description["analyses"] if function["key"].startswith(f"{room}.")]
    parts: list[str] = []
    seen: set[str] = set()
    foreign: dict[str, str] = {}
    for function in functions:
        for record in _call.definitions_of(function):
            if _call.definitions[record].__module__ != f"mainstay.{room}":
                foreign[record] = _call.definitions[record].__module__
            elif record not in seen:
                parts.append(definition_stub(record))
                seen.add(record)
        for record in (record for root in [function, *function["methods"]] for record in _call.nested_of(root["result"])):
            if _call.classes[record].__module__ != f"mainstay.{room}":
                foreign[record] = _call.classes[record].__module__
            elif record not in seen:
                parts.append(definition_stub(record) if record in _call.definitions else record_stub(record, _call.methods_of(record)))
                seen.add(record)
        if "state" in function:
            parts.append(state_stub(function))
        parts.append(function_stub(function, False))
    names = "".join(f'    "{name}",\n' for name in sys.modules[f"mainstay.{room}"].__all__)
    imports = (
        "from collections.abc import Sequence\nfrom typing import Any, Literal, TypedDict\n\nimport numpy as np\nfrom numpy.typing import NDArray\n\n"
        "from ._call import Result, State\nfrom ._table import Table\nfrom ._typing import ColumnLike, Numbers, Progress, TableLike\n\n"
    )
    imports = imports.replace("from ._table", "".join(f"from ._features import {made.__name__}\n" for made in _call.handwritten.get(room, ())) + "from ._table", 1)
    body = "\n".join(parts)
    for module in sorted(set(foreign.values())):  # what the room takes from another
        used = sorted(record for record, home in foreign.items() if home == module and re.search(rf"\b{record}\b", body))
        imports = imports.rstrip("\n") + (f"\nfrom .{module.rsplit('.', 1)[1]} import {', '.join(used)}" if used else "") + "\n\n"
    return f"{HEADER}{imports}__all__ = [\n{names}]\n\n" + body


def package_stub() -> str:
    rooms = "".join(f"from . import {room} as {room}\n" for room in sorted(mainstay.rooms))
    estimators = "".join(f"from .{made.__module__.split('.')[-1]} import {made.__name__} as {made.__name__}\n" for made in mainstay.estimators)
    return (
        f"{HEADER}from typing import Any\n\n{rooms}from ._call import Result as Result, State as State, load as load\n"
        f"from ._error import Error as Error\n{estimators}from ._table import Table as Table\n\n"
        f"__all__ = {mainstay.__all__!r}\n__version__: str\nrooms: list[str]\nestimators: list[type]\n\ndef describe() -> dict[str, Any]: ...\ndef about() -> dict[str, Any]: ...\n"
    )


def estimator_stub(made: type) -> str:
    """An estimator's own methods, as its source annotates them, and its parameters, as the description has them."""
    function = next(item for item in _call.description["analyses"] if item["key"] == made._analysis)  # type: ignore[attr-defined]
    arguments = _call._Arguments(function, inputs=False)
    given = parameters(arguments, False)
    own = {name: kind for name, kind in {"seed": "int", "threads": "int", "progress": "Progress"}.items() if name in made._defaults}  # type: ignore[attr-defined]
    wider = {"references": " | Mapping[str, str]", "cure_references": " | Mapping[str, str]", "penalties": " | Mapping[str, float]", "penalty_factors": " | Mapping[str, float]",
             "smooth": " | Mapping[str, int] | Sequence[str]"}
    lines = []
    for line in given.splitlines():
        name = line.strip().split(":")[0]
        lines.append(line.replace(" = ", f"{wider[name]} = ") if name in wider else line)
    init = "\n".join(lines).replace(",\n    )", ",\n        " + ",\n        ".join(f"{n}: {t} = {made._defaults[n]!r}" for n, t in own.items()) + ",\n    )")  # type: ignore[attr-defined]
    if not arguments.fields:
        init = "(\n        self,\n        *,\n        threads: int = 0,\n        progress: Progress = None,\n    )"
    text = f"class {made.__name__}({', '.join(base.__name__ for base in made.__bases__)}):\n" + quoted(inspect.cleandoc(made.__doc__ or ""), "    ")
    for name, kind in made.__annotations__.items():
        text += f"    {name}: {kind}\n"
    for name in made._defaults:  # type: ignore[attr-defined]
        text += f"    {name}: Any\n"
    text += f"    def __init__{init} -> None: ...\n"
    for name, member in vars(made).items():
        if name.startswith("_") or name in made.__annotations__:
            continue
        target = member.fget if isinstance(member, property) else member
        if not inspect.isfunction(target):
            continue
        decorator = "    @property\n" if isinstance(member, property) else ""
        signature = str(inspect.signature(target)).replace("'", "")
        text += f"{decorator}    def {name}{signature}:\n" + quoted(inspect.cleandoc(target.__doc__ or ""), "        ")
    return text


def estimator_stubs() -> dict[Path, str]:
    modules: dict[str, list[type]] = {}
    for made in mainstay.estimators:
        modules.setdefault(made.__module__.split(".")[-1], []).append(made)
    stubs = {}
    for module, classes in modules.items():
        records = sorted({record for made in classes for record in re.findall(r"\b[A-Z]\w+", " ".join(made.__annotations__.values())) if record in _call.classes})
        records += sorted({field["record"] for made in classes for item in _call.description["analyses"] if item["key"] == made._analysis for field in item["options"] if "record" in field})  # type: ignore[attr-defined]
        room = classes[0]._analysis.split(".")[0]  # type: ignore[attr-defined]
        stubs[PACKAGE / f"{module}.pyi"] = (
            f"{HEADER}from collections.abc import Mapping, Sequence\nfrom typing import Any, Literal\n\nfrom numpy.typing import NDArray\n\n"
            f"from ._estimator import {', '.join(sorted({base.__name__ for made in classes for base in made.__bases__}))}\nfrom ._typing import ColumnLike, Numbers, Progress, TableLike\nfrom .{room} import {', '.join(records)}\n\n"
            + "\n".join(estimator_stub(made) for made in classes)
        )
    return stubs


# ---- reference pages ----


def cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def rows_of(fields: list[dict[str, Any]], is_result: bool, prefix: str = "") -> list[str]:
    rows = []
    for field in fields:
        kind = _words.type_words(field, is_result)
        meaning = _words.sentence(field)
        if field.get("words"):
            kind = "word"
            meaning += " " + " ".join(f"`{word['name']}`: {word['sentence'].rstrip('.')}." for word in field["words"])
        default = "" if is_result else "optional" if field.get("optional") else "needed" if field.get("required") or field["kind"] in ("column", "table") else f"`{_words.default_of(field)!r}`"
        rows.append(f"| `{prefix}{field['name']}` | {cell(kind)} |" + ("" if is_result else f" {cell(default)} |") + f" {cell(meaning)} |")
    return rows


def table(title: str, fields: list[dict[str, Any]], is_result: bool, prefix: str = "") -> str:
    head = ["| field | type | meaning |", "|---|---|---|"] if is_result else ["| name | type | default | meaning |", "|---|---|---|---|"]
    return "\n".join([f"**{title}**", "", *head, *rows_of(fields, is_result, prefix)]) + "\n"


def elsewhere(function: dict[str, Any]) -> set[str]:
    """What other analyses take as options or give as results: their pages have the tables."""
    others = [other for other in _call.description["analyses"] if other is not function]
    return {record for record, fields in _call.records.items() if any(record == other["result"] or fields == other["options"] for other in others)}


def result_tables(record: str, title: str, done: set[str]) -> list[str]:
    parts = [table(title, _call.records[record], True)]
    for field in _call.records[record]:
        if "record" in field and field["record"] not in done:
            done.add(field["record"])
            parts += result_tables(field["record"], f"{field['record']}: `{field['name']}`", done)
    return parts


def option_tables(fields: list[dict[str, Any]], within: str, done: set[str]) -> list[str]:
    """Tables of the definitions that options hold, and of those within them."""
    parts = []
    for field in fields:
        if "record" in field and field["record"] not in done:
            done.add(field["record"])
            path = f"{within}{field['name']}"
            parts.append(table(f"{field['record']}, one of `{path}`", _call.records[field["record"]], False))
            parts += option_tables(_call.records[field["record"]], f"{path}[].", done)
    return parts


def page_fields(key: str) -> str:
    function = next(item for item in _call.description["analyses"] if item["key"] == key)
    parts = []
    done = elsewhere(function)
    for part in [function, *function["methods"]]:
        name = part["key"] if part is function else f"{part['self']}.{part['key'].rsplit('.', 1)[1]}"
        if part is not function:
            parts.append(f"### Method `{part['key'].rsplit('.', 1)[1]}`\n\n{part['question']}\n")
        parts.append(table(f"Input of {name}", part["input"], False))
        if part["options"]:
            parts.append(table(f"Options of {name}", part["options"], False))
        parts += option_tables(part["options"], "", done)
        if part["result"] not in done:
            done.add(part["result"])
            parts += result_tables(part["result"], f"Result of {name}: {part['result']}", done)
    legend = _words.legend(function["input"])
    return "\n".join(([legend + "\n"] if legend else []) + parts)


MARKED = re.compile(r"(<!-- fields:begin ([\w.]+) -->\n).*?(<!-- fields:end -->)", re.DOTALL)


def pages() -> dict[Path, str]:
    made = {}
    for path in sorted(Path("docs").glob("*/*.md")):
        text = path.read_text(encoding="utf-8")
        if text.count("<!-- fields:begin") != len(MARKED.findall(text)):
            raise SystemExit(f"{path}: a fields:begin has no {'<!-- fields:end -->'} after it")
        new = MARKED.sub(lambda match: f"{match[1]}{page_fields(match[2])}{match[3]}", text)
        if MARKED.search(text):
            made[path] = new
    return made


def everything() -> dict[Path, str]:
    stubs = {PACKAGE / "__init__.pyi": package_stub()}
    for room in mainstay.rooms:
        stubs[PACKAGE / f"{room}.pyi"] = room_stub(room)
    return {**stubs, **estimator_stubs(), **pages()}


def main() -> int:
    parser = argparse.ArgumentParser(description=textwrap.dedent(__doc__ or "").split("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing and fail when something would change")
    check = parser.parse_args().check
    if not PACKAGE.is_dir():
        parser.error(f"there is no {PACKAGE} here: start it in the root of the repository")
    changed = 0
    for path, text in everything().items():
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        if old == text:
            continue
        changed += 1
        if check:
            sys.stdout.writelines(difflib.unified_diff(old.splitlines(True), text.splitlines(True), str(path), "generated", n=1))
        else:
            path.write_text(text, encoding="utf-8")
            print(path)
    return 1 if check and changed else 0


if __name__ == "__main__":
    sys.exit(main())
