#include "cairn/catalog/starter.h"

namespace cairn {
namespace {

constexpr std::string_view kHead =
    R"(# A catalog for cairn: what can be learnt, what it takes, and what must come first.
# Try it:   cairn check FILE                   every mistake at once, with its line
#           cairn roadmap --catalog FILE       the way to the top of the ladder
# Words in capitals are for you to replace. The whole format: docs/catalog.md.
cairn: 1                     # the version of the format, always first
)";

constexpr std::string_view kRest = R"(
# The parts of the field. Every skill belongs to one.
areas:
  - {id: basics, title: "Basics"}
  - {id: practice, title: "Practice"}

# The ladder, lowest rung first. Each level contains the one below it.
levels:
  - id: beginner
    title: "Beginner"
    summary: "WHAT SOMEBODY ON THIS RUNG CAN DO."
    years: [0, 1]            # usual experience; [1] means one year and more
    needs: [first-steps]
  - id: advanced
    title: "Advanced"
    summary: "WHAT SOMEBODY ON THIS RUNG CAN DO."
    years: [1]
    hours: [30, 60]          # what you mean it to take from nothing; check --strict holds you to it
    needs:
      - any: [tool-one, tool-two]        # one of them will do
      - at_least: 2                      # two of the three
        of: [tool-one, theory, finishing]

# What can be learnt. An id is for ever: people's histories hold it. When you rename a skill,
# keep the old id under `aliases`.
skills:
  - id: first-steps
    name: "First Steps"
    area: basics
    level: beginner          # for lists and filters; the formulas of the levels decide
    hours: [4, 8, 16]        # low, likely, high: for somebody who has the needs, practice counted
    weight: 5                # what it is worth in itself: 1 niche, 3 useful, 5 used every day
    summary: "ONE SENTENCE ON WHAT IT IS."
    outcomes:                # two to four things that one can check on one's own
      - "Write DOWN SOMETHING THAT CAN BE CHECKED"
      - "Build SOMETHING ELSE THAT CAN BE CHECKED"
    project: "THE FIRST THING TO MAKE WITH IT."
    resources: [the-book]

  - id: theory
    name: "A Little Theory"
    area: basics
    level: advanced
    hours: [6, 10, 18]
    summary: "ONE SENTENCE ON WHAT IT IS."
    outcomes: ["Explain ONE THING TO SOMEBODY", "Predict WHAT HAPPENS, THEN TRY IT"]
    project: "SOMETHING SMALL."
    needs: first-steps       # one id, a list (all of it), {any: [...]} or {at_least: k, of: [...]}
    resources: [the-book]

  - id: tool-one
    name: "The First Tool"
    area: practice
    level: advanced
    hours: [8, 14, 24]
    summary: "ONE SENTENCE ON WHAT IT IS."
    outcomes: ["Make ONE THING WITH IT", "Repair ONE THING WITH IT"]
    project: "SOMETHING SMALL."
    needs: first-steps
    after: theory            # a matter of taste: theory first, where that costs nothing
    resources: [the-book]

  - id: tool-two
    name: "Another Tool for the Same Job"
    area: practice
    level: advanced
    hours: [10, 18, 30]
    summary: "ONE SENTENCE ON WHAT IT IS."
    outcomes: ["Make ONE THING WITH IT", "Repair ONE THING WITH IT"]
    project: "SOMETHING SMALL."
    needs: first-steps
    resources: [the-book]

  - id: finishing
    name: "Finishing"
    area: practice
    level: advanced
    hours: [6, 12, 20]
    summary: "ONE SENTENCE ON WHAT IT IS."
    outcomes: ["Show ONE FINISHED THING TO SOMEBODY", "List WHAT IS STILL MISSING IN IT"]
    project: "SOMETHING LARGER."
    needs: [theory, {any: [tool-one, tool-two]}]
    resources: [the-book]

# Where to learn it: kind is yours to choose (book, course, docs, ...); access is free, paid or mixed.
resources:
  - {id: the-book, kind: book, title: "TITLE", by: "AUTHOR", url: "https://example.org/", access: free}

# What an examiner may ask, if that is part of your field. Delete it otherwise.
interview:
  - id: basics-questions
    kind: technical
    title: "Basics"
    needs: [theory]
    questions:
      - "A QUESTION, JUST SO?"
      - {q: "A QUESTION WITH ITS GRADE, 1 EASY TO 3 HARD?", grade: 2, points: ["WHAT A GOOD ANSWER HAS", "AND WHAT ELSE"]}
)";

std::string quoted(std::string_view text) {
  std::string made = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') made += '\\';
    made += c;
  }
  return made + '"';
}

}  // namespace

std::string starter_catalog(std::string_view id, std::string_view title) {
  std::string text(kHead);
  text += "id: " + quoted(id) + '\n' + "title: " + quoted(title) + '\n';
  return text += kRest;
}

}  // namespace cairn
