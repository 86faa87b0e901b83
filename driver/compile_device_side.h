// The device side of one source file, CUDA C++ or PTX, to what the job asks for: PTX text, an ELF, or a container.
#pragma once
#include "driver/plan.h"
#include "frontend/diagnostics.h"
#include "frontend/included_files.h"
#include <cstdint>

namespace ox::driver {

using Bytes = std::vector<uint8_t>;

struct DeviceSide {
  Bytes bytes;
  frontend::IncludedFiles files; // that were read
};

// Nothing when there were errors; they are in the log.
std::optional<DeviceSide> compile_device_side(const CompileJob& job, frontend::DiagnosticLog& log);

codegen::Options codegen_options(const frontend::CompileOptions& options, const codegen::Hints& hints,
                                 unsigned compute_capability);

// What each kernel of an image uses, in ptxas's words.  The error is a sentence.
std::expected<std::string, std::string> describe_resources(const Bytes& elf, const std::string& architecture);

// "-" is standard output.  A failure has been printed.
bool write_output(const std::string& path, const Bytes& bytes);

} // namespace ox::driver
