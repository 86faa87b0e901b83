// See demangle.h.
#include "simulator/demangle.h"
#include <cstdlib>
#include <cxxabi.h>

namespace ox::sim {

std::string demangle(const std::string& name) {
  if (!name.starts_with("_Z"))
    return name;
  int status = 0;
  char* text = abi::__cxa_demangle(name.c_str(), nullptr, nullptr, &status);
  std::string result = status == 0 && text ? text : name;
  std::free(text);
  return result;
}

} // namespace ox::sim
