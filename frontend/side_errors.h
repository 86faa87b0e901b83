// What is said when code of one side uses a function or a variable of the other.
//
// nvcc refuses it where the calling function is certain to run on the wrong side.  In a __host__ __device__ function it
// warns: whether device code ever gets to the call is known when the program runs, and the call stops the kernel with a
// message then (calls_across_sides.h).  Clang has one error for all of it, or says that no function matches.
#pragma once
#include "clang/Basic/Diagnostic.h"
#include <optional>
#include <string>

namespace clang {
class FunctionDecl;
}

namespace ox::frontend {

struct SideError {
  clang::DiagnosticsEngine::Level level{};
  std::string text;
  std::string advice; // for a note, may be empty
};

// What to say instead of clang's "reference to __host__ function ..."; nothing for any other diagnostic.  `caller` is
// the function whose body is being read, if it is known.
std::optional<SideError> restate_side_error(clang::DiagnosticsEngine::Level level, const clang::Diagnostic& info,
                                            const clang::FunctionDecl* caller, bool device_side);

// What to do about a candidate function that is of the wrong side; empty for any other note.
std::string advice_about_candidate(const clang::Diagnostic& note, const clang::FunctionDecl* caller);

} // namespace ox::frontend
