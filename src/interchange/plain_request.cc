#include "interchange/plain_request.h"

#include <algorithm>

#ifdef CAIRN_RAPIDJSON
#ifdef __SSE2__
#define RAPIDJSON_SSE2
#endif
#include <rapidjson/reader.h>

#include <array>
#include <bitset>
#include <charconv>
#include <cstdint>
#include <utility>

#include "interchange/json_object.h"
#endif

namespace cairn {

#ifdef CAIRN_RAPIDJSON

namespace {

// Fills a request as the tokens pass by, and gives up at the first that is not plain.
class Filler : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, Filler> {
 public:
  explicit Filler(PlanRequest& request) : request_(request) {}

  bool Default() { return false; }
  bool StartObject() { return std::exchange(place_, Place::name) == Place::start; }
  bool EndObject(rapidjson::SizeType /*members*/) { return !request_.id.empty(); }

  bool Key(const char* text, rapidjson::SizeType size, bool /*copy*/) {
    constexpr std::array<std::string_view, 6> kFields = {"id",    "hours_per_week", "known",
                                                         "goals", "choose",         "avoid"};
    const std::array lists = {&request_.known, &request_.goals, &request_.choose, &request_.avoid};
    const auto at = std::find(kFields.begin(), kFields.end(), std::string_view(text, size));
    const auto field = static_cast<std::size_t>(at - kFields.begin());
    if (at == kFields.end() || had_.test(field)) return false;
    had_.set(field);
    place_ = field == 0 ? Place::id : field == 1 ? Place::hours : Place::list;
    if (place_ == Place::list) list_ = lists[field - 2];
    return true;
  }

  bool StartArray() { return std::exchange(place_, Place::items) == Place::list; }
  bool EndArray(rapidjson::SizeType /*items*/) { return end(); }

  bool String(const char* text, rapidjson::SizeType size, bool /*copy*/) {
    const std::string_view value(text, size);
    if (place_ == Place::items) {
      list_->emplace_back(value);
      return true;
    }
    if (place_ != Place::id) return false;
    request_.id = json_quoted(std::string(value));
    return end();
  }

  bool RawNumber(const char* text, rapidjson::SizeType size, bool /*copy*/) {
    const std::string_view digits(text, size);
    if (place_ == Place::hours) {
      double& hours = request_.hours_per_week.emplace();
      return std::from_chars(text, text + size, hours).ec == std::errc() && end();
    }
    // Longer or broken ones, and those below 0, may be written down another way.
    constexpr std::size_t kMostDigits = 18;
    if (place_ != Place::id || size > kMostDigits ||
        digits.find_first_not_of("0123456789") != std::string_view::npos) {
      return false;
    }
    request_.id = digits;
    return end();
  }

 private:
  enum class Place : std::uint8_t { start, name, id, hours, list, items };

  bool end() {
    place_ = Place::name;
    return true;
  }

  PlanRequest& request_;
  Place place_ = Place::start;
  std::vector<std::string>* list_ = nullptr;
  std::bitset<6> had_;  // fields
};

}  // namespace

bool read_plain_request(std::string_view line, PlanRequest& request) {
  // Letters past ASCII would have to be checked, and the library lets some control characters pass.
  const auto is_odd = [](char c) { return (c < ' ' && c != '\t' && c != '\r') || c > '~'; };
  if (std::any_of(line.begin(), line.end(), is_odd)) return false;
  // U+D800 to U+DFFF are halves of letters; the library takes a second half without a first one.
  if (line.find("\\ud") != line.npos || line.find("\\uD") != line.npos) return false;
  // Read in place, which is faster, sixteen bytes at a time, and so up to that far past the end.
  std::string copy;
  copy.reserve(line.size() + 16);
  copy = line;
  rapidjson::InsituStringStream stream(copy.data());
  Filler filler(request);
  rapidjson::Reader reader;
  constexpr unsigned kFlags = rapidjson::kParseInsituFlag | rapidjson::kParseNumbersAsStringsFlag;
  // The library takes a zero byte for the end.
  return !reader.Parse<kFlags>(stream, filler).IsError() && stream.Tell() == line.size();
}

#else

bool read_plain_request(std::string_view /*line*/, PlanRequest& /*request*/) { return false; }

#endif

}  // namespace cairn
