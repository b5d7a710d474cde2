"""Figures of the sections on leavers who may come back, as plain dicts."""

from __future__ import annotations

from typing import Any, Mapping, Sequence

from .figures import COLOURS, DASHES, INK, _band, _escaped, _layout, _rounded, _rows, _whiskers
from .words import Words


def steps(words: Words, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """How many leavers are left at each cut."""
    shown = [row for row in rows if row["step"] in ("leavers", "chosen", "selected") or row["people"]]
    names = [f"{words('returns_step_' + row['step'])}  <b>{row['people']:,}</b>" for row in shown]
    data = [{"type": "bar", "orientation": "h", "y": list(range(len(shown), 0, -1)), "x": [row["people"] for row in shown], "width": .34, "offset": -.24,
             "marker": {"color": [COLOURS[1] if row["step"] in ("without_consent", "do_not_contact", "undecided") else COLOURS[0] for row in shown], "opacity": .85},
             "customdata": [words("returns_step_" + row["step"]) for row in shown], "hovertemplate": "<b>%{customdata}</b><br>%{x:,}<extra></extra>"}]
    layout = _rows(words, names, 60, {"tickformat": ",d", "rangemode": "tozero", "title": {"text": words("axis_people"), "standoff": 8}})
    layout["bargap"] = 0
    return {"data": data, "layout": layout}


def probability(words: Words, section: Mapping[str, Any]) -> dict[str, Any]:
    """Return by reason and situation: who was called, and who was not, side by side with intervals."""
    known = [row for row in section["rows"] if row["posterior"] is not None]
    cells = list(dict.fromkeys((row["reason"], row["situation"]) for row in known))
    cells.sort(key=lambda cell: -max(row["posterior"] for row in known if (row["reason"], row["situation"]) == cell))
    names = [_escaped(f"{words._value(reason)} · {words._value(situation)}") for reason, situation in cells]
    data: list[dict[str, Any]] = []
    for place, (arm, symbol) in enumerate((("called", "circle"), ("not_called", "circle-open"))):
        rows = [row for row in known if row["arm"] == arm]
        if not rows:
            continue
        values = [row["posterior"] for row in rows]
        at = [len(cells) - cells.index((row["reason"], row["situation"])) - .16 * place for row in rows]
        data.append({"type": "scatter", "mode": "markers", "name": words("returns_" + arm), "x": _rounded(values), "y": _rounded(at, 2), "marker": {"size": 10, "symbol": symbol, "color": COLOURS[1 - place], "line": {"width": 2, "color": COLOURS[1 - place]}},
                     "error_x": _whiskers(values, [row["posterior_lower"] for row in rows], [row["posterior_upper"] for row in rows], COLOURS[1 - place]),
                     "customdata": [[_escaped(f"{words._value(row['reason'])} · {words._value(row['situation'])}"), words.interval(row["posterior_lower"], row["posterior_upper"]), words._count(row["returned"]), words._count(row["people"])] for row in rows],
                     "hovertemplate": "<b>%{customdata[0]}</b><br>%{x:.1%} (%{customdata[1]})<br>%{customdata[2]} / %{customdata[3]}<extra>" + words("returns_" + arm) + "</extra>"})
    layout = _rows(words, names, 90, {"tickformat": ".0%", "rangemode": "tozero", "title": {"text": words("returns_within", days=section["horizon"]), "standoff": 8}})
    layout["showlegend"] = True
    layout["margin"] = {**layout["margin"], "t": 44}
    return {"data": data, "layout": layout}


def calls(words: Words, section: Mapping[str, Any]) -> dict[str, Any]:
    """What the first calls of the list are worth together, after their cost."""
    curve = section["curve"]
    data = [{"type": "scatter", "mode": "lines+markers", "x": [each["calls"] for each in curve], "y": [round(each["value"], 2) for each in curve], "line": {"color": COLOURS[0], "width": 2.5}, "marker": {"size": 5},
             "customdata": [words._money(each["cost"]) for each in curve], "hovertemplate": "%{y:,.0f} " + _escaped(section["currency"]) + " (" + words("returns_cost") + " %{customdata})<extra></extra>"}]
    layout = _layout(words, 340)
    layout["margin"] = {**layout["margin"], "l": 72}
    layout["xaxis"] = {**layout["xaxis"], "title": {"text": words("returns_axis_calls"), "standoff": 8}, "unifiedhovertitle": {"text": "<b>" + words("returns_axis_calls") + ": %{x}</b>"}}
    layout["yaxis"] = {"gridcolor": "#e6ebed", "zeroline": True, "zerolinecolor": "#9fb0b8", "fixedrange": True, "rangemode": "tozero", "tickformat": "~s", "title": {"text": words("returns_expected", currency=section["currency"]), "standoff": 4}}
    return {"data": data, "layout": layout}


def offers(words: Words, section: Mapping[str, Any], most: int = 12) -> dict[str, Any]:
    """Of each pair the share of such offers that were taken: as the offer stands, and as it would have to be."""
    rows = [row for row in section["rows"] if row["probability"] is not None or row["needed_probability"] is not None][:most]
    names = [_escaped(f"{row['person']} → {row['vacancy']}") for row in rows]
    data: list[dict[str, Any]] = []
    for name, (value, low, high), symbol, colour, shift in (("returns_stands", ("probability", "lower", "upper"), "circle-open", COLOURS[0], 0.0), ("returns_needed", ("needed_probability", "needed_lower", "needed_upper"), "circle", COLOURS[1], .16)):
        shown = [(place, row) for place, row in zip(range(len(rows), 0, -1), rows) if row[value] is not None and not (shift and row["cost"] == 0)]
        values = [row[value] for _, row in shown]
        data.append({"type": "scatter", "mode": "markers", "name": words(name), "x": _rounded(values), "y": _rounded([place - shift for place, _ in shown], 2), "marker": {"size": 10, "symbol": symbol, "color": colour, "line": {"width": 2, "color": colour}},
                     "error_x": _whiskers(values, [row[low] for _, row in shown], [row[high] for _, row in shown], colour), "customdata": [[_escaped(f"{row['person']} → {row['vacancy']}"), words.interval(row[low], row[high]), words._money(row["cost"])] for _, row in shown],
                     "hovertemplate": "<b>%{customdata[0]}</b><br>%{x:.1%} (%{customdata[1]})" + ("<br>" + words("returns_cost") + " %{customdata[2]} " + _escaped(section["currency"]) if shift else "") + "<extra>" + words(name) + "</extra>"})
    layout = _rows(words, names, 90, {"tickformat": ".0%", "range": [0, 1], "title": {"text": words("returns_taken_axis"), "standoff": 8}})
    layout["shapes"] = [{"type": "line", "x0": section["target"], "x1": section["target"], "yref": "paper", "y0": 0, "y1": 1, "line": {"color": INK, "width": 1, "dash": "dash"}}]
    layout["showlegend"] = True
    layout["margin"] = {**layout["margin"], "t": 44}
    return {"data": data, "layout": layout}


def due_list(words: Words, section: Mapping[str, Any]) -> dict[str, Any]:
    """Calls planned for each day, by recruiter."""
    data = [{"type": "bar", "name": _escaped(owner["owner"]), "x": section["days"], "y": owner["planned"], "marker": {"color": COLOURS[place % len(COLOURS)]}, "hovertemplate": "%{y:,}"} for place, owner in enumerate(section["owners"])]
    layout = _layout(words, 320, showlegend=True, barmode="stack")
    layout["xaxis"] = {"type": "date", "tickformat": "%m-%d", "hoverformat": "%Y-%m-%d", "gridcolor": "#e6ebed", "linecolor": "#9fb0b8", "showline": True, "fixedrange": True}
    layout["yaxis"] = {"gridcolor": "#e6ebed", "zeroline": True, "zerolinecolor": "#9fb0b8", "fixedrange": True, "rangemode": "tozero", "tickformat": ",d", "title": {"text": words("returns_axis_calls")}}
    return {"data": data, "layout": layout}


def tornado(words: Words, section: Mapping[str, Any], most: int = 10) -> dict[str, Any]:
    """What the net would be with each figure lowered and raised by the same share."""
    rows = sorted(section["sensitivity"], key=lambda row: -row["swing"])[:most]

    def named(figure: str) -> str:
        part, _, role = figure.partition(" (")
        keys = [key for key in (f"returns_part_{part}", f"returns_cost_{part}", "returns_figure_" + part.replace(" ", "_")) if words.has(key)]
        return (words(keys[0]) if keys else part) + (f" ({words._value(role[:-1])})" if role else "")

    names = [_escaped(named(row["figure"])) for row in rows]
    places = list(range(len(rows), 0, -1))
    data = [{"type": "bar", "orientation": "h", "name": words("returns_" + end), "y": places, "base": [round(section["net"], 2)] * len(rows), "x": [round(row[end] - section["net"], 2) for row in rows], "width": .34, "offset": -.24, "marker": {"color": colour, "opacity": .85},
             "customdata": [[name, words._money(row[end])] for name, row in zip(names, rows)], "hovertemplate": "<b>%{customdata[0]}</b><br>%{customdata[1]} " + _escaped(section["currency"]) + "<extra>" + words("returns_" + end) + "</extra>"}
            for end, colour in (("low", COLOURS[1]), ("high", COLOURS[0]))]
    layout = _rows(words, names, 90, {"tickformat": "~s", "title": {"text": words("returns_axis_net", currency=section["currency"]), "standoff": 8}})
    layout |= {"showlegend": True, "barmode": "overlay", "bargap": 0}
    layout["margin"] = {**layout["margin"], "t": 44}
    layout["shapes"] = [{"type": "line", "x0": round(section["net"], 2), "x1": round(section["net"], 2), "yref": "paper", "y0": 0, "y1": 1, "line": {"color": INK, "width": 1, "dash": "dot"}}]
    return {"data": data, "layout": layout}


def effects(words: Words, section: Mapping[str, Any]) -> dict[str, Any]:
    """What a call adds to the probability of return, by reason, with intervals."""
    rows = [row for row in section["rows"] if row["effect"] is not None and row["stratum"] != "total"]
    names = [_escaped(words("returns_stratum_" + row["stratum"]) if words.has("returns_stratum_" + row["stratum"]) else words._value(row["stratum"])) for row in rows]
    values = [row["effect"] for row in rows]
    data = [{"type": "scatter", "mode": "markers", "x": _rounded(values), "y": list(range(len(rows), 0, -1)), "marker": {"size": 10, "color": [COLOURS[1] if row["stratum"] == "stratified" else COLOURS[0] for row in rows]},
             "error_x": _whiskers(values, [row["lower"] for row in rows], [row["upper"] for row in rows]), "customdata": [[name, words._count(row["called"]), words._count(row["held_out"]), f"{100 * row['lower']:+.1f} – {100 * row['upper']:+.1f}"] for name, row in zip(names, rows)],
             "hovertemplate": "<b>%{customdata[0]}</b><br>%{x:+.1%} (%{customdata[3]})<br>" + words("returns_called") + " %{customdata[1]} · " + words("returns_held_out") + " %{customdata[2]}<extra></extra>"}]
    return {"data": data, "layout": _rows(words, names, 60, {"tickformat": "+.0%", "title": {"text": words("returns_effect_points"), "standoff": 8}})}


def qini(words: Words, section: Mapping[str, Any]) -> dict[str, Any]:
    """Returns that calling brought among the people with the highest uplift; dashed, among as many chosen by chance."""
    curve = section["curve"]
    people = [each["people"] for each in curve]
    data = [{"type": "scatter", "mode": "lines", "name": words("returns_by_uplift"), "x": people, "y": _rounded([each["qini"] for each in curve], 2), "line": {"color": COLOURS[0], "width": 2.5}, "hovertemplate": "%{y:.1f}"},
            {"type": "scatter", "mode": "lines", "name": words("returns_by_chance"), "x": people, "y": _rounded([each["random"] for each in curve], 2), "line": {"color": INK, "width": 1.4, "dash": "dash"}, "hovertemplate": "%{y:.1f}"}]
    layout = _layout(words, 340, showlegend=True)
    layout["margin"] = {**layout["margin"], "l": 60}
    layout["xaxis"] = {**layout["xaxis"], "title": {"text": words("axis_people"), "standoff": 8}, "unifiedhovertitle": {"text": "<b>%{x}</b>"}}
    layout["yaxis"] = {"gridcolor": "#e6ebed", "zeroline": True, "zerolinecolor": "#9fb0b8", "fixedrange": True, "title": {"text": words("returns_more"), "standoff": 4}}
    return {"data": data, "layout": layout}


def staying(words: Words, section: Mapping[str, Any]) -> dict[str, Any]:
    """Who stays how long after the (re)hire: second spells and new hires, with intervals."""
    data: list[dict[str, Any]] = []
    for place, curve in enumerate(section["curves"]):
        colour, name = COLOURS[place], words("returns_" + curve["group"])
        data += _band(curve["time"], curve["lower"], curve["upper"], colour, name, curve["group"])
        data.append({"type": "scatter", "mode": "lines", "name": name, "legendgroup": curve["group"], "x": _rounded(curve["time"], 2), "y": _rounded(curve["staying"]), "line": {"shape": "hv", "color": colour, "width": 2.5, "dash": DASHES[place]},
                     "customdata": [words.interval(low, high) for low, high in zip(curve["lower"], curve["upper"])], "hovertemplate": "%{y:.1%} (%{customdata})"})
    layout = _layout(words, 380, showlegend=True)
    layout["xaxis"] = {**layout["xaxis"], "title": {"text": words("returns_axis_since_hire"), "standoff": 8}}
    return {"data": data, "layout": layout}
