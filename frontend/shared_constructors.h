// `__shared__ cuda::barrier<...> b;`: an object in shared memory whose constructor or destructor does something.  nvcc
// warns that neither runs and goes on; clang refuses the variable, which no program can be compiled with then.
//
// Clang reports before it marks the variable as invalid, and offers nothing afterwards.  So when it reports, a second
// variable of the same name and type, without an initial value, takes the first one's place in the scope, or among the
// instances that a template's body is being written with; the first becomes a declaration, of which nothing is emitted.
#pragma once
#include "clang/Basic/SourceLocation.h"

namespace clang {
class Sema;
}

namespace ox::frontend {

// For the __shared__ variable at `location`, in the function that `sema` is in; false when it can't be done (outside of
// functions), so that the error has to stand.
bool replace_shared_variable(clang::Sema& sema, clang::SourceLocation location);

} // namespace ox::frontend
