// The host side of a .cu file, and .cpp and .c files: source to an object or assembly.
#pragma once
#include "frontend/compile_options.h"
#include "frontend/diagnostics.h"
#include "frontend/embed_image.h"

namespace ox::frontend {

enum class HostOutput { kObject, kAssembly };

struct HostOptions {
  HostOutput kind = HostOutput::kObject;
  std::string output;                            // a path; "-" is standard output
  std::vector<std::string> dependency_arguments; // -MD -MF file -MT target -MP
};

// `image` is asked for once, at the end, when there is device code to register; without one nothing is registered.
// Returns false on errors; the log has them.
bool compile_host(const CompileOptions& options, const HostOptions& host, ImageProvider image, DiagnosticLog& log);

} // namespace ox::frontend
