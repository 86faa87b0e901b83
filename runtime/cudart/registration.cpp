// The bodies of runtime/api/emitted.def.
#include "cuda_runtime_api.h"
#include "runtime/core/binary.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/library.h"
#include "runtime/core/platform.h"
#include "runtime/core/settings.h"
#include "runtime/cudart/bodies.h"
#include "runtime/cudart/table.h"
#include "runtime/per_thread.h"

namespace ox::cudart::emitted {

using ox::runtime::Binary;
using ox::runtime::HostVariable;
using ox::runtime::Platform;

namespace {

// Registration comes before main and after it, when the tables have to be there but no device.
ox::runtime::BinaryRegistry& binaries() { return Platform::instance().binaries; }

struct Configuration {
  dim3 grid, block;
  size_t shared_bytes;
  void* stream;
};
using Configurations = ox::PerThread<std::vector<Configuration>>;

} // namespace

void** __cudaRegisterFatBinary(void* wrapper) {
  return reinterpret_cast<void**>(binaries().add(static_cast<const ox::runtime::FatBinaryWrapper*>(wrapper)));
}

// The program may use its managed variables before its first call, so they have to be there from now on.
void __cudaRegisterFatBinaryEnd(void**) {
  Platform& platform = Platform::instance();
  if (ox::runtime::settings().eager_loading)
    platform.for_each_context([](ox::runtime::Context& context) { context.modules().load_all(); });
  if (binaries().managed_variables().empty())
    return;
  if (platform.device_count() > 0)
    if (auto context = platform.context(0))
      (void)(*context)->modules().bind_managed_variables(**context);
}

void __cudaUnregisterFatBinary(void** handle) {
  if (!handle)
    return;
  const auto* binary = reinterpret_cast<const Binary*>(handle);
  ox::runtime::forget_library_of(binary);
  bool ending = ox::runtime::check_alive() != ox::runtime::Error::Success;
  if (!ending)
    Platform::instance().unload_if_idle(binary);
  binaries().remove(binary);
}

void __cudaRegisterFunction(void** handle, const char* host, char*, const char* name, int, void*, void*, void*, void*,
                            int*) {
  binaries().add_function(reinterpret_cast<const Binary*>(handle), host, name);
}

void __cudaRegisterVar(void** handle, char* host, char*, const char* name, int, size_t bytes, int, int) {
  binaries().add_variable(reinterpret_cast<const Binary*>(handle), host, {.name = name, .bytes = bytes});
}

void __cudaRegisterTexture(void** handle, const textureReference* host, const void**, const char* name, int,
                           int normalized, int) {
  binaries().add_variable(reinterpret_cast<const Binary*>(handle), host,
                          {.name = name,
                           .bytes = sizeof(cudaTextureObject_t),
                           .sort = HostVariable::Sort::kTexture,
                           .reads_normalized = normalized != 0});
}

void __cudaRegisterSurface(void** handle, const surfaceReference* host, const void**, const char* name, int, int) {
  binaries().add_variable(reinterpret_cast<const Binary*>(handle), host,
                          {.name = name, .bytes = sizeof(cudaSurfaceObject_t), .sort = HostVariable::Sort::kSurface});
}

// `pointer` is the host's pointer to the variable; what follows the name differs between compilers and isn't needed.
void __cudaRegisterManagedVar(void** handle, void** pointer, char*, const char* name, size_t, unsigned) {
  binaries().add_variable(reinterpret_cast<const Binary*>(handle), pointer, {.name = name, .managed_pointer = pointer});
}

// A variable of the host that device code names, on systems where both see all memory.  Images for OxCore have no such
// names left: PTX that has one fails to link, and says so.
void __cudaRegisterHostVar(void**, const char*, char*, size_t) {}

char __cudaInitModule(void** handle) {
  __cudaRegisterFatBinaryEnd(handle);
  return 1;
}

unsigned __cudaPushCallConfiguration(dim3 grid, dim3 block, size_t shared_bytes, void* stream) {
  Configurations::get().push_back({grid, block, shared_bytes, stream});
  return 0;
}

cudaError_t __cudaPopCallConfiguration(dim3* grid, dim3* block, size_t* shared_bytes, void* stream) {
  std::vector<Configuration>& configurations = Configurations::get();
  if (configurations.empty()) {
    ox::runtime::set_last_error(ox::runtime::Error::MissingConfiguration);
    return cudaErrorMissingConfiguration;
  }
  const Configuration& top = configurations.back();
  *grid = top.grid;
  *block = top.block;
  *shared_bytes = top.shared_bytes;
  *static_cast<void**>(stream) = top.stream;
  configurations.pop_back();
  return cudaSuccess;
}

// Newer compilers fetch a kernel's handle once for each place of a launch, whatever device is current then; the host's
// symbol stands for the kernel on every device.
cudaError_t __cudaGetKernel(cudaKernel_t* kernel, const void* host) {
  *kernel = reinterpret_cast<cudaKernel_t>(const_cast<void*>(host));
  return cudaSuccess;
}

cudaError_t __cudaLaunchKernel(cudaKernel_t kernel, dim3 grid, dim3 block, void** arguments, size_t shared_bytes,
                               cudaStream_t stream) {
  return table().cudaLaunchKernel(kernel, grid, block, arguments, shared_bytes, stream);
}
cudaError_t __cudaLaunchKernel_ptsz(cudaKernel_t kernel, dim3 grid, dim3 block, void** arguments, size_t shared_bytes,
                                    cudaStream_t stream) {
  return table().cudaLaunchKernel_ptsz(kernel, grid, block, arguments, shared_bytes, stream);
}

} // namespace ox::cudart::emitted
