// How the program grows and shrinks: its variables, their bounds, its rows.
#include <algorithm>
#include <utility>

#include "planner/lp.h"

namespace cairn {

Lp::Lp(Cost most) {
  // The certificate's sums must fit into 64 bits.
  while (scale_ < (Cost{1} << 20) && scale_ * 2 < (Cost{1} << 58) / std::max<Cost>(1, most))
    scale_ *= 2;
}

void Lp::reserve(std::size_t size) {
  for (auto* list : {&now_.low, &now_.high, &now_.value, &now_.reduced, &price_, &line_}) {
    list->reserve(size);
  }
  now_.at_high.reserve(size);
  now_.where.reserve(size);
  meaning_.reserve(size);
}

std::uint32_t Lp::new_id(double low, double high) {
  const auto id = static_cast<std::uint32_t>(now_.low.size());
  now_.low.push_back(low);
  now_.high.push_back(high);
  now_.value.push_back(0);
  price_.push_back(0);
  now_.reduced.push_back(0);
  now_.at_high.push_back(0);
  now_.where.push_back(kOut);
  meaning_.push_back(0);
  line_.push_back(0);
  return id;
}

std::uint32_t Lp::add_variable(Cost cost) {
  const auto variable = static_cast<std::uint32_t>(ids_.size());
  const std::uint32_t id = new_id(0, 1);
  ids_.push_back(id);
  cost_.push_back(cost);
  column_.emplace_back();
  meaning_[id] = static_cast<std::int32_t>(variable);
  // A little more than the cost, different for each, so that ties do not hold the method up.
  const std::uint32_t hash = (variable + 1) * 2654435761U;
  const double wiggle =
      1e-5 * (0.5 + static_cast<double>(hash >> 8) / static_cast<double>(1U << 24));
  price_[id] = now_.reduced[id] = static_cast<double>(cost) + wiggle;
  return variable;
}

void Lp::add_row(std::span<const Term> terms, int at_least) {
  const auto index = static_cast<std::uint32_t>(row_.size());
  const std::uint32_t id = new_id(0, kInf);
  meaning_[id] = ~static_cast<std::int32_t>(index);
  now_.where[id] = index;
  row_.push_back({{terms.begin(), terms.end()}, at_least, id});
  for (const Term& term : terms)
    column_[term.variable].push_back({index, static_cast<double>(term.factor)});
  now_.basic.push_back(id);
  now_.weight.push_back(1);
  if (!now_.fresh) return;
  // The slack comes into the basis and costs nothing, so reduced costs and values stay.
  moved_.clear();
  double sum = -at_least;
  for (const Term& term : terms) {
    const std::uint32_t variable = ids_[term.variable];
    if (now_.where[variable] != kOut) {
      moved_.push_back({now_.where[variable], static_cast<double>(term.factor)});
    }
    sum += term.factor * now_.value[variable];
  }
  now_.basis.extend(moved_, -1);
  now_.value[id] = sum;
  now_.off.resize(row_.size());
  measure(index);
}

void Lp::set_bounds(std::uint32_t variable, bool may_be_0, bool may_be_1) {
  const std::uint32_t id = ids_[variable];
  now_.low[id] = may_be_0 ? 0 : 1;
  now_.high[id] = may_be_1 ? 1 : 0;
  if (now_.where[id] == kOut) {
    stand(id);
  } else if (now_.placed) {
    measure(now_.where[id]);
  }
}

void Lp::drop_slack_rows() {
  std::vector<Row> kept;
  std::vector<std::uint32_t> basic;
  std::vector<std::uint32_t> to(row_.size(), kOut);
  for (std::uint32_t r = 0; r < row_.size(); ++r) {
    const std::uint32_t id = row_[r].slack;
    if (now_.where[id] != kOut && now_.value[id] >= 1e-6) {
      now_.where[id] = kOut;
      continue;
    }
    to[r] = static_cast<std::uint32_t>(kept.size());
    meaning_[id] = ~static_cast<std::int32_t>(kept.size());
    kept.push_back(std::move(row_[r]));
  }
  if (kept.size() == row_.size()) {
    row_ = std::move(kept);
    return;
  }
  // The ids of slacks that went stay behind, at 0 and in no row.
  for (std::size_t r = 0; r < now_.basic.size(); ++r) {
    if (now_.where[now_.basic[r]] == kOut) continue;
    basic.push_back(now_.basic[r]);
    now_.weight[basic.size() - 1] = now_.weight[r];
  }
  row_ = std::move(kept);
  now_.basic = std::move(basic);
  now_.weight.resize(now_.basic.size());
  for (auto& column : column_) {
    std::erase_if(column, [&](const Entry& e) { return to[e.index] == kOut; });
    for (Entry& e : column) e.index = to[e.index];
  }
  for (std::uint32_t r = 0; r < now_.basic.size(); ++r) now_.where[now_.basic[r]] = r;
  now_.fresh = now_.placed = false;
}

void Lp::rebuild() {
  for (std::uint32_t id = 0; id < now_.low.size(); ++id) now_.where[id] = kOut;
  for (std::uint32_t r = 0; r < row_.size(); ++r) {
    now_.basic[r] = row_[r].slack;
    now_.where[now_.basic[r]] = r;
    now_.weight[r] = 1;
  }
  now_.fresh = now_.placed = false;
}

}  // namespace cairn
