// Most inline PTX in CUDA programs is a single instruction that has no intrinsic in C++.  Each is turned into an nvvm
// intrinsic or an OxCore builtin (lower/ox_builtins.h) with the same operands; an empty string is a barrier to the
// compiler and stays.  What is not in the table is refused.
#include "codegen/passes/translate_inline_ptx.h"
#include "codegen/compilation.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InlineAsm.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicsNVPTX.h"
#include "llvm/IR/Module.h"

namespace ox::codegen {

namespace {

struct PtxInstruction {
  llvm::StringRef mnemonic;
  llvm::SmallVector<llvm::StringRef> operands;
};

// "{ bfe.u32 $0, $1, $2, $3; }" with any spaces; nullopt when there are several instructions.
std::optional<PtxInstruction> parse(llvm::StringRef text) {
  auto trim = [&] { text = text.trim(" \t\n\r"); };
  trim();
  while (text.consume_front("{") && text.consume_back("}"))
    trim();
  text.consume_back(";");
  trim();
  if (text.contains(';') || text.contains('{'))
    return std::nullopt;
  auto [mnemonic, rest] = text.split(' ');
  if (text.contains('\t') && text.find('\t') < mnemonic.size())
    std::tie(mnemonic, rest) = text.split('\t');
  PtxInstruction instruction{mnemonic, {}};
  if (!rest.trim().empty())
    rest.split(instruction.operands, ',');
  for (llvm::StringRef& operand : instruction.operands)
    operand = operand.trim();
  return instruction;
}

// OxCore builtin of a PTX instruction with the same operands, destination first.
llvm::StringRef builtin_for(llvm::StringRef mnemonic) {
  return llvm::StringSwitch<llvm::StringRef>(mnemonic)
      .Case("bfe.s32", "__ox_bfe_s_w")
      .Case("bfe.u32", "__ox_bfe_u_w")
      .Case("bfe.s64", "__ox_bfe_s_d")
      .Case("bfe.u64", "__ox_bfe_u_d")
      .Case("prmt.b32", "__ox_prmt")
      .Case("lop3.b32", "__ox_lop3")
      .Case("shf.l.wrap.b32", "__ox_shf_l_wrap")
      .Case("shf.l.clamp.b32", "__ox_shf_l_clamp")
      .Case("shf.r.wrap.b32", "__ox_shf_r_wrap")
      .Case("shf.r.clamp.b32", "__ox_shf_r_clamp")
      .Case("brev.b32", "__ox_brev_w")
      .Case("brev.b64", "__ox_brev_d")
      .Case("sad.s32", "__ox_sad_s")
      .Case("sad.u32", "__ox_sad_u")
      .Case("dp4a.s32.s32", "__ox_dp4a_ss")
      .Case("dp4a.u32.u32", "__ox_dp4a_uu")
      .Cases({"ex2.approx.f32"}, "__ox_ex2_s")
      .Case("ex2.approx.ftz.f32", "__ox_ex2_s_ftz")
      .Case("lg2.approx.f32", "__ox_lg2_s")
      .Case("lg2.approx.ftz.f32", "__ox_lg2_s_ftz")
      .Case("rcp.approx.f32", "__ox_rcp_s")
      .Case("rcp.approx.ftz.f32", "__ox_rcp_s_ftz")
      .Case("rsqrt.approx.f32", "__ox_rsqrt_s")
      .Case("rsqrt.approx.ftz.f32", "__ox_rsqrt_s_ftz")
      .Case("tanh.approx.f32", "__ox_tanh_s")
      .Default({});
}

// nvvm intrinsic without operands or result
llvm::StringRef plain_intrinsic_for(llvm::StringRef mnemonic) {
  return llvm::StringSwitch<llvm::StringRef>(mnemonic)
      .Case("exit", "llvm.nvvm.exit")
      .Case("trap", "llvm.trap")
      .Case("cp.async.commit_group", "llvm.nvvm.cp.async.commit.group")
      .Case("cp.async.wait_all", "llvm.nvvm.cp.async.wait.all")
      .Default({});
}

// What a membar or fence orders, of any scope (they all become the system's); nullopt for other instructions.
std::optional<llvm::AtomicOrdering> fence_order(llvm::StringRef mnemonic) {
  auto is_scope = [](llvm::StringRef text) {
    return text == "cta" || text == "cluster" || text == "gpu" || text == "gl" || text == "sys";
  };
  using enum llvm::AtomicOrdering;
  if (mnemonic.consume_front("membar."))
    return is_scope(mnemonic) ? std::optional(SequentiallyConsistent) : std::nullopt;
  if (!mnemonic.consume_front("fence."))
    return std::nullopt;
  const llvm::AtomicOrdering order = mnemonic.consume_front("sc.")        ? SequentiallyConsistent
                                     : mnemonic.consume_front("acquire.") ? Acquire
                                     : mnemonic.consume_front("release.") ? Release
                                                                          : AcquireRelease;
  mnemonic.consume_front("acq_rel."); // which is the default
  return is_scope(mnemonic) ? std::optional(order) : std::nullopt;
}

class Translator {
public:
  Translator(llvm::CallInst& call, const PtxInstruction& ptx)
      : call_(call), ptx_(ptx), builder_(&call), module_(*call.getModule()) {}

  bool translate() {
    if (ptx_.mnemonic.starts_with("mov.") && ptx_.operands.size() == 2 && ptx_.operands[1].starts_with("%"))
      return read_special_register(ptx_.operands[1].drop_front());
    if (llvm::StringRef builtin = builtin_for(ptx_.mnemonic); !builtin.empty())
      return call_builtin(builtin);
    if (ptx_.mnemonic == "bfind.u32" || ptx_.mnemonic == "bfind.s32")
      return call_find_leading(ptx_.mnemonic.ends_with("u32"));
    if (ptx_.mnemonic.starts_with("prefetch") || ptx_.mnemonic == "pmevent")
      return finish(nullptr);
    if (ptx_.mnemonic == "bar.sync" || ptx_.mnemonic == "barrier.sync")
      return call_barrier();
    if (auto order = fence_order(ptx_.mnemonic); order && call_.arg_empty())
      return builder_.CreateFence(*order), finish(nullptr);
    if (llvm::StringRef intrinsic = plain_intrinsic_for(ptx_.mnemonic); !intrinsic.empty() && call_.arg_empty())
      return finish(builder_.CreateCall(function(intrinsic, builder_.getVoidTy(), {}), {}));
    return false;
  }

private:
  llvm::FunctionCallee function(llvm::StringRef name, llvm::Type* result, llvm::ArrayRef<llvm::Type*> parameters) {
    return module_.getOrInsertFunction(name, llvm::FunctionType::get(result, parameters, false));
  }

  bool finish(llvm::Value* value) {
    if (!call_.getType()->isVoidTy())
      call_.replaceAllUsesWith(value);
    call_.eraseFromParent();
    return true;
  }

  bool read_special_register(llvm::StringRef name) {
    if (!call_.getType()->isIntegerTy() || !call_.arg_empty())
      return false;
    std::string dotted = name.str();
    std::replace(dotted.begin(), dotted.end(), '_', '.'); // lanemask_lt is lanemask.lt among the intrinsics
    if (name == "clock_hi" || name == "globaltimer_hi")
      return false;
    std::string intrinsic = "llvm.nvvm.read.ptx.sreg." + (name.starts_with("lanemask") ? dotted : name.str());
    if (llvm::Intrinsic::lookupIntrinsicID(intrinsic) == llvm::Intrinsic::not_intrinsic)
      return name == "warpsize" && finish(llvm::ConstantInt::get(call_.getType(), 32));
    bool wide = name == "clock64" || name == "globaltimer";
    llvm::Type* type = wide ? builder_.getInt64Ty() : builder_.getInt32Ty();
    llvm::Value* value = builder_.CreateCall(function(intrinsic, type, {}), {});
    return finish(builder_.CreateZExtOrTrunc(value, call_.getType()));
  }

  // An operand as the builtin's parameter: $N is the asm's operand N, counted after its results; or a number.
  llvm::Value* operand(llvm::StringRef text) {
    unsigned results = call_.getType()->isVoidTy() ? 0 : 1;
    if (unsigned number; text.consume_front("$") && !text.getAsInteger(10, number))
      return number >= results && number - results < call_.arg_size() ? call_.getArgOperand(number - results) : nullptr;
    if (uint64_t number; !text.getAsInteger(0, number))
      return builder_.getInt32(uint32_t(number));
    return nullptr;
  }

  bool call_builtin(llvm::StringRef name) {
    llvm::SmallVector<llvm::Value*> values;
    llvm::SmallVector<llvm::Type*> types;
    if (ptx_.operands.empty() || ptx_.operands[0] != "$0" || call_.getType()->isVoidTy() ||
        call_.getType()->isStructTy())
      return false;
    for (llvm::StringRef text : llvm::drop_begin(ptx_.operands)) {
      llvm::Value* value = operand(text);
      if (!value)
        return false;
      values.push_back(value);
      types.push_back(value->getType());
    }
    return finish(builder_.CreateCall(function(name, call_.getType(), types), values));
  }

  bool call_find_leading(bool is_unsigned) {
    llvm::Value* value = ptx_.operands.size() == 2 ? operand(ptx_.operands[1]) : nullptr;
    if (!value || ptx_.operands[0] != "$0" || !value->getType()->isIntegerTy(32))
      return false;
    auto id = is_unsigned ? llvm::Intrinsic::nvvm_flo_u : llvm::Intrinsic::nvvm_flo_s;
    return finish(builder_.CreateIntrinsic(id, {value->getType()}, {value, builder_.getFalse()}));
  }

  bool call_barrier() {
    llvm::SmallVector<llvm::Value*> values;
    for (llvm::StringRef text : ptx_.operands)
      values.push_back(operand(text));
    if (values.empty() || values.size() > 2 || llvm::is_contained(values, nullptr))
      return false;
    llvm::SmallVector<llvm::Type*> types(values.size(), builder_.getInt32Ty());
    llvm::StringRef name =
        values.size() == 1 ? "llvm.nvvm.barrier.cta.sync.aligned.all" : "llvm.nvvm.barrier.cta.sync.aligned.count";
    return finish(builder_.CreateCall(function(name, builder_.getVoidTy(), types), values));
  }

  llvm::CallInst& call_;
  const PtxInstruction& ptx_;
  llvm::IRBuilder<> builder_;
  llvm::Module& module_;
};

// asm volatile("" : "+r"(x)) and the like: nothing to execute; values pass through, and the compiler must not see how.
void keep_empty(llvm::CallInst& call, const llvm::InlineAsm& code) {
  std::string constraints = code.getConstraintString().str();
  std::replace(constraints.begin(), constraints.end(), 'l', 'r');
  std::replace(constraints.begin(), constraints.end(), 'h', 'r');
  std::replace(constraints.begin(), constraints.end(), 'd', 'f');
  if (constraints.find("~{") != std::string::npos)
    constraints = code.getConstraintString().str(); // only memory is clobbered in practice
  call.setCalledOperand(llvm::InlineAsm::get(code.getFunctionType(), "", constraints, code.hasSideEffects()));
}

} // namespace

void translate_inline_ptx(llvm::Module& module, Compilation& compilation) {
  for (llvm::Function& function : module)
    for (llvm::Instruction& instruction : llvm::make_early_inc_range(llvm::instructions(function))) {
      auto* call = llvm::dyn_cast<llvm::CallInst>(&instruction);
      auto* code = call ? llvm::dyn_cast<llvm::InlineAsm>(call->getCalledOperand()) : nullptr;
      if (!code)
        continue;
      if (code->getAsmString().empty()) {
        keep_empty(*call, *code);
        continue;
      }
      auto ptx = parse(code->getAsmString());
      if (!ptx || !Translator(*call, *ptx).translate())
        compilation.error_at(*call, "contains inline PTX that Ox does not translate yet: \"" +
                                        code->getAsmString().str() + "\"; use a CUDA intrinsic function instead");
    }
}

} // namespace ox::codegen
