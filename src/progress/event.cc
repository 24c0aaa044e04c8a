#include "cairn/progress/event.h"

#include <array>
#include <tuple>
#include <utility>

namespace cairn {
namespace {

constexpr std::array<std::string_view, 13> kWords = {
    "know",     "start",     "stop",   "log",   "done",     "note", "goal-set",
    "goal-add", "goal-drop", "choose", "avoid", "unchoose", "undo"};

}  // namespace

std::string_view kind_word(EventKind kind) {
  const auto at = static_cast<std::size_t>(kind);
  return at < kWords.size() ? kWords[at] : std::string_view();
}

EventKind kind_of_word(std::string_view word) {
  for (std::size_t i = 0; i < kWords.size(); ++i) {
    if (kWords[i] == word) return static_cast<EventKind>(i);
  }
  return EventKind::other;
}

bool comes_before(const Event& a, const Event& b) {
  return std::tie(a.at.utc_seconds, a.device, a.sequence, a.id) <
         std::tie(b.at.utc_seconds, b.device, b.sequence, b.id);
}

}  // namespace cairn
