"""C++, C and Python give equal numbers and equal sentences.

Two programs are written from tests/sentences.jsonl and a regression on job_retention, compiled against the libraries of the
build folder (build/dev, or the one that MAINSTAY_BUILD names), run, and compared with Python line by line.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest

import mainstay
from conftest import ROOT
from test_sentences import CASES

BUILD = Path(os.environ.get("MAINSTAY_BUILD", ROOT / "build" / "dev"))
ATTRIBUTES = ("gender", "field", "level", "sentiment")


def library(pattern: str) -> Path:
    found = sorted(BUILD.glob(pattern))
    if not found:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"there is no {pattern} in {BUILD}; tests/run.sh makes it")
    return found[0]


# ---- writing programs ----


def text(value: str | None, nothing: str = "NULL") -> str:
    return nothing if value is None else json.dumps(value)


def number(value: Any) -> str:
    return {"NaN": "NAN", "Infinity": "INFINITY", "-Infinity": "-INFINITY", None: "0"}.get(value) or repr(float(value))


def is_text(column: list[Any]) -> bool:
    return any(isinstance(value, str) and value not in ("NaN", "Infinity", "-Infinity") for value in column)


def bitmap(column: list[Any]) -> str:
    bits = [0] * (len(column) // 8 + 1)
    for i, value in enumerate(column):
        bits[i // 8] |= (value is not None) << (i % 8)
    return ", ".join(map(str, bits))


class C:
    """The call of one case in C."""

    def column(self, place: str, target: str, name: str, values: list[Any], add: str, add_texts: str) -> list[str]:
        if is_text(values):
            listed = ", ".join(text(value) for value in values)
            return [f"static const char* const {place}[] = {{{listed}}};", f"{add_texts}({target}, {text(name)}, {place}, {len(values)}{self.last(target)});"]
        listed = ", ".join(map(number, values)) or "0"
        return [
            f"static const double {place}[] = {{{listed}}};",
            f"static const uint8_t {place}_bits[] = {{{bitmap(values)}}};" if None in values else "",
            f"mainstay_array {place}_array = MAINSTAY_ARRAY_INIT;",
            f"{place}_array.data = {place}; {place}_array.size = {len(values)};",
            f"{place}_array.validity = {place}_bits;" if None in values else "",
            f"{add}({target}, {text(name)}, &{place}_array{self.last(target)});",
        ]

    def days(self, place: str, call: str, days: Any) -> list[str]:
        """Days of rows, or one for all of them, handed to a call that has begun."""
        values = days if isinstance(days, list) else [days]
        return [
            f"static const double {place}[] = {{{', '.join(map(number, values))}}};",
            f"static const uint8_t {place}_bits[] = {{{bitmap(values)}}};",
            f"mainstay_array {place}_array = MAINSTAY_ARRAY_INIT;",
            f"{place}_array.data = {place}; {place}_array.size = {len(values)}; {place}_array.validity = {place}_bits;",
            f"{call}, &{place}_array);",
        ]

    def last(self, target: str) -> str:
        return ", &error" if target == "frame" else ""

    def option(self, name: str, value: Any) -> str:
        if isinstance(value, bool):
            return f"mainstay_call_set_flag(call, {text(name)}, {int(value)});"
        if isinstance(value, int):
            return f"mainstay_call_set_integer(call, {text(name)}, {value});"
        if isinstance(value, float):
            return f"mainstay_call_set_number(call, {text(name)}, {value!r});"
        if isinstance(value, str):
            return f"mainstay_call_set_text(call, {text(name)}, {text(value)});"
        return f"mainstay_call_set_json(call, {text(name)}, {text(json.dumps(value))});"

    def call(self, case: dict[str, Any], after: list[str]) -> str:
        lines = ["mainstay_error error = MAINSTAY_ERROR_INIT;", "mainstay_result* result = NULL;", "mainstay_frame* frame = NULL;",
                 f"mainstay_call* call = mainstay_call_new({text(case['analysis'])});"]
        for j, (name, value) in enumerate(case["input"].items()):
            if isinstance(value, dict):
                lines.append("frame = mainstay_frame_new();")
                for k, (column, values) in enumerate(value.items()):
                    lines += self.column(f"c{j}_{k}", "frame", column, values, "mainstay_frame_add", "mainstay_frame_add_texts")
                lines.append(f"mainstay_call_input_frame(call, {text(name)}, frame);")
                dates = case.get("dates", {}).get(name, {"known_at": {}})
                for k, (column, days) in enumerate(dates["known_at"].items()):
                    lines += self.days(f"known{j}_{k}", f"mainstay_call_known_at(call, {text(name)}, {text(column)}", days)
                if "cut" in dates:
                    lines += self.days(f"cut{j}", f"mainstay_call_cut(call, {text(name)}", dates["cut"])
            else:
                lines += self.column(f"c{j}", "call", name, value, "mainstay_call_input", "mainstay_call_input_texts")
        lines += [self.option(name, value) for name, value in case["options"].items()]
        lines += ["mainstay_call_run(call, NULL, &result, &error);", *after, "mainstay_result_free(result); mainstay_call_free(call); mainstay_frame_free(frame);"]
        return "{\n  " + "\n  ".join(line for line in lines if line) + "\n}\n"

    def program(self, regression: dict[str, Any]) -> str:
        say = ['printf("%s\\n", error.message);']
        numbers = [
            "mainstay_array values = MAINSTAY_ARRAY_INIT;",
            'double one = 0;',
            *(line for path in PATHS for line in (
                f'if (mainstay_result_array(result, "{path}", &values, &error) != MAINSTAY_OK) return 1;',
                'for (int64_t i = 0; i < values.size; ++i) printf("%.17g\\n", ((const double*)values.data)[i]);')),
            *(line for path in SCALARS for line in (f'if (mainstay_result_number(result, "{path}", &one, &error) != MAINSTAY_OK) return 1;', 'printf("%.17g\\n", one);')),
        ]
        body = self.call(regression, numbers) + "".join(self.call(case, say) for case in CASES)
        return f"#include <math.h>\n#include <stdio.h>\n#include <mainstay/mainstay.h>\n\nint main(void) {{\n{body}return 0;\n}}\n"


class Cpp:
    """The call of one case in C++, by name."""

    def column(self, values: list[Any]) -> str:
        if is_text(values):
            listed = ", ".join("std::string_view{}" if value is None else f"std::string_view({text(value)})" for value in values)
            return f"texts({{{listed}}})"
        return f"numbers({{{', '.join(map(number, values))}}}, {{{bitmap(values) if None in values else ''}}})"

    def days(self, days: Any) -> str:
        return self.column(days) if isinstance(days, list) else f"When(std::int64_t{{{days}}})"

    def option(self, name: str, value: Any) -> str:
        if isinstance(value, (list, dict)):
            return f"call.set_json({text(name)}, {text(json.dumps(value))});"
        kind = "true" if value is True else "false" if value is False else text(value) if isinstance(value, str) else f"std::int64_t{{{value}}}" if isinstance(value, int) else repr(value)
        return f"call.set({text(name)}, {kind});"

    def program(self, regression: dict[str, Any]) -> str:
        cases = []
        for case in CASES:
            lines = [f"surface::Call call(surface::find_function({text(case['analysis'])}));"]
            for name, value in case["input"].items():
                if isinstance(value, dict):
                    table = f"table_{name}"
                    lines.append(f"Table {table};")
                    lines += [f"{table}.add({text(column)}, {self.column(values)});" for column, values in value.items()]
                    dates = case.get("dates", {}).get(name, {"known_at": {}})
                    lines += [f"{table}.set_known_at({text(column)}, {self.days(days)});" for column, days in dates["known_at"].items()]
                    lines += [f"{table}.cut = {self.days(dates['cut'])};"] if "cut" in dates else []
                    lines.append(f"call.input({text(name)}, {table});")
                else:
                    lines.append(f"call.input({text(name)}, {self.column(value)});")
            lines += [self.option(name, value) for name, value in case["options"].items()]
            cases.append("try {\n  " + "\n  ".join([*lines, "call.run({});", 'std::puts("no error");']) + "\n} catch (const Error& error) {\n  std::puts(error.what());\n}\n")
        given = regression["input"]
        fit = "".join(f"input.x.add({text(name)}, {self.column(values)});\n" for name, values in given["x"].items())
        fit += f"input.duration = {self.column(given['duration'])};\ninput.event = {self.column(given['event'])};\n"
        prints = "".join(f'for (double value : fit.{path}) std::printf("%.17g\\n", value);\n' for path in PATHS)
        prints += "".join(f'std::printf("%.17g\\n", static_cast<double>(fit.{path}));\n' for path in SCALARS)
        return CPP_START + f"int main() {{\nsurvival::CoxInput input;\n{fit}const survival::CoxFit fit = survival::cox(input);\n{prints}{''.join(cases)}}}\n"


CPP_START = """
#include <cmath>
#include <cstdio>
#include <deque>
#include <mainstay/core/error.hpp>
#include <mainstay/data/frame.hpp>
#include <mainstay/surface/call.hpp>
#include <mainstay/surface/registry.hpp>
#include <mainstay/survival/cox.hpp>

using namespace mainstay;

std::deque<std::vector<double>> kept;
std::deque<std::vector<std::uint8_t>> bitmaps;
std::deque<data::Frame> frames;

Column numbers(std::vector<double> values, std::vector<std::uint8_t> validity) {
  Column column(kept.emplace_back(std::move(values)));
  if (!validity.empty()) column.validity = bitmaps.emplace_back(std::move(validity)).data();
  return column;
}
Column texts(std::vector<std::string_view> values) { return frames.emplace_back().add_texts("c", values)["c"]; }

"""

PATHS = ("coefficients.coefficient", "coefficients.std_error", "coefficients.p_value", "covariance", "baseline.cumulative_hazard")
SCALARS = ("log_likelihood", "concordance", "concordance_std_error", "wald_test.statistic", "iterations")


@pytest.fixture(scope="module")
def regression(job_retention: dict[str, Any]) -> dict[str, Any]:
    data = {name: column[:500] for name, column in job_retention.items()}
    return {"analysis": "survival.cox", "input": {"x": {name: data[name] for name in ATTRIBUTES}, "duration": data["month"], "event": data["left"]}, "options": {}}


@pytest.fixture(scope="module")
def expected(regression: dict[str, Any]) -> list[str]:
    fit = mainstay.survival.cox(**regression["input"])
    values: list[float] = []
    for path in (*PATHS, *SCALARS):
        value: Any = fit
        for name in path.split("."):
            value = getattr(value, name)
        values += value.ravel().tolist() if hasattr(value, "ravel") else [float(value)]
    return [f"{value:.17g}" for value in values] + [case["sentence"] for case in CASES]


def compiled(source: str, suffix: str, folder: Path, *command: Any) -> list[str]:
    path, program = folder / f"program{suffix}", folder / "program"
    path.write_text(source, encoding="utf-8")
    made = subprocess.run([*map(str, command[:1]), str(path), *map(str, command[1:]), "-o", str(program)], capture_output=True, text=True)
    assert made.returncode == 0, f"{shlex.join(map(str, command))}\n{made.stderr[:4000]}"
    ran = subprocess.run([program], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.splitlines()


def test_c_says_the_same(regression: dict[str, Any], expected: list[str], tmp_path: Path) -> None:
    shared = library("libmainstay_c.so")
    flags = ("-std=c99", "-Wall", "-Wextra", "-pedantic", "-Werror", f"-I{ROOT / 'include'}", shared, f"-Wl,-rpath,{shared.parent}", "-lm")
    assert compiled(C().program(regression), ".c", tmp_path, os.environ.get("CC", "cc"), *flags) == expected


def test_cpp_says_the_same(regression: dict[str, Any], expected: list[str], tmp_path: Path) -> None:
    static = library("libmainstay.*[ao]")
    flags = ("-std=c++20", "-O0", f"-I{ROOT / 'include'}", static, f"-Wl,-rpath,{static.parent}", "-pthread")
    assert compiled(Cpp().program(regression), ".cpp", tmp_path, os.environ.get("CXX", "c++"), *flags) == expected


def test_numbers_are_equal_to_the_last_bit(expected: list[str]) -> None:
    """What is compared are numbers with all their digits, and every kind of sentence."""
    assert sum(bool(re.fullmatch(r"-?[\d.]+(e-?\d+)?", line)) for line in expected) > 100
    assert {word for word in ("is unknown", "is missing", "rows, but must have", "is nan", "must be one of") if any(word in line for line in expected)} == {
        "is unknown", "is missing", "rows, but must have", "is nan", "must be one of"}
