// Libraries of kernels: images that belong to no context.  Each context loads one when something in it is first used
// there; a kernel's handle stands for the kernel in whatever context is current.
#pragma once
#include "runtime/core/image.h"
#include "runtime/core/loaded_module.h"
#include "runtime/core/platform.h"
#include "runtime/driver/symbols.h"
#include <map>

namespace ox::driver {

struct LibraryKernel;

class Library {
public:
  explicit Library(runtime::Image image);

  runtime::Result<std::shared_ptr<runtime::LoadedModule>> load_in(runtime::Context& context);
  // Of a kernel with this name; the same each time.
  LibraryKernel* kernel(const std::string& name);
  void unload(); // from all contexts

private:
  std::vector<std::byte> elf_;
  uint32_t compute_capability_;
  std::mutex mutex_;
  std::map<uint64_t, std::weak_ptr<runtime::LoadedModule>> modules_; // by the context's id
  std::map<std::string, std::shared_ptr<LibraryKernel>> kernels_;
};

struct LibraryKernel {
  Library* library;
  std::string name;
};

runtime::HandleTable<Library>& libraries();
runtime::HandleTable<LibraryKernel>& library_kernels();

// The kernel in the current context.
runtime::Result<std::shared_ptr<runtime::Kernel>> find_in_current_context(LibraryKernel& kernel);

} // namespace ox::driver
