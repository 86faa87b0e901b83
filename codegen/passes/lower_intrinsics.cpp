// Finds the family of each intrinsic by the first word of its name.  What PTX has and NVVM has no intrinsic for comes
// as a function named ox.ptx.<words> (ptx/lower) and is treated alike.  Functions named __ox_<mnemonic> (ox.bfe.s.w is
// __ox_bfe_s_w) are instructions that device code can use directly: libdevice is written with them.
#include "codegen/passes/lower_intrinsics.h"
#include "codegen/lower/intrinsic_call.h"
#include "codegen/lower/ox_builtins.h"
#include "ptx/lower/unsupported_call.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Module.h"

namespace ox::codegen {

namespace {

using Family = bool (*)(IntrinsicCall&);

Family nvvm_family(llvm::StringRef word) {
  return llvm::StringSwitch<Family>(word)
      .Case("read", lower_special_register)
      .Cases({"barrier", "bar"}, lower_barrier)
      .Case("mbarrier", lower_mbarrier)
      .Cases({"mapa", "getctarank", "is_explicit_cluster"}, lower_cluster)
      .Cases({"shfl", "vote", "match", "redux", "activemask", "elect"}, lower_warp)
      .Cases({"exit", "nanosleep", "membar", "fence", "prefetch", "prefetchu", "discard", "applypriority"},
             lower_control)
      .Cases({"griddepcontrol", "setmaxnreg", "pm", "compiler"}, lower_control)
      .Cases({"ldu", "ldg", "cp", "isspacep", "atomic", "ptr", "move", "internal"}, lower_memory)
      .Cases({"add", "sub", "mul", "fma", "div", "rcp", "sqrt", "rsqrt"}, lower_float)
      .Cases({"fmin", "fmax", "fabs", "neg", "floor", "ceil", "round", "trunc", "saturate"}, lower_float)
      .Cases({"ex2", "lg2", "sin", "cos", "tanh"}, lower_float)
      .Cases({"f2i", "f2ui", "f2ll", "f2ull", "d2i", "d2ui", "d2ll", "d2ull"}, lower_conversion)
      .Cases({"i2f", "ui2f", "ll2f", "ull2f", "i2d", "ui2d", "ll2d", "ull2d"}, lower_conversion)
      .Cases({"i2h", "ui2h", "ll2h", "ull2h", "d2h"}, lower_conversion)
      .Cases({"d2f", "f2h", "bf2h", "lohi", "bitcast", "f2bf16", "f2f16", "ff2bf16x2", "ff2f16x2"}, lower_conversion)
      .Cases({"ff", "f16x2", "e4m3x2", "e5m2x2", "e2m1x2", "e2m3x2", "e3m2x2", "f2tf32"}, lower_conversion)
      .Cases({"prmt", "sad", "idp4a", "idp2a", "mulhi", "mul24", "fshl", "fshr"}, lower_bits)
      .Cases({"bmsk", "sext", "zext", "flo", "fns", "idiv", "irem"}, lower_bits)
      .Default(nullptr);
}

// Intrinsics that are not NVIDIA's but would be slow or wrong on plain RISC-V.
Family generic_family(llvm::StringRef word) {
  return llvm::StringSwitch<Family>(word)
      .Cases({"bitreverse", "fshl", "fshr"}, lower_bits)
      .Cases({"trap", "ubsantrap", "debugtrap"}, lower_control)
      .Cases({"tanh", "copysign"}, lower_generic_float)
      .Default(nullptr);
}

void lower(llvm::CallInst& call, Compilation& compilation) {
  llvm::Function* callee = call.getCalledFunction();
  if (!callee || !callee->isDeclaration())
    return;
  llvm::StringRef name = callee->getName();
  if (name == ptx::kUnsupportedName) // mark_unusable_kernels reads it
    return;
  if (name.starts_with("__ox_")) {
    if (!lower_ox_builtin(call, name.drop_front(5)))
      compilation.error_at(call, "there is no OxCore instruction for " + name.str() +
                                     " with these operands; docs/isa.md has their names");
    return;
  }
  bool is_nvvm = name.consume_front("llvm.nvvm.") || name.consume_front("ox.ptx.");
  if (!is_nvvm && !name.consume_front("llvm."))
    return;
  IntrinsicCall intrinsic{&call, name, {}, llvm::IRBuilder<>(&call), compilation};
  name.split(intrinsic.words, '.');
  if (Family family = is_nvvm ? nvvm_family(intrinsic.words[0]) : generic_family(intrinsic.words[0]))
    family(intrinsic); // mark_unusable_kernels reports what it leaves
}

} // namespace

void lower_intrinsics(llvm::Module& module, Compilation& compilation) {
  for (llvm::Function& function : module)
    for (llvm::Instruction& instruction : llvm::make_early_inc_range(llvm::instructions(function)))
      if (auto* call = llvm::dyn_cast<llvm::CallInst>(&instruction))
        lower(*call, compilation);
}

} // namespace ox::codegen
