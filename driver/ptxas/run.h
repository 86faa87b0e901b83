// Compiles what the settings of ptxas name.
#pragma once
#include "driver/ptxas/settings.h"

namespace ox::driver::ptxas {

// The exit code.  `prefix` is the install tree's.
int run(const Settings& settings, const std::string& prefix);

// "ptxas: error: ..." on standard error, one line for each line of the text.
void print_error(std::string_view text);

} // namespace ox::driver::ptxas
