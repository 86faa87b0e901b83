#include "codegen/lower/intrinsic_call.h"

namespace ox::codegen {

llvm::Value* IntrinsicCall::pack(llvm::Value* high, llvm::Value* low) {
  return builder.CreateOr(builder.CreateShl(zext64(high), 32), zext64(low));
}

bool IntrinsicCall::replace(llvm::Value* value) {
  if (value) {
    if (llvm::isa<llvm::Instruction>(value) && !value->hasName())
      value->takeName(call);
    call->replaceAllUsesWith(value);
  }
  call->eraseFromParent();
  return true;
}

} // namespace ox::codegen
