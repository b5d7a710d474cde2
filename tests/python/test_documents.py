"""What the documents show is what happens: examples are run and compared with the output printed beside them, links lead somewhere."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *ROOT.glob("docs/**/*.md")])
BLOCK = re.compile(r"^```(\w+)[^\n]*\n(.*?)^```$", re.S | re.M)
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)")


def examples(page: Path) -> list[tuple[str, str | None]]:
    """The ```python blocks of a page, each with the ```text block right after it: what it must print."""
    found: list[tuple[str, str | None]] = []
    previous = ""
    for language, text in BLOCK.findall(page.read_text(encoding="utf-8")):
        if language == "python":
            found.append((text, None))
        elif language == "text" and previous == "python":
            found[-1] = (found[-1][0], text)
        previous = language
    return found


def named(pages: list[Path]) -> list[object]:
    return [pytest.param(page, id=page.relative_to(ROOT).as_posix()) for page in pages]


@pytest.mark.parametrize("page", named([page for page in PAGES if examples(page)]))
def test_examples_run_and_print_what_the_page_says(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    variables: dict[str, object] = {"__name__": "example"}  # blocks of a page build on each other
    for number, (code, expected) in enumerate(examples(page), 1):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(code, f"{page.name} example {number}", "exec"), variables)
        if expected is not None:
            assert printed.getvalue().rstrip() == expected.rstrip(), f"example {number}"


def test_the_readme_has_an_example_with_its_output() -> None:
    assert any(expected for _, expected in examples(ROOT / "README.md"))


@pytest.mark.parametrize("page", named(PAGES))
def test_links_lead_somewhere(page: Path) -> None:
    prose = BLOCK.sub("", page.read_text(encoding="utf-8"))
    targets = [target.split("#")[0] for target in LINK.findall(prose) if "://" not in target and not target.startswith(("#", "mailto:"))]
    missing = [target for target in targets if not (page.parent / target).exists()]
    assert not missing
