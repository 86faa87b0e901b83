// -restrict: the programmer's word that no memory is reached through two of a kernel's pointers.
#pragma once
#include "clang/Basic/CodeGenOptions.h"

namespace ox::frontend {

// Before anything is optimised, every pointer among the parameters of a kernel is as if declared __restrict__.
void restrict_kernel_parameters(clang::CodeGenOptions& options);

} // namespace ox::frontend
