"""From what an HR department exports to clean columns: files or frames in, findings about them out, nothing dropped in silence."""

from __future__ import annotations

import csv
import gc
import io
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Mapping, Sequence

import numpy as np

# Column roles and the header names by which they are found when nobody declares them; anything else is declared.
ROLE_NAMES: dict[str, tuple[str, ...]] = {
    "person": ("person", "person_id", "employee_id", "员工编号", "工号"),
    "hire": ("hire", "hire_date", "入职日期"),
    "exit": ("exit", "exit_date", "termination_date", "离职日期"),
    "entry": ("entry",),
    "reason": ("reason", "exit_reason", "离职原因"),
    "duration": ("duration",),
    "event": ("event",),
}
OPEN_ENDS = ("9999-12-31", "4712-12-31")
NOTHING = {"", "na", "n/a", "nan", "nat", "null", "none"}
UNITS = ("day", "week", "month")
TURNOVER_WORDS = {
    "definition": ("mid", "monthly_average_12", "monthly_average_13", "crude_wastage", "opening", "leavers_plus_closing", "exposure", "jolts"),
    "last_day_rule": ("employed", "gone_at_close", "first_day_away")}
TRUE = {"1", "1.0", "true", "yes", "y", "是"}
FALSE = {"0", "0.0", "false", "no", "n", "否"}


def number_or_none(value: Any) -> float | None:
    """None in the place of what is missing, as JSON has no NaN."""
    return None if value != value else float(value)


class InputError(ValueError):
    """A table that cannot be read as declared; the sentence names file, row and column."""


class NothingToTell(Exception):
    """A section that its table is too small or too young for: the code of the note that says so (after the section's word), and its numbers."""

    def __init__(self, code: str, **numbers: Any) -> None:
        super().__init__(code)
        self.code, self.numbers = code, numbers


@dataclass(frozen=True)
class Limits:
    """How many people a section may name, and below how many a group is not shown."""

    people: int
    cell: int


@dataclass
class Finding:
    """Something that the reader of the report must know about the data: a code, how many rows, the first of them."""

    code: str
    numbers: dict[str, Any] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)


@dataclass
class Tables:
    """Columns by name, as read; `row` is what errors call the first data row (2 in a file with a header)."""

    name: str
    columns: dict[str, np.ndarray]
    first_row: int = 2

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()))) if self.columns else 0


@dataclass
class Spells:
    """One row a spell: integer or real duration, what ended it, and the attributes known at its start."""

    person: np.ndarray
    duration: np.ndarray
    event: np.ndarray
    reason: np.ndarray          # object: text, None while still here or when no reason is given
    has_reasons: bool
    entry: np.ndarray | None    # tenure at which observation began, when some people entered late
    attributes: dict[str, np.ndarray]
    unit: str
    hire: np.ndarray | None
    observation_end: np.datetime64 | None
    rows_read: int
    findings: list[Finding]
    events: dict[str, np.ndarray] | None = None
    settings: dict[str, Any] = field(default_factory=dict)
    stated: dict[str, Any] | None = None    # the table as the loader of spells takes it: all rows, with the file's name; None for durations
    records: Any = None                     # what mainstay.records read, when the folder was read by a mapping


# ---------------------------------------------------------------- reading

def _delimiter(header: str) -> str:
    outside = "".join(part for index, part in enumerate(header.split('"')) if index % 2 == 0)
    return max(",;\t", key=outside.count)


def _undecodable(path: Path, content: bytes, error: UnicodeDecodeError, encoding: str) -> InputError:
    before = content[: error.start]
    line = before.count(b"\n") + 1
    start = before.rfind(b"\n") + 1
    header = content.split(b"\n", 1)[0].decode("utf-8", "replace").lstrip("\ufeff").rstrip("\r")
    mark = _delimiter(header)
    names = header.split(mark)
    cell = content[start: error.start].count(mark.encode())
    name = f" ({names[cell].strip(chr(34))})" if cell < len(names) and line > 1 else ""
    return InputError(f"{path.name}: row {line}, column {cell + 1}{name} is not {encoding} text; save the file as UTF-8 or declare its encoding "
                      "(--encoding gb18030 is common in Chinese exports)")


def read_csv(path: Path, encoding: str = "utf-8") -> Tables:
    """A header and one line a row; comma, semicolon or tab as the header shows; BOM and quoted newlines allowed."""
    names, columns, _ = read_cells(path, encoding)
    return Tables(path.name, {name: _typed(cells) for name, cells in zip(names, columns)})


def read_cells(path: Path, encoding: str = "utf-8", delimiter: str | None = None, empty: bool = False) -> tuple[list[str], list[Sequence[str]], list[int]]:
    """Names, the texts of each column, and the line of the file on which each row begins; nothing but the encoding is declared or guessed."""
    content = path.read_bytes()
    if encoding.lower().replace("_", "-") in ("utf-16", "utf16") and content[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise InputError(f"{path.name}: has no byte order mark; declare utf-16le or utf-16be")
    try:
        text = content.decode("utf-8-sig" if encoding.lower().replace("_", "-") in ("utf-8", "utf8") else encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(path, content, error, encoding.upper()) from None
    except LookupError:
        raise InputError(f"--encoding is {encoding!r}, which is not a known encoding") from None
    if "\0" in text:
        raise InputError(f"{path.name}: holds zero bytes, so it is not CSV text (UTF-16? declare --encoding utf-16)")
    if not text.strip():
        raise InputError(f"{path.name}: is empty, but must have a header")
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter or _delimiter(text.split("\n", 1)[0]), strict=True)
    rows: list[list[str]] = []
    lines: list[int] = []
    names: list[str] = []
    line = 1
    collecting = gc.isenabled()
    gc.disable()  # a million rows are a million lists, none of which is garbage yet
    try:
        for cells in reader:
            if not cells:
                line = reader.line_num + 1
                continue  # a blank line
            if not names:
                names = [cell.strip() for cell in cells]
                for column, name in enumerate(names):
                    if not name:
                        raise InputError(f"{path.name}: row 1, column {column + 1} has no name")
                    if name in names[:column]:
                        raise InputError(f"{path.name}: row 1, column {column + 1} ({name}) repeats the name of column {names.index(name) + 1}")
            elif len(cells) != len(names):
                raise InputError(f"{path.name}: row {line} has {len(cells)} cells, but the header has {len(names)}")
            else:
                rows.append(cells)
                lines.append(line)
            line = reader.line_num + 1
    except csv.Error as error:
        reason = "a quoted cell is never closed" if "unexpected end" in str(error) else str(error)
        raise InputError(f"{path.name}: row {line} cannot be read: {reason}") from None
    finally:
        if collecting:
            gc.enable()
    if not rows and not empty:
        raise InputError(f"{path.name}: has a header, but no rows")
    return names, list(zip(*rows)) if rows else [() for _ in names], lines


def _typed(cells: Sequence[str]) -> np.ndarray:
    """Numbers when every cell that is not empty is one; text otherwise, and for ids (00123, or more digits than a number holds)."""
    if any("_" in cell or len(cell) > 1 and cell[0] == "0" and cell.isdigit() or len(cell) > 15 and cell.isdigit() for cell in cells):
        return np.array([cell.strip() or None for cell in cells], dtype=object)
    try:
        return np.array([float(cell) if cell.strip().lower() not in NOTHING else np.nan for cell in cells])
    except ValueError:
        return np.array([cell.strip() or None for cell in cells], dtype=object)


def read_parquet(path: Path) -> Tables:
    try:
        import pyarrow.parquet as parquet  # type: ignore[import-untyped,unused-ignore]
    except ImportError:
        raise InputError(f"{path.name}: reading Parquet needs pyarrow (pip install pyarrow)") from None
    try:
        return Tables(path.name, columns_of(parquet.read_table(path)), first_row=1)
    except (OSError, ValueError) as error:
        raise InputError(f"{path.name}: cannot be read as Parquet: {str(error).splitlines()[0]}") from None


def read_table(path: Path, encoding: str = "utf-8") -> Tables:
    if path.suffix.lower() in (".parquet", ".pq"):
        return read_parquet(path)
    return read_csv(path, encoding)


def columns_of(frame: Any) -> dict[str, np.ndarray]:
    """Columns of a dict of sequences, or of a pandas, polars, pyarrow or duckdb table."""
    if isinstance(frame, Mapping):
        raw = {str(name): values for name, values in frame.items()}
    elif hasattr(frame, "column_names") and hasattr(frame, "column"):      # pyarrow
        raw = {name: _from_arrow(frame.column(name)) for name in frame.column_names}
    elif hasattr(frame, "fetchnumpy"):                                      # duckdb
        raw = dict(frame.fetchnumpy())
    elif hasattr(frame, "columns") and hasattr(frame, "__getitem__"):       # pandas, polars
        raw = {str(name): frame[name] for name in frame.columns}
    else:
        raise InputError(f"a table must be a dict of columns or a pandas, polars, pyarrow or duckdb table, but is {type(frame).__name__}")
    columns = {name: _plain_column(name, values) for name, values in raw.items()}
    sizes = {name: len(values) for name, values in columns.items()}
    if len(set(sizes.values())) > 1:
        first, size = next(iter(sizes.items()))
        other = next(name for name in sizes if sizes[name] != size)
        raise InputError(f"column {other} has {sizes[other]} rows, but {first} has {size}")
    if not columns or not next(iter(sizes.values())):
        raise InputError("the table has no rows")
    return columns


def _from_arrow(column: Any) -> Any:
    import pyarrow as pa
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    return column.to_numpy()


def _plain_column(name: str, values: Any) -> np.ndarray:
    if isinstance(values, np.ma.MaskedArray):
        values = [None if hidden else value for value, hidden in zip(values.data.tolist(), np.ma.getmaskarray(values))]
    if hasattr(values, "astype") and hasattr(values, "dtype") and str(getattr(values, "dtype", "")) == "category":
        values = values.astype(object)
    array = values.to_numpy() if hasattr(values, "to_numpy") else np.asarray(values)
    if array.ndim != 1:
        raise InputError(f"column {name} must be one-dimensional")
    if array.dtype.kind in "biuf":
        return array.astype(float) if array.dtype.kind != "b" else array
    if array.dtype.kind == "M":
        return array.astype("datetime64[D]")
    cells = array.tolist()
    empty = [cell is None or (isinstance(cell, float) and cell != cell) or type(cell).__name__ in ("NaTType", "NAType") for cell in cells]
    known = [cell for cell, nothing in zip(cells, empty) if not nothing]
    if known and all(isinstance(cell, (int, float)) for cell in known):
        return np.array([np.nan if nothing else float(cell) for cell, nothing in zip(cells, empty)])
    if known and all(hasattr(cell, "isoformat") for cell in known):
        return np.array(["NaT" if nothing else cell.isoformat()[:10] for cell, nothing in zip(cells, empty)], "datetime64[D]")
    return np.array([None if nothing else str(cell).strip() or None for cell, nothing in zip(cells, empty)], dtype=object)


def as_dates(table: Tables, name: str) -> np.ndarray:
    """Days; cells are YYYY-MM-DD, YYYY/MM/DD or YYYYMMDD, a time of day is cut off."""
    values = table.columns[name]
    if values.dtype.kind == "M":
        return values.astype("datetime64[D]")
    if values.dtype.kind == "f":
        values = np.array([None if cell != cell else f"{cell:.0f}" for cell in values.tolist()], dtype=object)
    days = np.full(len(values), np.datetime64("NaT", "D"))
    known: dict[str, np.datetime64] = {}
    for row, cell in enumerate(values.tolist()):
        if cell is None or str(cell).lower() in NOTHING:
            continue
        day = known.get(cell)
        if day is None:
            text = str(cell)[:10].replace("/", "-").replace(".", "-")
            if len(text) == 8 and text.isdigit():
                text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
            parts = text.split("-")
            if len(parts) == 3 and len(parts[0]) == 4:
                text = f"{parts[0]}-{parts[1]:0>2}-{parts[2].split(' ')[0].split('T')[0]:0>2}"
            try:
                day = np.datetime64(text, "D")
                if len(parts) != 3 or len(parts[0]) != 4:
                    raise ValueError
            except ValueError:
                raise InputError(f"{table.name}: row {row + table.first_row}, column {name} is {cell!r}, but must be a date like 2025-12-31") from None
            known[cell] = day
        days[row] = day
    return days


# ---------------------------------------------------------------- roles and settings

OPTIONS = ("person", "hire", "exit", "entry", "reason", "duration", "event", "unit", "observation_end", "interval", "horizons", "groups",
           "drivers", "include", "exclude", "categories", "cluster", "protected", "title", "small_cell", "observation_start",
           "event_roles", "stages", "columns", "values", "turnover", "last_day", "reasons")


def settings_of(directory: Path | None, options: Mapping[str, Any]) -> dict[str, Any]:
    """dataset.json beside the tables, overridden by what the caller declares."""
    settings: dict[str, Any] = {}
    if directory is not None and (directory / "dataset.json").exists():
        path = directory / "dataset.json"
        try:
            settings = json.loads(path.read_text(encoding="utf-8"))
        except (ValueError, UnicodeDecodeError) as error:
            raise InputError(f"dataset.json: is not valid JSON: {error}") from None
        if not isinstance(settings, dict):
            raise InputError("dataset.json: must be an object")
    roles = dict(settings.get("roles", {}))
    for name, value in options.items():
        if value is None:
            continue
        if name in ROLE_NAMES:
            roles[name] = value
        elif name in ("turnover", "last_day") and isinstance(value, str):
            settings["turnover"] = {**(settings.get("turnover") or {}), "definition" if name == "turnover" else "last_day_rule": value}
        else:
            settings[name] = value
    settings["roles"] = roles
    _check(settings)
    return settings


def _check(settings: Mapping[str, Any]) -> None:
    """Refuses settings that could not mean anything, naming the place."""
    for place, horizon in enumerate(settings.get("horizons") or ()):
        if not isinstance(horizon, (int, float)) or not 0 < horizon < float("inf"):
            raise InputError(f"horizons[{place}] is {horizon!r}, but must be a number > 0")
    smallest = settings.get("small_cell", 5)
    if not isinstance(smallest, int) or smallest < 1:
        raise InputError(f"small_cell is {smallest!r}, but must be a whole number >= 1")
    declared = settings.get("turnover") or {}
    if not isinstance(declared, Mapping):
        raise InputError(f"turnover is {declared!r}, but must be an object with a definition")
    for name, words in TURNOVER_WORDS.items():
        if declared.get(name) is not None and declared[name] not in words:
            raise InputError(f"turnover.{name} is {declared[name]!r}, but must be one of {', '.join(words)}")
    seen: set[str] = set()
    for place, stage in enumerate(settings.get("stages") or ()):
        if not isinstance(stage, Mapping) or not isinstance(stage.get("event"), str):
            raise InputError(f"stages[{place}] must be an object with an event")
        if stage["event"] in seen:
            raise InputError(f"stages[{place}].event repeats {stage['event']!r}")
        seen.add(stage["event"])


def _roles(table: Tables, settings: Mapping[str, Any]) -> dict[str, str]:
    """Which column plays which part: declared ones must exist, the others are found by their documented names."""
    roles: dict[str, str] = {}
    for role, names in ROLE_NAMES.items():
        declared = settings["roles"].get(role)
        if declared is not None:
            if declared not in table.columns:
                raise InputError(f"{table.name}: has no column {declared!r} (declared as {role}); it has {', '.join(table.columns)}")
            roles[role] = declared
        else:
            found = [name for name in table.columns if name.lower() in names]
            if len(found) > 1:
                raise InputError(f"{table.name}: columns {' and '.join(found)} could both be the {role}; declare one with --{role}")
            if found:
                roles[role] = found[0]
    if "duration" in settings["roles"]:
        roles.pop("hire", None), roles.pop("exit", None), roles.pop("entry", None)
    elif "hire" in roles and "exit" in roles:
        roles.pop("duration", None), roles.pop("event", None)
    if not ("hire" in roles and "exit" in roles) and not ("duration" in roles and ("event" in roles or "reason" in roles)):
        raise InputError(f"{table.name}: needs the columns hire and exit, or duration and event; declare them "
                         f"(--hire, --exit or --duration, --event); it has {', '.join(table.columns)}")
    return roles


def _flags(table: Tables, name: str) -> np.ndarray:
    values = table.columns[name]
    if values.dtype.kind == "b":
        return values
    flags = np.zeros(len(values), bool)
    for row, cell in enumerate(values.tolist()):
        word = "" if cell is None or cell != cell else str(cell).strip().lower()
        if word not in TRUE and word not in FALSE:
            raise InputError(f"{table.name}: row {row + table.first_row}, column {name} is {cell!r}, but must be 1 (left) or 0 (still here)")
        flags[row] = word in TRUE
    return flags


def texts(values: np.ndarray) -> Any:
    """Labels as objects, missing ones None; a whole number reads as one."""
    if values.dtype.kind == "f":
        return np.array([None if cell != cell else str(int(cell)) if cell.is_integer() else repr(cell) for cell in values.tolist()], dtype=object)
    if values.dtype.kind in "bM":
        return values.astype(str).astype(object)
    return values


# ---------------------------------------------------------------- spells

def _rows(mask: np.ndarray, table: Tables) -> list[int]:
    return [int(row) + table.first_row for row in np.flatnonzero(mask)[:5]]


def spells_of(table: Tables, settings: Mapping[str, Any], events: Tables | None = None) -> Spells:
    """Checks the table against its declared roles and turns it into spells; every row left out is counted in a finding."""
    roles = _roles(table, settings)
    for option in ("groups", "drivers", "include", "exclude", "categories"):
        for name in settings.get(option) or ():
            if name not in table.columns:
                raise InputError(f"{table.name}: has no column {name!r} (named in {option}); it has {', '.join(table.columns)}")
    if settings.get("cluster") and settings["cluster"] not in table.columns:
        raise InputError(f"{table.name}: has no column {settings['cluster']!r} (named in cluster); it has {', '.join(table.columns)}")
    size = len(table)
    findings: list[Finding] = []
    keep = np.ones(size, bool)

    def leave_out(mask: np.ndarray, code: str, **numbers: Any) -> None:
        mask = mask & keep
        if mask.any():
            findings.append(Finding(code, {"count": int(mask.sum()), **numbers}, _rows(mask, table)))
            keep[mask] = False

    reason = texts(table.columns[roles["reason"]]) if "reason" in roles else np.full(size, None, dtype=object)
    has_reason = np.array([cell is not None for cell in reason.tolist()])
    entry: np.ndarray | None = None
    hire: np.ndarray | None = None
    stated: dict[str, Any] | None = None
    observation_end: np.datetime64 | None = None
    later = np.zeros(size, bool)
    unit = settings.get("unit", "day")
    if unit not in UNITS:
        raise InputError(f"unit is {unit!r}, but must be one of {', '.join(UNITS)}")

    if "duration" in roles:
        if settings.get("unit") is None:
            raise InputError("a duration needs its unit; declare --unit day, week or month")
        values = table.columns[roles["duration"]]
        if values.dtype.kind != "f":
            wrong = next(row for row, cell in enumerate(texts(values).tolist()) if cell is not None and not _is_number(cell))
            raise InputError(f"{table.name}: row {wrong + table.first_row}, column {roles['duration']} is {values[wrong]!r}, but must be a number")
        duration = values.astype(float)
        bad = np.isinf(duration) | (duration < 0)
        if bad.any():
            wrong = int(np.flatnonzero(bad)[0])
            raise InputError(f"{table.name}: row {wrong + table.first_row}, column {roles['duration']} is {duration[wrong]:g}, but must be >= 0 and finite")
        leave_out(np.isnan(duration), "no_duration", column=roles["duration"])
        event = _flags(table, roles["event"]) if "event" in roles else has_reason.copy()
    else:
        if unit != "day":
            raise InputError(f"unit is {unit!r}, but tenure from dates is counted in days")
        hire, exits = as_dates(table, roles["hire"]), as_dates(table, roles["exit"])
        stated = {"start": hire, "stop": exits, "reason": reason if "reason" in roles else None, "name": table.name, "first_row": table.first_row,
                  "person": texts(table.columns[roles["person"]]) if "person" in roles else None, "interval": settings.get("interval") or "half_open",
                  "observed_from": as_dates(table, roles["entry"]) if "entry" in roles else None}
        open_end = np.isin(exits, np.array(OPEN_ENDS, "datetime64[D]"))
        if open_end.any():
            findings.append(Finding("open_end", {"count": int(open_end.sum())}, _rows(open_end, table)))
            exits = np.where(open_end, np.datetime64("NaT", "D"), exits)
        leave_out(np.isnat(hire), "no_hire", column=roles["hire"])
        if settings.get("observation_end"):
            try:
                observation_end = np.datetime64(str(settings["observation_end"]), "D")
            except ValueError:
                raise InputError(f"observation_end is {settings['observation_end']!r}, but must be a date like 2025-12-31") from None
        else:
            known = np.concatenate([hire[~np.isnat(hire)], exits[~np.isnat(exits)]])
            if not len(known):
                raise InputError(f"{table.name}: column {roles['hire']} holds no date")
            observation_end = known.max()
            findings.append(Finding("observation_end_assumed", {"date": str(observation_end)}))
        interval = settings.get("interval")
        if interval not in (None, "half_open", "closed"):
            raise InputError(f"interval is {interval!r}, but must be half_open (exit is the first day not employed) or closed (the last day employed)")
        if interval is None:
            findings.append(Finding("interval_assumed"))
        if interval == "closed":
            exits = exits + np.timedelta64(1, "D")
        leave_out(hire > observation_end, "future_hire", date=str(observation_end))
        later = exits > observation_end
        if (later & keep).any():
            findings.append(Finding("future_exit", {"count": int((later & keep).sum()), "date": str(observation_end)}, _rows(later & keep, table)))
            exits = np.where(later, np.datetime64("NaT", "D"), exits)
        leave_out(exits < hire, "exit_before_hire")
        event = ~np.isnat(exits)
        stop = np.where(event, exits, observation_end)
        with np.errstate(invalid="ignore"):
            duration = np.where(np.isnat(hire), np.nan, (stop - hire).astype("timedelta64[D]").astype(float))
        start = as_dates(table, roles["entry"]) if "entry" in roles else None
        if start is None and settings.get("observation_start"):
            start = np.maximum(hire, np.datetime64(str(settings["observation_start"]), "D"))
        if start is not None:
            start = np.where(np.isnat(start), hire, start)
            leave_out(start >= stop, "entry_after_end")
            entry = np.maximum(np.where(np.isnat(hire), 0.0, (start - hire).astype("timedelta64[D]").astype(float)), 0.0)
            if (entry[keep] > 0).any():
                findings.append(Finding("entered_late", {"count": int((entry[keep] > 0).sum())}))
            else:
                entry = None
    leave_out(duration == 0, "no_time")
    if stated is not None:
        stated["observation_end"] = observation_end
        from .turnover import kept_by_the_loader  # which also knows spells of one person that overlap

        leave_out(~kept_by_the_loader(stated, settings), "overlapping")
        stated["kept"] = keep
    if roles.get("reason"):
        missing = event & ~has_reason & keep
        if missing.any():
            findings.append(Finding("no_reason", {"count": int(missing.sum())}, _rows(missing, table)))
        stray = ~event & has_reason & keep & ~later
        if stray.any():
            findings.append(Finding("reason_of_present", {"count": int(stray.sum())}, _rows(stray, table)))
    if not keep.any():
        raise InputError(f"{table.name}: no usable row is left; " + "; ".join(f"{each.code}: {each.numbers.get('count')}" for each in findings))

    person = (texts(table.columns[roles["person"]]) if "person" in roles
              else np.array([str(row + table.first_row) for row in range(size)], dtype=object))
    if "person" not in roles:
        findings.append(Finding("no_person"))
    spells = np.unique(person[keep].astype(str), return_counts=True)[1]
    if (spells > 1).any():
        findings.append(Finding("several_spells", {"count": int((spells > 1).sum())}))

    attributes: dict[str, np.ndarray] = {}
    taken = set(roles.values()) | set(settings["roles"].values())
    for name, values in table.columns.items():
        if name in taken:
            continue
        if values.dtype.kind == "M":
            findings.append(Finding("date_attribute", {"column": name}))
            continue
        as_number = values.dtype.kind == "f" and name not in (settings.get("categories") or ())
        attributes[name] = (values if as_number else texts(values))[keep]

    def cut(values: np.ndarray | None) -> np.ndarray | None:
        return None if values is None else values[keep]

    why = np.array([cell if happened else None for cell, happened in zip(reason.tolist(), event.tolist())], dtype=object)
    return Spells(person[keep], duration[keep], event[keep], why[keep], "reason" in roles and bool((event & has_reason)[keep].any()),
                  cut(entry), attributes, unit, cut(hire), observation_end, size, findings, _events(events, settings, findings), dict(settings), stated)


def _is_number(cell: str) -> bool:
    try:
        float(cell)
        return True
    except ValueError:
        return cell.lower() in NOTHING


def _events(table: Tables | None, settings: Mapping[str, Any], findings: list[Finding]) -> dict[str, np.ndarray] | None:
    if table is None:
        return None
    names = {"person": "person", "date": "date", "event": "event"} | dict(settings.get("event_roles", {}))
    for role, name in names.items():
        if name not in table.columns:
            raise InputError(f"{table.name}: has no column {name!r} ({role}); it has {', '.join(table.columns)}")
    date = as_dates(table, names["date"])
    known = ~np.isnat(date)
    if not known.all():
        findings.append(Finding("event_without_date", {"count": int((~known).sum())}, _rows(~known, table)))
    return {"person": texts(table.columns[names["person"]])[known], "date": date[known], "event": texts(table.columns[names["event"]])[known]}


def load(source: Any, events: Any = None, options: Mapping[str, Any] | None = None) -> Spells:
    """Spells from a folder (people.csv or people.parquet, optionally events and dataset.json), one file, or a frame."""
    options = dict(options or {})
    encoding = options.pop("encoding", None) or "utf-8"
    shape = options.pop("shape", None)
    unknown = [name for name in options if name not in OPTIONS]
    if unknown:
        raise InputError(f"unknown option {unknown[0]!r}; known are {', '.join(OPTIONS)}")
    if not isinstance(source, (str, Path)):
        table = Tables("people", columns_of(source), first_row=0)
        stream = None if events is None else Tables("events", columns_of(events), first_row=0)
        return spells_of(table, settings_of(None, options), stream)
    path = Path(source)
    if not path.exists():
        raise InputError(f"{path}: there is no such file or folder")
    directory = path if path.is_dir() else path.parent
    people = (_in(path, "people") if shape is None else None) if path.is_dir() else path
    if path.is_dir() and (people is None and (shape is not None or (path / "mapping.json").exists())):
        return _from_records(path, shape, options)
    if people is None:
        raise InputError(f"{path}: holds neither people.csv nor people.parquet")
    settings = settings_of(path if path.is_dir() else None, options)
    stream_path = Path(events) if isinstance(events, (str, Path)) else (_in(directory, "events") if path.is_dir() else None)
    if events is not None and not isinstance(events, (str, Path)):
        stream = Tables("events", columns_of(events), first_row=0)
    else:
        stream = None if stream_path is None else read_table(stream_path, encoding)
    spells = spells_of(read_table(people, encoding), settings, stream)
    if path.is_dir():
        spells.settings["folder"], spells.settings["encoding"] = str(path), encoding
    spells.settings.setdefault("source", people.name if not path.is_dir() else f"{path.resolve().name}/{people.name}")
    return spells


def _from_records(folder: Path, shape: str | None, options: Mapping[str, Any]) -> Spells:
    """A folder that a mapping reads: its spells, with the attributes as they were when each began."""
    from .. import records

    own = {name: value for name, value in options.items() if name in OPTIONS}
    settings = settings_of(folder, own)
    settings["roles"] = {}
    loader = {name: settings[name] for name in ("observation_end",) if name in own}
    read = records.load(folder, shape=shape, conflicts="leave_out", examples=5, **loader)
    rows = read.spells()
    end = read.options.get("observation_end")
    day = np.array(int(rows["stop"].max()) if end is None else end).astype("datetime64[D]")
    left = rows.pop("event").astype(bool)
    start, stop = rows.pop("start").astype("datetime64[D]"), rows.pop("stop").astype("datetime64[D]")
    columns = {"person": np.array(rows.pop("person"), object), "hire": start, "exit": np.where(left, stop, np.datetime64("NaT", "D")),
               "reason": np.array(rows.pop("reason"), object)}
    entry = np.asarray(read.result.spells.entry)
    if (entry > 0).any():
        columns["entry"] = start + np.ceil(entry).astype("timedelta64[D]")
    rows.pop("kind")
    for name, values in rows.items():
        columns[name if name not in columns else f"{name}_attribute"] = _typed_or_text(values)
    for option in ("groups", "drivers", "include", "exclude", "categories", "cluster"):  # dataset.json speaks of the columns of people
        if option not in own and option in settings:
            named = settings.pop(option)
            if isinstance(named, list) and [name for name in named if name in columns]:
                settings[option] = [name for name in named if name in columns]
    settings |= {"interval": "half_open", "observation_end": str(day)}
    settings.pop("observation_start", None)
    spells = spells_of(Tables("spells", columns, first_row=0), settings, None)
    spells.records = read
    spells.settings["source"] = f"{folder.resolve().name}/{', '.join(read.reading.files[:3])}{' …' if len(read.reading.files) > 3 else ''}"
    return spells


def _typed_or_text(values: Sequence[Any]) -> np.ndarray:
    return _typed(["" if value is None else str(value) for value in values])


def section_table(spells: Spells, section: str, roles: Sequence[str] = ()) -> tuple[Mapping[str, Any], Tables] | None:
    """The settings of a section of dataset.json and its table, with the columns of these roles; None when there is no such section."""
    asked, folder = spells.settings.get(section), spells.settings.get("folder")
    if asked is None or folder is None:
        return None
    if not isinstance(asked, Mapping) or not isinstance(asked.get("table"), str):
        raise InputError(f"{section} in dataset.json must be an object that names its table")
    table = further_table(spells, asked, section, "table", tuple(asked.get(role, role) for role in roles))
    assert table is not None
    return asked, table


def further_table(spells: Spells, asked: Mapping[str, Any], section: str, name: str, columns: Sequence[str]) -> Tables | None:
    """The table that a section names under this key, with these columns; None when it names none."""
    if asked.get(name) is None:
        return None
    folder = Path(spells.settings["folder"])
    path = _in(folder, str(asked[name]))
    if path is None:
        raise InputError(f"{section}.{name} is {asked[name]!r}, but {folder.name} holds no such table")
    table = read_table(path, spells.settings.get("encoding") or "utf-8")
    for column in columns:
        if column not in table.columns:
            raise InputError(f"{table.name}: {section} needs the column {column}; it has {', '.join(table.columns)}")
    return table


def numbers(table: Tables, names: Sequence[str], section: str) -> dict[str, Any]:
    """These columns, all of numbers."""
    for name in names:
        if name not in table.columns or table.columns[name].dtype.kind != "f":
            raise InputError(f"{table.name}: {section} needs the column {name} with numbers; it has {', '.join(table.columns)}")
    return {name: table.columns[name] for name in names}


def _in(directory: Path, stem: str) -> Path | None:
    found = [directory / f"{stem}{ending}" for ending in (".csv", ".parquet") if (directory / f"{stem}{ending}").exists()]
    if len(found) > 1:
        raise InputError(f"{directory}: holds both {found[0].name} and {found[1].name}; keep one")
    return found[0] if found else None
