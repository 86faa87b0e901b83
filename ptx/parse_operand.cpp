// Operands by grammar alone: which ones an instruction may have is the table's matter (match.h).
#include "ptx/parser_state.h"

namespace ox::ptx {

bool Parser::operand_list(std::vector<Operand>& to, std::string_view close, bool lists, unsigned depth) {
  if (depth > kMostDepth)
    return fail("operands are nested deeper than " + std::to_string(kMostDepth));
  if (accept(close))
    return true;
  do {
    if (!operand(to.emplace_back(), lists, depth + 1))
      return false;
  } while (accept(","));
  return expect(close, "behind the operands");
}

// lists: parentheses hold operands (of call), not an expression.
bool Parser::operand(Operand& to, bool lists, unsigned depth) {
  to.at = peek().at;
  if (at("!") && peek(1).kind == TokenKind::kIdentifier && peek(1).text != "WARP_SZ") {
    take();
    to.negated = true;
  }
  if (at("-") && peek(1).kind == TokenKind::kIdentifier && peek(1).text != "WARP_SZ") {
    take();
    to.minus = true;
  }
  if (accept("[")) {
    to.kind = Operand::Kind::kAddress;
    if (!operand_list(to.parts, "]", false, depth))
      return false;
    to.unified = accept_dotted(".unified");
    return true;
  }
  if (accept("{")) {
    to.kind = Operand::Kind::kVector;
    if (!operand_list(to.parts, "}", false, depth))
      return false;
    return !accept("|") || expect_name(to.pair, "a predicate behind '|'"); // tex {a, b, c, d}|p
  }
  if (lists && accept("(")) {
    to.kind = Operand::Kind::kList;
    return operand_list(to.parts, ")", false, depth);
  }
  if (peek().kind == TokenKind::kIdentifier && peek().text != "WARP_SZ")
    return named_operand(to, depth);
  to.kind = Operand::Kind::kConstant;
  return constant(to.constant, depth);
}

bool Parser::named_operand(Operand& to, unsigned depth) {
  to.name = take().text;
  to.kind = to.name == "_" ? Operand::Kind::kSink : Operand::Kind::kName;
  if (peek().kind == TokenKind::kDotted && !peek().after_blank)
    to.member = take().text;
  if (accept("|"))
    return expect_name(to.pair, "a second register behind '|'");
  if (to.kind == Operand::Kind::kSink)
    return true;
  if (at("+") || at("-")) {
    const bool negative = take().is("-");
    to.has_offset = true;
    if (!unary(to.constant, depth)) // a+4, a+-4, a-4
      return false;
    if (to.constant.is_real())
      return fail_at(to.at, "the offset of an address is a whole number");
    if (negative)
      to.constant.bits = 0 - to.constant.bits;
    return true;
  }
  if (accept("[")) {
    to.kind = Operand::Kind::kIndexed;
    return operand(to.parts.emplace_back(), false, depth + 1) && expect("]", "behind the index");
  }
  return true;
}

} // namespace ox::ptx
