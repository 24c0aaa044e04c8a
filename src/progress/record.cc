#include "progress/record.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace cairn {
namespace {

// The CRC-32 of ISO 3309, one byte at a time.
class Crc {
 public:
  // The text and a 0 byte.
  void add(std::string_view text) {
    for (const char c : text) step(static_cast<unsigned char>(c));
    step(0);
  }
  std::uint32_t value() const { return ~remainder_; }

 private:
  static constexpr std::array<std::uint32_t, 256> kTable = [] {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
      std::uint32_t rest = byte;
      for (int bit = 0; bit < 8; ++bit) rest = (rest >> 1U) ^ ((rest & 1U) * 0xEDB88320U);
      table[byte] = rest;
    }
    return table;
  }();

  void step(unsigned char byte) {
    remainder_ = (remainder_ >> 8U) ^ kTable[(remainder_ ^ byte) & 0xFFU];
  }

  std::uint32_t remainder_ = 0xFFFFFFFFU;
};

std::string word_of(const Event& event) {
  return event.kind == EventKind::other ? event.word : std::string(kind_word(event.kind));
}

std::string join(const std::vector<SkillId>& ids) {
  std::string joined;
  for (const SkillId& id : ids) {
    if (!joined.empty()) joined += ' ';
    joined += id.text;
  }
  return joined;
}

void bind_blob(SQLite::Statement& statement, int at, const std::string& bytes) {
  statement.bind(at, static_cast<const void*>(bytes.data()), static_cast<int>(bytes.size()));
}

void bind_text(SQLite::Statement& statement, int at, const std::string& text) {
  if (text.empty()) return;  // NULL
  statement.bind(at, text);
}

std::string text_of(const SQLite::Column& column) {
  const char* text = column.getText(nullptr);  // before its size, which may change with it
  return text == nullptr ? std::string()
                         : std::string(text, static_cast<std::size_t>(column.getBytes()));
}

std::string hex_of(const SQLite::Column& column) {
  const void* blob = column.getBlob();
  return blob == nullptr ? std::string()
                         : to_hex(blob, static_cast<std::size_t>(column.getBytes()));
}

std::vector<SkillId> ids_of(const SQLite::Column& column) {
  const char* text = column.getText(nullptr);
  if (text == nullptr) return {};
  return split_ids({text, static_cast<std::size_t>(column.getBytes())});
}

}  // namespace

std::vector<SkillId> split_ids(std::string_view text) {
  std::vector<SkillId> ids;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    ids.push_back({std::string(text.substr(0, end))});
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return ids;
}

std::optional<std::string> from_hex(const std::string& text, std::size_t bytes) {
  if (text.size() != 2 * bytes) return std::nullopt;
  const auto digit = [](char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  };
  std::string raw(bytes, '\0');
  for (std::size_t i = 0; i < bytes; ++i) {
    const int high = digit(text[2 * i]), low = digit(text[2 * i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    raw[i] = static_cast<char>(high * 16 + low);
  }
  return raw;
}

std::string to_hex(const void* bytes, std::size_t count) {
  constexpr const char* kDigits = "0123456789abcdef";
  const auto* raw = static_cast<const unsigned char*>(bytes);
  std::string text(2 * count, '0');
  for (std::size_t i = 0; i < count; ++i) {
    text[2 * i] = kDigits[raw[i] >> 4U];
    text[2 * i + 1] = kDigits[raw[i] & 15U];
  }
  return text;
}

std::uint32_t checksum(const Event& event) {
  Crc crc;
  const auto number = [&](std::int64_t n) { crc.add(fmt::format_int(n).str()); };
  crc.add(event.id.text);
  crc.add(event.device);
  number(event.sequence);
  number(event.at.utc_seconds);
  number(event.at.offset_minutes);
  crc.add(word_of(event));
  crc.add(join(event.ids));
  crc.add(join(event.also_known));
  crc.add(event.hours ? fmt::format_int(event.hours->minutes()).str() : std::string());
  crc.add(event.on ? fmt::format_int(event.on->time_since_epoch().count()).str() : std::string());
  crc.add(event.note);
  crc.add(event.undoes ? event.undoes->text : std::string());
  crc.add(event.extra);
  return crc.value();
}

std::uint32_t checksum(std::string_view text) {
  Crc crc;
  crc.add(text);
  return crc.value();
}

const char* insert_event() {
  return "INSERT INTO event (id, device, sequence, at, offset, kind, ids, also_known, minutes, "
         "day, "
         "note, undoes, extra, checksum) "
         "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
}

void bind_record(SQLite::Statement& insert, const Event& event, std::int64_t device) {
  insert.reset();
  insert.clearBindings();
  bind_blob(insert, 1, *from_hex(event.id.text, 16));
  insert.bind(2, device);
  insert.bind(3, event.sequence);
  insert.bind(4, event.at.utc_seconds);
  insert.bind(5, event.at.offset_minutes);
  insert.bind(6, word_of(event));
  bind_text(insert, 7, join(event.ids));
  bind_text(insert, 8, join(event.also_known));
  if (event.hours) insert.bind(9, event.hours->minutes());
  if (event.on) insert.bind(10, std::int64_t{event.on->time_since_epoch().count()});
  bind_text(insert, 11, event.note);
  if (event.undoes) bind_blob(insert, 12, *from_hex(event.undoes->text, 16));
  bind_text(insert, 13, event.extra);
  insert.bind(14, std::int64_t{checksum(event)});
}

std::optional<Event> read_record(SQLite::Statement& row) {
  Event event;
  event.id.text = hex_of(row.getColumn(0));
  event.device = hex_of(row.getColumn(1));
  event.sequence = row.getColumn(2).getInt64();
  event.at.utc_seconds = row.getColumn(3).getInt64();
  event.at.offset_minutes = row.getColumn(4).getInt();
  std::string word = text_of(row.getColumn(5));
  event.kind = kind_of_word(word);
  if (event.kind == EventKind::other) event.word = std::move(word);
  event.ids = ids_of(row.getColumn(6));
  event.also_known = ids_of(row.getColumn(7));
  if (const auto minutes = row.getColumn(8); !minutes.isNull()) {
    event.hours = Hours::from_minutes(minutes.getInt64());
  }
  if (const auto day = row.getColumn(9); !day.isNull()) {
    event.on = Date(std::chrono::days(day.getInt()));
  }
  event.note = text_of(row.getColumn(10));
  if (const auto undoes = row.getColumn(11); !undoes.isNull()) {
    event.undoes = EventId{hex_of(undoes)};
  }
  event.extra = text_of(row.getColumn(12));
  if (row.getColumn(13).getInt64() != checksum(event) || find_unstorable(event)) {
    return std::nullopt;
  }
  return event;
}

}  // namespace cairn
