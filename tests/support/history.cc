#include "tests/support/history.h"

#include <fmt/format.h>

#include <array>
#include <memory>

#include "cairn/progress/forecast_field.h"
#include "cairn/progress/goal_field.h"
#include "cairn/progress/outcomes_field.h"

namespace cairn::test {
namespace {

constexpr std::int64_t kNoon = 1'767'265'200;  // 2026-01-01T11:00:00Z

std::vector<SkillId> random_ids(Dice& dice, std::uint32_t most) {
  std::vector<SkillId> drawn;
  for (std::uint32_t i = dice.roll(most + 1); i > 0; --i) {
    drawn.push_back({fmt::format("skill-{}", dice.roll(12))});
  }
  return drawn;
}

std::string random_note(Dice& dice) {
  constexpr std::array<const char*, 6> kNotes = {
      "read chapter 3", "naïve \"quoted\" \\ text", "two\nlines\tand a tab",
      "日本語 🎉",       " leading and trailing ",   "{\"not\": \"json\"}"};
  return kNotes[dice.roll(kNotes.size())];
}

NewEvent random_fact(Dice& dice, const std::vector<Event>& before) {
  NewEvent fact;
  fact.kind = static_cast<EventKind>(dice.roll(static_cast<std::uint32_t>(EventKind::other) + 1));
  if (fact.kind != EventKind::stop) fact.ids = random_ids(dice, 3);
  if (dice.percent(20)) fact.also_known = random_ids(dice, 3);
  if (dice.percent(40)) fact.hours = Hours::from_minutes(dice.roll(10'000));
  if (dice.percent(40)) fact.on = Date(std::chrono::days(20'000 + dice.roll(400)));
  if (dice.percent(20)) fact.note = random_note(dice);
  if (fact.kind == EventKind::undo) {
    // Mostly what is there, at times what is still to come: rings, and targets that never arrive.
    fact.undoes = before.empty() || dice.percent(15)
                      ? id_of(dice.roll(200) + 1)
                      : before[dice.roll(static_cast<std::uint32_t>(before.size()))].id;
  }
  return fact;
}

}  // namespace

std::vector<SkillId> ids(std::string_view text) {
  std::vector<SkillId> found;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end > 0) found.push_back({std::string(text.substr(0, end))});
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return found;
}

NewEvent fact(EventKind kind, std::string_view blank_separated) {
  NewEvent fact;
  fact.kind = kind;
  fact.ids = ids(blank_separated);
  return fact;
}

EventId id_of(std::int64_t sequence) { return {fmt::format("{:032x}", sequence)}; }

Moment moment(std::int64_t seconds) { return {kNoon + seconds, 60}; }

Event recorded(const NewEvent& fact, std::int64_t sequence) {
  Event event;
  static_cast<NewEvent&>(event) = fact;
  event.id = id_of(sequence);
  event.device = "0000000000000001";
  event.sequence = sequence;
  event.at = moment(60 * sequence);
  return event;
}

RandomSource seeded(std::uint64_t seed) {
  auto engine = std::make_shared<std::mt19937_64>(seed);
  return [engine] { return (*engine)(); };
}

std::vector<Event> random_history(std::uint64_t seed, std::size_t events) {
  Dice dice(seed);
  const std::uint32_t devices = 2 + dice.roll(4);
  std::vector<std::int64_t> sequence(devices, 0), clock(devices, 0);
  std::vector<Event> history;
  for (std::size_t i = 0; i < events; ++i) {
    const std::uint32_t device = dice.roll(devices);
    Event event = recorded(random_fact(dice, history), 1);
    event.id = id_of(static_cast<std::int64_t>(i) + 1);
    event.device = fmt::format("{:016x}", device * 7919 + 1);
    event.sequence = ++sequence[device];
    clock[device] += dice.roll(3) * 1800;  // clocks coincide, and two devices' differ
    event.at = {kNoon + clock[device], static_cast<std::int32_t>(dice.roll(48)) * 30 - 720};
    if (event.kind == EventKind::other) {
      event.word = dice.percent(50) ? "mastered" : "rated-2";
    }
    if (event.kind == EventKind::other || dice.percent(5)) {
      event.extra =
          R"({"confidence":0.70,"from":{"b":1,"a":[true,null,"x"]},"big":12345678901234567890})";
    }
    if (event.kind == EventKind::goal_add && event.extra.empty() && i % 2 == 0) {
      const Date day(std::chrono::days(21'000 + i % 400));
      event.extra = write_by(i % 10 == 0 ? std::nullopt : GoalDay(day));
    }
    if ((event.kind == EventKind::tick || event.kind == EventKind::untick) && event.extra.empty()) {
      event.extra = write_outcomes(std::vector<std::string>{
          fmt::format("Explain \"{}\" \\ in\ntwo lines, \u00e9t\u00e9", i % 4), "Do it"});
    }
    if (event.kind == EventKind::pin && event.extra.empty()) {
      Pin pin;
      pin.day = event.at.day();
      pin.known = event.ids;
      pin.steps = {
          {{"skill-1"}, Hours::from_minutes(static_cast<std::int64_t>(i)), pin.day, pin.day}};
      event.extra = write_pin(pin);
    }
    if (event.kind == EventKind::done && event.extra.empty() && i % 2 == 0) {
      const auto minutes = static_cast<std::int64_t>(i);
      const SkillForecast one{Hours::from_minutes(minutes), Hours::from_minutes(2 * minutes)};
      event.extra = write_forecasts(std::vector<SkillForecast>(event.ids.size(), one));
    }
    history.push_back(std::move(event));
  }
  return history;
}

}  // namespace cairn::test
