#include "cairn/planner/changes.h"

#include <algorithm>
#include <unordered_map>

namespace cairn {
namespace {

// Which numbers stay, so that they rise: a longest increasing subsequence (Schensted 1961).
std::vector<std::uint8_t> longest_rise(const std::vector<std::size_t>& numbers) {
  constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  std::vector<std::size_t> ends;  // by length less one: where the rise with the least end ends
  std::vector<std::size_t> before(numbers.size(), kNone);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const auto at = std::lower_bound(
        ends.begin(), ends.end(), numbers[i],
        [&](std::size_t end, std::size_t number) { return numbers[end] < number; });
    if (at != ends.begin()) before[i] = *(at - 1);
    if (at == ends.end()) {
      ends.push_back(i);
    } else {
      *at = i;
    }
  }
  std::vector<std::uint8_t> stays(numbers.size(), 0);
  for (std::size_t i = ends.empty() ? kNone : ends.back(); i != kNone; i = before[i]) stays[i] = 1;
  return stays;
}

}  // namespace

OrderDifference difference(std::span<const SkillIndex> before, std::span<const SkillIndex> after) {
  std::unordered_map<std::uint32_t, std::size_t> places;
  for (std::size_t i = 0; i < before.size(); ++i) places.emplace(value(before[i]), i);
  OrderDifference made;
  std::vector<SkillIndex> common;
  std::vector<std::size_t> numbers;
  for (const SkillIndex step : after) {
    const auto place = places.find(value(step));
    if (place == places.end()) {
      made.in.push_back(step);
    } else {
      common.push_back(step);
      numbers.push_back(place->second);
      places.erase(place);
    }
  }
  for (const SkillIndex step : before) {
    if (places.contains(value(step))) made.out.push_back(step);
  }
  const std::vector<std::uint8_t> stays = longest_rise(numbers);
  for (std::size_t i = 0; i < common.size(); ++i) {
    if (stays[i] == 0) made.moved.push_back(common[i]);
  }
  return made;
}

}  // namespace cairn
