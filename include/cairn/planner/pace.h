/// How long a person takes against the hours of the catalog, overall and by area, learned from the
/// skills that they have done.
/// Not for: dates (forecast.h), or hours a week (progress/recent_weeks.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "cairn/base/date.h"
#include "cairn/base/hours.h"
#include "cairn/catalog/catalog.h"

namespace cairn {

/// What a skill took in the end.
struct PaceObservation {
  SkillIndex skill{};
  Hours spent;
  Date done_on;
};

/// Actual hours over likely hours.
struct PaceEstimate {
  double ratio = 1;        ///< half of the skills take less than so many times the likely hours
  std::size_t skills = 0;  ///< of which the hours are known: what it rests on
};

/// A hierarchical log-normal model (after Gelman and others 2013, chapter 5): the log of a skill's
/// hours is that of its range, plus the pace of its area, plus what hits this skill alone. Areas
/// lie around the overall pace, so that one with little data is taken for like the others. Outliers
/// count for no more than two deviations (Huber 1964), and what was done a year ago counts half as
/// much as what was done today. docs/planning.md has the priors.
class LearnedPace {
 public:
  /// Of somebody of whom nothing is known.
  LearnedPace();
  /// Skills without likely hours or without hours spent say nothing and are left out.
  /// O(areas + skills of the catalog + observations).
  LearnedPace(const Catalog& catalog, std::span<const PaceObservation> observations, Date today);
  /// So many times the hours of the catalog, without doubt. Requires: ratio > 0.
  static LearnedPace exactly(double ratio);

  bool learned() const { return overall_.skills > 0; }
  const PaceEstimate& overall() const { return overall_; }
  /// By position in Catalog::areas(); the overall ratio where nothing is known of the area.
  std::span<const PaceEstimate> areas() const { return areas_; }

  /// The likely hours of a skill at this person's pace.
  Hours at_pace(SkillIndex skill, Hours likely) const;

  /// Position of the skill's area, 0 where nothing is known of areas.
  std::size_t area_of(SkillIndex skill) const;
  std::size_t area_count() const { return logs_.size(); }
  /// What the expectation of a skill's range is to be multiplied by, on average over what is not
  /// known of the pace.
  double mean_factor(SkillIndex skill) const;
  /// The standard deviation, of the log, of what hits one skill alone beyond its range.
  double scatter() const { return scatter_; }
  /// What is not known of the pace of all together, where each area has so many expected hours:
  /// standard deviation as a share. In the `years` over which they are spread it may wander off.
  /// Requires: one entry an area. O(areas).
  double spread(std::span<const double> hours_by_area, double years) const;

 private:
  struct Log {
    double mean = 0;   ///< of the log of the factor on the range
    double reach = 1;  ///< how far it follows the overall pace, 0 to 1
  };
  double variance(const Log& log) const;

  PaceEstimate overall_;
  std::vector<PaceEstimate> areas_;
  std::vector<std::uint32_t> area_by_skill_;
  std::vector<Log> logs_;    // by area; one for all where nothing is known of areas
  double overall_variance_;  // of the log of the overall pace
  double between_variance_;  // of areas around it
  double scatter_;
  double drift_;  // standard deviation of the log a year on
};

}  // namespace cairn
