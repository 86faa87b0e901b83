// PTX as a tree.  Strings are views into the source text, which the module owns; nothing is resolved or checked here
// beyond grammar (verify.h does that), except that each instruction knows its form in the table.
#pragma once
#include "ptx/forms.h"
#include "ptx/source.h"
#include "ptx/types.h"
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace ox::ptx {

enum class Space : uint8_t { kGeneric, kRegister, kConstant, kGlobal, kLocal, kParameter, kShared, kTexture };
enum class Linkage : uint8_t { kNone, kExtern, kVisible, kWeak, kCommon };

// A literal, or what a constant expression comes to.
struct Constant {
  enum class Kind : uint8_t { kSigned, kUnsigned, kSingle, kDouble } kind = Kind::kSigned;
  uint64_t bits = 0; // two's complement, or the bits of the float or double
  bool is_real() const { return kind == Kind::kSingle || kind == Kind::kDouble; }
};

struct Operand {
  enum class Kind : uint8_t {
    kName,     // register, variable, label, function; with an offset: the address of a variable plus so many bytes
    kConstant, //
    kAddress,  // [parts]
    kVector,   // {parts}
    kList,     // (parts)
    kIndexed,  // name[parts[0]]
    kSink,     // _
  } kind{};
  bool negated = false; // !p
  bool minus = false;   // -r (vmad)
  bool unified = false; // [a].unified
  Location at;
  std::string_view name;
  std::string_view member; // ".x", ".b0"; of pairs: none
  std::string_view pair;   // q of p|q
  Constant constant;       // of kConstant; or the offset of kName in an address
  bool has_offset = false;
  std::vector<Operand> parts;
};

struct Modifier {
  std::string_view slot;  // ".sem": the class, or the fixed word itself
  std::string_view value; // ".relaxed"
};

struct Instruction {
  Location at;
  std::string_view guard; // @p
  bool guard_negated = false;
  std::string_view opcode; // as written, "ld.global.f32"
  std::vector<Operand> operands;
  const Form* form = nullptr;      // null if none fits: then there is a diagnostic
  std::vector<Modifier> modifiers; // in the form's order

  std::string_view name() const { return opcode.substr(0, opcode.find('.')); }
  // The member that the instruction has of a class (or the fixed word, if it is there); empty if none.
  std::string_view modifier(std::string_view slot) const;
  bool has(std::string_view slot) const { return !modifier(slot).empty(); }
};

// One value of an initialiser: a constant, an address, or bytes of an address.
struct Initialiser {
  Location at;
  std::variant<Constant, std::vector<Initialiser>> value;
  std::string_view symbol;      // with the constant as offset, if it is not empty
  std::string_view field;       // of samplers: filter_mode = symbol, or = constant
  bool is_generic = false;      // generic(symbol)
  std::optional<uint64_t> mask; // 0xff00(symbol): these bits of the address
};

struct Attribute {
  std::string_view name; // ".managed", ".unified"
  std::vector<Constant> values;
};

struct Variable {
  Location at;
  Linkage linkage = Linkage::kNone;
  Space space{};
  Type type{};
  unsigned vector = 1;    // .v2, .v4, .v8
  uint64_t alignment = 0; // 0: the type's
  std::string_view name;
  std::optional<uint64_t> count;             // name<count>: name0, name1, ...
  std::optional<uint64_t> bank;              // .const[2], of PTX before 2.2
  std::vector<std::optional<uint64_t>> dims; // [4][]
  std::optional<Initialiser> initialiser;
  std::vector<Attribute> attributes;
  // Of kernel parameters: .ptr .space .align n
  bool is_pointer = false;
  Space pointer_space{};
  uint64_t pointer_alignment = 0;
};

bool is_scalar(const Variable& variable);            // one element of one lane
uint64_t element_bytes_of(const Variable& variable); // one element, all its lanes
uint64_t bytes_of(const Variable& variable);         // 0 for an array without a length
uint64_t alignment_of(const Variable& variable);     // in bytes; the element's size where none is written

// .maxntid 256, 1, 1
struct Directive {
  Location at;
  std::string_view name;
  std::vector<Constant> values;
  std::vector<std::string_view> strings; // .pragma
};

// .loc: file, line, column; of inlined code also the function (a label of .debug_str) and where it was called
struct Loc {
  Location at;
  uint64_t place[3] = {};
  std::string_view function;
  std::optional<Constant> function_offset;
  struct Place {
    uint64_t place[3] = {};
  };
  std::optional<Place> inlined_at;
};

struct Label {
  Location at;
  std::string_view name;
};

struct Prototype { // .callprototype; the parameters have no names
  Location at;
  std::string_view label;
  std::vector<Variable> returns, parameters;
  bool noreturn = false;
  std::vector<Directive> directives; // .abi_preserve
};

struct Targets { // .branchtargets, .calltargets
  struct Name {
    Location at;
    std::string_view name;
    std::optional<uint64_t> count; // name<count>: name0, name1, ...
  };
  Location at;
  std::string_view label;
  std::string_view directive;
  std::vector<Name> names;
};

struct Block;
using Statement =
    std::variant<Instruction, Label, Variable, Loc, Directive, Prototype, Targets, std::unique_ptr<Block>>;

// Statements in braces: names that it declares are its own.
struct Block {
  Location at, end;
  std::vector<Statement> statements;
};

struct Function {
  Location at;
  Linkage linkage = Linkage::kNone;
  bool is_entry = false, noreturn = false;
  std::string_view name;
  std::vector<Variable> returns, parameters;
  std::vector<Directive> directives;
  std::vector<Attribute> attributes;
  std::unique_ptr<Block> body; // null: a declaration
  bool is_broken = false;      // has an error inside: cannot be lowered
};

struct Alias {
  Location at;
  std::string_view name, of;
};

struct FileEntry {
  Location at;
  uint64_t number = 0;
  std::string_view name;
  std::optional<uint64_t> time, bytes;
};

// .section .debug_str { .b8 1, 2 ... }: DWARF that the producer made; kept as text for printing.
struct Section {
  Location at;
  std::string_view name, text;
};

using TopLevel = std::variant<Variable, Function, Alias, FileEntry, Section, Directive>;

struct Module {
  std::string source;                    // what all views are into
  std::deque<std::string> opcodes;       // ... but for opcodes with blanks in them, "add .u32"
  unsigned version = 0;                  // times ten: 90
  std::vector<std::string_view> targets; // "sm_90a", "debug", "texmode_unified"
  Location target_at;
  unsigned address_bits = 64;
  bool has_address_size = false;
  std::vector<TopLevel> items;
  bool has_parameters_in_bodies() const { return version != 0 && version < 14; } // of kernels
};

} // namespace ox::ptx
