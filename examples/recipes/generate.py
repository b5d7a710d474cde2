"""One invented company as ten systems would export it: writes the folders beside this file. Nobody in it exists.

Every folder tells the same thirteen people, as far as its system can. `mapping.json` names the recipe and what is the company's own.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

HERE = Path(__file__).resolve().parent
EXPORTED = "2026-01-10"
DAY = dt.timedelta(1)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


# Person: stays of (first day, last day or None, reason), moves (day, department), leaves of absence (first day, day back), part time.
PEOPLE = {
    "E001": dict(name="赵一", stays=[("2021-03-01", None, None)], at="门店一部", moves=[("2024-04-01", "门店二部")]),
    "E002": dict(name="钱二", stays=[("2023-06-12", "2025-03-31", "薪酬")], at="门店一部"),
    "E003": dict(name="孙三", stays=[("2024-02-29", "2025-02-28", "考核不合格")], at="门店二部"),
    "E004": dict(name="李四", stays=[("2022-09-05", None, None)], at="客服中心", leaves=[("2025-02-10", "2025-07-18")]),
    "E005": dict(name="周五", stays=[("2023-01-09", "2024-08-30", "家庭原因"), ("2025-05-06", None, None)], at="门店一部"),
    "E006": dict(name="吴六", stays=[("2025-06-02", "2025-06-30", "不适应")], at="门店二部"),
    "E007": dict(name="郑七", stays=[("2020-07-01", "2025-09-30", "退休")], at="客服中心"),
    "E008": dict(name="王八", stays=[("2025-10-09", None, None)], at="门店一部"),
    "E009": dict(name="冯九", stays=[("2024-11-18", "2025-11-14", "同行挖角")], at="门店二部"),
    "E010": dict(name="陈十", stays=[("2025-03-03", None, None)], at="客服中心", fte=.5),
    "E011": dict(name="褚一", stays=[("2023-04-03", "2025-12-31", "薪酬")], at="门店一部", moves=[("2025-07-01", "客服中心")]),
    "E012": dict(name="卫二", stays=[("2025-12-01", None, None)], at="门店二部"),
    "E013": dict(name="蒋三", stays=[("2026-02-02", None, None)], at="门店二部"),  # a future hire
}
KINDS = {"薪酬": "voluntary", "考核不合格": "involuntary", "家庭原因": "voluntary", "不适应": "voluntary", "退休": "other", "同行挖角": "voluntary"}
ENGLISH = {"门店一部": "Store 1", "门店二部": "Store 2", "客服中心": "Service centre"}


def rows_of(person: str) -> list[dict]:
    """Every change: first day, what happened, department, whether away, whether gone, the reason, the day on which it was recorded."""
    who = PEOPLE[person]
    rows = []
    for stay, (first, last, reason) in enumerate(who["stays"]):
        changes = [(day(first), "hire" if stay == 0 else "rehire")]
        inside = lambda date: day(first) < day(date) and (last is None or day(date) <= day(last))
        changes += [(day(date), "move:" + where) for date, where in who.get("moves", []) if inside(date)]
        changes += [(day(date), "leave") for date, _ in who.get("leaves", []) if inside(date)] + [(day(date), "return") for _, date in who.get("leaves", []) if inside(date)]
        where, away = who["at"], False
        for date, what in sorted(changes):
            if what.startswith("move:"):
                where, what = what[5:], "move"
            away = what == "leave" or away and what != "return"
            rows.append(dict(person=person, day=date, what=what, at=where, away=away, gone=False, reason=None, fte=who.get("fte", 1), stay=stay + 1,
                             recorded=date - 5 * DAY if what == "move" else date))
        if last is not None:
            rows.append(dict(person=person, day=day(last) + DAY, what="leave for good", at=where, away=False, gone=True, reason=reason, fte=who.get("fte", 1),
                             stay=stay + 1, recorded=day(last) - 10 * DAY))
    return rows


HISTORY = [row for person in PEOPLE for row in rows_of(person)]


def closed(rows: list[dict], open_end: str) -> list[dict]:
    """With the last day on which each row holds."""
    answer = []
    for place, row in enumerate(rows):
        follows = rows[place + 1] if place + 1 < len(rows) and rows[place + 1]["person"] == row["person"] else None
        answer.append({**row, "end": (follows["day"] - DAY).isoformat() if follows else open_end})
    return answer


def spells(kinds: bool = True) -> list[list]:
    """What every exact system must give: person, first day, first day away or the end of observation, 1 for left, kind."""
    answer = []
    for person, who in PEOPLE.items():
        for first, last, reason in who["stays"]:
            if first < EXPORTED:
                answer.append([person, first, str(day(last) + DAY) if last else EXPORTED, 1 if last else 0, (KINDS[reason] if kinds else "unclassified") if last else None])
    return answer


def write(system: str, files: dict[str, tuple[list[str], list[list]]], mapping: dict, findings: dict[str, int], encoding: str = "utf-8", told: list[list] | None = None) -> None:
    folder = HERE / system
    folder.mkdir(exist_ok=True)
    for name, (header, rows) in files.items():
        lines = [header, *rows]
        text = "\n".join(",".join("" if cell is None else str(cell) for cell in line) for line in lines) + "\n"
        (folder / name).write_bytes(text.encode(encoding))
    (folder / "mapping.json").write_text(json.dumps(mapping, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    lines = ",\n  ".join(json.dumps(spell, ensure_ascii=False) for spell in (spells() if told is None else told))
    (folder / "expected.json").write_text(f'{{\n "findings": {json.dumps(findings)},\n "spells": [\n  {lines}]\n}}\n', encoding="utf-8")


def reasons(kinds: dict[str, str]) -> list[dict]:
    return [{"reason": reason, "kind": kind} for reason, kind in kinds.items()]


CODES = {"薪酬": "PAY", "考核不合格": "PERF", "家庭原因": "FAMILY", "不适应": "UNSUITED", "退休": "RETIRE", "同行挖角": "RIVAL"}
BY_CODE = reasons({CODES[reason]: kind for reason, kind in KINDS.items()})


def oracle() -> None:
    rows = []
    for row in closed(HISTORY, "4712-12-31"):
        action = {"hire": "HIRE", "rehire": "REHIRE", "move": "TRANSFER", "leave": "SUSPEND", "return": "RETURN", "leave for good": "TERMINATION"}[row["what"]]
        status = "INACTIVE_PROCESS" if row["gone"] else "SUSPEND_PROCESS" if row["away"] else "ACTIVE_PROCESS"
        line = [row["person"], f"{row['person']}-{row['stay']}", row["day"], row["end"], 1, "Y", status, action, CODES.get(row["reason"]), "Y", ENGLISH[row["at"]], row["fte"]]
        if row["person"] == "E001" and row["what"] == "move":  # two changes of one day
            rows.append([*line[:4], 1, "N", status, "GRADE_CHANGE", None, "Y", ENGLISH["门店一部"], row["fte"]])
            line[4] = 2
        rows.append(line)
    write("oracle", {"assignments.csv": (["PERSON_NUMBER", "ASSIGNMENT_NUMBER", "EFFECTIVE_START_DATE", "EFFECTIVE_END_DATE", "EFFECTIVE_SEQUENCE", "EFFECTIVE_LATEST_CHANGE",
          "ASSIGNMENT_STATUS_TYPE", "ACTION_CODE", "REASON_CODE", "PRIMARY_FLAG", "ORGANIZATION_NAME", "FTE"], rows)},
          {"recipe": "oracle", "options": {"observation_end": EXPORTED, "reasons": BY_CODE}}, {"open_end": 13, "future_row": 1, "same_day": 1, "rehired": 1})


def successfactors() -> None:
    american = lambda date: f"{date.month:02d}/{date.day:02d}/{date.year}"
    rows = []
    for row in closed(HISTORY, "9999-12-31"):
        event = {"hire": "H", "rehire": "R", "move": "3", "leave": "10", "return": "23", "leave for good": "26"}[row["what"]]
        status = ("R" if row["reason"] == "退休" else "T") if row["gone"] else "P" if row["away"] else "A"
        rows.append([row["person"], american(row["day"]), american(day(row["end"])), 1, event, CODES.get(row["reason"]), status, ENGLISH[row["at"]], row["fte"]])
    write("successfactors", {"EmpJob.csv": (["userId", "startDate", "endDate", "seqNumber", "event", "eventReason", "emplStatus", "department", "fte"], rows)},
          {"recipe": "successfactors", "options": {"observation_end": EXPORTED, "reasons": BY_CODE}}, {"open_end": 12, "future_row": 1, "rehired": 1})


def peoplesoft() -> None:
    months = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
    own = lambda date: f"{date.day:02d}-{months[date.month - 1]}-{date.year}"
    rows = []
    for row in HISTORY:
        action = {"hire": "HIR", "rehire": "REH", "move": "XFR", "leave": "LOA", "return": "RFL", "leave for good": "TER"}[row["what"]]
        status = ("R" if row["reason"] == "退休" else "T") if row["gone"] else "L" if row["away"] else "A"
        rows.append([row["person"], 0, own(row["day"]), 0, action, CODES.get(row["reason"]), own(row["recorded"]), status, ENGLISH[row["at"]], row["fte"]])
    # A correction entered later: E002's department was wrong until then.
    wrong = next(line for line in rows if line[0] == "E002" and line[4] == "HIR")
    rows.insert(rows.index(wrong), [*wrong[:6], wrong[6], wrong[7], ENGLISH["客服中心"], wrong[9]])
    wrong[6] = own(day("2023-07-03"))
    write("peoplesoft", {"ps_job.csv": (["EMPLID", "EMPL_RCD", "EFFDT", "EFFSEQ", "ACTION", "ACTION_REASON", "ACTION_DT", "EMPL_STATUS", "DEPTID", "FTE"], rows)},
          {"recipe": "peoplesoft", "options": {"observation_end": EXPORTED, "reasons": BY_CODE}}, {"superseded": 1, "backdated": 1, "future_row": 1, "rehired": 1})


def workday() -> None:
    words = {"hire": "Hire", "rehire": "Hire", "move": "Change Job", "leave": "Leave of Absence", "return": "Return from Leave", "leave for good": "Termination"}
    rows = [[row["person"], words[row["what"]], row["day"] - DAY if row["gone"] else row["day"], row["recorded"], CODES.get(row["reason"]), ENGLISH[row["at"]], row["fte"]]
            for row in HISTORY]
    rows.sort(key=lambda line: (line[3], line[0]))  # as entered, not as effective
    write("workday", {"worker_events.csv": (["Employee ID", "Business Process", "Effective Date", "Completed On", "Reason", "Supervisory Organization", "FTE"], rows)},
          {"recipe": "workday", "options": {"observation_end": EXPORTED, "reasons": BY_CODE}}, {"future_row": 1, "rehired": 1})


def bamboohr() -> None:
    status, job = [], []
    for row in HISTORY:
        if row["what"] != "move":
            word = "Terminated" if row["gone"] else "Leave" if row["away"] else "Part-Time" if row["fte"] < 1 else "Full-Time"
            status.append([row["person"], row["day"] - DAY if row["gone"] else row["day"], word, CODES.get(row["reason"])])
        if row["what"] in ("hire", "rehire", "move"):
            job.append([row["person"], row["day"], "Head office", ENGLISH[row["at"]], "Sales"])
    unsorted = lambda rows: sorted(rows, key=lambda line: (str(line[1])[::-1], line[0]))
    write("bamboohr", {"employmentStatus.csv": (["employeeId", "date", "employmentStatus", "terminationReason"], unsorted(status)),
                       "jobInfo.csv": (["employeeId", "date", "location", "department", "jobTitle"], unsorted(job))},
          {"recipe": "bamboohr", "options": {"observation_end": EXPORTED, "reasons": BY_CODE}}, {"tie": 13, "future_row": 2, "same_day": 13, "rehired": 1})


def unified() -> None:
    rows = []
    for row in closed(HISTORY, ""):
        if row["gone"] or row["what"] in ("leave", "return"):
            continue  # the layer in between does not tell them
        stay = PEOPLE[row["person"]]["stays"][row["stay"] - 1]
        later = [other for other in HISTORY if other["person"] == row["person"] and other["stay"] == row["stay"] and other["what"] == "move" and other["day"] > row["day"]]
        end = (later[0]["day"] - DAY).isoformat() if later else stay[1]
        rows.append([row["person"], row["day"], end, CODES.get(stay[2]) if not later else None, "PART_TIME" if row["fte"] < 1 else "FULL_TIME", ENGLISH[row["at"]], 6000, "MONTH", "CNY"])
    write("unified", {"employments.csv": (["employee", "effective_date", "end_date", "end_reason", "employment_type", "department", "pay_rate", "pay_period", "pay_currency"], rows)},
          {"recipe": "unified", "options": {"observation_end": EXPORTED, "reasons": BY_CODE}}, {"future_row": 1, "gap": 1, "rehired": 1})


def feishu() -> None:
    rows, version = [], 7000
    for row in closed(HISTORY, "9999-12-31"):
        version += 1
        if row["gone"] or row["what"] in ("leave", "return"):
            continue
        stay = PEOPLE[row["person"]]["stays"][row["stay"] - 1]
        later = [other for other in HISTORY if other["person"] == row["person"] and other["stay"] == row["stay"] and other["what"] == "move" and other["day"] > row["day"]]
        end = later[0]["day"].isoformat() if later else (day(stay[1]) + DAY).isoformat() if stay[1] else "9999-12-31"
        rows.append([row["person"], f"job-{row['person']}", version, row["day"], end, "true", row["at"], "正式", {"hire": "入职", "rehire": "再入职", "move": "调动"}[row["what"]],
                     row["recorded"], None])
    # A version that was created and taken back.
    rows.insert(1, ["E001", "job-E001", 7990, "2023-01-01", "2024-04-01", "true", "客服中心", "正式", "调动", "2022-12-20", "2022-12-28"])
    write("feishu", {"job_data.csv": (["employment_id", "job_data_id", "version_id", "effective_date", "expiration_date", "primary_job_data", "department", "employee_type",
          "assignment_start_reason", "created_at", "revoked_at"], rows)}, {"recipe": "feishu", "options": {"observation_end": EXPORTED}},
          {"revoked": 1, "open_end": 6, "future_row": 1, "gap": 1, "rehired": 1}, told=spells(kinds=False))


def dingtalk() -> None:
    def epoch(date: dt.date) -> int:  # midnight in China, in milliseconds
        return ((date - dt.date(1970, 1, 1)).days * 86400 - 8 * 3600) * 1000

    codes = {"家庭原因": 1, "薪酬": 6, "同行挖角": 2, "不适应": 4, "考核不合格": 7, "退休": 9}
    roster, left = [], []
    for person, who in PEOPLE.items():
        first, last, reason = who["stays"][-1]
        where = who.get("moves", [(None, who["at"])])[-1][1]
        if last is None:
            status = -1 if first > EXPORTED else 2 if day(first) > day("2025-09-01") else 3
            roster.append([person, who["name"], where, status, first])
        for begin, end, why in who["stays"]:
            if end is not None:
                left.append([person, who["name"], where, begin, epoch(day(end)), "正式" if day(end) - day(begin) > 90 * DAY else "试用期", codes[why], why, "已离职"])
    # Leaving next month: still in the roster, and already in the list.
    roster[1][3] = 5
    left.append(["E004", "李四", "客服中心", "2022-09-05", epoch(day("2026-02-13")), "正式", 6, "薪酬", "待离职"])
    write("dingtalk", {"roster.csv": (["userid", "sys00-name", "sys00-mainDept", "sys01-employeeStatus", "sys00-confirmJoinTime"], roster),
                       "leavers.csv": (["userid", "name", "main_dept", "confirm_join_time", "last_work_day", "pre_status", "reason_type", "reason_memo", "status"], left)},
          {"recipe": "dingtalk", "options": {"observation_end": EXPORTED, "reasons": reasons({"1": "voluntary", "2": "voluntary", "4": "voluntary", "6": "voluntary",
                                                                                          "7": "involuntary", "9": "other"})}}, {"not_kept": 2, "several_spells": 1})


def month_ends() -> list[dt.date]:
    return [dt.date(2025 + (month == 12), month % 12 + 1, 1) - DAY for month in range(1, 13)]


def there(date: dt.date) -> list[dict]:
    """Who was employed on a day: the row that holds."""
    rows = {}
    for row in HISTORY:
        if row["day"] <= date:
            rows[row["person"]] = row
    return [row for row in rows.values() if not row["gone"]]


def between_rosters() -> list[list]:
    """What the bare monthly files tell: the middle of the days between the last one without and the first one with somebody, and the reverse."""
    days = [each for each in [day("2024-12-31"), *month_ends()] if each != day("2025-08-31")]
    middle = lambda low, high: str(low + dt.timedelta((high - low).days // 2))  # of low + 1 … high, the earlier of two
    answer = []
    for person, _, _, _, _ in {each[0]: each for each in spells()}.values():
        seen = [date for date in days if any(row["person"] == person for row in there(date))]
        before = [date for date in days if date < seen[0]]
        after = [date for date in days if date > seen[-1]]
        start = middle(before[-1] + DAY, seen[0]) if before else str(seen[0])
        stop = middle(seen[-1] + DAY, after[0]) if after else "2026-01-01"
        answer.append([person, start, stop, 1 if after else 0, "unclassified" if after else None])
    return answer


def snapshots() -> None:
    files = {}
    for date in [day("2024-12-31"), *month_ends()]:
        if date == day("2025-08-31"):
            continue  # a file that was never written
        files[f"headcount_{date}.csv"] = (["SnapshotDate", "EmployeeID", "Department", "Job", "Status"],
                                          [[date, row["person"], ENGLISH[row["at"]], "Sales", "L" if row["away"] else "A"] for row in there(date)])
    write("snapshots", files, {"recipe": "snapshots", "options": {"expected": [str(each) for each in [day("2024-12-31"), *month_ends()]], "rehire": "new_spell"}},
          {"missing_roster": 1, "unknown_start": 12, "unknown_stop": 5, "seen_once": 1}, told=between_rosters())


def monthly_roster() -> None:
    files = {}
    for date in [day("2024-12-31"), *month_ends()]:
        begin = date.replace(day=1)
        rows = []
        for row in there(date):
            first, _, _ = PEOPLE[row["person"]]["stays"][row["stay"] - 1]
            rows.append([row["person"], PEOPLE[row["person"]]["name"], row["at"], "休假" if row["away"] else "在职", first.replace("-", "/"), None, None])
        for row in HISTORY:
            if row["gone"] and begin <= row["day"] - DAY <= date:
                first, last, reason = PEOPLE[row["person"]]["stays"][row["stay"] - 1]
                rows = [line for line in rows if line[0] != row["person"]]
                rows.append([row["person"], PEOPLE[row["person"]]["name"], row["at"], "离职", first.replace("-", "/"), last.replace("-", "/"), reason])
        files[f"花名册_{date:%Y%m%d}.csv"] = (["工号", "姓名", "部门", "状态", "入职日期", "最后工作日", "离职原因"], sorted(rows))
    write("monthly_roster", files, {"recipe": "monthly_roster", "options": {"expected": [str(each) for each in [day("2024-12-31"), *month_ends()]], "reasons": reasons(KINDS),
                                                                            "rehire": "new_spell"}}, {"ended_before_stop": 5, "seen_once": 1}, "gb18030",
          told=[[person, first, min(last, "2026-01-01"), left, kind] for person, first, last, left, kind in spells() if last > "2024-12-31"])


def excel_gbk() -> None:
    forms = [lambda date: date.isoformat(), lambda date: f"{date.year}/{date.month}/{date.day}", lambda date: f"{date.year}年{date.month}月{date.day}日",
             lambda date: f"{date:%Y%m%d}", lambda date: str((date - dt.date(1899, 12, 30)).days)]
    rows, place = [], 0
    for person, who in PEOPLE.items():
        for first, last, reason in who["stays"]:
            place += 1
            where = who.get("moves", [(None, who["at"])])[-1][1]
            rows.append([person, who["name"], where, "离职" if last else "在职", forms[place % 5](day(first)), forms[(place + 2) % 5](day(last)) if last else "-", reason or "无"])
    rows[-1][4] = forms[1](day("2026-02-02"))
    write("excel_gbk", {"花名册.csv": (["工号", "姓名", "部门", "人员状态", "入职日期", "离职日期", "离职原因"], rows)},
          {"recipe": "excel_gbk", "options": {"observation_end": EXPORTED, "reasons": reasons(KINDS)}}, {"future_start": 1, "several_spells": 1}, "gbk")


def turnover(folder: Path) -> None:
    """Three exports of the company for examples/*/turnover: the monthly rosters in one file, the assignments, and today's roster with the list of leavers."""
    folder.mkdir(exist_ok=True)
    lines = []
    for path in sorted((HERE / "monthly_roster").glob("*.csv")):
        header, *rows = path.read_bytes().decode("gb18030").splitlines()
        date = dt.datetime.strptime(path.stem[-8:], "%Y%m%d").date()
        lines += (["截止日期," + header] if not lines else []) + [f"{date},{row}" for row in rows]
    (folder / "roster.csv").write_bytes(("\n".join(lines) + "\n").encode("gb18030"))
    for system, name, new in (("oracle", "assignments.csv", "assignments.csv"), ("dingtalk", "roster.csv", "present.csv"), ("dingtalk", "leavers.csv", "leavers.csv")):
        (folder / new).write_bytes((HERE / system / name).read_bytes())


if __name__ == "__main__":
    for make in (oracle, successfactors, peoplesoft, workday, bamboohr, unified, feishu, dingtalk, snapshots, monthly_roster, excel_gbk):
        make()
    turnover(HERE.parent / "turnover")
