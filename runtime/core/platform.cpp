#include "runtime/core/platform.h"
#include "runtime/core/capture.h"
#include "runtime/core/device_source.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/graph_exec.h"
#include "runtime/core/settings.h"
#include "runtime/core/statistics.h"
#include <algorithm>
#include <pthread.h>
#include <utility>

namespace ox::runtime {

namespace {
thread_local int current_ordinal = 0;
}

Platform& Platform::instance() {
  static Platform& platform = *new Platform;
  return platform;
}

Platform::Platform() : slots_(settings().devices.size()) {
  for (int ordinal = 0; ordinal < device_count(); ++ordinal)
    primaries_.emplace_back(new ContextHandle{.ordinal = ordinal, .is_primary = true});
}

int Platform::place_of(int ordinal) const { return settings().devices[static_cast<size_t>(ordinal)]; }

Error Platform::make_device_of(Slot& slot, int ordinal) {
  if (slot.device)
    return Error::Success;
  auto device = make_device(place_of(ordinal));
  if (!device) {
    if (!std::exchange(slot.failure_said, true))
      say("device %d can't be made: %s", ordinal, device.error().c_str());
    return Error::InitializationError;
  }
  slot.device = std::move(*device);
  if (!slot.properties)
    slot.properties = slot.device->properties();
  return Error::Success;
}

Result<const DeviceProperties*> Platform::properties(int ordinal) {
  if (ordinal < 0 || ordinal >= device_count())
    return fail(Error::InvalidDevice);
  Slot& slot = slots_[static_cast<size_t>(ordinal)];
  std::lock_guard lock(slot.mutex);
  if (!slot.properties)
    if (Error error = make_device_of(slot, ordinal); error != Error::Success)
      return fail(error);
  return &*slot.properties;
}

Result<Context*> Platform::context(int ordinal) {
  if (slots_.empty())
    return fail(Error::NoDevice);
  if (ordinal < 0 || ordinal >= device_count())
    return fail(Error::InvalidDevice);
  Slot& slot = slots_[static_cast<size_t>(ordinal)];
  if (Context* context = slot.context.load(std::memory_order_acquire))
    return context;
  std::lock_guard lock(slot.mutex);
  if (Context* context = slot.context.load(std::memory_order_acquire))
    return context;
  if (Error error = make_device_of(slot, ordinal); error != Error::Success)
    return fail(error);
  slot.owner = std::make_unique<Context>(ordinal, std::move(slot.device));
  slot.owner->handle = &primary(ordinal);
  for (const MemoryObject& object : addresses.host_objects()) // page-locked memory is every device's
    (void)slot.owner->device().register_host(reinterpret_cast<void*>(object.base), object.bytes);
  slot.context.store(slot.owner.get(), std::memory_order_release);
  virtual_memory.give_access(*slot.owner);
  MemoryPool::give_access(*slot.owner);
  if (ordinal == 0) // managed variables live on the first device
    (void)slot.owner->modules().bind_managed_variables(*slot.owner);
  if (settings().eager_loading)
    slot.owner->modules().load_all();
  return slot.owner.get();
}

Context* Platform::existing_context(int ordinal) const {
  return slots_[static_cast<size_t>(ordinal)].context.load(std::memory_order_acquire);
}

Error Platform::reset(int ordinal) {
  Slot& slot = slots_[static_cast<size_t>(ordinal)];
  std::lock_guard lock(slot.mutex);
  Context* context = slot.context.load(std::memory_order_acquire);
  if (!context)
    return Error::Success;
  slot.context.store(nullptr, std::memory_order_release);
  primary(ordinal).runtime_uses = false;
  retire(*context);
  slot.owner.reset();
  return Error::Success;
}

void Platform::retire(Context& context) {
  context.synchronize();
  peer_access.forget(context);
  graph_execs.extract_if([&](const GraphExec& exec) { return exec.uses(context); });
  graphs.extract_if([&](const Graph& graph) { return graph.uses(context); });
  streams.for_each([&](Stream& stream) {
    if (&stream.context == &context)
      leave_capture(stream);
  });
  events.remove_if([&](const Event& event) { return &event.context == &context; });
  streams.remove_if([&](const Stream& stream) { return &stream.context == &context; });
  kernels.remove_if([&](const Kernel& kernel) { return &kernel.owner->context == &context; });
  modules.remove_if([&](const LoadedModule& module) { return &module.context == &context; });
  texture_bindings.forget(context);
  textures.remove_if([&](const TextureObject& object) { return &object.context == &context; });
  arrays.remove_if([&](const Array& array) { return &array.context == &context; });
  mipmapped_arrays.remove_if([&](const MipmappedArray& mipmap) { return &mipmap.context == &context; });
  for (const MemoryObject& object : addresses.remove_all_of(context)) {
    if (object.type != MemoryType::kDevice) // which every other context has, too
      for_each_context(
          [&](Context& other) { (void)other.device().unregister_host(reinterpret_cast<void*>(object.base)); });
    if (object.of_module || object.of_other_process || object.pool) // these go with the object
      continue;
    if (object.type == MemoryType::kRegistered)
      (void)context.device().unregister_host(reinterpret_cast<void*>(object.base));
    else
      (void)context.device().release(object.base);
  }
}

Result<ContextHandle*> Platform::make_context(int ordinal, unsigned flags) {
  auto device = make_device(place_of(ordinal));
  if (!device) {
    say("a context on device %d can't be made: %s", ordinal, device.error().c_str());
    return fail(Error::MemoryAllocation);
  }
  std::unique_ptr<ContextHandle> handle(new ContextHandle{.ordinal = ordinal, .is_primary = false, .flags = flags});
  handle->owner = std::make_unique<Context>(ordinal, std::move(*device));
  handle->owner->handle = handle.get();
  for (const MemoryObject& object : addresses.host_objects())
    (void)handle->owner->device().register_host(reinterpret_cast<void*>(object.base), object.bytes);
  handle->context = handle->owner.get();
  ContextHandle* made = handle.get();
  {
    std::unique_lock lock(made_mutex_);
    made_.push_back(std::move(handle));
  }
  virtual_memory.give_access(*made->owner);
  MemoryPool::give_access(*made->owner);
  if (settings().eager_loading)
    made->owner->modules().load_all();
  return made;
}

Error Platform::destroy_context(ContextHandle& handle) {
  Context* context = handle.context.exchange(nullptr);
  if (!context)
    return Error::ContextIsDestroyed;
  retire(*context);
  handle.owner.reset();
  forget_destroyed(handle);
  return Error::Success;
}

Result<ContextHandle*> Platform::make_green_context(int ordinal, std::vector<uint32_t> cores) {
  if (auto primary_context = context(ordinal); !primary_context)
    return fail(primary_context.error());
  ++primary(ordinal).retained;
  auto green = std::make_shared<GreenContext>(ordinal, std::move(cores));
  std::unique_ptr<ContextHandle> handle(new ContextHandle{.ordinal = ordinal, .is_primary = false, .green = green});
  green->handle = handle.get();
  std::unique_lock lock(made_mutex_);
  return made_.emplace_back(std::move(handle)).get();
}

void Platform::destroy_green_context(ContextHandle& handle) {
  if (handle.green_ended.exchange(true))
    return;
  if (Context* context = existing_context(handle.ordinal))
    context->synchronize(context->mark_all(handle.green.get()));
  (void)release_primary(handle.ordinal);
  forget_destroyed(handle);
}

Error Platform::release_primary(int ordinal) {
  ContextHandle& handle = primary(ordinal);
  int retained = handle.retained;
  do
    if (retained == 0)
      return explain(Error::DeviceUninitialized, "the primary context of device %d is not retained", ordinal);
  while (!handle.retained.compare_exchange_weak(retained, retained - 1));
  return retained == 1 && !handle.runtime_uses ? reset(ordinal) : Error::Success;
}

// Destroyed contexts' handles are errors of their own for a while; then they go, but for those that are on a stack.
void Platform::forget_destroyed(ContextHandle& handle) {
  constexpr size_t kKept = 64;
  std::unique_lock lock(made_mutex_);
  destroyed_.push_back(&handle);
  for (auto it = destroyed_.begin(); it != destroyed_.end() && destroyed_.size() > kKept;) {
    if ((*it)->on_stacks != 0) {
      ++it;
      continue;
    }
    std::erase_if(made_, [&](const auto& made) { return made.get() == *it; });
    it = destroyed_.erase(it);
  }
}

ContextHandle* Platform::find_context(const void* handle) const {
  auto is_it = [&](const auto& candidate) { return candidate.get() == handle; };
  if (auto it = std::ranges::find_if(primaries_, is_it); it != primaries_.end())
    return it->get();
  std::shared_lock lock(made_mutex_);
  auto it = std::ranges::find_if(made_, is_it);
  return it == made_.end() ? nullptr : it->get();
}

Result<Context*> Platform::context_of(const ContextHandle& handle) {
  if (handle.is_destroyed())
    return fail(Error::ContextIsDestroyed);
  if (handle.is_primary || handle.green)
    return context(handle.ordinal);
  if (Context* context = handle.context.load(std::memory_order_acquire))
    return context;
  return fail(Error::ContextIsDestroyed);
}

void Platform::unload_if_idle(const Binary* binary) {
  for_each_context([&](Context& context) {
    if (context.is_idle())
      context.modules().unload(binary);
  });
}

int Platform::current_device() const {
  const ContextHandle* current = ThreadContexts::of_this_thread().current();
  return current ? current->ordinal : current_ordinal;
}

Context* Platform::existing_current_context() const {
  const ContextHandle* current = ThreadContexts::of_this_thread().current();
  if (!current || current->is_primary || current->green)
    return slots_.empty() ? nullptr : existing_context(current_device());
  return current->context.load(std::memory_order_acquire);
}

Result<Context*> Platform::current_context() {
  ThreadContexts& contexts = ThreadContexts::of_this_thread();
  if (slots_.empty())
    return fail(Error::NoDevice);
  if (!contexts.current())
    contexts.set_current(&primary(current_ordinal));
  ContextHandle& current = *contexts.current();
  if (current.is_primary && !current.runtime_uses.load(std::memory_order_relaxed))
    current.runtime_uses = true;
  return context_of(current);
}

Error Platform::set_current_device(int ordinal) {
  if (slots_.empty())
    return Error::NoDevice;
  if (ordinal < 0 || ordinal >= device_count())
    return Error::InvalidDevice;
  current_ordinal = ordinal;
  ThreadContexts::of_this_thread().set_current(&primary(ordinal));
  return Error::Success;
}

namespace {

enum class Life : uint8_t { kUnused, kInUse, kForked, kEnding };
std::atomic<Life> life = Life::kUnused;

void after_fork_in_child() {
  if (life.load() == Life::kInUse)
    life.store(Life::kForked);
}

// Runs after the program's own destructors and exit handlers, so those can still use CUDA.
[[gnu::destructor]] void end() {
  constexpr uint64_t kGraceNs = 200'000'000;
  if (life.exchange(Life::kEnding) != Life::kInUse)
    return;
  Scheduler::instance().abandon(kGraceNs);
  write_statistics();
}

} // namespace

Error check_alive() {
  switch (life.load(std::memory_order_acquire)) {
  case Life::kEnding:
    return Error::CudartUnloading;
  case Life::kForked:
    return Error::InitializationError;
  case Life::kUnused:
  case Life::kInUse:
    break;
  }
  return Error::Success;
}

void note_in_use() {
  Life unused = Life::kUnused;
  if (life.load(std::memory_order_relaxed) == Life::kUnused && life.compare_exchange_strong(unused, Life::kInUse))
    pthread_atfork(nullptr, nullptr, after_fork_in_child);
}

} // namespace ox::runtime
