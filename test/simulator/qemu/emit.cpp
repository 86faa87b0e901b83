// Random programs as code.  See random_program.h.
#include "isa/kernel_abi.h"
#include "test/simulator/exec/code.h"
#include "test/simulator/qemu/random_program.h"
#include "test/simulator/qemu/registers.h"
#include <algorithm>
#include <cstddef>

namespace ox::test {
namespace {

constexpr uint32_t kNop = 0x00000013;

class Emitter {
public:
  Emitter(const RandomProgram& program, Target target) : program_(program), target_(target) {}

  std::vector<uint32_t> run() {
    if (target_ == Target::kOxCore)
      enter();
    emit(program_.body, Frame{.depth = 0, .in_function = -1});
    if (target_ == Target::kOxCore)
      leave();
    else
      code_.load(Op::ld, kLeafLink, kPointersOffset + 8 * kReturn, gp).i(Op::jalr, zero, kLeafLink, 0);
    Code::Label starts[RandomProgram::kFunctions];
    for (unsigned i = 0; i < RandomProgram::kFunctions; ++i) {
      starts[i] = code_.here();
      emit(program_.functions[i], Frame{.depth = 0, .in_function = int(i)});
      code_.i(Op::jalr, zero, link_of(i), 0);
    }
    for (const Call& call : calls_)
      code_.bind_to(call.at, starts[call.function]);
    return code_.words();
  }

private:
  struct Call {
    Code::Forward at;
    unsigned function;
  };
  struct Frame {
    unsigned depth; // of loops
    int in_function;
    std::vector<Code::Forward>* breaks = nullptr;
    std::vector<Code::Forward>* continues = nullptr;
  };

  static uint8_t link_of(unsigned function) { return function < RandomProgram::kLeaves ? kLeafLink : kLink; }
  static uint8_t counter_of(const Frame& frame) {
    if (frame.in_function < 0)
      return kCounters[frame.depth];
    return unsigned(frame.in_function) < RandomProgram::kLeaves ? kLeafCounter : kFunctionCounter;
  }

  void emit(const std::vector<Node>& nodes, const Frame& frame) {
    for (const Node& node : nodes)
      emit(node, frame);
  }

  void emit(const Node& node, const Frame& frame) {
    switch (node.kind) {
    case Node::Kind::kPlain:
      for (const isa::Instruction& instruction : node.code)
        code_.add(instruction);
      return;
    case Node::Kind::kHint:
      if (target_ == Target::kOxCore)
        code_.add(node.code[0]);
      else
        code_.word(kNop);
      return;
    case Node::Kind::kIf:
      return emit_if(node, frame);
    case Node::Kind::kLoop:
      return emit_loop(node, frame);
    case Node::Kind::kBreak:
    case Node::Kind::kContinue: {
      auto& list = node.kind == Node::Kind::kBreak ? *frame.breaks : *frame.continues;
      list.push_back(code_.branch_forward(node.code[0].op, node.code[0].rs1, node.code[0].rs2));
      return;
    }
    case Node::Kind::kCall:
      calls_.push_back({jump_and_link(link_of(node.functions[0])), node.functions[0]});
      code_.li(link_of(node.functions[0]), 0); // no address stays in a register
      return;
    case Node::Kind::kIndirectCall:
      return emit_indirect_call(node);
    }
  }

  void emit_if(const Node& node, const Frame& frame) {
    const auto to_other = code_.branch_forward(node.code[0].op, node.code[0].rs1, node.code[0].rs2);
    emit(node.body, frame);
    if (node.otherwise.empty())
      return code_.bind(to_other);
    const auto to_end = code_.jump_forward();
    code_.bind(to_other);
    emit(node.otherwise, frame);
    code_.bind(to_end);
  }

  void emit_loop(const Node& node, const Frame& frame) {
    const uint8_t counter = counter_of(frame);
    std::vector<Code::Forward> breaks, continues;
    code_.i(Op::andi, counter, node.count_register, node.most);
    const Code::Label top = code_.here();
    breaks.push_back(code_.branch_forward(Op::beq, counter, zero));
    emit(node.body, Frame{frame.depth + 1, frame.in_function, &breaks, &continues});
    for (const Code::Forward& forward : continues)
      code_.bind(forward);
    code_.i(Op::addi, counter, counter, -1).jump(top);
    for (const Code::Forward& forward : breaks)
      code_.bind(forward);
  }

  // A pc of each lane's own, to one of two jumps behind the call.
  void emit_indirect_call(const Node& node) {
    const uint8_t link = link_of(node.functions[0]);
    code_.i(Op::auipc, kTemporary, 0, 0)
        .i(Op::andi, link, node.count_register, 1)
        .r(Op::sh2add, kTemporary, link, kTemporary)
        .i(Op::jalr, link, kTemporary, 20);
    const auto over = code_.jump_forward();
    for (unsigned function : node.functions)
      calls_.push_back({code_.jump_forward(), function});
    code_.bind(over);
    code_.li(link, 0).li(kTemporary, 0);
  }

  Code::Forward jump_and_link(uint8_t link) {
    auto forward = code_.jump_forward();
    forward.instruction.rd = link;
    return forward;
  }

  static constexpr uint32_t kLaneIdCsr = 0xCD0;

  // A copy of 64-bit words, upwards until a0 is a2.
  void copy_words() {
    const Code::Label top = code_.here();
    code_.load(Op::ld, t0, 0, a1).store(Op::sd, t0, 0, a0).i(Op::addi, a0, a0, 8).i(Op::addi, a1, a1, 8);
    code_.branch(Op::bltu, a0, a2, top);
  }

  void enter() {
    code_.load(Op::ld, t1, 0, a0).csr(t0, kLaneIdCsr);
    code_.li(t2, sizeof(LaneState)).r(Op::mul, t0, t0, t2).r(Op::add, gp, t0, t1);
    // Shared memory starts at tp.  Its place in the work area is filled in as the block's own is.
    for (unsigned pointer = kSharedRow; pointer < kPointers; ++pointer) {
      const int64_t at = kPointersOffset + 8 * int64_t(pointer);
      code_.load(Op::ld, t0, at, gp).r(Op::add, t0, t0, tp).store(Op::sd, t0, at, gp);
    }
    code_.load(Op::ld, tp, kPointersOffset + 8 * kPointsToLocal, gp);
    code_.r(Op::add, t0, tp, zero).li(t1, kLocalBytes).r(Op::add, t1, t0, t1);
    const Code::Label top = code_.here();
    code_.store(Op::sd, zero, 0, t0).i(Op::addi, t0, t0, 8).branch(Op::bltu, t0, t1, top);
    for (uint8_t number = 0; number < 32; ++number)
      code_.load(Op::fld, number, kFloatsOffset + 8 * number, gp);
    for (uint8_t number = 1; number < 32; ++number)
      if (number != gp && number != tp)
        code_.load(Op::ld, number, 8 * number, gp);
  }

  // Registers first; then the local window and the lane's part of shared memory go where qemu has them from the start.
  void leave() {
    for (uint8_t number = 1; number < 32; ++number)
      code_.store(Op::sd, number, 8 * number, gp);
    for (uint8_t number = 0; number < 32; ++number)
      code_.store(Op::fsd, number, kFloatsOffset + 8 * number, gp);
    code_.li(t0, ~uint64_t{0}).r(Op::ox_syncwarp, 0, t0);
    code_.csr(s0, kLaneIdCsr).li(t1, sizeof(LaneState)).r(Op::mul, t1, t1, s0).r(Op::sub, s1, gp, t1); // the area
    code_.li(a2, kLocalBytes).r(Op::mul, a0, a2, s0).r(Op::add, a0, a0, s1);
    code_.li(t1, offsetof(WorkArea, local)).r(Op::add, a0, a0, t1).r(Op::add, a2, a2, a0).r(Op::add, a1, tp, zero);
    copy_words();
    // A lane's part of the places; its own pointer to the first row leads to their beginning.
    constexpr uint64_t kPart = kPlacesBytes / kWarpLanes;
    code_.load(Op::ld, a1, kPointersOffset + 8 * kSharedRow, gp).r(Op::sub, a1, a1, s0);
    code_.li(a2, kPart).r(Op::mul, a0, a2, s0).r(Op::add, a1, a1, a0).r(Op::add, a0, a0, s1);
    code_.li(t1, offsetof(WorkArea, shared)).r(Op::add, a0, a0, t1).r(Op::add, a2, a2, a0);
    copy_words();
    code_.exit();
  }

  const RandomProgram& program_;
  const Target target_;
  Code code_;
  std::vector<Call> calls_;
};

} // namespace

bool is_compared(unsigned x_register) {
  constexpr unsigned kOurs[] = {zero, kLink, gp, tp, kLeafLink, kToken};
  return std::ranges::find(kOurs, x_register) == std::end(kOurs);
}

std::vector<uint32_t> words_of(const RandomProgram& program, Target target) { return Emitter(program, target).run(); }

void fill_pointers(WorkArea& work, uint64_t address, Target target) {
  const uint64_t global = address + offsetof(WorkArea, global), constants = address + offsetof(WorkArea, constants);
  const uint64_t shared = target == Target::kOxCore ? 0 : address + offsetof(WorkArea, shared);
  Random random(work.lanes[0].x[5]);
  for (unsigned lane = 0; lane < kWarpLanes; ++lane) {
    auto& to = work.lanes[lane].pointers;
    const uint64_t local = address + offsetof(WorkArea, local) + lane * kLocalBytes;
    to[kPointsToOwn] = address + offsetof(WorkArea, lanes) + lane * sizeof(LaneState) + kOwnOffset;
    to[kPointsToLocal] = target == Target::kOxCore ? isa::kLocalWindowBase : local;
    to[kConstantUniform] = constants;
    to[kConstantHalves] = constants + 64 * (lane / 16);
    to[kConstantGather] = constants + random() % 128 * 8;
    to[kConstantReverse] = constants + 8 * (31 - lane);
    to[kConstantRow] = constants + 8 * lane;
    for (unsigned size = 0; size < 4; ++size) {
      const uint64_t places[] = {row_place(size, lane), halves_place(size, lane), permuted_place(size, lane)};
      for (unsigned kind = 0; kind < 3; ++kind) {
        to[kGlobalRow + 4 * kind + size] = global + places[kind];
        to[kSharedRow + 4 * kind + size] = shared + places[kind];
      }
    }
  }
}

} // namespace ox::test
