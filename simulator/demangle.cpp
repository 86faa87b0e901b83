// See demangle.h.
#include "simulator/demangle.h"
#include <cstdlib>
#include <cxxabi.h>

namespace ox::sim {

namespace {
// Relocatable device code names static kernels and variables with a suffix that keeps those of several files apart.
std::string without_file_suffix(const std::string& name) {
  for (const char* mark : {"__intern__", "__static__"})
    if (size_t at = name.rfind(mark);
        at != name.npos && name.find_first_not_of("0123456789abcdef", at + 10) == name.npos)
      return name.substr(0, at);
  return name;
}
} // namespace

std::string demangle(const std::string& name) {
  if (!name.starts_with("_Z"))
    return name;
  int status = 0;
  char* text = abi::__cxa_demangle(without_file_suffix(name).c_str(), nullptr, nullptr, &status);
  std::string result = status == 0 && text ? text : name;
  std::free(text);
  return result;
}

} // namespace ox::sim
