// Makes random programs and states.  See random_program.h.
#include "isa/row.h"
#include "test/isa/random_instruction.h"
#include "test/simulator/exec/code.h"
#include "test/simulator/qemu/random_program.h"
#include "test/simulator/qemu/registers.h"
#include <algorithm>
#include <bit>
#include <cstring>

namespace ox::test {
namespace {

using isa::Instruction;
using isa::Op;

bool chance(Random& random, unsigned percent) { return random() % 100 < percent; }

// qemu 7.2 has no Zfa, Zicond, Zacas, Zabha and Zfbfmin; control, memory and the machine's own are the generator's
// business.
bool is_plain(const isa::Row& row) {
  constexpr std::string_view kOthers[] = {"fli.", "fminm.", "fmaxm.", "fround", "fltq.", "fleq.", "fcvtmod.", "czero."};
  if (row.is_xox() || row.mnemonic.contains("bf16") || row.mnemonic.starts_with("amo"))
    return false;
  if (std::ranges::any_of(kOthers, [&](std::string_view prefix) { return row.mnemonic.starts_with(prefix); }))
    return false;
  switch (row.op) {
  case Op::auipc:
  case Op::jal:
  case Op::jalr:
  case Op::ecall:
  case Op::ebreak:
  case Op::fence_i:
  case Op::ctzw: // qemu 7.2 goes on counting in the upper half where the lower one is zero
    return false;
  default:
    break;
  }
  for (const isa::Operand& operand : row.operands())
    if (operand.kind == isa::OperandKind::kTarget || operand.kind == isa::OperandKind::kCsr)
      return false;
  return !row.operand_text.contains('('); // a load or store
}

struct Choice {
  std::vector<const isa::Row*> integer, floating, atomic, from_x;
};
const Choice& choices() {
  static const Choice all = [] {
    Choice result;
    for (const isa::Row& row : isa::rows()) {
      const bool is_float =
          std::ranges::any_of(row.operands(), [](const isa::Operand& operand) { return operand.is_float; });
      if (row.mnemonic.starts_with("amo") && !row.mnemonic.starts_with("amocas") &&
          (row.mnemonic.ends_with(".w") || row.mnemonic.ends_with(".d")))
        result.atomic.push_back(&row);
      if (is_plain(row))
        (is_float ? result.floating : result.integer).push_back(&row);
    }
    return result;
  }();
  return all;
}

// The format that a float operand is of, by the mnemonic: 's', 'd' or 'h'.
char format_of(std::string_view mnemonic, bool is_destination) {
  const size_t first = mnemonic.find('.'), last = mnemonic.rfind('.');
  const char head = mnemonic[first + 1], tail = mnemonic[last + 1];
  if (mnemonic.starts_with("fcvt"))
    return is_destination ? head : tail;
  if (mnemonic.starts_with("fmv")) {
    const char width = head == 'x' ? tail : head;
    return width == 'w' ? 's' : width;
  }
  return tail;
}

class Generator {
public:
  explicit Generator(uint64_t seed) : random_(seed), narrow_random_(static_cast<uint32_t>(seed * 0x9e3779b9u)) {}

  std::vector<Node> nodes(unsigned count, unsigned depth, bool in_loop, unsigned callable) {
    std::vector<Node> result;
    for (unsigned i = 0; i < count; ++i)
      result.push_back(node(depth, in_loop, callable));
    return result;
  }

private:
  uint8_t x_source() { return kXSources[random_() % kXSources.size()]; }
  uint8_t x_destination() { return kXDestinations[random_() % kXDestinations.size()]; }
  // Most of the time a register that usually holds the format: 12 for singles, 10 for doubles and for halves.
  uint8_t f_register(char format) {
    if (chance(random_, 6))
      return uint8_t(random_() % 32);
    return uint8_t(format == 's' ? random_() % 12 : format == 'd' ? 12 + random_() % 10 : 22 + random_() % 10);
  }

  Instruction instruction_of(const isa::Row& row) {
    Instruction result = isa::test::random_instruction(row, narrow_random_);
    if (result.rm == 5 || result.rm == 6) // flush-to-zero forms are OxCore's
      result.rm = 7;
    for (const isa::Operand& operand : row.operands()) {
      if (operand.kind != isa::OperandKind::kRegister)
        continue;
      const bool to = operand.field == isa::Field::kRd;
      const uint8_t number = operand.is_float ? f_register(format_of(row.mnemonic, to))
                             : to             ? x_destination()
                                              : x_source();
      (operand.field == isa::Field::kRd    ? result.rd
       : operand.field == isa::Field::kRs1 ? result.rs1
       : operand.field == isa::Field::kRs2 ? result.rs2
                                           : result.rs3) = number;
    }
    return result;
  }

  Node plain() {
    Node node;
    const auto& rows = chance(random_, 45) ? choices().integer : choices().floating;
    node.code.push_back(instruction_of(*rows[random_() % rows.size()]));
    return node;
  }

  static constexpr Op kLoads[4][4] = {{Op::lb, Op::lbu, Op::lb, Op::lbu},
                                      {Op::lh, Op::lhu, Op::flh, Op::flh},
                                      {Op::lw, Op::lwu, Op::flw, Op::flw},
                                      {Op::ld, Op::ld, Op::fld, Op::fld}};
  static constexpr Op kStores[4][2] = {{Op::sb, Op::sb}, {Op::sh, Op::fsh}, {Op::sw, Op::fsw}, {Op::sd, Op::fsd}};

  Instruction load(unsigned size, uint8_t base, int64_t offset) {
    const Op op = kLoads[size][random_() % 4];
    return {.op = op, .rd = memory_register(op, true), .rs1 = base, .imm = offset};
  }
  Instruction store(unsigned size, uint8_t base, int64_t offset) {
    const Op op = kStores[size][random_() % 2];
    return {.op = op, .rs1 = base, .rs2 = memory_register(op, false), .imm = offset};
  }
  uint8_t memory_register(Op op, bool is_destination) {
    const std::string_view name = isa::mnemonic(op);
    if (name[0] == 'f')
      return f_register(name.back() == 'w' ? 's' : name.back());
    return is_destination ? x_destination() : x_source();
  }

  // Address into the temporary, access, and no address left behind.
  Node memory() {
    Node node;
    const unsigned size = random_() % 4;
    const int64_t bytes = int64_t{1} << size;
    auto finish = [&](int64_t offset, bool may_store) {
      const bool is_store = may_store && chance(random_, 50);
      node.code.push_back(is_store ? store(size, kTemporary, offset) : load(size, kTemporary, offset));
      node.code.push_back({.op = Op::addi, .rd = kTemporary, .rs1 = zero, .imm = int64_t(random_() % 4096) - 2048});
    };
    auto pointer = [&](unsigned which) {
      node.code.push_back({.op = Op::ld, .rd = kTemporary, .rs1 = gp, .imm = kPointersOffset + 8 * int64_t(which)});
    };
    switch (random_() % 8) {
    case 0: // a lane's own bytes, at the same place in each
      node.code.push_back(chance(random_, 50) ? load(size, gp, own_offset(bytes)) : store(size, gp, own_offset(bytes)));
      break;
    case 1: // at places that differ
      node.code.push_back({.op = Op::andi, .rd = kTemporary, .rs1 = x_source(), .imm = int64_t(kOwnBytes - 8)});
      node.code.push_back({.op = Op::add, .rd = kTemporary, .rs1 = kTemporary, .rs2 = gp});
      finish(kOwnOffset + int64_t(random_() % 8) / bytes * bytes, true);
      break;
    case 2: { // the local window, one row
      const int64_t offset = int64_t(random_() % kLocalBytes) / bytes * bytes;
      node.code.push_back(chance(random_, 50) ? load(size, tp, offset) : store(size, tp, offset));
      break;
    }
    case 3: // and several
      node.code.push_back({.op = Op::andi, .rd = kTemporary, .rs1 = x_source(), .imm = int64_t(kLocalBytes - 8)});
      node.code.push_back({.op = Op::add, .rd = kTemporary, .rs1 = kTemporary, .rs2 = tp});
      finish(int64_t(random_() % 8) / bytes * bytes, true);
      break;
    case 4:
    case 5: { // places in global and shared memory
      constexpr unsigned kKinds[] = {kGlobalRow, kGlobalHalves, kGlobalPermuted,
                                     kSharedRow, kSharedHalves, kSharedPermuted};
      const unsigned kind = kKinds[random_() % 6];
      pointer(kind + size);
      const bool row = kind == kGlobalRow || kind == kSharedRow;
      finish(row ? int64_t(random_() % kRowsOfPlaces) * kWarpLanes * bytes : 0, true);
      break;
    }
    case 6: // constants
      pointer(kConstantUniform + random_() % 5);
      finish(int64_t(random_() % 1024) / bytes * bytes, false);
      break;
    default: { // an atomic
      const auto& rows = choices().atomic;
      Instruction amo = instruction_of(*rows[random_() % rows.size()]);
      const unsigned width = isa::mnemonic(amo.op).ends_with(".w") ? 2 : 3;
      amo.rs1 = kTemporary;
      constexpr unsigned kKinds[] = {kPointsToOwn, kPointsToLocal,  kGlobalRow,     kGlobalHalves, kGlobalPermuted,
                                     kSharedRow,   kSharedPermuted, kPointsToLocal, kPointsToOwn};
      const unsigned kind = kKinds[random_() % 9];
      pointer(kind >= kGlobalRow ? kind + width : kind);
      if (kind < kGlobalRow)
        node.code.push_back(
            {.op = Op::addi, .rd = kTemporary, .rs1 = kTemporary, .imm = 8 * int64_t(random_() % (kOwnBytes / 8))});
      node.code.push_back(amo);
      node.code.push_back({.op = Op::addi, .rd = kTemporary, .rs1 = zero, .imm = int64_t(random_() % 4096) - 2048});
    }
    }
    return node;
  }
  int64_t own_offset(int64_t bytes) { return kOwnOffset + int64_t(random_() % kOwnBytes) / bytes * bytes; }

  // Where the code lies is nobody's business, but the distance of two places is.
  Node distance() {
    Node node;
    const uint8_t to = x_destination();
    node.code.push_back({.op = Op::auipc, .rd = kTemporary, .imm = int64_t(random_() % 1000 - 500) * 4096});
    node.code.push_back({.op = Op::auipc, .rd = kToken, .imm = int64_t(random_() % 1000 - 500) * 4096});
    node.code.push_back({.op = Op::sub, .rd = to, .rs1 = kTemporary, .rs2 = kToken});
    node.code.push_back({.op = Op::addi, .rd = kTemporary, .rs1 = zero});
    return node;
  }

  Instruction condition() {
    constexpr Op kBranches[] = {Op::beq, Op::bne, Op::blt, Op::bge, Op::bltu, Op::bgeu};
    return {.op = kBranches[random_() % 6], .rs1 = x_source(), .rs2 = x_source()};
  }

  // callable: functions with a smaller number may be called.
  Node node(unsigned depth, bool in_loop, unsigned callable) {
    Node result;
    const unsigned die = random_() % 100;
    if (die < 62)
      return plain();
    if (die < 82)
      return memory();
    if (die < 84)
      return distance();
    if (die < 87) {
      result.kind = Node::Kind::kHint;
      const bool is_split = chance(random_, 50);
      result.code.push_back({.op = is_split ? Op::ox_split : Op::ox_join,
                             .rd = is_split ? kToken : uint8_t{0},
                             .rs1 = is_split ? uint8_t{0} : kToken});
      return result;
    }
    if (die < 89 && in_loop) {
      result.kind = chance(random_, 50) ? Node::Kind::kBreak : Node::Kind::kContinue;
      result.code.push_back(condition());
      return result;
    }
    if (die < 92 && callable != 0) {
      result.kind = chance(random_, 50) ? Node::Kind::kCall : Node::Kind::kIndirectCall;
      // Both of an indirect call take their link in the same register.
      result.functions[0] = unsigned(random_() % callable);
      const unsigned same = result.functions[0] < RandomProgram::kLeaves ? 0 : RandomProgram::kLeaves;
      result.functions[1] = same + unsigned(random_() % RandomProgram::kLeaves);
      result.count_register = x_source();
      return result;
    }
    if (depth == 0)
      return plain();
    if (die < 96) {
      result.kind = Node::Kind::kLoop;
      result.count_register = x_source();
      result.most = std::array<uint8_t, 3>{1, 3, 7}[random_() % 3];
      result.body = nodes(1 + unsigned(random_() % 5), depth - 1, true, callable);
      return result;
    }
    result.kind = Node::Kind::kIf;
    result.code.push_back(condition());
    result.body = nodes(1 + unsigned(random_() % 5), depth - 1, in_loop, callable);
    if (chance(random_, 60))
      result.otherwise = nodes(1 + unsigned(random_() % 4), depth - 1, in_loop, callable);
    return result;
  }

  Random random_;
  std::mt19937 narrow_random_;
};

uint64_t random_integer(Random& random) {
  const uint64_t any = random();
  switch (random() % 8) {
  case 0:
    return 0;
  case 1:
    return any % 33 - 16;
  case 2:
    return uint64_t{1} << any % 64;
  case 3:
    return (uint64_t{1} << any % 64) - 1;
  case 4:
    return uint64_t(int64_t(int32_t(any)));
  case 5:
    return ~(uint64_t{1} << any % 64);
  default:
    return any;
  }
}

// Bits of a number with so many exponent and fraction bits, often one that is special or near another one.
uint64_t random_float(Random& random, unsigned exponent_bits, unsigned fraction_bits) {
  const uint64_t fraction_mask = (uint64_t{1} << fraction_bits) - 1, most = (uint64_t{1} << exponent_bits) - 1;
  const uint64_t sign = random() % 2 << (exponent_bits + fraction_bits);
  uint64_t exponent = random() % (most + 1), fraction = random() & fraction_mask;
  switch (random() % 12) {
  case 0:
    exponent = fraction = 0;
    break;
  case 1: // infinity
    exponent = most;
    fraction = 0;
    break;
  case 2: // quiet or signalling NaN
    exponent = most;
    fraction |= 1;
    break;
  case 3: // subnormal
    exponent = 0;
    fraction >>= random() % fraction_bits;
    break;
  case 4: // the largest, the smallest normal, all ones
    exponent = random() % 2 ? most - 1 : 1;
    fraction = random() % 2 ? fraction_mask : 0;
    break;
  case 5: // small integers and halves
  case 6:
    exponent = most / 2 + random() % 5;
    fraction = fraction_mask & (random() << (fraction_bits - 2));
    break;
  case 7: // near the ends of the integers
    exponent = std::min(most - 1, most / 2 + std::array{7, 15, 16, 31, 32, 62, 63, 64}[random() % 8]);
    fraction = random() % 2 ? 0 : random() % 2 ? fraction_mask : fraction;
    break;
  case 8:
  case 9:
  case 10: // near one
    exponent = most / 2 + random() % 3 - 1;
    break;
  default:
    break;
  }
  return sign | exponent << fraction_bits | fraction;
}

uint64_t random_float_of(Random& random, char format) {
  if (random() % 24 == 0)
    return random_integer(random);
  switch (format) {
  case 's':
    return 0xffffffff00000000 | random_float(random, 8, 23);
  case 'd':
    return random_float(random, 11, 52);
  default:
    return 0xffffffffffff0000 | random_float(random, 5, 10);
  }
}

} // namespace

RandomProgram random_program(uint64_t seed) {
  Generator generator(seed);
  RandomProgram program;
  program.seed = seed;
  for (unsigned i = 0; i < RandomProgram::kFunctions; ++i)
    program.functions[i] = generator.nodes(6, 1, false, i < RandomProgram::kLeaves ? 0 : RandomProgram::kLeaves);
  program.body = generator.nodes(70, 3, false, RandomProgram::kFunctions);
  return program;
}

WorkArea random_work_area(uint64_t seed) {
  Random random(seed ^ 0x5bd1e995);
  WorkArea work{};
  for (unsigned number = 1; number < 32; ++number) {
    const uint64_t kind = random() % 6, first = random_integer(random);
    for (unsigned lane = 0; lane < kWarpLanes; ++lane)
      work.lanes[lane].x[number] = kind == 0 ? first : kind == 1 ? first + lane : random_integer(random);
  }
  for (unsigned number = 0; number < 32; ++number) {
    const char format = number < 12 ? 's' : number < 22 ? 'd' : 'h';
    const uint64_t kind = random() % 6, first = random_float_of(random, format);
    for (unsigned lane = 0; lane < kWarpLanes; ++lane)
      work.lanes[lane].f[number] = kind == 0 ? first : random_float_of(random, format);
  }
  // Bytes as numbers of all formats, in words, so that loads of any size find something.
  auto fill = [&](auto& bytes) {
    for (size_t i = 0; i < bytes.size(); i += 8) {
      const uint64_t single = random_float(random, 8, 23) | random_float(random, 8, 23) << 32;
      const uint64_t half =
          random_float(random, 5, 10) * 0x0001000000010000 | random_float(random, 5, 10) * 0x100000001;
      const uint64_t kinds[] = {single, half, random_float(random, 11, 52), random_integer(random)};
      std::memcpy(bytes.data() + i, &kinds[random() % 4], 8);
    }
  };
  for (LaneState& lane : work.lanes)
    fill(lane.own);
  fill(work.constants);
  fill(work.global);
  return work;
}

} // namespace ox::test
