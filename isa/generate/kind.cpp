// See kind.h.
#include "isa/generate/kind.h"
#include "isa/instruction_class.h"

namespace ox::isa {
namespace {

constexpr KindDescription kKinds[] = {
#define OX_KIND(name, ...) {__VA_ARGS__},
#include "isa/kinds.def"
};

Kind kind_of_control(const Row& row) {
  if (row.op == Op::ox_exit)
    return Kind::kExit;
  return row.is_xox() || row.op == Op::pause ? Kind::kAdvice : Kind::kJump;
}

Kind kind_of_system(const Row& row) {
  if (row.op == Op::ecall)
    return Kind::kSystemCall;
  return row.op == Op::ebreak ? Kind::kTrap : Kind::kRegister;
}

Kind kind_of_barrier(const Row& row) {
  if (row.mnemonic.starts_with("ox.bar."))
    return Kind::kBarrier;
  if (row.mnemonic.starts_with("ox.cluster."))
    return Kind::kClusterBarrier;
  switch (memory_access_of(row.op).kind) {
  case MemoryAccess::Kind::kAtomic:
    return Kind::kMbarrier;
  case MemoryAccess::Kind::kLoad:
    return Kind::kMbarrierTest;
  default:
    return Kind::kCompute; // of a token
  }
}

} // namespace

Kind kind_of(const Row& row) {
  switch (class_of(row.op)) {
  case InstructionClass::kLoad:
    return Kind::kLoad;
  case InstructionClass::kStore:
    return Kind::kStore;
  case InstructionClass::kAtomic:
    return Kind::kAtomic;
  case InstructionClass::kControl:
    return kind_of_control(row);
  case InstructionClass::kWarp:
    return row.op == Op::ox_activemask ? Kind::kAdvice : Kind::kRendezvous;
  case InstructionClass::kBarrier:
    return kind_of_barrier(row);
  case InstructionClass::kFence:
    return Kind::kFence;
  case InstructionClass::kSystem:
    return kind_of_system(row);
  case InstructionClass::kInteger:
  case InstructionClass::kSingle:
  case InstructionClass::kDouble:
  case InstructionClass::kHalf:
  case InstructionClass::kConversion:
  case InstructionClass::kSpecial:
    return Kind::kCompute;
  }
  return Kind::kCompute;
}

const KindDescription& describe(Kind kind) { return kKinds[static_cast<size_t>(kind)]; }

} // namespace ox::isa
