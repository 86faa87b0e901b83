// What the names of a module and of a function stand for, block by block.
#pragma once
#include "ptx/ast.h"
#include <unordered_map>

namespace ox::ptx {

struct Symbol {
  enum class Kind : uint8_t {
    kRegister,
    kVariable, // parameters included
    kFunction,
    kLabel,
    kTargets,
    kPrototype,
    kForeign // of the module around inline asm: anything
  } kind{};
  Type type{};
  unsigned vector = 1;                // of registers: components
  Space space{};                      // of variables
  bool is_input = false;              // a function's parameter: only read
  const Variable* variable = nullptr; // of registers and variables
  const Function* function = nullptr;
  const Targets* targets = nullptr;
  const Prototype* prototype = nullptr;
  Location at;
};
Symbol symbol_of(const Variable& variable);
std::string_view in_words(Symbol::Kind kind); // "a label"

// The names of one block, of a function's parameters, or of the module.
class Scope {
public:
  // What the name was declared as before; null if it was free and stands for the symbol now.
  const Symbol* declare(std::string_view name, const Symbol& symbol);
  // name0 to name(count-1); a name that was declared before, and goes on with the others.
  const Symbol* declare_range(std::string_view prefix, uint64_t count, const Symbol& symbol);
  const Symbol* find(std::string_view name);
  void replace(std::string_view name, const Symbol& symbol) { names_[name] = symbol; }

private:
  struct Range {
    uint64_t count = 0;
    Symbol symbol;
  };
  std::unordered_map<std::string_view, Symbol> names_; // members of ranges too, once they were asked for
  std::unordered_map<std::string_view, Range> ranges_; // by prefix
};

} // namespace ox::ptx
