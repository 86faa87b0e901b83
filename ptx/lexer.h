// PTX text as tokens (PTX ISA 9.0, chapter 4, "Syntax").
//
// A word that begins with a dot is one token with its `::` parts (".shared::cta", ".L2::cache_hint", ".2d"), because
// that is how modifiers and directives are told apart.  Whether blanks stand in front of a token is kept: `%r1.x` is an
// operand with a member, `%r1 .x` is not PTX.
#pragma once
#include "ptx/source.h"
#include <string_view>

namespace ox::ptx {

enum class TokenKind : uint8_t {
  kEnd,
  kIdentifier, // name, %name, $name, _
  kDotted,     // .word
  kInteger,    // decimal, 0x, 0b, octal, with or without U
  kReal,       // 0f and 0d bit patterns, and decimal ones: 1.5, 1., .5, 1e-3
  kString,
  kPunctuation, // one of the operators below
  kBad,         // a character or literal that PTX does not have
};

struct Token {
  TokenKind kind = TokenKind::kEnd;
  bool after_blank = false; // or at the start of a line
  Location at;
  std::string_view text; // of strings: without the quotes
  bool is(std::string_view punctuation) const { return kind == TokenKind::kPunctuation && text == punctuation; }
  bool is_dotted(std::string_view word) const { return kind == TokenKind::kDotted && text == word; }
};

// Tokens one after the other.  Comments and the lines that a C preprocessor leaves (# 12 "a.cu", #pragma) are blanks; a
// line for a preprocessor to act on (#define, #if) is kBad, and so is a comment without its end.  NULs at the end are
// not part of the text: fat binaries pad with them.
class Lexer {
public:
  explicit Lexer(std::string_view text) : text_(text.substr(0, text.find_last_not_of('\0') + 1)) {}
  Token next();

private:
  bool skip_blanks(); // true if there were any
  bool is_real_behind_dot() const;
  size_t digits(size_t from) const; // the end of the digits there
  Token word(Token token, size_t from);
  Token number(Token token);
  void advance(size_t count);
  char peek(size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

  std::string_view text_;
  size_t at_ = 0;
  Location here_{1, 1};
};

} // namespace ox::ptx
