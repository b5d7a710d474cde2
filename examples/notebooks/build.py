"""Writes the notebooks beside this file from sources/*.py and runs them: `python examples/notebooks/build.py [--check]`.

In a source `# %% [markdown]` begins a cell of text and `# %%` a cell of code. What depends on the machine (versions, times, paths) is left out of the notebooks, so that the same source gives the same bytes. Needs nbclient,
nbformat, ipykernel, pandas and plotly (`pip install 'mainstay[test]'`).
"""

from __future__ import annotations

import base64
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
from nbclient import NotebookClient

HERE = Path(__file__).resolve().parent
KEPT = ("text/html", "text/plain", "text/markdown", "application/vnd.plotly.v1+json")


def cells_of(source: str) -> list[Any]:
    cells: list[Any] = []
    for block in source.split("\n# %%")[1:]:
        head, _, body = block.partition("\n")
        body = body.strip("\n")
        if "[markdown]" in head:
            cells.append(nbformat.v4.new_markdown_cell("\n".join(line[2:] if line.startswith("# ") else line.lstrip("#") for line in body.split("\n"))))
        else:
            cells.append(nbformat.v4.new_code_cell(body))
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    return cells


def plain(content: Any) -> Any:
    """A plot with its arrays as lists, whatever plotly's version writes, with no more digits than a plot shows."""
    if isinstance(content, dict):
        if "bdata" in content:
            array = np.frombuffer(base64.b64decode(content["bdata"]), dtype=content["dtype"])
            return plain((array.reshape([int(each) for each in str(content["shape"]).split(",")]) if "shape" in content else array).tolist())
        return {key: plain(each) for key, each in content.items()}
    if isinstance(content, list):
        return [plain(each) for each in content]
    return round(content, 6) if isinstance(content, float) else content


def executed(source: Path) -> Any:
    """The notebook with its outputs; an error in a cell is raised."""
    notebook = nbformat.v4.new_notebook(cells=cells_of(source.read_text(encoding="utf-8")), metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}})
    with tempfile.TemporaryDirectory() as folder:
        NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": folder}}).execute()
    notebook["metadata"] = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}, "language_info": {"name": "python"}}
    for cell in notebook["cells"]:
        cell["metadata"] = {}
        for output in cell.get("outputs", ()):
            if "data" in output:
                output["data"] = {kind: content for kind, content in output["data"].items() if kind in KEPT}
                if "application/vnd.plotly.v1+json" in output["data"]:
                    output["data"].pop("text/html", None)
                    output["data"]["application/vnd.plotly.v1+json"] = plain(output["data"]["application/vnd.plotly.v1+json"])
                    output["data"]["text/plain"] = "A plot; the table beside it has its numbers."
            if "metadata" in output:
                output["metadata"] = {}
    return notebook


def text_of(notebook: Any) -> str:
    return str(nbformat.writes(notebook, version=4)) + "\n"


def main(check: bool = False) -> int:
    os.environ.setdefault("PYTHONHASHSEED", "0")
    stale = []
    for source in sorted((HERE / "sources").glob("*.py")):
        made, target = text_of(executed(source)), HERE / f"{source.stem}.ipynb"
        if not target.exists() or target.read_text(encoding="utf-8") != made:
            stale.append(target.name)
            if not check:
                target.write_text(made, encoding="utf-8")
    if stale:
        print(("differ from their sources: " if check else "written: ") + ", ".join(stale))
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
