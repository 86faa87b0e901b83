// The reader of PTX under libFuzzer: parsing ends, says what is wrong at a place of the text, and what it accepts
// prints to a text that parses to the same.
#include "ptx/parser.h"
#include "ptx/print.h"
#include "test/fuzz/ptx_input.h"
#include "test/ptx/mutations.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace ox;
  using test::require;
  const std::string text(reinterpret_cast<const char*>(data), size);
  ptx::Diagnostics diagnostics;
  const auto module = ptx::parse(text, diagnostics);
  test::require_places(diagnostics, text);
  const std::string once = ptx::print(*module);
  if (test::has_errors(diagnostics))
    return 0;
  ptx::Diagnostics none;
  const auto again = ptx::parse(once, none);
  if (test::has_errors(none))
    std::fprintf(stderr, "%s\n%s\n", once.c_str(), ptx::format(none[0], "printed").c_str());
  require(!test::has_errors(none), "what was printed does not parse");
  const std::string twice = ptx::print(*again);
  if (once != twice)
    std::fprintf(stderr, "%s\n----\n%s\n", once.c_str(), twice.c_str());
  require(once == twice, "a printed text changed when it was printed again");
  return 0;
}
