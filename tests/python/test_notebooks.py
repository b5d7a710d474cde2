"""The notebooks are their sources, run: a new run gives the same bytes."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from pathlib import Path

import pytest

from conftest import ROOT

FOLDER = ROOT / "examples/notebooks"
SOURCES = sorted((FOLDER / "sources").glob("*.py"))

for needed in ("nbclient", "nbformat", "ipykernel", "pandas", "plotly"):
    pytest.importorskip(needed)


def builder():
    spec = importlib.util.spec_from_file_location("build_notebooks", FOLDER / "build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_there_is_one_for_each_room():
    assert {path.stem for path in SOURCES} == {path.stem for path in FOLDER.glob("*.ipynb")} == {"funnel", "signals", "reasons"}
    said = {path.stem: path.read_text(encoding="utf-8") for path in SOURCES}
    for room, words in {"funnel": ("window", "cohorts", "change", "units", "drivers", "transitions"), "signals": ("alerts", "quality"), "reasons": ("lexicon", "hidden", "classifier", "prevalence", "scrub")}.items():
        assert all(f"{room}.{word}(" in said[room] for word in words)


def shown(notebook):
    """Cells and what they put out; numbers of plots and tables to six digits, which any processor gives."""
    def rounded(text):
        return re.sub(r"-?\d+\.\d{7,}(e-?\d+)?", lambda found: f"{float(found.group()):.6g}", text)
    return [(cell["cell_type"], cell["source"], rounded(json.dumps(cell.get("outputs", []), sort_keys=True))) for cell in notebook["cells"]]


@pytest.mark.parametrize("source", [pytest.param(path, id=path.stem) for path in SOURCES])
def test_a_new_run_gives_the_same(source: Path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", ":".join(each for each in sys.path if each))
    made, kept = json.loads(builder().text_of(builder().executed(source))), json.loads((FOLDER / f"{source.stem}.ipynb").read_text(encoding="utf-8"))
    assert shown(made) == shown(kept)
    outputs = [output for cell in made["cells"] for output in cell.get("outputs", ())]
    assert sum("application/vnd.plotly.v1+json" in output.get("data", {}) for output in outputs) >= 1 and not any(output["output_type"] == "error" for output in outputs)
    text = (FOLDER / f"{source.stem}.ipynb").read_text(encoding="utf-8")
    assert not re.search(r"/tmp/|/home/|site-packages|<script", text) and len(text) < 120_000
