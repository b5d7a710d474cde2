"""The report's model as one self-contained HTML page in both languages."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any, Mapping

from . import figures, return_figures, shown
from .attributes import NOT_GIVEN, OTHER
from .loading import InputError
from .sections import SECTIONS
from .words import LANGUAGES, Words


def plotly_script() -> str:
    """plotly.js, from the Python package plotly."""
    try:
        from plotly.offline import get_plotlyjs  # type: ignore[import-untyped,unused-ignore]
    except ImportError:
        raise InputError("the report needs plotly and Jinja2: pip install 'mainstay[report]'") from None
    return str(get_plotlyjs())


def render(model: Mapping[str, Any], language: str = "en", version: str = "") -> str:
    """HTML text; `language` is the one shown first, the other is a button away."""
    try:
        import jinja2
        from markupsafe import Markup
    except ImportError:
        raise InputError("the report needs plotly and Jinja2: pip install 'mainstay[report]'") from None
    environment = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined)
    folder = resources.files(__package__) / "template"
    sources = {each.name: each.read_text(encoding="utf-8") for each in folder.iterdir() if each.is_file()}
    environment.loader = jinja2.DictLoader(sources)
    bodies = {each: Markup(body(environment, model, Words(each, model["labels"]), version)) for each in LANGUAGES}
    words = Words(language, model["labels"])
    return environment.get_template("page.html").render(
        bodies=bodies, first=language, title=title(model, words), titles={each: title(model, Words(each)) for each in LANGUAGES},
        style=Markup(sources["style.css"]), script=Markup(sources["page.js"]), plotly=Markup(plotly_script()), words=words)


def title(model: Mapping[str, Any], words: Words) -> str:
    given = model["title"]
    if isinstance(given, Mapping):
        given = given.get(words.language) or next(iter(given.values()), None)
    return str(given) if given else words("default_title")


def body(environment: Any, model: Mapping[str, Any], words: Words, version: str) -> str:
    from markupsafe import Markup
    words.unit = model["unit"]

    def figure(content: Mapping[str, Any]) -> Any:
        # `<` cannot end the script element that holds the figure.
        return Markup(json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False).replace("<", "\\u003c"))

    def cell(count: int | None) -> str:
        return words("under", k=model["small_cell"]) if count is None else f"{count:,}"

    funnel = shown_funnel(model, words)
    return str(environment.get_template("body.html").render(
        model=model, w=words, lang=words.language, figure=figure, cell=cell, figures=figures, return_figures=return_figures, shown=shown, funnel=funnel, version=version,
        title=title(model, words), percent=words._percent, interval=words.interval, time=words._time, column=words._column, value=words._value,
        ratio=words._ratio, p=words._p, count=words._count, number=words._number, OTHER=OTHER, NOT_GIVEN=NOT_GIVEN,
        findings=[{"text": finding(model, words, each), "section": each["section"], "code": each["code"]} for each in model["findings"]],
        notes=[{"text": words("note." + each["code"], **each["numbers"]), "rows": each["rows"]} for each in model["notes"]],
        method=[words.vformat(each, (), {"version": version, "k": model["small_cell"]}) for each in words.messages["method"]],
        sections=sections(model), own=[name for name in SECTIONS if model[name]]))


def sections(model: Mapping[str, Any]) -> list[str]:
    present = {"rates": model["rates"]["skipped"] != "durations", **{name: bool(model[name]) for name in (*SECTIONS, "records", "groups", "funnel")}, "monday": bool(model["alerts"])}
    return [name for name in ("findings", "monday", "rates", "retention", "causes", "drivers", "ranking", "judged", *SECTIONS, "funnel", "groups", "audit", "records", "notes") if present.get(name, True)]


def shown_funnel(model: Mapping[str, Any], words: Words) -> dict[str, Any] | None:
    if not model["funnel"]:
        return None
    return {**model["funnel"], "stages": [{**stage, "shown": shown.stage_name(stage, words)} for stage in model["funnel"]["stages"]]}


def finding(model: Mapping[str, Any], words: Words, each: Mapping[str, Any]) -> str:
    words.unit = model["unit"]
    if each["code"] == "bottleneck":
        names = {stage["event"]: shown.stage_name(stage, words) for stage in model["funnel"]["stages"]}
        numbers = {**each["numbers"], "previous": names[each["numbers"]["previous"]], "stage": names[each["numbers"]["stage"]]}
        each = {**each, "numbers": numbers}
    if each["code"] == "remaining":
        ends = {stage["event"]: after for stage, after in zip(model["labels"]["stages"], model["labels"]["stages"][1:])}
        each = {**each, "numbers": {**each["numbers"], "stage": shown.stage_name(ends[each["numbers"]["stage"]], words)}}
    return words.finding(each)


def most_important(model: Mapping[str, Any], language: str, most: int = 3) -> list[str]:
    """The first findings as plain text, for the console."""
    words = Words(language, model["labels"])
    return [finding(model, words, each) for each in model["findings"][:most]]
