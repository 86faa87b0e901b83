#include "frontend/quad_precision.h"
#include "clang/Basic/DiagnosticSema.h"
#include "clang/Basic/TargetInfo.h"
#include "clang/Basic/TargetOptions.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IRReader/IRReader.h"
#include "llvm/Linker/Linker.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Transforms/IPO/Internalize.h"

namespace ox::frontend {
namespace {

// The first compute capability with quad precision, in tenths (CUDA Math API, "FP128 Quad Precision Mathematical
// Functions").
constexpr unsigned kFirstArchitecture = 100;

// Opens the flag, which only a target itself may set.
struct TargetFlags : clang::TargetInfo {
  using clang::TargetInfo::HasFloat128;
};

// Functions of the CUDA Math API, and those of conversions and comparison, which only this file calls.
constexpr llvm::StringRef kPublicPrefix = "__nv_fp128_", kOwnPrefix = "__ox_fp128_";

llvm::StringRef name_of_intrinsic(llvm::Intrinsic::ID id) {
  switch (id) {
  case llvm::Intrinsic::fma:
    return "fma";
  case llvm::Intrinsic::sqrt:
    return "sqrt";
  case llvm::Intrinsic::floor:
    return "floor";
  case llvm::Intrinsic::ceil:
    return "ceil";
  case llvm::Intrinsic::trunc:
    return "trunc";
  case llvm::Intrinsic::rint:
  case llvm::Intrinsic::nearbyint:
  case llvm::Intrinsic::roundeven:
    return "rint";
  case llvm::Intrinsic::round:
    return "round";
  case llvm::Intrinsic::minnum:
    return "fmin";
  case llvm::Intrinsic::maxnum:
    return "fmax";
  case llvm::Intrinsic::ldexp:
    return "ldexp";
  case llvm::Intrinsic::sin:
    return "sin";
  case llvm::Intrinsic::cos:
    return "cos";
  case llvm::Intrinsic::tan:
    return "tan";
  case llvm::Intrinsic::asin:
    return "asin";
  case llvm::Intrinsic::acos:
    return "acos";
  case llvm::Intrinsic::atan:
    return "atan";
  case llvm::Intrinsic::sinh:
    return "sinh";
  case llvm::Intrinsic::cosh:
    return "cosh";
  case llvm::Intrinsic::tanh:
    return "tanh";
  case llvm::Intrinsic::exp:
    return "exp";
  case llvm::Intrinsic::exp2:
    return "exp2";
  case llvm::Intrinsic::exp10:
    return "exp10";
  case llvm::Intrinsic::log:
    return "log";
  case llvm::Intrinsic::log2:
    return "log2";
  case llvm::Intrinsic::log10:
    return "log10";
  case llvm::Intrinsic::pow:
    return "pow";
  default:
    return {};
  }
}

llvm::StringRef name_of_operator(unsigned opcode) {
  switch (opcode) {
  case llvm::Instruction::FAdd:
    return "add";
  case llvm::Instruction::FSub:
    return "sub";
  case llvm::Instruction::FMul:
    return "mul";
  case llvm::Instruction::FDiv:
    return "div";
  case llvm::Instruction::FRem:
    return "fmod";
  default:
    return {};
  }
}

class Lowering {
public:
  explicit Lowering(llvm::Module& module) : module_(module), bits_(llvm::Type::getInt128Ty(module.getContext())) {}

  void run() {
    for (llvm::Function& function : module_) {
      bool has_quads = false;
      for (llvm::Instruction& instruction : llvm::make_early_inc_range(llvm::instructions(function))) {
        has_quads |= touches_quads(instruction);
        if (computes_with_quads(instruction))
          lower(instruction);
      }
      // Later passes would see that an integer is a quad's bits, and make comparisons of quads of tests of it.
      if (has_quads)
        function.addFnAttr(llvm::Attribute::NoImplicitFloat);
    }
  }
  const std::string& error() const { return error_; }

private:
  static bool is_quad(const llvm::Value& value) { return value.getType()->getScalarType()->isFP128Ty(); }

  static bool touches_quads(const llvm::Instruction& instruction) {
    return is_quad(instruction) ||
           llvm::any_of(instruction.operands(), [](const llvm::Use& use) { return is_quad(*use); });
  }

  static bool computes_with_quads(const llvm::Instruction& instruction) {
    if (!touches_quads(instruction))
      return false;
    if (auto* intrinsic = llvm::dyn_cast<llvm::IntrinsicInst>(&instruction)) // code generators classify by bits
      return !intrinsic->isAssumeLikeIntrinsic() && intrinsic->getIntrinsicID() != llvm::Intrinsic::fake_use &&
             intrinsic->getIntrinsicID() != llvm::Intrinsic::is_fpclass;
    return llvm::isa<llvm::BinaryOperator, llvm::UnaryOperator, llvm::FCmpInst, llvm::AtomicRMWInst>(instruction) ||
           (llvm::isa<llvm::CastInst>(instruction) && !llvm::isa<llvm::BitCastInst>(instruction));
  }

  void lower(llvm::Instruction& instruction) {
    llvm::IRBuilder<> builder(&instruction);
    llvm::Value* result = instruction.getType()->isVectorTy() ? nullptr : lowered(builder, instruction);
    if (!result)
      return refuse(instruction);
    instruction.replaceAllUsesWith(result);
    instruction.eraseFromParent();
  }

  llvm::Value* lowered(llvm::IRBuilder<>& builder, llvm::Instruction& instruction) {
    if (llvm::StringRef name = name_of_operator(instruction.getOpcode()); !name.empty())
      return call(builder, kPublicPrefix, name, {instruction.getOperand(0), instruction.getOperand(1)},
                  instruction.getType());
    if (auto* comparison = llvm::dyn_cast<llvm::FCmpInst>(&instruction))
      return compared(builder, *comparison);
    if (instruction.getOpcode() == llvm::Instruction::FNeg)
      return from_bits(builder, builder.CreateXor(as_bits(builder, instruction.getOperand(0)), sign_bit()));
    if (auto* cast = llvm::dyn_cast<llvm::CastInst>(&instruction))
      return converted(builder, cast->getOpcode(), cast->getOperand(0), cast->getDestTy());
    if (auto* intrinsic = llvm::dyn_cast<llvm::IntrinsicInst>(&instruction))
      return called(builder, *intrinsic);
    return nullptr;
  }

  // The library says which of equal, greater, less and unordered it is: the number of the bit that a predicate which is
  // true of it has.
  llvm::Value* compared(llvm::IRBuilder<>& builder, llvm::FCmpInst& comparison) {
    llvm::Value* relation = call(builder, kOwnPrefix, "compare", {comparison.getOperand(0), comparison.getOperand(1)},
                                 builder.getInt32Ty());
    llvm::Value* bit = builder.CreateLShr(builder.getInt32(comparison.getPredicate()), relation);
    return builder.CreateTrunc(bit, builder.getInt1Ty());
  }

  llvm::Value* called(llvm::IRBuilder<>& builder, llvm::IntrinsicInst& intrinsic) {
    llvm::SmallVector<llvm::Value*> arguments(intrinsic.args());
    switch (intrinsic.getIntrinsicID()) {
    case llvm::Intrinsic::fabs:
      return from_bits(builder, builder.CreateAnd(as_bits(builder, arguments[0]), builder.CreateNot(sign_bit())));
    case llvm::Intrinsic::copysign: {
      llvm::Value* magnitude = builder.CreateAnd(as_bits(builder, arguments[0]), builder.CreateNot(sign_bit()));
      return from_bits(builder,
                       builder.CreateOr(magnitude, builder.CreateAnd(as_bits(builder, arguments[1]), sign_bit())));
    }
    case llvm::Intrinsic::fmuladd: {
      llvm::Value* product = call(builder, kPublicPrefix, "mul", {arguments[0], arguments[1]}, intrinsic.getType());
      return call(builder, kPublicPrefix, "add", {product, arguments[2]}, intrinsic.getType());
    }
    case llvm::Intrinsic::fptosi_sat:
      return converted(builder, llvm::Instruction::FPToSI, arguments[0], intrinsic.getType());
    case llvm::Intrinsic::fptoui_sat:
      return converted(builder, llvm::Instruction::FPToUI, arguments[0], intrinsic.getType());
    default:
      break;
    }
    llvm::StringRef name = name_of_intrinsic(intrinsic.getIntrinsicID());
    return name.empty() ? nullptr : call(builder, kPublicPrefix, name, arguments, intrinsic.getType());
  }

  llvm::Value* converted(llvm::IRBuilder<>& builder, llvm::Instruction::CastOps how, llvm::Value* value,
                         llvm::Type* type) {
    switch (how) {
    case llvm::Instruction::FPExt:
      if (value->getType()->isDoubleTy())
        return call(builder, kOwnPrefix, "from_double", {value}, type);
      return call(builder, kOwnPrefix, "from_float", {builder.CreateFPExt(value, builder.getFloatTy())}, type);
    case llvm::Instruction::FPTrunc:
      if (type->isDoubleTy())
        return call(builder, kOwnPrefix, "to_double", {value}, type);
      if (type->isFloatTy())
        return call(builder, kOwnPrefix, "to_float", {value}, type);
      return builder.CreateFPTrunc(call(builder, kOwnPrefix, "to_odd_float", {value}, builder.getFloatTy()), type);
    case llvm::Instruction::SIToFP:
    case llvm::Instruction::UIToFP:
      return from_integer(builder, how == llvm::Instruction::SIToFP, value, type);
    case llvm::Instruction::FPToSI:
    case llvm::Instruction::FPToUI:
      return to_integer(builder, how == llvm::Instruction::FPToSI, value, type);
    default:
      return nullptr;
    }
  }

  llvm::Value* from_integer(llvm::IRBuilder<>& builder, bool is_signed, llvm::Value* value, llvm::Type* type) {
    unsigned width = value->getType()->getIntegerBitWidth();
    if (width > 128)
      return nullptr;
    width = width <= 64 ? 64 : 128;
    llvm::Value* wide = builder.CreateIntCast(value, builder.getIntNTy(width), is_signed);
    return call(builder, kOwnPrefix, (is_signed ? "from_s" : "from_u") + std::to_string(width), {wide}, type);
  }

  llvm::Value* to_integer(llvm::IRBuilder<>& builder, bool is_signed, llvm::Value* value, llvm::Type* type) {
    unsigned width = type->getIntegerBitWidth();
    if (width > 128)
      return nullptr;
    width = width <= 32 ? 32 : width <= 64 ? 64 : 128;
    llvm::Value* wide = call(builder, kOwnPrefix, (is_signed ? "to_s" : "to_u") + std::to_string(width), {value},
                             builder.getIntNTy(width));
    return builder.CreateTrunc(wide, type);
  }

  llvm::Value* call(llvm::IRBuilder<>& builder, llvm::StringRef prefix, const llvm::Twine& name,
                    llvm::ArrayRef<llvm::Value*> operands, llvm::Type* type) {
    llvm::SmallVector<llvm::Value*> arguments;
    llvm::SmallVector<llvm::Type*> types;
    for (llvm::Value* operand : operands) {
      arguments.push_back(is_quad(*operand) ? as_bits(builder, operand) : operand);
      types.push_back(arguments.back()->getType());
    }
    llvm::Type* result = type->isFP128Ty() ? bits_ : type;
    auto callee = module_.getOrInsertFunction((prefix + name).str(), llvm::FunctionType::get(result, types, false));
    llvm::Value* value = builder.CreateCall(callee, arguments);
    return type->isFP128Ty() ? from_bits(builder, value) : value;
  }

  llvm::Value* as_bits(llvm::IRBuilder<>& builder, llvm::Value* quad) { return builder.CreateBitCast(quad, bits_); }
  llvm::Value* from_bits(llvm::IRBuilder<>& builder, llvm::Value* bits) {
    return builder.CreateBitCast(bits, llvm::Type::getFP128Ty(module_.getContext()));
  }
  llvm::Constant* sign_bit() { return llvm::ConstantInt::get(bits_, llvm::APInt::getSignMask(128)); }

  void refuse(const llvm::Instruction& instruction) {
    if (!error_.empty())
      return;
    if (const llvm::DebugLoc& at = instruction.getDebugLoc())
      error_ = at->getFilename().str() + ":" + std::to_string(at->getLine()) + ": ";
    auto* intrinsic = llvm::dyn_cast<llvm::IntrinsicInst>(&instruction);
    llvm::StringRef what =
        intrinsic ? llvm::Intrinsic::getBaseName(intrinsic->getIntrinsicID()) : instruction.getOpcodeName();
    what.consume_front("llvm.");
    error_ += "there is no '" + what.str() +
              "' of __float128 in device code; use the functions of crt/device_fp128_functions.h";
  }

  llvm::Module& module_;
  llvm::Type* bits_;
  std::string error_;
};

bool needs_library(const llvm::Module& module) {
  return llvm::any_of(module, [](const llvm::Function& function) {
    return function.isDeclaration() && !function.use_empty() &&
           (function.getName().starts_with(kPublicPrefix) || function.getName().starts_with(kOwnPrefix));
  });
}

} // namespace

void allow_quad_precision(clang::CompilerInstance& compiler) {
  if (!compiler.getLangOpts().CUDAIsDevice)
    return;
  llvm::StringRef architecture = compiler.getTargetOpts().CPU;
  unsigned number = 0;
  if (architecture.consume_front("sm_") && !architecture.consumeInteger(10, number) && number >= kFirstArchitecture)
    compiler.getTarget().*(&TargetFlags::HasFloat128) = true;
}

std::string advice_about_quad_precision(const clang::Diagnostic& info) {
  llvm::SmallString<128> text;
  if (info.getID() == clang::diag::err_target_unsupported_type)
    info.FormatDiagnostic(text);
  if (!text.str().contains("'__float128'"))
    return {};
  return "__float128 in device code needs compute capability 10.0 or above: compile with -arch=sm_100, or keep it out "
         "of "
         "device code with '#if __CUDA_ARCH__ >= 1000'";
}

std::string link_quad_precision(llvm::Module& module, const std::string& path) {
  Lowering lowering(module);
  lowering.run();
  if (!lowering.error().empty() || !needs_library(module))
    return lowering.error();
  llvm::SMDiagnostic diagnostic;
  std::unique_ptr<llvm::Module> library = llvm::getLazyIRFileModule(path, diagnostic, module.getContext());
  if (!library)
    return "cannot read " + path + ", which device code needs for __float128: " + diagnostic.getMessage().str();
  library->setTargetTriple(module.getTargetTriple());
  library->setDataLayout(module.getDataLayout());
  auto internalize = [](llvm::Module& linked, const llvm::StringSet<>& names) {
    llvm::internalizeModule(linked, [&](const llvm::GlobalValue& value) { return !names.contains(value.getName()); });
  };
  if (llvm::Linker::linkModules(module, std::move(library), llvm::Linker::LinkOnlyNeeded, internalize))
    return "cannot link " + path + " to the device code";
  return {};
}

} // namespace ox::frontend
