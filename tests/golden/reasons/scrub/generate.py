"""Rewrites the JSON file beside it: python tests/golden/reasons/scrub/generate.py (phonenumbers).

Numbers of China and the United States as people write them, found by phonenumbers (the port of Google's library) in running text.
"""
import json
import random
from importlib.metadata import version
from pathlib import Path

import phonenumbers

here = Path(__file__).resolve().parent
draw = random.Random(7)
digits = lambda n: "".join(draw.choice("0123456789") for _ in range(n))
forms = {
    "CN": [lambda: "1" + draw.choice("3589") + draw.choice("5678") + digits(8), lambda: f"+86 1{draw.choice('358')}{draw.choice('5678')} {digits(4)} {digits(4)}", lambda: f"1{draw.choice('358')}{draw.choice('5678')}-{digits(4)}-{digits(4)}",
           lambda: f"010-{draw.choice('568')}{digits(7)}", lambda: f"0755-{draw.choice('28')}{digits(7)}", lambda: f"(021){draw.choice('56')}{digits(7)}"],
    "US": [lambda: f"{draw.choice(['212', '415', '646', '718'])}-{draw.choice('2345')}{draw.choice('23456')}{digits(1)}-{digits(4)}", lambda: f"({draw.choice(['212', '415'])}) {draw.choice('2345')}{draw.choice('23456')}{digits(1)}-{digits(4)}",
           lambda: f"+1 {draw.choice(['212', '415'])} {draw.choice('2345')}{draw.choice('23456')}{digits(1)} {digits(4)}"],
}
around = {"CN": [("请打", "找我"), ("电话:", "，谢谢"), ("我的号码 ", " 晚上联系"), ("", "。")], "US": [("call me at ", " after six"), ("phone: ", ", thanks"), ("", "")]}
text, spans = [], []
for region in forms:
    for _ in range(120):
        before, after = draw.choice(around[region])
        number = draw.choice(forms[region])()
        line = before + number + after
        matches = list(phonenumbers.PhoneNumberMatcher(number, region))
        if len(matches) != 1 or matches[0].raw_string not in (number, number.lstrip("(")):
            continue  # a number that phonenumbers does not take for one
        text.append(line)
        spans.append([len(before), len(before) + len(number)])
document = {"source": f"phonenumbers {version('phonenumbers')}", "call": "PhoneNumberMatcher(number, region); the number put into a sentence: start, end", "data": {"text": text}, "expect": {"span": spans}}
(here / "phones.json").write_text(json.dumps(document, ensure_ascii=False) + "\n", encoding="utf-8")
print(len(text))
