// The instruction forms of the PTX manual, compiled from the table (ptx/forms/*.def) into patterns that instructions
// are matched against.  docs/adr/0005 says why the table is written in the manual's own syntax.
//
// A form is a line such as
//     "atom{.sem}{.scope}{.space}.add.noftz{.level::cache_hint}.f16 d, [a], b{, cache-policy};"
// and the classes that its modifiers belong to, one after the other:
//     ".sem = .relaxed .acquire .release .acq_rel; .scope = .cta .cluster .gpu .sys; ..."
// A dotted word of the line that is the name of a class stands for one of its members, any other for itself; braces
// around it make it optional.  Among the operands,
//     [a, b]      an address            {a, b}     a vector          (a)       a list
//     {, x}       optional              {!}c       may be negated    {-}c      may have a minus sign
//     {a...}      a vector of as many as the column `types` says
//     p|q  p{|q}  a pair, or a pair or one                           _         the sink
//     d.dsel  a{.asel}                  with a member of that class  x{.unified}
// and a number stands for itself.  A form that the manual gives for several names has them all: "vadd|vsub|vmin.dtype".
#pragma once
#include "ptx/targets.h"
#include "ptx/types.h"
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ox::ptx {

// Who lowers a form; kLater: has an issue of its own, so a kernel that uses it fails by name.
enum class Family : uint8_t {
#define OX_FAMILY(name) name,
#include "ptx/families.def"
};

// A row of the table.
struct FormRow {
  std::string_view syntax, classes;
  std::string_view types;   // of operands where their names don't tell (forms.def)
  std::string_view needs;   // versions and targets of single modifiers, where they are above the form's (forms.def)
  std::string_view section; // of the manual, with its title: "9.7.1.1. add"
  uint16_t ptx = 10;        // first PTX version, times ten
  std::string_view sm;      // first target, or the targets: "80", "90a", "100a 103a", "100f 110f" (forms.def)
  Family family{};
};
std::span<const FormRow> form_rows();

// A word of the columns `types` and `needs`: a modifier that is there, a class that has one of these members, or an
// operand that is given (".unified" counts as one).
struct Word {
  std::string_view slot;                // empty: any modifier
  std::vector<std::string_view> values; // empty: any member of the slot
  std::string_view role;                // of an operand
};
using Words = std::vector<Word>; // all of them

// One type that an operand may have.
struct TypeTerm {
  enum class Kind : uint8_t {
    kType,      // itself
    kClass,     // what the class `slot` has
    kImmediate, // a constant; where `values` has one, one of these, or where has_range
    kBase,      // of an address: a register of 32 or 64 bits, a variable, a constant
    kAddress,   // a variable, for its address
    kLabel,
    kFunction,
    kTargets,   // the name of a .branchtargets list
    kPrototype, // ... of a .callprototype or a .calltargets list
    kTexture,
    kAny
  } kind{};
  Type type{};
  std::string_view slot;
  bool is_doubled = false, may_be_wider = false, has_range = false;
  int64_t least = 0, most = 0, step = 1;
  std::vector<int64_t> values;
};

// How many values an operand is.
struct VectorRule {
  enum class Kind : uint8_t {
    kOne,
    kClass,   // `count` times what the class `slot` says (".v4": 4), one where it is absent
    kColumns, // the columns of the shape that `slot` says (".m64n8k16": 8), divided by `count`
    kCount,   // so many, or as many as one of `others` says
    kParts,   // the type in equal parts (mov.b64 {a, b}, c), or one
  } kind{};
  std::string_view slot;
  unsigned count = 1;
  std::vector<unsigned> others;
};

// An entry of the column `types`: holds where its condition does.
struct TypeEntry {
  Words condition;
  VectorRule vector;
  std::vector<TypeTerm> terms; // one of them
};

// An entry of the column `needs`.
struct Need {
  enum class Kind : uint8_t {
    kVersions, // one of `versions`
    kWith,     // one of `others`
    kWithout,  // none of `others`
    kUntil     // before the first of `versions`, or another target
  } kind{};
  struct Version {
    unsigned ptx = 0;
    TargetSet targets;
  };
  std::vector<Words> words; // one of them is there
  std::vector<Version> versions;
  std::vector<Words> others;
  bool asks_operands = false; // some word is a role
};

enum class Presence : uint8_t { kNever, kOptional, kRequired };

struct ModifierPattern {
  std::string_view name; // ".sem", or the fixed word itself
  bool is_class = false, is_optional = false;
  std::vector<std::string_view> members; // of a class; one may be two words (".async.global")
};

struct OperandPattern {
  enum class Shape : uint8_t { kValue, kAddress, kVector, kList, kSink, kNumber };
  Shape shape{};
  std::string_view name; // role: "d", "cache-policy"; the number of kNumber
  bool is_optional = false, may_negate = false, may_have_minus = false;
  bool is_repeated = false; // the only part of a vector
  Presence pair = Presence::kNever;
  std::string_view pair_name;
  std::vector<TypeEntry> types, pair_types; // of values; the first entry that holds
  bool is_written = false;
  uint16_t number = 0; // in the form, parts counted
  Presence member = Presence::kNever;
  std::string_view member_class;
  std::vector<OperandPattern> parts; // of addresses, vectors and lists
  bool has_any_number() const { return parts.size() == 1 && parts[0].is_repeated; }
};

struct Form {
  const FormRow* row = nullptr;
  std::vector<std::string_view> names; // the first word: "cp", "atom"
  std::vector<ModifierPattern> modifiers;
  std::vector<OperandPattern> operands;
  unsigned operand_count = 0; // parts counted
  TargetSet targets;
  std::vector<Need> needs;
  bool asks_company = false; // some need is kWith or kWithout
  bool asks_operands = false;
  // The members of a class of this form; empty if there is no such class.
  std::span<const std::string_view> members_of(std::string_view class_name) const;
  struct Class {
    std::string_view name;
    std::vector<std::string_view> members;
  };
  std::vector<Class> classes;
};

// What is wrong with a row, as a sentence; empty if nothing is.  For the table's test: users never see it.
std::string compile_form(const FormRow& row, Form& form);
std::string compile_types(Form& form); // its part for `types`, `needs` and `sm` (form_types.cpp)

// All forms whose first word is this one, in the order of the table; compiled once.
std::span<const Form* const> forms_named(std::string_view name);

} // namespace ox::ptx
