// Kernel names as people wrote them.
#pragma once
#include <string>

namespace ox::sim {

// "saxpy(int, float*)" for "_Z5saxpyiPf"; a name that isn't mangled stays as it is.
std::string demangle(const std::string& name);

} // namespace ox::sim
