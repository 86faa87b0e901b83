// Barriers, fences, votes and their kin (PTX ISA 9.0, 9.7.13); atomics are in atomic.cpp.
#include "ptx/lower/families.h"

namespace ox::ptx {

namespace {
using Effect = InstructionLowering::Effect;

// bar and barrier: sync, arrive, red.  Barriers of OxCore need no promise of alignment.
bool lower_barrier(InstructionLowering& i) {
  i.ignore({".cta", ".aligned", ".sync", ".u32", ".pred"});
  llvm::IRBuilder<>& b = i.b;
  const bool arrives = i.flag(".arrive"), reduces = i.flag(".red");
  std::string op = i.flag(".popc") ? ".popc" : text(i.take(".op"));
  size_t at = reduces ? 1 : 0;
  std::vector<llvm::Value*> operands{i.read(at++, Type::u32)};
  const bool counted = reduces ? i.count() == 4 : i.count() == 2;
  if (counted)
    operands.push_back(i.read(at++, Type::u32));
  if (reduces)
    operands.push_back(i.read(at, Type::pred));
  for (llvm::Value* value : operands)
    if (!value)
      return false;
  const std::string words = "barrier.cta" +
                            text(reduces   ? ".red"
                                 : arrives ? ".arrive"
                                           : ".sync") +
                            op + (counted ? ".count" : ".all");
  if (!reduces) {
    i.call(words, b.getVoidTy(), operands, Effect::kConvergent);
    return true;
  }
  const bool is_count = op == ".popc";
  llvm::Type* result = is_count ? b.getInt32Ty() : b.getInt1Ty();
  return i.write(0, i.call(words, result, operands, Effect::kConvergent), is_count ? Type::u32 : Type::pred);
}

bool lower_warp_or_cluster_barrier(InstructionLowering& i) {
  llvm::IRBuilder<>& b = i.b;
  if (i.flag(".warp")) {
    i.ignore({".sync"});
    llvm::Value* mask = i.read(0, Type::b32);
    if (mask)
      i.call("bar.warp.sync", b.getVoidTy(), {mask}, Effect::kConvergent);
    return mask != nullptr;
  }
  i.ignore({".cluster", ".aligned", ".acquire"});
  const bool waits = i.flag(".wait");
  i.ignore({".arrive"});
  const bool relaxed = i.take(".sem") == ".relaxed";
  i.call(waits     ? "barrier.cluster.wait"
         : relaxed ? "barrier.cluster.arrive.relaxed"
                   : "barrier.cluster.arrive",
         b.getVoidTy(), {}, Effect::kConvergent);
  return true;
}

// By what they order; every scope becomes the system's.  membar is sequentially consistent, fence without semantics is
// acq_rel.  All memory is coherent and all copies are done by the thread itself, so a proxy fence is a fence: one
// without semantics orders all.
bool lower_fence(InstructionLowering& i, bool is_membar) {
  const bool is_proxy = i.flag(".proxy");
  i.ignore({".level"});
  std::string_view order = i.take(".sem");
  if (i.flag(".acquire"))
    order = ".acquire";
  if (i.flag(".release"))
    order = ".release";
  i.ignore({".scope", ".cluster", ".sync_restrict::shared::cluster", ".sync_restrict::shared::cta", ".op_restrict",
            ".proxykind", ".to_proxykind::from_proxykind", ".async::generic"});
  const auto ordering = order == ".acquire"                       ? llvm::AtomicOrdering::Acquire
                        : order == ".release"                     ? llvm::AtomicOrdering::Release
                        : order == ".sc" || is_membar || is_proxy ? llvm::AtomicOrdering::SequentiallyConsistent
                                                                  : llvm::AtomicOrdering::AcquireRelease;
  i.b.CreateFence(ordering);
  return true;
}

bool lower_vote(InstructionLowering& i) {
  const bool sync = i.flag(".sync"), ballot = i.flag(".ballot");
  const std::string mode = ballot ? ".ballot" : text(i.take(".mode"));
  i.ignore({".b32", ".pred"});
  llvm::Value* predicate = i.read(1, Type::pred);
  llvm::Value* mask = sync ? i.read(2, Type::b32) : nullptr;
  if (!predicate || (sync && !mask))
    return false;
  std::vector<llvm::Value*> operands{predicate};
  if (sync)
    operands.insert(operands.begin(), mask);
  llvm::Type* result = ballot ? i.b.getInt32Ty() : i.b.getInt1Ty();
  return i.write(0, i.call("vote" + mode + (sync ? ".sync" : ""), result, operands, Effect::kConvergent),
                 ballot ? Type::b32 : Type::pred);
}

bool lower_match(InstructionLowering& i) {
  i.ignore({".sync"});
  const bool any = i.flag(".any");
  i.ignore({".all"});
  const Type type = i.type();
  llvm::Value *value = i.read(1, type), *mask = i.read(2, Type::b32);
  if (!value || !mask)
    return false;
  const std::string words =
      text(any ? "match.any.sync.i" : "match.all.sync.i") + std::to_string(bits_of(type)) + (any ? "" : "p");
  if (any)
    return i.write(0, i.call(words, i.b.getInt32Ty(), {mask, value}, Effect::kConvergent), Type::b32);
  auto* pair = llvm::StructType::get(i.b.getInt32Ty(), i.b.getInt1Ty());
  llvm::Value* both = i.call(words, pair, {mask, value}, Effect::kConvergent);
  return i.write(0, i.b.CreateExtractValue(both, 0), Type::b32) &&
         i.write_pair(i.operand(0), i.b.CreateExtractValue(both, 1), Type::pred);
}

bool lower_reduction(InstructionLowering& i) {
  i.ignore({".sync", ".b32"});
  if (i.source.has(".f32"))
    return i.fail("reductions of floating-point numbers are for sm_100a; Ox has what sm_90 has");
  const std::string_view op = i.take(".op");
  const bool is_unsigned = i.type() == Type::u32;
  llvm::Value *value = i.read(1, Type::b32), *mask = i.read(2, Type::b32);
  if (!value || !mask)
    return false;
  const bool extremum = op == ".min" || op == ".max";
  const std::string words = "redux.sync." + text(extremum && is_unsigned ? "u" : "") + text(op.substr(1));
  return i.write(0, i.call(words, i.b.getInt32Ty(), {value, mask}, Effect::kConvergent), Type::b32);
}

bool lower_election(InstructionLowering& i) {
  i.ignore({".sync"});
  llvm::Value* mask = i.read(1, Type::b32);
  if (!mask)
    return false;
  auto* pair = llvm::StructType::get(i.b.getInt32Ty(), i.b.getInt1Ty());
  llvm::Value* both = i.call("elect.sync", pair, {mask}, Effect::kConvergent);
  return i.write(0, i.b.CreateExtractValue(both, 0), Type::b32) &&
         i.write_pair(i.operand(0), i.b.CreateExtractValue(both, 1), Type::pred);
}
} // namespace

bool lower_kSynchronization(InstructionLowering& i) {
  const std::string_view name = i.source.name();
  if (i.source.has(".warp") || i.source.has(".cluster") ? name.starts_with("bar") : false)
    return lower_warp_or_cluster_barrier(i);
  if (name == "bar" || name == "barrier")
    return lower_barrier(i);
  if (name == "mbarrier")
    return lower_mbarrier(i);
  if (name == "cp")
    return lower_copy_arrival(i);
  if (name == "fence" || name == "membar")
    return lower_fence(i, name == "membar");
  if (name == "vote")
    return lower_vote(i);
  if (name == "match")
    return lower_match(i);
  if (name == "redux")
    return lower_reduction(i);
  if (name == "elect")
    return lower_election(i);
  if (name == "activemask") {
    i.ignore({".b32"});
    return i.write(0, i.call("activemask", i.b.getInt32Ty(), {}, Effect::kConvergent), Type::b32);
  }
  if (i.source.opcode.starts_with("red.async"))
    return lower_asynchronous_reduction(i);
  return lower_atomic(i, name == "red");
}

} // namespace ox::ptx
