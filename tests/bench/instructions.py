#!/usr/bin/env python3
"""How many instructions everyday commands take, held against what was written down.

    instructions.py CAIRN COMMITTED [--accept]

Counted by callgrind, on the shipped catalog and a record that is the same every time, in a home of
its own. A count says more than a time where other work goes on beside it. Exit code 1 when one has
grown by more than 10 % over COMMITTED, which --accept writes anew; 77 where valgrind is missing.
"""
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile

MOST_GROWTH = 0.10
PREPARED = [["know", "git", "shell"], ["start", "python"], ["stop"], ["goal", "set", "senior"]]
# The first finds an empty cache, the second what the first has kept.
MEASURED = [("next, planned anew", ["next"]), ("next", ["next"]), ("status", ["status"]),
            ("show", ["show", "git"]), ("done", ["done", "editor", "--hours", "6"])]


def environment(folder):
    return {"HOME": folder, "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "CAIRN_SEED": "1",
            "CAIRN_NOW": "2027-03-14T18:00:00+01:00"}


def count(cairn, words, folder):
    """Instructions of one command, from its first to its last."""
    run = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", cairn, *words],
        env=environment(folder), stdin=subprocess.DEVNULL, capture_output=True, text=True,
        check=False)
    found = re.search(r"Collected : (\d+)", run.stderr)
    if run.returncode != 0 or not found:
        sys.exit(f"instructions: cairn {' '.join(words)} gave no answer: {run.stderr[-600:]}")
    return int(found.group(1))


def measure(cairn):
    counts = {}
    with tempfile.TemporaryDirectory() as folder:
        for words in PREPARED:
            subprocess.run([cairn, *words], env=environment(folder), check=True,
                           stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        for what, words in MEASURED:
            counts[what] = count(cairn, words, folder)
    return counts


def main():
    cairn, committed, *rest = sys.argv[1:]
    if not shutil.which("valgrind"):
        print("instructions: skipped, valgrind is missing (Debian: valgrind)", file=sys.stderr)
        return 77
    counts = measure(cairn)
    here = {"machine": platform.machine(), "libc": " ".join(platform.libc_ver())}
    if rest == ["--accept"]:
        with open(committed, "w", encoding="utf-8") as file:
            json.dump({"taken_with": here, "instructions": counts}, file, indent=2)
            file.write("\n")
    with open(committed, encoding="utf-8") as file:
        before = json.load(file)
    if before["taken_with"] != here:
        print(f"instructions: written down with {before['taken_with']}, counted with {here}",
              file=sys.stderr)
    grown = False
    print("| what | instructions | written down | |\n|---|---|---|---|")
    for what, now in counts.items():
        then = before["instructions"].get(what)
        growth = None if then is None else now / then - 1
        grown = grown or growth is None or growth > MOST_GROWTH
        said = "not written down" if growth is None else f"{100 * growth:+.1f} %"
        print(f"| `{what}` | {now:,} | {then if then is None else f'{then:,}'} | {said} |")
    if grown:
        print("instructions: more than 10 % over what is written down. If it has to be, "
              "./dev instructions --accept writes it down anew.", file=sys.stderr)
    return int(grown)


if __name__ == "__main__":
    sys.exit(main())
