// See observer.h.
#include "simulator/observer.h"
#include "isa/instruction.h"
#include "simulator/block_state.h"
#include <bit>

namespace ox::sim {

namespace {
// Of all blocks of the cluster.
uint64_t shared_bytes(const BlockState& block) {
  const uint64_t own = block.launch.static_shared_bytes + block.launch.dynamic_shared_bytes;
  return own == 0 ? 0 : (block.launch.cluster.count() - 1) * block.cluster.shared_stride + own;
}
} // namespace

BlockObserver::BlockObserver(const BlockState& block)
    : block_(block),
      windows_{block.cluster.shared_begin, shared_bytes(block), block.launch.parameters, block.launch.parameter_bytes},
      arrivals_(block.warps.size() * kLanes) {}

void BlockObserver::enter_thread() {
  if (block_.launch.counters)
    table_ = &block_.launch.counters->of_this_thread();
}

void BlockObserver::execute(const Warp& warp, const Slot* slot) {
  ++executed_;
  ++block_.cluster.observed;
  const size_t index = size_t(slot - warp.code);
  if (block_.launch.trace) {
    const auto code = block_.launch.program->code();
    const uint64_t pc = warp.text_begin + 4 * index - block_.launch.program->image_base();
    const isa::Instruction* instruction = index < code.size() && code[index] ? &*code[index] : nullptr;
    block_.launch.trace({block_.index, warp.number, warp.mask, pc, instruction});
  }
  if (!table_)
    return;
  table_->execute(warp, slot, windows_);
  if (table_->kind_of(index) == CounterTable::Kind::kBarrier)
    for (uint32_t left = warp.mask; left != 0; left &= left - 1)
      arrivals_[warp.number * kLanes + unsigned(std::countr_zero(left))] = clock_of(slot);
}

uint64_t BlockObserver::clock_of(const Slot* barrier) const {
  return isa::Op(barrier->op) == isa::Op::ox_cluster_wait ? block_.cluster.observed : executed_;
}

void BlockObserver::reconverge(const Warp& warp, const Slot* slot) {
  if (table_)
    table_->reconverge(size_t(slot - warp.code));
}

void BlockObserver::release(const Warp& warp, const Group& group) {
  if (table_)
    table_->wait(size_t(group.pc - warp.code),
                 clock_of(group.pc) - arrivals_[warp.number * kLanes + unsigned(std::countr_zero(group.mask))]);
}

namespace {
bool is_count_read(const Warp& warp, const Slot* slot) {
  switch (isa::Op(slot->op)) {
  case isa::Op::csrrs:
  case isa::Op::csrrc:
  case isa::Op::csrrsi:
  case isa::Op::csrrci:
    return reads_count(warp, slot);
  default:
    return false;
  }
}
} // namespace

void observe(Warp& warp, const Slot* slot) {
  if (is_count_read(warp, slot) && ends_its_run(warp, slot))
    return; // it comes again
  warp.block->observer->execute(warp, slot);
}

} // namespace ox::sim
