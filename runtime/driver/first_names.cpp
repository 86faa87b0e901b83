// What the plain names were before they had successors, where the arguments are the same on 64 bits.  Sizes that don't
// fit 32 bits are the largest that do.
#include "runtime/driver/bodies.h"
#include <algorithm>
#include <limits>

namespace ox::driver::body {

namespace {
unsigned narrow(size_t bytes) {
  return static_cast<unsigned>(std::min<size_t>(bytes, std::numeric_limits<unsigned>::max()));
}
} // namespace

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
