// All that the process has: devices, their contexts, and the tables that are shared by them.  Made at the first call
// and never destroyed, because programs call from destructors and from other threads while the process ends.
#pragma once
#include "runtime/core/address_map.h"
#include "runtime/core/binary.h"
#include "runtime/core/context_handle.h"
#include "runtime/core/event.h"
#include "runtime/core/handle_table.h"
#include "runtime/core/peer_access.h"
#include "runtime/core/texture_binding.h"
#include "runtime/core/virtual_memory.h"

namespace ox::runtime {

class Graph;
struct GraphNode;
class GraphExec;
class UserObject;

class Platform {
public:
  static Platform& instance();

  int device_count() const { return static_cast<int>(slots_.size()); }
  // Where a device is in the machine; programs see devices in another order (CUDA_VISIBLE_DEVICES).
  int place_of(int ordinal) const;
  // A device's properties; makes the device, but no context.
  Result<const DeviceProperties*> properties(int ordinal);
  // The primary context, made on demand.
  Result<Context*> context(int ordinal);
  Context* existing_context(int ordinal) const;
  // Every context that there is, primary or not.
  template <typename Action> void for_each_context(Action&& action) {
    for (int ordinal = 0; ordinal < device_count(); ++ordinal)
      if (Context* context = existing_context(ordinal))
        action(*context);
    std::shared_lock lock(made_mutex_);
    for (const auto& handle : made_)
      if (Context* context = handle->context.load(std::memory_order_acquire))
        action(*context);
  }

  // Contexts as handles.
  ContextHandle& primary(int ordinal) { return *primaries_[static_cast<size_t>(ordinal)]; }
  Result<ContextHandle*> make_context(int ordinal, unsigned flags);
  Error destroy_context(ContextHandle& handle); // waits for it; not for a primary one
  Result<ContextHandle*> make_green_context(int ordinal, std::vector<uint32_t> cores); // keeps the primary context
  void destroy_green_context(ContextHandle& handle);
  Error release_primary(int ordinal);                    // the last one ends it, unless the runtime API works in it
  ContextHandle* find_context(const void* handle) const; // null for what is no context
  // ContextIsDestroyed, or what making a primary context fails with.
  Result<Context*> context_of(const ContextHandle& handle);
  // Waits for the device and destroys all that belongs to its context.
  Error reset(int ordinal);

  // Unloads what contexts have loaded of a binary; one that still works keeps it until its reset.
  void unload_if_idle(const Binary* binary);

  // The calling thread's device, and the runtime API's context: what is current, else the device's primary one, which
  // then becomes current.
  int current_device() const;
  Result<Context*> current_context();
  Context* existing_current_context() const; // null if there is none yet
  Error set_current_device(int ordinal);

  HandleTable<Stream> streams;
  HandleTable<Event> events;
  HandleTable<Kernel> kernels;       // that the program has a handle of
  HandleTable<LoadedModule> modules; // that the program has loaded
  HandleTable<Array> arrays;         // also levels of mipmapped arrays, and planes
  HandleTable<MipmappedArray> mipmapped_arrays;
  HandleTable<TextureObject> textures; // and surfaces
  TextureBindings texture_bindings;
  HandleTable<Graph> graphs;
  HandleTable<GraphNode> graph_nodes;
  HandleTable<GraphExec> graph_execs;
  HandleTable<UserObject> user_objects;
  AddressMap addresses;
  VirtualMemory virtual_memory;
  PeerAccess peer_access;
  BinaryRegistry binaries;

  // Flags of cudaSetDeviceFlags, per device; kept over a reset.
  std::atomic<unsigned>& device_flags(int ordinal) { return slots_[static_cast<size_t>(ordinal)].flags; }

private:
  Platform();
  struct Slot {
    std::mutex mutex;
    std::unique_ptr<Device> device; // until a context takes it
    std::optional<DeviceProperties> properties;
    std::unique_ptr<Context> owner;
    std::atomic<Context*> context = nullptr;
    std::atomic<unsigned> flags = 0;
    bool failure_said = false;
  };
  Error make_device_of(Slot& slot, int ordinal); // lock held
  void retire(Context& context);                 // waits for it, and takes what belongs to it out of the tables
  void forget_destroyed(ContextHandle& handle);
  std::vector<Slot> slots_;
  std::vector<std::unique_ptr<ContextHandle>> primaries_;
  mutable std::shared_mutex made_mutex_;
  std::vector<std::unique_ptr<ContextHandle>> made_;
  std::deque<ContextHandle*> destroyed_; // of made_, the longest ago first
};

// Whether calls can still be served: not while the process ends, and not in a child of fork whose parent used CUDA,
// because the threads that run streams are not in the child.
Error check_alive();
void note_in_use();

} // namespace ox::runtime
