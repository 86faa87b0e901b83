// -keep: intermediate results, under the names that nvcc gives them.
//
//   x.cpp1.ii  x.cpp4.ii   the source preprocessed for the device and for the host
//   x.ptx                  the device code as PTX
//   x.sm_75.cubin          its OxCore ELF
//   x.fatbin               the container in the host object
#pragma once
#include "driver/plan.h"
#include <cstdint>
#include <span>

namespace ox::driver {

// Of a CUDA source; the error is a sentence, empty when all is well.  What is wrong with the source itself, its compile
// will say.
std::string keep_preprocessed_files(const CompileJob& job);

// job.keep_stem + extension; nothing when the job keeps nothing.
void keep_file(const CompileJob& job, const std::string& extension, std::span<const uint8_t> bytes);

} // namespace ox::driver
