// The device link: device modules of several files become one, which is then optimised as a whole program is.
#pragma once
#include "codegen/compile.h"
#include "codegen/resolve_symbols.h"
#include <span>

namespace llvm {
class LLVMContext;
} // namespace llvm

namespace ox::codegen {

// A device module as an object carries it (-rdc=true): bitcode that says which conventions it follows.
std::vector<uint8_t> write_linkable_module(llvm::Module& module);

struct LinkInput {
  std::string name;                              // "a.o", "libx.a(y.o)"
  std::vector<std::span<const uint8_t>> modules; // several, where objects were joined by `ld -r`
  TakesPart takes_part = TakesPart::kAlways;
};

struct LinkedModule {
  std::unique_ptr<llvm::LLVMContext> context;
  std::unique_ptr<llvm::Module> module; // null when no input has device code
  std::vector<std::string> left_out;    // for each input why it didn't take part; empty: it did
};

// The error is one line for each multiple definition, undefined reference or module that can't be read.
std::expected<LinkedModule, std::string> link_modules(std::span<const LinkInput> inputs, const Options& options);

} // namespace ox::codegen
