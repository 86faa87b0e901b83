// cp.async.bulk (PTX ISA 9.0, 9.7.9.25.4): the thread that asks copies all of it at once, and the mbarrier hears of the
// bytes right behind them; so groups of copies are always complete.  Tensors and copies to several blocks are kLater.
#include "ptx/lower/families.h"

namespace ox::ptx {

namespace {

bool lower_copy(InstructionLowering& i) {
  if (i.source.has(".multicast") || i.source.has(".cp_mask"))
    return lower_kLater(i);
  const std::string_view to_space = i.take(".dst"), from_space = i.take(".src");
  i.ignore({".async", ".bulk", ".level::cache_hint"});
  const bool has_barrier = i.take(".completion_mechanism") != ".bulk_group";
  llvm::Value *to = i.address(0, to_space), *from = i.address(1, from_space), *bytes = i.read(2, Type::u32);
  if (!to || !from || !bytes)
    return false;
  // Addresses and size are multiples of 16.
  i.b.CreateMemCpy(to, llvm::Align(16), from, llvm::Align(16), i.b.CreateZExt(bytes, i.b.getInt64Ty()));
  return !has_barrier || complete_bytes(i, 3, to_space, bytes);
}

} // namespace

bool lower_kBulkCopy(InstructionLowering& i) {
  if (!i.source.has(".commit_group") && !i.source.has(".wait_group") && !i.source.has(".prefetch"))
    return lower_copy(i);
  i.ignore(
      {".async", ".bulk", ".commit_group", ".wait_group", ".read", ".prefetch", ".L2", ".src", ".level::cache_hint"});
  return true;
}

} // namespace ox::ptx
