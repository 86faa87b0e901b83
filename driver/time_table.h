// The table of -time, in the columns of nvcc's.
#pragma once
#include "driver/run.h"

namespace ox::driver {

std::string times_as_text(const std::vector<StepTime>& times, bool with_columns);

// Appends to the file, with the names of the columns where it is new; "-" is standard output.  False when the file
// can't be written.
bool append_times(const std::string& path, const std::vector<StepTime>& times);

} // namespace ox::driver
