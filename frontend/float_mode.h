// What has to be settled about floating-point options before anything is optimised.
#pragma once
#include "frontend/compile_options.h"
#include "clang/Basic/CodeGenOptions.h"

namespace ox::frontend {

// Answers __nvvm_reflect("__CUDA_FTZ") and its kin, by which libdevice and programs ask for the options, in place of
// LLVM's own pass, which knows of no -prec-div and no -prec-sqrt; and marks the source's negations
// (ptx/lower/flush_mode.h).
void settle_float_mode_early(clang::CodeGenOptions& codegen, const CompileOptions& options);

} // namespace ox::frontend
