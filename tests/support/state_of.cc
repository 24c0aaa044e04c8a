#include "tests/support/state_of.h"

namespace cairn::test {

std::vector<Event> in_turn(const std::vector<NewEvent>& facts) {
  std::vector<Event> events;
  for (const NewEvent& fact : facts) {
    events.push_back(recorded(fact, static_cast<std::int64_t>(events.size()) + 1));
  }
  return events;
}

State state_of(const std::vector<NewEvent>& facts) { return fold(in_turn(facts)); }

NewEvent undo(std::int64_t sequence) {
  NewEvent event = fact(EventKind::undo);
  event.undoes = id_of(sequence);
  return event;
}

NewEvent timed(EventKind kind, std::string_view blank_separated, std::int64_t minutes) {
  NewEvent event = fact(kind, blank_separated);
  event.hours = Hours::from_minutes(minutes);
  return event;
}

NewEvent dated(EventKind kind, std::string_view blank_separated, std::string_view day) {
  NewEvent event = fact(kind, blank_separated);
  event.on = parse_iso_date(day);
  return event;
}

const SkillRecord& record_of(const State& state, const char* id) {
  static const SkillRecord kUntouched;
  const auto found = state.skills.find({id});
  return found == state.skills.end() ? kUntouched : found->second;
}

std::int64_t minutes_of(const State& state, const char* id) {
  return record_of(state, id).spent.minutes();
}

}  // namespace cairn::test
