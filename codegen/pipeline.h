// The stages of passes.def as data, for the compiler and for ox-opt.
#pragma once
#include "codegen/compilation.h"
#include <span>
#include <string_view>

namespace ox::codegen {

struct Stage {
  std::string_view name, leaves;
  void (*run)(llvm::Module&, Compilation&);
};

std::span<const Stage> stages();

// Runs one stage with the printing and verification that the options ask for; false when it reported errors.
bool run_stage(const Stage& stage, llvm::Module& module, Compilation& compilation);

// Runs all stages; stops after the first that reported errors.
bool run_stages(llvm::Module& module, Compilation& compilation);

} // namespace ox::codegen
