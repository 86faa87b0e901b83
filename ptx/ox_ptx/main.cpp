// ox-ptx: PTX text parsed, verified, printed, lowered, counted; for tests and for people who want to see.
#include "ptx/lower/lower.h"
#include "ptx/parser.h"
#include "ptx/print.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/Verifier.h"
#include "llvm/Support/raw_ostream.h"
#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>

namespace {
using namespace ox::ptx;

struct Arguments {
  std::string input = "-", output = "-";
  bool print = false, verify = false, lower = false, stats = false;
};

bool has_errors(const Diagnostics& diagnostics) {
  for (const Diagnostic& diagnostic : diagnostics)
    if (diagnostic.severity == Severity::kError)
      return true;
  return false;
}

void count(const Block& block, std::map<std::string, size_t>& forms) {
  for (const Statement& statement : block.statements) {
    if (const auto* instruction = std::get_if<Instruction>(&statement))
      ++forms[std::string(instruction->form->row->syntax)];
    if (const auto* inner = std::get_if<std::unique_ptr<Block>>(&statement))
      count(**inner, forms);
  }
}

std::string stats_of(const Module& module) {
  std::map<std::string, size_t> forms;
  size_t functions = 0, kernels = 0;
  for (const TopLevel& item : module.items)
    if (const auto* function = std::get_if<Function>(&item); function && function->body) {
      ++(function->is_entry ? kernels : functions);
      count(*function->body, forms);
    }
  std::string text = std::to_string(kernels) + " kernels, " + std::to_string(functions) + " functions\n";
  for (const auto& [syntax, uses] : forms)
    text += std::to_string(uses) + "\t" + syntax + "\n";
  return text;
}

std::string read_input(const std::string& path) {
  std::ostringstream text;
  if (path == "-")
    text << std::cin.rdbuf();
  else
    text << std::ifstream(path).rdbuf();
  return text.str();
}

int run(const Arguments& arguments) {
  if (arguments.input != "-" && !std::ifstream(arguments.input)) {
    std::cerr << "ox-ptx: cannot read " << arguments.input << "\n";
    return 1;
  }
  const std::string name = arguments.input == "-" ? "<stdin>" : arguments.input;
  Diagnostics diagnostics;
  auto module = parse(read_input(arguments.input), diagnostics);
  std::string result;
  if (arguments.print)
    result += print(*module);
  if (arguments.stats)
    result += stats_of(*module);
  if (arguments.lower) {
    llvm::LLVMContext context;
    auto lowered = lower(*module, context, {.file_name = name}, diagnostics);
    llvm::raw_string_ostream stream(result);
    if (llvm::verifyModule(*lowered, &llvm::errs()))
      return std::cerr << "ox-ptx: internal error: the lowered module is not valid\n", 1;
    lowered->print(stream, nullptr);
  }
  for (const Diagnostic& diagnostic : diagnostics)
    std::cerr << format(diagnostic, name) << "\n";
  if (arguments.output == "-") {
    std::cout << result;
  } else if (std::ofstream file(arguments.output); !(file << result)) {
    std::cerr << "ox-ptx: cannot write " << arguments.output << "\n";
    return 1;
  }
  return has_errors(diagnostics) ? 1 : 0;
}
} // namespace

int main(int argc, char** argv) {
  Arguments arguments;
  CLI::App app(
      "Reads PTX and says what is wrong with it; prints it again, as LLVM IR, or as a table of its instructions");
  app.add_option("input", arguments.input, "PTX text; - is the standard input");
  app.add_option("-o,--output", arguments.output, "where the result goes; - is the standard output");
  app.add_flag("--print", arguments.print, "the text in its canonical layout");
  app.add_flag("--verify", arguments.verify, "only say what is wrong (as without any option)");
  app.add_flag("--lower", arguments.lower, "the device module that it becomes, in LLVM IR");
  app.add_flag("--stats", arguments.stats, "how often each instruction form is used");
  CLI11_PARSE(app, argc, argv);
  return run(arguments);
}
