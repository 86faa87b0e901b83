// mbarrier objects (PTX ISA 9.0, 9.7.13.13).  OxCore has an instruction for each operation, on any address of the
// block's or the cluster's shared memory; a token is the object's old word.  Every scope is the system's.
#include "ptx/lower/families.h"

namespace ox::ptx {

namespace {
using Effect = InstructionLowering::Effect;

// Without a state space the address is generic.
llvm::Value* object(InstructionLowering& i, size_t number) {
  std::string_view space;
  for (std::string_view slot : {".shared::cluster", ".state", ".space"})
    if (const std::string_view word = i.take(slot); !word.empty())
      space = word;
  llvm::Value* address = i.address(number, space);
  return address ? i.b.CreateAddrSpaceCast(address, i.b.getPtrTy()) : nullptr;
}

// A word of the operation's name in codegen, where an arrival releases and a wait acquires unless it is relaxed.
std::string relaxed(std::string_view sem) { return sem == ".relaxed" ? ".relaxed" : ""; }

// With .expect_tx the bytes come first, then one arrival: the phase cannot complete in between.
bool lower_arrival(InstructionLowering& i, bool drops) {
  const bool expects = i.flag(".expect_tx");
  const std::string order = relaxed(i.take(".sem"));
  i.ignore({".noComplete", ".scope", ".release", ".cta"});
  llvm::Value* where = object(i, 1);
  llvm::Value* number = i.count() > 2 ? i.read(2, Type::u32) : i.b.getInt32(1);
  if (!where || !number)
    return false;
  const std::string words =
      std::string("mbarrier.arrive") + (drops ? ".drop" : "") + (expects ? ".expect.tx" : "") + order;
  return i.write(0, i.call(words, i.b.getInt64Ty(), {where, number}, Effect::kMemory), Type::b64);
}

// The time that a thread may be suspended at most is the machine's to choose; the operand gives an upper bound.
bool lower_wait(InstructionLowering& i, std::string_view kind) {
  const bool parity = i.flag(".parity");
  const std::string order = relaxed(i.take(".sem"));
  i.ignore({".scope"});
  llvm::Value* where = object(i, 1);
  llvm::Value* phase = i.read(2, parity ? Type::b32 : Type::b64);
  if (!where || !phase)
    return false;
  const std::string words = "mbarrier." + text(kind) + ".wait" + (parity ? ".parity" : "") + order;
  return i.write(0, i.call(words, i.b.getInt1Ty(), {where, phase}, Effect::kMemory), Type::pred);
}
} // namespace

bool lower_mbarrier(InstructionLowering& i) {
  i.ignore({".b64"});
  llvm::IRBuilder<>& b = i.b;
  if (i.flag(".arrive"))
    return lower_arrival(i, false);
  if (i.flag(".arrive_drop"))
    return lower_arrival(i, true);
  if (i.flag(".test_wait"))
    return lower_wait(i, "test");
  if (i.flag(".try_wait"))
    return lower_wait(i, "try");
  if (i.flag(".pending_count")) {
    llvm::Value* token = i.read(1, Type::b64);
    return token && i.write(0, i.call("mbarrier.pending.count", b.getInt32Ty(), {token}, Effect::kNone), Type::u32);
  }
  const bool initialises = i.flag(".init"), expects = i.flag(".expect_tx"), invalidates = i.flag(".inval");
  i.ignore({".complete_tx", ".sem", ".scope"});
  llvm::Value* where = object(i, 0);
  if (!where)
    return false;
  if (invalidates)
    return i.call("mbarrier.inval", b.getVoidTy(), {where}, Effect::kMemory);
  llvm::Value* number = i.read(1, Type::u32);
  return number && i.call(initialises ? "mbarrier.init"
                          : expects   ? "mbarrier.expect.tx"
                                      : "mbarrier.complete.tx",
                          b.getVoidTy(), {where, number}, Effect::kMemory);
}

// cp.async.mbarrier.arrive: the copies before it are done, so it arrives now; without .noinc it expects its own arrival
// first, which comes to nothing.
bool lower_copy_arrival(InstructionLowering& i) {
  const bool is_expected = i.flag(".noinc");
  i.ignore({".async", ".mbarrier", ".arrive", ".b64"});
  llvm::Value* where = object(i, 0);
  const std::string words = std::string("cp.async.mbarrier.arrive") + (is_expected ? ".noinc" : "");
  return where && i.call(words, i.b.getVoidTy(), {where}, Effect::kMemory);
}

} // namespace ox::ptx
