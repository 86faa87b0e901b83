// Calls across sides that nvcc lets through, with a warning: of host functions in the device code of __host__
// __device__ functions, and of device functions in the host code of templates of such.  Whether one is ever reached is
// known when the program runs.  The one that is stops the kernel, or the program, and says which function it was.
#pragma once
#include <functional>

namespace clang {
class CodeGenerator;
class CodeGenOptions;
} // namespace clang

namespace ox::frontend {

// `generator` gives the code generator of this compilation, which knows what each symbol was declared as.
void stop_at_calls_of_other_side(clang::CodeGenOptions& options, std::function<clang::CodeGenerator*()> generator,
                                 bool device_side);

} // namespace ox::frontend
