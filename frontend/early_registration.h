// When a program's device images are registered.
//
// Clang registers an image in a constructor of default priority, which comes after the constructors of that file's own
// objects.  Those may use managed variables, whose pointers the registration binds, and launch kernels; so it goes
// first.
#pragma once
#include "clang/Basic/CodeGenOptions.h"

namespace ox::frontend {

void register_before_constructors(clang::CodeGenOptions& options);

} // namespace ox::frontend
