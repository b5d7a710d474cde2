"""A registered analysis comes whole: header, source, test, golden folder with its generator, doc page, changelog line; and every
shape letter stands in the legend of docs/adding-an-analysis.md.

Usage: analyses.py ROOT. Reads the lines "&room::word_analysis," of src/surface/registry.cpp.
"""
import re
import sys
from pathlib import Path


def registered(root: Path) -> list[tuple[str, str]]:
    text = (root / "src/surface/registry.cpp").read_text(encoding="utf-8")
    return re.findall(r"&(?:mainstay::)?(\w+)::(\w+)_analysis\b", text)


def missing(root: Path, analyses: list[tuple[str, str]]) -> list[str]:
    changelog = (root / "CHANGELOG.md").read_text(encoding="utf-8") if (root / "CHANGELOG.md").is_file() else ""
    found = []
    for room, word in analyses:
        key = f"{room}.{word}"
        wanted = {
            "header": f"include/mainstay/{room}/{word}.hpp",
            "source": f"src/{room}/{word}.cpp",
            "test": f"tests/{room}/{word}.cpp",
            "doc page": f"docs/{room}/{word}.md",
        }
        found += [f"{key} has no {what}: {path}" for what, path in wanted.items() if not (root / path).is_file()]
        golden = root / "tests/golden" / room / word
        if not any(golden.glob("*.json")):
            found.append(f"{key} has no golden values: tests/golden/{room}/{word}/*.json")
        if not any(golden.glob("generate.*")):
            found.append(f"{key} has no generator beside its golden values: tests/golden/{room}/{word}/generate.R or generate.py")
        if key not in changelog:
            found.append(f"{key} is not mentioned in CHANGELOG.md")
    return found


def unexplained_letters(root: Path) -> list[str]:
    page = (root / "docs/adding-an-analysis.md").read_text(encoding="utf-8")
    legend = {letter for cell in re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", page, re.M) for letter in re.findall(r"\w+", cell)}
    found = []
    for path in sorted([*(root / "include").rglob("*.hpp"), *(root / "src").rglob("*.hpp")]):
        for pair in re.findall(r'\.per\("(\w+)"(?:, "(\w+)")?\)', path.read_text(encoding="utf-8")):
            for letter in pair:
                if len(letter) == 1 and letter not in legend:
                    found.append(f"{path.relative_to(root).as_posix()} uses the shape letter {letter}, which docs/adding-an-analysis.md does not explain")
    return sorted(set(found))


if __name__ == "__main__":
    root = Path(sys.argv[1]).resolve()
    assert len(missing(root, [("survival", "planted")])) == 7, "the check itself is broken"
    analyses = registered(root)
    found = missing(root, analyses) + unexplained_letters(root)
    if not analyses:
        found = ["no analysis found in src/surface/registry.cpp"]
    print("\n".join(found) or f"{len(analyses)} analyses, each whole")
    sys.exit(bool(found))
