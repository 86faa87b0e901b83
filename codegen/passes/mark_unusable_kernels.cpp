// One kernel that can't be compiled must not take its module with it: a program with a hundred kernels may launch the
// other ninety-nine.  The reason goes into the kernel's metadata, from which a launch refuses it in words; the trap is
// for whoever gets there through a pointer that nothing in the module shows.
#include "codegen/passes/mark_unusable_kernels.h"
#include "codegen/compilation.h"
#include "codegen/lower/emit_asm.h"
#include "ptx/lower/unsupported_call.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/Demangle/Demangle.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Module.h"

namespace ox::codegen {

namespace {

std::optional<std::string> what_is_missing(const llvm::CallInst& call) {
  if (auto text = ptx::unsupported_call(call))
    return text;
  const llvm::Function* callee = call.getCalledFunction();
  llvm::StringRef name = callee ? callee->getName() : "";
  if (name.starts_with("ox.ptx."))
    return name.drop_front(7).str() + " is not supported yet";
  if (!name.starts_with("llvm.nvvm."))
    return std::nullopt;
  auto is_one_of = [&](std::initializer_list<llvm::StringRef> families) {
    return llvm::any_of(families,
                        [&](llvm::StringRef family) { return name.drop_front(10).split('.').first == family; });
  };
  if (is_one_of({"tex", "tld4", "sust", "suld", "txq", "suq"}))
    return name.str() + ": Ox has no texture unit yet; read from global memory instead";
  if (is_one_of({"wmma", "mma", "ldmatrix", "stmatrix", "wgmma", "tcgen05"}))
    return name.str() + ": Ox has no tensor engine yet; compute the product with fma";
  return name.str() + " is not supported yet";
}

// "file.cu:12", or the function where no line is known.
std::string place_of(const llvm::Instruction& instruction) {
  if (const llvm::DebugLoc& location = instruction.getDebugLoc())
    return location->getFilename().str() + ":" + std::to_string(location.getLine());
  return "function " + llvm::demangle(instruction.getFunction()->getName().str());
}

void replace_by_trap(llvm::CallInst& call) {
  llvm::IRBuilder<> builder(&call);
  emit_trap(builder);
  if (!call.getType()->isVoidTy())
    call.replaceAllUsesWith(llvm::Constant::getNullValue(call.getType()));
  auto* text =
      call.arg_empty() ? nullptr : llvm::dyn_cast<llvm::GlobalVariable>(call.getArgOperand(0)->stripPointerCasts());
  call.eraseFromParent();
  if (!text || !text->hasLocalLinkage())
    return;
  text->removeDeadConstantUsers();
  if (text->use_empty())
    text->eraseFromParent();
}

// "kernels a(int), b(), c() and 2 more"
std::string list_of(const std::vector<std::string>& kernels) {
  constexpr size_t kShown = 3;
  std::string list = kernels.size() == 1 ? "kernel " : "kernels ";
  for (size_t n = 0; n < std::min(kernels.size(), kShown); ++n)
    list += (n == 0 ? "" : ", ") + kernels[n];
  return kernels.size() > kShown ? list + " and " + std::to_string(kernels.size() - kShown) + " more" : list;
}

// The kernels, demangled.
std::vector<std::string> mark_users(llvm::Function& function, const std::string& reason, Compilation& compilation) {
  std::vector<std::string> marked;
  for (llvm::Function* reached_from : ptx::functions_that_reach(function)) {
    auto kernel = compilation.kernels.find(reached_from->getName().str());
    if (!is_kernel(*reached_from) || kernel == compilation.kernels.end())
      continue;
    const bool is_direct = reached_from == &function;
    if (kernel->second.unusable.empty())
      kernel->second.unusable =
          (is_direct ? "" : "it can reach " + llvm::demangle(function.getName().str()) + ", ") + reason;
    marked.push_back(llvm::demangle(kernel->first));
  }
  return marked;
}

} // namespace

void mark_unusable_kernels(llvm::Module& module, Compilation& compilation) {
  // By place and feature, so that the instances of a template and the copies of an unrolled loop warn once.
  llvm::MapVector<std::string, std::vector<std::string>, std::map<std::string, unsigned>> unusable;
  for (llvm::Function& function : module)
    for (llvm::Instruction& instruction : llvm::make_early_inc_range(llvm::instructions(function))) {
      auto* call = llvm::dyn_cast<llvm::CallInst>(&instruction);
      std::optional<std::string> what = call ? what_is_missing(*call) : std::nullopt;
      if (!what)
        continue;
      const std::string place = place_of(*call);
      std::vector<std::string>& kernels = unusable[place + ": warning: " + *what];
      for (const std::string& kernel : mark_users(function, place + ": " + *what, compilation))
        if (!llvm::is_contained(kernels, kernel))
          kernels.push_back(kernel);
      replace_by_trap(*call);
    }
  if (compilation.options.on_warning)
    for (const auto& [text, kernels] : unusable)
      compilation.options.on_warning(
          text + (kernels.empty() ? "; code that gets here ends in a trap" : "; " + list_of(kernels) + " can't run"));
}

} // namespace ox::codegen
