// `cairn interview`: topics of an interview, and the questions of one.
#include "cairn/render/interview.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cli/commands.h"
#include "cli/session.h"

namespace cairn {
namespace {

constexpr std::size_t kLeastOfAName = 2;

// By id or title, or the beginning of only one.
std::size_t find_topic(const Catalog& catalog, const std::string& word) {
  const auto topics = catalog.interview();
  const std::string folded = fold_case(word);
  std::vector<std::string> names;
  std::vector<std::size_t> begun;
  for (std::size_t t = 0; t < topics.size(); ++t) {
    const std::string title = fold_case(topics[t].title);
    const std::string typed = topic_word(topics[t]);
    if (topics[t].id == folded || typed == folded || title == folded) return t;
    if (topics[t].id.view().starts_with(folded) || typed.starts_with(folded) ||
        title.starts_with(folded)) {
      begun.push_back(t);
    }
    names.push_back(typed);
    names.push_back(topics[t].title);
  }
  if (folded.size() >= kLeastOfAName && begun.size() == 1) return begun.front();
  std::string hint = did_you_mean(word, names);
  if (hint.empty()) hint = "cairn interview lists the topics";
  throw Error(Code::usage, "", fmt::format("no topic '{}'", printable(word)), hint);
}

int run_interview(Session& session) {
  const Catalog& catalog = session.catalog();
  const Problem problem = session.problem();
  const View view = session.view(problem);
  const auto standing = [&](std::size_t topic) {
    return TopicStanding{topic,
                         needs_standing(problem, catalog.interview()[topic].needs, session.stop())};
  };
  const bool points = !session.arguments().has("questions");
  if (!session.arguments().words.empty()) {
    const TopicStanding topic = standing(find_topic(catalog, session.arguments().words.front()));
    session.out() << (session.json() ? topic_json(view, topic, points)
                                     : topic_screen(view, topic, points));
    return kAnswer;
  }
  if (!points) {
    throw Error(Code::usage, "", "--questions is for one topic",
                "for example: cairn interview TOPIC --questions");
  }
  std::vector<TopicStanding> topics;
  for (std::size_t t = 0; t < catalog.interview().size(); ++t) topics.push_back(standing(t));
  if (session.json()) {
    session.out() << topics_json(view, topics);
  } else if (topics.empty()) {
    session.out() << "This catalog has no interview topics.\n";
  } else {
    session.out() << topics_screen(view, topics);
  }
  return topics.empty() ? kNoAnswer : kAnswer;
}

}  // namespace

Command interview_command() {
  return {.name = "interview",
          .group = kLook,
          .summary = "Interview topics, how ready you are, and what is asked",
          .arguments = "[TOPIC]",
          .least = 0,
          .most = 1,
          .options = {{"questions", "", "the questions alone, to answer before you look"}},
          .examples = {{"interview", "the topics, and how far you are for each"},
                       {"interview databases", "its questions, and what a good answer has"}},
          .details = "A topic is named by its id, its title, or the beginning of only one.",
          .uses = {Use::catalog, Use::record, Use::plan},
          .paged = true,
          .run = run_interview};
}

}  // namespace cairn
