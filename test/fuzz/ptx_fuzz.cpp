// The reader of PTX under libFuzzer: parsing and verifying end, say what is wrong at a place of the text, and what is
// accepted prints to a text that is accepted and the same.
#include "ptx/parser.h"
#include "ptx/print.h"
#include "ptx/verify.h"
#include "test/fuzz/ptx_input.h"
#include "test/ptx/mutations.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace ox;
  using test::require;
  const std::string text(reinterpret_cast<const char*>(data), size);
  ptx::Diagnostics diagnostics;
  const auto module = ptx::parse(text, diagnostics);
  const bool is_parsed = !ptx::has_errors(diagnostics);
  ptx::verify(*module, diagnostics);
  test::require_places(diagnostics, text);
  const std::string once = ptx::print(*module);
  if (!is_parsed)
    return 0;
  const bool is_verified = !ptx::has_errors(diagnostics);
  ptx::Diagnostics none;
  const auto again = ptx::parse(once, none);
  if (is_verified)
    ptx::verify(*again, none);
  if (ptx::has_errors(none))
    std::fprintf(stderr, "%s\n%s\n", once.c_str(), ptx::format(none[0], "printed").c_str());
  require(!ptx::has_errors(none), "what was printed is not accepted");
  const std::string twice = ptx::print(*again);
  if (once != twice)
    std::fprintf(stderr, "%s\n----\n%s\n", once.c_str(), twice.c_str());
  require(once == twice, "a printed text changed when it was printed again");
  return 0;
}
