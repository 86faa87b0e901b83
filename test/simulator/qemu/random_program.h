// Random programs of the base instructions that qemu knows as well: straight code, branches, loops, calls, loads and
// stores of every kind of memory, atomics.  A program is a tree, so that a shrinker can take parts out of it and what
// is left still ends and touches only its own memory.
#pragma once
#include "isa/instruction.h"
#include "test/simulator/qemu/work_area.h"
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace ox::test {

using Random = std::mt19937_64;

struct Node {
  enum class Kind : uint8_t {
    kPlain,        // code, in order
    kIf,           // if (condition) body else otherwise
    kLoop,         // body, as often as the low bits of a register say; breaks and continues are inside
    kBreak,        // out of the loop around, if (condition)
    kContinue,     // to its next round, if (condition)
    kCall,         // of a function by its number
    kIndirectCall, // of one of two, as bit 0 of a register says
    kHint,         // ox.split or ox.join, which qemu does not know: a nop there
  };
  Kind kind = Kind::kPlain;
  std::vector<isa::Instruction> code; // kPlain; kIf, kBreak, kContinue: the branch; kHint: the hint
  std::vector<Node> body, otherwise;
  uint8_t count_register = 0;     // kLoop, kIndirectCall
  uint8_t most = 0;               // kLoop: 1, 3 or 7
  unsigned functions[2] = {0, 0}; // kCall, kIndirectCall
};

struct RandomProgram {
  uint64_t seed = 0;
  std::vector<Node> body;
  // The first kLeaves functions call none; the rest call those.
  static constexpr unsigned kLeaves = 2, kFunctions = 4;
  std::vector<Node> functions[kFunctions];
};

RandomProgram random_program(uint64_t seed);

// The registers and memory that a program starts with.  Pointers are not filled in.
WorkArea random_work_area(uint64_t seed);

// Registers whose value is the machine's own business: links, pointers, the token of hints.
bool is_compared(unsigned x_register);

enum class Target : uint8_t { kOxCore, kQemu };

// The program as words.  For OxCore it is a whole kernel whose parameter is the address of the work area; for qemu it
// is what the driver jumps to with the registers set, and jumps back through pointers[kReturn].
std::vector<uint32_t> words_of(const RandomProgram& program, Target target);

// The pointers of each lane, for a work area that lies at an address.  Shared ones are offsets for OxCore, which has a
// block's shared memory elsewhere.
void fill_pointers(WorkArea& work, uint64_t address, Target target);

} // namespace ox::test
