"""Holds real answers of cairn against docs/schema with jsonschema, a validator of somebody else's.

    check_schemas.py CAIRN ROOT

Every document that a command prints must have a schema of its name, be valid by it, and hold no field
that the schema does not describe; and every schema must have been used. Exit code 77 where jsonschema
is not installed; ctest calls that skipped.
"""

import copy
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

try:
    import jsonschema
except ImportError:
    jsonschema = None

SMALL = """
cairn: 1
id: small
title: Small
areas: [{id: web, title: Web}, {id: data, title: Data}]
levels:
  - {id: entry, title: Entry, years: [0, 2], salary: {currency: USD, low: 1000, high: 2000, region: US}, needs: [http, {any: [python, go]}]}
  - {id: senior, title: Senior, years: [5], needs: [queues, sql, {at_least: 2, of: [tuning, spare, python]}]}
skills:
  - {id: http, name: HTTP, aliases: [web-basics], area: web, level: entry, hours: [8, 12, 20], weight: 3, summary: How the web talks., outcomes: [Answer by hand], project: Answer GET., resources: [mdn]}
  - {id: python, name: Python, area: web, level: entry, hours: [30, 40, 60]}
  - {id: go, name: Go, area: web, level: entry, hours: [35, 45, 70]}
  - {id: sql, name: SQL, area: data, level: senior, hours: [10, 20, 40]}
  - {id: queues, name: Message Queues, area: data, level: senior, hours: [5, 10.5, 20], needs: [http, {any: [python, go]}]}
  - {id: tuning, name: Query Tuning, area: data, level: senior, hours: [5, 8, 20], needs: [sql]}
  - {id: spare, name: Sharding, area: data, hours: [5, 9, 20], needs: [tuning, queues]}
resources:
  - {id: mdn, kind: docs, title: HTTP guide, by: MDN, url: "https://developer.mozilla.org/", access: free}
interview:
  - {id: talking, kind: soft, title: Talking, needs: [http, {any: [python, go]}], questions: [{q: "Why?", grade: 1, points: [Because]}, {q: "How?"}]}
"""

# A batch answers with one document a row: here it is one row each.
ROWS = {
    "planned.jsonl": '{"id": "ana", "known": ["http"], "choose": ["go"], "hours_per_week": 8}',
    "there.jsonl": '{"id": 7, "known": ["http", "python"], "goals": ["entry"]}',
    "outside.jsonl": '{"id": 8.5, "goals": ["spare"]}',
    "unreachable.jsonl": '{"id": "bo", "avoid": ["sql"]}',
    "wrong.jsonl": '{"id": "cy", "known": ["htttp"]}',
}

# One person's day, so that every form of every answer comes up; --json goes to each line.
DAY = """
cairn
next --count 3
next --compare http python
status
doctor
doctor --timings
start sql
stop
log sql 2.5 --on yesterday --note "joins"
note sql "second thoughts"
know http --with-needs
know spare
done sql --hours 9
undo
redo
start python --dry-run
goal
goal add sql --by 2027-09-30
goal entry --by 2027-06-01
goal add entry --by 2027-05-01
goal
status
roadmap
history
goal entry --by none
avoid http
goal
unchoose http
goal drop sql
goal --none
goal --none
goal senior --by none
plan
plan pin
plan
stats --forecast
roadmap --diff
roadmap
roadmap --by 2027-06-01
roadmap --by 2020-01-01
roadmap --alternatives 3
roadmap --format json
map
map --format json --around queues --depth 2
why queues
why go
why http
why spare
fit --hours 30
fit --hours 30 --goal entry
fit --hours 5 --all
compare python go
compare senior --choose go --against python
tick http 1
show http
show queues
show entry
show senior
list
list --ready
search web
history
history sql
check
check broken.yaml
check --links
catalog stats
interview
interview talking
stats
stats --forecast
interview talking --questions
export progress.jsonl
import progress.jsonl
backup copy.db
restore copy.db --dry-run
restore copy.db
doctor --rebuild
doctor --repair
sync folder
choose go
avoid python
avoid go
compare senior --choose tuning --against spare
roadmap
next
map
status
why queues
fit --hours 10
unchoose go python
choose go
roadmap --diff
unchoose go
plan unpin
know http python go sql queues tuning spare
next
roadmap
map
no-such-command
show htpp
restore
new-catalog piano.yaml
plan --batch planned.jsonl
plan --batch there.jsonl
plan --batch outside.jsonl
plan --batch unreachable.jsonl
plan --batch wrong.jsonl
"""


def answers(cairn, root):
    """(command, document) of all that is printed, in order."""
    home = tempfile.mkdtemp()
    for name, text in (("small.yaml", SMALL), ("broken.yaml", "cairn: 1\nid: x\ntitel: y\n")):
        with open(os.path.join(home, name), "w") as file:
            file.write(text)
    for name, row in ROWS.items():
        with open(os.path.join(home, name), "w") as file:
            file.write(row + "\n")
    os.mkdir(os.path.join(home, "folder"))
    environment = {
        "HOME": home,
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "CAIRN_CATALOG": os.path.join(home, "small.yaml"),
        "CAIRN_NOW": "2027-03-14T18:05:00+01:00",
        "CAIRN_SEED": "7",
    }
    try:
        for line in DAY.strip().split("\n"):
            words = shlex.split(line)
            words = words[1:] if words[0] == "cairn" else words
            done = subprocess.run(
                [cairn, *words, "--json"], cwd=home, env=environment, capture_output=True, timeout=120
            )
            yield line, done.stdout.decode(), done.returncode
    finally:
        shutil.rmtree(home)


def close(schema):
    """The same schema, but no object may have a field that is not described."""
    if isinstance(schema, dict):
        for part in schema.values():
            close(part)
        if "properties" in schema:
            schema.setdefault("additionalProperties", False)
    elif isinstance(schema, list):
        for part in schema:
            close(part)
    return schema


def named_in_sources(root):
    """The names of all documents that the program can make, but those of the page for itself."""
    names = set()
    for folder, _, files in os.walk(os.path.join(root, "src")):
        for name in files:
            if name.endswith(".cc"):
                with open(os.path.join(folder, name)) as file:
                    names.update(re.findall(r'(?:document|exchange_json)\("([a-z-]+)"', file.read()))
    return {name for name in names if not name.startswith("page-")}


def main():
    cairn, root = sys.argv[1:]
    if jsonschema is None:
        print("skipped: jsonschema is not installed (python3-jsonschema)")
        return 77
    folder = os.path.join(root, "docs/schema")
    schemas = {}
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name)) as file:
            schema = json.load(file)
        jsonschema.Draft202012Validator.check_schema(schema)
        schemas[schema["properties"]["schema"]["const"]] = schema
    used, wrong = set(), []
    for command, text, code in answers(cairn, root):
        try:
            document = json.loads(text)
        except json.JSONDecodeError as error:
            wrong.append(f"{command}: no JSON ({error}), exit code {code}")
            continue
        schema = schemas.get(document.get("schema"))
        if schema is None:
            wrong.append(f"{command}: no schema for {document.get('schema')}")
            continue
        used.add(document["schema"])
        for form in (schema, close(copy.deepcopy(schema))):
            errors = list(jsonschema.Draft202012Validator(form).iter_errors(document))
            wrong += [f"{command}: {e.json_path}: {e.message[:300]}" for e in errors]
            if errors:
                break
    missing = named_in_sources(root) - {name.split("/")[1] for name in schemas}
    wrong += [f"docs/schema has no {name}.json" for name in sorted(missing)]
    wrong += [f"no answer has the schema {name}" for name in sorted(schemas.keys() - used)]
    print("\n".join(wrong) or f"{len(used)} schemas hold")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
