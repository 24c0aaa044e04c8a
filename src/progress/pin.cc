#include "cairn/progress/pin.h"

#include <fmt/format.h>

#include <charconv>
#include <cstdint>

#include "progress/json_scanner.h"

namespace cairn {
namespace {

constexpr std::int64_t kMost = 600'000'000;

// The words of one line.
class Words {
 public:
  explicit Words(std::string_view line) : rest_(line) {}

  bool failed() const { return failed_ || !rest_.empty(); }

  std::string_view next() {
    const std::size_t end = rest_.find(' ');
    const std::string_view word = rest_.substr(0, end);
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    failed_ = failed_ || word.empty();
    return word;
  }

  SkillId id() {
    SkillId id{std::string(next())};
    failed_ = failed_ || !is_valid_id(id.text);
    return id;
  }

  Date day() {
    const auto day = parse_iso_date(next());
    failed_ = failed_ || !day;
    return day.value_or(Date());
  }

  std::int64_t number() {
    const std::string_view word = next();
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    failed_ = failed_ || error != std::errc() || end != word.data() + word.size() || number < 0 ||
              number > kMost;
    return number;
  }

  void skip() { rest_ = {}; }

 private:
  std::string_view rest_;
  bool failed_ = false;
};

}  // namespace

Hours Pin::hours() const {
  Hours sum;
  for (const PinnedStep& step : steps) sum += step.hours;
  return sum;
}

Hours Pin::left_after(Date end) const {
  Hours left;
  for (const PinnedStep& step : steps) {
    const std::int64_t days = (step.finish - step.start).count() + 1;
    const std::int64_t to_come = std::clamp<std::int64_t>((step.finish - end).count(), 0, days);
    left += Hours::from_minutes(step.hours.minutes() * to_come / days);
  }
  return left;
}

std::vector<std::string> to_lines(const Pin& pin) {
  std::vector<std::string> lines{"day " + to_iso(pin.day)};
  const auto put = [&](std::string_view word, const std::vector<SkillId>& ids) {
    for (const SkillId& id : ids) lines.push_back(fmt::format("{} {}", word, id.text));
  };
  put("goal", pin.goals);
  put("choose", pin.chosen);
  put("avoid", pin.avoided);
  put("known", pin.known);
  lines.push_back(fmt::format("week {}", pin.week.minutes()));
  lines.push_back(fmt::format("pace {}", pin.pace));
  for (const PinnedStep& step : pin.steps) {
    lines.push_back(fmt::format("step {} {} {} {}", step.id.text, step.hours.minutes(),
                                to_iso(step.start), to_iso(step.finish)));
  }
  return lines;
}

std::optional<Pin> parse_pin(std::span<const std::string_view> lines) {
  Pin pin;
  bool dated = false;
  for (const std::string_view line : lines) {
    Words words(line);
    const std::string_view word = words.next();
    if (word == "day") {
      pin.day = words.day();
      dated = true;
    } else if (word == "goal") {
      pin.goals.push_back(words.id());
    } else if (word == "choose") {
      pin.chosen.push_back(words.id());
    } else if (word == "avoid") {
      pin.avoided.push_back(words.id());
    } else if (word == "known") {
      pin.known.push_back(words.id());
    } else if (word == "week") {
      pin.week = Hours::from_minutes(words.number());
    } else if (word == "pace") {
      pin.pace = words.number();
    } else if (word == "step") {
      PinnedStep step;
      step.id = words.id();
      step.hours = Hours::from_minutes(words.number());
      step.start = words.day();
      step.finish = words.day();
      pin.steps.push_back(std::move(step));
    } else {
      words.skip();
    }
    if (words.failed()) return std::nullopt;
  }
  if (!dated) return std::nullopt;
  return pin;
}

std::string write_pin(const Pin& pin) {
  std::string json;
  // No word of them needs an escape.
  for (const std::string& line : to_lines(pin)) {
    json += fmt::format("{}\"{}\"", json.empty() ? "" : ",", line);
  }
  return fmt::format(R"({{"pinned":[{}]}})", json);
}

std::optional<Pin> read_pin(std::string_view extra) {
  JsonScanner scan(extra);
  if (!scan.find("pinned")) return std::nullopt;
  const std::vector<std::string_view> lines = scan.strings();
  return scan.failed() ? std::nullopt : parse_pin(lines);
}

}  // namespace cairn
