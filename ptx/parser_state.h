// What the files of the parser share: the token stream with two tokens of lookahead, diagnostics, recovery.
//
// Functions that parse return false after a diagnostic; their caller goes on at the next statement or directive.
#pragma once
#include "ptx/lexer.h"
#include "ptx/parser.h"
#include <string>

namespace ox::ptx {

inline constexpr size_t kMostDiagnostics = 100;
inline constexpr unsigned kMostDepth = 64; // of braces and parentheses: the parser recurses
// Beyond these no machine could run the text, and numbers would overflow.
inline constexpr uint64_t kMostNames = 1u << 24;     // of a range, name<count>
inline constexpr uint64_t kMostVariables = 1u << 12; // of a range that is no range of registers
inline constexpr uint64_t kMostAlignment = 1u << 22;
inline constexpr uint64_t kMostBytes = uint64_t{1} << 36; // of a variable

class Parser {
public:
  Parser(Module& module, Diagnostics& diagnostics);

  void module();     // parser.cpp
  void statements(); // of inline asm: into one nameless function

private:
  // The stream.
  const Token& peek(size_t ahead = 0) const { return tokens_[ahead]; }
  Token take();
  bool at(std::string_view punctuation) const { return tokens_[0].is(punctuation); }
  bool at_dotted(std::string_view word) const { return tokens_[0].is_dotted(word); }
  bool at_end() const { return tokens_[0].kind == TokenKind::kEnd; }
  bool accept(std::string_view punctuation);
  bool accept_dotted(std::string_view word);
  bool expect(std::string_view punctuation, std::string_view behind); // "expected ';' behind ..."
  bool expect_name(std::string_view& name, std::string_view what);
  bool fail(std::string message) { return fail_at(tokens_[0].at, std::move(message)); }
  bool fail_at(Location at, std::string message);
  std::string found() const;            // "'foo'", "the end of the text"
  bool at_module_directive() const;     // one that stands outside functions only
  bool no_end(Location brace);          // fails: the '{' there has no '}'
  void skip_statement(unsigned braces); // past its ';', or to the '}' of its block, which has so many braces around it
  void skip_to_directive();             // outside functions
  bool skip_braces();                   // from '{' past its '}'

  // parser.cpp: outside functions
  void directive();
  bool version();
  bool target();
  bool address_size();
  bool file();
  bool section();
  bool alias();

  // parse_declaration.cpp
  bool at_variable() const;
  bool variables(Linkage linkage, std::vector<Variable>& to); // .space ... ;
  bool function(Linkage linkage);
  void move_parameters(Function& function);
  bool parameters(std::vector<Variable>& to, bool have_names);
  bool parameter(Variable& to, bool has_name);
  bool declarator(Variable& to);
  bool range(std::optional<uint64_t>& to, std::string_view what, uint64_t most); // <8>, if there is one
  bool alignment(uint64_t& to);
  bool dimensions(Variable& to, bool may_lack_the_first);
  bool initialiser(Initialiser& to, unsigned depth);
  bool initialiser_value(Initialiser& to);
  bool attributes(std::vector<Attribute>& to);
  bool type_and_vector(Variable& to);
  bool performance_directive(std::vector<Directive>& to, bool& noreturn);
  bool pragma(Directive& to);

  // parse_statement.cpp
  bool block(Block& to, unsigned depth);
  bool statement(Block& to, unsigned depth);
  bool instruction(Block& to);
  std::string_view opcode();
  bool target_names(Targets& to);
  bool label_or_list(Block& to);
  bool loc(Block& to);
  bool prototype(Prototype& to);

  // parse_operand.cpp
  bool operand(Operand& to, bool lists, unsigned depth);
  bool operand_list(std::vector<Operand>& to, std::string_view close, bool lists, unsigned depth);
  bool named_operand(Operand& to, unsigned depth);

  // constant_expression.cpp
  bool constant(Constant& to, unsigned depth = 0); // an expression
  bool integer(uint64_t& to, std::string_view what);
  bool binary(Constant& to, int least_precedence, unsigned depth);
  bool unary(Constant& to, unsigned depth);

  Module& module_;
  Diagnostics& diagnostics_;
  Lexer lexer_;
  Token tokens_[2];
  const char* behind_ = nullptr; // end of the token taken last
  unsigned braces_ = 0;          // that are open at the current token
  size_t errors_ = 0;
};

Space space_named(std::string_view word); // ".global"; kGeneric if it is none

} // namespace ox::ptx
