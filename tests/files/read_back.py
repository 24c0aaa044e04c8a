"""Reads what cairn writes with a program of somebody else's, and holds names, states and edges
against the map as JSON.

    read_back.py FORMAT CAIRN ROOT READERS [CALENDAR]

The catalog is tests/files/hostile.yaml. READERS is a folder with node_modules, for Mermaid, CALENDAR
the program read_calendar where there is libical. Exit code 77 where the reader is not installed;
ctest calls that skipped.
"""

import csv
import io
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
from html.parser import HTMLParser
import xml.etree.ElementTree as xml
import zlib

SVG = "{http://www.w3.org/2000/svg}"


def skip(what, package):
    print(f"skipped: {what} is not installed ({package})")
    sys.exit(77)


class World:
    """One person's files in a fresh folder."""

    def __init__(self, cairn, root, readers, calendar):
        self.cairn, self.root, self.readers, self.calendar = cairn, root, readers, calendar
        self.home = tempfile.mkdtemp()
        self.environment = {
            "HOME": self.home,
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "CAIRN_CATALOG": os.path.join(root, "tests/files/hostile.yaml"),
            "CAIRN_NOW": "2027-03-14T18:05:00+01:00",
            "CAIRN_SEED": "7",
        }
        self.run("know", "quotes")
        self.run("start", "slash")

    def run(self, *words):
        done = subprocess.run(
            [self.cairn, *words], env=self.environment, capture_output=True, timeout=120
        )
        if done.returncode != 0:
            sys.exit(f"cairn {' '.join(words)}: {done.returncode}\n{done.stderr.decode()}")
        return done.stdout

    def map(self):
        return json.loads(self.run("map", "--json"))


def same(what, found, wanted):
    if found != wanted:
        sys.exit(f"{what} differ\n  read: {found}\n  meant: {wanted}")


def names(drawing):
    return {skill["id"]: skill["name"] for skill in drawing["skills"]}


def states(drawing):
    return {skill["id"]: skill["state"] for skill in drawing["skills"]}


def edges(drawing):
    return sorted((e["from"], e["to"], e["kind"]) for e in drawing["edges"])


def plain(text):
    """Blanks of every kind as one."""
    return " ".join(text.replace("\u00a0", " ").split())


def read_csv(world):
    drawing = world.map()
    rows = list(csv.DictReader(io.StringIO(world.run("map", "--format", "csv").decode(), "")))
    marked = {i: "'" + n if n[0] in "=+-@" else n for i, n in names(drawing).items()}
    same("names", {row["id"]: row["name"] for row in rows}, marked)
    same("states", {row["id"]: row["state"] for row in rows}, states(drawing))
    for row in rows:
        for field in row.values():
            if field and field[0] in "=+-@\t\r":
                sys.exit(f"a spreadsheet would compute {field}")
    steps = list(csv.DictReader(io.StringIO(world.run("roadmap", "--format", "csv").decode(), "")))
    roadmap = json.loads(world.run("roadmap", "--json"))
    same("steps", [row["id"] for row in steps], [step["id"] for step in roadmap["steps"]])
    same("days", [row["finish"] for row in steps], [step["finish"] for step in roadmap["steps"]])


def read_graphml(world):
    try:
        import networkx
    except ImportError:
        skip("networkx", "python3-networkx")
    drawing = world.map()
    graph = networkx.read_graphml(io.BytesIO(world.run("map", "--format", "graphml")))
    same("names", {i: node["name"] for i, node in graph.nodes(data=True)}, names(drawing))
    same("states", {i: node["state"] for i, node in graph.nodes(data=True)}, states(drawing))
    same("edges", sorted((a, b, d["kind"]) for a, b, d in graph.edges(data=True)), edges(drawing))
    if not networkx.is_directed_acyclic_graph(graph):
        sys.exit("the drawing has a ring")
    needs = networkx.DiGraph(
        (a, b) for a, b, d in graph.edges(data=True) if d["kind"] == "needs"
    )
    reduced = networkx.transitive_reduction(needs)
    same("reduced edges", sorted(needs.edges), sorted(reduced.edges))


def nodes_of_svg(text):
    found = {}
    for group in xml.fromstring(text).iter(SVG + "g"):
        if group.get("class", "").split()[:1] == ["node"]:
            label = " ".join(part.text or "" for part in group.iter(SVG + "text"))
            found[group.get("data-skill") or group.find(SVG + "title").text] = (
                plain(label),
                group.get("class").split()[1] if " " in group.get("class") else "",
                group,
            )
    return found


def read_dot(world):
    if not shutil.which("dot"):
        skip("dot", "graphviz")
    drawing = world.map()
    text = world.run("map", "--format", "dot")
    drawn = subprocess.run(["dot", "-Tsvg"], input=text, capture_output=True, check=True)
    if drawn.stderr:
        sys.exit(drawn.stderr.decode())
    found = nodes_of_svg(drawn.stdout)
    same("names", {i: n[0] for i, n in found.items()}, {i: plain(n) for i, n in names(drawing).items()})
    same("states", {i: n[1] for i, n in found.items()}, states(drawing))
    listed = subprocess.run(["dot", "-Tplain"], input=text, capture_output=True, check=True)
    arrows = [line.split()[1:3] for line in listed.stdout.decode().split("\n") if line.startswith("edge")]
    same(
        "edges",
        sorted((a.strip('"'), b.strip('"')) for a, b in arrows),
        sorted((a, b) for a, b, _ in edges(drawing)),
    )


def read_svg(world):
    if not shutil.which("dot"):
        skip("dot", "graphviz")
    text = world.run("map", "--format", "svg")
    for forbidden in (b"<script", b" style=", b"javascript:", b"xlink:href", b"<!DOCTYPE"):
        if forbidden in text:
            sys.exit(f"the SVG has {forbidden}")
    drawing = world.map()
    found = nodes_of_svg(text)
    same("names", {i: n[0] for i, n in found.items()}, {i: plain(n) for i, n in names(drawing).items()})
    same("states", {i: n[1] for i, n in found.items()}, states(drawing))
    for skill in drawing["skills"]:
        title = found[skill["id"]][2].find(SVG + "title").text
        if skill["name"] not in title:
            sys.exit(f"{title} does not name {skill['name']}")

    # How a skill stands changes its class and nothing of the layout, which is not made again.
    layouts = os.path.join(world.home, ".cache/cairn")
    before = sorted(os.listdir(layouts))
    world.run("start", "script")
    world.environment["PATH"] = world.home
    again = world.run("map", "--format", "svg")
    same("layouts", sorted(os.listdir(layouts)), before)
    places = lambda svg: [g.find(SVG + "text").attrib for _, _, g in nodes_of_svg(svg).values()]
    same("places", places(again), places(text))
    same("states", {i: n[1] for i, n in nodes_of_svg(again).items()}, states(world.map()))
    same("the state of script", nodes_of_svg(again)["script"][1], "in_progress")

    # A layout that was damaged is made again.
    for name in before:
        with open(os.path.join(layouts, name), "wb") as file:
            file.write(text[: len(text) // 2])
    world.environment["PATH"] = os.environ["PATH"]
    same("the SVG after damage", world.run("map", "--format", "svg"), again)


def read_png(world):
    if not shutil.which("dot"):
        skip("dot", "graphviz")
    data = world.run("map", "--format", "png")
    same("signature", data[:8], b"\x89PNG\r\n\x1a\n")
    at, pixels = 8, b""
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        same("checksum", zlib.crc32(data[at + 4 : at + 8 + size]), struct.unpack(">I", data[at + 8 + size : at + 12 + size])[0])
        if kind == b"IDAT":
            pixels += data[at + 8 : at + 8 + size]
        at += 12 + size
    same("last chunk", kind, b"IEND")
    if not zlib.decompress(pixels):
        sys.exit("the picture is empty")


def read_mermaid(world):
    if not shutil.which("node") or not os.path.isdir(os.path.join(world.readers, "node_modules/mermaid")):
        skip("mermaid", f"npm install --prefix {world.readers} mermaid jsdom")
    script = os.path.join(world.readers, "read_mermaid.mjs")
    shutil.copy(os.path.join(world.root, "tests/files/read_mermaid.mjs"), script)
    text = world.run("map", "--format", "mermaid")
    done = subprocess.run(["node", script], input=text, capture_output=True, timeout=120)
    if done.returncode != 0:
        sys.exit(done.stderr.decode())
    read = json.loads(done.stdout)
    drawing = world.map()
    same("names", read["names"], [plain(skill["name"]) for skill in drawing["skills"]])
    same("states", read["classes"], [skill["state"] for skill in drawing["skills"]])
    order = {skill["id"]: f"n{i}" for i, skill in enumerate(drawing["skills"])}
    same(
        "edges",
        sorted(map(tuple, read["edges"])),
        sorted((order[a], order[b], "dotted" if k == "alternative" else "normal") for a, b, k in edges(drawing)),
    )


def read_ics(world):
    if not world.calendar:
        skip("libical", "libical-dev")
    sessions = "Tue 19:00-20:30, Sat 23:30-00:30"

    def read(*words):
        text = world.run("roadmap", "--format", "ics", "--sessions", sessions, *words)
        if b"\n" in text.replace(b"\r\n", b""):
            sys.exit("a line does not end with CRLF")
        for line in text.split(b"\r\n"):
            line.decode()  # folds are between characters
            if len(line) > 75:
                sys.exit(f"a line of {len(line)} octets: {line}")
        done = subprocess.run([world.calendar], input=text, capture_output=True)
        if done.returncode != 0:
            sys.exit(done.stderr.decode())
        return json.loads(done.stdout)

    events = read()
    roadmap = json.loads(world.run("roadmap", "--json"))
    minutes = lambda stamp: int(stamp[6:8]) * 1440 + int(stamp[9:11]) * 60 + int(stamp[11:13])
    same(
        "minutes",
        sum(minutes(event["end"]) - minutes(event["start"]) for event in events),
        sum(step["hours"]["likely"] for step in roadmap["steps"]) * 60,
    )
    said = " ".join(event["summary"] for event in events)
    for step in roadmap["steps"]:
        if step["name"] not in said:
            sys.exit(f"no session names {step['name']}")
    first = events[0]
    same("start", first["start"], "20270316T190000")
    same("end", first["end"], "20270316T203000")
    if not any("- a, b; c\\n" in event["description"] for event in events):
        sys.exit("an outcome with commas, semicolons and a backslash is not as it was")
    same("different UIDs", len({event["uid"] for event in events}), len(events))

    # A later file moves and rewords the same events.
    world.environment["CAIRN_NOW"] = "2027-03-14T20:00:00+01:00"
    world.run("know", "slash")
    sessions = "Wed 19:00-20:30, Fri 23:30-00:30"
    later = read()
    if not {event["uid"] for event in later} <= {event["uid"] for event in events}:
        sys.exit("a second import doubles events")
    if later[0]["sequence"] <= first["sequence"]:
        sys.exit("the second file does not rank above the first")


class Page(HTMLParser):
    """The elements of a page, and the text of its cards."""

    def __init__(self):
        super().__init__()
        self.tags, self.cards, self.card, self.title = [], {}, None, False

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.tags.append((tag, attributes))
        if tag == "li" and "id" in attributes:
            self.card = attributes["id"].removeprefix("skill-")
            self.cards[self.card] = (attributes["class"].split()[1], [])
        self.name = tag == "bdi" and self.card is not None

    def handle_data(self, data):
        if self.card and self.name:
            self.cards[self.card][1].append(data)

    def handle_endtag(self, tag):
        self.name = False


def read_html(world):
    drawing = world.map()
    page = Page()
    text = world.run("map", "--format", "html").decode()
    page.feed(text)
    page.close()
    same("names", {i: card[1][0] for i, card in page.cards.items()}, names(drawing))
    same("states", {i: card[0] for i, card in page.cards.items()}, states(drawing))
    for tag, attributes in page.tags:
        if tag in ("img", "link", "iframe", "object", "embed", "form", "base", "audio", "video"):
            sys.exit(f"the page has a {tag}")
        for name, value in attributes.items():
            if name in ("src", "href", "style", "xlink:href", "action") or name.startswith("on"):
                sys.exit(f"{tag} has {name}={value}")
    same("scripts", [tag for tag, _ in page.tags].count("script"), 1)
    same("maps", [tag for tag, _ in page.tags].count("svg"), 1 if shutil.which("dot") else 0)


def main():
    kind, cairn, root, readers = sys.argv[1:5]
    world = World(cairn, root, readers, sys.argv[5] if len(sys.argv) > 5 else "")
    try:
        globals()["read_" + kind](world)
    finally:
        shutil.rmtree(world.home)
    print("read back whole")


if __name__ == "__main__":
    main()
