#include "codegen/passes/define_system_calls.h"
#include "codegen/compilation.h"
#include "codegen/lower/emit_asm.h"
#include "isa/kernel_abi.h"
#include "llvm/IR/Module.h"

namespace ox::codegen {

namespace {

struct SystemFunction {
  const char* name;
  isa::SystemCall number;
  unsigned arguments; // that the system call takes; further ones of the C function are dropped
  bool returns;
};

constexpr SystemFunction kSystemFunctions[] = {
    {"vprintf", isa::SystemCall::kPrintf, 2, true},
    {"__assertfail", isa::SystemCall::kAssert, 4, false},
    {"malloc", isa::SystemCall::kMalloc, 1, true},
    {"free", isa::SystemCall::kFree, 1, true},
    {"__cudadevrt_call", isa::SystemCall::kDeviceRuntime, 5, true},
};

// What the C++ ABI puts in place of functions that must not be called.
constexpr llvm::StringLiteral kTrapFunctions[] = {"__cxa_pure_virtual", "__cxa_deleted_virtual"};

void define(llvm::Function& function, const SystemFunction& call) {
  llvm::LLVMContext& context = function.getContext();
  function.setSubprogram(nullptr); // that of the declaration; there is no source line
  llvm::IRBuilder<> builder(llvm::BasicBlock::Create(context, "entry", &function));
  llvm::SmallVector<llvm::Value*> operands;
  std::string constraints = "={a0}";
  for (unsigned i = 0; i < call.arguments; ++i) {
    llvm::Value* argument = function.getArg(i);
    if (argument->getType()->isIntegerTy())
      argument = builder.CreateZExtOrTrunc(argument, builder.getInt64Ty());
    operands.push_back(argument);
    constraints += ",{a" + std::to_string(i) + "}";
  }
  operands.push_back(builder.getInt64(uint64_t(call.number)));
  constraints += ",{a7}";
  llvm::Value* result = emit_asm(builder, "ecall", constraints, builder.getInt64Ty(), operands, Effect::kMemory);

  llvm::Type* type = function.getReturnType();
  if (!call.returns)
    builder.CreateUnreachable();
  else if (type->isVoidTy())
    builder.CreateRetVoid();
  else if (type->isPointerTy())
    builder.CreateRet(builder.CreateIntToPtr(result, type));
  else
    builder.CreateRet(builder.CreateTrunc(result, type));
  function.setLinkage(llvm::GlobalValue::InternalLinkage);
  function.setDSOLocal(true);
  function.removeFnAttr(llvm::Attribute::Memory);
  function.addFnAttr(llvm::Attribute::NoUnwind);
  function.addFnAttr(llvm::Attribute::NoInline);
}

void define_trap(llvm::Function& function) {
  llvm::IRBuilder<> builder(llvm::BasicBlock::Create(function.getContext(), "entry", &function));
  emit_trap(builder);
  builder.CreateUnreachable();
  function.setLinkage(llvm::GlobalValue::InternalLinkage);
  function.setDSOLocal(true);
  function.setSubprogram(nullptr);
}

} // namespace

bool is_system_function(llvm::StringRef name) {
  return llvm::is_contained(kTrapFunctions, name) ||
         llvm::any_of(kSystemFunctions, [&](const SystemFunction& call) { return name == call.name; });
}

void define_system_calls(llvm::Module& module, Compilation& compilation) {
  for (llvm::StringRef name : kTrapFunctions)
    if (llvm::Function* function = module.getFunction(name); function && function->isDeclaration())
      define_trap(*function);
  for (const SystemFunction& call : kSystemFunctions) {
    llvm::Function* function = module.getFunction(call.name);
    if (!function || !function->isDeclaration())
      continue;
    if (function->arg_size() < call.arguments)
      compilation.error_in(*function, "is declared with fewer than " + std::to_string(call.arguments) + " parameters");
    else
      define(*function, call);
  }
}

} // namespace ox::codegen
