/// How much of a random test is done: a little with every build, more in `./dev soak`.
#pragma once

#include <cstdint>
#include <cstdlib>

namespace cairn::test {

/// `usual`, times the number in CAIRN_SOAK where that is set.
inline std::uint64_t soaked(std::uint64_t usual) {
  const char* factor = std::getenv("CAIRN_SOAK");
  return factor == nullptr ? usual : usual * std::strtoull(factor, nullptr, 10);
}

}  // namespace cairn::test
