#include "planner/numbers.h"

#include <cstring>

#include "cairn/base/packed.h"

namespace cairn {
namespace {

// What precedes the numbers.
struct Head {
  std::uint64_t question = 0;
  std::uint64_t checksum = 0;  // of the numbers
};

}  // namespace

std::string seal(std::span<const std::int64_t> numbers, std::uint64_t question) {
  const auto body = std::as_bytes(numbers);
  const Head head{question, hash_of(body, question)};
  std::string bytes(reinterpret_cast<const char*>(&head), sizeof head);
  bytes.append(reinterpret_cast<const char*>(body.data()), body.size());
  return bytes;
}

std::optional<std::vector<std::int64_t>> unseal(std::string_view bytes, std::uint64_t question) {
  Head head;
  if (bytes.size() < sizeof head || (bytes.size() - sizeof head) % sizeof(std::int64_t) != 0) {
    return std::nullopt;
  }
  std::memcpy(&head, bytes.data(), sizeof head);
  std::vector<std::int64_t> numbers((bytes.size() - sizeof head) / sizeof(std::int64_t));
  if (numbers.empty()) return std::nullopt;
  std::memcpy(numbers.data(), bytes.data() + sizeof head, bytes.size() - sizeof head);
  if (head.question != question ||
      head.checksum != hash_of(std::as_bytes(std::span(numbers)), question)) {
    return std::nullopt;
  }
  return numbers;
}

}  // namespace cairn
