#include "planner/cases.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>
#include <queue>
#include <utility>

#include "planner/incumbent.h"
#include "planner/shares.h"

namespace cairn {
namespace {

// Rounds of sharing out: for the whole core, and for a case that starts from another one's shares.
constexpr int kRounds = 100, kMoreRounds = 16;
// What cases that wait may take before the search goes deep first.
constexpr std::size_t kMostBytes = std::size_t{256} << 20;

class Cases {
 public:
  Cases(const Core& core, const StopCheck& stop);
  Solution run();

 private:
  using Givens = std::vector<Given>;
  struct Case {
    Cost bound = 0;
    std::uint32_t number = 0;
    Givens given;
    std::shared_ptr<const std::vector<float>> shares;
  };
  struct Later {
    bool operator()(const Case& a, const Case& b) const {
      return a.bound != b.bound ? a.bound > b.bound : a.number > b.number;
    }
  };

  bool stopped() { return stopped_ = stopped_ || (stop_ && stop_()); }
  Cost round_up(Cost cost) const { return (cost + unit_ - 1) / unit_ * unit_; }
  bool settle(Givens& given, std::vector<CoreNode> news) const;
  bool look(Case& at, int rounds);
  void try_greedy(const Givens& given);
  void solve_rest(const Givens& given);
  CoreNode dearest_choice(const Givens& given) const;
  void split(Case at);
  void keep(Case made);

  const Core& core_;
  const StopCheck& stop_;
  bool stopped_ = false;
  Shares shares_;
  Cost unit_ = 0;
  Incumbent best_;
  std::priority_queue<Case, std::vector<Case>, Later> open_;
  std::vector<Case> deep_;  // to be looked at before those, the last one first
  std::uint32_t made_ = 0;
};

Cases::Cases(const Core& core, const StopCheck& stop)
    : core_(core), stop_(stop), shares_(core, stop) {
  for (const Cost cost : core.cost) unit_ = std::gcd(unit_, cost);
  if (unit_ == 0) unit_ = 1;
}

// Draws what follows from what is newly given: who lacks too many children is out, and who is in
// and can spare none takes all of them in. False when the case cannot be.
bool Cases::settle(Givens& given, std::vector<CoreNode> news) const {
  const auto draw = [&](CoreNode n) {
    if (given[n] == Given::out) return true;
    std::uint32_t may = 0;
    for (const CoreNode child : core_.children(n)) may += given[child] != Given::out ? 1 : 0;
    if (may < core_.threshold[n]) {
      if (given[n] == Given::in) return false;
      given[n] = Given::out;
      news.push_back(n);
    } else if (may == core_.threshold[n] && given[n] == Given::in) {
      for (const CoreNode child : core_.children(n)) {
        if (given[child] != Given::open) continue;
        given[child] = Given::in;
        news.push_back(child);
      }
    }
    return true;
  };
  while (!news.empty()) {
    const CoreNode n = news.back();
    news.pop_back();
    if (given[n] == Given::in) {
      if (!draw(n)) return false;
      continue;
    }
    for (const CoreNode user : core_.users(n)) {
      if (!draw(user)) return false;
    }
  }
  return true;
}

// Bounds the case and puts out what no better plan of it has; false when it has none at all.
bool Cases::look(Case& at, int rounds) {
  shares_.look_at(at.given, at.shares ? *at.shares : std::span<const float>());
  shares_.improve(rounds);
  const Cost bound = shares_.bound();
  at.bound = std::max(at.bound, round_up(bound));
  if (stopped()) return true;
  if (at.bound >= best_.cost) return false;
  at.shares = std::make_shared<const std::vector<float>>(shares_.shares());
  std::vector<CoreNode> out;
  for (CoreNode n = 0; n < core_.size(); ++n) {
    if (at.given[n] != Given::open || round_up(bound + shares_.extra(n)) < best_.cost) continue;
    at.given[n] = Given::out;
    out.push_back(n);
  }
  return settle(at.given, std::move(out));
}

// A plan of the case by additive values; skills that the shares speak for cost less.
void Cases::try_greedy(const Givens& given) {
  SearchState state{core_.cost, Flags(core_.size(), 0), {}};
  std::vector<CoreNode> skills;
  for (CoreNode n = 0; n < core_.size(); ++n) {
    if (given[n] == Given::out) {
      state.banned[n] = 1;
    } else if (given[n] == Given::in) {
      state.goals.push_back(n);
      if (std::exchange(state.cost[n], 0) > 0) skills.push_back(n);
    } else if (state.cost[n] > 0) {
      const double away = 1 - std::clamp(shares_.wish(n), 0.0, 1.0);
      state.cost[n] = 1 + std::llround(away * static_cast<double>(state.cost[n]) * 64);
    }
  }
  const auto held = derivation_order(core_, [&](CoreNode n) { return given[n] != Given::out; });
  std::size_t goals = 0;
  for (const CoreNode n : held) goals += given[n] == Given::in ? 1 : 0;
  if (goals != state.goals.size()) return;
  const std::vector<CoreNode> more = greedy_set(core_, state);
  skills.insert(skills.end(), more.begin(), more.end());
  best_.offer(core_, std::move(skills));
}

// A case without a choice left is a plan, unless it holds itself up in a ring: then what is left of
// it is solved by the relaxation.
void Cases::solve_rest(const Givens& given) {
  Core rest = core_;
  rest.goals.clear();
  std::vector<CoreNode> skills;
  for (CoreNode n = 0; n < core_.size(); ++n) {
    rest.skill[n] = n;  // so that the answer names nodes of this core
    if (given[n] == Given::in) rest.goals.push_back(n);
    if (given[n] == Given::out) {
      rest.threshold[n] = static_cast<std::uint32_t>(core_.children(n).size()) + 1;
    }
  }
  if (!drop_underivable(rest)) return;
  const Reduced reduced = reduce(rest, stop_);
  std::vector<std::uint8_t> bought(core_.size(), 0);
  for (const SkillIndex n : reduced.paid) bought[value(n)] = 1;
  for (const Core& part : reduced.parts) {
    const Solution solution = solve_by_relaxation(part, stop_);
    for (const CoreNode n : solution.skills) bought[part.skill[n]] = 1;
  }
  for (std::size_t i = reduced.with.size(); i-- > 0;) {
    if (bought[reduced.with[i].first] != 0) bought[reduced.with[i].second] = 1;
  }
  if (stopped()) return;
  for (CoreNode n = 0; n < core_.size(); ++n) {
    if (bought[n] != 0) skills.push_back(n);
  }
  best_.offer(core_, std::move(skills));
}

// Among nodes of the case that still want for children, the one that is worth most; kNoSkill where
// there is none.
CoreNode Cases::dearest_choice(const Givens& given) const {
  CoreNode dearest = kNoSkill;
  for (CoreNode n = 0; n < core_.size(); ++n) {
    if (given[n] != Given::in) continue;
    std::uint32_t held = 0;
    for (const CoreNode child : core_.children(n)) held += given[child] == Given::in ? 1 : 0;
    if (held >= core_.threshold[n]) continue;
    if (dearest == kNoSkill || shares_.worth(n) > shares_.worth(dearest)) dearest = n;
  }
  return dearest;
}

// One case for each member of the choice: this one is in, and none of those before it.
void Cases::split(Case at) {
  if (!look(at, kMoreRounds) || stopped()) return;
  try_greedy(at.given);
  if (at.bound >= best_.cost) return;
  const CoreNode choice = dearest_choice(at.given);
  if (choice == kNoSkill) {
    solve_rest(at.given);
    return;
  }
  std::vector<CoreNode> members;
  for (const CoreNode child : core_.children(choice)) {
    if (at.given[child] == Given::open) members.push_back(child);
  }
  std::vector<Case> made;
  for (const CoreNode member : members) {
    // Once the others are out, the last one is in already.
    if (at.given[member] == Given::out) continue;
    Case with{at.bound, made_++, at.given, at.shares};
    with.given[member] = Given::in;
    if (settle(with.given, {member}) && look(with, kMoreRounds)) made.push_back(std::move(with));
    if (stopped()) return;
    at.given[member] = Given::out;
    if (!settle(at.given, {member})) break;
  }
  std::sort(made.begin(), made.end(), Later());
  for (Case& with : made) keep(std::move(with));
}

void Cases::keep(Case made) {
  const std::size_t each = made.given.size() + sizeof(float) * core_.child.size();
  if (open_.size() * each < kMostBytes) {
    open_.push(std::move(made));
  } else {
    deep_.push_back(std::move(made));
  }
}

Solution Cases::run() {
  Case root{0, made_++, Givens(core_.size(), Given::open), nullptr};
  for (const CoreNode goal : core_.goals) root.given[goal] = Given::in;
  try_greedy(root.given);
  Cost lowest = 0;
  if (settle(root.given, core_.goals) && look(root, kRounds)) {
    lowest = root.bound;
    keep(std::move(root));
  }
  while (!stopped_ && !(open_.empty() && deep_.empty())) {
    Case at;
    if (deep_.empty()) {
      at = open_.top();
      open_.pop();
      lowest = at.bound;
      if (lowest >= best_.cost) break;
    } else {
      at = std::move(deep_.back());
      deep_.pop_back();
    }
    if (at.bound < best_.cost) split(std::move(at));
  }
  if (!stopped_) lowest = best_.cost;
  return {std::move(best_.skills), best_.cost, std::min(lowest, best_.cost)};
}

}  // namespace

Solution solve_by_cases(const Core& core, const StopCheck& stop) { return Cases(core, stop).run(); }

}  // namespace cairn
