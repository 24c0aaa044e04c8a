#include "cairn/progress/records_in_time.h"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <optional>

namespace cairn {
namespace {

bool touches_skills(EventKind kind) {
  return kind == EventKind::know || kind == EventKind::start || kind == EventKind::stop ||
         kind == EventKind::log || kind == EventKind::done;
}

// What of the event falls to one of its skills. Hours are shared out as fold() does.
Event part_of(const Event& event, std::size_t position) {
  Event part = event;
  part.ids = {event.ids[position]};
  part.also_known.clear();
  if (event.hours && event.ids.size() > 1) {
    const auto count = static_cast<std::int64_t>(event.ids.size());
    const std::int64_t odd = event.hours->minutes() % count;
    part.hours = Hours::from_minutes(event.hours->minutes() / count +
                                     (static_cast<std::int64_t>(position) < odd ? 1 : 0));
  }
  return part;
}

}  // namespace

RecordsInTime::RecordsInTime(std::span<const Event> events) {
  const std::vector<std::uint8_t> counts = effective_events(events);
  std::vector<std::size_t> order(events.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return comes_before(events[a], events[b]); });
  for (std::size_t place = 0; place < order.size(); ++place) {
    const Event& event = events[order[place]];
    if (counts[order[place]] == 0 || !touches_skills(event.kind)) continue;
    const Date day = day_of(event);
    for (std::size_t i = 0; i < event.ids.size(); ++i) {
      parts_[event.ids[i]].push_back({day, place, part_of(event, i)});
    }
    if (event.kind != EventKind::know && event.kind != EventKind::done) continue;
    for (const SkillId& id : event.also_known) {
      Event known = event;
      known.kind = EventKind::know;
      known.ids = {id};
      known.also_known.clear();
      known.on.reset();
      parts_[id].push_back({day, place, std::move(known)});
    }
  }
  for (auto& [id, parts] : parts_) {
    std::stable_sort(parts.begin(), parts.end(),
                     [](const Part& a, const Part& b) { return a.day < b.day; });
    for (const Part& part : parts) {
      if (due_.empty() || due_.back() != std::pair(part.day, id)) due_.emplace_back(part.day, id);
    }
  }
  std::sort(due_.begin(), due_.end());
}

void RecordsInTime::advance(Date day) {
  std::vector<SkillId> changed;
  for (; next_ < due_.size() && due_[next_].first <= day; ++next_) {
    changed.push_back(due_[next_].second);
  }
  std::sort(changed.begin(), changed.end());
  changed.erase(std::unique(changed.begin(), changed.end()), changed.end());
  for (const SkillId& id : changed) {
    const std::vector<Part>& parts = parts_.at(id);
    std::size_t& taken = taken_[id];
    const auto begin = parts.begin();
    const auto old_end = begin + static_cast<std::ptrdiff_t>(taken);
    const auto end = std::find_if(old_end, parts.end(), [&](const Part& p) { return p.day > day; });
    const auto earlier = [](const Part& a, const Part& b) { return a.order < b.order; };
    // What was recorded before something that is in already has to be taken in its place.
    const bool in_order = taken == 0 || std::max_element(begin, old_end, earlier)->order <
                                            std::min_element(old_end, end, earlier)->order;
    State before;
    if (in_order && taken > 0) before.skills[id] = records_.at(id);
    std::vector<Event> events;
    for (auto part = in_order ? old_end : begin; part != end; ++part) events.push_back(part->event);
    State after = fold_onto(std::move(before), events);
    SkillRecord& record = records_[id] = after.skills.at(id);
    record.running_since.reset();
    record.overtaken = false;
    record.forecast.reset();
    record.source = HoursSource::logged;
    taken = static_cast<std::size_t>(end - begin);
  }
}

}  // namespace cairn
