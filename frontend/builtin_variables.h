// threadIdx, blockIdx, blockDim and gridDim.
//
// Our headers declare them as nvcc does, as constants of type uint3 and dim3 that are defined nowhere.  Before anything
// is optimised, reads of their fields become reads of the special registers; a function that uses one in another way (a
// copy, a reference, its address) gets a local copy of it, which the optimiser takes apart again.
#pragma once
#include "clang/Basic/CodeGenOptions.h"

namespace ox::frontend {

void read_builtin_variables_from_registers(clang::CodeGenOptions& options);

} // namespace ox::frontend
