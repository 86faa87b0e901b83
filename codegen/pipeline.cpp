// Runs the stages in order; in builds with assertions the IR is verified after each.
#include "codegen/pipeline.h"
#include "codegen/passes/assign_shared_layout.h"
#include "codegen/passes/call_device_library.h"
#include "codegen/passes/check_lowered.h"
#include "codegen/passes/clamp_shifts.h"
#include "codegen/passes/define_system_calls.h"
#include "codegen/passes/expand_atomics.h"
#include "codegen/passes/expand_flush_to_zero.h"
#include "codegen/passes/expand_library_calls.h"
#include "codegen/passes/expand_variable_arguments.h"
#include "codegen/passes/fold_reflection.h"
#include "codegen/passes/inline_linked_functions.h"
#include "codegen/passes/insert_convergence_hints.h"
#include "codegen/passes/internalize_symbols.h"
#include "codegen/passes/link_device_library.h"
#include "codegen/passes/lower_float_selects.h"
#include "codegen/passes/lower_intrinsics.h"
#include "codegen/passes/lower_kernel_parameters.h"
#include "codegen/passes/lower_shared_offsets.h"
#include "codegen/passes/mark_unusable_kernels.h"
#include "codegen/passes/pack_small_integers.h"
#include "codegen/passes/pool_float_constants.h"
#include "codegen/passes/remove_address_spaces.h"
#include "codegen/passes/retarget.h"
#include "codegen/passes/saturate_conversions.h"
#include "codegen/passes/scatter_convergence_hints.h"
#include "codegen/passes/simplify.h"
#include "codegen/passes/thread_known_branches.h"
#include "codegen/passes/translate_inline_ptx.h"
#include "codegen/passes/widen_bfloat.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/Verifier.h"
#include "llvm/Support/raw_ostream.h"

namespace ox::codegen {

namespace {
constexpr Stage kStages[] = {
#define OX_PASS(name, leaves) {#name, leaves, name},
#include "codegen/passes.def"
};

bool verifying(const Options& options) {
#ifdef NDEBUG
  return options.verify_stages;
#else
  return true;
#endif
}
} // namespace

std::span<const Stage> stages() { return kStages; }

bool run_stage(const Stage& stage, llvm::Module& module, Compilation& compilation) {
  stage.run(module, compilation);
  if (!compilation.errors.empty())
    return false;
  const Options& options = compilation.options;
  if (options.print_after == "all" || options.print_after == stage.name) {
    llvm::errs() << "; after " << stage.name << ": " << stage.leaves << "\n";
    module.print(llvm::errs(), nullptr);
  }
  if (verifying(options)) {
    std::string report;
    llvm::raw_string_ostream stream(report);
    if (llvm::verifyModule(module, &stream)) {
      compilation.error("internal error of Ox: invalid IR after " + std::string(stage.name) + ": " + report);
      return false;
    }
  }
  return true;
}

bool run_stages(llvm::Module& module, Compilation& compilation) {
  for (const Stage& stage : stages())
    if (!run_stage(stage, module, compilation))
      return false;
  return true;
}

} // namespace ox::codegen
