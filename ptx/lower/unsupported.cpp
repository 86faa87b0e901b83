// Families that are not lowered yet: a kernel that uses one fails by name when it is asked for.
#include "ptx/lower/instruction_lowering.h"
#include "llvm/ADT/StringSwitch.h"

namespace ox::ptx {

namespace {
std::string_view advice(std::string_view opcode) {
  return llvm::StringSwitch<std::string_view>(llvm::StringRef(opcode).split('.').first)
      .Cases({"tex", "tld4", "txq", "suld", "sust", "sured", "suq"},
             ": Ox has no texture unit; read and write the data through pointers")
      .Cases({"wmma", "mma", "ldmatrix", "stmatrix", "wgmma", "tcgen05"},
             ": Ox has no tensor engine; compute the product with fma")
      .Default("");
}
} // namespace

bool lower_kLater(InstructionLowering& i) {
  return i.fail_unsupported(text(i.source.opcode) + " is not supported yet" + text(advice(i.source.opcode)));
}

} // namespace ox::ptx
