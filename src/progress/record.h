/// Events as the rows of the event table, both ways.
/// Not for: which events there are, and in which order (store.cc).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/progress/event.h"

namespace SQLite {
class Statement;
}

namespace cairn {

/// `0f` to one byte; nothing where the text is not `bytes` pairs of lower-case digits.
std::optional<std::string> from_hex(const std::string& text, std::size_t bytes);
std::string to_hex(const void* bytes, std::size_t count);

/// CRC-32 (as in zip and PNG) of the event's fields, so that no damage passes for a fact: id,
/// device, sequence, at, offset, kind, ids, also known, minutes, day, note, undoes, extra, each as
/// the text or decimal number that is stored (ids in hexadecimal, nothing for NULL) and ended by a
/// 0 byte.
std::uint32_t checksum(const Event& event);
/// The same of one text, with its 0 byte.
std::uint32_t checksum(std::string_view text);

/// Ids as they are stored, separated by blanks.
std::vector<SkillId> split_ids(std::string_view text);

/// The statement that bind_record() fills in.
const char* insert_event();
/// Requires: nothing unstorable in the event; `device` is the number of its device.
void bind_record(SQLite::Statement& insert, const Event& event, std::int64_t device);

/// The event in the present row of select_events(); nothing where the row makes no sense.
std::optional<Event> read_record(SQLite::Statement& row);

}  // namespace cairn
