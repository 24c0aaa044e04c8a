#include "tests/support/source_tree.h"

namespace cairn::test {

// Not from __FILE__, which a compiler cache may make relative.
std::filesystem::path source_tree() { return CAIRN_SOURCE_DIR; }

}  // namespace cairn::test
