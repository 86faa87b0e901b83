// Libraries of kernels: the driver API's, by the runtime API's names.
#include "runtime/core/diagnostics.h"
#include "runtime/cudart/bodies.h"
#include "runtime/driver/bodies.h"

namespace ox::cudart::body {

namespace driver_api = driver::body;

namespace {
CUdeviceptr* address_of(void** pointer) { return reinterpret_cast<CUdeviceptr*>(pointer); }

// Options have the same numbers in both APIs.
CUjit_option* to_driver(cudaJitOption* options) { return reinterpret_cast<CUjit_option*>(options); }
CUlibraryOption* to_driver(cudaLibraryOption* options) { return reinterpret_cast<CUlibraryOption*>(options); }
} // namespace

Error cudaLibraryLoadData(cudaLibrary_t* library, const void* code, cudaJitOption* options, void** values,
                          unsigned count, cudaLibraryOption* library_options, void** library_values,
                          unsigned library_count) {
  return driver_api::cuLibraryLoadData(library, code, to_driver(options), values, count, to_driver(library_options),
                                       library_values, library_count);
}

Error cudaLibraryLoadFromFile(cudaLibrary_t* library, const char* path, cudaJitOption* options, void** values,
                              unsigned count, cudaLibraryOption* library_options, void** library_values,
                              unsigned library_count) {
  return driver_api::cuLibraryLoadFromFile(library, path, to_driver(options), values, count, to_driver(library_options),
                                           library_values, library_count);
}

Error cudaLibraryUnload(cudaLibrary_t library) { return driver_api::cuLibraryUnload(library); }
Error cudaLibraryGetKernel(cudaKernel_t* kernel, cudaLibrary_t library, const char* name) {
  return driver_api::cuLibraryGetKernel(kernel, library, name);
}
Error cudaLibraryGetKernelCount(unsigned* count, cudaLibrary_t library) {
  return driver_api::cuLibraryGetKernelCount(count, library);
}
Error cudaLibraryEnumerateKernels(cudaKernel_t* kernels, unsigned count, cudaLibrary_t library) {
  return driver_api::cuLibraryEnumerateKernels(kernels, count, library);
}
Error cudaLibraryGetGlobal(void** address, size_t* bytes, cudaLibrary_t library, const char* name) {
  return driver_api::cuLibraryGetGlobal(address_of(address), bytes, library, name);
}
Error cudaLibraryGetManaged(void** address, size_t* bytes, cudaLibrary_t library, const char* name) {
  return driver_api::cuLibraryGetManaged(address_of(address), bytes, library, name);
}
Error cudaLibraryGetUnifiedFunction(void** function, cudaLibrary_t library, const char* name) {
  return driver_api::cuLibraryGetUnifiedFunction(function, library, name);
}
Error cudaKernelSetAttributeForDevice(cudaKernel_t kernel, cudaFuncAttribute attribute, int value, int device) {
  return driver_api::cuKernelSetAttribute(static_cast<CUfunction_attribute>(attribute), value, kernel, device);
}

// Tables that NVIDIA's libraries have for each other; nothing else knows what is in them.
Error cudaGetExportTable(const void** table, const cudaUUID_t* id) {
  if (!table || !id)
    return Error::InvalidValue;
  *table = nullptr;
  return runtime::explain(Error::SymbolNotFound, "a table of functions between NVIDIA's own libraries");
}

} // namespace ox::cudart::body
