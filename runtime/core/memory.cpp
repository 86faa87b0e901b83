#include "runtime/core/memory.h"
#include "runtime/core/call_site.h"
#include "runtime/core/capture.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/graph_memory.h"
#include "runtime/core/platform.h"
#include "runtime/core/pool.h"
#include "runtime/core/trace_work.h"

namespace ox::runtime {

namespace {

DeviceAddress address_of(const void* memory) { return reinterpret_cast<DeviceAddress>(memory); }

MemoryKind kind_of(MemoryType type) {
  switch (type) {
  case MemoryType::kHost:
    return MemoryKind::kHost;
  case MemoryType::kManaged:
    return MemoryKind::kManaged;
  case MemoryType::kDevice:
  case MemoryType::kRegistered:
    break;
  }
  return MemoryKind::kDevice;
}

// Page-locked and managed memory is every device's: the other devices get it as registered host memory.
template <typename Action> void for_other_devices(const Context& owner, Action&& action) {
  Platform::instance().for_each_context([&](Context& other) {
    if (&other != &owner)
      action(other.device());
  });
}

bool may_be_freed(const MemoryObject& object) {
  return !object.of_module && (!object.of_other_process || object.pool) && !object.graph_place &&
         (object.type == MemoryType::kDevice || object.type == MemoryType::kManaged);
}

void give_back(const MemoryObject& object, const CallSite& freed) {
  if (auto block = pool_block_of(object)) { // the pool gets it back when the object ends
    block->freed = freed;
    block->pool->close(*block);
    return;
  }
  Device& device = object.context->device();
  if (object.type != MemoryType::kDevice)
    for_other_devices(*object.context,
                      [&](Device& other) { (void)other.unregister_host(reinterpret_cast<void*>(object.base), freed); });
  if (auto released = device.release(object.base, freed); !released)
    say("memory at %p can't be released: %s", reinterpret_cast<void*>(object.base), released.error().c_str());
  if (trace::wants(trace::kMemory)) [[unlikely]]
    trace::memory_changed(*object.context, object.type, -static_cast<int64_t>(object.bytes));
}

} // namespace

namespace {
// Until nothing that is queued can use it: page-locked and managed memory is every device's.
Error wait_for_users(const MemoryObject& object) {
  std::vector<Context*> others;
  if (object.type != MemoryType::kDevice)
    Platform::instance().for_each_context([&](Context& context) {
      if (&context != object.context)
        others.push_back(&context);
    });
  for (Context* other : others)
    (void)other->synchronize();
  return object.context->synchronize();
}
} // namespace

Result<void*> allocate(Context& context, uint64_t bytes, MemoryType type, unsigned flags) {
  if (bytes == 0)
    return nullptr;
  const CallSite made = call_site();
  auto address = context.device().allocate(bytes, kind_of(type), made);
  if (!address)
    return fail(explain(Error::MemoryAllocation, "%llu bytes: %s", static_cast<unsigned long long>(bytes),
                        address.error().c_str()));
  Platform::instance().addresses.add({*address, bytes, type, flags, &context});
  void* memory = reinterpret_cast<void*>(*address);
  if (type != MemoryType::kDevice)
    for_other_devices(context, [&](Device& other) { (void)other.register_host(memory, bytes, made); });
  if (trace::wants(trace::kMemory)) [[unlikely]]
    trace::memory_changed(context, type, static_cast<int64_t>(bytes));
  return memory;
}

Result<void*> allocate_from(MemoryPool& pool, Stream& stream, uint64_t bytes) {
  if (bytes == 0)
    return nullptr;
  auto block = pool.allocate(stream, bytes);
  if (!block)
    return fail(block.error());
  Platform& platform = Platform::instance();
  Context* context = &stream.context;
  if (pool.ordinal != context->ordinal) {
    auto home = platform.context(pool.ordinal);
    if (!home)
      return fail(home.error());
    context = *home;
  }
  platform.addresses.add(
      {.base = (*block)->address, .bytes = bytes, .context = context, .pool = (*block)->pool, .kept = *block});
  return reinterpret_cast<void*>((*block)->address);
}

PoolBlockRef find_pool_block(const void* memory) {
  auto object = Platform::instance().addresses.find_base(address_of(memory));
  return object ? pool_block_of(*object) : nullptr;
}

PoolBlockRef pool_block_of(const MemoryObject& object) {
  return object.pool ? std::static_pointer_cast<PoolBlock>(object.kept) : nullptr;
}

namespace {
template <typename Predicate> Error release(void* memory, const char* what, Predicate&& is_right_sort) {
  if (Error error = check_unsafe_call(); error != Error::Success)
    return error;
  if (!memory)
    return Error::Success;
  AddressMap& addresses = Platform::instance().addresses;
  auto object = addresses.find_base(address_of(memory));
  if (!object || !is_right_sort(*object))
    return explain(Error::InvalidValue, "%p is not the start of live %s memory: freed twice, or never allocated so",
                   memory, what);
  Error error = wait_for_users(*object);
  // Another thread may have been faster while this one waited.
  auto mine = addresses.remove(object->base, is_right_sort);
  if (!mine)
    return Error::InvalidValue;
  give_back(*mine, call_site());
  return error;
}
} // namespace

Error release_device(void* memory) {
  if (auto object = Platform::instance().addresses.find_base(address_of(memory)); object && object->graph_place) {
    auto work = make_free_of_live(address_of(memory));
    if (!work)
      return work.error();
    Error error = object->context->synchronize();
    run(*object->context, *work);
    return error;
  }
  return release(memory, "device", [](const MemoryObject& object) { return may_be_freed(object); });
}

Error release_host(void* memory) {
  return release(memory, "page-locked", [](const MemoryObject& object) { return object.type == MemoryType::kHost; });
}

Result<FreeWork> make_free(void* memory) {
  auto object = Platform::instance().addresses.remove(
      address_of(memory), [](const MemoryObject& candidate) { return may_be_freed(candidate); });
  if (!object)
    return fail(explain(Error::InvalidValue, "%p is not the start of live device memory", memory));
  return FreeWork{*object, call_site()};
}

void run(Context&, FreeWork& work) { give_back(work.object, work.freed); }

Error register_host(Context& context, void* memory, uint64_t bytes, unsigned flags) {
  if (!memory || bytes == 0)
    return Error::InvalidValue;
  if (Error error = check_unsafe_call(); error != Error::Success)
    return error;
  AddressMap& addresses = Platform::instance().addresses;
  if (addresses.overlaps(address_of(memory), bytes))
    return Error::HostMemoryAlreadyRegistered;
  const CallSite made = call_site();
  if (auto registered = context.device().register_host(memory, bytes, made); !registered)
    return explain(Error::InvalidValue, "%p can't be registered: %s", memory, registered.error().c_str());
  addresses.add({address_of(memory), bytes, MemoryType::kRegistered, flags, &context, nullptr});
  for_other_devices(context, [&](Device& other) { (void)other.register_host(memory, bytes, made); });
  return Error::Success;
}

Error unregister_host(void* memory) {
  if (!memory)
    return Error::InvalidValue;
  AddressMap& addresses = Platform::instance().addresses;
  auto is_registered = [](const MemoryObject& object) { return object.type == MemoryType::kRegistered; };
  auto object = addresses.find_base(address_of(memory));
  if (!object || !is_registered(*object))
    return explain(Error::HostMemoryNotRegistered, "%p is not the start of registered memory", memory);
  Error error = wait_for_users(*object);
  if (auto mine = addresses.remove(object->base, is_registered)) {
    const CallSite freed = call_site();
    for_other_devices(*mine->context, [&](Device& other) { (void)other.unregister_host(memory, freed); });
    (void)mine->context->device().unregister_host(memory, freed);
  }
  return error;
}

} // namespace ox::runtime
