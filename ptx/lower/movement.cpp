// Data movement (PTX ISA 9.0, 9.7.9) between registers, and advice to caches.  Conversions of numbers, loads and
// stores, addresses have files of their own.
#include "ptx/lower/families.h"

namespace ox::ptx {

namespace {
using Effect = InstructionLowering::Effect;

// mov d, a; a vector of registers on one side is packed or unpacked, the first element lowest
bool lower_move(InstructionLowering& i) {
  const Type type = i.type();
  const Operand &to = i.operand(0), &from = i.operand(1);
  auto element_type = [&](const Operand& vector) {
    const unsigned bits = bits_of(type) / unsigned(std::max<size_t>(vector.parts.size(), 1));
    for (Type known : {Type::b8, Type::b16, Type::b32, Type::b64})
      if (bits_of(known) == bits)
        return known;
    return Type::kNone;
  };
  llvm::Value* value = nullptr;
  auto* whole = bits_type(i.b.getContext(), bits_of(type));
  if (from.kind == Operand::Kind::kVector) {
    const Type element = element_type(from);
    if (element == Type::kNone)
      return i.fail_at(from, "the elements do not make up ." + text(name_of(type)));
    value = llvm::ConstantInt::get(whole, 0);
    for (size_t n = 0; n < from.parts.size(); ++n) {
      llvm::Value* part = i.read(from.parts[n], element);
      if (!part)
        return false;
      part = i.b.CreateShl(i.b.CreateZExt(part, whole), n * bits_of(element));
      value = i.b.CreateOr(value, part);
    }
    value = i.b.CreateBitCast(value, i.type_of(type));
  } else if (!(value = i.read(from, type))) {
    return false;
  }
  if (to.kind != Operand::Kind::kVector)
    return i.write(to, value, type);
  const Type element = element_type(to);
  if (element == Type::kNone)
    return i.fail_at(to, "the elements do not make up ." + text(name_of(type)));
  value = i.b.CreateBitCast(value, whole);
  for (size_t n = 0; n < to.parts.size(); ++n) {
    llvm::Value* part = i.b.CreateTrunc(i.b.CreateLShr(value, n * bits_of(element)), i.type_of(element));
    if (!i.write(to.parts[n], part, element))
      return false;
  }
  return true;
}

bool lower_shuffle(InstructionLowering& i) {
  const bool sync = i.flag(".sync");
  const std::string mode = text(i.take(".mode"));
  i.ignore({".b32"});
  llvm::Value *value = i.read(1, Type::b32), *lane = i.read(2, Type::b32), *clamp = i.read(3, Type::b32);
  llvm::Value* mask = sync ? i.read(4, Type::b32) : nullptr;
  if (!value || !lane || !clamp || (sync && !mask))
    return false;
  std::vector<llvm::Value*> operands = {value, lane, clamp};
  if (sync)
    operands.insert(operands.begin(), mask);
  auto* pair = llvm::StructType::get(i.b.getInt32Ty(), i.b.getInt1Ty());
  llvm::Value* both =
      i.call("shfl" + std::string(sync ? ".sync" : "") + mode + ".i32p", pair, operands, Effect::kConvergent);
  return i.write(0, i.b.CreateExtractValue(both, 0), Type::b32) &&
         i.write_pair(i.operand(0), i.b.CreateExtractValue(both, 1), Type::pred);
}

bool lower_permute(InstructionLowering& i) {
  const std::string mode = text(i.take(".mode"));
  i.ignore({".b32"});
  llvm::Value *x = i.read(1, Type::b32), *y = i.read(2, Type::b32), *selector = i.read(3, Type::b32);
  if (!x || !y || !selector)
    return false;
  const bool one_source = mode == ".rc8" || mode == ".ecl" || mode == ".ecr" || mode == ".rc16";
  std::vector<llvm::Value*> operands = {x, y, selector};
  if (one_source)
    operands = {x, selector};
  return i.write(0, i.call("prmt" + mode, i.b.getInt32Ty(), operands, Effect::kNone), Type::b32);
}

// Advice to caches: there is nothing to do.  The address must be one, but need not be valid.
bool lower_advice(InstructionLowering& i, std::string_view name) {
  i.ignore({".level", ".level::eviction_priority", ".L1", ".tensormap"});
  std::string_view space;
  for (std::string_view slot : {".space", ".tensormap_space", ".global"})
    if (const std::string_view word = i.take(slot); !word.empty())
      space = word;
  for (size_t n = 0; n < i.count(); ++n)
    if (i.operand(n).kind == Operand::Kind::kAddress && !i.address(n, space))
      return false;
  if (name != "createpolicy")
    return true;
  i.ignore({".range", ".fractional", ".cvt", ".L2", ".level::primary_priority", ".level::secondary_priority", ".b64"});
  return i.write(0, i.b.getInt64(0), Type::b64);
}

} // namespace

bool lower_kMovement(InstructionLowering& i) {
  const std::string_view name = i.source.name();
  if (i.source.opcode.starts_with("st.bulk"))
    return lower_bulk_store(i);
  if (i.source.opcode.starts_with("st.async"))
    return lower_asynchronous_store(i);
  if (name == "ld" || name == "ldu" || name == "st")
    return lower_access(i);
  if (name == "multimem")
    return lower_multimem(i);
  if (name == "mov")
    return lower_move(i);
  if (name == "shfl")
    return lower_shuffle(i);
  if (name == "prmt")
    return lower_permute(i);
  if (name == "cvta" || name == "isspacep" || name == "mapa" || name == "getctarank")
    return lower_address(i);
  return lower_advice(i, name);
}

} // namespace ox::ptx
