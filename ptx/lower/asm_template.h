// The text of an asm statement, in LLVM's spelling: $0 and ${0:c} are operands, $$ is a dollar, ${:uid} a number that
// no other copy has.
#pragma once
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>
#include <vector>

namespace ox::ptx {

// A text with its operands filled in, and where its parts come from.
class FilledTemplate {
public:
  std::string text;

  // What in the template the character at this offset comes from.
  size_t origin(size_t offset) const;
  // The offset of a line and column, both from 1.
  size_t offset_of(unsigned line, unsigned column) const;

  struct Piece {
    size_t at = 0, from = 0; // in the text, in the template
    bool is_operand = false; // of an operand, all comes from one place
  };
  std::vector<Piece> pieces; // in order
};

struct TemplateError {
  size_t offset = 0;
  std::string message;
};

// operand_text: what stands for an operand; nothing if there is no such operand.
struct TemplateResult {
  FilledTemplate filled;
  std::optional<TemplateError> error;
};
TemplateResult fill_template(llvm::StringRef text, unsigned unique_number,
                             llvm::function_ref<std::optional<std::string>(unsigned)> operand_text);

// The template with the texts of some operands in it, and all else as it is.
std::string paste_operands(llvm::StringRef text, llvm::function_ref<std::optional<std::string>(unsigned)> operand_text);

} // namespace ox::ptx
