// What the plain names were before they had successors.  Sizes that don't fit 32 bits are the largest that do;
// functions with device pointers of 32 bits are refused, because no memory here has such an address.
#include "runtime/driver/bodies.h"
#include "runtime/driver/wrapper.h"
#include <algorithm>
#include <limits>

namespace ox::driver::body {

namespace {
unsigned narrow(size_t bytes) {
  return static_cast<unsigned>(std::min<size_t>(bytes, std::numeric_limits<unsigned>::max()));
}

constexpr const char* kNarrow = "its device pointers have 32 bits, as before CUDA 3.2; the function of today has the "
                                "suffix _v2, which cuda.h gives the name and cuGetProcAddress finds";
} // namespace

#define OX_NARROW(name, ...)                                                                                           \
  Error name(__VA_ARGS__) { return refuse(#name, Error::NotSupported, kNarrow); }
OX_NARROW(cuModuleGetGlobal, unsigned int*, unsigned int*, CUmodule, const char*)
OX_NARROW(cuMemAlloc, unsigned int*, unsigned int)
OX_NARROW(cuMemAllocPitch, unsigned int*, unsigned int*, unsigned int, unsigned int, unsigned int)
OX_NARROW(cuMemFree, unsigned int)
OX_NARROW(cuMemGetAddressRange, unsigned int*, unsigned int*, unsigned int)
OX_NARROW(cuMemHostGetDevicePointer, unsigned int*, void*, unsigned int)
OX_NARROW(cuMemcpyHtoD, unsigned int, const void*, unsigned int)
OX_NARROW(cuMemcpyDtoH, void*, unsigned int, unsigned int)
OX_NARROW(cuMemcpyDtoD, unsigned int, unsigned int, unsigned int)
OX_NARROW(cuMemcpyHtoDAsync, unsigned int, const void*, unsigned int, CUstream)
OX_NARROW(cuMemcpyDtoHAsync, void*, unsigned int, unsigned int, CUstream)
OX_NARROW(cuMemcpyDtoDAsync, unsigned int, unsigned int, unsigned int, CUstream)
OX_NARROW(cuMemsetD8, unsigned int, unsigned char, unsigned int)
OX_NARROW(cuMemsetD16, unsigned int, unsigned short, unsigned int)
OX_NARROW(cuMemsetD32, unsigned int, unsigned int, unsigned int)
#undef OX_NARROW

Error cuDeviceTotalMem(unsigned* bytes, CUdevice device) {
  if (!bytes)
    return Error::InvalidValue;
  size_t wide = 0;
  Error error = body::cuDeviceTotalMem_v2(&wide, device);
  if (error == Error::Success)
    *bytes = narrow(wide);
  return error;
}

Error cuMemGetInfo(unsigned* free, unsigned* total) {
  if (!free || !total)
    return Error::InvalidValue;
  size_t wide_free = 0, wide_total = 0;
  Error error = body::cuMemGetInfo_v2(&wide_free, &wide_total);
  if (error == Error::Success) {
    *free = narrow(wide_free);
    *total = narrow(wide_total);
  }
  return error;
}

Error cuCtxCreate(CUcontext* context, unsigned flags, CUdevice device) {
  return body::cuCtxCreate_v2(context, flags, device);
}
Error cuCtxDestroy(CUcontext context) { return body::cuCtxDestroy_v2(context); }
Error cuCtxPushCurrent(CUcontext context) { return body::cuCtxPushCurrent_v2(context); }
Error cuCtxPopCurrent(CUcontext* context) { return body::cuCtxPopCurrent_v2(context); }
Error cuStreamDestroy(CUstream stream) { return body::cuStreamDestroy_v2(stream); }
Error cuEventDestroy(CUevent event) { return body::cuEventDestroy_v2(event); }
Error cuMemAllocHost(void** memory, unsigned bytes) { return body::cuMemAllocHost_v2(memory, bytes); }
Error cuMemHostRegister(void* memory, size_t bytes, unsigned flags) {
  return body::cuMemHostRegister_v2(memory, bytes, flags);
}
Error cuGraphicsResourceSetMapFlags(CUgraphicsResource resource, unsigned flags) {
  return body::cuGraphicsResourceSetMapFlags_v2(resource, flags);
}
Error cuIpcOpenMemHandle(CUdeviceptr* memory, CUipcMemHandle handle, unsigned flags) {
  return body::cuIpcOpenMemHandle_v2(memory, handle, flags);
}
Error cuLinkCreate(unsigned count, CUjit_option* options, void** values, CUlinkState* state) {
  return body::cuLinkCreate_v2(count, options, values, state);
}
Error cuLinkAddData(CUlinkState state, CUjitInputType type, void* data, size_t bytes, const char* name, unsigned count,
                    CUjit_option* options, void** values) {
  return body::cuLinkAddData_v2(state, type, data, bytes, name, count, options, values);
}
Error cuLinkAddFile(CUlinkState state, CUjitInputType type, const char* path, unsigned count, CUjit_option* options,
                    void** values) {
  return body::cuLinkAddFile_v2(state, type, path, count, options, values);
}

} // namespace ox::driver::body
