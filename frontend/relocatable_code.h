// What separate compilation needs of the front end beyond clang's own: names that are this translation unit's among all
// of a program, on both sides.
#pragma once
#include "clang/Basic/CodeGenOptions.h"
#include <string>

namespace ox::frontend {

// A static variable that host code refers to is externalised under a name with a suffix.  Clang names a variable when
// it first meets it, and it may meet a use in a kernel before the one on the host: such uses are sent to the variable.
void unite_static_variables(clang::CodeGenOptions& options);

// The host object calls __cudaRegisterLinkedBinary_<unit>, which the device link defines.  Clang's own name goes by the
// source file's path alone, so that two objects made from one source, with different macros, would share it.
void name_registration(clang::CodeGenOptions& options, std::string unit);

} // namespace ox::frontend
