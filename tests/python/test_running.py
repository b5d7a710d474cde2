"""While an analysis runs: threads, progress, Ctrl-C, other threads."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
import types
from typing import Any

import numpy as np
import pytest

import mainstay


@pytest.fixture(scope="module")
def big() -> dict[str, Any]:
    rng = np.random.default_rng(2)
    rows = 200_000
    return {"x": rng.normal(size=(rows, 12)), "duration": rng.integers(1, 60, rows), "event": rng.integers(0, 2, rows)}


def test_threads_do_not_change_a_bit(big: dict[str, Any]) -> None:
    assert len({mainstay.survival.cox(**big, threads=threads).to_json() for threads in (1, 2, 3, 0)}) == 1


@pytest.mark.parametrize("given, sentence", [
    ({"threads": -1}, "threads is -1, but must be a whole number between 0 and 2147483647"),
    ({"threads": "2"}, "threads is of type str, but must be a whole number between 0 and 2147483647"),
    ({"seed": 1.5}, "seed is of type float, but must be a whole number between 0 and 18446744073709551615"),
    ({"progress": 3}, "progress is of type int, but must be True, False or a function"),
])
def test_what_every_call_takes_is_checked(given: dict[str, Any], sentence: str) -> None:
    with pytest.raises(mainstay.Error) as caught:
        mainstay.survival.curve([1, 2], [1, 1], **given)
    assert str(caught.value) == f"survival.curve: {sentence}"
    with pytest.raises(mainstay.Error):
        mainstay.survival.CurveState().advance(**given)


def test_progress_goes_from_nothing_to_one(big: dict[str, Any]) -> None:
    shares: list[float] = []
    mainstay.survival.cox(**big, threads=2, progress=shares.append)
    assert shares[-1] == 1.0
    assert all(0.0 <= share <= 1.0 for share in shares) and shares == sorted(shares)


def test_progress_may_stop_the_call(big: dict[str, Any]) -> None:
    with pytest.raises(mainstay.Error) as caught:
        mainstay.survival.cox(**big, progress=lambda share: False)
    assert caught.value.code == "cancelled" and str(caught.value).startswith("survival.cox: ")
    assert mainstay.survival.cox(**big).status == "converged"


def test_an_exception_in_progress_comes_out_as_itself(big: dict[str, Any]) -> None:
    def progress(share: float) -> None:
        raise LookupError("mine")

    with pytest.raises(LookupError, match="mine"):
        mainstay.survival.cox(**big, progress=progress)


def test_a_bar(big: dict[str, Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(sys.modules, "tqdm", None)
    monkeypatch.setitem(sys.modules, "tqdm.auto", None)
    mainstay.survival.cox(**big, progress=True)
    assert capsys.readouterr().err.endswith("100%\n")  # a line of text when tqdm is not there

    class Bar:
        n = 0
        closed = False

        def __init__(self, **_: Any) -> None:
            bars.append(self)

        def update(self, step: int) -> None:
            self.n += step

        def close(self) -> None:
            self.closed = True

    bars: list[Bar] = []
    monkeypatch.setitem(sys.modules, "tqdm", types.ModuleType("tqdm"))
    monkeypatch.setitem(sys.modules, "tqdm.auto", types.SimpleNamespace(tqdm=Bar))  # type: ignore[arg-type]
    mainstay.survival.cox(**big, progress=True)
    assert [(bar.n, bar.closed) for bar in bars] == [(100, True)]


def test_other_threads_run_meanwhile(big: dict[str, Any]) -> None:
    """The interpreter is free: a thread that counts gets on while the fit runs."""
    ticks, running = 0, True

    def count() -> None:
        nonlocal ticks
        while running:
            ticks += 1
            time.sleep(0.001)

    counter = threading.Thread(target=count)
    counter.start()
    before = ticks
    for _ in range(3):
        mainstay.survival.cox(**big, threads=1)
    running, during = False, ticks - before
    counter.join()
    assert during > 3


def test_a_fit_predicts_from_many_threads(big: dict[str, Any]) -> None:
    fit = mainstay.survival.cox(**big, max_iterations=3)
    x = big["x"][:2000]
    expected = fit.predict(x, times=[5, 10]).to_json()
    answers: list[str] = []
    workers = [threading.Thread(target=lambda: answers.append(fit.predict(x, times=[5, 10]).to_json())) for _ in range(6)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert answers == [expected] * 6


INTERRUPTED = """
    import sys, time
    import numpy as np, mainstay
    rng = np.random.default_rng(1)
    rows = 400_000
    x, duration, event = rng.normal(size=(rows, 40)), rng.integers(1, 60, rows), rng.integers(0, 2, rows)
    print("running", flush=True)
    start = time.monotonic()
    try:
        while time.monotonic() < start + 120:  # long enough on any machine
            mainstay.survival.cox(x, duration, event, tolerance=1e-300, max_iterations=10000)
        print("never stopped")
    except KeyboardInterrupt:
        small = mainstay.survival.cox(x[:2000], duration[:2000], event[:2000])
        print("stopped", small.status, flush=True)
"""


def test_ctrl_c_stops_a_long_fit_and_leaves_everything_usable() -> None:
    child = subprocess.Popen([sys.executable, "-c", textwrap.dedent(INTERRUPTED)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "running\n"
    time.sleep(1.0)
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=100)
    assert out == "stopped converged\n", err


def test_a_forked_child_computes(people: dict[str, Any]) -> None:
    expected = mainstay.survival.curve(people["month"], people["left"], threads=2).to_json()
    read, write = os.pipe()
    child = os.fork()
    if child == 0:  # no return from here
        try:
            same = mainstay.survival.curve(people["month"], people["left"], threads=2).to_json() == expected
            os.write(write, b"same" if same else b"unlike")
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    assert os.read(read, 10) == b"same"
