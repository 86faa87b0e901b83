// The device side of one source file, CUDA C++ or PTX, to what the job asks for: PTX text, an ELF, or a container.
#pragma once
#include "driver/plan.h"
#include "frontend/diagnostics.h"
#include <cstdint>

namespace ox::driver {

using Bytes = std::vector<uint8_t>;

// Nothing when there were errors; they are in the log.
std::optional<Bytes> compile_device_side(const CompileJob& job, frontend::DiagnosticLog& log);

// "-" is standard output.  A failure has been printed.
bool write_output(const std::string& path, const Bytes& bytes);

} // namespace ox::driver
