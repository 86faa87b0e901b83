// The code generator's front door: a device module (LLVM IR for nvptx64, as clang and the PTX front end emit it) goes
// in, an OxCore ELF image comes out.  compile.cpp has the stages as one list.
#pragma once
#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace llvm {
class Module;
}

namespace ox::codegen {

// ox.split and ox.join are advice: programs give the same results with any of them, or none.
struct Hints {
  bool placed = true;                        // at divergent branches and where their lanes meet
  std::optional<uint64_t> scatter_seed = {}; // then removed, moved and added to at random: for tests that it is so
};

struct Options {
  unsigned opt_level = 3; // of the machine code generator; the device module comes optimised
  Hints hints = {};
  bool full_debug = false;     // keep all debug information, not just the line table
  bool verify_stages = false;  // run LLVM's verifier after every stage; always on in builds with assertions
  int compute_capability = 90; // what __CUDA_ARCH__ says where the module asks at this late point, e.g. 90
  bool precise_division = true, precise_square_root = true; // what __nvvm_reflect answers: -prec-div, -prec-sqrt
  std::string libdevice; // path of a bitcode file that supplies undefined functions (__nv_*), may be empty
  // Takes "file.cu:12: warning: what is missing; kernel k can't run": such a kernel does not fail its module.
  std::function<void(const std::string&)> on_warning = {};
  std::string print_after; // prints the module on stderr after the stage of this name; "all" for every stage
};

// Makes a device module complete: what libdevice defines is in it, and mathematical operations that only libdevice can
// do are calls.  compile() does so by itself; a module that is to be printed as PTX needs it before.
std::expected<void, std::string> complete_with_device_library(llvm::Module& module, const Options& options);

// Compiles a whole device module.  The error is one or more lines for a person; each says what cannot be compiled,
// in which function and source line, and what to do instead.
std::expected<std::vector<uint8_t>, std::string> compile(std::unique_ptr<llvm::Module> module, const Options& options);

// The same, stopping after code generation: RISC-V assembly text, for people and tests.
std::expected<std::string, std::string> compile_to_assembly(std::unique_ptr<llvm::Module> module,
                                                            const Options& options);

} // namespace ox::codegen
