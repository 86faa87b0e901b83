// The device images that a context has loaded, each on the first use of something in it, and their kernels and
// variables by the host symbols that stand for them.
#pragma once
#include "runtime/core/binary.h"
#include "runtime/core/error.h"
#include "runtime/core/loaded_module.h"

namespace ox::runtime {

class Context;

class ModuleTable {
public:
  explicit ModuleTable(Context& context) : context_(context) {}

  // By the host's symbol, or by a handle of the kernel itself (CUfunction, CUkernel, cudaKernel_t), which CUDA takes in
  // its place. Errors: InvalidDeviceFunction or InvalidSymbol when it is no registered symbol or its image lacks it;
  // NoKernelImageForDevice, InvalidKernelImage when there is no usable image: then with a sentence on stderr, once an
  // image.
  Result<Kernel*> find_kernel(const void* host);
  Result<DeviceModule::Symbol> find_variable(const void* host);

  // Loads every image of the program; what can't be loaded is an error of its first use.
  void load_all();
  // What the program carries, as it is in this context.  Errors as above.
  Result<std::shared_ptr<LoadedModule>> load(const std::shared_ptr<const Binary>& binary);

  // Makes the host's pointers to managed variables valid, and the variables known as managed memory of `owner`.
  Error bind_managed_variables(Context& owner);

  // Unloads; no launch of it may be unfinished.
  void unload(const Binary* binary);

private:
  struct Loaded {
    std::shared_ptr<const Binary> binary; // keeps the id's owner alive
    std::shared_ptr<LoadedModule> module;
    Error error = Error::Success;
  };
  Loaded& load_locked(const std::shared_ptr<const Binary>& binary); // lock held
  Result<Kernel*> find_kernel_by_handle(const void* handle);
  Result<DeviceModule::Symbol> find_variable(const HostVariable& variable); // lock held
  Result<DeviceModule::Symbol> find_storage(const HostVariable& variable);  // of a managed one; lock held

  Context& context_;
  mutable std::shared_mutex mutex_;
  std::unordered_map<uint64_t, Loaded> loaded_;      // by the binary's id
  std::unordered_map<const void*, Kernel*> kernels_; // by the host's symbol
};

} // namespace ox::runtime
