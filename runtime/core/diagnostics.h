// What the runtime says to the person at the terminal: one line on stderr, "ox: ...".
#pragma once
#include "runtime/core/error.h"
#include <string_view>

namespace ox::runtime {

// Always printed: things that went wrong outside of the program's reach (a fault, a damaged image).
[[gnu::format(printf, 1, 2)]] void say(const char* format, ...);

// A line as it is, without "ox: ": for what CUDA itself prints in a known form.
void say_plain(std::string_view line);

// For the program's log of errors (core/log.h); printed with OX_VERBOSE=1 only, because programs probe for errors on
// purpose.  Gives the error back, so that a check reads `return explain(Error::InvalidValue, "...")`.
[[gnu::format(printf, 2, 3)]] Error explain(Error error, const char* format, ...);

} // namespace ox::runtime
