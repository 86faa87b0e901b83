#include "driver/host_text.h"

namespace ox::driver {

std::string host_text(std::string_view source, std::string_view assembly) {
  // The end of the raw string must not be in the text.
  std::string mark = "assembly";
  while (assembly.contains(")" + mark + "\""))
    mark += "_";
  std::string text =
      "// Made by ox-nvcc -cuda from " + std::string(source) + ": the code and data of its host object.\n";
  return text + "asm(R\"" + mark + "(\n" + std::string(assembly) + ")" + mark + "\");\n";
}

} // namespace ox::driver
