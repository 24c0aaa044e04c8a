#include "progress/carve.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace cairn {
namespace {

constexpr std::size_t kLogHeader = 32, kFrameHeader = 24;
constexpr std::size_t kMostPayload = 1024 * 1024;
constexpr std::size_t kMostPages = 1U << 24U;

std::uint32_t byte_at(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}

std::uint32_t big_endian(std::string_view bytes, std::size_t at) {
  return byte_at(bytes, at) << 24U | byte_at(bytes, at + 1) << 16U | byte_at(bytes, at + 2) << 8U |
         byte_at(bytes, at + 3);
}

// SQLite's variable-length number at `at`, which then points behind it.
std::optional<std::uint64_t> take_varint(std::string_view bytes, std::size_t& at) {
  std::uint64_t number = 0;
  for (int i = 0; i < 9; ++i) {
    if (at >= bytes.size()) return std::nullopt;
    const std::uint32_t byte = byte_at(bytes, at++);
    if (i == 8) return number << 8U | byte;
    number = number << 7U | (byte & 0x7FU);
    if (byte < 0x80U) return number;
  }
  return std::nullopt;
}

// Bytes of a value with that serial type; nothing for types that our tables do not have.
std::optional<std::size_t> size_of(std::uint64_t type) {
  constexpr std::size_t kSizes[] = {0, 1, 2, 3, 4, 6, 8};
  if (type < 7) return kSizes[type];
  if (type == 8 || type == 9) return 0;
  if (type < 12) return std::nullopt;
  return static_cast<std::size_t>((type - 12) / 2);
}

RawValue value_of(std::uint64_t type, std::string_view bytes) {
  if (type == 0) return {};
  if (type == 8 || type == 9) return static_cast<std::int64_t>(type - 8);
  if (type >= 12) return std::string(bytes);
  std::uint64_t number = byte_at(bytes, 0) >= 0x80U ? ~std::uint64_t{0} : 0;  // the sign
  for (std::size_t i = 0; i < bytes.size(); ++i) number = number << 8U | byte_at(bytes, i);
  return static_cast<std::int64_t>(number);
}

// The values of a record, whose header and body must fill it to the last byte.
std::optional<std::vector<RawValue>> parse_record(std::string_view record, std::size_t columns) {
  std::size_t at = 0;
  const auto header = take_varint(record, at);
  if (!header || *header > record.size()) return std::nullopt;
  std::vector<std::uint64_t> types;
  while (at < *header) {
    const auto type = take_varint(record.substr(0, *header), at);
    if (!type || types.size() == columns) return std::nullopt;
    types.push_back(*type);
  }
  if (types.size() != columns) return std::nullopt;
  std::vector<RawValue> values;
  for (const std::uint64_t type : types) {
    const auto size = size_of(type);
    if (!size || *size > record.size() - at) return std::nullopt;
    values.push_back(value_of(type, record.substr(at, *size)));
    at += *size;
  }
  if (at != record.size()) return std::nullopt;
  return values;
}

std::size_t find_page_size(std::string_view database, std::string_view log) {
  const auto makes_sense = [](std::size_t size) {
    return size >= 512 && size <= 65536 && (size & (size - 1)) == 0;
  };
  if (log.size() >= kLogHeader && makes_sense(big_endian(log, 8))) return big_endian(log, 8);
  if (database.size() >= 100 && database.starts_with("SQLite format 3")) {
    std::size_t size = byte_at(database, 16) << 8U | byte_at(database, 17);
    if (size == 1) size = 65536;
    if (makes_sense(size)) return size;
  }
  return 4096;
}

}  // namespace

RawPages::RawPages(std::string_view database, std::string_view log)
    : page_size_(find_page_size(database, log)) {
  const auto add = [&](std::uint32_t number, std::string_view image) {
    pages_.push_back(image);
    if (number == 0 || number > kMostPages) return;
    if (by_number_.size() <= number) by_number_.resize(number + 1);
    by_number_[number].push_back(image);
  };
  for (std::size_t at = 0; at < database.size(); at += page_size_) {
    add(static_cast<std::uint32_t>(at / page_size_) + 1, database.substr(at, page_size_));
  }
  for (std::size_t at = kLogHeader; at + kFrameHeader < log.size();
       at += kFrameHeader + page_size_) {
    add(big_endian(log, at), log.substr(at + kFrameHeader, page_size_));
  }
}

std::string_view RawPages::page(std::uint32_t number) const {
  if (number >= by_number_.size() || by_number_[number].empty()) return {};
  return by_number_[number].back();
}

// The payload that begins at `at`, with what is on overflow pages; shorter where that is not there.
std::string RawPages::payload(std::string_view page, std::size_t at, std::size_t bytes) const {
  const std::size_t most = page_size_ - 35;
  std::size_t local = bytes;
  if (bytes > most) {
    const std::size_t least = (page_size_ - 12) * 32 / 255 - 23;
    local = least + (bytes - least) % (page_size_ - 4);
    if (local > most) local = least;
  }
  std::string payload(page.substr(at, local));
  if (bytes == local || at + local + 4 > page.size()) return payload;
  std::uint32_t next = big_endian(page, at + local);
  while (payload.size() < bytes && next != 0) {
    const std::string_view overflow = this->page(next);
    if (overflow.size() < 4) return payload;
    payload += overflow.substr(4, std::min(page_size_ - 4, bytes - payload.size()));
    next = big_endian(overflow, 0);
  }
  return payload;
}

void RawPages::each_row(std::size_t columns, std::size_t blob_bytes,
                        const std::function<void(const RawRow&)>& take) const {
  const std::uint32_t blob_type = static_cast<std::uint32_t>(12 + 2 * blob_bytes);
  for (const std::string_view page : pages_) {
    for (std::size_t start = 0; start + columns < page.size(); ++start) {
      std::size_t at = start;
      const auto bytes = take_varint(page, at);
      if (!bytes || *bytes < columns + blob_bytes || *bytes > kMostPayload) continue;
      const auto number = take_varint(page, at);
      // The header's size, a NULL and the BLOB; our headers are shorter than 128 bytes.
      if (!number || at + 2 >= page.size() || byte_at(page, at) <= columns ||
          byte_at(page, at + 1) != 0 || byte_at(page, at + 2) != blob_type) {
        continue;
      }
      const std::string record = payload(page, at, static_cast<std::size_t>(*bytes));
      if (record.size() != *bytes) continue;
      auto values = parse_record(record, columns);
      if (values) take({static_cast<std::int64_t>(*number), std::move(*values)});
    }
  }
}

void RawPages::each_key(std::size_t blob_bytes,
                        const std::function<void(const std::string&, std::int64_t)>& take) const {
  const std::uint32_t blob_type = static_cast<std::uint32_t>(12 + 2 * blob_bytes);
  for (const std::string_view page : pages_) {
    for (std::size_t start = 0; start + 4 + blob_bytes <= page.size(); ++start) {
      // The payload's size, the header's (3), the BLOB and a number.
      if (byte_at(page, start + 1) != 3 || byte_at(page, start + 2) != blob_type) continue;
      const auto record = parse_record(page.substr(start + 1, byte_at(page, start)), 2);
      if (!record) continue;
      const auto* number = std::get_if<std::int64_t>(&(*record)[1]);
      const auto* blob = std::get_if<std::string>(&(*record)[0]);
      if (number != nullptr && blob != nullptr) take(*blob, *number);
    }
  }
}

}  // namespace cairn
