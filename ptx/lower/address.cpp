// Addresses (PTX ISA 9.0, 9.7.9.19 to 9.7.9.24): cvta, isspacep, mapa, getctarank.
#include "ptx/lower/families.h"

namespace ox::ptx {

namespace {
using Effect = InstructionLowering::Effect;

// cvta{.to}.space.size: between an address of a space and the generic one
bool lower_address_conversion(InstructionLowering& i) {
  const bool to_space = i.flag(".to");
  const unsigned space = address_space(i.take(".space"));
  const Type type = i.type(".size");
  llvm::Value* value = i.read(1, type);
  if (!value)
    return false;
  llvm::IRBuilder<>& b = i.b;
  auto* special = llvm::PointerType::get(b.getContext(), space);
  llvm::Type *from = to_space ? (llvm::Type*)b.getPtrTy() : special,
             *to = to_space ? special : (llvm::Type*)b.getPtrTy();
  llvm::Value* pointer = b.CreateIntToPtr(b.CreateZExt(value, b.getInt64Ty()), from);
  if (from != to)
    pointer = b.CreateAddrSpaceCast(pointer, to);
  return i.write(0, b.CreatePtrToInt(pointer, i.type_of(type)), type);
}

bool lower_space_question(InstructionLowering& i) {
  const std::string_view space = i.take(".space");
  llvm::Value* address = i.read(1, Type::b64);
  if (!address)
    return false;
  const bool asks_for_parameters = space.starts_with(".param");
  std::string words = "isspacep" + text(space);
  if (space.starts_with(".shared"))
    words = space == ".shared::cluster" ? "isspacep.shared.cluster" : "isspacep.shared";
  else if (asks_for_parameters)
    words = "isspacep.param";
  // Only the kernel knows where its parameters are.
  if (asks_for_parameters && !i.function.source().is_entry)
    i.function.function().addFnAttr(llvm::Attribute::AlwaysInline);
  address = i.b.CreateIntToPtr(address, i.b.getPtrTy());
  return i.write(0, i.call(words, i.b.getInt1Ty(), {address}, Effect::kNone), Type::pred);
}

// mapa and getctarank: where another block of the cluster has a shared address, and whose an address is
bool lower_cluster_address(InstructionLowering& i, bool maps) {
  const bool is_shared = !i.take(".space").empty() || i.flag(".shared::cluster");
  const Type type = i.type();
  llvm::IRBuilder<>& b = i.b;
  llvm::Value* address = i.read(1, type);
  if (!address)
    return false;
  auto* pointer = llvm::PointerType::get(b.getContext(), address_space(is_shared ? ".shared::cluster" : ""));
  address = b.CreateIntToPtr(b.CreateZExt(address, b.getInt64Ty()), pointer);
  if (!maps)
    return i.write(0, i.call("getctarank", b.getInt32Ty(), {address}, Effect::kNone), Type::u32);
  llvm::Value* rank = i.read(2, Type::u32);
  if (!rank)
    return false;
  llvm::Value* there = i.call("mapa", pointer, {address, rank}, Effect::kNone);
  return i.write(0, b.CreatePtrToInt(there, i.type_of(type)), type);
}
} // namespace

bool lower_address(InstructionLowering& i) {
  const std::string_view name = i.source.name();
  if (name == "cvta")
    return lower_address_conversion(i);
  if (name == "isspacep")
    return lower_space_question(i);
  return lower_cluster_address(i, name == "mapa");
}

} // namespace ox::ptx
