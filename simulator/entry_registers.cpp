// See entry_registers.h.  Liveness, backwards over the code until nothing changes.  A lane's own path is a path through
// the code, so a write counts even where other lanes skip it.  What an indirect jump leads to is not known: there every
// register counts as read.
#include "simulator/entry_registers.h"
#include "isa/row.h"

namespace ox::sim {

namespace {
using isa::Op;

struct Effect {
  uint64_t reads = 0, writes = 0;
};

unsigned register_of(const isa::Instruction& instruction, isa::Field field) {
  switch (field) {
  case isa::Field::kRd:
    return instruction.rd;
  case isa::Field::kRs1:
    return instruction.rs1;
  case isa::Field::kRs2:
    return instruction.rs2;
  case isa::Field::kRs3:
    return instruction.rs3;
  case isa::Field::kNone:
    return 0;
  }
  return 0;
}

Effect effect_of(const isa::Instruction& instruction) {
  Effect effect;
  for (const isa::Operand& operand : isa::row(instruction.op).operands()) {
    if (operand.kind != isa::OperandKind::kRegister)
      continue;
    const uint64_t bit = uint64_t{1} << (register_of(instruction, operand.field) + (operand.is_float ? 32 : 0));
    if (operand.read)
      effect.reads |= bit;
    if (operand.written)
      effect.writes |= bit;
  }
  if (instruction.op == Op::amocas_q) // the upper halves of the pairs
    effect.reads |= uint64_t{2} << instruction.rd | uint64_t{2} << instruction.rs2;
  if (instruction.op == Op::ox_amoswap_q)
    effect.reads |= uint64_t{2} << instruction.rs2;
  if (instruction.op == Op::ecall)
    effect.reads |= 0x2fc00; // a0..a5, a7
  return effect;
}

constexpr uint64_t kEveryRegister = ~uint64_t{1};

// Live before instruction i, from what is known so far.
uint64_t live_before(const Program& program, size_t i, const std::vector<uint64_t>& live, const Effect& effect) {
  const auto& instruction = program.code()[i];
  if (!instruction)
    return 0;
  uint64_t after = 0;
  const isa::Format format = isa::row(instruction->op).format;
  if (format == isa::Format::B || format == isa::Format::J) {
    const int64_t target = int64_t(i) + instruction->imm / 4;
    if (target >= 0 && target < int64_t(program.code().size()))
      after |= live[size_t(target)];
  }
  if (instruction->op == Op::jalr)
    after = kEveryRegister;
  else if (instruction->op != Op::ox_exit && (instruction->op != Op::jal || instruction->rd != 0))
    after |= live[i + 1];
  return effect.reads | (after & ~effect.writes);
}
} // namespace

std::vector<uint64_t> registers_read_at_entry(const Program& program) {
  const auto code = program.code();
  std::vector<Effect> effects(code.size());
  for (size_t i = 0; i < code.size(); ++i)
    if (code[i])
      effects[i] = effect_of(*code[i]);
  std::vector<uint64_t> live(code.size() + 1);
  for (bool changed = true; changed;) {
    changed = false;
    for (size_t i = code.size(); i-- != 0;) {
      const uint64_t now = live_before(program, i, live, effects[i]);
      changed |= now != live[i];
      live[i] = now;
    }
  }
  std::vector<uint64_t> masks;
  for (uint32_t kernel = 0; kernel < program.kernels().size(); ++kernel)
    masks.push_back(live[(program.kernel_entry(kernel) - program.text_begin()) / 4] & kEveryRegister);
  return masks;
}

} // namespace ox::sim
