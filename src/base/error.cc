#include "cairn/base/error.h"

#include <utility>

namespace cairn {

Error::Error(Code failure, std::string place, std::string sentence, std::string way_out)
    : code(failure),
      where(std::move(place)),
      message(std::move(sentence)),
      hint(std::move(way_out)) {
  if (!where.empty()) text_ = where + ": ";
  text_ += message;
  if (!hint.empty()) text_ += "; " + hint;
}

}  // namespace cairn
