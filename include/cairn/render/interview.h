/// Topics of an interview: how ready one is, and the questions with what a good answer has.
/// Not for: how ready one is; that is planner/standing.h.
#pragma once

#include <string>
#include <vector>

#include "cairn/catalog/catalog.h"
#include "cairn/planner/standing.h"
#include "cairn/render/screens.h"

namespace cairn {

/// The position of a topic in Catalog::interview(), and how far the person is for it.
struct TopicStanding {
  std::size_t topic = 0;
  NeedsStanding needs;
};

/// What one types for a topic: its id, without the `interview-` that it may begin with.
std::string topic_word(const InterviewTopic& topic);

/// One row a topic.
std::string topics_screen(const View& view, const std::vector<TopicStanding>& topics);
std::string topics_json(const View& view, const std::vector<TopicStanding>& topics);

/// One topic with its questions, easy ones first; without `points` the questions alone.
std::string topic_screen(const View& view, const TopicStanding& topic, bool points);
std::string topic_json(const View& view, const TopicStanding& topic, bool points);

}  // namespace cairn
