#include "cairn/progress/state.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>
#include <utility>

#include "cairn/progress/forecast_field.h"
#include "cairn/progress/goal_field.h"
#include "cairn/progress/outcomes_field.h"

namespace cairn {
namespace {

// Hours that are said with done belong to the last so many days.
constexpr std::int64_t kMostDaysOfASkill = 366;

void erase_id(std::vector<SkillId>& ids, const SkillId& id) {
  ids.erase(std::remove(ids.begin(), ids.end(), id), ids.end());
}

void insert_sorted(std::vector<SkillId>& ids, const SkillId& id) {
  const auto at = std::lower_bound(ids.begin(), ids.end(), id);
  if (at == ids.end() || *at != id) ids.insert(at, id);
}

void raise(SkillRecord& record, SkillStatus status) {
  record.status = std::max(record.status, status);
}

class Fold {
 public:
  explicit Fold(State before) : state_(std::move(before)) {}

  void apply(const Event& event) {
    switch (event.kind) {
      case EventKind::know:
        for (const SkillId& id : event.ids) know(id, event.on);
        break;
      case EventKind::start:
        for (const SkillId& id : event.ids) begin(id, event);
        // What was begun on another day is no session that runs now.
        if (day_of(event) == event.at.day()) begin_session(event);
        break;
      case EventKind::stop:
        end_sessions(event.ids);
        if (event.hours) spend(event);
        break;
      case EventKind::log:
        spend(event);
        break;
      case EventKind::done:
        for (const SkillId& id : event.ids) {
          SkillRecord& record = state_.skills[id];
          record.status = SkillStatus::done;
          record.done_on = day_of(event);
          end_session(record);
        }
        set_hours(event);
        set_forecasts(event);
        break;
      case EventKind::goal_set:
        state_.goals.clear();
        state_.goal_days.clear();
        add_goals(event);
        break;
      case EventKind::goal_add:
        add_goals(event);
        break;
      case EventKind::goal_drop:
        for (const SkillId& id : event.ids) {
          erase_id(state_.goals, id);
          state_.goal_days.erase(id);
        }
        break;
      case EventKind::pin:
        if (auto pin = read_pin(event.extra)) state_.pin = std::move(pin);
        break;
      case EventKind::tick:
      case EventKind::untick:
        tick(event);
        break;
      case EventKind::unpin:
        state_.pin.reset();
        break;
      case EventKind::choose:
        for (const SkillId& id : event.ids) {
          insert_sorted(state_.chosen, id);
          erase_id(state_.avoided, id);
        }
        break;
      case EventKind::avoid:
        for (const SkillId& id : event.ids) {
          insert_sorted(state_.avoided, id);
          erase_id(state_.chosen, id);
        }
        break;
      case EventKind::unchoose:
        for (const SkillId& id : event.ids) {
          erase_id(state_.chosen, id);
          erase_id(state_.avoided, id);
        }
        break;
      case EventKind::note:
      case EventKind::undo:
      case EventKind::other:
        break;
    }
    if (event.kind == EventKind::know || event.kind == EventKind::done) {
      for (const SkillId& id : event.also_known) know(id, std::nullopt);
    }
  }

  State take() { return std::move(state_); }

 private:
  void know(const SkillId& id, std::optional<Date> since) {
    SkillRecord& record = state_.skills[id];
    raise(record, SkillStatus::known);
    if (since) record.known_on = since;
    end_session(record);
  }

  void begin(const SkillId& id, const Event& event) {
    SkillRecord& record = state_.skills[id];
    raise(record, SkillStatus::started);
    if (!record.started_on) record.started_on = day_of(event);
  }

  void begin_session(const Event& event) {
    for (auto& [id, record] : state_.skills) record.overtaken = record.running_since.has_value();
    for (const SkillId& id : event.ids) {
      state_.skills[id].running_since = event.at;
      state_.skills[id].overtaken = false;
    }
  }

  void tick(const Event& event) {
    const std::vector<std::string> outcomes = outcomes_of(event);
    for (const SkillId& id : event.ids) {
      auto& ticked = state_.ticked[id];
      for (const std::string& one : outcomes) {
        if (event.kind == EventKind::untick) {
          ticked.erase(one);
        } else if (!one.empty()) {
          ticked.insert(one);
        }
      }
      if (ticked.empty()) state_.ticked.erase(id);
    }
  }

  static void end_session(SkillRecord& record) {
    record.running_since.reset();
    record.overtaken = false;
  }

  // Those of all skills where none is named.
  void end_sessions(const std::vector<SkillId>& ids) {
    for (const SkillId& id : ids) {
      const auto found = state_.skills.find(id);
      if (found != state_.skills.end()) end_session(found->second);
    }
    if (!ids.empty()) return;
    for (auto& [id, record] : state_.skills) end_session(record);
  }

  // Hours that were spent say that the skill was begun, and add up.
  void spend(const Event& event) {
    for (const SkillId& id : event.ids) begin(id, event);
    const Date day = day_of(event);
    for_each_share(event, [&](SkillRecord& record, Hours hours) {
      record.spent += hours;
      if (hours > Hours()) state_.days[day].logged += hours;
    });
  }

  // What is said of the day holds from now on; an event may say that there is none any more.
  void add_goals(const Event& event) {
    const std::optional<GoalDay> by = read_by(event.extra);
    for (const SkillId& id : event.ids) {
      if (std::find(state_.goals.begin(), state_.goals.end(), id) == state_.goals.end()) {
        state_.goals.push_back(id);
      }
      if (!by) continue;
      if (*by) {
        state_.goal_days[id] = **by;
      } else {
        state_.goal_days.erase(id);
      }
    }
  }

  // Hours of several skills together are shared out evenly; the first get the odd minutes.
  template <class Take>
  void for_each_share(const Event& event, Take take) {
    if (!event.hours || event.ids.empty()) return;
    const auto count = static_cast<std::int64_t>(event.ids.size());
    const std::int64_t each = event.hours->minutes() / count, odd = event.hours->minutes() % count;
    for (std::int64_t i = 0; i < count; ++i) {
      take(state_.skills[event.ids[static_cast<std::size_t>(i)]],
           Hours::from_minutes(each + (i < odd ? 1 : 0)));
    }
  }

  // What is said with done is the whole, whatever was logged before.
  void set_hours(const Event& event) {
    const Date day = day_of(event);
    const HoursSource source = event.ids.size() > 1 ? HoursSource::shared : HoursSource::said;
    for_each_share(event, [&](SkillRecord& record, Hours hours) {
      record.source = source;
      if (hours > record.spent) spread(hours - record.spent, record.started_on.value_or(day), day);
      record.spent = hours;
    });
  }

  void spread(Hours hours, Date first, Date last) {
    first = std::clamp(first, last - std::chrono::days(kMostDaysOfASkill - 1), last);
    const std::int64_t days = (last - first).count() + 1;
    const std::int64_t each = hours.minutes() / days, odd = hours.minutes() % days;
    for (std::int64_t i = 0; i < (each > 0 ? days : odd); ++i) {
      state_.days[first + std::chrono::days(i)].shared +=
          Hours::from_minutes(each + (i < odd ? 1 : 0));
    }
  }

  void set_forecasts(const Event& event) {
    const std::vector<SkillForecast> forecasts = read_forecasts(event.extra);
    for (std::size_t i = 0; i < event.ids.size(); ++i) {
      SkillRecord& record = state_.skills[event.ids[i]];
      record.forecast.reset();
      if (forecasts.size() == event.ids.size()) record.forecast = forecasts[i];
    }
  }

  State state_;
};

}  // namespace

SkillRecord united(const SkillRecord& a, const SkillRecord& b) {
  SkillRecord both;
  both.status = std::max(a.status, b.status);
  both.started_on = a.started_on && b.started_on ? std::min(a.started_on, b.started_on)
                                                 : std::max(a.started_on, b.started_on);
  both.known_on = std::max(a.known_on, b.known_on);
  both.done_on = std::max(a.done_on, b.done_on);
  both.spent = a.spent + b.spent;
  both.source = std::max(a.source, b.source);
  both.forecast = a.done_on < b.done_on ? b.forecast : a.forecast;
  const SkillRecord& later = a.running_since < b.running_since ? b : a;
  both.running_since = later.running_since;
  both.overtaken = later.overtaken;
  return both;
}

std::vector<std::uint8_t> effective_events(std::span<const Event> events) {
  constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  std::unordered_map<EventId, std::size_t> by_id;
  for (std::size_t i = 0; i < events.size(); ++i) by_id.emplace(events[i].id, i);
  // Who undoes whom is a graph in which each undo has one target. An event counts when no undo of
  // it counts, so undos are settled before their targets: Kahn's algorithm from the undos that
  // nothing undoes. What is left over is a ring and has no effect.
  std::vector<std::size_t> target(events.size(), kNone), waits_for(events.size(), 0), queue;
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (events[i].kind != EventKind::undo || !events[i].undoes) continue;
    const auto found = by_id.find(*events[i].undoes);
    if (found == by_id.end()) continue;
    target[i] = found->second;
    ++waits_for[found->second];
  }
  std::vector<std::uint8_t> counts(events.size(), 1), settled(events.size(), 0);
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (waits_for[i] == 0) queue.push_back(i);
  }
  for (std::size_t head = 0; head < queue.size(); ++head) {
    const std::size_t i = queue[head];
    settled[i] = 1;
    if (target[i] == kNone) continue;
    if (counts[i] != 0) counts[target[i]] = 0;
    if (--waits_for[target[i]] == 0) queue.push_back(target[i]);
  }
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (settled[i] == 0) counts[i] = 0;
  }
  return counts;
}

State fold(std::span<const Event> events) { return fold_onto({}, events); }

State fold_onto(State before, std::span<const Event> events) {
  const std::vector<std::uint8_t> counts = effective_events(events);
  std::vector<std::size_t> order(events.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return comes_before(events[a], events[b]); });
  Fold state(std::move(before));
  for (const std::size_t i : order) {
    if (counts[i] != 0) state.apply(events[i]);
  }
  return state.take();
}

}  // namespace cairn
