// From nvcc's command line to a list of jobs.  Nothing here touches a file: the same arguments give the same plan, and
// --dryrun prints it.
#pragma once
#include "codegen/compile.h"
#include "driver/architectures.h"
#include "driver/options.h"
#include "driver/ptxas/settings.h"
#include "frontend/compile_options.h"
#include <variant>

namespace ox::driver {

enum class CompileOutput { kObject, kPreprocessed, kDependencies, kPtx, kElf, kContainer, kHostText };

// One source file, both sides of it if it is CUDA.
struct CompileJob {
  frontend::CompileOptions options;
  CompileOutput kind = CompileOutput::kObject;
  std::string output;                            // "-" is standard output
  std::vector<std::string> dependency_arguments; // in clang's spelling
  std::string keep_stem;                         // where to keep intermediate results, without extension; may be empty
  std::vector<Target> targets = {{}};            // what the device side is compiled as, one after the other
  unsigned threads = 1;                          // for several targets
  bool print_resources = false;                  // what each kernel uses
  codegen::Hints hints;
  ptxas::Settings assembler;        // -Xptxas
  std::string time_trace_file;      // where the time of the device compile goes; may be empty
  bool is_ptx = false;              // the source is PTX text: device code alone
  bool is_image = false;            // the source is an OxCore ELF, to be put into a container
  bool line_numbers_in_ptx = false; // -ptx with -lineinfo or -G
  bool through_ptx = false;         // device code of a .cu file becomes PTX text on its way to an image
};

// Device code of several objects becomes one image; without any, the object that it makes has nothing in it.
struct DeviceLinkJob {
  frontend::CompileOptions options; // what holds for all device code
  codegen::Hints hints;
  std::vector<std::string> inputs;                   // objects, archives, containers
  std::vector<std::string> libraries, library_paths; // -l, -L
  CompileOutput kind = CompileOutput::kObject;       // or an ELF or a container
  std::string output;
  bool print_resources = false;
};

struct LinkJob {
  std::string host_compiler;          // that would do the same, for those who read the plan
  std::vector<std::string> arguments; // of a C++ compiler driver, -o included
  std::string output;
  std::string device_link = {}; // the device link's object among the arguments, if there is one
};

struct ArchiveJob {
  std::vector<std::string> members;
  std::string output;
};

// Runs the program that was linked.
struct ExecuteJob {
  std::string program;
  std::vector<std::string> arguments;
};

using Job = std::variant<CompileJob, DeviceLinkJob, LinkJob, ArchiveJob, ExecuteJob>;

struct Plan {
  std::vector<Job> jobs;
  std::vector<std::string> inputs;   // files that must exist before the first job starts
  std::string print;                 // text to print instead of anything else: --help, --version
  std::vector<std::string> warnings; // about the command line
  unsigned threads = 1;              // for compile jobs
  bool dryrun = false, verbose = false;
  bool clean = false;        // delete what the jobs would write
  std::string host_compiler; // -ccbin, which must be there; may be empty
  std::string time_file;     // empty: none
};

struct PlanContext {
  std::string prefix;                // of the install or build tree
  std::string scratch_directory;     // for objects between compile and link
  FileReader read_file;              // for --options-file
  std::string host_compiler = "g++"; // that links for build systems when there is no -ccbin
  std::string working_directory = {};
};

// The error is one or more lines for a person, without the program's name.
std::expected<Plan, std::string> make_plan(const std::vector<std::string>& arguments, const PlanContext& context);

// A job as one line, as --dryrun and -v show it.
std::string describe(const Job& job);

// The lines of -v and --dryrun that say where the toolkit is.  Build systems read them; CMake takes for the link line
// the one that contains the value of LIBRARIES, so that one is spelled as in the job.
std::string describe_environment(const PlanContext& context);

} // namespace ox::driver
