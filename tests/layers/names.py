"""No two classes of one name in one namespace: two files that each define survival::Rows compile, link, and share one constructor; which, is chance.

Usage: names.py ROOT. Reads the classes, structs and enums of include/, src/ and bindings/ that stand in named namespaces (or none) and not inside a class or a function.
"""
import re
import sys
from collections import defaultdict
from pathlib import Path

OPEN = re.compile(
    r"(?P<space>\bnamespace\b(?P<spaces>[\w:\s]*))\{"
    r"|(?P<type>\b(?:class|struct|enum(?:\s+class)?)\s+(?:\[\[[^\]]*\]\]\s*)?(?P<name>\w+)(?P<rest>(?:\s+final)?\s*(?::(?!:)[^;{}()]*)?))\{"
    r"|(?P<brace>\{)|(?P<close>\})")


def plain(text: str) -> str:
    """Without comments, texts and preprocessor lines."""
    text = re.sub(r'R"(\w*)\(.*?\)\1"', '""', text, flags=re.S)
    text = re.sub(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])\'', lambda found: " " if found[0].startswith("/") else '""', text, flags=re.S)
    return re.sub(r"^[ \t]*#(?:\\\n|[^\n])*", "", text, flags=re.M)


def defined(text: str) -> list[str]:
    """Names with their namespaces."""
    found, scopes = [], []
    for mark in OPEN.finditer(plain(text)):
        if mark["close"]:
            if scopes:
                scopes.pop()
        elif mark["space"]:
            words = re.findall(r"\w+", mark["spaces"].replace("inline", " "))
            scopes.append(("space", "::".join(words)) if words else ("hidden", ""))
        elif mark["type"]:
            if all(kind == "space" for kind, _ in scopes) and not mark["type"].startswith("enum struct"):
                found.append("::".join([name for _, name in scopes] + [mark["name"]]))
            scopes.append(("type", mark["name"]))
        else:
            scopes.append(("other", ""))
    return found


def twice(files: dict[str, str]) -> list[str]:
    places = defaultdict(set)
    for path, text in files.items():
        for name in defined(text):
            places[name].add(path)
    return [f"{name} is defined in {' and '.join(sorted(where))}" for name, where in sorted(places.items()) if len(where) > 1]


if __name__ == "__main__":
    planted = {"a.hpp": "namespace m::inline v1::r { class Rows { int x; }; namespace { struct Own {}; } }", "b.cpp": "namespace m::inline v1::r { // {\nstruct Rows {}; namespace { struct Own {}; }\nvoid f() { struct In {}; } }",
               "c.cpp": "namespace m::inline v1::r { void g() { struct In {}; } template <> struct Type<int> {}; struct Rows; }"}
    assert twice(planted) == ["m::v1::r::Rows is defined in a.hpp and b.cpp"], twice(planted)
    root = Path(sys.argv[1]).resolve()
    files = {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for folder in ("include", "src", "bindings") for path in sorted((root / folder).rglob("*")) if path.suffix in (".hpp", ".cpp", ".h")}
    assert sum(len(defined(text)) for text in files.values()) > 300, "the reader finds no classes"
    found = twice(files)
    print("\n".join(found) or f"{len(files)} files, each class once")
    sys.exit(bool(found))
