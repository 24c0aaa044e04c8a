#include "cairn/web/http.h"

#include "cairn/base/error.h"
#include "cairn/render/json.h"

namespace cairn {

const std::string* Request::header(std::string_view lower_case_name) const {
  const auto [begin, end] = headers.equal_range(std::string(lower_case_name));
  return begin == end || std::next(begin) != end ? nullptr : &begin->second;
}

Reply refusal(int status, std::string_view message) {
  return {status, "application/json", error_json(Error(Code::usage, "", std::string(message)))};
}

}  // namespace cairn
