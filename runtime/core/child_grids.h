// Launches by kernels (dynamic parallelism).  What a grid asked for runs when the grid has ended, in the order in which
// it was asked for, each with all that it asks for in turn; what was given to the tail stream comes last.  The grid
// that the host launched ends with the last of them: its operation in the host's stream is the whole tree.
//
// CUDA promises no more: a kernel can't wait for what it launches, and that order obeys all streams and events.
#pragma once
#include "runtime/core/launch.h"

namespace ox::runtime {

void run_with_children(Context& context, PendingLaunch& first);

} // namespace ox::runtime
