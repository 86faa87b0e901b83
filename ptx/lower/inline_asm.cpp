// See inline_asm.h.
#include "ptx/lower/inline_asm.h"
#include "ptx/lower/function_lowering.h"
#include "ptx/parser.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/IR/InlineAsm.h"
#include "llvm/IR/InstIterator.h"
#include <charconv>
#include <deque>

namespace ox::ptx {

namespace {
using Constraint = llvm::InlineAsm::ConstraintInfo;

// An operand of the statement: $0, $1, ... in the order of the constraints.
struct AsmOperand {
  llvm::Type* type = nullptr;
  llvm::Value* input = nullptr; // null: only written
  bool is_output = false;
  std::string text;   // what stands for it: a register, or a constant
  std::string before; // of an output that is read first: the register that has its value
};

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

class AsmStatement {
public:
  AsmStatement(llvm::CallInst& call, unsigned number) : call_(call), number_(number) {}

  std::optional<InlineAsmError> lower(llvm::StringMap<llvm::Function*>& known) {
    if (!read_operands())
      return error_;
    std::string source = prologue();
    const uint32_t lines_before = uint32_t(std::count(source.begin(), source.end(), '\n'));
    source += substitute(code().getAsmString());
    std::string key = source;
    for (const AsmOperand& operand : operands_)
      if (operand.type)
        key += '\0' + operand.text + (operand.is_output ? "=" : "") + std::to_string(unsigned(type_of(operand)));
    llvm::Function*& function = known[key];
    if (!function && !(function = make_function(source, lines_before)))
      return error_;
    replace_by_call(*function);
    return std::nullopt;
  }

private:
  const llvm::InlineAsm& code() const { return *llvm::cast<llvm::InlineAsm>(call_.getCalledOperand()); }
  Type type_of(const AsmOperand& operand) const { return register_type(operand.type, call_.getDataLayout()); }
  bool fail(Location at, std::string message) {
    error_ = {&call_, at, std::move(message)};
    return false;
  }

  bool read_operands() {
    llvm::Type* result = call_.getType();
    unsigned output = 0, input = 0;
    for (const Constraint& constraint : code().ParseConstraints()) {
      if (constraint.Type == llvm::InlineAsm::isClobber)
        continue;
      if (constraint.Type == llvm::InlineAsm::isLabel)
        return fail({}, "asm goto has no meaning in device code; branch in C++ on a result of the asm");
      if (constraint.Type == llvm::InlineAsm::isOutput && constraint.isIndirect)
        return fail({}, "an output in memory; use an output in a register");
      const bool is_output = constraint.Type == llvm::InlineAsm::isOutput;
      if (!is_output && constraint.hasMatchingInput())
        continue;
      AsmOperand operand;
      operand.is_output = is_output;
      if (is_output) {
        operand.type = result->isStructTy() ? result->getStructElementType(output) : result;
        operand.text = "%ox_out" + std::to_string(output++);
        operands_.push_back(operand);
        continue;
      }
      llvm::Value* value = call_.getArgOperand(input++);
      // "0": the input of "+r"; it is operand 0 before the statement.
      unsigned tied = 0;
      const std::string& code = constraint.Codes.empty() ? "" : constraint.Codes[0];
      const auto [end, error] = std::from_chars(code.data(), code.data() + code.size(), tied);
      if (error == std::errc() && end == code.data() + code.size() && tied < operands_.size()) {
        operands_[tied].input = value;
        operands_[tied].before = "%ox_in" + std::to_string(tied);
        operands_.push_back({}); // numbers count it, but it has no name and no type
        continue;
      }
      operand.type = value->getType();
      operand.input = value;
      operand.text = "%ox_arg" + std::to_string(operands_.size());
      if (auto* constant = llvm::dyn_cast<llvm::ConstantInt>(value); constant && (code == "i" || code == "n"))
        operand.text = llvm::toString(constant->getValue(), 10, true), operand.input = nullptr;
      operands_.push_back(operand);
    }
    for (const AsmOperand& operand : operands_)
      if (operand.type && type_of(operand) == Type::kNone)
        return fail({}, "an operand of a type that no PTX register has");
    return true;
  }

  // Outputs that are read start with their value.
  std::string prologue() const {
    std::string text;
    for (const AsmOperand& operand : operands_)
      if (!operand.before.empty())
        text += "mov." + std::string(name_of(type_of(operand))) + " " + operand.text + ", " + operand.before + ";\n";
    return text;
  }

  // $0, ${0:x}, $$, ${:uid}
  std::string substitute(llvm::StringRef text) const {
    std::string result;
    while (!text.empty()) {
      const size_t dollar = text.find('$');
      result += text.take_front(dollar);
      if (dollar == llvm::StringRef::npos)
        break;
      text = text.drop_front(dollar + 1);
      if (text.consume_front("$")) {
        result += '$';
        continue;
      }
      if (text.consume_front("{:uid}")) {
        result += std::to_string(number_);
        continue;
      }
      const bool braced = text.consume_front("{");
      unsigned number = 0;
      if (text.consumeInteger(10, number) || number >= operands_.size()) {
        result += "%ox_unknown_operand";
        continue;
      }
      if (braced)
        text = text.drop_front(std::min(text.size(), text.find('}') + 1));
      result += operands_[number].text;
    }
    return result;
  }

  static Variable register_named(const std::string& name, Type type) {
    Variable variable;
    variable.space = Space::kRegister;
    variable.type = type;
    variable.name = name;
    return variable;
  }

  llvm::Function* make_function(const std::string& source, uint32_t lines_before) {
    Diagnostics diagnostics;
    auto module = parse_statements(source, diagnostics);
    auto place = [&](Location at) { return Location{at.line > lines_before ? at.line - lines_before : 1, at.column}; };
    if (!diagnostics.empty())
      return fail(place(diagnostics[0].at), diagnostics[0].message), nullptr;
    Function& body = std::get<Function>(module->items[0]);
    for (const AsmOperand& operand : operands_) {
      if (!operand.type)
        continue;
      if (operand.is_output)
        body.returns.push_back(register_named(operand.text, type_of(operand)));
      if (operand.input)
        body.parameters.push_back(register_named(operand.is_output ? operand.before : operand.text, type_of(operand)));
    }
    ModuleLowering lowering(*module, *call_.getModule(), {}, diagnostics);
    llvm::Function* function = llvm::Function::Create(lowering.function_type(body.returns, body.parameters, false),
                                                      llvm::GlobalValue::InternalLinkage, "ox.asm", *call_.getModule());
    for (llvm::Attribute::AttrKind attribute :
         {llvm::Attribute::AlwaysInline, llvm::Attribute::NoUnwind, llvm::Attribute::Convergent})
      function->addFnAttr(attribute);
    if (auto wrong = FunctionLowering(lowering, body, *function).run()) {
      function->eraseFromParent();
      return fail(place(wrong->at), wrong->message), nullptr;
    }
    return function;
  }

  // Values cross as integers of the registers' widths.
  void replace_by_call(llvm::Function& function) {
    llvm::IRBuilder<> b(&call_);
    auto to_bits = [&](llvm::Value* value, llvm::Type* type) -> llvm::Value* {
      if (value->getType()->isPointerTy())
        return b.CreatePtrToInt(value, type);
      value = b.CreateBitCast(value, b.getIntNTy(unsigned(call_.getDataLayout().getTypeSizeInBits(value->getType()))));
      return b.CreateZExt(value, type);
    };
    auto from_bits = [&](llvm::Value* bits, llvm::Type* type) -> llvm::Value* {
      if (type->isPointerTy())
        return b.CreateIntToPtr(bits, type);
      bits = b.CreateTrunc(bits, b.getIntNTy(unsigned(call_.getDataLayout().getTypeSizeInBits(type))));
      return b.CreateBitCast(bits, type);
    };
    std::vector<llvm::Value*> arguments;
    for (const AsmOperand& operand : operands_)
      if (operand.input)
        arguments.push_back(to_bits(operand.input, function.getArg(unsigned(arguments.size()))->getType()));
    llvm::CallInst* made = b.CreateCall(&function, arguments);
    made->setConvergent();
    llvm::Type* type = call_.getType();
    if (auto* members = llvm::dyn_cast<llvm::StructType>(type)) {
      llvm::Value* all = llvm::PoisonValue::get(members);
      for (unsigned i = 0; i < members->getNumElements(); ++i)
        all = b.CreateInsertValue(all, from_bits(b.CreateExtractValue(made, i), members->getElementType(i)), i);
      call_.replaceAllUsesWith(all);
    } else if (!type->isVoidTy()) {
      call_.replaceAllUsesWith(from_bits(made, type));
    }
    call_.eraseFromParent();
  }

  llvm::CallInst& call_;
  const unsigned number_;
  std::vector<AsmOperand> operands_;
  InlineAsmError error_;
};
} // namespace

std::vector<InlineAsmError> lower_inline_asm(llvm::Module& module) {
  std::vector<llvm::CallInst*> statements;
  for (llvm::Function& function : module)
    for (llvm::Instruction& instruction : llvm::instructions(function))
      if (auto* call = llvm::dyn_cast<llvm::CallInst>(&instruction))
        if (auto* code = llvm::dyn_cast<llvm::InlineAsm>(call->getCalledOperand());
            code && !code->getAsmString().empty())
          statements.push_back(call);
  std::vector<InlineAsmError> errors;
  llvm::StringMap<llvm::Function*> known;
  unsigned number = 0;
  for (llvm::CallInst* call : statements)
    if (auto error = AsmStatement(*call, number++).lower(known))
      errors.push_back(*error);
  return errors;
}

} // namespace ox::ptx
