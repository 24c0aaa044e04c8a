/// One fact in the progress log, as it was recorded. Facts are never changed; undoing adds one.
/// Not for: what the facts together say (state.h), or keeping them (store.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/base/date.h"
#include "cairn/base/hours.h"
#include "cairn/base/ids.h"

namespace cairn {

/// 32 lower-case hexadecimal digits, unique on every device for ever.
using EventId = TextId<struct EventIdKind>;

/// What happened. The words of kind_word() are stored and exchanged: never change one.
enum class EventKind : std::uint8_t {
  know,       ///< `ids` could be done already, since `on` if that is known
  start,      ///< work on `ids` began; a session runs unless `on` is another day
  stop,       ///< the session of `ids` (of all, if none) ended, in which `hours` were spent
  log,        ///< `hours` were spent on `ids` on the day `on`
  done,       ///< `ids` were learnt on the day `on`, in `hours` together where given
  note,       ///< `note` was written about `ids`
  goal_set,   ///< `ids`, skills or levels, are the goals from now on, by a day if one is given
  goal_add,   ///< `ids` are goals as well
  goal_drop,  ///< `ids` are goals no more
  choose,     ///< `ids` are part of every plan
  avoid,      ///< `ids` are in no plan
  unchoose,   ///< neither chosen nor avoided any more
  undo,       ///< the event `undoes` counts no more
  pin,        ///< the plan in the field `pinned` is what later ones are held against
  unpin,      ///< none is any more
  tick,       ///< the outcomes of `ids` in the field `outcomes` can be done already
  untick,     ///< they cannot after all
  other,      ///< of a newer program: kept, passed on, otherwise without effect
};

/// `know`, `goal-set`, ...; `other` has no word.
std::string_view kind_word(EventKind kind);
/// The kind of a word; `other` for a word that this program does not know.
EventKind kind_of_word(std::string_view word);

/// What a command wants recorded. Fields that the kind has no use for stay empty.
struct NewEvent {
  EventKind kind = EventKind::other;
  std::vector<SkillId> ids;
  std::vector<SkillId> also_known;  ///< with know and done: needs that are known too
  std::optional<Hours> hours;
  std::optional<Date> on;
  std::string note;
  std::optional<EventId> undoes;
  /// A JSON object of the fields that have no member here, or empty; kept as it is.
  std::string extra;

  friend bool operator==(const NewEvent&, const NewEvent&) = default;
};

/// A recorded fact.
struct Event : NewEvent {
  EventId id;
  std::string device;         ///< 16 lower-case hexadecimal digits
  std::int64_t sequence = 0;  ///< of its device, from 1 and rising
  Moment at;                  ///< when it was recorded
  std::string word;           ///< the stored word where kind is `other`, else empty

  friend bool operator==(const Event&, const Event&) = default;
};

/// The day it happened: `on`, or else the local day on which it was recorded.
Date day_of(const Event& event);

/// What is wrong with an event that no store takes, as a sentence without a full stop; nothing when
/// it is well: ids as a catalog has them, days and moments from 1900 to 9999, hours from 0 to
/// 100,000, UTF-8, a note of at most 64 KiB and 256 KiB for the rest, which an exported line can
/// carry.
std::optional<std::string> find_unstorable(const Event& event);

/// The order in which events count: by time, then device, sequence and id.
bool comes_before(const Event& a, const Event& b);

}  // namespace cairn
