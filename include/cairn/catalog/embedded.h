/// The catalog that is shipped inside the program.
#pragma once

#include <string_view>

namespace cairn {

/// The text of data/skills.yaml as it was when the program was built.
std::string_view embedded_catalog();

}  // namespace cairn
