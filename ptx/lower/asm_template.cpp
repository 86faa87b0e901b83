// See asm_template.h.
#include "ptx/lower/asm_template.h"

namespace ox::ptx {

size_t FilledTemplate::origin(size_t offset) const {
  size_t from = offset;
  for (const Piece& piece : pieces) {
    if (piece.at > offset)
      break;
    from = piece.is_operand ? piece.from : piece.from + (offset - piece.at);
  }
  return from;
}

size_t FilledTemplate::offset_of(unsigned line, unsigned column) const {
  size_t begin = 0;
  for (unsigned at = 1; at < line; ++at) {
    const size_t end = text.find('\n', begin);
    if (end == std::string::npos)
      break;
    begin = end + 1;
  }
  return std::min(text.size(), begin + (column > 0 ? column - 1 : 0));
}

TemplateResult fill_template(llvm::StringRef whole, unsigned unique_number,
                             llvm::function_ref<std::optional<std::string>(unsigned)> operand_text) {
  TemplateResult result;
  FilledTemplate& filled = result.filled;
  llvm::StringRef text = whole;
  auto here = [&] { return whole.size() - text.size(); };
  auto add = [&](llvm::StringRef piece, size_t from, bool is_operand) {
    filled.pieces.push_back({filled.text.size(), from, is_operand});
    filled.text += piece;
  };
  while (!text.empty()) {
    if (const llvm::StringRef plain = text.take_until([](char c) { return c == '$'; }); !plain.empty()) {
      add(plain, here(), false);
      text = text.drop_front(plain.size());
      continue;
    }
    const size_t from = here();
    text = text.drop_front();
    auto fail = [&](std::string message) {
      result.error = {from, std::move(message)};
      return std::move(result);
    };
    if (text.consume_front("$")) {
      add("$", from, true);
    } else if (text.consume_front("{:uid}")) {
      add(std::to_string(unique_number), from, true);
    } else {
      const bool braced = text.consume_front("{");
      unsigned number = 0;
      if (text.consumeInteger(10, number))
        return fail("a '$' without an operand's number");
      if (braced && text.consume_front(":")) {
        const std::string letters = text.take_until([](char c) { return c == '}'; }).str();
        return fail("'%" + letters + std::to_string(number) + "': operands in PTX have no modifiers such as '" +
                    letters + "'");
      }
      if (braced)
        text.consume_front("}");
      std::optional<std::string> operand = operand_text(number);
      if (!operand)
        return fail("there is no operand %" + std::to_string(number));
      add(*operand, from, true);
    }
  }
  return result;
}

std::string paste_operands(llvm::StringRef text,
                           llvm::function_ref<std::optional<std::string>(unsigned)> operand_text) {
  std::string result;
  while (!text.empty()) {
    const llvm::StringRef plain = text.take_until([](char c) { return c == '$'; });
    result += plain;
    text = text.drop_front(plain.size());
    llvm::StringRef operand = text.drop_front(std::min<size_t>(text.size(), 1));
    unsigned number = 0;
    std::optional<std::string> pasted;
    if (operand.starts_with("$"))
      operand = operand.drop_front();
    else if (!operand.consumeInteger(10, number))
      pasted = operand_text(number);
    for (char c : pasted.value_or(""))
      result += c == '$' ? "$$" : std::string(1, c);
    if (!pasted)
      result += text.drop_back(operand.size());
    text = operand;
  }
  return result;
}

} // namespace ox::ptx
