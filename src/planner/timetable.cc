#include "cairn/planner/timetable.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "cairn/base/text.h"

namespace cairn {
namespace {

constexpr int kDay = 24 * 60;
constexpr int kWeek = 7 * kDay;
constexpr int kLeastMinutes = 15;

// Takes text apart from its front; every take_ leaves it as it is where it does not fit.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(fold_case(text)) {}

  bool at_end() {
    skip_blanks();
    return at_ == text_.size();
  }

  bool take(std::string_view sign) {
    skip_blanks();
    if (!std::string_view(text_).substr(at_).starts_with(sign)) return false;
    at_ += sign.size();
    return true;
  }

  bool take_dash() { return take("-") || take("–"); }

  std::optional<int> take_day() {
    static constexpr std::array<std::string_view, 7> kDays = {
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
    skip_blanks();
    std::size_t end = at_;
    while (end < text_.size() && text_[end] >= 'a' && text_[end] <= 'z') ++end;
    const std::string_view word = std::string_view(text_).substr(at_, end - at_);
    if (word.size() < 3) return std::nullopt;
    for (std::size_t day = 0; day < kDays.size(); ++day) {
      if (!kDays[day].starts_with(word)) continue;
      at_ = end;
      return static_cast<int>(day);
    }
    return std::nullopt;
  }

  // `9`, `09:30` or `24:00`; minutes of the day.
  std::optional<int> take_time() {
    const auto hour = take_number(24);
    if (!hour) return std::nullopt;
    int minutes = *hour * 60;
    if (at_ < text_.size() && text_[at_] == ':') {
      ++at_;
      const auto minute = take_number(59);
      if (!minute) return std::nullopt;
      minutes += *minute;
    }
    return minutes <= kDay ? std::optional(minutes) : std::nullopt;
  }

 private:
  void skip_blanks() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }

  std::optional<int> take_number(int most) {
    skip_blanks();
    int number = 0;
    const char* begin = text_.data() + at_;
    const char* end = text_.data() + text_.size();
    const auto [stop, problem] = std::from_chars(begin, std::min(begin + 2, end), number);
    if (problem != std::errc() || number < 0 || number > most) return std::nullopt;
    at_ += static_cast<std::size_t>(stop - begin);
    return number;
  }

  std::string text_;
  std::size_t at_ = 0;
};

bool overlap(std::span<const WeeklySession> sessions) {
  for (std::size_t i = 0; i < sessions.size(); ++i) {
    const WeeklySession& next = sessions[(i + 1) % sessions.size()];
    const int end = sessions[i].weekday * kDay + sessions[i].from + sessions[i].minutes();
    const int begin = next.weekday * kDay + next.from + (i + 1 == sessions.size() ? kWeek : 0);
    if (end > begin) return true;
  }
  return false;
}

// 0 for Monday.
int weekday_of(Date day) { return static_cast<int>(std::chrono::weekday(day).iso_encoding()) - 1; }

}  // namespace

std::optional<std::vector<WeeklySession>> parse_timetable(std::string_view text) {
  Reader reader(text);
  std::vector<WeeklySession> sessions;
  do {
    const auto first = reader.take_day();
    if (!first) return std::nullopt;
    const auto last = reader.take_dash() ? reader.take_day() : first;
    const auto from = reader.take_time();
    if (!last || !from || *from == kDay || !reader.take_dash()) return std::nullopt;
    const auto to = reader.take_time();
    if (!to) return std::nullopt;
    for (int day = *first;; day = (day + 1) % 7) {
      sessions.push_back({day, *from, *to % kDay});
      if (sessions.back().minutes() < kLeastMinutes) return std::nullopt;
      if (day == *last) break;
    }
  } while (reader.take(","));
  std::sort(sessions.begin(), sessions.end());
  if (!reader.at_end() || overlap(sessions)) return std::nullopt;
  return sessions;
}

std::vector<WeeklySession> usual_timetable(double hours_per_week) {
  // In the order in which a week fills up.
  static constexpr std::array<int, 7> kDays = {1, 3, 5, 0, 2, 6, 4};
  const int minutes = static_cast<int>(std::lround(hours_per_week * 60));
  const int days = std::clamp((minutes + 119) / 120, 1, 7);
  const int each = std::min(minutes / days, kDay);
  // In the evening while that has room, then from the morning on, then round the clock.
  const int from = each <= 4 * 60 ? 19 * 60 : each <= 15 * 60 ? 9 * 60 : 0;
  std::vector<WeeklySession> sessions;
  for (int i = 0; i < days; ++i) {
    sessions.push_back({kDays[static_cast<std::size_t>(i)], from, (from + each) % kDay});
  }
  std::sort(sessions.begin(), sessions.end());
  return sessions;
}

double hours_per_week(std::span<const WeeklySession> timetable) {
  int minutes = 0;
  for (const WeeklySession& session : timetable) minutes += session.minutes();
  return minutes / 60.0;
}

std::optional<std::vector<StudySession>> lay_sessions(std::span<const Hours> steps,
                                                      std::span<const WeeklySession> timetable,
                                                      Date start, int minute) {
  const Date last_day = std::chrono::year(9999) / 12 / 30;
  std::vector<StudySession> sessions;
  std::size_t step = 0;
  std::int64_t done = 0;  // minutes of the step
  for (Date day = start; step < steps.size(); day += std::chrono::days(1)) {
    if (day > last_day) return std::nullopt;
    for (std::size_t slot = 0; slot < timetable.size() && step < steps.size(); ++slot) {
      const WeeklySession& weekly = timetable[slot];
      if (weekly.weekday != weekday_of(day) || (day == start && weekly.from < minute)) continue;
      StudySession session{day, slot, weekly.from, 0, {}};
      while (step < steps.size() &&
             (session.minutes < weekly.minutes() || steps[step] == Hours())) {
        const std::int64_t room = weekly.minutes() - session.minutes;
        const std::int64_t taken = std::min(room, steps[step].minutes() - done);
        session.parts.push_back({step, done, done + taken});
        session.minutes += static_cast<int>(taken);
        done += taken;
        if (done < steps[step].minutes()) break;
        ++step;
        done = 0;
      }
      if (session.minutes > 0) sessions.push_back(std::move(session));
    }
  }
  return sessions;
}

}  // namespace cairn
