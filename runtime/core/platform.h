// All that the process has: devices, their contexts, and the tables that are shared by them.  Made at the first call
// and never destroyed, because programs call from destructors and from other threads while the process ends.
#pragma once
#include "runtime/core/address_map.h"
#include "runtime/core/binary.h"
#include "runtime/core/context.h"
#include "runtime/core/event.h"
#include "runtime/core/handle_table.h"

namespace ox::runtime {

class Platform {
public:
  static Platform& instance();

  int device_count() const { return static_cast<int>(slots_.size()); }
  // A device's properties; makes the device, but no context.
  Result<const DeviceProperties*> properties(int ordinal);
  // The primary context, made on demand.
  Result<Context*> context(int ordinal);
  Context* existing_context(int ordinal) const;
  // Waits for the device and destroys all that belongs to its context.
  Error reset(int ordinal);

  // Unloads what contexts have loaded of a binary; one that still works keeps it until its reset.
  void unload_if_idle(const Binary* binary);

  // The calling thread's device.
  int current_device() const;
  Error set_current_device(int ordinal);

  HandleTable<Stream> streams;
  HandleTable<Event> events;
  AddressMap addresses;
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
  std::vector<Slot> slots_;
};

// Whether calls can still be served: not while the process ends, and not in a child of fork whose parent used CUDA,
// because the threads that run streams are not in the child.
Error check_alive();
void note_in_use();

} // namespace ox::runtime
