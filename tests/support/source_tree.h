/// Where the sources of this build are, for tests that read the documents and fixtures among them.
#pragma once

#include <filesystem>

namespace cairn::test {

/// The folder of README.md, absolute.
std::filesystem::path source_tree();

}  // namespace cairn::test
