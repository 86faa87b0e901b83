// ox-ptx: PTX text parsed, verified, printed, lowered, counted; for tests and for people who want to see.
#include "ptx/lower/lower.h"
#include "ptx/ox_ptx/stats.h"
#include "ptx/parser.h"
#include "ptx/print.h"
#include "ptx/verify.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/Verifier.h"
#include "llvm/Support/raw_ostream.h"
#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <sstream>

namespace {
using namespace ox::ptx;

struct Arguments {
  std::vector<std::string> inputs = {"-"};
  std::string output = "-";
  bool print = false, verify = false, lower = false, stats = false, json = false;

  // Whether results need headings to be told apart.
  bool has_sections() const { return inputs.size() > 1 ? print || lower : print + lower + (stats || json) > 1; }
};

std::string read_input(const std::string& path) {
  std::ostringstream text;
  if (path == "-")
    text << std::cin.rdbuf();
  else
    text << std::ifstream(path).rdbuf();
  return text.str();
}

// One file: what is asked for goes to `result`.  False after errors, which have been printed.
bool process(const Arguments& arguments, const std::string& path, std::string& result) {
  if (path != "-" && !std::ifstream(path)) {
    std::cerr << "ox-ptx: cannot read " << path << "\n";
    return false;
  }
  const std::string name = path == "-" ? "<stdin>" : path;
  auto heading = [&](const char* option) {
    if (arguments.has_sections())
      result += "==> " + name + ": " + option + " <==\n";
  };
  Diagnostics diagnostics;
  auto module = parse(read_input(path), diagnostics);
  const bool only_prints = arguments.print && !arguments.verify && !arguments.lower;
  if (!only_prints)
    verify(*module, diagnostics);
  if (arguments.print) {
    heading("--print");
    result += print(*module);
  }
  if (arguments.lower) {
    heading("--lower");
    llvm::LLVMContext context;
    auto lowered = lower(*module, context, {.file_name = name}, diagnostics);
    llvm::raw_string_ostream stream(result);
    if (llvm::verifyModule(*lowered, &llvm::errs())) {
      std::cerr << "ox-ptx: internal error: the lowered module is not valid\n";
      return false;
    }
    lowered->print(stream, nullptr);
  }
  if (arguments.json) {
    heading("--json");
    result += as_json(*module, stats_of(*module), name, diagnostics);
  } else if (arguments.stats) {
    heading("--stats");
    result += as_table(stats_of(*module), name);
  }
  std::cerr << format(diagnostics, name);
  return !has_errors(diagnostics);
}

int run(const Arguments& arguments) {
  std::string result;
  if (arguments.stats && !arguments.json && !arguments.has_sections())
    result += kTableHead;
  bool good = true;
  for (const std::string& path : arguments.inputs)
    good &= process(arguments, path, result);
  if (arguments.output == "-") {
    std::cout << result;
  } else if (std::ofstream file(arguments.output); !(file << result)) {
    std::cerr << "ox-ptx: cannot write " << arguments.output << "\n";
    return 1;
  }
  return good ? 0 : 1;
}
} // namespace

int main(int argc, char** argv) {
  Arguments arguments;
  CLI::App app(
      "Reads PTX and says what is wrong with it; prints it again, as LLVM IR, or as a table of its instructions.\n"
      "Of several files or options, each result has a heading.");
  app.add_option("input", arguments.inputs, "PTX texts; - is the standard input");
  app.add_option("-o,--output", arguments.output, "where the result goes; - is the standard output");
  app.add_flag("--print", arguments.print, "the text in its canonical layout");
  app.add_flag("--verify", arguments.verify, "only say what is wrong (as without any option)");
  app.add_flag("--lower", arguments.lower, "the device module that it becomes, in LLVM IR");
  app.add_flag("--stats", arguments.stats, "how often each function uses each instruction form, as a table with tabs");
  app.add_flag("--json", arguments.json, "the same and what is wrong with the text, as JSON");
  CLI11_PARSE(app, argc, argv);
  return run(arguments);
}
