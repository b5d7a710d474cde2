"""Records of the named systems, read by their recipes: every example folder gives what its expected.json says, and mistakes are sentences."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

import mainstay
from conftest import ROOT
from mainstay import records, sample
from mainstay.__main__ import main
from mainstay.records import dates
from mainstay.report import words

EXAMPLES = sorted(path for path in (ROOT / "examples/recipes").iterdir() if path.is_dir())
SYSTEMS = {"oracle", "successfactors", "peoplesoft", "workday", "bamboohr", "unified", "feishu", "dingtalk", "snapshots", "monthly_roster", "excel_gbk"}


def test_every_recipe_has_an_example_and_every_example_a_recipe():
    assert {path.name for path in EXAMPLES} == set(records.recipes()) == SYSTEMS
    page = (ROOT / "docs/recipes.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in page for name in SYSTEMS)


def told(read):
    """The spells as expected.json writes them."""
    rows = read.spells()
    return [[person, dates.date_of(start), dates.date_of(stop), int(event), kind] for person, start, stop, event, kind in
            zip(rows["person"], rows["start"], rows["stop"], rows["event"], rows["kind"])]


@pytest.mark.parametrize("folder", [pytest.param(path, id=path.name) for path in EXAMPLES])
def test_example(folder):
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    read = records.load(folder)
    assert sorted(told(read), key=str) == sorted(expected["spells"], key=str)
    assert {each.code: each.count for each in read.findings} == expected["findings"]
    assert read.reading.files == [path.name for path in sorted(folder.glob("*.csv"))] or len(read.reading.files) == 2
    for each in read.findings:  # the first rows are shown by file and line
        for file, row in each.where:
            assert (folder / file).exists() and row >= 1
    assert len(read.attributes["unit"]) == read.rows - sum(each.count for each in read.findings if each.code == "not_kept")


def test_the_same_people_whatever_the_system():
    """Whoever states dates tells the same stays; kinds differ only where the system does not hold reasons."""
    exact = SYSTEMS - {"snapshots", "monthly_roster", "feishu"}
    reference = sorted(told(records.load(ROOT / "examples/recipes/oracle")), key=str)
    for name in exact:
        assert sorted(told(records.load(ROOT / "examples/recipes" / name)), key=str) == reference, name


def test_the_examples_are_what_their_generator_writes(tmp_path):
    import importlib.util

    spec = importlib.util.spec_from_file_location("generate", ROOT / "examples/recipes/generate.py")
    generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    generate.HERE = tmp_path
    for make in ("oracle", "successfactors", "peoplesoft", "workday", "bamboohr", "unified", "feishu", "dingtalk", "snapshots", "monthly_roster", "excel_gbk"):
        getattr(generate, make)()
    written = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    there = {path.relative_to(ROOT / "examples/recipes"): path.read_bytes() for folder in EXAMPLES for path in folder.iterdir()}
    assert written == there


@pytest.mark.parametrize("shape", ["spells", "history", "events", "snapshots"])
@pytest.mark.parametrize("company", sample.COMPANIES)
def test_samples_read_alike_in_every_shape(company, shape, tmp_path):
    sample.write(company, tmp_path, 400, 5, shapes=("spells", "history", "snapshots", "events"), daily=False)
    read = records.load(tmp_path, shape=shape)
    with open(tmp_path / "people.csv", encoding="utf-8", newline="") as file:
        people = list(csv.DictReader(file))
    end = "2025-12-31"
    if shape == "snapshots":  # what was over before the first roster is in none
        first = json.loads((tmp_path / "dataset.json").read_text(encoding="utf-8"))["mappings"]["snapshots"]["options"]["expected"][0]
        people = [row for row in people if not row["exit"] or row["exit"] > first]
        end = "2026-01-01"
    expected = sorted((row["person"], row["hire"], row["exit"] or end, int(bool(row["exit"])), row["reason"] or None) for row in people if row["hire"] < end)
    rows = read.spells()
    found = sorted((person, dates.date_of(start), dates.date_of(stop), int(event), reason) for person, start, stop, event, reason in
                   zip(rows["person"], rows["start"], rows["stop"], rows["event"], rows["reason"]))
    assert [each[:4] for each in found] == [each[:4] for each in expected] and [each[4] for each in found] == [each[4] for each in expected]


@pytest.mark.parametrize("company", sample.COMPANIES)
def test_the_same_turnover_through_every_shape(company, tmp_path):
    """What was counted on the spells when they were drawn comes out of each export, by kind and by person-days."""
    sample.write(company, tmp_path, 1500, 8, shapes=("spells", "history", "snapshots", "events"), daily=False)
    planted = json.loads((tmp_path / "truth.json").read_text(encoding="utf-8"))["turnover"]
    first, after = dates.day_of(planted["from"]), dates.day_of(planted["until"])
    declared = {"observation_end": dates.day_of("2025-12-31"), "boundaries": [first, after], "last_day_rule": planted["last_day_rule"]}
    for shape in ("spells", "history", "events", "snapshots"):
        if (company, shape) == ("call-centre", "snapshots"):
            continue  # its first roster lies within the period, so those who came and went before it are unknown
        rows = records.load(tmp_path, shape=shape).employment()
        on_leave = {"on_leave": "counted"} if "state" in rows else {}
        flow = mainstay.attrition.headcount(**rows, **declared, **on_leave).periods
        assert {name: int(getattr(flow, name)[0]) for name in ("opening", "hires", "leavers", "closing")} == {name: planted[name] for name in ("opening", "hires", "leavers", "closing")}
        rates = mainstay.attrition.rates(**rows, **declared, **on_leave, definition="exposure").rates
        found = {str(part): int(count) for part, count in zip(rates.part, rates.numerator)}
        assert found == {"total": planted["leavers"]} | {kind: count for kind, count in planted["leavers_by_kind"].items() if count}
        assert rates.denominator[0] == pytest.approx(planted["person_days"] / 365.25, rel=1e-12)


@pytest.mark.parametrize("company", sample.COMPANIES)
def test_planted_defects_are_found_by_code_and_row(company, tmp_path):
    sample.write(company, tmp_path, 600, 3, shapes=("history",), defects=True, daily=False)
    planted = json.loads((tmp_path / "truth.json").read_text(encoding="utf-8"))["defects"]
    codes = {"overlap": "overlap", "gap": "gap", "reversed": "stop_before_effective", "unknown_status": "unknown_status", "tie": "tie", "two_primaries": "two_primaries",
             "future": "future_row", "correction": "superseded"}
    read = records.load(tmp_path, shape="history", conflicts="leave_out", examples=1000)
    rows = {each.code: {row - 2 for _, row in each.where} for each in read.findings}
    for each in planted:
        if each["table"] == "history":
            found = rows[codes[each["code"]]]
            near = {each["row"] - 1, each["row"], each["row"] + 1}  # of a pair, the one or the other
            assert found & near, each
    with pytest.raises(mainstay.Error, match=r"data\.history: .* \(history\.csv, row \d+\)"):
        records.load(tmp_path, shape="history")
    # What is spoilt concerns those people only.
    clean = tmp_path / "clean"
    sample.write(company, clean, 600, 3, shapes=("history",), daily=False)
    spoilt = {each["person"] for each in planted}
    sound = [[row for row in told(one) if row[0] not in spoilt] for one in (read, records.load(clean, shape="history"))]
    assert sound[0] == sound[1]


# ---------------------------------------------------------------- bad input

HISTORY = {"shape": "history", "files": [{"file": "t.csv", "columns": {"person": "who", "effective": "from", "status": "status"}}],
           "options": {"observation_end": "2025-12-31", "interval": "start_only", "ending_day": "last_day", "rehire": "new_spell",
                       "statuses": [{"status": "在职", "state": "active"}, {"status": "离职", "state": "ended"}]}}


def written(folder, text, encoding="utf-8"):
    (folder / "t.csv").write_bytes(text.encode(encoding) if isinstance(text, str) else text)
    return folder


GBK = "who,from,status\n甲,2025-01-01,在职\n甲,2025-03-31,离职\n"


def test_gbk_is_read_when_declared_and_named_when_not(tmp_path):
    written(tmp_path, GBK, "gbk")
    with pytest.raises(records.InputError, match=r"t\.csv: row 2, column 1 \(who\) is not UTF-8 text; save the file as UTF-8 or declare its encoding"):
        records.load(tmp_path, HISTORY)
    assert told(records.load(tmp_path, HISTORY | {"encoding": "gb18030"})) == [["甲", "2025-01-01", "2025-04-01", 1, "unclassified"]]
    for encoding, sentence in (("utf-16", "t.csv: has no byte order mark; declare utf-16le or utf-16be"), ("gbkk", "--encoding is 'gbkk', which is not a known encoding")):
        with pytest.raises(records.InputError, match=sentence):
            records.load(tmp_path, HISTORY | {"encoding": encoding})
    written(tmp_path, "\ufeff" + GBK, "utf-16le")
    assert records.load(tmp_path, HISTORY | {"encoding": "utf-16"}).numbers()["left"] == 1


def test_mixed_dates_are_declared_and_ambiguous_ones_told(tmp_path):
    written(tmp_path, "who,from,status\na,31/12/2024,在职\nb,12/31/2024,在职\nc,45292,在职\nd,1704067200000,在职\ne,05/05/2025,在职\nf,2024年2月29日,在职\n")
    forms = ["%d/%m/%Y", "%m/%d/%Y", "excel_serial", "epoch_ms+08:00", "%Y年%m月%d日"]
    read = records.load(tmp_path, HISTORY | {"dates": forms})
    assert [row[1] for row in told(read)] == ["2024-12-31", "2024-12-31", "2024-01-01", "2024-01-01", "2025-05-05", "2024-02-29"]
    written(tmp_path, "who,from,status\na,31/12/2024,在职\nb,03/04/2024,在职\n")
    with pytest.raises(records.InputError, match=r"t\.csv: row 3, column from is '03/04/2024', but must be a date that its formats read alike: %d/%m/%Y gives 2024-04-03, "
                                                 r"%m/%d/%Y gives 2024-03-04"):
        records.load(tmp_path, HISTORY | {"dates": forms})
    read = records.load(tmp_path, HISTORY | {"dates": forms, "ambiguous_dates": "leave_empty"}, conflicts="leave_out")
    assert [(each.code, each.count, each.where) for each in read.findings] == [("ambiguous_date", 1, [("t.csv", 3)]), ("no_effective", 1, [("t.csv", 3)])]
    with pytest.raises(records.InputError, match=r"row 2, column from is '31/12/2024', but must be a date as YYYY-MM-DD"):
        records.load(tmp_path, HISTORY)


def jobs(*rows):
    return "who,job,from,to,main,status,why\n" + "".join(row + "\n" for row in rows)


JOBS = {"shape": "history", "files": [{"file": "t.csv", "columns": {
    "person": "who", "job_record": "job", "effective": "from", "stop": "to", "primary": {"column": "main", "values": {"Y": 1, "N": 0}}, "status": "status", "reason": "why"}}],
    "options": {"observation_end": "2025-12-31", "interval": "closed", "open_ends": ["9999-12-31", "4712-12-31"], "ending_day": "first_day_away", "rehire": "new_spell",
                "job_records": "primary", "zero_length": "leave_out", "conflicts": "leave_out", "statuses": [{"status": "A", "state": "active"}, {"status": "T", "state": "ended"}]}}


@pytest.mark.parametrize(("rows", "code", "spells"), [
    (["a,1,2024-02-29,9999-12-31,Y,A,"], "open_end", [["a", "2024-02-29", 0]]),                                                     # 29 February, open as SAP writes it
    (["a,1,2024-02-29,4712-12-31,Y,A,"], "open_end", [["a", "2024-02-29", 0]]),                                                     # as Oracle writes it
    (["a,1,2025-03-03,2025-02-20,Y,A,"], "stop_before_effective", []),
    (["a,1,2025-03-03,2025-04-02,Y,A,", "a,1,2025-03-03,9999-12-31,Y,T,pay"], "tie", []),                                           # two rows of one day without an order
    (["a,1,2025-01-01,2025-03-31,Y,A,", "a,1,2025-04-01,2025-04-01,Y,T,pay", "a,1,2025-04-02,9999-12-31,Y,A,"], "rehired", [["a", "2025-01-01", 1], ["a", "2025-04-02", 0]]),
    (["a,1,2025-01-01,9999-12-31,Y,A,", "a,2,2025-02-01,9999-12-31,Y,A,"], "two_primaries", [["a", "2025-01-01", 0]]),              # in two places
    (["a,1,2025-01-01,2025-05-31,Y,A,", "a,1,2025-05-01,9999-12-31,Y,A,"], "overlap", [["a", "2025-01-01", 0]]),
    (["a,1,2025-01-01,9999-12-31,Y,Z,"], "unknown_status", []),
    (["a,1,2026-02-01,9999-12-31,Y,A,"], "future_row", [])])
def test_odd_records_are_coded(tmp_path, rows, code, spells):
    read = records.load(written(tmp_path, jobs("z,1,2024-01-01,9999-12-31,Y,A,", *rows)), JOBS)
    assert code in {each.code for each in read.findings}
    if spells or code != "tie":
        assert [[person, start, event] for person, start, _, event, _ in told(read) if person == "a"] == spells


def test_hired_and_gone_on_one_day(tmp_path):
    spells = {"shape": "spells", "files": [{"file": "t.csv", "columns": {"person": "who", "start": "from", "stop": "to"}}],
              "options": {"observation_end": "2025-12-31", "interval": "half_open", "zero_length": "keep"}}
    read = records.load(written(tmp_path, "who,from,to\na,2025-03-03,2025-03-03\nb,2025-03-03,\n"), spells)
    assert told(read)[0] == ["a", "2025-03-03", "2025-03-03", 1, "unclassified"] and ("zero_length", 1, [("t.csv", 2)]) in [(each.code, each.count, each.where) for each in read.findings]
    with pytest.raises(mainstay.Error, match=r"\(t\.csv, row 2\)"):
        records.load(tmp_path, spells, zero_length="refuse")


@pytest.mark.parametrize(("text", "form", "day"), [
    ("2024-02-29", "iso", "2024-02-29"), ("20240229", "iso", "2024-02-29"), ("2024-W09-4", "iso", "2024-02-29"), ("2024-060", "iso", "2024-02-29"),
    ("2024-02-29T23:59:59+08:00", "iso", "2024-02-29"), ("2023-02-29", "iso", None), ("2024-2-9", "iso", None), ("2023366", "iso", None), ("2024366", "iso", "2024-12-31"),
    ("29.2.2024", "%d.%m.%Y", "2024-02-29"), ("29-FEB-24", "%d-%b-%y", "2024-02-29"), ("01-jan-69", "%d-%b-%y", "1969-01-01"), ("29-FEV-24", "%d-%b-%y", None),
    ("4712-12-31", "iso", "4712-12-31"), ("9999-12-31", "iso", "9999-12-31"), ("60", "excel_serial", None), ("61", "excel_serial", "1900-03-01"),
    ("45292.75", "excel_serial", "2024-01-01"), ("1704038399999", "epoch_ms+08:00", "2023-12-31"), ("1704038400000", "epoch_ms+08:00", "2024-01-01"),
    ("1704038400", "epoch_s", "2023-12-31"), ("-100000000", "epoch_s", "1966-10-31"), ("45292", "epoch_s", None)])
def test_dates(text, form, day):
    read = dates.reader_of(form)(text)
    assert (None if read is None else dates.date_of(read)) == day


def change(**more):
    return HISTORY | more


@pytest.mark.parametrize(("mapping", "sentence"), [
    (change(shape="graph"), "mapping: shape is 'graph', but must be one of spells, history, snapshots"),
    (change(colour=1), "mapping: colour is unknown, but must be one of ambiguous_dates, carry"),
    (change(files=[]), r"mapping: files is \[\], but must be a list with at least one file"),
    (change(files=[{"file": "t.csv", "columns": {"begin": "from"}}]), r"mapping: files\[0\]\.columns\.begin is unknown, but must be one of person, effective"),
    (change(files=[{"file": "t.csv", "columns": {"person": {"column": "a", "value": "b"}}}]), r"files\[0\]\.columns\.person is .*, but must be an object with one of column, value, file_name"),
    (change(files=[{"file": "t.csv", "columns": {"person": "nobody"}}]), r"t\.csv: has no column 'nobody'; it has who, from, status"),
    (change(files=[{"file": "none.csv", "columns": {}}]), "holds no none.csv"),
    (change(files=[{"file": "t.csv", "columns": {"person": "who", "effective": "from"}, "keep": {"column": "status"}}]), r"files\[0\]\.keep is .*one of values, given"),
    (change(dates=["%Y-%m"]), 'files.0..dates: format is "%Y-%m", but must be "iso"'),
    (change(options={"interwal": "closed"}), "mapping: options.interwal is unknown, but must be one of observation_end"),
    (change(options={"observation_end": "31.12.2025"}), "mapping: options.observation_end is '31.12.2025', but must be a date as YYYY-MM-DD"),
    (change(carry=["unit"]), "mapping: carry is 'unit', but must be one of person, effective, status"),
    (change(ambiguous_dates="guess"), "ambiguous_dates is 'guess', but must be one of refuse, leave_empty"),
    ({"recipe": "orakel"}, "mapping: recipe is 'orakel', but must be one of bamboohr, dingtalk"),
    ("orakel", "recipe is 'orakel', but must be a file or one of bamboohr, dingtalk"),
    (None, "holds no mapping.json; name a recipe")])
def test_mappings_that_mean_nothing_are_refused(tmp_path, mapping, sentence):
    written(tmp_path, GBK)
    with pytest.raises(records.InputError, match=sentence):
        records.load(tmp_path, mapping)


def test_the_error_names_file_and_row(tmp_path):
    written(tmp_path, GBK + "乙,2025-05-01,休眠\n")
    with pytest.raises(mainstay.Error, match=r"data\.history: status\[2\] is .*休眠.* \(t\.csv, row 4\)"):
        records.load(tmp_path, HISTORY)


def test_a_missing_file_is_no_wave_of_leavers():
    read = records.load(ROOT / "examples/recipes/snapshots")
    assert {each.code for each in read.findings} >= {"missing_roster"}
    left = [row[2] for row in told(read) if row[3]]
    assert not [day for day in left if "2025-08-01" < day < "2025-09-01"]


# ---------------------------------------------------------------- the command

def test_command_line(capsys, tmp_path):
    folder = ROOT / "examples/recipes/peoplesoft"
    assert main(["records", str(folder), "-o", str(tmp_path / "spells.csv")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "data.history: 26 rows, files: 1; 12 people, 13 spells, 7 left."
    assert "  superseded: 1 (left out). Corrected by a later entry for the same day. ps_job.csv, row 4" in lines
    rows = (tmp_path / "spells.csv").read_text(encoding="utf-8").splitlines()
    assert rows[0] == "person,start,stop,event,reason,kind,unit,fte,action" and len(rows) == 14 and rows[2].startswith("E002,2023-06-12,2025-04-01,1,PAY,voluntary,")
    assert main(["records", str(folder), "--language", "zh"]) == 0
    assert "已被之后录入的同日更正取代。" in capsys.readouterr().out
    assert main(["records", str(tmp_path), "--recipe", "oracle"]) == 1
    assert capsys.readouterr().err == f"mainstay records: {tmp_path}: holds no assignments.csv\n"


def test_every_code_of_the_loaders_has_a_sentence_in_both_languages():
    import re

    codes = {"ambiguous_date", "not_kept", "no_rows"}
    for page in ("spells", "history", "snapshots"):
        text = (ROOT / f"docs/data/{page}.md").read_text(encoding="utf-8")
        table = text[text.index("| code |"):]
        for line in table[: table.index("\n\n")].splitlines()[2:]:
            codes |= set(re.findall(r"`(\w+)`", line.split("|")[1]))
    assert len(codes) > 50
    for language in words.LANGUAGES:
        messages = words.Words(language).messages
        assert not {code for code in codes if f"record.{code}" not in messages}


def test_employment_columns_go_into_other_analyses():
    read = records.load(ROOT / "examples/recipes/oracle")
    columns = read.employment()
    assert len({len(column) for column in columns.values()}) == 1 and set(columns["state"]) == {"active", "on_leave"}
    assert np.sum(columns["event"]) == 7 and set(read.by("unit")["unit"]) == {"Store 1", "Store 2", "Service centre"}
    with pytest.raises(records.InputError, match="attribute is 'grade', but must be one of unit, fte"):
        read.by("grade")
