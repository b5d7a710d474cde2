"""The tree holds what it should: top-level entries, no promises of later work, no paths of one machine.

Usage: tree.py ROOT. Reads the files that git tracks, or all of them outside build/ where there is no git.
"""
import re
import subprocess
import sys
from pathlib import Path

TOP_LEVEL = {
    "CMakeLists.txt", "include", "src", "bindings", "examples", "benchmarks", "tests", "docs", "LICENSE",
    "README.md", "pyproject.toml", "CMakePresets.json", "CHANGELOG.md",
}  # and dotfiles
# Written in pieces, so that this file passes its own rules.
FORBIDDEN = {
    "a promise of later work": re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b"),
    "a path of one machine": re.compile(r"(?<![\w.:/$}~-])/(work|home|root|opt|Users)/\w"),
}
TEXT = {".cpp", ".hpp", ".h", ".c", ".py", ".pyi", ".md", ".txt", ".cmake", ".in", ".json", ".toml", ".sh", ".R", ".map", ".html",
        ".jinja", ".js", ".css", ".yml", ""}


def tracked(root: Path) -> list[Path]:
    listing = subprocess.run(["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                             capture_output=True, text=True)
    if listing.returncode == 0:
        return [root / name for name in listing.stdout.split("\0") if name and (root / name).is_file()]
    return [path for path in root.rglob("*") if path.is_file() and not path.relative_to(root).parts[0].startswith("build")]


def faults(root: Path, files: list[Path]) -> list[str]:
    found = []
    for top in sorted({path.relative_to(root).parts[0] for path in files}):
        if top not in TOP_LEVEL and not top.startswith("."):
            found.append(f"{top} does not belong at the top level")
    for path in files:
        if path.suffix not in TEXT or path.stat().st_size > 2_000_000:
            continue
        name = path.relative_to(root).as_posix()
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            for what, pattern in FORBIDDEN.items():
                if pattern.search(line):
                    found.append(f"{name}:{number}: {what}: {line.strip()[:120]}")
    return found


def self_test() -> None:
    import tempfile
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "utils").mkdir()
        planted = root / "utils" / "a.cpp"
        planted.write_text("// TO" + "DO later\nopen(\"/ho" + "me/me/people.csv\")\n")
        assert len(faults(root, [planted])) == 3, faults(root, [planted])


if __name__ == "__main__":
    self_test()
    root = Path(sys.argv[1]).resolve()
    found = faults(root, tracked(root))
    print("\n".join(found) or "the tree is as it should be")
    sys.exit(bool(found))
