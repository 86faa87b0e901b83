// See engine_code.h.
#include "simulator/engine_code.h"
#include "isa/row.h"
#include "simulator/entry_registers.h"

namespace ox::sim {

namespace {
const Slot* run_illegal(Warp& warp, const Slot* slot) {
  return raise(warp, slot, Trouble::kIllegal, unsigned(__builtin_ctz(warp.mask)),
               "the word here is no OxCore instruction");
}
const Slot* run_outside(Warp& warp, const Slot* slot) {
  raise(warp, slot, Trouble::kIllegal, unsigned(__builtin_ctz(warp.mask)), "the kernel ran off the end of its code");
  warp.trouble.address = warp.text_begin + 4 * uint64_t(slot - warp.code);
  warp.trouble.address_is_pc = true;
  return slot;
}

bool reads_its_destination(isa::Op op) {
  for (const isa::Operand& operand : isa::row(op).operands())
    if (operand.field == isa::Field::kRd && operand.read)
      return true;
  return false;
}

bool writes_float(isa::Op op) {
  for (const isa::Operand& operand : isa::row(op).operands())
    if (operand.field == isa::Field::kRd)
      return operand.is_float;
  return false;
}

bool is_branch(isa::Op op) {
  isa::Format format = isa::row(op).format;
  return format == isa::Format::B || format == isa::Format::J;
}

EngineCode translate(const Program& program, const Engine& engine) {
  EngineCode result;
  result.engine = &engine;
  result.read_at_entry = registers_read_at_entry(program);
  const auto code = program.code();
  result.slots.resize(code.size() + 1);
  for (size_t i = 0; i < code.size(); ++i) {
    Slot& slot = result.slots[i];
    if (!code[i]) {
      slot = Slot{run_illegal, run_illegal, kScratchRegister, 0, 0, 0, 0, 0, 0, nullptr};
      continue;
    }
    const isa::Instruction& from = *code[i];
    const Handlers handlers = engine.select(uint16_t(from.op), from.rm);
    slot.full = handlers.full;
    slot.masked = handlers.masked;
    slot.collective = handlers.collective;
    slot.rd = from.rd == 0 && !writes_float(from.op) ? uint8_t(kScratchRegister) : from.rd;
    slot.rs1 = from.rs1;
    slot.rs2 = from.rs2;
    slot.rs3 = reads_its_destination(from.op) ? from.rd : from.rs3;
    slot.rm = from.rm;
    slot.op = uint16_t(from.op);
    slot.imm = from.imm;
    if (is_branch(from.op)) { // in slots; what leaves the program goes to the slot after it
      int64_t target = int64_t(i) + from.imm / 4;
      bool inside = from.imm % 4 == 0 && target >= 0 && target < int64_t(code.size());
      slot.imm = (inside ? target : int64_t(code.size())) - int64_t(i);
    }
    if (from.op == isa::Op::auipc)
      slot.imm = from.imm + int64_t(program.text_begin() + 4 * i);
  }
  result.slots.back() = Slot{run_outside, run_outside, kScratchRegister, 0, 0, 0, 0, 0, 0, nullptr};
  return result;
}
} // namespace

const EngineCode& engine_code_of(const Program& program) {
  const size_t level = size_t(simd_level());
  Program::EngineCache& cache = program.engine_cache();
  std::atomic<const void*>& place = cache.of_engine[level];
  if (const void* code = place.load(std::memory_order_acquire))
    return *static_cast<const EngineCode*>(code);
  std::scoped_lock lock(cache.mutex);
  if (const void* code = place.load(std::memory_order_acquire))
    return *static_cast<const EngineCode*>(code);
  auto code = std::make_shared<const EngineCode>(translate(program, engine_of(SimdLevel(level))));
  cache.owned.push_back(code);
  place.store(code.get(), std::memory_order_release);
  return *code;
}

} // namespace ox::sim
