"""A problem: its data, its sizes, which answers must agree and how closely, and where the machine's limit lies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

Data = dict[str, np.ndarray]


@dataclass(frozen=True)
class Problem:
    name: str
    title: str
    make: Callable[[int], Data]
    size: int
    quick: int
    peers: tuple[str, ...]
    aim: str
    tolerance: dict[str, float]  # answer -> largest allowed difference, relative to the largest magnitude of that answer
    limit: Callable[[Data, dict[str, float], "Machine"], tuple[float, str]]
    long: dict[str, int] = field(default_factory=dict)  # peers that run only with --full above this size
    loose: dict[str, dict[str, float]] = field(default_factory=dict)  # tolerances of peers that stop their iterations earlier
    unlike: dict[str, str] = field(default_factory=dict)  # peers known to estimate something else, and why
    cost: tuple[int, ...] = ()  # sizes of the table of cost per row


@dataclass(frozen=True)
class Machine:
    """What this machine can do, measured by limits.py at the start of a run."""

    read: float  # bytes a second, one thread
    flops: float  # a second, one thread, weighted Gram product
    write: float  # bytes a second into memory touched for the first time, one thread


def size_of(data: Data) -> float:
    return float(sum(column.nbytes for column in data.values()))


def one_read(data: Data, answer: dict[str, float], machine: Machine) -> tuple[float, str]:
    return size_of(data) / machine.read, "one read of the columns"


def one_narrow_read(data: Data, answer: dict[str, float], machine: Machine) -> tuple[float, str]:
    return 5 * data["duration"].size / machine.read, "one read of whole days in 4 bytes and event codes in 1"
