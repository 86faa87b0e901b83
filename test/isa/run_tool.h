// Runs a program with its input and output in files of a temporary folder that goes away with the value.
#pragma once
#include <filesystem>
#include <string>

namespace ox::isa::test {

class ToolRun {
public:
  ToolRun();
  ~ToolRun();
  ToolRun(const ToolRun&) = delete;
  ToolRun& operator=(const ToolRun&) = delete;

  std::filesystem::path path(const std::string& name) const { return folder_ / name; }
  void write(const std::string& name, const std::string& contents) const;
  std::string read(const std::string& name) const;

  // The exit status of a shell command in which "{}" stands for the folder; -1 for a signal.
  int run(std::string command) const;

private:
  std::filesystem::path folder_;
};

} // namespace ox::isa::test
