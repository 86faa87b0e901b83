// The files that a compilation reads.  A source may include some for the device alone, #ifdef __CUDA_ARCH__, so that
// the host side's make rule, which clang writes, lacks them.
#pragma once
#include <memory>
#include <string>
#include <vector>

namespace clang {
class CompilerInstance;
class DependencyCollector;
} // namespace clang

namespace ox::frontend {

class IncludedFiles {
public:
  IncludedFiles();
  ~IncludedFiles();

  // Before the source is read.
  void watch(clang::CompilerInstance& compiler);
  // Afterwards: the user's headers and the system's, the source first.
  std::vector<std::string> all() const;
  std::vector<std::string> without_system_headers() const;

private:
  class Collector;
  std::shared_ptr<Collector> collector_;
};

// Adds what is not in the make rule yet: in the file that `arguments` (-MD or -MMD, with -MF and -MT) had clang write.
// Returns false when that file can't be read or written.
bool add_to_make_rule(const std::vector<std::string>& arguments, const IncludedFiles& files);

} // namespace ox::frontend
