/// The files of the local page, embedded when the program was built.
#pragma once

#include <map>
#include <string_view>

namespace cairn {

/// Contents by file name, `index.html`.
const std::map<std::string_view, std::string_view>& page_files();

}  // namespace cairn
