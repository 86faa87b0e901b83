// See lexer.h.
#include "ptx/lexer.h"
#include <algorithm>
#include <array>

namespace ox::ptx {

namespace {
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex_digit(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
// Producers put '%' in the middle of names too (`func_%tmp`), and '@' and '.' never.
bool is_name(char c) { return is_letter(c) || is_digit(c) || c == '_' || c == '$'; }

// Longest first.
constexpr std::array<std::string_view, 8> kLongPunctuation = {"<<", ">>", "<=", ">=", "==", "!=", "&&", "||"};
constexpr std::string_view kPunctuation = "()[]{}<>,;:|+-*/%!~&^=?@";

// What stands behind '#' at the start of a line and asks for something: the text was not preprocessed.
constexpr std::array<std::string_view, 9> kPreprocessor = {"define", "undef", "include", "if",   "ifdef",
                                                           "ifndef", "else",  "elif",    "endif"};
bool is_for_preprocessor(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of(" \t", 1), line.size()));
  size_t length = 0;
  while (length < line.size() && is_letter(line[length]))
    ++length;
  return std::ranges::find(kPreprocessor, line.substr(0, length)) != kPreprocessor.end();
}
} // namespace

void Lexer::advance(size_t count) {
  for (; count != 0 && at_ < text_.size(); --count, ++at_) {
    if (text_[at_] == '\n')
      here_ = {here_.line + 1, 1};
    else
      ++here_.column;
  }
}

bool Lexer::skip_blanks() {
  const size_t from = at_;
  bool line_start = at_ == 0;
  while (at_ < text_.size()) {
    const char c = peek();
    if (c == '\n') {
      line_start = true;
      advance(1);
    } else if (c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v') {
      advance(1);
    } else if (c == '#' && line_start && is_for_preprocessor(text_.substr(at_, text_.find('\n', at_) - at_))) {
      break;
    } else if ((c == '/' && peek(1) == '/') || (c == '#' && line_start)) {
      while (at_ < text_.size() && peek() != '\n')
        advance(1);
    } else if (c == '/' && peek(1) == '*') {
      const size_t end = text_.find("*/", at_ + 2);
      if (end == std::string_view::npos)
        break;
      advance(end + 2 - at_);
    } else {
      break;
    }
  }
  return at_ != from || from == 0;
}

Token Lexer::word(Token token, size_t from) {
  size_t length = from;
  while (is_name(peek(length)) ||
         (peek(length) == '%' && token.kind == TokenKind::kIdentifier && is_name(peek(length + 1))))
    ++length;
  while (token.kind == TokenKind::kDotted && peek(length) == ':' && peek(length + 1) == ':' &&
         is_name(peek(length + 2))) {
    length += 2;
    while (is_name(peek(length)))
      ++length;
  }
  token.text = text_.substr(at_, length);
  advance(length);
  return token;
}

size_t Lexer::digits(size_t from) const {
  while (is_digit(peek(from)))
    ++from;
  return from;
}

// .5 and .5e-3; but .16x64b and .2d are modifiers
bool Lexer::is_real_behind_dot() const {
  size_t end = digits(1);
  if (end == 1)
    return false;
  const size_t sign = peek(end + 1) == '+' || peek(end + 1) == '-' ? 1 : 0;
  if ((peek(end) | 0x20) == 'e' && is_digit(peek(end + 1 + sign)))
    end = digits(end + 1 + sign);
  return !is_name(peek(end)) && peek(end) != ':';
}

Token Lexer::number(Token token) {
  size_t length = 0;
  token.kind = TokenKind::kInteger;
  const char letter = char(peek(1) | 0x20);
  if (peek() == '0' && (letter == 'f' || letter == 'd')) {
    token.kind = TokenKind::kReal;
    length = 2;
    while (is_hex_digit(peek(length)))
      ++length;
    if (length != (letter == 'f' ? 10u : 18u))
      token.kind = TokenKind::kBad;
  } else if (peek() == '0' && letter == 'x') {
    length = 2;
    while (is_hex_digit(peek(length)))
      ++length;
    if (length == 2)
      token.kind = TokenKind::kBad;
  } else if (peek() == '0' && letter == 'b') {
    length = 2;
    while (peek(length) == '0' || peek(length) == '1')
      ++length;
    if (length == 2)
      token.kind = TokenKind::kBad;
  } else {
    length = digits(0);
    if (peek(length) == '.' && !is_letter(peek(length + 1))) {
      token.kind = TokenKind::kReal;
      length = digits(length + 1);
    } else if (peek(length) == '.' && (peek(length + 1) | 0x20) == 'e') { // 1.e3
      token.kind = TokenKind::kReal;
      ++length;
    }
    const size_t sign = peek(length + 1) == '+' || peek(length + 1) == '-' ? 1 : 0;
    if ((peek(length) | 0x20) == 'e' && is_digit(peek(length + 1 + sign))) {
      token.kind = TokenKind::kReal;
      length = digits(length + 1 + sign);
    }
  }
  if (token.kind == TokenKind::kInteger && (peek(length) == 'U' || peek(length) == 'u'))
    ++length;
  if (is_name(peek(length))) { // 12ab
    token.kind = TokenKind::kBad;
    while (is_name(peek(length)))
      ++length;
  }
  token.text = text_.substr(at_, length);
  advance(length);
  return token;
}

Token Lexer::next() {
  Token token;
  token.after_blank = skip_blanks();
  token.at = here_;
  const char c = peek();
  if (at_ >= text_.size())
    return token;
  if (is_digit(c) || (c == '.' && is_real_behind_dot()))
    return number(token);
  if (c == '#') { // of a preprocessor, or a stray one
    token.kind = TokenKind::kBad;
    return word(token, 1);
  }
  if (c == '.' && is_name(peek(1))) {
    token.kind = TokenKind::kDotted;
    return word(token, 1);
  }
  if (is_name(c) || (c == '%' && is_name(peek(1)))) {
    token.kind = TokenKind::kIdentifier;
    return word(token, 1);
  }
  if (c == '"') {
    const size_t end = text_.find_first_of("\"\n", at_ + 1);
    const bool closed = end != std::string_view::npos && text_[end] == '"';
    const size_t stop = end == std::string_view::npos ? text_.size() : end;
    token.kind = closed ? TokenKind::kString : TokenKind::kBad;
    token.text = text_.substr(at_ + 1, stop - at_ - 1);
    advance(stop - at_ + (closed ? 1 : 0));
    return token;
  }
  size_t length = 1;
  if (c == '/' && peek(1) == '*') { // without its end
    token.kind = TokenKind::kBad;
    token.text = text_.substr(at_, 2);
    advance(2);
    return token;
  }
  for (std::string_view punctuation : kLongPunctuation)
    if (text_.substr(at_).starts_with(punctuation))
      length = 2;
  token.kind = kPunctuation.contains(c) ? TokenKind::kPunctuation : TokenKind::kBad;
  token.text = text_.substr(at_, length);
  advance(length);
  return token;
}

} // namespace ox::ptx
