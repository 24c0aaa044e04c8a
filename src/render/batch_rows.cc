#include "cairn/render/batch_rows.h"

#include <fmt/format.h>

#include <iterator>

#include "render/json_values.h"

namespace cairn {
namespace {

// A plan is laid out by hand: building a tree of values first would take longer than the planning.
class Text {
 public:
  explicit Text(std::string& out) : out_(out) {}

  Text& operator<<(std::string_view text) {
    out_ += text;
    return *this;
  }
  Text& operator<<(Hours hours) {
    if (hours.minutes() % 60 == 0) return *this << hours.minutes() / 60;
    return *this << hours.hours();
  }
  Text& operator<<(const HourRange& range) {
    return *this << "{\"low\":" << range.low << ",\"likely\":" << range.likely
                 << ",\"high\":" << range.high << '}';
  }
  Text& operator<<(char sign) {
    out_ += sign;
    return *this;
  }
  Text& operator<<(double number) {
    fmt::format_to(std::back_inserter(out_), "{}", number);
    return *this;
  }
  template <std::integral Number>
  Text& operator<<(Number number) {
    const fmt::format_int digits(number);
    out_.append(digits.data(), digits.size());
    return *this;
  }

  // What `add` writes for each of them, in brackets.
  template <class List, class Add>
  void list(const List& items, Add&& add) {
    out_ += '[';
    bool first = true;
    for (const auto& item : items) {
      if (!first) out_ += ',';
      first = false;
      add(item);
    }
    out_ += ']';
  }

 private:
  std::string& out_;
};

Json head(const RowName& row) {
  Json json = document("batch");
  json["line"] = row.line;
  json["id"] = row.id.empty() ? Json() : Json::parse(row.id);
  return json;
}

void add_line(std::string& out, const Json& json) {
  out += json.dump(-1, ' ', false, Json::error_handler_t::replace);
  out += '\n';
}

}  // namespace

BatchRows::BatchRows(const Catalog& catalog, const SkillGraph& graph)
    : catalog_(catalog), graph_(graph) {
  for (const Skill& skill : catalog.skills()) {
    ids_.push_back(Json(skill.id.text.view()).dump());
    Text(steps_.emplace_back()) << "{\"id\":" << ids_.back() << ",\"hours\":" << skill.hours
                                << ",\"stage\":";
  }
  for (const Level& level : catalog.levels()) ids_.push_back(Json(level.id.text.view()).dump());
}

// Skills and levels are the first nodes, in this order.
std::string_view BatchRows::id_of(Node node) const { return ids_[value(node)]; }

void BatchRows::add_plan(std::string& out, const RowName& row, const Learner& learner,
                         const LearnerPlan& made) const {
  const auto stage_id = [&](const Stage& stage) {
    return stage.level ? id_of(graph_.node(*stage.level)) : std::string_view("null");
  };
  Text text(out);
  const auto id = [&](SkillIndex skill) { text << id_of(graph_.node(skill)); };
  const auto weeks = [&](const Weeks& span) {
    text << ",\"p50\":" << span.even << ",\"p90\":" << span.safe;
  };
  text << "{\"schema\":\"cairn/batch/1\",\"line\":" << row.line << ",\"id\":" << row.id
       << ",\"goals\":";
  text.list(learner.goals, [&](Node goal) { text << id_of(goal); });
  text << ",\"hours\":" << made.hours
       << ",\"proof\":{\"status\":" << (made.plan.optimal() ? "\"optimal\"" : "\"bounded\"")
       << ",\"hours\":" << made.plan.cost << ",\"lower_bound\":" << made.plan.lower_bound
       << ",\"gap\":" << made.plan.gap() << "},\"order_gap\":" << made.order.gap()
       << ",\"reached\":";
  text.list(made.reached, [&](LevelIndex level) { text << id_of(graph_.node(level)); });
  if (learner.hours_per_week) {
    text << ",\"weeks\":{\"hours_per_week\":" << *learner.hours_per_week;
    weeks(made.stage_weeks.empty() ? Weeks{} : made.stage_weeks.back());
    text << '}';
  }
  text << ",\"stages\":";
  std::size_t s = 0;
  text.list(made.order.stages, [&](const Stage& stage) {
    text << "{\"level\":" << stage_id(stage) << ",\"hours\":" << made.stage_hours[s]
         << ",\"skills\":" << stage.end - stage.begin;
    if (learner.hours_per_week) weeks(made.stage_weeks[s]);
    text << '}';
    ++s;
  });
  text << ",\"steps\":";
  s = 0;
  std::size_t step = 0;
  text.list(made.order.steps, [&](SkillIndex skill) {
    while (step == made.order.stages[s].end) ++s;
    text << steps_[value(skill)] << stage_id(made.order.stages[s]) << '}';
    ++step;
  });
  text << ",\"choices\":";
  text.list(made.choices, [&](const Taken& choice) {
    text << "{\"taken\":";
    text.list(choice.taken, id);
    text << ",\"of\":";
    text.list(choice.members, id);
    text << '}';
  });
  text << "}\n";
}

void BatchRows::add_unreachable(std::string& out, const RowName& row, const Problem& problem,
                                const Unreachable& unreachable) const {
  Json json = head(row);
  const View view{catalog_, graph_, problem, {}, {}, {}, {}, {}, {}};
  json["goals"] = node_list(view, problem.goals);
  json["unreachable"] = unreachable_value(view, unreachable);
  add_line(out, json);
}

void BatchRows::add_error(std::string& out, const RowName& row, std::string_view message,
                          std::string_view hint) {
  Json json = head(row);
  json["error"]["message"] = message;
  json["error"]["hint"] = hint;
  add_line(out, json);
}

}  // namespace cairn
