// See asm_statement.h.
#include "ptx/lower/asm_statement.h"
#include "ptx/lower/bit_values.h"
#include "ptx/lower/flush_mode.h"
#include "ptx/lower/function_lowering.h"
#include "ptx/lower/unsupported_call.h"
#include "ptx/parser.h"
#include "ptx/verify.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Operator.h"

namespace ox::ptx {

namespace {
using Constraint = llvm::InlineAsm::ConstraintInfo;
constexpr llvm::StringLiteral kOperandName = "%ox_operand"; // "%ox_operand3" in the tree is %3 in the source

Type register_type(llvm::Type* type, const llvm::DataLayout& layout) {
  if (type->isIntegerTy(1))
    return Type::pred;
  switch (layout.getTypeSizeInBits(type).getFixedValue()) {
  case 8:
  case 16:
    return Type::b16;
  case 32:
    return Type::b32;
  case 64:
    return Type::b64;
  case 128:
    return Type::b128;
  default:
    return Type::kNone;
  }
}

Variable register_named(std::string_view name, Type type) {
  Variable variable;
  variable.space = Space::kRegister;
  variable.type = type;
  variable.name = name;
  return variable;
}

std::string in_words_of_source(std::string message) {
  for (size_t at = message.find(kOperandName); at != std::string::npos; at = message.find(kOperandName, at))
    message.replace(at, kOperandName.size(), "%");
  return message;
}

// volatile: executed as often as the source says so.  A load that nothing seems to change would leave its loop.
void make_accesses_volatile(llvm::Function& function) {
  for (llvm::Instruction& instruction : llvm::instructions(function)) {
    if (auto* load = llvm::dyn_cast<llvm::LoadInst>(&instruction);
        load && !llvm::isa<llvm::AllocaInst>(load->getPointerOperand()))
      load->setVolatile(true);
    if (auto* store = llvm::dyn_cast<llvm::StoreInst>(&instruction);
        store && !llvm::isa<llvm::AllocaInst>(store->getPointerOperand()))
      store->setVolatile(true);
  }
}

void forbid_contraction(llvm::Function& function) {
  for (llvm::Instruction& instruction : llvm::instructions(function))
    if (llvm::isa<llvm::FPMathOperator>(instruction))
      instruction.setHasAllowContract(false);
}

// What "memory" means beyond the statement's own accesses: the compiler moves no access across.
void add_compiler_barrier(llvm::IRBuilder<>& builder) {
  auto* type = llvm::FunctionType::get(builder.getVoidTy(), false);
  builder.CreateCall(llvm::InlineAsm::get(type, "", "~{memory}", true));
}
} // namespace

std::optional<std::string> text_operand(const llvm::Value& operand) {
  auto* variable = llvm::dyn_cast<llvm::GlobalVariable>(operand.stripPointerCasts());
  if (!variable || !variable->isConstant() || !variable->hasInitializer())
    return std::nullopt;
  const llvm::Constant* value = variable->getInitializer();
  if (value->isNullValue())
    return "";
  auto* bytes = llvm::dyn_cast<llvm::ConstantDataArray>(value);
  if (!bytes || !bytes->isString())
    return std::nullopt;
  llvm::StringRef text = bytes->getAsString();
  text.consume_back(llvm::StringRef("\0", 1));
  return text.str();
}

bool AsmStatement::fail(const std::string& message) {
  errors.push_back({&call_, std::nullopt, message});
  return false;
}

void AsmStatement::fail(Location at, const std::string& message) {
  errors.push_back({&call_, text_.origin(text_.offset_of(at.line, at.column)), in_words_of_source(message)});
}

Type AsmStatement::type_of(const Operand& operand) const { return register_type(operand.type, call_.getDataLayout()); }

bool AsmStatement::clobbers_memory() const {
  return llvm::any_of(code().ParseConstraints(), [](const Constraint& constraint) {
    return constraint.Type == llvm::InlineAsm::isClobber && llvm::is_contained(constraint.Codes, "{memory}");
  });
}

bool AsmStatement::read_input(const Constraint& constraint, unsigned argument) {
  llvm::Value* value = call_.getArgOperand(argument);
  const bool is_immediate =
      llvm::all_of(constraint.Codes, [](const std::string& code) { return code == "i" || code == "n" || code == "C"; });
  // "0": the input of "+r", or the other name of an operand before.
  unsigned tied = 0;
  if (constraint.Codes.size() == 1 && !llvm::StringRef(constraint.Codes[0]).getAsInteger(10, tied) &&
      tied < operands_.size()) {
    operands_[tied].argument = int(argument);
    operands_.push_back({.text = operands_[tied].text});
    return true;
  }
  Operand operand{.type = value->getType(), .argument = int(argument)};
  operand.text = (kOperandName + llvm::Twine(operands_.size())).str();
  if (auto* constant = llvm::dyn_cast<llvm::ConstantInt>(value); constant && is_immediate) {
    operand = {.text = llvm::toString(constant->getValue(), 10, true)};
  } else if (is_immediate) {
    std::optional<std::string> text = text_operand(*value);
    if (!text)
      return fail("the value of operand %" + std::to_string(operands_.size()) +
                  " is not known here: \"n\" needs an integer constant, \"C\" a constant array of char");
    operand = {.text = *text};
  }
  operands_.push_back(operand);
  return true;
}

bool AsmStatement::read_operands() {
  llvm::Type* result = call_.getType();
  unsigned output = 0, input = 0;
  for (const Constraint& constraint : code().ParseConstraints()) {
    if (constraint.Type == llvm::InlineAsm::isClobber)
      continue;
    if (constraint.Type == llvm::InlineAsm::isLabel)
      return fail("asm goto has no meaning in device code; branch in C++ on a result of the asm");
    if (constraint.isIndirect)
      return fail("operand %" + std::to_string(operands_.size()) + " is in memory; operands in PTX are registers");
    if (constraint.Type == llvm::InlineAsm::isInput) {
      if (!read_input(constraint, input++))
        return false;
      continue;
    }
    Operand operand{.type = result->isStructTy() ? result->getStructElementType(output) : result, .is_output = true};
    operand.text = (kOperandName + llvm::Twine(output++)).str();
    operands_.push_back(operand);
  }
  for (size_t n = 0; n < operands_.size(); ++n)
    if (operands_[n].type && type_of(operands_[n]) == Type::kNone)
      return fail("no PTX register has the type of operand %" + std::to_string(n));
  return true;
}

bool AsmStatement::read() {
  if (!read_operands())
    return false;
  auto [filled, error] =
      fill_template(code().getAsmString(), number_, [&](unsigned number) -> std::optional<std::string> {
        return number < operands_.size() ? std::optional(operands_[number].text) : std::nullopt;
      });
  if (error) {
    errors.push_back({&call_, error->offset, error->message});
    return false;
  }
  text_ = std::move(filled);
  Diagnostics diagnostics;
  module_ = parse_statements(text_.text, diagnostics);
  for (const Diagnostic& diagnostic : diagnostics)
    fail(diagnostic.at, diagnostic.message);
  if (!diagnostics.empty())
    return false;
  names_ = names_of(std::get<Function>(module_->items[0]));
  for (Location at : names_.returns)
    fail(at, "'ret' would leave the function around the asm; return in C++, or end the thread with 'exit'");
  return errors.empty();
}

void AsmStatement::share_register(std::string_view name, Type type, llvm::AllocaInst* storage) {
  if (llvm::none_of(registers_, [&](const Register& known) { return known.name == name; }))
    registers_.push_back({std::string(name), type, storage});
}

// Statements with the same key are the same function.
std::string AsmStatement::key() const {
  std::string key = text_.text + (code().hasSideEffects() ? " volatile" : "") +
                    (flushes_subnormals(*call_.getFunction()) ? " in a function that flushes" : "");
  for (const Operand& operand : operands_)
    if (operand.type)
      key += '\0' + operand.text + (operand.is_output ? "=" : "") + (operand.argument >= 0 ? "<" : "") +
             std::string(name_of(type_of(operand)));
  for (const Register& shared : registers_)
    key += '\0' + shared.name + '+' + std::string(name_of(shared.type));
  // Variables that it declares are its own; those that it shares are its function's.
  const bool has_variables = !variables_.empty() || text_.text.contains(".shared") || text_.text.contains(".global") ||
                             text_.text.contains(".const");
  return has_variables ? key + '\0' + std::to_string(number_) : key;
}

bool AsmStatement::lower(llvm::StringMap<llvm::Function*>& known) {
  llvm::Function*& function = known[key()];
  if (!function && !(function = make_function()))
    return false;
  replace_by_call(*function);
  return true;
}

// For the compilation's -arch, as clang notes it: "sm_80".
void AsmStatement::verify_body(Diagnostics& diagnostics) {
  auto is_foreign = [&](std::string_view name) {
    return variables_.contains(name) || call_.getModule()->getNamedValue(name) != nullptr;
  };
  const llvm::StringRef target = call_.getFunction()->getFnAttribute("target-cpu").getValueAsString();
  verify_statements(*module_, target, is_foreign, diagnostics);
}

// What is valid and not supported yet is left to the code generator to say, about the kernels that get here.
bool AsmStatement::lower_body(const Function& body, ModuleLowering& lowering, llvm::Function& function) {
  std::optional<Diagnostic> wrong = FunctionLowering(lowering, body, function).run();
  if (wrong && wrong->severity == Severity::kError) {
    fail(wrong->at, wrong->message);
    return false;
  }
  if (wrong) {
    function.deleteBody();
    function.setLinkage(llvm::GlobalValue::InternalLinkage); // which went with the body
    llvm::IRBuilder<> builder(llvm::BasicBlock::Create(function.getContext(), "", &function));
    call_unsupported(builder, in_words_of_source(wrong->message));
    builder.CreateUnreachable();
  }
  return true;
}

llvm::Function* AsmStatement::make_function() {
  Function& body = std::get<Function>(module_->items[0]);
  std::erase_if(body.body->statements, [&](const Statement& statement) {
    const auto* variable = std::get_if<Variable>(&statement);
    return variable && given_up_.contains(variable->name);
  });
  for (const Operand& operand : operands_) {
    if (operand.is_output)
      body.returns.push_back(register_named(operand.text, type_of(operand)));
    if (operand.type && operand.argument >= 0)
      body.parameters.push_back(register_named(operand.text, type_of(operand)));
  }
  for (const Register& shared : registers_) {
    body.returns.push_back(register_named(shared.name, shared.type));
    body.parameters.push_back(register_named(shared.name, shared.type));
  }
  Diagnostics diagnostics;
  verify_body(diagnostics);
  for (const Diagnostic& diagnostic : diagnostics)
    fail(diagnostic.at, diagnostic.message);
  if (!diagnostics.empty())
    return nullptr;
  ModuleLowering lowering(*module_, *call_.getModule(), {}, diagnostics);
  for (auto [name, variable] : variables_)
    lowering.define(name, variable);
  llvm::Function* function = llvm::Function::Create(lowering.function_type(body.returns, body.parameters, false),
                                                    llvm::GlobalValue::InternalLinkage, "ox.asm", *call_.getModule());
  for (llvm::Attribute::AttrKind attribute :
       {llvm::Attribute::AlwaysInline, llvm::Attribute::NoUnwind, llvm::Attribute::Convergent})
    function->addFnAttr(attribute);
  const bool good = lower_body(body, lowering, *function);
  for (const Diagnostic& diagnostic : diagnostics)
    fail(diagnostic.at, diagnostic.message);
  if (!good || !diagnostics.empty()) {
    function->eraseFromParent();
    return nullptr;
  }
  if (code().hasSideEffects())
    make_accesses_volatile(*function);
  if (!contract_)
    forbid_contraction(*function);
  if (flushes_subnormals(*call_.getFunction()) && computes_in_single(*function))
    keep_subnormals(*function);
  return function;
}

// Values cross as integers of the registers' widths.
void AsmStatement::replace_by_call(llvm::Function& function) {
  llvm::IRBuilder<> b(&call_);
  std::vector<llvm::Value*> arguments;
  auto next_type = [&] { return function.getArg(unsigned(arguments.size()))->getType(); };
  for (const Operand& operand : operands_)
    if (operand.type && operand.argument >= 0)
      arguments.push_back(b.CreateZExt(to_bits(b, call_.getArgOperand(unsigned(operand.argument))), next_type()));
  for (const Register& shared : registers_)
    arguments.push_back(b.CreateLoad(next_type(), shared.storage));
  const bool is_barrier = clobbers_memory();
  if (is_barrier)
    add_compiler_barrier(b);
  llvm::CallInst* made = b.CreateCall(&function, arguments);
  made->setConvergent();
  if (is_barrier)
    add_compiler_barrier(b);
  replace_results(made);
  call_.eraseFromParent();
}

void AsmStatement::replace_results(llvm::Value* results) {
  llvm::IRBuilder<> b(&call_);
  unsigned number = 0;
  auto next = [&]() -> llvm::Value* {
    return results->getType()->isStructTy() ? b.CreateExtractValue(results, number++) : results;
  };
  llvm::Type* type = call_.getType();
  if (auto* members = llvm::dyn_cast<llvm::StructType>(type)) {
    llvm::Value* all = llvm::PoisonValue::get(members);
    for (unsigned i = 0; i < members->getNumElements(); ++i)
      all = b.CreateInsertValue(all, from_bits(b, next(), members->getElementType(i)), i);
    call_.replaceAllUsesWith(all);
  } else if (!type->isVoidTy()) {
    call_.replaceAllUsesWith(from_bits(b, next(), type));
  }
  for (const Register& shared : registers_)
    b.CreateStore(next(), shared.storage);
}

} // namespace ox::ptx
