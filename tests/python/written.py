"""What a sample company wrote, read back."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np


def table(folder: Path, name: str) -> dict[str, np.ndarray]:
    """Columns of texts by name."""
    with open(folder / f"{name}.csv", encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))
    return {head: np.array(column) for head, column in zip(rows[0], zip(*rows[1:]))}


def days(column: np.ndarray) -> np.ndarray:
    """Dates; an empty cell is none."""
    return np.where(column == "", "NaT", column).astype("datetime64[D]")
