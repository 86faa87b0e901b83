// The device side of a .cu file: source to an optimised LLVM module for nvptx64 with the device library linked in.
#pragma once
#include "frontend/compile_options.h"
#include "frontend/diagnostics.h"
#include "frontend/included_files.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include <memory>

namespace ox::frontend {

// A module and the context that it lives in.
struct DeviceModule {
  std::unique_ptr<llvm::LLVMContext> context;
  std::unique_ptr<llvm::Module> module;
  bool is_relocatable = false;  // other modules may need its functions
  bool has_device_code() const; // kernels, or variables that the host can name; of a relocatable one functions too
  IncludedFiles files;
};

// Where the device library is, if it is installed.
std::string device_library_path(const CompileOptions& options);

// Nothing when the source has errors, or when it calls device library functions that the installed library doesn't
// have; the log says which.
std::unique_ptr<DeviceModule> compile_device(const CompileOptions& options, DiagnosticLog& log);

} // namespace ox::frontend
