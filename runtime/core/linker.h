// The device link at run time.  It is libnvJitLink.so's, which is loaded when something is first linked: the driver
// API's own linker and nvJitLink take the same inputs.
#pragma once
#include "runtime/core/error.h"
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace ox::runtime {

class Linker {
public:
  enum class Input : uint8_t { kCubin, kPtx, kFatBinary, kObject, kLibrary };

  // Options as nvJitLink has them.  JitCompilerNotFound where there is no linker, with the reason in the log.
  static Result<std::unique_ptr<Linker>> create(const std::vector<std::string>& options, std::string& log);
  ~Linker();

  // InvalidPtx, NoKernelImageForDevice, InvalidKernelImage.
  Error add(Input type, std::span<const char> data, const char* name);
  // Unknown, as CUDA has it, when something that is used is nowhere defined or defined twice: the log names it.
  Result<std::vector<std::byte>> complete();

  std::string infos() const;
  std::string errors() const;

private:
  explicit Linker(void* handle) : handle_(handle) {}
  void* handle_;
};

} // namespace ox::runtime
