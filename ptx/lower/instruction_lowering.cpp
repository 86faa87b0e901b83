// See instruction_lowering.h.
#include "ptx/lower/instruction_lowering.h"
#include "isa/kernel_abi.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/Intrinsics.h"
#include <algorithm>

namespace ox::ptx {

namespace {
struct SpecialRegister {
  std::string_view name;
  Type type;
  unsigned components;
  std::string_view words;
};
constexpr SpecialRegister kSpecialRegisters[] = {
#define OX_SPECIAL_REGISTER(name, type, components, words, ...) {name, Type::type, components, words},
#include "ptx/special_registers.def"
};

// .x .y .z .w, or as colours; -1 for anything else.
int component_of(std::string_view member) {
  for (std::string_view names : {".x.y.z.w", ".r.g.b.a"})
    if (size_t at = names.find(member); member.size() == 2 && at != std::string_view::npos)
      return int(at / 2);
  return -1;
}

// Registers of drivers and profilers, without a meaning here and 0: %envreg0 and 3 to 31, %pm0 to 7, %pm0_64 to
// %pm7_64.
bool is_tool_register(std::string_view name) {
  llvm::StringRef rest(name);
  const bool is_environment = rest.consume_front("%envreg");
  if (!is_environment) {
    if (!rest.consume_front("%pm"))
      return false;
    rest.consume_back("_64");
  }
  unsigned number = 0;
  const bool is_canonical = rest == "0" || !rest.starts_with("0");
  return is_canonical && !rest.getAsInteger(10, number) && number < (is_environment ? 32u : 8u);
}
} // namespace

unsigned address_space(std::string_view modifier) {
  if (modifier == ".shared::cluster")
    return 7;
  if (modifier.starts_with(".shared"))
    return address_space(Space::kShared);
  if (modifier == ".global")
    return address_space(Space::kGlobal);
  return address_space(modifier == ".const" ? Space::kConstant : Space::kGeneric);
}

std::string_view InstructionLowering::take(std::string_view slot) {
  for (size_t i = 0; i < source.modifiers.size(); ++i)
    if (source.modifiers[i].slot == slot) {
      taken_ |= uint64_t{1} << i;
      return source.modifiers[i].value;
    }
  return {};
}

void InstructionLowering::ignore(std::initializer_list<std::string_view> slots) {
  for (std::string_view slot : slots)
    (void)take(slot);
}

std::string InstructionLowering::unused() const {
  for (size_t i = 0; i < source.modifiers.size(); ++i)
    if ((taken_ >> i & 1) == 0)
      return text(source.modifiers[i].value);
  return {};
}

llvm::Value* InstructionLowering::fit(llvm::Value* bits, Type type) {
  bits = b.CreateZExtOrTrunc(bits, bits_type(b.getContext(), bits_of(type)));
  return b.CreateBitCast(bits, type_of(type));
}

llvm::Value* InstructionLowering::constant(const Operand& from, Type type) {
  const Constant& value = from.constant;
  const unsigned bits = bits_of(type);
  const bool converts = type == Type::f32 || type == Type::f64;
  if (value.is_real() && !converts && bits < (value.kind == Constant::Kind::kSingle ? 32u : 64u))
    return fail_at(from, "a floating-point constant does not fit ." + text(name_of(type))), nullptr;
  llvm::APInt integer(64, pattern_of(value, type));
  integer = value.kind == Constant::Kind::kSigned ? integer.sextOrTrunc(bits) : integer.zextOrTrunc(bits);
  return b.CreateBitCast(llvm::ConstantInt::get(b.getContext(), integer), type_of(type));
}

llvm::Value* InstructionLowering::special_register(const Operand& from, Type type) {
  for (const SpecialRegister& known : kSpecialRegisters) {
    if (known.name != from.name)
      continue;
    std::string words = "read.ptx.sreg." + text(known.words);
    if (known.components != 0) {
      const int component = component_of(from.member);
      if (component < 0)
        return fail_at(from, text(from.name) + " is read by component: .x, .y or .z"), nullptr;
      if (component == 3)
        return llvm::Constant::getNullValue(type_of(type));
      words += "." + std::string(1, "xyz"[component]);
    }
    const bool is_clock = words.contains("clock") || words.contains("timer");
    return fit(
        call(words, bits_type(b.getContext(), bits_of(known.type)), {}, is_clock ? Effect::kState : Effect::kNone),
        type);
  }
  if (from.name == "%envreg1" || from.name == "%envreg2") // the workspace of a cooperative launch
    return fit(call("read.ptx.sreg." + text(from.name.substr(1)), b.getInt32Ty(), {}, Effect::kNone), type);
  if (is_tool_register(from.name))
    return llvm::Constant::getNullValue(type_of(type));
  return fail_at(from, text(from.name) + " is not declared"), nullptr;
}

// Members that select bytes and halves (video instructions) are no components.
int InstructionLowering::register_component(const LocalSymbol& symbol, const Operand& of) {
  const int named = component_of(of.member);
  if (symbol.vector > 1 && named < 0)
    return fail_at(of, text(of.name) + " is a vector: name a component of it"), -1;
  if (named >= (symbol.vector > 1 ? int(symbol.vector) : 0))
    return fail_at(of, text(of.name) + " has no component " + text(of.member)), -1;
  return std::max(named, 0);
}

llvm::Value* InstructionLowering::read_register(const LocalSymbol& symbol, const Operand& from, Type type) {
  const int component = register_component(symbol, from);
  if (component < 0)
    return nullptr;
  llvm::Value* bits = function.read_register(symbol, unsigned(component));
  if (bits->getType()->getIntegerBitWidth() < bits_of(type))
    return fail_at(from, text(from.name) + " has " + std::to_string(bits_of(symbol.type)) + " bits, and " +
                             std::to_string(bits_of(type)) + " are read"),
           nullptr;
  return fit(bits, type);
}

llvm::Value* InstructionLowering::symbol_address(const Operand& from, bool as_number) {
  const LocalSymbol* symbol = function.find(from.name);
  llvm::Value* pointer = nullptr;
  if (as_number && symbol && symbol->kernel_parameter >= 0)
    pointer = call("kernel.parameter", b.getPtrTy(), {b.getInt32(uint32_t(symbol->kernel_parameter))}, Effect::kNone);
  else if (symbol && symbol->kind == LocalSymbol::Kind::kMemory)
    pointer = symbol->storage;
  else if (symbol && symbol->kind == LocalSymbol::Kind::kGlobal)
    pointer = symbol->global;
  else if (!symbol)
    pointer = function.module().find_symbol(from.name);
  if (!pointer)
    return fail_at(from, text(from.name) + (symbol ? " has no address" : " is not declared")), nullptr;
  if (from.kind == Operand::Kind::kIndexed) { // array[3]
    llvm::Value* index = read(from.parts[0], Type::s32);
    if (index && from.parts[0].has_offset) // a[i+1]
      index = b.CreateAdd(index, b.getInt32(uint32_t(from.parts[0].constant.bits)));
    const uint64_t bytes = symbol ? symbol->element_bytes : function.module().element_bytes(from.name);
    return index ? b.CreateGEP(llvm::ArrayType::get(b.getInt8Ty(), bytes), pointer, index) : nullptr;
  }
  return from.has_offset ? b.CreatePtrAdd(pointer, b.getInt64(from.constant.bits)) : pointer;
}

llvm::Value* InstructionLowering::read_address(const Operand& from, Type type) {
  llvm::Value* pointer = symbol_address(from, true);
  if (!pointer)
    return nullptr;
  // An offset will do for shared and for local memory.
  const LocalSymbol* symbol = function.find(from.name);
  const bool is_shared = pointer->getType()->getPointerAddressSpace() == address_space(Space::kShared);
  const bool is_local = symbol && symbol->space == Space::kLocal;
  if (bits_of(type) < (is_shared || is_local ? 32 : 64))
    return fail_at(from, "the address of " + text(from.name) + " has 64 bits, and " + std::to_string(bits_of(type)) +
                             " are read"),
           nullptr;
  return fit(b.CreatePtrToInt(pointer, b.getInt64Ty()), type);
}

llvm::Value* InstructionLowering::read_name(const Operand& from, Type type) {
  const LocalSymbol* symbol = function.find(from.name);
  if (symbol && symbol->kind == LocalSymbol::Kind::kRegister)
    return read_register(*symbol, from, type);
  if (symbol ? symbol->kind == LocalSymbol::Kind::kMemory || symbol->kind == LocalSymbol::Kind::kGlobal
             : function.module().find_symbol(from.name) != nullptr)
    return read_address(from, type);
  if (symbol)
    return fail_at(from, text(from.name) + " has no value"), nullptr;
  return special_register(from, type);
}

llvm::Value* InstructionLowering::read(const Operand& from, Type type) {
  llvm::Value* value = nullptr;
  switch (from.kind) {
  case Operand::Kind::kConstant:
    value = constant(from, type);
    break;
  case Operand::Kind::kName:
    value = read_name(from, type);
    break;
  case Operand::Kind::kIndexed:
    value = read_address(from, type);
    break;
  default:
    fail_at(from, "this operand has no value");
    return nullptr;
  }
  if (value && from.negated)
    value = b.CreateNot(value);
  if (value && from.minus)
    value = b.CreateNeg(value);
  return value;
}

bool InstructionLowering::write(const Operand& to, llvm::Value* value, Type type) {
  if (!value)
    return false;
  if (to.kind == Operand::Kind::kSink)
    return true;
  const LocalSymbol* symbol = to.kind == Operand::Kind::kName ? function.find(to.name) : nullptr;
  if (!symbol || symbol->kind != LocalSymbol::Kind::kRegister)
    return fail_at(to, text(to.name) + " is no register");
  const int component = register_component(*symbol, to);
  if (component < 0)
    return false;
  const unsigned have = bits_of(type), want = bits_of(symbol->type);
  if (have > want)
    return fail_at(to, text(to.name) + " has " + std::to_string(want) + " bits, and " + std::to_string(have) +
                           " are written");
  llvm::Value* bits = b.CreateBitCast(value, bits_type(b.getContext(), have));
  auto* width = bits_type(b.getContext(), want);
  bits = is_signed(type) ? b.CreateSExt(bits, width) : b.CreateZExt(bits, width);
  function.write_register(*symbol, unsigned(component), bits);
  return true;
}

bool InstructionLowering::write_pair(const Operand& to, llvm::Value* second, Type type) {
  if (to.pair.empty() || to.pair == "_")
    return true;
  Operand other;
  other.kind = Operand::Kind::kName;
  other.at = to.at;
  other.name = to.pair;
  return write(other, second, type);
}

llvm::Value* InstructionLowering::address(size_t number, std::string_view space) {
  const Operand& whole = operand(number);
  const Operand& base = whole.kind == Operand::Kind::kIndexed ? whole : whole.parts[0];
  auto* type = llvm::PointerType::get(b.getContext(), address_space(space));
  if (base.kind == Operand::Kind::kConstant)
    return b.CreateIntToPtr(b.getInt64(base.constant.bits), type);
  const LocalSymbol* symbol = function.find(base.name);
  if (symbol && symbol->kind == LocalSymbol::Kind::kRegister) {
    const unsigned bits = bits_of(symbol->type);
    if (bits != 32 && bits != 64)
      return fail_at(base, text(base.name) + " has " + std::to_string(bits) + " bits; an address has 32 or 64"),
             nullptr;
    if (bits == 32 && space != ".local" && !space.starts_with(".shared"))
      return fail_at(base, text(base.name) +
                               " has 32 bits; addresses of OxCore's memory have 64: have the producer emit "
                               "64-bit addresses (nvcc -m64)"),
             nullptr;
    llvm::Value* value = function.read_register(*symbol, 0);
    if (base.has_offset)
      value = b.CreateAdd(value, llvm::ConstantInt::get(value->getType(), base.constant.bits, true));
    if (space == ".local")
      return local_pointer(value);
    return b.CreateIntToPtr(b.CreateZExt(value, b.getInt64Ty()), type);
  }
  llvm::Value* pointer = symbol_address(base, false);
  return !pointer || pointer->getType() == type ? pointer : b.CreateAddrSpaceCast(pointer, type);
}

llvm::Value* InstructionLowering::local_pointer(llvm::Value* address) {
  if (address->getType()->isIntegerTy(32))
    address = b.CreateOr(b.CreateZExt(address, b.getInt64Ty()), b.getInt64(isa::kLocalWindowBase));
  return b.CreateIntToPtr(address, b.getPtrTy());
}

llvm::CallInst* InstructionLowering::call(llvm::Twine words, llvm::Type* result, llvm::ArrayRef<llvm::Value*> operands,
                                          Effect effect) {
  std::vector<llvm::Type*> types;
  for (llvm::Value* value : operands)
    types.push_back(value->getType());
  auto* type = llvm::FunctionType::get(result, types, false);
  llvm::Module& module = function.module().module();
  const std::string intrinsic_name = ("llvm.nvvm." + words).str();
  const llvm::Intrinsic::ID id = llvm::Intrinsic::lookupIntrinsicID(intrinsic_name);
  if (id != llvm::Intrinsic::not_intrinsic && !llvm::Intrinsic::isOverloaded(id) &&
      llvm::Intrinsic::getType(b.getContext(), id) == type)
    return b.CreateCall(llvm::Intrinsic::getOrInsertDeclaration(&module, id), operands);
  return call_named(("ox.ptx." + words).str(), result, operands, effect);
}

llvm::CallInst* InstructionLowering::instruction(std::string_view mnemonic, llvm::Type* result,
                                                 llvm::ArrayRef<llvm::Value*> operands, Effect effect) {
  std::string name = "__ox_" + text(mnemonic);
  std::replace(name.begin(), name.end(), '.', '_');
  return call_named(name, result, operands, effect);
}

llvm::Value* InstructionLowering::flush(llvm::Value* value) {
  llvm::Type* type = value->getType();
  if (auto* vector = llvm::dyn_cast<llvm::FixedVectorType>(type)) {
    for (unsigned n = 0; n < vector->getNumElements(); ++n)
      value = b.CreateInsertElement(value, flush(b.CreateExtractElement(value, n)), n);
    return value;
  }
  return instruction(type->isHalfTy() ? "flush.h" : "flush.s", type, {value});
}

llvm::Value* InstructionLowering::saturate(llvm::Value* value) {
  auto number = [&](double limit) { return llvm::ConstantFP::get(value->getType(), limit); };
  value = b.CreateBinaryIntrinsic(llvm::Intrinsic::maximumnum, value, number(0));
  return b.CreateBinaryIntrinsic(llvm::Intrinsic::minimumnum, value, number(1));
}

llvm::CallInst* InstructionLowering::call_named(const std::string& name, llvm::Type* result,
                                                llvm::ArrayRef<llvm::Value*> operands, Effect effect) {
  std::vector<llvm::Type*> types;
  for (llvm::Value* value : operands)
    types.push_back(value->getType());
  auto* type = llvm::FunctionType::get(result, types, false);
  llvm::Module& module = function.module().module();
  // The same words with other types are another function, ".1": codegen ignores words that it does not look for.
  std::string unique = name;
  llvm::Function* callee = module.getFunction(unique);
  for (unsigned number = 1; callee && callee->getFunctionType() != type; ++number)
    callee = module.getFunction(unique = name + "." + std::to_string(number));
  if (!callee) {
    callee = llvm::Function::Create(type, llvm::GlobalValue::ExternalLinkage, unique, module);
    callee->addFnAttr(llvm::Attribute::NoUnwind);
    if (effect == Effect::kNone || effect == Effect::kReads || effect == Effect::kState)
      callee->addFnAttr(llvm::Attribute::WillReturn);
    if (effect == Effect::kNone)
      callee->setDoesNotAccessMemory();
    if (effect == Effect::kReads)
      callee->setOnlyReadsMemory();
    if (effect == Effect::kState)
      callee->setOnlyAccessesInaccessibleMemory();
    if (effect == Effect::kConvergent)
      callee->addFnAttr(llvm::Attribute::Convergent);
  }
  return b.CreateCall(callee, operands);
}

} // namespace ox::ptx
