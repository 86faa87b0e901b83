// mbarrier objects (PTX ISA 9.0, 9.7.13.13).  OxCore has an instruction for each operation, on any address of the
// block's or the cluster's shared memory; a token is the object's old word.
#include "ptx/lower/families.h"

namespace ox::ptx {

namespace {
using Effect = InstructionLowering::Effect;

llvm::Value* generic(InstructionLowering& i, llvm::Value* address) {
  return i.b.CreateAddrSpaceCast(address, i.b.getPtrTy());
}

// Without a state space the address is generic.
llvm::Value* object(InstructionLowering& i, size_t number) {
  bool is_shared = i.flag(".shared::cluster");
  for (std::string_view slot : {".state", ".space"})
    is_shared |= i.flag(slot);
  llvm::Value* address = i.address(number, is_shared ? Space::kShared : Space::kGeneric);
  return address ? generic(i, address) : nullptr;
}

bool lower_arrival(InstructionLowering& i, std::string_view mnemonic) {
  const bool expects = i.flag(".expect_tx");
  i.ignore({".noComplete", ".sem", ".scope", ".release", ".cta"});
  llvm::Value* where = object(i, 1);
  llvm::Value* number = i.count() > 2 ? i.read(2, Type::u32) : i.b.getInt32(1);
  if (!where || !number)
    return false;
  if (expects) { // bytes first, then one arrival: the phase cannot complete in between
    i.instruction("mbar.expect", i.b.getVoidTy(), {number, where}, Effect::kMemory);
    number = i.b.getInt32(1);
  }
  llvm::Value* token = i.instruction(mnemonic, i.b.getInt64Ty(), {number, where}, Effect::kMemory);
  return i.write(0, token, Type::b64);
}

bool lower_wait(InstructionLowering& i, bool may_suspend) {
  const bool parity = i.flag(".parity");
  i.ignore({".sem", ".scope"});
  llvm::Value* where = object(i, 1);
  llvm::Value* phase = i.read(2, parity ? Type::b32 : Type::b64);
  if (!where || !phase)
    return false;
  const std::string mnemonic = std::string(may_suspend ? "mbar.try" : "mbar.test") + (parity ? "p" : "");
  llvm::Value* done = i.instruction(mnemonic, i.b.getInt64Ty(), {phase, where}, Effect::kMemory);
  return i.write(0, i.b.CreateTrunc(done, i.b.getInt1Ty()), Type::pred);
}
} // namespace

bool lower_mbarrier(InstructionLowering& i) {
  i.ignore({".b64"});
  llvm::IRBuilder<>& b = i.b;
  if (i.flag(".arrive"))
    return lower_arrival(i, "mbar.arrive");
  if (i.flag(".arrive_drop"))
    return lower_arrival(i, "mbar.drop");
  if (i.flag(".test_wait"))
    return lower_wait(i, false);
  if (i.flag(".try_wait"))
    return lower_wait(i, true);
  if (i.flag(".pending_count")) {
    llvm::Value* token = i.read(1, Type::b64);
    return token && i.write(0, i.instruction("mbar.pending", b.getInt32Ty(), {token}), Type::u32);
  }
  const bool initialises = i.flag(".init"), invalidates = i.flag(".inval");
  const bool expects = i.flag(".expect_tx");
  i.ignore({".complete_tx", ".sem", ".scope"});
  llvm::Value* where = object(i, 0);
  if (!where)
    return false;
  if (invalidates)
    return i.instruction("mbar.inval", b.getVoidTy(), {where}, Effect::kMemory);
  llvm::Value* number = i.read(1, Type::u32);
  return number && i.instruction(initialises ? "mbar.init"
                                 : expects   ? "mbar.expect"
                                             : "mbar.complete",
                                 b.getVoidTy(), {number, where}, Effect::kMemory);
}

// cp.async.mbarrier.arrive: the copies before it are done, so it arrives now; without .noinc it expects its own arrival
// first, which comes to nothing.
bool lower_copy_arrival(InstructionLowering& i) {
  const bool arrives = i.flag(".noinc");
  i.ignore({".async", ".mbarrier", ".arrive", ".b64"});
  llvm::Value* where = object(i, 0);
  if (where && arrives)
    i.instruction("mbar.arrive", i.b.getInt64Ty(), {i.b.getInt32(1), where}, Effect::kMemory);
  return where != nullptr;
}

} // namespace ox::ptx
