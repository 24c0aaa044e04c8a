#include "cairn/progress/conflicts.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "cairn/progress/goal_field.h"

namespace cairn {
namespace {

// What an event may have the last word about.
enum class Matter : std::uint8_t { none, done, known_since, choice, goal, goals };

Matter matter_of(const Event& event) {
  switch (event.kind) {
    case EventKind::done:
      return Matter::done;
    case EventKind::know:
      return event.on ? Matter::known_since : Matter::none;
    case EventKind::choose:
    case EventKind::avoid:
    case EventKind::unchoose:
      return Matter::choice;
    case EventKind::goal_add:
    case EventKind::goal_drop:
      return Matter::goal;
    case EventKind::goal_set:
      return Matter::goals;
    default:
      return Matter::none;
  }
}

// Both say a day, or that there is none, and not the same.
bool days_differ(const Event& a, const Event& b) {
  const auto one = read_by(a.extra), other = read_by(b.extra);
  return one && other && *one != *other;
}

// Whether two events about the same matter and skill say different things.
bool contradict(const Event& a, const Event& b) {
  switch (matter_of(a)) {
    case Matter::done:
      // Hours of several skills together say nothing certain of one of them.
      return day_of(a) != day_of(b) || (a.ids == b.ids && a.hours && b.hours && a.hours != b.hours);
    case Matter::known_since:
      return a.on != b.on;
    case Matter::choice:
      return a.kind != b.kind;
    case Matter::goal:
      return a.kind != b.kind || days_differ(a, b);
    case Matter::goals:
      return a.ids != b.ids || days_differ(a, b);
    case Matter::none:
      return false;
  }
  return false;
}

}  // namespace

std::vector<Overruled> find_overruled(std::span<const Event> events,
                                      std::span<const std::uint8_t> counts) {
  std::vector<std::size_t> order(events.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return comes_before(events[a], events[b]); });
  std::vector<Overruled> found;
  std::unordered_map<std::string, std::size_t> last_word;  // by matter and skill
  for (const std::size_t i : order) {
    const Event& event = events[i];
    const Matter matter = matter_of(event);
    if (counts[i] == 0 || matter == Matter::none) continue;
    const auto speak = [&](const std::string& skill) {
      const auto [last, is_new] =
          last_word.try_emplace(std::to_string(static_cast<int>(matter)) + skill, i);
      if (is_new) return;
      const std::size_t before = std::exchange(last->second, i);
      if (events[before].device != event.device && contradict(events[before], event)) {
        found.push_back({before, i});
      }
    };
    if (matter == Matter::goals) {
      speak({});
    } else {
      for (const SkillId& id : event.ids) speak(id.text);
    }
  }
  const auto key = [](const Overruled& one) { return std::tie(one.event, one.by); };
  std::sort(found.begin(), found.end(),
            [&](const Overruled& a, const Overruled& b) { return key(a) < key(b); });
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace cairn
