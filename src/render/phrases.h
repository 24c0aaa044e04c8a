/// Reasons in words, and the pieces that several screens share.
#pragma once

#include <cmath>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cairn/render/screens.h"

namespace cairn {

/// A line of a screen: what it is about, and what it says.
struct Row {
  std::string_view label;
  std::string text;
};

/// Why a step is recommended.
std::vector<Row> reason_rows(const View& view, const Roadmap& roadmap, const Recommendation& r);
/// `HTTP guide, MDN (free)`.
std::string resource_text(const Resource& resource);
/// The skill's project, or else its first outcome; empty where it has neither.
std::string first_thing_to_do(const Skill& skill);

/// An explanation in words. `tail` says what to do now, in commands; may be empty.
struct Told {
  std::string head;
  std::vector<Row> rows;
  std::string tail;
};
Told tell_why(const View& view, const Roadmap& roadmap, const Explanation& why);

/// Rounds the terms of a sum to hundredths so that what is shown adds up to the rounded sum.
class Hundredths {
 public:
  double next(double term) {
    sum_ += term;
    const long long before = std::exchange(shown_, std::llround(sum_ * 100));
    return static_cast<double>(shown_ - before) / 100;
  }

 private:
  double sum_ = 0;
  long long shown_ = 0;
};

/// The reason that tells most about a step, in a few words: `8 h less than Flask`, `opens 41`.
std::string short_reason(const View& view, const RoadmapStep& step);
/// `opens 41 of the 119 skills left, 17 of them at Entry`; empty when it opens none.
std::string opens_phrase(const View& view, const Roadmap& roadmap, const RoadmapStep& step,
                         const Opens& opens);
/// `Entry-Level`, or what the goals outside the ladder are called.
std::string stage_name(const View& view, const Roadmap& roadmap, const RoadmapStage& stage);
/// `proven cheapest`, or `at most 3.1 % above the cheapest (which is at least 1,520 h)`.
std::string proof_phrase(const Plan& plan);
/// A paragraph for who is told of a plan without its proof; empty where it is proven.
std::string unproven_note(const View& view, const Plan& plan);
/// `Proven cheapest. At 8 h a week (assumed) from 14 Mar 2027: by 25 May 2027 as planned, as likely
/// as not by
/// ..., nine times in ten by ...`. Requires: the roadmap has steps.
std::string dates_phrase(const View& view, const Roadmap& roadmap, const Outlook& outlook);
/// `4 skills, 83 h (53–140). ` and the dates_phrase(), with a full stop.
std::string plan_phrase(const View& view, const Roadmap& roadmap, const Outlook& outlook);
/// `Done by 30 Jun 2027: that takes 3 h a week for even odds, ...`, with `Done` for `what`.
std::string deadline_phrase(std::string_view what, Date by, const Deadline& deadline,
                            double hours_per_week);
/// The same of goals that have a day: `Entry (before all else) by ...`; or that they are reached,
/// or the day is over.
std::string due_phrase(const View& view, const Due& due, double hours_per_week);
/// Every reason of a step but its payoff, a phrase each.
std::vector<std::string> reason_phrases(const View& view, const Roadmap& roadmap,
                                        const RoadmapStep& step);
/// `since 18:05 (25 min)`, and what to do where it looks forgotten.
std::string running_phrase(const View& view, const Running& running);
/// `4 h more`, `4 h less`, `as long`.
std::string difference_text(Hours more);
/// `12 h`, `5 of 12 h` or, past the plan, `20 h so far, 12 h planned`. Requires: it is in progress.
std::string progress_phrase(const View& view, SkillIndex skill);
/// `6.2 h a week`.
std::string rate_text(double hours_per_week);
/// `from your last 8 weeks`; empty for what the person has just said.
std::string source_phrase(const RateSource& source);
/// `0.8× the likely hours`.
std::string ratio_phrase(const Terminal& terminal, double ratio);
/// `you take 0.8× the likely hours (from 6 skills)`; `for` the area's title, if any.
std::string pace_phrase(const Terminal& terminal, const PaceEstimate& pace,
                        std::string_view area = {});
/// `40 h`, or `40 h (25–70)` where they differ.
std::string range_text(const Terminal& terminal, const HourRange& hours);

}  // namespace cairn
