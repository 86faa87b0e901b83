// What the fuzzers of PTX share: half of the mutations change tokens (test/ptx/mutations.h), half are libFuzzer's own.
#pragma once
#include "ptx/source.h"
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace ox::test {

inline void require(bool holds, const char* what) {
  if (holds)
    return;
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

// A diagnostic says something, about a place that the text has.
inline void require_places(const ptx::Diagnostics& diagnostics, std::string_view text) {
  uint32_t lines = 1;
  for (char c : text)
    lines += c == '\n';
  for (const ptx::Diagnostic& diagnostic : diagnostics) {
    require(!diagnostic.message.empty(), "a diagnostic without a word");
    require(diagnostic.at.line != 0 && diagnostic.at.column != 0, "a diagnostic without a place");
    require(diagnostic.at.line <= lines && diagnostic.at.column <= text.size() + 1, "a place outside of the text");
  }
}

} // namespace ox::test
