// A temporary folder and a shell.
#include "run_tool.h"
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sys/wait.h>

namespace ox::isa::test {

ToolRun::ToolRun() {
  std::string pattern = (std::filesystem::temp_directory_path() / "ox-isa-test-XXXXXX").string();
  folder_ = mkdtemp(pattern.data()) != nullptr ? pattern : ".";
}

ToolRun::~ToolRun() {
  std::error_code ignored;
  if (folder_ != ".")
    std::filesystem::remove_all(folder_, ignored);
}

void ToolRun::write(const std::string& name, const std::string& contents) const {
  std::ofstream(path(name), std::ios::binary) << contents;
}

std::string ToolRun::read(const std::string& name) const {
  std::ifstream in(path(name), std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

int ToolRun::run(std::string command) const {
  for (size_t at = 0; (at = command.find("{}", at)) != std::string::npos;)
    command.replace(at, 2, folder_.string());
  const int status = std::system(command.c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

} // namespace ox::isa::test
