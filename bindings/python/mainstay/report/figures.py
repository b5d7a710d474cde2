"""Plotly figures as plain dicts; plotly.js itself is inlined by the page."""

from __future__ import annotations

import math
from typing import Any, Mapping, Sequence

from .words import Words

# Okabe and Ito's colours, which people with any kind of colour vision tell apart; line styles differ as well.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000", "#8C6D1F", "#7A5195", "#5B7F95")
DASHES = ("solid", "dash", "dot", "dashdot", "longdash")
INK = "#22313a"


def _rounded(values: Sequence[float], digits: int = 4) -> list[float]:
    return [round(float(value), digits) for value in values]


def _shade(colour: str, opacity: float) -> str:
    return f"rgba({int(colour[1:3], 16)},{int(colour[3:5], 16)},{int(colour[5:7], 16)},{opacity})"


def _layout(words: Words, height: int, **more: Any) -> dict[str, Any]:
    layout: dict[str, Any] = {
        "height": height, "margin": {"l": 48, "r": 12, "t": 12, "b": 48}, "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": "inherit", "size": 13, "color": INK}, "hovermode": "x unified", "dragmode": False, "showlegend": False,
        "hoverlabel": {"bgcolor": "#ffffff", "bordercolor": "#9fb0b8", "font": {"size": 13, "color": INK}, "namelength": -1},
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "font": {"size": 12}},
        "xaxis": {"title": {"text": words(f"axis_{words.unit}"), "standoff": 8},
                  "unifiedhovertitle": {"text": "<b>" + words.messages[f"unit_{words.unit}"].format("%{x}") + "</b>"}, "rangemode": "tozero", "gridcolor": "#e6ebed", "zeroline": False,
                  "linecolor": "#9fb0b8", "showline": True, "fixedrange": True},
        "yaxis": {"tickformat": ".0%", "range": [0, 1.005], "gridcolor": "#e6ebed", "zeroline": False, "fixedrange": True}}
    layout.update(more)
    return layout


def _band(times: Sequence[float], lower: Sequence[float], upper: Sequence[float], colour: str, name: str, group: str) -> list[dict[str, Any]]:
    common = {"type": "scatter", "mode": "lines", "x": _rounded(times, 2), "line": {"width": 0, "shape": "hv", "color": colour}, "hoverinfo": "skip",
              "showlegend": False, "legendgroup": group}
    return [{**common, "y": _rounded(upper)}, {**common, "y": _rounded(lower), "fill": "tonexty", "fillcolor": _shade(colour, .16), "name": name}]


def retention(words: Words, curve: Mapping[str, Any]) -> dict[str, Any]:
    texts = [f"{words.interval(low, high)} · {words('hover_at_risk')} {risk:,}" for low, high, risk in zip(curve["lower"], curve["upper"], curve["at_risk"])]
    data = _band(curve["time"], curve["lower"], curve["upper"], COLOURS[0], words("series_interval"), "all")
    data.append({"type": "scatter", "mode": "lines", "name": words("series_overall"), "x": _rounded(curve["time"], 2), "y": _rounded(curve["survival"]),
                 "customdata": texts, "line": {"shape": "hv", "color": COLOURS[0], "width": 2.5}, "hovertemplate": "%{y:.1%} (%{customdata})<extra></extra>"})
    return {"data": data, "layout": _layout(words, 380)}


def groups(words: Words, group: Mapping[str, Any]) -> dict[str, Any]:
    bands = len(group["levels"]) <= 4
    data: list[dict[str, Any]] = []
    for index, level in enumerate(group["levels"]):
        colour, name, curve = COLOURS[index % len(COLOURS)], _escaped(words._value(level["level"])), level["curve"]
        if bands:
            data += _band(curve["time"], curve["lower"], curve["upper"], colour, name, name)
        texts = [words.interval(low, high) for low, high in zip(curve["lower"], curve["upper"])]
        data.append({"type": "scatter", "mode": "lines", "name": name, "legendgroup": name, "x": _rounded(curve["time"], 2), "y": _rounded(curve["survival"]),
                     "customdata": texts, "line": {"shape": "hv", "color": colour, "width": 2.2, "dash": DASHES[index % len(DASHES)]},
                     "hovertemplate": "%{y:.1%} (%{customdata})"})
    rows = sum(len(words._value(level["level"])) * (2 if words.language == "zh" else 1) + 9 for level in group["levels"])
    return {"data": data, "layout": _layout(words, 400 + (60 if rows > 80 else 0), showlegend=True)}


def causes(words: Words, model: Mapping[str, Any]) -> dict[str, Any]:
    data = []
    for index, cause in enumerate(model["causes"]):
        colour = COLOURS[index % len(COLOURS)]
        data.append({"type": "scatter", "mode": "lines", "stackgroup": "one", "name": _escaped(words._value(cause["name"])), "x": _rounded(model["time"], 2),
                     "y": _rounded(cause["incidence"]), "line": {"shape": "hv", "width": 1, "color": colour}, "fillcolor": _shade(colour, .72),
                     "hovertemplate": "%{y:.1%}"})
    layout = _layout(words, 420, showlegend=True)
    total = sum(cause["incidence"][-1] for cause in model["causes"])
    layout["yaxis"] = {**layout["yaxis"], "range": [0, min(1.005, max(.05, total * 1.08))]}
    return {"data": data, "layout": layout}


def forest(words: Words, terms: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """One row a term, its name above its line so that narrow screens keep the whole width for the intervals."""
    shown = [term for term in terms if term["ratio"] is not None and term["upper"] < 1e6 and term["lower"] > 1e-6]
    places = list(range(len(shown), 0, -1))
    clear = [term.get("p_adjusted", 1.0) < .05 for term in shown]
    colours = [COLOURS[1] if sure and term["ratio"] > 1 else COLOURS[0] if sure else "#7c8b93" for term, sure in zip(shown, clear)]
    annotations, customs = [], []
    for place, term in zip(places, shown):
        name = words("term_level", **term) if term["level"] is not None else words("term_number", **term)
        detail = words("term_versus", **term) if term["level"] is not None else words("term_scale", **term)
        annotations.append({"xref": "paper", "yref": "y", "x": 0, "y": place + .33, "xanchor": "left", "showarrow": False, "align": "left",
                            "text": f"{_escaped(name)} <span style='color:#5d6d75;font-size:11px'>{_escaped(detail)}</span>", "font": {"size": 12.5}})
        customs.append([_escaped(name), _escaped(detail), words._ratio(term["lower"]), words._ratio(term["upper"]), _escaped(words.reading(term))])
    low = min([.8] + [term["lower"] for term in shown]) * .93
    high = max([1.25] + [term["upper"] for term in shown]) * 1.07
    ticks = [tick for tick in (.05, .1, .2, .33, .5, .67, .8, 1, 1.25, 1.5, 2, 3, 5, 10, 20) if low <= tick <= high]
    if len(ticks) > 6:
        ticks = [tick for tick in ticks if tick in (.1, .2, .5, 1, 2, 5, 10, 20) or tick in (.67, 1.5)]
    data = [{"type": "scatter", "mode": "markers", "x": _rounded([term["ratio"] for term in shown]), "y": places, "customdata": customs,
             "error_x": {"type": "data", "symmetric": False, "array": _rounded([term["upper"] - term["ratio"] for term in shown]),
                         "arrayminus": _rounded([term["ratio"] - term["lower"] for term in shown]), "color": "#5d6d75", "thickness": 1.6, "width": 5},
             "marker": {"size": 10, "color": colours, "symbol": ["diamond" if sure else "circle-open" for sure in clear], "line": {"width": 2, "color": colours}},
             "hovertemplate": "<b>%{customdata[0]}</b><br>%{customdata[1]}<br>%{x:.2f} (%{customdata[2]}–%{customdata[3]})<br>%{customdata[4]}<extra></extra>"}]
    layout = _layout(words, 80 + 46 * max(len(shown), 1), hovermode="closest", annotations=annotations,
                     shapes=[{"type": "line", "xref": "x", "yref": "paper", "x0": 1, "x1": 1, "y0": 0, "y1": 1, "line": {"color": INK, "width": 1, "dash": "dot"}}])
    layout["margin"] = {"l": 12, "r": 12, "t": 8, "b": 48}
    layout["xaxis"] = {**layout["xaxis"], "type": "log", "title": {"text": words("axis_ratio"), "standoff": 8, "font": {"size": 12}},
                       "range": [math.log10(low), math.log10(high)], "tickvals": ticks, "ticktext": [f"{tick:g}" for tick in ticks]}
    layout["xaxis"].pop("rangemode")
    layout["yaxis"] = {"visible": False, "range": [.4, len(shown) + .75], "fixedrange": True}
    return {"data": data, "layout": layout}


def calibration(words: Words, bands: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Predicted against observed by band; on the line the model says what happens."""
    shown = [band for band in bands if band["observed"] is not None]
    high = min(1.0, 1.08 * max([.05] + [band["upper"] if band["upper"] is not None else band["observed"] for band in shown] + [band["predicted"] for band in shown]))
    limits = [(band["observed"] if band["lower"] is None else band["lower"], band["observed"] if band["upper"] is None else band["upper"]) for band in shown]
    data = [{"type": "scatter", "mode": "lines", "x": [0, round(high, 4)], "y": [0, round(high, 4)], "line": {"color": INK, "width": 1, "dash": "dot"}, "hoverinfo": "skip"},
            {"type": "scatter", "mode": "markers", "x": _rounded([band["predicted"] for band in shown]), "y": _rounded([band["observed"] for band in shown]),
             "error_y": {"type": "data", "symmetric": False, "array": _rounded([max(upper - band["observed"], 0) for band, (_, upper) in zip(shown, limits)]),
                         "arrayminus": _rounded([max(band["observed"] - lower, 0) for band, (lower, _) in zip(shown, limits)]), "color": "#5d6d75", "thickness": 1.6, "width": 5},
             "marker": {"size": 10, "color": COLOURS[0]},
             "customdata": [[words.interval(band["lower"], band["upper"]), words._count(band["rows"])] for band in shown],
             "hovertemplate": words("axis_predicted") + " %{x:.1%}<br>" + words("axis_observed") + " %{y:.1%} (%{customdata[0]})<br>" + words("col_predictions") + " %{customdata[1]}<extra></extra>"}]
    layout = _layout(words, 400, hovermode="closest")
    layout["margin"] = {**layout["margin"], "l": 72}
    axis = {"tickformat": ".0%", "range": [0, round(high, 4)], "gridcolor": "#e6ebed", "zeroline": False, "fixedrange": True, "linecolor": "#9fb0b8", "showline": True}
    layout["xaxis"] = {**axis, "title": {"text": words("axis_predicted"), "standoff": 8}}
    layout["yaxis"] = {**axis, "title": {"text": words("axis_observed")}}
    return {"data": data, "layout": layout}


def funnel(words: Words, stages: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    places = list(range(len(stages), 0, -1))
    texts = [[_escaped(stage["shown"]), words.interval(stage["start_lower"], stage["start_upper"]), words._count(stage["reached"]),
              words._count(stage["inside"])] for stage in stages]
    annotations = [{"xref": "paper", "yref": "y", "x": 0, "y": place + .40, "xanchor": "left", "showarrow": False,
                    "text": f"<b>{_escaped(stage['shown'])}</b>  {words._percent(stage['start'])}  "
                            + (f"<span style='color:#5d6d75'>({words.interval(stage['start_lower'], stage['start_upper'])})</span>" if place != places[0] else ""),
                    "font": {"size": 13}} for place, stage in zip(places, stages)]
    data = [{"type": "bar", "orientation": "h", "y": places, "x": _rounded([stage["start"] for stage in stages]), "width": .42, "offset": -.26,
             "marker": {"color": COLOURS[0], "opacity": .85}, "customdata": texts,
             "error_x": {"type": "data", "symmetric": False, "color": INK, "thickness": 1.4, "width": 5,
                         "array": _rounded([max(stage["start_upper"] - stage["start"], 0) for stage in stages]),
                         "arrayminus": _rounded([max(stage["start"] - stage["start_lower"], 0) for stage in stages])},
             "hovertemplate": "<b>%{customdata[0]}</b><br>%{x:.1%} (%{customdata[1]})<br>" + words("col_reached") + " %{customdata[2]} · "
                              + words("col_inside") + " %{customdata[3]}<extra></extra>"}]
    layout = _layout(words, 60 + 64 * len(stages), hovermode="closest", annotations=annotations, bargap=0)
    layout["margin"] = {"l": 12, "r": 12, "t": 8, "b": 32}
    layout["xaxis"] = {"tickformat": ".0%", "range": [0, 1.02], "gridcolor": "#e6ebed", "fixedrange": True, "zeroline": True, "zerolinecolor": "#9fb0b8"}
    layout["yaxis"] = {"visible": False, "range": [.55, len(stages) + .7], "fixedrange": True}
    return {"data": data, "layout": layout}


def scores(words: Words, classes: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """How many people have which score."""
    data = [{"type": "bar", "x": _rounded([(each["from"] + each["to"]) / 2 for each in classes], 2), "y": [each["count"] for each in classes], "width": _rounded([each["to"] - each["from"] for each in classes], 3),
             "marker": {"color": COLOURS[0], "opacity": .85, "line": {"color": "#ffffff", "width": 1}}, "customdata": [[f"{each['from']:.1f} – {each['to']:.1f}"] for each in classes],
             "hovertemplate": "%{customdata[0]}: %{y:,}<extra></extra>"}]
    layout = _layout(words, 300, hovermode="closest", bargap=0)
    layout["xaxis"] = {"title": {"text": words("col_points"), "standoff": 8}, "gridcolor": "#e6ebed", "zeroline": False, "linecolor": "#9fb0b8", "showline": True, "fixedrange": True}
    layout["yaxis"] = {"gridcolor": "#e6ebed", "zeroline": True, "zerolinecolor": "#9fb0b8", "fixedrange": True, "rangemode": "tozero", "tickformat": ",d", "title": {"text": words("axis_people")}}
    return {"data": data, "layout": layout}


def pay_curve(words: Words, curve: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Share of the money over share of the people, the worst paid first; on the line everybody gets the same."""
    shown = [each for each in curve if each["money"] is not None]
    data = [{"type": "scatter", "mode": "lines", "x": [0, 1], "y": [0, 1], "line": {"color": INK, "width": 1, "dash": "dot"}, "hoverinfo": "skip"},
            {"type": "scatter", "mode": "lines", "x": _rounded([each["people"] for each in shown]), "y": _rounded([each["money"] for each in shown]), "line": {"color": COLOURS[0], "width": 2.5},
             "fill": "tozeroy", "fillcolor": _shade(COLOURS[0], .12), "hovertemplate": "%{x:.0%}: %{y:.1%}<extra></extra>"}]
    layout = _layout(words, 340, hovermode="x")
    axis = {"tickformat": ".0%", "range": [0, 1.005], "gridcolor": "#e6ebed", "zeroline": False, "fixedrange": True, "linecolor": "#9fb0b8", "showline": True}
    layout["xaxis"] = {**axis, "title": {"text": words("axis_share_people"), "standoff": 8}}
    layout["yaxis"] = {**axis, "title": {"text": words("axis_share_money")}}
    return {"data": data, "layout": layout}


def flow(words: Words, months: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Hires above zero, leavers below, the closing headcount as a line."""
    names = [month["month"] for month in months]
    balance = [[f"{month['opening']:,} + {month['hires']:,} − {month['leavers']:,}" + (f" + {month['transfers_in']:,} − {month['transfers_out']:,}"
                if month["transfers_in"] or month["transfers_out"] else "") + f" = {month['closing']:,}"] for month in months]
    data = [{"type": "bar", "name": words("series_hires"), "x": names, "y": [month["hires"] for month in months], "marker": {"color": COLOURS[0], "opacity": .85},
             "hovertemplate": "%{y:,}"},
            {"type": "bar", "name": words("series_leavers"), "x": names, "y": [-month["leavers"] for month in months], "marker": {"color": COLOURS[1], "opacity": .85},
             "customdata": [[month["leavers"]] for month in months], "hovertemplate": "%{customdata[0]:,}"},
            {"type": "scatter", "mode": "lines+markers", "name": words("series_closing"), "x": names, "y": [month["closing"] for month in months], "customdata": balance,
             "line": {"color": INK, "width": 2, "dash": "dot"}, "marker": {"size": 6}, "hovertemplate": "%{y:,} (%{customdata[0]})"}]
    layout = _layout(words, 400, showlegend=True, barmode="relative", bargap=.25)
    layout["xaxis"] = {"type": "category", "gridcolor": "#e6ebed", "fixedrange": True, "linecolor": "#9fb0b8", "showline": True, "tickangle": -45, "automargin": True}
    layout["yaxis"] = {"gridcolor": "#e6ebed", "zeroline": True, "zerolinecolor": "#9fb0b8", "fixedrange": True, "tickformat": ",d", "title": {"text": words("axis_people")}}
    return {"data": data, "layout": layout}


def _rows(words: Words, names: Sequence[str], height: int, axis: Mapping[str, Any]) -> dict[str, Any]:
    """The layout of a chart with one row for each name, the name above its mark so that narrow screens keep the width."""
    places = list(range(len(names), 0, -1))
    annotations = [{"xref": "paper", "yref": "y", "x": 0, "y": place + .36, "xanchor": "left", "showarrow": False, "text": name, "font": {"size": 12.5}}
                   for place, name in zip(places, names)]
    layout = _layout(words, height + 46 * max(len(names), 1), hovermode="closest", annotations=annotations)
    layout["margin"] = {"l": 12, "r": 20, "t": 8, "b": 48}
    layout["xaxis"] = {"gridcolor": "#e6ebed", "fixedrange": True, "zeroline": True, "zerolinecolor": "#9fb0b8", **axis}
    layout["yaxis"] = {"visible": False, "range": [.4, len(names) + .75], "fixedrange": True}
    return layout


def rate_groups(words: Words, group: Mapping[str, Any], per: str, total: float | None) -> dict[str, Any]:
    values = [each for each in group["values"] if each["rate"] is not None]
    names = [_escaped(words._value(each["value"])) for each in values]
    data = [{"type": "scatter", "mode": "markers", "x": _rounded([each["rate"] for each in values]), "y": list(range(len(values), 0, -1)),
             "error_x": {"type": "data", "symmetric": False, "array": _rounded([max(each["upper"] - each["rate"], 0) for each in values]),
                         "arrayminus": _rounded([max(each["rate"] - each["lower"], 0) for each in values]), "color": "#5d6d75", "thickness": 1.6, "width": 5},
             "marker": {"size": 10, "color": COLOURS[0]},
             "customdata": [[name, words.interval(each["lower"], each["upper"]), words._count(each["numerator"]), words._number(each["denominator"])]
                            for name, each in zip(names, values)],
             "hovertemplate": "<b>%{customdata[0]}</b><br>%{x:.1%} (%{customdata[1]})<br>%{customdata[2]} / %{customdata[3]}<extra></extra>"}]
    layout = _rows(words, names, 60, {"tickformat": ".0%", "rangemode": "tozero", "title": {"text": words("axis_turnover", per=words._per(per)), "standoff": 8}})
    if total is not None:
        layout["shapes"] = [{"type": "line", "xref": "x", "yref": "paper", "x0": total, "x1": total, "y0": 0, "y1": 1, "line": {"color": INK, "width": 1, "dash": "dot"}}]
    return {"data": data, "layout": layout}


def records(words: Words, findings: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    names = [f"<b>{each['code']}</b>  {each['count']:,}" for each in findings]
    data = [{"type": "bar", "orientation": "h", "y": list(range(len(findings), 0, -1)), "x": [each["count"] for each in findings], "width": .34, "offset": -.24,
             "marker": {"color": [COLOURS[1] if each["left_out"] else COLOURS[0] for each in findings], "opacity": .85},
             "customdata": [[each["code"], words("record_left_out" if each["left_out"] else "record_kept")] for each in findings],
             "hovertemplate": "<b>%{customdata[0]}</b><br>%{x:,} (%{customdata[1]})<extra></extra>"}]
    layout = _rows(words, names, 60, {"tickformat": ",d", "rangemode": "tozero", "title": {"text": words("axis_rows"), "standoff": 8}})
    layout["bargap"] = 0
    return {"data": data, "layout": layout}


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def match(words: Words, section: Mapping[str, Any], most: int = 12) -> dict[str, Any]:
    """What each dimension adds, candidate by candidate, and the score that is left of it."""
    rows = [row for place, row in enumerate(section["rows"]) if place < most or row["shown"]][::-1]
    names = [_escaped(row["candidate"]) for row in rows]
    data: list[dict[str, Any]] = [
        {"type": "bar", "orientation": "h", "name": _escaped(words._column(name)), "y": names, "x": _rounded([row["contribution"][place] for row in rows]),
         "marker": {"color": COLOURS[place % len(COLOURS)]}, "hovertemplate": "%{fullData.name}: %{x:.1%}<extra></extra>"} for place, name in enumerate(section["dimensions"])]
    scored = [row for row in rows if row["score"] is not None]
    data.append({"type": "scatter", "mode": "markers", "name": words("series_match"), "y": [_escaped(row["candidate"]) for row in scored], "x": _rounded([row["score"] for row in scored]),
                 "error_x": {"type": "data", "symmetric": False, "array": _rounded([max(0.0, row["upper"] - row["score"]) for row in scored]), "color": INK,
                             "arrayminus": _rounded([max(0.0, row["score"] - row["lower"]) for row in scored]), "thickness": 1.5, "width": 3},
                 "marker": {"color": INK, "size": 10, "symbol": "diamond"}, "hovertemplate": "%{fullData.name}: %{x:.1%}<extra></extra>"})
    layout = _layout(words, 60 + 34 * len(rows), barmode="stack", hovermode="closest", showlegend=True)
    layout["xaxis"] = {"tickformat": ".0%", "range": [0, 1.02], "gridcolor": "#e6ebed", "zeroline": False, "fixedrange": True}
    layout["yaxis"] = {"type": "category", "fixedrange": True, "automargin": True}
    layout["margin"] = {"l": 48, "r": 12, "t": 56, "b": 36}
    return {"data": data, "layout": layout}


def portrait(words: Words, section: Mapping[str, Any]) -> dict[str, Any]:
    """Weights with their intervals."""
    rows = section["rows"][::-1]
    names = [_escaped(words._column(row["dimension"])) for row in rows]
    data = [{"type": "scatter", "mode": "markers", "y": names, "x": _rounded([row["weight"] for row in rows]), "marker": {"color": COLOURS[0], "size": 10},
             "error_x": {"type": "data", "symmetric": False, "array": _rounded([max(0.0, row["weight_upper"] - row["weight"]) for row in rows]),
                         "arrayminus": _rounded([max(0.0, row["weight"] - row["weight_lower"]) for row in rows]), "color": COLOURS[0], "thickness": 1.5, "width": 4},
             "hovertemplate": "%{y}: %{x:.0%}<extra></extra>"}]
    layout = _layout(words, 80 + 34 * len(rows), hovermode="closest")
    layout["xaxis"] = {"tickformat": ".0%", "rangemode": "tozero", "gridcolor": "#e6ebed", "zeroline": False, "fixedrange": True}
    layout["yaxis"] = {"type": "category", "fixedrange": True, "automargin": True}
    return {"data": data, "layout": layout}


def _whiskers(values: Sequence[float], lower: Sequence[float], upper: Sequence[float], colour: str = COLOURS[0]) -> dict[str, Any]:
    return {"type": "data", "symmetric": False, "array": _rounded([max(0.0, high - value) for value, high in zip(values, upper)]), "arrayminus": _rounded([max(0.0, value - low) for value, low in zip(values, lower)]),
            "color": colour, "thickness": 1.5, "width": 4}


def test_items(words: Words, section: Mapping[str, Any]) -> dict[str, Any]:
    """Items by where they tell most and how sharply; those on which groups differ in another colour."""
    rows = [row for row in section["rows"] if row["location"] is not None and row["discrimination"] is not None]
    data = []
    for flagged, key in ((False, "series_alike"), (True, "series_differs")):
        shown = [row for row in rows if any(each["flagged"] for each in row["groups"]) == flagged]
        if shown:
            data.append({"type": "scatter", "mode": "markers+text", "name": words(key), "x": _rounded([row["location"] for row in shown], 2), "y": _rounded([row["discrimination"] for row in shown], 2), "textposition": "top center",
                         "text": [_escaped(words._column(row["item"])) for row in shown], "marker": {"size": 11, "color": COLOURS[1] if flagged else COLOURS[0]}, "hovertemplate": "<b>%{text}</b><br>%{x:.2f}, %{y:.2f}<extra></extra>"})
    layout = _layout(words, 380, showlegend=True, hovermode="closest")
    layout["xaxis"] = {"title": {"text": words("axis_location"), "standoff": 8}, "gridcolor": "#e6ebed", "zeroline": False, "fixedrange": True}
    layout["yaxis"] = {"title": {"text": words("axis_discrimination"), "standoff": 8}, "gridcolor": "#e6ebed", "zeroline": True, "fixedrange": True, "automargin": True}
    return {"data": data, "layout": layout}


def severity(words: Words, section: Mapping[str, Any]) -> dict[str, Any]:
    """Raters from the most severe to the kindest, with two standard errors to either side."""
    rows = [row for row in section["raters"] if row["measure"] is not None]
    names, values = [_escaped(words._value(row["name"])) for row in rows], [row["measure"] for row in rows]
    errors = [1.96 * (row["std_error"] or 0.0) for row in rows]
    data = [{"type": "scatter", "mode": "markers", "x": _rounded(values, 3), "y": list(range(len(rows), 0, -1)), "marker": {"size": 10, "color": COLOURS[0]},
             "error_x": _whiskers(values, [v - e for v, e in zip(values, errors)], [v + e for v, e in zip(values, errors)]),
             "customdata": [[name, words._decimal(row["observed_average"]), words._decimal(row["fair_average"])] for name, row in zip(names, rows)],
             "hovertemplate": "<b>%{customdata[0]}</b><br>%{x:.2f}<br>%{customdata[1]} → %{customdata[2]}<extra></extra>"}]
    return {"data": data, "layout": _rows(words, names, 60, {"title": {"text": words("axis_severity"), "standoff": 8}})}


def own_view(words: Words, section: Mapping[str, Any]) -> dict[str, Any]:
    """Own less the others', from the lowest to the highest, without names."""
    rows = sorted(section["differences"], key=lambda row: row["difference"])
    values = [row["difference"] for row in rows]
    limits = {end: [row["difference"] if row[end] is None else row[end] for row in rows] for end in ("lower", "upper")}
    colours = [COLOURS[1] if row["kind"] == "blind_spot" else COLOURS[2] if row["kind"] == "hidden_strength" else COLOURS[0] for row in rows]
    data = [{"type": "scatter", "mode": "markers", "x": list(range(1, len(rows) + 1)), "y": _rounded(values, 3), "marker": {"size": 7, "color": colours}, "error_y": _whiskers(values, limits["lower"], limits["upper"]),
             "customdata": [f"{words._decimal(row['own'])} − {words._decimal(row['others'])}" for row in rows], "hovertemplate": "%{customdata}: %{y:+.2f}<extra></extra>"}]
    layout = _layout(words, 300, hovermode="closest")
    layout["xaxis"] = {**layout["xaxis"], "title": {"text": words("col_people"), "standoff": 8}}
    layout["yaxis"] = {"gridcolor": "#e6ebed", "zeroline": True, "zerolinecolor": "#9fb0b8", "fixedrange": True, "title": {"text": words("axis_own_view"), "standoff": 4}}
    return {"data": data, "layout": layout}


def targets(words: Words, section: Mapping[str, Any]) -> dict[str, Any]:
    """What each unit above the people has achieved of its target; the dashed line is the share of the period that is over."""
    rows = [row for row in section["nodes"] if row["achievement"] is not None]
    names, values, places = [_escaped(words._value(row["node"])) for row in rows], [row["achievement"] for row in rows], list(range(len(rows), 0, -1))
    data = [{"type": "bar", "orientation": "h", "y": places, "x": _rounded(values), "width": .34, "marker": {"color": [COLOURS[0] if row["level"] == 0 else COLOURS[5] for row in rows]},
             "customdata": [[name, f"{words._money(row['actual'])} / {words._money(row['target'])}"] for name, row in zip(names, rows)], "hovertemplate": "<b>%{customdata[0]}</b><br>%{x:.1%}<br>%{customdata[1]}<extra></extra>"}]
    layout = _rows(words, names, 60, {"tickformat": ".0%", "rangemode": "tozero", "title": {"text": words("axis_achievement"), "standoff": 8}})
    if section["elapsed"]:
        layout["shapes"] = [{"type": "line", "x0": section["elapsed"], "x1": section["elapsed"], "yref": "paper", "y0": 0, "y1": 1, "line": {"color": INK, "width": 1, "dash": "dash"}}]
    return {"data": data, "layout": layout}


def rubric(words: Words, section: Mapping[str, Any]) -> dict[str, Any]:
    """Weights that were learnt with their intervals, and the rubric's own."""
    rows = section["items"]
    names, values = [_escaped(row["label"][words.language]) for row in rows], [row["weight"] for row in rows]
    places = list(range(len(rows), 0, -1))
    limits = {end: [row["weight"] if row[end] is None else row[end] for row in rows] for end in ("lower", "upper")}
    data = [{"type": "scatter", "mode": "markers", "name": words("col_rubric_weight"), "x": _rounded([row["rubric_weight"] for row in rows]), "y": places, "marker": {"size": 10, "symbol": "circle-open", "color": "#7c8b93", "line": {"width": 2}},
             "hovertemplate": "%{x:.0%}<extra></extra>"},
            {"type": "scatter", "mode": "markers", "name": words("col_weight"), "x": _rounded(values), "y": places, "marker": {"size": 11, "color": COLOURS[0]}, "error_x": _whiskers(values, limits["lower"], limits["upper"]),
             "customdata": names, "hovertemplate": "<b>%{customdata}</b><br>%{x:.0%}<extra></extra>"}]
    layout = _rows(words, names, 80, {"tickformat": ".0%", "rangemode": "tozero", "title": {"text": words("axis_adds"), "standoff": 8}})
    layout["showlegend"] = True
    layout["margin"] = {**layout["margin"], "t": 40}
    return {"data": data, "layout": layout}


def careers(words: Words, section: Mapping[str, Any]) -> dict[str, Any]:
    """Where people of the lowest post go, by months in it; dotted, the share that counts those still there as never moving."""
    data: list[dict[str, Any]] = []
    longest = max([1.0] + [curve["time"][-1] for curve in section["curves"] if curve["time"]])
    for place, curve in enumerate(section["curves"]):
        colour, name = COLOURS[place % len(COLOURS)], _escaped(words._value(curve["to"]))
        data += _band(curve["time"], curve["lower"], curve["upper"], colour, name, name)
        data.append({"type": "scatter", "mode": "lines", "name": name, "legendgroup": name, "x": _rounded(curve["time"], 2), "y": _rounded(curve["incidence"]), "line": {"shape": "hv", "color": colour, "width": 2.5},
                     "customdata": [words.interval(low, high) for low, high in zip(curve["lower"], curve["upper"])], "hovertemplate": "%{y:.1%} (%{customdata})"})
        data.append({"type": "scatter", "mode": "lines", "name": words("series_naive", name=name), "legendgroup": name, "x": [0, round(longest, 2)], "y": _rounded([curve["naive"]] * 2),
                     "line": {"color": colour, "width": 1.4, "dash": "dot"}, "hovertemplate": "%{y:.1%}"})
    layout = _layout(words, 420, showlegend=True)
    layout["xaxis"] = {**layout["xaxis"], "title": {"text": words("axis_months_in_post"), "standoff": 8}, "unifiedhovertitle": {"text": "<b>" + words.messages["unit_month"].format("%{x}") + "</b>"}}
    return {"data": data, "layout": layout}


def promotion(words: Words, section: Mapping[str, Any]) -> dict[str, Any]:
    """Promotions over those expected, unit by unit; at 1 as its posts lead one to expect."""
    shown = [each for each in section["units"] if each["ratio"] is not None]
    names = [_escaped(words._value(each["unit"])) for each in shown]
    data = [{"type": "scatter", "mode": "markers", "x": _rounded([each["ratio"] for each in shown]), "y": list(range(len(shown), 0, -1)), "marker": {"size": 10, "color": COLOURS[0]},
             "error_x": {"type": "data", "symmetric": False, "array": _rounded([max(0.0, each["ratio_upper"] - each["ratio"]) for each in shown]), "color": "#5d6d75",
                         "arrayminus": _rounded([max(0.0, each["ratio"] - each["ratio_lower"]) for each in shown]), "thickness": 1.6, "width": 5},
             "customdata": [[name, words._count(each["promoted"]), words._number(each["expected"])] for name, each in zip(names, shown)],
             "hovertemplate": "<b>%{customdata[0]}</b><br>%{customdata[1]} / %{customdata[2]} = %{x:.2f}<extra></extra>"}]
    layout = _rows(words, names, 60, {"rangemode": "tozero", "title": {"text": words("axis_expected_promotions"), "standoff": 8}})
    layout["shapes"] = [{"type": "line", "xref": "x", "yref": "paper", "x0": 1, "x1": 1, "y0": 0, "y1": 1, "line": {"color": INK, "width": 1, "dash": "dot"}}]
    return {"data": data, "layout": layout}


def growth(words: Words, section: Mapping[str, Any]) -> dict[str, Any]:
    """How much of what the next post asks is done, group by group: at first and now."""
    shown = [each for each in section["groups"] if each["dimension"] == "completion" and each["first"] is not None]
    names = [_escaped(words._value(each["group"])) for each in shown]
    places = list(range(len(shown), 0, -1))
    data: list[dict[str, Any]] = [{"type": "scatter", "mode": "lines", "x": _rounded([each["first"], each["last"]]), "y": [place, place], "line": {"color": "#9fb0b8", "width": 3}, "hoverinfo": "skip", "showlegend": False}
                                  for place, each in zip(places, shown)]
    for series, key, colour, symbol in (("series_first", "first", "#7c8b93", "circle-open"), ("series_now", "last", COLOURS[0], "circle")):
        data.append({"type": "scatter", "mode": "markers", "name": words(series), "x": _rounded([each[key] for each in shown]), "y": places, "marker": {"size": 11, "color": colour, "symbol": symbol, "line": {"width": 2, "color": colour}},
                     "customdata": [[name, words._count(each["people"]), words.interval(each["lower"], each["upper"])] for name, each in zip(names, shown)],
                     "hovertemplate": "<b>%{customdata[0]}</b> (%{customdata[1]})<br>%{x:.1%}<extra></extra>"})
    layout = _rows(words, names, 80, {"tickformat": ".0%", "range": [0, 1.02], "title": {"text": words("axis_completion"), "standoff": 8}})
    layout["showlegend"] = True
    layout["margin"] = {**layout["margin"], "t": 40}
    return {"data": data, "layout": layout}


def points(words: Words, rows: Sequence[Mapping[str, Any]], axis: str, reference: float | None = None, series: tuple[str, str] = ("series_counted", "series_estimate")) -> dict[str, Any]:
    """A value with its interval for each name, `text` in the hover, and what stands beside it; a dotted line at what all of them are compared with."""
    names = [_escaped(row["name"]) for row in rows]
    data = [{"type": "scatter", "mode": "markers", "x": _rounded([row["value"] for row in rows]), "y": list(range(len(rows), 0, -1)), "marker": {"size": 10, "color": COLOURS[0]},
             "error_x": _whiskers([row["value"] for row in rows], [row["lower"] for row in rows], [row["upper"] for row in rows], "#5d6d75"),
             "customdata": [[name, words.interval(row["lower"], row["upper"]), _escaped(row["text"])] for name, row in zip(names, rows)], "hovertemplate": "<b>%{customdata[0]}</b><br>%{x:.1%} (%{customdata[1]})<br>%{customdata[2]}<extra></extra>"}]
    layout = _rows(words, names, 60, {"tickformat": ".0%", "rangemode": "tozero", "title": {"text": axis, "standoff": 8}})
    if rows and rows[0].get("estimate") is not None:
        data[0]["name"] = words(series[0])
        data.append({"type": "scatter", "mode": "markers", "name": words(series[1]), "x": _rounded([row["estimate"] for row in rows]), "y": list(range(len(rows), 0, -1)), "marker": {"size": 9, "symbol": "diamond-open", "color": COLOURS[1], "line": {"width": 2}},
                     "hovertemplate": "%{fullData.name}: %{x:.1%}<extra></extra>"})
        layout |= {"showlegend": True, "height": layout["height"] + 30, "margin": {**layout["margin"], "t": 40}}
    if reference is not None:
        layout["shapes"] = [{"type": "line", "xref": "x", "yref": "paper", "x0": reference, "x1": reference, "y0": 0, "y1": 1, "line": {"color": INK, "width": 1, "dash": "dot"}}]
    return {"data": data, "layout": layout}


def paired(words: Words, rows: Sequence[Mapping[str, Any]], series: tuple[str, str], axis: str, ticks: str) -> dict[str, Any]:
    """Two values for each name one above the other, with intervals where they are given."""
    data = []
    for place, (name, key) in enumerate(zip(series, ("first", "second"))):
        shown = [(len(rows) - row, each) for row, each in enumerate(rows) if each[key] is not None]
        values = [each[key] for _, each in shown]
        bounded = all(each.get(f"{key}_{end}") is not None for _, each in shown for end in ("lower", "upper"))
        whiskers = {"error_x": _whiskers(values, [each[f"{key}_lower"] for _, each in shown], [each[f"{key}_upper"] for _, each in shown], INK)} if bounded else {}
        data.append({"type": "bar", "orientation": "h", "name": _escaped(name), "y": [at + (.10 if place == 0 else -.14) for at, _ in shown], "x": _rounded(values), "width": .22, "marker": {"color": COLOURS[5 if place == 0 else 0], "opacity": .9},
                     **whiskers, "customdata": [[_escaped(each["name"]), _escaped(each[f"{key}_text"])] for _, each in shown],
                     "hovertemplate": "<b>%{customdata[0]}</b><br>%{fullData.name}: %{customdata[1]}<extra></extra>"})
    layout = _rows(words, [_escaped(row["name"]) for row in rows], 90, {"tickformat": ticks, "rangemode": "tozero", "title": {"text": axis, "standoff": 8}})
    layout |= {"showlegend": True, "barmode": "overlay", "margin": {**layout["margin"], "t": 40}}
    return {"data": data, "layout": layout}


def losses(words: Words, bars: Sequence[Mapping[str, Any]], reasons: Sequence[str]) -> dict[str, Any]:
    """Of everybody who began, the share lost in each stage, by reason: one bar for each stage and period."""
    places = list(range(len(bars), 0, -1))
    data: list[dict[str, Any]] = [
        {"type": "bar", "orientation": "h", "name": _escaped(words._value(reason)), "y": places, "x": _rounded([bar["parts"].get(reason, 0.0) for bar in bars]), "width": .42, "offset": -.28, "marker": {"color": COLOURS[index % len(COLOURS)]},
         "customdata": [_escaped(bar["name"]) for bar in bars], "hovertemplate": "<b>%{customdata}</b><br>%{fullData.name}: %{x:.1%}<extra></extra>"} for index, reason in enumerate(reasons)]
    names = [f"{_escaped(bar['name'])}  <b>{words._percent(sum(bar['parts'].values()))}</b>" for bar in bars]
    layout = _rows(words, names, 130, {"tickformat": ".0%", "rangemode": "tozero", "title": {"text": words("axis_lost"), "standoff": 8}})
    layout |= {"barmode": "stack", "bargap": 0, "showlegend": True, "margin": {**layout["margin"], "t": 76}}
    return {"data": data, "layout": layout}


def leads(words: Words, section: Mapping[str, Any]) -> dict[str, Any]:
    """How many days before they left the first alert in time was raised, by rule."""
    data = [{"type": "bar", "name": _escaped(words._label(words.columns, each["rule"])), "x": section["days"], "y": each["count"], "marker": {"color": COLOURS[index % len(COLOURS)]}, "hovertemplate": "%{fullData.name}: %{y:,}"}
            for index, each in enumerate(section["rules"])]
    layout = _layout(words, 420, showlegend=True, barmode="stack", bargap=.2)
    layout["xaxis"] = {"title": {"text": words("axis_before_leaving"), "standoff": 8}, "gridcolor": "#e6ebed", "fixedrange": True, "linecolor": "#9fb0b8", "showline": True, "autorange": "reversed", "dtick": 2}
    layout["yaxis"] = {"gridcolor": "#e6ebed", "zeroline": True, "zerolinecolor": "#9fb0b8", "fixedrange": True, "tickformat": ",d", "rangemode": "tozero", "title": {"text": words("axis_leavers")}}
    layout["margin"] = {**layout["margin"], "t": 84}
    return {"data": data, "layout": layout}


def differences(words: Words, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Levels by how many points more or fewer of them come through than of the others; those beyond chance after correction in another colour."""
    names = [_escaped(row["name"]) for row in rows]
    values = [row["value"] for row in rows]
    data = [{"type": "scatter", "mode": "markers", "x": _rounded(values), "y": list(range(len(rows), 0, -1)), "marker": {"size": 10, "color": [COLOURS[1] if row["clear"] else COLOURS[0] for row in rows]},
             "error_x": _whiskers(values, [row["lower"] for row in rows], [row["upper"] for row in rows], "#5d6d75"), "customdata": [[name, _escaped(row["text"])] for name, row in zip(names, rows)],
             "hovertemplate": "<b>%{customdata[0]}</b><br>%{x:+.1%}<br>%{customdata[1]}<extra></extra>"}]
    return {"data": data, "layout": _rows(words, names, 60, {"tickformat": "+.0%", "title": {"text": words("axis_points_difference"), "standoff": 8}})}


def transitions(words: Words, nodes: Sequence[Mapping[str, Any]], edges: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The graph: stages from above to below, those who leave to the right; the wider a line, the larger the share that goes that way; a line back or past a stage is bent."""
    stages = nodes[:-1]
    at = {node["event"]: (0.0, float(len(stages) - place)) for place, node in enumerate(stages)} | {nodes[-1]["event"]: (1.0, (len(stages) + 1) / 2)}
    data: list[dict[str, Any]] = []
    annotations: list[dict[str, Any]] = []
    bends = [i / 16 for i in range(17)]
    for edge in edges:
        (x0, y0), (x1, y1) = at[edge["from"]], at[edge["to"]]
        leaving, beside = edge["to"] == nodes[-1]["event"], 0.0
        if not leaving and y0 - y1 != 1:
            beside = -.22 - .08 * abs(y0 - y1) if y0 != y1 else -.3
        x = [(1 - t) * x0 + t * x1 + 4 * t * (1 - t) * beside for t in bends]
        y = [(1 - t) * y0 + t * y1 + (.5 * (t * (1 - t)) ** .5 if y0 == y1 and not leaving else 0.0) for t in bends]
        data.append({"type": "scatter", "mode": "lines", "x": _rounded(x), "y": _rounded(y), "line": {"width": round(1.2 + 12 * edge["share"], 2), "color": _shade(COLOURS[1] if leaving else COLOURS[0], .45)}, "hoverinfo": "skip"})
        spot = 9 if leaving else 8
        data.append({"type": "scatter", "mode": "markers", "x": [round(x[spot], 4)], "y": [round(y[spot], 4)], "marker": {"size": 14, "color": "#ffffff", "opacity": .01},
                     "customdata": [[_escaped(edge["shown"]), words.interval(edge["lower"], edge["upper"]), words._percent(edge["share"]), words._count(edge["count"])]],
                     "hovertemplate": "<b>%{customdata[0]}</b><br>%{customdata[2]} (%{customdata[1]})<br>%{customdata[3]}<extra></extra>"})
        annotations.append({"x": round(x[spot], 4), "y": round(y[spot], 4), "text": words._percent(edge["share"]), "showarrow": False, "font": {"size": 12, "color": INK}, "bgcolor": "rgba(255,255,255,.8)"})
    for node in nodes:
        x_, y_ = at[node["event"]]
        annotations.append({"x": x_, "y": y_, "xshift": 12, "text": f"<b>{_escaped(node['name'])}</b>", "showarrow": False, "xanchor": "left", "font": {"size": 13}, "bgcolor": "rgba(255,255,255,.8)"})
    data.append({"type": "scatter", "mode": "markers", "x": [at[node["event"]][0] for node in nodes], "y": [at[node["event"]][1] for node in nodes], "marker": {"size": 16, "color": [COLOURS[0]] * len(stages) + [COLOURS[1]], "line": {"width": 2, "color": "#ffffff"}},
                 "customdata": [_escaped(node["name"]) for node in nodes], "hovertemplate": "<b>%{customdata}</b><extra></extra>"})
    layout = _layout(words, 40 + 78 * len(stages), hovermode="closest", annotations=annotations)
    layout["margin"] = {"l": 12, "r": 12, "t": 8, "b": 8}
    layout["xaxis"] = {"visible": False, "range": [-.45, 1.45], "fixedrange": True}
    layout["yaxis"] = {"visible": False, "range": [.4, len(stages) + .6], "fixedrange": True}
    return {"data": data, "layout": layout}
