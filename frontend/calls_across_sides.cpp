#include "frontend/calls_across_sides.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/Basic/CodeGenOptions.h"
#include "clang/Basic/SourceManager.h"
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

// What is said about one function, in the form of a failed assertion: what a device says about threads at fault.
struct Notice {
  std::string file;
  unsigned line = 0;
};

Notice notice_of(const clang::FunctionDecl& function) {
  const clang::PresumedLoc place = function.getASTContext().getSourceManager().getPresumedLoc(function.getLocation());
  return place.isValid() ? Notice{place.getFilename(), place.getLine()} : Notice{};
}

void stop_kernel(llvm::IRBuilder<>& builder, const Notice& notice, const std::string& name) {
  llvm::Type* pointer = builder.getPtrTy();
  auto text = [&](llvm::StringRef words) {
    return builder.CreatePointerBitCastOrAddrSpaceCast(builder.CreateGlobalString(words), pointer);
  };
  llvm::FunctionCallee failed = builder.GetInsertBlock()->getModule()->getOrInsertFunction(
      "__assertfail", builder.getVoidTy(), pointer, pointer, builder.getInt32Ty(), pointer, builder.getInt64Ty());
  builder.CreateCall(failed, {text("device code does not call this __host__ function"), text(notice.file),
                              builder.getInt32(notice.line), text(name), builder.getInt64(1)});
}

void abort_program(llvm::IRBuilder<>& builder, const Notice& notice, const std::string& name) {
  llvm::Module& module = *builder.GetInsertBlock()->getModule();
  const std::string text = notice.file + ":" + std::to_string(notice.line) + ": " + name +
                           ": host code does not call this __device__ function\n";
  llvm::FunctionCallee write = module.getOrInsertFunction("write", builder.getInt64Ty(), builder.getInt32Ty(),
                                                          builder.getPtrTy(), builder.getInt64Ty());
  builder.CreateCall(write, {builder.getInt32(2), builder.CreateGlobalString(text), builder.getInt64(text.size())});
  builder.CreateCall(module.getOrInsertFunction("abort", builder.getVoidTy()));
}

void define(llvm::Function& function, const Notice& notice, bool device_side) {
  function.setLinkage(llvm::GlobalValue::InternalLinkage);
  function.setComdat(nullptr);
  function.setSubprogram(nullptr);
  function.setDSOLocal(true);
  function.removeFnAttr(llvm::Attribute::WillReturn);
  function.setMemoryEffects(llvm::MemoryEffects::unknown());
  for (llvm::Attribute::AttrKind kind : {llvm::Attribute::Cold, llvm::Attribute::NoInline, llvm::Attribute::NoReturn})
    function.addFnAttr(kind);
  llvm::IRBuilder<> builder(llvm::BasicBlock::Create(function.getContext(), "", &function));
  (device_side ? stop_kernel : abort_program)(builder, notice, llvm::demangle(function.getName()));
  builder.CreateUnreachable();
}

struct StopAtCallsOfOtherSide : llvm::PassInfoMixin<StopAtCallsOfOtherSide> {
  StopAtCallsOfOtherSide(std::function<clang::CodeGenerator*()> generator_of, bool device,
                         const clang::CodeGenOptions& codegen)
      : generator(std::move(generator_of)), device_side(device), options(&codegen) {}

  llvm::PreservedAnalyses run(llvm::Module& module, llvm::ModuleAnalysisManager&) {
    if (options->ClearASTBeforeBackend) // there is no such call
      return llvm::PreservedAnalyses::all();
    std::vector<std::pair<llvm::Function*, Notice>> found;
    for (llvm::Function& function : module) {
      if (!function.isDeclaration() || function.isIntrinsic() || function.use_empty())
        continue;
      const auto* declared =
          llvm::dyn_cast_or_null<clang::FunctionDecl>(generator()->GetDeclForMangledName(function.getName()));
      if (declared && is_of_other_side(*declared, device_side))
        found.emplace_back(&function, notice_of(*declared));
    }
    for (auto& [function, notice] : found)
      define(*function, notice, device_side);
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
