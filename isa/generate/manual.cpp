// The ISA manual: chapters by hand (isa/manual), and the tables that they ask for by lines "@name@", from the same .def
// files that the tools are made of.
#include "isa/generate/generate.h"
#include "isa/generate/tables.h"
#include "isa/hex.h"
#include "isa/kernel_abi.h"
#include "isa/row.h"
#include <sstream>

namespace ox::isa {
namespace {

std::string fli_table() {
  std::string text = "| constant | value |\n|---|---|\n";
  for (unsigned i = 0; i < 32; ++i)
    text += "| " + std::to_string(i) + " | " + std::string(fli_constants()[i]) + " |\n";
  return text;
}

std::string csr_table() {
  std::string text = "| name | number | bits | what it holds |\n|---|---|---|---|\n";
#define OX_CSR(name, number, bits, meaning)                                                                            \
  text += "| " #name " | " + hex(number) + " | " + std::to_string(bits) + " | " + cell(meaning) + " |\n";
#include "isa/csrs.def"
  return text;
}

std::string system_call_table() {
  std::string text = "| name | a7 | arguments | result |\n|---|---|---|---|\n";
#define OX_SYSTEM_CALL(name, number, arguments, result)                                                                \
  text += "| " + std::string(#name).substr(1) + " | " + std::to_string(number) + " | " + cell(arguments) + " | " +     \
          cell(result) + " |\n";
#include "isa/system_calls.def"
  return text;
}

std::string numbers_table() {
  return "| numbers of this version | |\n|---|---|\n| Xox version | " + std::to_string(kXoxMajor) + "." +
         std::to_string(kXoxMinor) + " |\n| lanes of a warp | " + std::to_string(kWarpLanes) +
         " |\n| barriers of a block | " + std::to_string(kNamedBarriers) + " |\n| local window starts at | " +
         hex(kLocalWindowBase) + " |\n| instructions | " + std::to_string(rows().size()) + " |\n";
}

struct Table {
  std::string_view name;
  std::string (*text)();
};
constexpr Table kTables[] = {
    {"@numbers@", numbers_table},          {"@kinds@", kinds_table}, {"@instructions@", instruction_tables},
    {"@fli_constants@", fli_table},        {"@csrs@", csr_table},    {"@operations@", operations_list},
    {"@system_calls@", system_call_table}, {"@ptx@", ptx_tables},    {"@ptx_registers@", ptx_register_table},
};

const Table* find_table(std::string_view line) {
  for (const Table& table : kTables)
    if (table.name == line)
      return &table;
  return nullptr;
}

} // namespace

std::expected<std::string, std::string> generate_manual(const std::vector<std::string>& chapters) {
  std::string text;
  for (const std::string& chapter : chapters) {
    std::istringstream in(chapter);
    for (std::string line; std::getline(in, line);) {
      if (const Table* table = find_table(line))
        text += table->text();
      else if (line.starts_with('@'))
        return std::unexpected("a chapter asks for " + line + ", and there is no such table");
      else
        text += line + '\n';
    }
  }
  return text;
}

} // namespace ox::isa
