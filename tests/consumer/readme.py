"""Cuts the quick starts out of the README: each ```python, ```cpp and ```c block, and the ```text block after it (its output).

Usage: readme.py README.md FOLDER writes quickstart.{py,cpp,c} and what each must print, quickstart.*.txt.
"""
import re
import sys
from pathlib import Path

SUFFIX = {"python": "py", "cpp": "cpp", "c": "c"}
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.S | re.M)


def quickstarts(readme: str) -> dict[str, str]:
    """File name -> content. The first block of each language counts; the next ```text block is what it prints."""
    files: dict[str, str] = {}
    program = None
    for language, text in BLOCK.findall(readme):
        if language in SUFFIX and f"quickstart.{SUFFIX[language]}" not in files:
            program = f"quickstart.{SUFFIX[language]}"
            files[program] = text
        elif language == "text" and program is not None:
            files[program + ".txt"] = text
            program = None
    return files


if __name__ == "__main__":
    folder = Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    files = quickstarts(Path(sys.argv[1]).read_text(encoding="utf-8"))
    wanted = {f"quickstart.{suffix}{end}" for suffix in SUFFIX.values() for end in ("", ".txt")}
    if wanted - files.keys():
        sys.exit(f"the README lacks {', '.join(sorted(wanted - files.keys()))}")
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
