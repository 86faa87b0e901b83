// Waits for and writes of memory as operations of streams.
#include "runtime/driver/stream_memory.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/work.h"
#include "runtime/cudart/handles.h"
#include "runtime/driver/bodies.h"

namespace ox::driver {

using runtime::Error;
using runtime::explain;
using runtime::MemoryOperation;

namespace {

Error submit(CUstream handle, std::vector<MemoryOperation> operations) {
  auto stream = cudart::find_stream(handle);
  if (!stream)
    return stream.error();
  auto work = runtime::make_memory_operations((*stream)->context, std::move(operations));
  return work ? runtime::submit(**stream, std::move(*work)) : work.error();
}

// CU_STREAM_WAIT_VALUE_FLUSH is about writes of other devices on the bus, of which there are none.
runtime::Result<MemoryOperation> wait(CUdeviceptr address, uint64_t value, uint32_t bytes, unsigned flags) {
  const unsigned condition = flags & ~unsigned{CU_STREAM_WAIT_VALUE_FLUSH};
  if (condition > CU_STREAM_WAIT_VALUE_NOR)
    return runtime::fail(explain(Error::InvalidValue, "flags %#x of a wait for a value", flags));
  if (flags & CU_STREAM_WAIT_VALUE_FLUSH)
    return runtime::fail(explain(Error::NotSupported, "remote writes can't be flushed (the device's attribute "
                                                      "CAN_FLUSH_REMOTE_WRITES is 0)"));
  return MemoryOperation{.kind = MemoryOperation::Kind::kWait,
                         .condition = static_cast<MemoryOperation::Condition>(condition),
                         .bytes = bytes,
                         .address = address,
                         .value = value};
}

runtime::Result<MemoryOperation> write(CUdeviceptr address, uint64_t value, uint32_t bytes, unsigned flags) {
  if (flags & ~unsigned{CU_STREAM_WRITE_VALUE_NO_MEMORY_BARRIER})
    return runtime::fail(explain(Error::InvalidValue, "flags %#x of a write of a value", flags));
  return MemoryOperation{.kind = MemoryOperation::Kind::kWrite, .bytes = bytes, .address = address, .value = value};
}

Error submit_one(CUstream stream, const runtime::Result<MemoryOperation>& operation) {
  return operation ? submit(stream, {*operation}) : operation.error();
}

runtime::Result<MemoryOperation> read(const CUstreamBatchMemOpParams& one) {
  switch (one.operation) {
  case CU_STREAM_MEM_OP_WAIT_VALUE_32:
    return wait(one.waitValue.address, one.waitValue.value, 4, one.waitValue.flags);
  case CU_STREAM_MEM_OP_WAIT_VALUE_64:
    return wait(one.waitValue.address, one.waitValue.value64, 8, one.waitValue.flags);
  case CU_STREAM_MEM_OP_WRITE_VALUE_32:
    return write(one.writeValue.address, one.writeValue.value, 4, one.writeValue.flags);
  case CU_STREAM_MEM_OP_WRITE_VALUE_64:
    return write(one.writeValue.address, one.writeValue.value64, 8, one.writeValue.flags);
  case CU_STREAM_MEM_OP_BARRIER:
    if (one.memoryBarrier.flags > CU_STREAM_MEMORY_BARRIER_TYPE_GPU)
      return runtime::fail(Error::InvalidValue);
    return MemoryOperation{.kind = MemoryOperation::Kind::kBarrier};
  case CU_STREAM_MEM_OP_FLUSH_REMOTE_WRITES:
    return runtime::fail(explain(Error::NotSupported, "remote writes can't be flushed (the device's attribute "
                                                      "CAN_FLUSH_REMOTE_WRITES is 0)"));
  }
  return runtime::fail(explain(Error::InvalidValue, "%d is no operation on memory", static_cast<int>(one.operation)));
}

} // namespace

runtime::Result<std::vector<MemoryOperation>> read_memory_operations(const CUstreamBatchMemOpParams* batch,
                                                                     unsigned count, unsigned flags) {
  constexpr unsigned kMost = 256; // as CUDA
  if (flags != 0 || !batch || count == 0 || count > kMost)
    return runtime::fail(explain(Error::InvalidValue, "a batch has 1 to %u operations and no flags", kMost));
  std::vector<MemoryOperation> operations;
  for (unsigned i = 0; i < count; ++i) {
    auto operation = read(batch[i]);
    if (!operation)
      return runtime::fail(operation.error());
    operations.push_back(*operation);
  }
  return operations;
}

namespace body {

Error cuStreamWaitValue32_v2(CUstream stream, CUdeviceptr address, cuuint32_t value, unsigned flags) {
  return submit_one(stream, wait(address, value, 4, flags));
}
Error cuStreamWaitValue64_v2(CUstream stream, CUdeviceptr address, cuuint64_t value, unsigned flags) {
  return submit_one(stream, wait(address, value, 8, flags));
}
Error cuStreamWriteValue32_v2(CUstream stream, CUdeviceptr address, cuuint32_t value, unsigned flags) {
  return submit_one(stream, write(address, value, 4, flags));
}
Error cuStreamWriteValue64_v2(CUstream stream, CUdeviceptr address, cuuint64_t value, unsigned flags) {
  return submit_one(stream, write(address, value, 8, flags));
}

Error cuStreamBatchMemOp_v2(CUstream stream, unsigned count, CUstreamBatchMemOpParams* batch, unsigned flags) {
  auto operations = read_memory_operations(batch, count, flags);
  return operations ? submit(stream, std::move(*operations)) : operations.error();
}

// Before CUDA 11.7 a device had to be told to allow them; here it always did.
Error cuStreamWaitValue32(CUstream stream, CUdeviceptr address, cuuint32_t value, unsigned flags) {
  return body::cuStreamWaitValue32_v2(stream, address, value, flags);
}
Error cuStreamWaitValue64(CUstream stream, CUdeviceptr address, cuuint64_t value, unsigned flags) {
  return body::cuStreamWaitValue64_v2(stream, address, value, flags);
}
Error cuStreamWriteValue32(CUstream stream, CUdeviceptr address, cuuint32_t value, unsigned flags) {
  return body::cuStreamWriteValue32_v2(stream, address, value, flags);
}
Error cuStreamWriteValue64(CUstream stream, CUdeviceptr address, cuuint64_t value, unsigned flags) {
  return body::cuStreamWriteValue64_v2(stream, address, value, flags);
}
Error cuStreamBatchMemOp(CUstream stream, unsigned count, CUstreamBatchMemOpParams* batch, unsigned flags) {
  return body::cuStreamBatchMemOp_v2(stream, count, batch, flags);
}

} // namespace body
} // namespace ox::driver
