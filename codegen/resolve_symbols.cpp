#include "codegen/resolve_symbols.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Demangle/Demangle.h"
#include <unordered_map>
#include <unordered_set>

namespace ox::codegen {
namespace {

class Resolver {
public:
  explicit Resolver(std::span<const ObjectSymbols> all) : objects_(all), takes_part_(all.size(), false) {
    result_.left_out.resize(all.size());
  }

  Resolution resolve() {
    for (size_t i = 0; i < objects_.size(); ++i)
      if (objects_[i].takes_part == TakesPart::kAlways)
        add_required(i);
    add_needed();
    report_undefined();
    if (result_.errors.empty())
      add_possible();
    return std::move(result_);
  }

private:
  // Clang marks a static symbol that it made visible by a suffix, with which it can't be demangled.
  static std::string quoted(llvm::StringRef symbol) {
    for (llvm::StringRef mark : {"__static__", "__intern__"})
      symbol = symbol.substr(0, symbol.rfind(mark));
    return "'" + llvm::demangle(symbol) + "'";
  }

  // The first symbol that is there already.
  const std::string* conflict_of(const ObjectSymbols& object) const {
    for (const std::string& symbol : object.strong)
      if (strong_.contains(symbol))
        return &symbol;
    return nullptr;
  }

  const std::string* missing_in(const ObjectSymbols& object) const {
    for (const std::string& symbol : object.undefined)
      if (!defined_.contains(symbol))
        return &symbol;
    return nullptr;
  }

  void define_all(const ObjectSymbols& object) {
    for (const std::string& symbol : object.strong)
      strong_.try_emplace(symbol, &object.name);
    defined_.insert(object.strong.begin(), object.strong.end());
    defined_.insert(object.weak.begin(), object.weak.end());
  }

  void add_required(size_t index) {
    const ObjectSymbols& object = objects_[index];
    for (const std::string& symbol : object.strong)
      if (auto first = strong_.find(symbol); first != strong_.end())
        result_.errors.push_back("multiple definition of " + quoted(symbol) + " in '" + object.name +
                                 "', first defined in '" + *first->second + "'");
    define_all(object);
    takes_part_[index] = true;
    wanted_.insert(wanted_.end(), object.undefined.begin(), object.undefined.end());
  }

  // In the order of the command line, each symbol's first definition.
  void add_needed() {
    std::unordered_map<std::string, size_t> definers;
    for (size_t i = 0; i < objects_.size(); ++i)
      if (objects_[i].takes_part != TakesPart::kAlways)
        for (const auto* list : {&objects_[i].strong, &objects_[i].weak})
          for (const std::string& symbol : *list)
            definers.try_emplace(symbol, i);
    while (!wanted_.empty()) {
      const std::string symbol = std::move(wanted_.back());
      wanted_.pop_back();
      auto definer = definers.find(symbol);
      if (!defined_.contains(symbol) && definer != definers.end() && !takes_part_[definer->second])
        add_required(definer->second);
    }
  }

  void report_undefined() {
    for (size_t i = 0; i < objects_.size(); ++i)
      if (takes_part_[i])
        for (const std::string& symbol : objects_[i].undefined)
          if (!defined_.contains(symbol))
            result_.errors.push_back("undefined reference to " + quoted(symbol) + " in '" + objects_[i].name + "'");
  }

  // Members may need each other.  Those that can't take part take those along that need them, until all are content.
  void add_possible() {
    std::vector<size_t> candidates;
    for (size_t i = 0; i < objects_.size(); ++i) {
      if (takes_part_[i])
        continue;
      if (objects_[i].takes_part == TakesPart::kIfNeeded) {
        result_.left_out[i] = "it is linked already, and nothing here needs its device code";
      } else if (const std::string* symbol = conflict_of(objects_[i])) {
        result_.left_out[i] = "it defines " + quoted(*symbol) + " again, which '" + *strong_.at(*symbol) + "' has";
      } else {
        define_all(objects_[i]);
        candidates.push_back(i);
      }
    }
    for (bool changed = true; changed;) {
      changed = std::erase_if(candidates, [&](size_t i) {
                  const std::string* symbol = missing_in(objects_[i]);
                  if (symbol)
                    result_.left_out[i] = "it needs " + quoted(*symbol) + ", which is nowhere";
                  return symbol;
                }) != 0;
      defined_.clear();
      for (size_t i = 0; i < objects_.size(); ++i)
        if (result_.left_out[i].empty())
          define_all(objects_[i]);
    }
  }

  std::span<const ObjectSymbols> objects_;
  Resolution result_;
  std::vector<bool> takes_part_;
  std::unordered_map<std::string, const std::string*> strong_; // symbol to the object's name
  std::unordered_set<std::string> defined_;
  std::vector<std::string> wanted_;
};

} // namespace

Resolution resolve_symbols(std::span<const ObjectSymbols> objects) { return Resolver(objects).resolve(); }

} // namespace ox::codegen
