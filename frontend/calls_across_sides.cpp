#include "frontend/calls_across_sides.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/Basic/CodeGenOptions.h"
#include "clang/CodeGen/ModuleBuilder.h"
#include "llvm/Demangle/Demangle.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/PassManager.h"
#include "llvm/Passes/PassBuilder.h"

namespace ox::frontend {
namespace {

bool is_on_side(const clang::FunctionDecl& function, bool device_side) {
  const bool device = function.hasAttr<clang::CUDADeviceAttr>();
  return device_side ? device : !device || function.hasAttr<clang::CUDAHostAttr>();
}

// A symbol of the other side only.  Kernels are on both: the host calls their stubs.  A C function may be declared once
// for each side, and the code generator remembers the first.
bool is_of_other_side(const clang::FunctionDecl& function, bool device_side) {
  if (function.hasAttr<clang::CUDAGlobalAttr>() || function.getBuiltinID() != 0 || function.isImplicit())
    return false;
  if (is_on_side(function, device_side))
    return false;
  for (const clang::NamedDecl* found : function.getDeclContext()->getRedeclContext()->lookup(function.getDeclName()))
    if (const auto* other = llvm::dyn_cast<clang::FunctionDecl>(found->getUnderlyingDecl());
        other && is_on_side(*other, device_side) &&
        (function.isExternC() || function.getASTContext().hasSameType(function.getType(), other->getType())))
      return false;
  return true;
}

std::string message(const llvm::Function& function, bool device_side) {
  return std::string("ox: ") + (device_side ? "device code called the __host__" : "host code called the __device__") +
         " function '" + llvm::demangle(function.getName()) + "'\n";
}

std::string escape_format(llvm::StringRef text) {
  std::string escaped;
  for (char c : text)
    escaped += c == '%' ? std::string("%%") : std::string(1, c);
  return escaped;
}

void define(llvm::Function& function, const std::string& text, bool device_side) {
  llvm::Module& module = *function.getParent();
  function.setLinkage(llvm::GlobalValue::InternalLinkage);
  function.setComdat(nullptr);
  function.setSubprogram(nullptr);
  function.setDSOLocal(true);
  function.removeFnAttr(llvm::Attribute::WillReturn);
  function.setMemoryEffects(llvm::MemoryEffects::unknown());
  function.addFnAttr(llvm::Attribute::Cold);
  function.addFnAttr(llvm::Attribute::NoInline);
  function.addFnAttr(llvm::Attribute::NoReturn);
  llvm::IRBuilder<> builder(llvm::BasicBlock::Create(module.getContext(), "", &function));
  llvm::Type* pointer = builder.getPtrTy();
  if (device_side) {
    llvm::Value* format = builder.CreateGlobalString(escape_format(text));
    builder.CreateCall(module.getOrInsertFunction("vprintf", builder.getInt32Ty(), pointer, pointer),
                       {builder.CreatePointerBitCastOrAddrSpaceCast(format, pointer),
                        llvm::ConstantPointerNull::get(builder.getPtrTy())});
    builder.CreateIntrinsic(llvm::Intrinsic::trap, {});
  } else {
    llvm::Value* words = builder.CreateGlobalString(text);
    builder.CreateCall(
        module.getOrInsertFunction("write", builder.getInt64Ty(), builder.getInt32Ty(), pointer, builder.getInt64Ty()),
        {builder.getInt32(2), words, builder.getInt64(text.size())});
    builder.CreateCall(module.getOrInsertFunction("abort", builder.getVoidTy()));
  }
  builder.CreateUnreachable();
}

struct StopAtCallsOfOtherSide : llvm::PassInfoMixin<StopAtCallsOfOtherSide> {
  StopAtCallsOfOtherSide(std::function<clang::CodeGenerator*()> generator_of, bool device,
                         const clang::CodeGenOptions& codegen)
      : generator(std::move(generator_of)), device_side(device), options(&codegen) {}

  llvm::PreservedAnalyses run(llvm::Module& module, llvm::ModuleAnalysisManager&) {
    if (options->ClearASTBeforeBackend) // there is no such call
      return llvm::PreservedAnalyses::all();
    std::vector<llvm::Function*> found;
    for (llvm::Function& function : module) {
      if (!function.isDeclaration() || function.isIntrinsic() || function.use_empty())
        continue;
      const auto* declared =
          llvm::dyn_cast_or_null<clang::FunctionDecl>(generator()->GetDeclForMangledName(function.getName()));
      if (declared && is_of_other_side(*declared, device_side))
        found.push_back(&function);
    }
    for (llvm::Function* function : found)
      define(*function, message(*function, device_side), device_side);
    return found.empty() ? llvm::PreservedAnalyses::all() : llvm::PreservedAnalyses::none();
  }
  static bool isRequired() { return true; }

  std::function<clang::CodeGenerator*()> generator;
  bool device_side;
  const clang::CodeGenOptions* options;
};

} // namespace

void stop_at_calls_of_other_side(clang::CodeGenOptions& options, std::function<clang::CodeGenerator*()> generator,
                                 bool device_side) {
  options.PassBuilderCallbacks.push_back([generator = std::move(generator), device_side,
                                          &options](llvm::PassBuilder& builder) {
    builder.registerPipelineStartEPCallback([=, &options](llvm::ModulePassManager& passes, llvm::OptimizationLevel) {
      passes.addPass(StopAtCallsOfOtherSide(generator, device_side, options));
    });
  });
}

} // namespace ox::frontend
