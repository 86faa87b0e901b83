// See adjust_module.h.
#include "ptx/compile/adjust_module.h"
#include "llvm/IR/DebugInfo.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/Operator.h"
#include <algorithm>

namespace ox::ptx {

namespace {
bool is_entry(const llvm::Function& function) { return function.getCallingConv() == llvm::CallingConv::PTX_Kernel; }
} // namespace

void keep_entries(llvm::Module& module, std::span<const std::string> names) {
  for (llvm::Function& function : llvm::make_early_inc_range(module)) {
    if (!is_entry(function) || std::ranges::find(names, function.getName()) != names.end())
      continue;
    function.deleteBody();
    if (function.use_empty())
      function.eraseFromParent();
  }
}

void forbid_contraction(llvm::Module& module) {
  for (llvm::Function& function : module)
    for (llvm::Instruction& instruction : llvm::instructions(function))
      if (llvm::isa<llvm::FPMathOperator>(instruction))
        instruction.setHasAllowContract(false);
}

void remove_line_table(llvm::Module& module) { llvm::StripDebugInfo(module); }

void add_launch_bounds(llvm::Module& module, const LaunchBounds& bounds) {
  for (llvm::Function& function : module) {
    if (!is_entry(function))
      continue;
    auto add = [&](llvm::StringRef name, const std::string& value) {
      if (bounds.override_directives || !function.hasFnAttribute(name))
        function.addFnAttr(name, value);
    };
    if (const auto& threads = bounds.max_threads)
      add("nvvm.maxntid",
          std::to_string((*threads)[0]) + "," + std::to_string((*threads)[1]) + "," + std::to_string((*threads)[2]));
    if (bounds.min_blocks)
      add("nvvm.minctasm", std::to_string(*bounds.min_blocks));
  }
}

} // namespace ox::ptx
