// See module_lowering.h.
#include "ptx/lower/module_lowering.h"
#include "isa/kernel_abi.h"
#include "ptx/lower/function_lowering.h"
#include "ptx/lower/initial_value.h"
#include "ptx/lower/pragmas.h"
#include "llvm/IR/Constants.h"
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
      lines_(source, target, options.file_name) {}

llvm::GlobalValue* ModuleLowering::find_symbol(std::string_view name) const {
  llvm::GlobalValue* known = symbols_.lookup(name);
  return known ? known : module_.getNamedValue(name);
}

uint64_t ModuleLowering::element_bytes(std::string_view name) const {
  const Variable* variable = variables_.lookup(name);
  return variable ? element_bytes_of(*variable) : 1;
}

// Of what is passed by value and is no scalar: in pieces as large as its alignment allows.
llvm::Type* ModuleLowering::memory_type(const Variable& variable) {
  const uint64_t bytes = bytes_of(variable);
  uint64_t piece = std::min<uint64_t>(alignment_of(variable), 8);
  while (bytes % piece != 0)
    piece /= 2;
  return llvm::ArrayType::get(bits_type(context_, unsigned(piece * 8)), bytes / piece);
}

// Parameters by value: a scalar is a value of its width, anything else a copy in memory.
llvm::FunctionType* ModuleLowering::function_type(const std::vector<Variable>& returns,
                                                  const std::vector<Variable>& parameters, bool is_variadic) {
  auto type_of = [&](const Variable& variable) -> llvm::Type* {
    if (is_scalar(variable))
      return bits_type(context_, std::max(bits_of(variable.type), variable.type == Type::pred ? 1u : 8u));
    return memory_type(variable);
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

llvm::GlobalVariable* ModuleLowering::add_variable(const Variable& variable, const std::string& name,
                                                   bool is_of_function) {
  const uint64_t bytes = bytes_of(variable);
  const bool is_extern = variable.linkage == Linkage::kExtern;
  const bool is_shared = variable.space == Space::kShared;
  using GlobalValue = llvm::GlobalValue;
  GlobalValue::LinkageTypes linkage = GlobalValue::InternalLinkage;
  const bool is_host_s = !is_shared && !is_of_function; // the host may read and write it by its name
  if (is_extern || variable.linkage == Linkage::kVisible || is_host_s)
    linkage = GlobalValue::ExternalLinkage;
  if (variable.linkage == Linkage::kWeak || variable.linkage == Linkage::kCommon)
    linkage = GlobalValue::WeakAnyLinkage;
  llvm::Type* type = llvm::ArrayType::get(bits_type(context_, 8), bytes);
  auto* global =
      new llvm::GlobalVariable(module_, type, variable.space == Space::kConstant, linkage, nullptr, name, nullptr,
                               llvm::GlobalValue::NotThreadLocal, address_space(variable.space), is_host_s);
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
  InitialValue initial(*this, variable);
  llvm::Constant* value = initial.run();
  if (!value)
    value = llvm::Constant::getNullValue(global->getValueType());
  global = give_value(global, value);
  auto* number = bits_type(context_, 64);
  for (const LoneAddressByte& byte : initial.lone_bytes()) {
    llvm::Constant* at = llvm::ConstantExpr::getPtrToInt(global, number);
    at = llvm::ConstantExpr::getAdd(at, llvm::ConstantInt::get(number, byte.offset));
    for (llvm::Constant* word : {at, byte.address, (llvm::Constant*)llvm::ConstantInt::get(number, byte.shift)})
      address_bytes_.push_back(word);
  }
  return global;
}

llvm::GlobalVariable* ModuleLowering::give_value(llvm::GlobalVariable* global, llvm::Constant* value) {
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
  return initialise(variable, add_variable(variable, name, true));
}

// The loader's table of the bytes of addresses (isa/kernel_abi.h).
void ModuleLowering::write_address_bytes() {
  if (address_bytes_.empty())
    return;
  auto* type = llvm::ArrayType::get(bits_type(context_, 64), address_bytes_.size());
  auto* table = new llvm::GlobalVariable(
      module_, type, false, llvm::GlobalValue::ExternalLinkage, llvm::ConstantArray::get(type, address_bytes_),
      isa::kAddressBytesTable, nullptr, llvm::GlobalValue::NotThreadLocal, address_space(Space::kGlobal), true);
  table->setAlignment(llvm::Align(8));
}

std::optional<Diagnostic> ModuleLowering::add_performance_directives(const Function& function, llvm::Function& to) {
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
      return Diagnostic{Severity::kError, directive.at, "'.blocksareclusters' is not supported yet"};
    // .maxnctapersm, .explicitcluster and .abi_preserve promise or ask for what nothing here depends on.
  }
  return std::nullopt;
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
    if (is_scalar(parameter) || bytes_of(parameter) == 0) // [], of variadic functions: the caller's own memory
      continue;
    llvm::AttrBuilder attributes(context_);
    attributes.addByValAttr(llvm::ArrayType::get(bits_type(context_, 8), bytes_of(parameter)));
    attributes.addAlignmentAttr(llvm::Align(alignment_of(parameter)));
    if (function.is_entry) // nothing writes to a kernel's parameters, so none needs a copy of its own
      attributes.addAttribute(llvm::Attribute::ReadOnly);
    to->addParamAttrs(unsigned(i), attributes);
  }
  symbols_[function.name] = to;
  if (function.body)
    functions_.push_back({&function, to});
}

void ModuleLowering::add_aliases() {
  for (const TopLevel& item : source_.items)
    if (const auto* alias = std::get_if<Alias>(&item)) {
      auto* of = llvm::dyn_cast_or_null<llvm::Function>(find_symbol(alias->of));
      if (!of || llvm::none_of(functions_, [&](const auto& defined) { return defined.second == of; })) {
        diagnostics_.push_back(
            {Severity::kError, alias->at, "there is no function " + text(alias->of) + " with a body"});
        continue;
      }
      llvm::GlobalValue* declared = find_symbol(alias->name);
      auto* made =
          llvm::GlobalAlias::create(of->getValueType(), 0, llvm::GlobalValue::ExternalLinkage, "", of, &module_);
      if (declared) {
        declared->replaceAllUsesWith(made);
        declared->eraseFromParent();
      }
      made->setName(text(alias->name));
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
      wrong = add_performance_directives(*function, *to);
    if (!wrong)
      continue;
    diagnostics_.push_back({Severity::kWarning, wrong->at, text(function->name) + " cannot run: " + wrong->message});
    make_unusable(*to, wrong->at, wrong->message);
  }
}

// A declaration of what is defined too is not another variable.
void ModuleLowering::add_variables() {
  for (const TopLevel& item : source_.items)
    if (const auto* variable = std::get_if<Variable>(&item)) {
      const Variable*& known = variables_[variable->name];
      if (!known || known->linkage == Linkage::kExtern)
        known = variable;
    }
  std::vector<std::pair<const Variable*, std::string>> names; // in the order of the text
  for (const TopLevel& item : source_.items)
    if (const auto* variable = std::get_if<Variable>(&item); variable && variables_[variable->name] == variable) {
      if (!variable->count)
        names.push_back({variable, text(variable->name)});
      for (uint64_t n = 0; n < variable->count.value_or(0); ++n)
        names.push_back({variable, text(variable->name) + std::to_string(n)});
    }
  for (const auto& [variable, name] : names) {
    variables_[name] = variable;
    symbols_[name] = add_variable(*variable, name, false);
  }
  for (const auto& [variable, name] : names) // which may be addresses of each other
    symbols_[name] = initialise(*variable, llvm::cast<llvm::GlobalVariable>(symbols_[name]));
}

void ModuleLowering::run() {
  lines_.begin();
  for (const TopLevel& item : source_.items)
    if (const auto* pragma = std::get_if<Directive>(&item))
      keeps_loops_rolled_ |= read_pragma(*pragma, diagnostics_);
  for (const TopLevel& item : source_.items)
    if (const auto* function = std::get_if<Function>(&item))
      add_function(*function);
  add_variables();
  add_aliases();
  lower_bodies();
  define_missing_symbols();
  mark_unusable_kernels(module_);
  write_address_bytes();
  lines_.end();
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
