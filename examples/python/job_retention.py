"""Writes job_retention (3,770 people; package peopleanalyticsdata) as an HR department would export it: people.csv.

Usage: job_retention.py FOLDER. Beside the table it writes dataset.json, which declares what the columns mean.
"""
import json
import sys
from pathlib import Path

from peopleanalyticsdata import job_retention

folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
people = job_retention()
people.insert(0, "person", range(1, len(people) + 1))
people = people.rename(columns={"month": "duration", "left": "event"})
people.to_csv(folder / "people.csv", index=False)
settings = {"title": "job_retention", "unit": "month", "duration": "duration", "event": "event"}
(folder / "dataset.json").write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")
print(f"{len(people)} people in {folder / 'people.csv'}")
