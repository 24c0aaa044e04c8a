/// Results as numbers, one after the other, under a seal: how the planner's results are kept.
/// Not for: catalogs (base/packed.h), which are used where they lie.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "cairn/base/hours.h"
#include "cairn/base/ids.h"

namespace cairn {

class NumberWriter {
 public:
  void put(std::int64_t number) { numbers_.push_back(number); }
  template <class Index>
  requires std::is_enum_v<Index>
  void put(Index index) { put(std::int64_t{value(index)}); }
  void put(Hours hours) { put(hours.minutes()); }
  void put(bool yes) { put(std::int64_t{yes ? 1 : 0}); }
  void put(std::size_t number) { put(static_cast<std::int64_t>(number)); }
  template <class T>
  void put(const std::optional<T>& maybe) {
    put(maybe.has_value());
    if (maybe) put(*maybe);
  }
  template <class T>
  void put(const std::vector<T>& list) {
    put(list.size());
    for (const T& item : list) put(item);
  }

  const std::vector<std::int64_t>& numbers() const { return numbers_; }

 private:
  std::vector<std::int64_t> numbers_;
};

/// What is read past the end is 0, and known to be wrong: is_done() is false then.
class NumberReader {
 public:
  explicit NumberReader(std::span<const std::int64_t> numbers) : numbers_(numbers) {}

  void get(std::int64_t& number) {
    whole_ = whole_ && at_ < numbers_.size();
    number = whole_ ? numbers_[at_++] : 0;
  }
  template <class Index>
  requires std::is_enum_v<Index>
  void get(Index& index) { index = Index{static_cast<std::uint32_t>(next())}; }
  void get(bool& yes) { yes = next() != 0; }
  void get(Hours& hours) { hours = Hours::from_minutes(next()); }
  void get(std::size_t& number) { number = static_cast<std::size_t>(next()); }
  template <class T>
  void get(std::optional<T>& maybe) {
    if (next() != 0) get(maybe.emplace());
  }
  template <class T>
  void get(std::vector<T>& list) {
    const auto size = static_cast<std::size_t>(next());
    whole_ = whole_ && size <= numbers_.size();
    for (std::size_t i = 0; whole_ && i < size; ++i) get(list.emplace_back());
  }
  bool is_done() const { return whole_ && at_ == numbers_.size(); }

 private:
  std::int64_t next() {
    std::int64_t number = 0;
    get(number);
    return number;
  }

  std::span<const std::int64_t> numbers_;
  std::size_t at_ = 0;
  bool whole_ = true;
};

/// The numbers as bytes, with the number of what they answer and a checksum (XXH3).
std::string seal(std::span<const std::int64_t> numbers, std::uint64_t question);
/// Nothing where the bytes are damaged or answer another question.
std::optional<std::vector<std::int64_t>> unseal(std::string_view bytes, std::uint64_t question);

}  // namespace cairn
