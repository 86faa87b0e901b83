// The pipeline: a list of stages (passes.def), then LLVM's RISC-V back end, LLD and the kernel metadata.  The module
// stays an nvptx64 module through the first half, because divergence analysis and the meaning of its intrinsics and
// address spaces belong to that target; `retarget` is the landmark between the halves.
#include "codegen/compile.h"
#include "codegen/compilation.h"
#include "codegen/emit_elf.h"
#include "codegen/emit_machine_code.h"
#include "codegen/passes/call_device_library.h"
#include "codegen/passes/link_device_library.h"
#include "codegen/pipeline.h"
#include "llvm/IR/Module.h"

namespace ox::codegen {

std::expected<void, std::string> complete_with_device_library(llvm::Module& module, const Options& options) {
  Compilation compilation{.options = options, .kernels = {}, .errors = {}};
  call_device_library(module, compilation);
  link_device_library(module, compilation);
  if (!compilation.errors.empty())
    return std::unexpected(compilation.all_errors());
  return {};
}

std::expected<std::vector<uint8_t>, std::string> compile(std::unique_ptr<llvm::Module> module, const Options& options) {
  Compilation compilation{.options = options, .kernels = {}, .errors = {}};
  if (!run_stages(*module, compilation))
    return std::unexpected(compilation.all_errors());
  auto code = emit_machine_code(*module, compilation, OutputKind::kObject);
  if (!code)
    return std::unexpected(code.error());
  return emit_elf(*code, compilation);
}

std::expected<std::string, std::string> compile_to_assembly(std::unique_ptr<llvm::Module> module,
                                                            const Options& options) {
  Compilation compilation{.options = options, .kernels = {}, .errors = {}};
  if (!run_stages(*module, compilation))
    return std::unexpected(compilation.all_errors());
  auto code = emit_machine_code(*module, compilation, OutputKind::kAssembly);
  if (!code)
    return std::unexpected(code.error());
  return std::string(code->bytes.begin(), code->bytes.end());
}

} // namespace ox::codegen
