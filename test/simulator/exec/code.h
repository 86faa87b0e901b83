// Programs for the engine's tests and benchmark, put together from instructions: an assembler with labels, and the
// smallest ELF file that the loader takes.
#pragma once
#include "isa/encode.h"
#include "isa/instruction.h"
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace ox::test {

using isa::Op;

// Register names of the ABI.
enum X : uint8_t {
  zero,
  ra,
  sp,
  gp,
  tp,
  t0,
  t1,
  t2,
  s0,
  s1,
  a0,
  a1,
  a2,
  a3,
  a4,
  a5,
  a6,
  a7,
  s2,
  s3,
  s4,
  s5,
  s6,
  s7,
  s8,
  s9,
  s10,
  s11,
  t3,
  t4,
  t5,
  t6
};

class Code {
public:
  struct Label {
    size_t index = 0;
  };

  Code& add(const isa::Instruction& instruction) {
    words_.push_back(isa::encode(instruction));
    return *this;
  }
  Code& word(uint32_t word) {
    words_.push_back(word);
    return *this;
  }
  Code& r(Op op, uint8_t rd, uint8_t rs1 = 0, uint8_t rs2 = 0, uint8_t rs3 = 0, uint8_t rm = 0) {
    return add({.op = op, .rd = rd, .rs1 = rs1, .rs2 = rs2, .rs3 = rs3, .rm = rm});
  }
  Code& i(Op op, uint8_t rd, uint8_t rs1, int64_t imm) { return add({.op = op, .rd = rd, .rs1 = rs1, .imm = imm}); }
  Code& load(Op op, uint8_t rd, int64_t offset, uint8_t base) { return i(op, rd, base, offset); }
  Code& store(Op op, uint8_t value, int64_t offset, uint8_t base) {
    return add({.op = op, .rs1 = base, .rs2 = value, .imm = offset});
  }
  // Any 64-bit constant; uses up to 8 instructions.
  Code& li(uint8_t rd, uint64_t value);
  Code& csr(uint8_t rd, uint32_t number) { return i(Op::csrrs, rd, 0, number); }
  Code& exit() { return r(Op::ox_exit, 0); }

  Label here() const { return {words_.size()}; }
  size_t size() const { return words_.size(); }
  Code& branch(Op op, uint8_t rs1, uint8_t rs2, Label target) { // backward, or to a known place
    return add({.op = op, .rs1 = rs1, .rs2 = rs2, .imm = 4 * (int64_t(target.index) - int64_t(words_.size()))});
  }
  Code& jump(Label target) { return add({.op = Op::jal, .imm = 4 * (int64_t(target.index) - int64_t(words_.size()))}); }
  // Forward: reserves the place of the branch; bind() says where it goes.
  struct Forward {
    size_t at;
    isa::Instruction instruction;
  };
  Forward branch_forward(Op op, uint8_t rs1, uint8_t rs2) {
    words_.push_back(0);
    return {words_.size() - 1, {.op = op, .rs1 = rs1, .rs2 = rs2}};
  }
  Forward jump_forward() { return branch_forward(Op::jal, 0, 0); }
  void bind(Forward forward) { bind_to(forward, here()); }
  void bind_to(Forward forward, Label target) {
    forward.instruction.imm = 4 * (int64_t(target.index) - int64_t(forward.at));
    words_[forward.at] = isa::encode(forward.instruction);
  }

  // An ELF file with one kernel, "kernel", at the first instruction, and optional read-write data behind it.
  std::vector<std::byte> elf() const;
  const std::vector<uint32_t>& words() const { return words_; }

private:
  std::vector<uint32_t> words_;
};

inline constexpr uint64_t kCodeOffset = 0x1000; // of the first instruction in the image

} // namespace ox::test
