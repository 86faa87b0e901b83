// PTX trees to device modules: LLVM IR in the dialect that the front end gives (docs/adr/0001, "Device module").
//
// What LLVM IR or an NVVM intrinsic can say is said so; every other operation is a call of a function named
// `ox.ptx.<words>`, in the words of PTX, which codegen takes apart as it does NVVM intrinsics.
#pragma once
#include "ptx/ast.h"
#include <expected>
#include <functional>
#include <memory>
#include <set>
#include <string>

namespace llvm {
class LLVMContext;
class Module;
} // namespace llvm

namespace ox::ptx {

struct LowerOptions {
  std::string file_name = "ptx";                             // in debug information where the text has no .file
  std::set<std::string, std::less<>> defined_elsewhere = {}; // what other texts define that are linked to this one
  bool linked_later = false;                                 // what nothing defines is then that link's matter
};

// Lowers every function.  One that can't be (it has an error, or uses what isn't supported) becomes a trap; a kernel
// that could reach it carries the function attribute "ox-unusable" with the reason, "line 12: ..." in words, and each
// reason is a warning among the diagnostics.  The module must not outlive `module`'s text.
std::unique_ptr<llvm::Module> lower(const Module& module, llvm::LLVMContext& context, const LowerOptions& options,
                                    Diagnostics& diagnostics);

// Gives the kernels that could reach an unusable function its reason; to be done again when modules have been linked.
void mark_unusable_kernels(llvm::Module& module);

} // namespace ox::ptx
