// Constant expressions (PTX ISA 9.0, 4.5): folded while they are read.  Integers are 64 bits, signed unless marked U or
// too large; an operator with an unsigned operand is unsigned.  Reals are doubles, but for 0f literals, which are kept
// to the bit.
#include "ptx/parser_state.h"
#include <bit>
#include <charconv>

namespace ox::ptx {

namespace {
using Kind = Constant::Kind;

struct Operator {
  std::string_view text;
  int precedence; // larger binds tighter
};
constexpr Operator kOperators[] = {{"*", 10}, {"/", 10}, {"%", 10}, {"+", 9}, {"-", 9},  {"<<", 8},
                                   {">>", 8}, {"<", 7},  {"<=", 7}, {">", 7}, {">=", 7}, {"==", 6},
                                   {"!=", 6}, {"&", 5},  {"^", 4},  {"|", 3}, {"&&", 2}, {"||", 1}};
constexpr int kConditional = 0;

int precedence_of(const Token& token) {
  if (token.kind == TokenKind::kPunctuation)
    for (const Operator& known : kOperators)
      if (known.text == token.text)
        return known.precedence;
  return -1;
}

double real_of(const Constant& value) {
  switch (value.kind) {
  case Kind::kSingle:
    return double(std::bit_cast<float>(uint32_t(value.bits)));
  case Kind::kDouble:
    return std::bit_cast<double>(value.bits);
  case Kind::kUnsigned:
    return double(value.bits);
  case Kind::kSigned:
    return double(int64_t(value.bits));
  }
  return 0;
}
Constant truth(bool value) { return {Kind::kSigned, value}; }
bool is_true(const Constant& value) { return value.is_real() ? real_of(value) != 0 : value.bits != 0; }

// Null: the operator does not go with reals.
std::optional<Constant> apply_real(std::string_view op, double a, double b) {
  auto real = [](double value) { return Constant{Kind::kDouble, std::bit_cast<uint64_t>(value)}; };
  if (op == "*")
    return real(a * b);
  if (op == "/")
    return real(a / b);
  if (op == "+")
    return real(a + b);
  if (op == "-")
    return real(a - b);
  if (op == "<")
    return truth(a < b);
  if (op == "<=")
    return truth(a <= b);
  if (op == ">")
    return truth(a > b);
  if (op == ">=")
    return truth(a >= b);
  if (op == "==")
    return truth(a == b);
  if (op == "!=")
    return truth(a != b);
  return std::nullopt;
}

uint64_t divide(std::string_view op, uint64_t a, uint64_t b, bool is_signed) {
  if (!is_signed)
    return op == "/" ? a / b : a % b;
  if (b == ~uint64_t{0}) // the least number by -1 overflows
    return op == "/" ? 0 - a : 0;
  return uint64_t(op == "/" ? int64_t(a) / int64_t(b) : int64_t(a) % int64_t(b));
}

Constant apply_integer(std::string_view op, const Constant& left, const Constant& right) {
  const bool is_signed = left.kind == Kind::kSigned && right.kind == Kind::kSigned;
  const uint64_t a = left.bits, b = right.bits;
  const Kind kind = is_signed ? Kind::kSigned : Kind::kUnsigned;
  const bool less = is_signed ? int64_t(a) < int64_t(b) : a < b;
  if (op == "*")
    return {kind, a * b};
  if (op == "/" || op == "%")
    return {kind, divide(op, a, b, is_signed)};
  if (op == "+")
    return {kind, a + b};
  if (op == "-")
    return {kind, a - b};
  if (op == "<<")
    return {left.kind, b > 63 ? 0 : a << b};
  if (op == ">>") // of the left operand's signedness; all bits out is all sign bits
    return {left.kind, left.kind == Kind::kSigned ? uint64_t(int64_t(a) >> (b > 63 ? 63 : b)) : b > 63 ? 0 : a >> b};
  if (op == "<")
    return truth(less);
  if (op == "<=")
    return truth(less || a == b);
  if (op == ">")
    return truth(!less && a != b);
  if (op == ">=")
    return truth(!less);
  if (op == "==")
    return truth(a == b);
  if (op == "!=")
    return truth(a != b);
  if (op == "&")
    return {kind, a & b};
  if (op == "^")
    return {kind, a ^ b};
  if (op == "|")
    return {kind, a | b};
  return truth(op == "&&" ? a != 0 && b != 0 : a != 0 || b != 0);
}

// False if the number does not fit.
bool read_integer(std::string_view text, Constant& to) {
  to.kind = Kind::kSigned;
  if (text.ends_with('U') || text.ends_with('u')) {
    to.kind = Kind::kUnsigned;
    text.remove_suffix(1);
  }
  int base = 10;
  if (text.size() > 1 && text[0] == '0') {
    const char letter = char(text[1] | 0x20);
    base = letter == 'x' ? 16 : letter == 'b' ? 2 : 8;
    text.remove_prefix(base == 8 ? 1 : 2);
  }
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), to.bits, base);
  if (to.bits >> 63 != 0)
    to.kind = Kind::kUnsigned;
  return error == std::errc() && end == text.data() + text.size();
}

bool read_real(std::string_view text, Constant& to) {
  const char letter = text.size() > 1 && text[0] == '0' ? char(text[1] | 0x20) : ' ';
  if (letter == 'f' || letter == 'd') {
    to.kind = letter == 'f' ? Kind::kSingle : Kind::kDouble;
    return std::from_chars(text.data() + 2, text.data() + text.size(), to.bits, 16).ec == std::errc();
  }
  double value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  to = {Kind::kDouble, std::bit_cast<uint64_t>(value)};
  return error == std::errc() && end == text.data() + text.size();
}
} // namespace

bool Parser::constant(Constant& to, unsigned depth) { return binary(to, kConditional, depth); }

bool Parser::integer(uint64_t& to, std::string_view what) {
  const Location where = peek().at;
  Constant value;
  if (peek().kind != TokenKind::kInteger && !at("(") && peek().text != "WARP_SZ")
    return fail("expected " + std::string(what) + ", found " + found());
  if (!constant(value))
    return false;
  to = value.bits;
  return !value.is_real() || fail_at(where, "expected " + std::string(what) + ", which is a whole number");
}

bool Parser::binary(Constant& to, int least_precedence, unsigned depth) {
  if (!unary(to, depth))
    return false;
  while (true) {
    const int precedence = precedence_of(peek());
    if (precedence > least_precedence || (precedence == least_precedence && precedence > 0)) {
      const Token op = take();
      Constant right;
      if (!binary(right, precedence + 1, depth + 1))
        return false;
      if (to.is_real() || right.is_real()) {
        auto value = apply_real(op.text, real_of(to), real_of(right));
        if (!value)
          return fail_at(op.at, "'" + std::string(op.text) + "' does not go with floating-point constants");
        to = *value;
      } else {
        if ((op.text == "/" || op.text == "%") && right.bits == 0)
          return fail_at(op.at, "a constant is divided by zero");
        to = apply_integer(op.text, to, right);
      }
    } else if (least_precedence == kConditional && accept("?")) {
      Constant yes, no;
      if (!constant(yes, depth + 1) || !expect(":", "in a conditional expression") || !constant(no, depth + 1))
        return false;
      to = is_true(to) ? yes : no;
    } else {
      return true;
    }
  }
}

bool Parser::unary(Constant& to, unsigned depth) {
  if (depth > kMostDepth)
    return fail("an expression is nested deeper than " + std::to_string(kMostDepth));
  const Token token = peek();
  if (token.is("(")) {
    take();
    if ((at_dotted(".s64") || at_dotted(".u64")) && peek(1).is(")")) { // a cast
      const bool is_signed = take().text == ".s64";
      take();
      if (!unary(to, depth + 1))
        return false;
      if (to.is_real())
        return fail_at(token.at, "a cast of a floating-point constant");
      to.kind = is_signed ? Kind::kSigned : Kind::kUnsigned;
      return true;
    }
    return constant(to, depth + 1) && expect(")", "behind the expression");
  }
  if (token.is("-") || token.is("+") || token.is("!") || token.is("~")) {
    take();
    if (!unary(to, depth + 1))
      return false;
    if (token.is("!")) {
      to = truth(!is_true(to));
    } else if (token.is("~")) {
      if (to.is_real())
        return fail_at(token.at, "'~' does not go with floating-point constants");
      to.bits = ~to.bits;
    } else if (token.is("-")) {
      if (to.kind == Kind::kSingle)
        to.bits ^= 0x80000000;
      else if (to.kind == Kind::kDouble)
        to.bits ^= uint64_t{1} << 63;
      else if (to.bits == uint64_t{1} << 63) // the least signed number, written as it is
        to.kind = Kind::kSigned;
      else
        to.bits = 0 - to.bits;
    }
    return true;
  }
  if (token.kind == TokenKind::kIdentifier && token.text == "WARP_SZ") {
    take();
    to = {Kind::kSigned, 32};
    return true;
  }
  if (token.kind == TokenKind::kInteger || token.kind == TokenKind::kReal) {
    take();
    const bool good = token.kind == TokenKind::kInteger ? read_integer(token.text, to) : read_real(token.text, to);
    return good || fail_at(token.at, "the number " + std::string(token.text) + " is out of range");
  }
  return fail("expected an operand, found " + found());
}

} // namespace ox::ptx
