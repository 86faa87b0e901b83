// A scratch tree for one test: a source, and a prefix whose cuda_runtime.h has only what clang itself needs.  So the
// front end is tested apart from the real CUDA headers.
#pragma once
#include "frontend/compile_options.h"
#include <string>

namespace ox::frontend::test {

class SourceFile {
public:
  explicit SourceFile(const std::string& text, const std::string& name = "test.cu");
  ~SourceFile();
  SourceFile(const SourceFile&) = delete;

  CompileOptions options() const;
  std::string path(const std::string& name) const { return folder + "/" + name; }
  void write(const std::string& name, const std::string& text) const;
  std::string read(const std::string& name) const;

private:
  std::string folder, source;
};

} // namespace ox::frontend::test
