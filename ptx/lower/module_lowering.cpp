// See module_lowering.h.
#include "ptx/lower/module_lowering.h"
#include "ptx/lower/function_lowering.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include <bit>

namespace ox::ptx {

namespace {
constexpr const char* kDataLayout =
    "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"; // clang's for nvptx64

} // namespace

llvm::IntegerType* bits_type(llvm::LLVMContext& context, unsigned bits) {
  return llvm::IntegerType::get(context, bits);
}

llvm::Type* value_type(llvm::LLVMContext& context, Type type) {
  auto pair = [](llvm::Type* element) { return llvm::FixedVectorType::get(element, 2); };
  switch (type) {
  case Type::f16:
    return llvm::Type::getHalfTy(context);
  case Type::bf16:
    return llvm::Type::getBFloatTy(context);
  case Type::f32:
  case Type::tf32:
    return llvm::Type::getFloatTy(context);
  case Type::f64:
    return llvm::Type::getDoubleTy(context);
  case Type::f16x2:
    return pair(llvm::Type::getHalfTy(context));
  case Type::bf16x2:
    return pair(llvm::Type::getBFloatTy(context));
  case Type::f32x2:
    return pair(llvm::Type::getFloatTy(context));
  default:
    return bits_type(context, bits_of(type));
  }
}

bool is_scalar(const Variable& variable) { return variable.dims.empty() && variable.vector == 1; }

uint64_t element_bytes_of(const Variable& variable) {
  return std::max(bits_of(variable.type) / 8, 1u) * variable.vector;
}

uint64_t bytes_of(const Variable& variable) {
  uint64_t bytes = element_bytes_of(variable);
  for (const auto& dim : variable.dims)
    bytes *= dim.value_or(1);
  if (!variable.dims.empty() && !variable.dims[0])
    return 0;
  return bytes;
}

uint64_t alignment_of(const Variable& variable) {
  return variable.alignment ? variable.alignment : element_bytes_of(variable);
}

uint64_t pattern_of(const Constant& constant, Type type) {
  const bool wants_single = type == Type::f32, wants_double = type == Type::f64;
  if (wants_single && constant.kind == Constant::Kind::kDouble)
    return std::bit_cast<uint32_t>(float(std::bit_cast<double>(constant.bits)));
  if (wants_double && constant.kind == Constant::Kind::kSingle)
    return std::bit_cast<uint64_t>(double(std::bit_cast<float>(uint32_t(constant.bits))));
  return constant.bits;
}

unsigned address_space(Space space) {
  switch (space) {
  case Space::kGlobal:
    return 1;
  case Space::kShared:
    return 3;
  case Space::kConstant:
    return 4;
  default: // local and parameters are generic addresses
    return 0;
  }
}

ModuleLowering::ModuleLowering(const Module& source, llvm::Module& target, const LowerOptions& options,
                               Diagnostics& diagnostics)
    : source_(source), module_(target), context_(target.getContext()), options_(options), diagnostics_(diagnostics),
      debug_(target) {}

llvm::GlobalValue* ModuleLowering::find_symbol(std::string_view name) const {
  llvm::GlobalValue* known = symbols_.lookup(name);
  return known ? known : module_.getNamedValue(name);
}

uint64_t ModuleLowering::element_bytes(std::string_view name) const {
  for (const TopLevel& item : source_.items)
    if (const auto* variable = std::get_if<Variable>(&item); variable && variable->name == name)
      return element_bytes_of(*variable);
  return 1;
}

llvm::DIFile* ModuleLowering::file(uint64_t number) {
  auto [entry, is_new] = files_.try_emplace(number, nullptr);
  if (!is_new)
    return entry->second;
  std::string_view name = options_.file_name;
  for (const TopLevel& item : source_.items)
    if (const auto* known = std::get_if<FileEntry>(&item); known && known->number == number)
      name = known->name;
  const size_t slash = name.rfind('/');
  const std::string folder = slash == std::string_view::npos ? "." : text(name.substr(0, slash));
  entry->second = debug_.createFile(text(slash == std::string_view::npos ? name : name.substr(slash + 1)), folder);
  return entry->second;
}

// Parameters by value: a scalar is a value of its width, anything else a copy in memory.
llvm::FunctionType* ModuleLowering::function_type(const std::vector<Variable>& returns,
                                                  const std::vector<Variable>& parameters, bool is_variadic) {
  auto type_of = [&](const Variable& variable) -> llvm::Type* {
    if (is_scalar(variable))
      return bits_type(context_, std::max(bits_of(variable.type), variable.type == Type::pred ? 1u : 8u));
    return llvm::ArrayType::get(bits_type(context_, 8), bytes_of(variable));
  };
  std::vector<llvm::Type*> types;
  for (const Variable& parameter : parameters)
    types.push_back(is_scalar(parameter) ? type_of(parameter) : llvm::PointerType::get(context_, 0));
  llvm::Type* result = llvm::Type::getVoidTy(context_);
  if (returns.size() == 1)
    result = type_of(returns[0]);
  else if (returns.size() > 1) {
    std::vector<llvm::Type*> members;
    for (const Variable& value : returns)
      members.push_back(type_of(value));
    result = llvm::StructType::get(context_, members);
  }
  return llvm::FunctionType::get(result, types, is_variadic);
}

// Values one after the other, in the type's width; addresses as integers of that width.
llvm::Constant* ModuleLowering::initial_value(const Variable& variable, uint64_t bytes) {
  auto* byte = bits_type(context_, 8);
  if (!variable.initialiser)
    return llvm::Constant::getNullValue(llvm::ArrayType::get(byte, bytes));
  const unsigned width = std::max(bits_of(variable.type) / 8, 1u);
  std::vector<llvm::Constant*> members; // of a packed struct
  uint64_t size = 0;
  auto fail = [&](const Initialiser& at, const std::string& why) {
    diagnostics_.push_back({Severity::kError, at.at, why});
    return false;
  };
  auto add = [&](auto&& self, const Initialiser& value, size_t level) -> bool {
    if (const auto* values = std::get_if<std::vector<Initialiser>>(&value.value)) {
      // A row that is shorter than its dimension is filled with zeros.
      const uint64_t begin = size;
      for (const Initialiser& inner : *values)
        if (!self(self, inner, level + 1))
          return false;
      uint64_t row = width * variable.vector;
      for (size_t dim = level; dim < variable.dims.size(); ++dim)
        row *= variable.dims[dim].value_or(1);
      if (level > 0 && level < variable.dims.size() && size - begin < row) {
        members.push_back(llvm::Constant::getNullValue(llvm::ArrayType::get(byte, row - (size - begin))));
        size = begin + row;
      }
      return true;
    }
    const Constant& constant = std::get<Constant>(value.value);
    size += width;
    if (!value.symbol.empty()) {
      llvm::GlobalValue* symbol = find_symbol(value.symbol);
      if (!symbol)
        return fail(value, "there is no variable or function " + text(value.symbol));
      llvm::Constant* address = llvm::ConstantExpr::getPtrToInt(symbol, bits_type(context_, 64));
      address = llvm::ConstantExpr::getAdd(address, llvm::ConstantInt::get(address->getType(), constant.bits));
      if (!value.mask && width == 8) {
        members.push_back(address);
        return true;
      }
      // Bytes of an address: eight in a row are the address.
      if (value.mask && width == 1) {
        if (*value.mask == 0xff)
          members.push_back(address);
        return *value.mask == 0xff || !members.empty() ||
               fail(value, "the bytes of an address must be initialised in order");
      }
      return fail(value, "the address of " + text(value.symbol) + " does not fit a ." + text(name_of(variable.type)));
    }
    const uint64_t bits = pattern_of(constant, variable.type);
    members.push_back(
        llvm::ConstantInt::get(bits_type(context_, width * 8), llvm::APInt(width * 8, bits, false, true)));
    return true;
  };
  if (!add(add, *variable.initialiser, 0))
    return nullptr;
  if (bytes != 0 && size > bytes) {
    fail(*variable.initialiser,
         text(variable.name) + " has " + std::to_string(bytes) + " bytes, its initial value " + std::to_string(size));
    return nullptr;
  }
  if (size < bytes)
    members.push_back(llvm::Constant::getNullValue(llvm::ArrayType::get(byte, bytes - size)));
  return llvm::ConstantStruct::getAnon(members, true);
}

llvm::GlobalVariable* ModuleLowering::add_variable(const Variable& variable, const std::string& name) {
  const uint64_t bytes = bytes_of(variable);
  const bool is_extern = variable.linkage == Linkage::kExtern;
  const bool is_shared = variable.space == Space::kShared;
  using GlobalValue = llvm::GlobalValue;
  GlobalValue::LinkageTypes linkage = GlobalValue::InternalLinkage;
  if (is_extern || variable.linkage == Linkage::kVisible)
    linkage = GlobalValue::ExternalLinkage;
  else if (variable.linkage == Linkage::kWeak || variable.linkage == Linkage::kCommon)
    linkage = GlobalValue::WeakAnyLinkage;
  llvm::Type* type = llvm::ArrayType::get(bits_type(context_, 8), bytes);
  auto* global = new llvm::GlobalVariable(module_, type, variable.space == Space::kConstant, linkage, nullptr, name,
                                          nullptr, llvm::GlobalValue::NotThreadLocal, address_space(variable.space),
                                          variable.space == Space::kConstant);
  global->setAlignment(llvm::Align(std::max<uint64_t>(alignment_of(variable), 1)));
  if (!is_extern && is_shared)
    global->setInitializer(llvm::PoisonValue::get(type));
  return global;
}

// Gives a variable its initial value, which may need a type of its own: [] takes its size from the value, addresses
// make a struct.  The variable as it is then.
llvm::GlobalVariable* ModuleLowering::initialise(const Variable& variable, llvm::GlobalVariable* global) {
  if (variable.linkage == Linkage::kExtern || variable.space == Space::kShared)
    return global;
  llvm::Constant* value = initial_value(variable, bytes_of(variable));
  if (!value)
    value = llvm::Constant::getNullValue(global->getValueType());
  if (value->getType() == global->getValueType()) {
    global->setInitializer(value);
    return global;
  }
  auto* sized = new llvm::GlobalVariable(module_, value->getType(), global->isConstant(), global->getLinkage(), value,
                                         "", global, llvm::GlobalValue::NotThreadLocal, global->getAddressSpace(),
                                         global->isExternallyInitialized());
  sized->setAlignment(global->getAlign());
  sized->takeName(global);
  global->replaceAllUsesWith(sized);
  global->eraseFromParent();
  return sized;
}

llvm::GlobalVariable* ModuleLowering::add_static(const Variable& variable, const std::string& name) {
  return initialise(variable, add_variable(variable, name));
}

void ModuleLowering::add_performance_directives(const Function& function, llvm::Function& to) {
  for (const Directive& directive : function.directives) {
    auto number = [&](size_t i) { return i < directive.values.size() ? directive.values[i].bits : 1; };
    auto triple = [&] {
      return std::to_string(number(0)) + "," + std::to_string(number(1)) + "," + std::to_string(number(2));
    };
    if (directive.name == ".maxntid")
      to.addFnAttr("nvvm.maxntid", triple());
    else if (directive.name == ".reqntid")
      to.addFnAttr("nvvm.reqntid", triple());
    else if (directive.name == ".minnctapersm")
      to.addFnAttr("nvvm.minctasm", std::to_string(number(0)));
    else if (directive.name == ".maxnreg")
      to.addFnAttr("nvvm.maxnreg", std::to_string(number(0)));
    else if (directive.name == ".reqnctapercluster")
      to.addFnAttr("nvvm.cluster_dim", triple());
    else if (directive.name == ".maxclusterrank")
      to.addFnAttr("nvvm.maxclusterrank", std::to_string(number(0)));
    else if (directive.name == ".blocksareclusters")
      to.addFnAttr("nvvm.blocksareclusters");
  }
}

void ModuleLowering::add_function(const Function& function) {
  if (auto* known = llvm::dyn_cast_or_null<llvm::Function>(find_symbol(function.name))) { // declared before
    if (function.body)
      functions_.push_back({&function, known});
    return;
  }
  llvm::FunctionType* type = function_type(function.returns, function.parameters, false);
  using GlobalValue = llvm::GlobalValue;
  GlobalValue::LinkageTypes linkage = GlobalValue::InternalLinkage;
  if (function.is_entry || function.linkage == Linkage::kVisible || !function.body)
    linkage = GlobalValue::ExternalLinkage;
  if (function.linkage == Linkage::kWeak)
    linkage = GlobalValue::WeakAnyLinkage;
  llvm::Function* to = llvm::Function::Create(type, linkage, text(function.name), module_);
  to->addFnAttr(llvm::Attribute::Convergent);
  to->addFnAttr(llvm::Attribute::NoUnwind);
  to->addFnAttr(llvm::Attribute::NullPointerIsValid); // an access to 0 is a fault, not undefined
  if (function.noreturn)
    to->addFnAttr(llvm::Attribute::NoReturn);
  if (function.is_entry)
    to->setCallingConv(llvm::CallingConv::PTX_Kernel);
  for (size_t i = 0; i < function.parameters.size(); ++i) {
    const Variable& parameter = function.parameters[i];
    if (is_scalar(parameter))
      continue;
    llvm::AttrBuilder attributes(context_);
    attributes.addByValAttr(llvm::ArrayType::get(bits_type(context_, 8), bytes_of(parameter)));
    attributes.addAlignmentAttr(llvm::Align(alignment_of(parameter)));
    if (function.is_entry) // nothing writes to a kernel's parameters, so none needs a copy of its own
      attributes.addAttribute(llvm::Attribute::ReadOnly);
    to->addParamAttrs(unsigned(i), attributes);
  }
  add_performance_directives(function, *to);
  symbols_[function.name] = to;
  if (function.body)
    functions_.push_back({&function, to});
}

void ModuleLowering::add_aliases() {
  for (const TopLevel& item : source_.items)
    if (const auto* alias = std::get_if<Alias>(&item)) {
      auto* of = llvm::dyn_cast_or_null<llvm::Function>(find_symbol(alias->of));
      if (!of || of->isDeclaration()) {
        diagnostics_.push_back(
            {Severity::kError, alias->at, "there is no function " + text(alias->of) + " with a body"});
        continue;
      }
      auto* made = llvm::GlobalAlias::create(of->getValueType(), 0, llvm::GlobalValue::ExternalLinkage,
                                             text(alias->name), of, &module_);
      if (auto* declared = find_symbol(alias->name)) {
        declared->replaceAllUsesWith(made);
        declared->eraseFromParent();
        made->setName(text(alias->name));
      }
      symbols_[alias->name] = made;
    }
}

void ModuleLowering::lower_bodies() {
  for (auto [function, to] : functions_) {
    std::optional<Diagnostic> wrong;
    if (function->is_broken)
      wrong = {Severity::kError, function->at, "it has an error"};
    else
      wrong = FunctionLowering(*this, *function, *to).run();
    if (!wrong)
      continue;
    const std::string why = "line " + std::to_string(wrong->at.line) + ": " + wrong->message;
    diagnostics_.push_back({Severity::kWarning, wrong->at, text(function->name) + " cannot run: " + wrong->message});
    to->deleteBody();
    to->setLinkage(function->is_entry ? llvm::GlobalValue::ExternalLinkage : llvm::GlobalValue::InternalLinkage);
    llvm::IRBuilder<> builder(llvm::BasicBlock::Create(context_, "", to));
    builder.CreateIntrinsic(builder.getVoidTy(), llvm::Intrinsic::trap, {});
    builder.CreateUnreachable();
    to->addFnAttr("ox-unusable", why);
  }
}

// A kernel that calls, or takes the address of, a function that cannot run cannot run.
void ModuleLowering::mark_unusable_kernels() {
  for (llvm::Function& kernel : module_) {
    if (kernel.getCallingConv() != llvm::CallingConv::PTX_Kernel || kernel.hasFnAttribute("ox-unusable"))
      continue;
    llvm::SmallVector<llvm::Function*> work{&kernel};
    llvm::SmallPtrSet<llvm::Function*, 16> seen{&kernel};
    while (!work.empty()) {
      llvm::Function* at = work.pop_back_val();
      if (at->hasFnAttribute("ox-unusable")) {
        kernel.addFnAttr("ox-unusable",
                         at->getName().str() + ": " + at->getFnAttribute("ox-unusable").getValueAsString().str());
        break;
      }
      for (llvm::Instruction& instruction : llvm::instructions(*at))
        for (llvm::Value* operand : instruction.operands())
          if (auto* used = llvm::dyn_cast<llvm::Function>(operand->stripPointerCasts());
              used && seen.insert(used).second)
            work.push_back(used);
    }
  }
}

void ModuleLowering::run() {
  debug_.createCompileUnit(llvm::dwarf::DW_LANG_C_plus_plus, file(1), "ox", true, "", 0, "",
                           llvm::DICompileUnit::LineTablesOnly);
  std::vector<std::pair<const Variable*, llvm::GlobalVariable*>> variables;
  for (const TopLevel& item : source_.items)
    if (const auto* function = std::get_if<Function>(&item))
      add_function(*function);
  for (const TopLevel& item : source_.items)
    if (const auto* variable = std::get_if<Variable>(&item))
      variables.push_back({variable, add_variable(*variable, text(variable->name))});
  for (auto [variable, global] : variables)
    symbols_[variable->name] = global;
  for (auto [variable, global] : variables)
    symbols_[variable->name] = initialise(*variable, global);
  add_aliases();
  lower_bodies();
  mark_unusable_kernels();
  debug_.finalize();
}

std::unique_ptr<llvm::Module> lower(const Module& module, llvm::LLVMContext& context, const LowerOptions& options,
                                    Diagnostics& diagnostics) {
  auto made = std::make_unique<llvm::Module>(options.file_name, context);
  made->setTargetTriple(llvm::Triple("nvptx64-nvidia-cuda"));
  made->setDataLayout(kDataLayout);
  made->addModuleFlag(llvm::Module::Warning, "Debug Info Version", llvm::DEBUG_METADATA_VERSION);
  made->addModuleFlag(llvm::Module::Max, "Dwarf Version", 4);
  ModuleLowering(module, *made, options, diagnostics).run();
  return made;
}

} // namespace ox::ptx
