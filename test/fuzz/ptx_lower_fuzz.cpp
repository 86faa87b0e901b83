// From PTX to the device module under libFuzzer: of whatever text the verifier accepts, what comes out is valid LLVM
// IR.
#include "ptx/lower/lower.h"
#include "ptx/parser.h"
#include "ptx/verify.h"
#include "test/fuzz/ptx_input.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/Verifier.h"
#include "llvm/Support/raw_ostream.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace ox;
  const std::string text(reinterpret_cast<const char*>(data), size);
  ptx::Diagnostics diagnostics;
  const auto module = ptx::parse(text, diagnostics);
  if (ptx::has_errors(diagnostics))
    return 0;
  ptx::verify(*module, diagnostics);
  if (ptx::has_errors(diagnostics))
    return 0;
  llvm::LLVMContext context;
  const auto lowered = ptx::lower(*module, context, {.file_name = "fuzz"}, diagnostics);
  test::require_places(diagnostics, text);
  test::require(!llvm::verifyModule(*lowered, &llvm::errs()), "the lowered module is not valid");
  return 0;
}
