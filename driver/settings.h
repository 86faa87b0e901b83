// What a command line asks for, once its options have been read in any order.
#pragma once
#include "codegen/compile.h"
#include "driver/architectures.h"
#include "driver/options.h"
#include "driver/ptxas/settings.h"
#include "frontend/compile_options.h"

namespace ox::driver {

// Of several that are asked for, the first here is done.
enum class Phase {
  kDependencies,
  kPreprocess,
  kPtx,
  kCubin,
  kFatbin,
  kHostText,
  kObject,
  kLibrary,
  kShared,
  kExecutable,
  kDeviceLink
};
enum class Print { kNothing, kHelp, kVersion, kCodes, kArchitectures, kCodesAndArchitectures };

enum class RuntimeLibrary { kNone, kShared, kStatic };

struct Dependencies {
  bool during_compile = false; // -MD, -MMD
  bool system_headers = true;
  bool phony = false; // -MP
  std::string file;   // -MF
  std::vector<std::string> targets;
};

struct Settings {
  Phase phase = Phase::kExecutable;
  Print print = Print::kNothing;
  frontend::CompileOptions common; // for every source file
  std::vector<Target> targets;     // what the device side is compiled as: one, unless --ox-images=all
  codegen::Hints hints;
  ptxas::Settings assembler; // what -Xptxas says
  bool line_info = false;    // -lineinfo
  bool through_ptx = false;  // --ox-device-through=ptx
  std::optional<frontend::Language> language;
  std::vector<std::string> inputs;
  std::string output, output_directory;
  Dependencies dependencies;
  std::vector<std::string> libraries, library_paths, linker_arguments;
  RuntimeLibrary runtime = RuntimeLibrary::kStatic;
  std::string host_compiler;                 // -ccbin: a program, or the folder that has it
  bool device_link = true;                   // before a host link
  Phase device_link_output = Phase::kObject; // of Phase::kDeviceLink: an object, kCubin or kFatbin
  bool run = false;
  std::vector<std::string> run_arguments;
  bool keep = false;
  std::string keep_directory;
  bool dryrun = false, verbose = false, print_resources = false;
  bool clean = false;          // outputs are deleted, not made
  unsigned threads = 1;        // -t; 0: as many as there are processors
  bool has_time_trace = false; // -fdevice-time-trace
  std::string time_trace_file; // - : named like the output
  std::string time_file;
  std::vector<std::string> warnings; // about the command line
};

// The error is one or more lines for a person: unknown options (with what was probably meant), refused ones (with the
// remedy), and values that aren't possible.
std::expected<Settings, std::string> read_settings(const std::vector<Argument>& arguments);

} // namespace ox::driver
