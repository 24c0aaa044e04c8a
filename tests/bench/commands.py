#!/usr/bin/env python3
"""Whole commands, timed as a person meets them: from the start of the process to its end.

    commands.py CAIRN ONE_ROW [--json] [--quick] [section...]

Every figure is a median; what is compared is run in turn, in one go. Both sides get their data from
the one generator below, and an answer is checked before its time counts. A section: everyday,
taskwarrior, growth, first-use, memory, size, batch.
"""
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import uuid

USED = {"HOME", "PATH", "LANG", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"}


class Run:
    """One process to its end: seconds on the wall, and what it printed."""

    def __init__(self, command, folder, extra=None):
        environment = {"HOME": folder, "PATH": os.environ["PATH"], "LANG": "C.UTF-8",
                       "XDG_DATA_HOME": folder + "/data", "XDG_CACHE_HOME": folder + "/cache",
                       "XDG_CONFIG_HOME": folder + "/config", **(extra or {})}
        begin = time.perf_counter()
        process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.text = process.stdout.read().decode()
        self.code = process.wait()
        self.seconds = time.perf_counter() - begin


def must(run, holds, what):
    if not holds:
        sys.exit(f"bench: {what} gave no answer (code {run.code}): {run.text[:300]}")
    return run


class Skills:
    """A layered catalog: each skill needs one to three of the forty before it, one in five offers an
    alternative; the level asks for thirty skills among the first 300, so that a plan has the same
    size in every catalog, as a person's has."""

    def __init__(self, count, seed=1):
        dice = random.Random(seed)
        self.rows = []
        for i in range(count):
            window = range(max(0, i - 40), i)
            needs = sorted(dice.sample(window, min(len(window), dice.randint(1, 3))))
            choice = len(needs) > 1 and dice.random() < 0.2
            self.rows.append((dice.randint(2, 20), needs, choice))
        self.asked = sorted(dice.sample(range(min(count, 300) // 2, min(count, 300)), 30))

    def yaml(self):
        lines = ["cairn: 1", "id: bench", "title: Bench", "areas: [{id: x, title: X}]", "levels:",
                 "- {id: top, title: Top, needs: [%s]}" % ", ".join(f"s{i}" for i in self.asked),
                 "skills:"]
        for i, (hours, needs, choice) in enumerate(self.rows):
            lines += [f"- id: s{i}", f"  name: Skill number {i}", "  area: x",
                      f"  hours: [{hours // 2 + 1}, {hours}, {hours * 2}]",
                      f"  summary: What one has to know about the subject number {i}, in a sentence.",
                      f"  outcomes: [Explain the subject {i} to a colleague, Use it in a service]",
                      f"  project: Build the piece number {i} and put it to use."]
            if needs:
                names = ", ".join(f"s{n}" for n in needs)
                lines.append("  needs: [any: [%s]]" % names if choice else f"  needs: [{names}]")
        return "\n".join(lines) + "\n"

    def tasks(self):
        """The same for Taskwarrior; it has no alternatives, so there all are needed."""
        ids = [str(uuid.UUID(int=i + 1)) for i in range(len(self.rows))]
        made = []
        for i, (_, needs, _) in enumerate(self.rows):
            task = {"uuid": ids[i], "description": f"Skill number {i}", "status": "pending",
                    "entry": "20270101T000000Z", "project": "x"}
            if needs:
                task["depends"] = [ids[n] for n in needs]
            made.append(task)
        return made


class Bench:
    def __init__(self, cairn, one_row, quick):
        self.cairn, self.one_row = os.path.abspath(cairn), os.path.abspath(one_row)
        self.rounds = 5 if quick else 41
        self.rows = []

    def beside(self, name):
        return os.path.join(os.path.dirname(self.one_row), name)

    def add(self, section, what, ours, theirs, ratio, reach, held, note=""):
        self.rows.append({"section": section, "what": what, "cairn": ours, "other": theirs,
                          "ratio": ratio, "reach": reach,
                          "verdict": "" if held is None else "held" if held else "missed",
                          "note": note})

    def alternate(self, *sides, rounds=None):
        """The medians of commands that are run in turn; the first round warms up."""
        times = [[] for _ in sides]
        for _ in range((rounds or self.rounds) + 1):
            for kept, side in zip(times, sides):
                kept.append(side().seconds)
        return [statistics.median(kept[1:]) for kept in times]

    def everyday(self):
        with tempfile.TemporaryDirectory() as folder:
            store = folder + "/data/cairn/progress.db"
            must(run := Run([self.cairn, "know", "git", "shell"], folder), run.code == 0, "know")

            def one_row():
                return must(run := Run([self.one_row, store], folder), run.code == 0, "one_row")

            for words, sign in ((["next"], " h"), (["status"], "Senior"), (["show", "git"], "Git")):
                def ours():
                    run = Run([self.cairn, *words], folder)
                    return must(run, run.code == 0 and sign in run.text, words[0])
                self.against_one_row(" ".join(words), ours, one_row)
            skills = json.loads(Run([self.cairn, "list", "--json"], folder).text)["skills"]
            names = iter([s["id"] for s in skills] * 3)

            def done():
                run = Run([self.cairn, "done", next(names), "--hours", "3"], folder)
                return must(run, run.code == 0, "done")
            self.against_one_row("done", done, one_row,
                                 "durable, with one more copy of the store on the first of a day")

    def against_one_row(self, what, ours, one_row, note=""):
        mine, theirs = self.alternate(ours, one_row)
        self.add("everyday", f"`{what}` beside a program that reads one row", mine, theirs,
                 mine / theirs, "at most 2.5 times", mine <= 2.5 * theirs, note)

    def taskwarrior(self):
        task = shutil.which("task")
        if not task:
            print("bench: Taskwarrior is missing (Debian: taskwarrior)", file=sys.stderr)
            return
        for count, next_reach, done_reach in ((300, 2, 1), (3000, 30, None), (10000, 300, 10)):
            with tempfile.TemporaryDirectory() as folder:
                skills = Skills(count)
                self.write(folder, skills)
                rc = folder + "/taskrc"
                with open(rc, "w") as file:
                    file.write(f"data.location={folder}/tasks\nconfirmation=no\nverbose=nothing\n")
                with open(folder + "/tasks.json", "w") as file:
                    json.dump(skills.tasks(), file)
                os.mkdir(folder + "/tasks")
                extra = {"TASKRC": rc}
                must(run := Run([task, "import", folder + "/tasks.json"], folder, extra),
                     run.code == 0, "task import")

                def theirs():
                    run = Run([task, "next", "limit:5"], folder, extra)
                    return must(run, run.code == 0 and "Skill number" in run.text, "task next")

                rounds = self.rounds if count < 1000 else 3
                mine, other = self.alternate(lambda: self.next(folder), theirs, rounds=rounds)
                self.add("taskwarrior", f"`next` beside `task next limit:5`, {count} skills", mine,
                         other, other / mine, f"{next_reach} times faster",
                         other >= next_reach * mine)
                free = iter([i for i, row in enumerate(skills.rows)])
                also = iter([i for i, row in enumerate(skills.rows)])

                def done():
                    run = Run([self.cairn, "done", f"s{next(free)}"], folder, self.catalog(folder))
                    return must(run, run.code == 0, "done")

                def task_done():
                    run = Run([task, str(uuid.UUID(int=next(also) + 1)), "done"], folder, extra)
                    return must(run, run.code == 0, "task done")

                mine, other = self.alternate(done, task_done, rounds=rounds)
                self.add("taskwarrior", f"`done` beside `task ID done`, {count} skills", mine, other,
                         other / mine, f"{done_reach} times faster" if done_reach else "",
                         other >= done_reach * mine if done_reach else None)

    @staticmethod
    def write(folder, skills):
        with open(folder + "/catalog.yaml", "w") as file:
            file.write(skills.yaml())

    @staticmethod
    def catalog(folder):
        return {"CAIRN_CATALOG": folder + "/catalog.yaml"}

    def next(self, folder):
        run = Run([self.cairn, "next"], folder, self.catalog(folder))
        return must(run, run.code == 0 and "Skill number" in run.text, "next")

    def growth(self):
        folders = {count: tempfile.mkdtemp() for count in (300, 3000, 30000)}
        for count, folder in folders.items():
            self.write(folder, Skills(count))
        sides = [lambda folder=folder: self.next(folder) for folder in folders.values()]
        times = self.alternate(*sides)
        for count, seconds in zip(folders, times):
            last = count == 30000
            self.add("growth", f"`next` with {count} skills, snapshot and plan warm", seconds,
                     times[0], seconds / times[0], "less than 4 times" if last else "",
                     seconds < 4 * times[0] if last else None)

        def after_a_record(folder):
            must(run := Run([self.cairn, "note", "s0", "x"], folder, self.catalog(folder)),
                 run.code == 0, "note")
            for name in os.listdir(folder + "/cache/cairn"):
                if name.startswith("plan-"):
                    os.remove(folder + "/cache/cairn/" + name)
            return self.next(folder)

        sides = [lambda folder=folder: after_a_record(folder) for folder in folders.values()]
        times = self.alternate(*sides, rounds=min(self.rounds, 11))
        for count, seconds in zip(folders, times):
            self.add("growth", f"`next` with {count} skills, snapshot warm, planned anew", seconds,
                     times[0], seconds / times[0], "", None)
        for folder in folders.values():
            shutil.rmtree(folder)

    def first_use(self):
        with tempfile.TemporaryDirectory() as folder:
            text = Skills(3000).yaml()
            parse = self.beside("parse_events")
            turn = iter(range(1000000))

            def ours():
                with open(folder + "/catalog.yaml", "w") as file:
                    file.write(text + f"# {next(turn)}\n")
                return self.next(folder)

            def theirs():
                run = Run([parse, folder + "/catalog.yaml"], folder)
                return must(run, run.code == 0, "parse_events")

            mine, other = self.alternate(ours, theirs, rounds=min(self.rounds, 15))
            self.add("first-use", "first `next` on a changed catalog of 3,000 skills (%.1f MB) beside "
                     "yaml-cpp's bare event parse" % (len(text) / 1e6), mine, other, mine / other,
                     "at most 1.3 times", mine <= 1.3 * other)

    def memory(self):
        with tempfile.TemporaryDirectory() as folder:
            must(run := Run([self.cairn, "know", "git"], folder), run.code == 0, "know")
            command = [self.beside("most_memory"), self.cairn, "next"]
            most = max(int(Run(command, folder).text) for _ in range(5)) / 1024
            self.add("memory", f"most memory of `next`, shipped catalog: {most:.1f} MiB", None, None,
                     None, "under 12 MiB", most < 12)

    def size(self):
        with tempfile.TemporaryDirectory() as folder:
            stripped = folder + "/cairn"
            subprocess.run(["strip", "-o", stripped, self.cairn], check=True)
            mib = os.path.getsize(stripped) / 2**20
            self.add("size", f"the program, stripped: {mib:.2f} MiB", None, None, None,
                     "under 6 MiB", mib < 6)

    def batch(self):
        with tempfile.TemporaryDirectory() as folder:
            skills = json.loads(Run([self.cairn, "list", "--json"], folder).text)["skills"]
            ids, dice, count = [skill["id"] for skill in skills], random.Random(7), 4000
            rows = [json.dumps({"id": f"l{i}", "known": dice.sample(ids, dice.randint(0, len(ids))),
                                "goals": ["senior"], "hours_per_week": 10}) for i in range(count)]
            for name, times in (("rows", 1), ("more", 5)):
                with open(f"{folder}/{name}.jsonl", "w") as file:
                    for turn in range(times):
                        file.writelines(row.replace('"l', f'"{turn}-l', 1) + "\n"
                                        for row in rows)

            def planned(name, jobs):
                command = [self.cairn, "plan", "--batch", f"{folder}/{name}.jsonl", "--jobs", jobs]
                cores = ",".join(map(str, sorted(os.sched_getaffinity(0))[:int(jobs)]))
                # Into a file: to read them here would take part of the time.
                run = Run(["sh", "-c", 'exec "$@" > "$HOME/plans"', "sh", "taskset", "-c", cores,
                           *command], folder)
                with open(folder + "/plans") as file:
                    return must(run, run.code == 0 and sum(1 for _ in file) == count, "plan --batch")

            one, two = self.alternate(lambda: planned("rows", "1"), lambda: planned("rows", "2"),
                                      rounds=min(self.rounds, 9))
            what = f"`plan --batch`, {count} senior roadmaps from random known sets"
            self.add("batch", f"{what}, one core: {count / one:.0f} a second", one, None, None,
                     "5,000 a second", count / one >= 5000)
            self.add("batch", f"{what}, two cores beside one: {count / two:.0f} a second", two, one,
                     one / two, "", None)
            few, many = (int(Run([self.beside("most_memory"), self.cairn, "plan", "--batch",
                                  f"{folder}/{name}.jsonl"], folder).text) / 1024
                         for name in ("rows", "more"))
            self.add("batch", f"most memory of `plan --batch`: {few:.1f} MiB for {count} rows, "
                     f"{many:.1f} MiB for {5 * count}", None, None, None, "", None)


def main():
    words = sys.argv[1:]
    options = {word for word in words if word.startswith("--")}
    words = [word for word in words if not word.startswith("--")]
    bench = Bench(words[0], words[1], "--quick" in options)
    sections = {"everyday": bench.everyday, "taskwarrior": bench.taskwarrior,
                "growth": bench.growth, "first-use": bench.first_use, "memory": bench.memory,
                "size": bench.size, "batch": bench.batch}
    for name in words[2:] or sections:
        sections[name]()
    if "--json" in options:
        print(json.dumps({"schema": "cairn/bench-commands/1", "rows": bench.rows}, indent=1))
        return
    print("| what | cairn | other | ratio | to reach | |\n|---|---|---|---|---|---|")
    for row in bench.rows:
        def ms(seconds):
            return "-" if seconds is None else f"{seconds * 1e3:.1f} ms"
        ratio = "-" if row["ratio"] is None else f"{row['ratio']:.1f}"
        note = f"; {row['note']}" if row["note"] else ""
        print(f"| {row['what']}{note} | {ms(row['cairn'])} | {ms(row['other'])} | {ratio} | "
              f"{row['reach']} | {row['verdict']} |")


if __name__ == "__main__":
    main()
