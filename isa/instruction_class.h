// What kind of work an instruction is, for those who count instructions, and which memory it touches.  Both follow from
// the row's encoding and name, at compile time: a row that fits no class does not compile.
#pragma once
#include "isa/instruction.h"

namespace ox::isa {

enum class InstructionClass : uint8_t {
  kLoad,
  kStore,
  kAtomic,
  kInteger, // with logic, bits, and the selection that moves a value of any format
  kSingle,
  kDouble,
  kHalf,       // and bfloat16
  kConversion, // between formats, and to and from integers
  kSpecial,    // approximations of the special-function unit
  kControl,    // branches and jumps, the lanes' ends, sleeps, hints
  kWarp,       // votes, shuffles, matches, reductions
  kBarrier,    // of the block and of the cluster, and barrier objects in memory
  kFence,
  kSystem, // CSRs, system calls, traps
};
InstructionClass class_of(Op op);

// The memory that each lane touches: `bytes` at rs1, plus the immediate where the row has an offset.
struct MemoryAccess {
  enum class Kind : uint8_t { kNone, kLoad, kStore, kAtomic };
  Kind kind = Kind::kNone;
  uint8_t bytes = 0;
  bool has_offset = false;
};
MemoryAccess memory_access_of(Op op);

} // namespace ox::isa
