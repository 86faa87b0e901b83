#include "frontend/float_mode.h"
#include "codegen/compilation.h"
#include "codegen/passes/fold_reflection.h"
#include "frontend/dialect.h"
#include "ptx/lower/flush_mode.h"
#include "llvm/IR/Module.h"
#include "llvm/Passes/PassBuilder.h"

namespace ox::frontend {
namespace {

constexpr llvm::StringLiteral kReflectionOfLlvm =
    "NVVMReflectPass"; // the target adds it before anyone else can add one

struct SettleFloatMode : llvm::PassInfoMixin<SettleFloatMode> {
  codegen::Options options;
  explicit SettleFloatMode(const codegen::Options& options) : options(options) {}
  llvm::PreservedAnalyses run(llvm::Module& module, llvm::ModuleAnalysisManager&) {
    codegen::Compilation compilation{.options = options, .kernels = {}, .errors = {}};
    codegen::fold_reflection(module, compilation);
    ptx::mark_negations(module);
    return llvm::PreservedAnalyses::none();
  }
  static bool isRequired() { return true; }
};

} // namespace

void settle_float_mode_early(clang::CodeGenOptions& codegen, const CompileOptions& options) {
  codegen::Options answers;
  answers.compute_capability = static_cast<int>(architecture_number(options.architecture));
  answers.precise_division = options.floats.precise_division();
  answers.precise_square_root = options.floats.precise_square_root();
  codegen.PassBuilderCallbacks.push_back([answers](llvm::PassBuilder& builder) {
    if (llvm::PassInstrumentationCallbacks* callbacks = builder.getPassInstrumentationCallbacks())
      callbacks->registerShouldRunOptionalPassCallback(
          [](llvm::StringRef pass, llvm::Any) { return pass != kReflectionOfLlvm; });
    builder.registerPipelineStartEPCallback([answers](llvm::ModulePassManager& passes, llvm::OptimizationLevel) {
      passes.addPass(SettleFloatMode(answers));
    });
  });
}

} // namespace ox::frontend
