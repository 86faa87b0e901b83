// The answers to what kernels ask; see runtime/core/device_runtime.h.
#include "runtime/core/device_runtime.h"
#include "cuda_device_runtime_api.h"
#include "cuda_runtime_api.h"
#include "isa/kernel_abi.h"
#include "ox/device_runtime_calls.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/occupancy.h"
#include "runtime/core/platform.h"
#include "runtime/cudart/bodies.h"
#include <bit>
#include <optional>

namespace ox::runtime {

namespace {

constexpr uint64_t kRoomBytes = 64 << 10, kBufferAlignment = 64, kLargestBuffer = 32764;
constexpr uint64_t kTailStream = 3, kFireAndForgetStream = 4; // cuda_device_runtime_api.h

uint64_t as_answer(Error error) { return static_cast<uint64_t>(error) << 32; }

uint64_t as_answer(const Result<uint32_t>& result) { return result ? *result : as_answer(result.error()); }

// Shared memory and a thread's own are gone when the work is done.
bool outlives_kernel(uint64_t address) { return address < isa::kLocalWindowBase; }

} // namespace

struct DeviceRuntime::Caller {
  const DeviceRuntimeCall& call;
  oxDeviceRuntimeCall number() const { return static_cast<oxDeviceRuntimeCall>(call.words[0]); }
  uint64_t thread() const { return call.words[1]; }
  uint64_t argument(unsigned index) const { return call.words[2 + index]; }
  // What the first argument points at.
  template <typename Request> std::optional<Request> request() const {
    Request request;
    return call.read(argument(0), &request, sizeof request) ? std::optional(request) : std::nullopt;
  }
};

DeviceRuntime::~DeviceRuntime() {
  for (DeviceAddress address : allocations_)
    (void)context_.device().release(address);
}

uint64_t DeviceRuntime::answer(const DeviceRuntimeCall& call) {
  const Caller caller{call};
  std::lock_guard lock(mutex_);
  auto noted = [&](Error error) {
    if (error != Error::Success)
      last_errors_[caller.thread()] = error;
    return as_answer(error);
  };
  auto last = [&] {
    auto found = last_errors_.find(caller.thread());
    return found == last_errors_.end() ? Error::Success : found->second;
  };
  auto known = [&](const std::unordered_set<uint64_t>& handles, uint64_t handle) {
    return handles.contains(handle) ? Error::Success : Error::InvalidResourceHandle;
  };
  switch (caller.number()) {
  case oxCallParameterBuffer:
    return parameter_buffer(caller);
  case oxCallLaunch:
    return noted(launch(caller));
  case oxCallCopy:
    return noted(copy(caller));
  case oxCallFill:
    return noted(fill(caller));
  case oxCallGetLastError: {
    const Error error = last();
    last_errors_.erase(caller.thread());
    return as_answer(error);
  }
  case oxCallPeekAtLastError:
    return as_answer(last());
  case oxCallSetError:
    return noted(static_cast<Error>(caller.argument(0)));
  case oxCallStreamCreate:
    return make_handle(streams_, caller, cudaStreamNonBlocking);
  case oxCallEventCreate:
    return make_handle(events_, caller, cudaEventDisableTiming);
  case oxCallStreamDestroy:
    return noted(streams_.erase(caller.argument(0)) ? Error::Success : Error::InvalidResourceHandle);
  case oxCallEventDestroy:
    return noted(events_.erase(caller.argument(0)) ? Error::Success : Error::InvalidResourceHandle);
  // Work runs in the order in which it was asked for, so what comes before the event has run before what follows.
  case oxCallStreamWaitEvent:
    return noted(is_stream(caller.argument(0)) ? known(events_, caller.argument(1)) : Error::InvalidResourceHandle);
  case oxCallEventRecord:
    return noted(is_stream(caller.argument(1)) ? known(events_, caller.argument(0)) : Error::InvalidResourceHandle);
  case oxCallSetCondition:
    return noted(grid_.conditions &&
                         grid_.conditions->set(caller.argument(0), static_cast<unsigned>(caller.argument(1)))
                     ? Error::Success
                     : Error::InvalidValue);
  case oxCallErrorName:
    return context_.texts().address_of(error_name(static_cast<int>(caller.argument(0))));
  case oxCallErrorString:
    return context_.texts().address_of(error_text(static_cast<int>(caller.argument(0))));
  default:
    break;
  }
  const Result<uint32_t> result = question(caller);
  if (!result)
    noted(result.error());
  return as_answer(result);
}

uint64_t DeviceRuntime::parameter_buffer(const Caller& caller) {
  const uint64_t alignment = caller.argument(0), wanted = caller.argument(1);
  auto refused = [&](Error error) {
    last_errors_[caller.thread()] = error;
    return uint64_t{0};
  };
  if (wanted > kLargestBuffer || alignment > kBufferAlignment)
    return refused(Error::InvalidValue);
  const uint64_t bytes = std::bit_ceil(std::max(wanted, kBufferAlignment));
  std::vector<DeviceAddress>& free = free_buffers_[bytes];
  if (!free.empty()) {
    const DeviceAddress address = free.back();
    free.pop_back();
    return address;
  }
  if (room_.left < bytes) {
    auto made = context_.device().allocate(kRoomBytes, MemoryKind::kDevice);
    if (!made)
      return refused(Error::LaunchOutOfResources);
    allocations_.push_back(*made);
    room_ = {*made, kRoomBytes};
  }
  const DeviceAddress address = room_.next;
  room_.next += bytes;
  room_.left -= bytes;
  buffer_bytes_[address] = bytes;
  return address;
}

bool DeviceRuntime::is_stream(uint64_t handle) const {
  return handle <= kFireAndForgetStream || streams_.contains(handle);
}

Error DeviceRuntime::check_room(uint64_t stream) const {
  if (!is_stream(stream))
    return Error::InvalidResourceHandle;
  return pending_.load(std::memory_order_relaxed) < context_.pending_child_limit ? Error::Success
                                                                                 : Error::LaunchPendingCountExceeded;
}

Error DeviceRuntime::add(uint64_t stream, ChildWork work) {
  (stream == kTailStream ? queues_.tails : queues_.children).push_back(std::move(work));
  pending_.fetch_add(1, std::memory_order_relaxed);
  return Error::Success;
}

Error DeviceRuntime::launch(const Caller& caller) {
  const auto request = caller.request<oxDeviceLaunch>();
  if (!request)
    return Error::InvalidValue;
  auto kernel = find_kernel(request->kernel);
  if (!kernel)
    return kernel.error();
  if (Error error = check_room(request->stream); error != Error::Success)
    return error;
  if (depth_ + (request->stream != kTailStream) > kMaxDepth)
    return Error::LaunchMaxDepthExceeded;
  const auto& [gx, gy, gz] = request->grid;
  const auto& [bx, by, bz] = request->block;
  std::vector<std::byte> parameters((*kernel)->info->parameter_bytes);
  if (!context_.device().copy_to_host(parameters.data(), request->parameters, parameters.size()))
    return Error::InvalidValue;
  auto pending = prepare_launch(context_, **kernel,
                                {.grid = {gx, gy, gz},
                                 .block = {bx, by, bz},
                                 .dynamic_shared_bytes = request->shared_bytes,
                                 .green = grid_.green,
                                 .parameters = std::span<const std::byte>(parameters)});
  if (!pending)
    return pending.error();
  if (auto buffer = buffer_bytes_.find(request->parameters); buffer != buffer_bytes_.end())
    free_buffers_[buffer->second].push_back(buffer->first);
  return add(request->stream, std::move(*pending));
}

Error DeviceRuntime::copy(const Caller& caller) {
  const auto request = caller.request<oxDeviceCopy>();
  if (!request || !outlives_kernel(request->to) || !outlives_kernel(request->from))
    return Error::InvalidValue;
  if (request->height > 1 && (request->to_pitch < request->width || request->from_pitch < request->width))
    return Error::InvalidPitchValue;
  if (Error error = check_room(request->stream); error != Error::Success)
    return error;
  return add(request->stream, ChildCopy{request->to, request->to_pitch, request->from, request->from_pitch,
                                        request->width, request->height});
}

Error DeviceRuntime::fill(const Caller& caller) {
  const auto request = caller.request<oxDeviceFill>();
  if (!request || !outlives_kernel(request->to))
    return Error::InvalidValue;
  if (request->height > 1 && request->pitch < request->width)
    return Error::InvalidPitchValue;
  if (Error error = check_room(request->stream); error != Error::Success)
    return error;
  return add(request->stream, ChildFill{request->to, request->pitch, request->width, request->height,
                                        static_cast<uint32_t>(request->value) & 0xff});
}

// Kernels can make streams that wait for no other, and events without times; nothing else.
uint64_t DeviceRuntime::make_handle(std::unordered_set<uint64_t>& handles, const Caller& caller,
                                    uint64_t wanted_flags) {
  if (caller.argument(0) != wanted_flags) {
    last_errors_[caller.thread()] = Error::InvalidValue;
    return 0;
  }
  next_handle_ += 16;
  handles.insert(next_handle_);
  return next_handle_;
}

Result<Kernel*> DeviceRuntime::find_kernel(DeviceAddress entry) const {
  const auto index = grid_.launch.module->kernel_at(entry);
  if (!index)
    return fail(Error::InvalidDeviceFunction);
  return grid_.module->kernels()[*index].get();
}

Result<uint32_t> DeviceRuntime::function_attribute(const Kernel& kernel, uint64_t which) const {
  const KernelInfo& info = *kernel.info;
  switch (which) {
  case oxFunctionSharedBytes:
    return static_cast<uint32_t>(info.static_shared_bytes);
  case oxFunctionLocalBytes:
    return static_cast<uint32_t>(info.local_bytes);
  case oxFunctionRegisters:
    return info.registers;
  case oxFunctionMaxThreads:
    return info.max_threads_per_block ? info.max_threads_per_block : context_.properties().max_threads_per_block;
  case oxFunctionVersion:
    return kernel.compute_capability;
  case oxFunctionMaxDynamicShared:
    return static_cast<uint32_t>(kernel.max_dynamic_shared_bytes);
  default:
    return fail(Error::InvalidValue);
  }
}

Result<uint32_t> DeviceRuntime::question(const Caller& caller) {
  switch (caller.number()) {
  case oxCallDevice:
    return static_cast<uint32_t>(context_.ordinal);
  case oxCallDeviceCount:
    return static_cast<uint32_t>(Platform::instance().device_count());
  case oxCallDeviceAttribute: {
    int value = 0;
    const Error error = cudart::body::cudaDeviceGetAttribute(&value, static_cast<cudaDeviceAttr>(caller.argument(0)),
                                                             static_cast<int>(caller.argument(1)));
    return error == Error::Success ? Result<uint32_t>(static_cast<uint32_t>(value)) : fail(error);
  }
  case oxCallDeviceLimit:
    switch (caller.argument(0)) {
    case cudaLimitStackSize:
      return static_cast<uint32_t>(context_.stack_bytes);
    case cudaLimitPrintfFifoSize:
      return static_cast<uint32_t>(context_.print_sink().limit_bytes());
    case cudaLimitMallocHeapSize:
      return static_cast<uint32_t>(context_.device().heap_bytes());
    case cudaLimitDevRuntimePendingLaunchCount:
      return static_cast<uint32_t>(context_.pending_child_limit);
    default:
      return fail(Error::UnsupportedLimit);
    }
  case oxCallFunctionAttribute: {
    auto kernel = find_kernel(caller.argument(0));
    return kernel ? function_attribute(**kernel, caller.argument(1)) : fail(kernel.error());
  }
  case oxCallActiveBlocks: {
    auto kernel = find_kernel(caller.argument(0));
    if (!kernel)
      return fail(kernel.error());
    return max_blocks_per_core(context_.properties(), *(*kernel)->info, caller.argument(1), caller.argument(2));
  }
  default:
    return fail(Error::NotSupported);
  }
}

} // namespace ox::runtime
