// The stack (PTX ISA 9.0, 9.7.17): stacksave, stackrestore, alloca.  An address of 32 bits is the part of a local one
// that differs from thread to thread and place to place (InstructionLowering::local_pointer).
#include "ptx/lower/families.h"

namespace ox::ptx {

bool lower_stack(InstructionLowering& i) {
  const std::string_view name = i.source.name();
  const Type type = i.type();
  llvm::IRBuilder<>& b = i.b;
  if (name == "stacksave")
    return i.write(0, b.CreatePtrToInt(b.CreateStackSave(), i.type_of(type)), type);
  if (name == "stackrestore") {
    llvm::Value* saved = i.read(0, type);
    if (!saved)
      return false;
    b.CreateStackRestore(i.local_pointer(saved));
    return true;
  }
  llvm::Value* bytes = i.read(1, type);
  if (!bytes)
    return false;
  llvm::AllocaInst* made = b.CreateAlloca(b.getInt8Ty(), bytes);
  made->setAlignment(llvm::Align(i.count() > 2 ? std::max<uint64_t>(i.operand(2).constant.bits, 1) : 8));
  return i.write(0, b.CreatePtrToInt(made, i.type_of(type)), type);
}

} // namespace ox::ptx
