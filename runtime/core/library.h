// Libraries of kernels: images that belong to no context.  Each context loads one when something in it is first used
// there; a kernel's handle stands for the kernel in whatever context is current.  A program loads libraries itself, and
// what its host objects carry is a library too.
#pragma once
#include "runtime/core/binary.h"
#include "runtime/core/handle_table.h"
#include "runtime/core/image.h"
#include "runtime/core/loaded_module.h"
#include <map>

namespace ox::runtime {

struct LibraryKernel;

class Library {
public:
  explicit Library(const Image& image);
  explicit Library(std::shared_ptr<const Binary> binary) : binary_(std::move(binary)) {}

  bool is_of_program() const { return binary_ != nullptr; }
  Result<std::shared_ptr<LoadedModule>> load_in(Context& context);
  // Of a kernel with this name; the same each time.
  LibraryKernel* kernel(const std::string& name);
  // A managed variable's storage in a context; it is known as managed memory from then on.  SymbolNotFound.
  Result<DeviceModule::Symbol> managed_variable(Context& context, const std::string& name);
  // From all contexts; waits for what is queued there.  A program's own binary is only forgotten: whoever takes it out
  // of the registry unloads it.
  void unload();

  // Does something to a kernel in all contexts of a device, now and when one loads the library later.
  using Setting = std::function<void(Kernel&)>;
  void set_on_device(LibraryKernel& kernel, int ordinal, Setting setting);

private:
  Result<std::shared_ptr<LoadedModule>> load_image_in(Context& context); // lock held
  void apply_settings(LoadedModule& module);                             // lock held

  std::shared_ptr<const Binary> binary_; // else the image:
  std::vector<std::byte> elf_;
  uint32_t compute_capability_ = 0;
  std::mutex mutex_;
  std::map<uint64_t, std::weak_ptr<LoadedModule>> modules_; // by the context's id
  std::map<std::string, std::shared_ptr<LibraryKernel>> kernels_;
  std::vector<DeviceAddress> managed_;
};

struct LibraryKernel {
  Library* library;
  std::string name;
  std::map<int, std::vector<Library::Setting>> settings; // by device; guarded by the library's lock
};

HandleTable<Library>& libraries();
HandleTable<LibraryKernel>& library_kernels();

// The library that a host object of the program carries.
std::shared_ptr<Library> library_of(const std::shared_ptr<const Binary>& binary);
void forget_library_of(const Binary* binary);

// The kernel in a context.
Result<std::shared_ptr<Kernel>> find_in(Context& context, LibraryKernel& kernel);

} // namespace ox::runtime
