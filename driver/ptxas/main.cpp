// ptxas: PTX to an OxCore image, with the command line of NVIDIA's ptxas, so that build systems and programs which call
// it by name go on working.
#include "driver/ptxas/run.h"
#include "driver/version.h"
#include "ptx/versions.h"
#include <cstdio>
#include <unistd.h>

int main(int argc, char** argv) {
  using namespace ox::driver;
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  auto parsed = parse_arguments(ptxas::option_table(), arguments, read_file);
  auto settings = parsed ? ptxas::read_settings(*parsed) : std::unexpected(parsed.error());
  if (!settings) {
    ptxas::print_error(settings.error());
    return 255;
  }
  int code = 0;
  if (settings->print == ptxas::Print::kHelp || arguments.empty())
    std::fputs(help_text(ptxas::option_table()).c_str(), stdout);
  else if (settings->print == ptxas::Print::kVersion)
    std::fputs(version_text("ptxas: PTX compiler for OxCore, stands in for\nptxas: NVIDIA (R) Ptx optimizing assembler")
                   .c_str(),
               stdout);
  else if (settings->print == ptxas::Print::kPtxVersions)
    for (unsigned version : ox::ptx::kVersions)
      std::printf("%u.%u\n", version / 10, version % 10);
  else
    code = ptxas::run(*settings, find_prefix(argv[0]));
  // Everything is written; freeing what LLVM holds would only take time.
  std::fflush(nullptr);
  _exit(code);
}
