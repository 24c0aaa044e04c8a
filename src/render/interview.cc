#include "cairn/render/interview.h"

#include <fmt/format.h>

#include <algorithm>

#include "cairn/render/names.h"
#include "render/json_values.h"

namespace cairn {
namespace {

const InterviewTopic& topic_of(const View& view, const TopicStanding& topic) {
  return view.catalog.interview()[topic.topic];
}

std::string_view grade_word(int grade) {
  static constexpr std::string_view kWords[] = {"", "easy", "medium", "hard"};
  return kWords[static_cast<std::size_t>(grade)];
}

// Easy ones first; those without a grade come before them, as the file has them.
std::vector<const Question*> by_grade(const InterviewTopic& topic) {
  std::vector<const Question*> questions;
  for (const Question& question : topic.questions) questions.push_back(&question);
  std::stable_sort(questions.begin(), questions.end(),
                   [](const Question* a, const Question* b) { return a->grade < b->grade; });
  return questions;
}

std::string left_text(const NeedsStanding& needs) {
  if (needs.met) return "ready";
  if (!needs.left) return "out of reach";
  return hours_text(*needs.left) + " to go";
}

// What is not known is still to come, in the plan or not.
std::string marked(const View& view, SkillIndex skill) {
  Standing standing = standing_of(view, nullptr, skill);
  if (standing == Standing::outside) standing = Standing::planned;
  return glyph(view.terminal, standing) + ' ' + view.catalog.skill(skill).name;
}

Json standing_value(const View& view, const TopicStanding& topic) {
  const InterviewTopic& it = topic_of(view, topic);
  Json json;
  json["id"] = it.id;
  json["title"] = it.title;
  json["kind"] = it.kind;
  json["needs"] = formula_value(view.catalog, it.needs);
  json["ready"] = topic.needs.met;
  json["percent"] = whole_percent(topic.needs.share());
  json["missing"] = id_list(view.catalog, topic.needs.missing);
  json["hours_left"] = topic.needs.left ? hours_value(*topic.needs.left) : Json();
  return json;
}

std::string question_text(const View& view, std::size_t number, const Question& question,
                          bool points) {
  std::string text = wrap(view.terminal, fmt::format("  {:>2}. ", number), question.text);
  if (!points) return text;
  const std::string sign = fmt::format("      {} ", dot(view.terminal));
  for (const PackedText& point : question.points) text += wrap(view.terminal, sign, point);
  return text;
}

}  // namespace

std::string topic_word(const InterviewTopic& topic) {
  constexpr std::string_view kPrefix = "interview-";
  const bool longer = topic.id.view().starts_with(kPrefix) && topic.id.size() > kPrefix.size();
  return std::string(longer ? topic.id.view().substr(kPrefix.size()) : topic.id.view());
}

std::string topics_screen(const View& view, const std::vector<TopicStanding>& topics) {
  const Terminal& terminal = view.terminal;
  std::size_t width = 0;
  for (const TopicStanding& topic : topics) {
    width = std::max(width, columns(topic_of(view, topic).title));
  }
  const std::size_t fixed = terminal.width > 60 ? 38 : 26;
  width = std::min(width, terminal.width - fixed);
  std::string screen = fmt::format("{} {} {}\n\n", view.catalog.title(), dot(terminal),
                                   count_text(topics.size(), "interview topic"));
  for (const TopicStanding& topic : topics) {
    const InterviewTopic& it = topic_of(view, topic);
    std::string row = fmt::format("  {}  {}  {}", pad_right(clip(terminal, it.title, width), width),
                                  pad_left(percent_text(topic.needs.share()), 5),
                                  pad_left(left_text(topic.needs), 13));
    if (terminal.width > 60) row += "  " + count_text(it.questions.size(), "question");
    screen += row + '\n';
  }
  return fold(terminal, screen + fmt::format("\nThe questions of one: cairn interview {}\n",
                                             topic_word(topic_of(view, topics.front()))));
}

std::string topic_screen(const View& view, const TopicStanding& topic, bool points) {
  const InterviewTopic& it = topic_of(view, topic);
  std::string screen = paint(view.terminal, Paint::bold, it.title) +
                       fmt::format("  {} {} {}\n", it.kind, dot(view.terminal),
                                   count_text(it.questions.size(), "question"));
  screen += labelled(view.terminal, "id", it.id);
  screen += labelled(view.terminal, "rests on",
                     formula_text(it.needs, [&](SkillIndex skill) { return marked(view, skill); }));
  screen += labelled(view.terminal, "you",
                     topic.needs.met
                         ? "know all that it rests on"
                         : fmt::format("are {} of the way there, {}",
                                       percent_text(topic.needs.share()), left_text(topic.needs)));
  int grade = -1;
  std::size_t number = 0;
  for (const Question* question : by_grade(it)) {
    if (question->grade != grade) {
      grade = question->grade;
      screen += '\n';
      if (grade > 0) {
        screen += paint(view.terminal, Paint::bold, std::string(grade_word(grade))) + '\n';
      }
    }
    screen += question_text(view, ++number, *question, points);
  }
  if (points) {
    screen +=
        fmt::format("\nThe questions alone: cairn interview {} --questions\n", topic_word(it));
  }
  return fold(view.terminal, screen);
}

std::string topics_json(const View& view, const std::vector<TopicStanding>& topics) {
  Json json = document("interview");
  json["topics"] = Json::array();
  for (const TopicStanding& topic : topics) {
    Json part = standing_value(view, topic);
    part["questions"] = topic_of(view, topic).questions.size();
    json["topics"].push_back(std::move(part));
  }
  return text_of(json);
}

std::string topic_json(const View& view, const TopicStanding& topic, bool points) {
  Json json = document("interview-topic");
  json.update(standing_value(view, topic));
  json["questions"] = Json::array();
  for (const Question* question : by_grade(topic_of(view, topic))) {
    Json part;
    part["question"] = question->text;
    part["grade"] = question->grade == 0 ? Json() : Json(grade_word(question->grade));
    if (points) part["points"] = question->points;
    json["questions"].push_back(std::move(part));
  }
  return text_of(json);
}

}  // namespace cairn
