/// The snapshot of the shipped catalog, in a source that the build makes and links into the
/// program. Not for: libraries; the program hands it to them.
#pragma once

#include "cairn/base/packed.h"

namespace cairn {

Block shipped_snapshot();

}  // namespace cairn
