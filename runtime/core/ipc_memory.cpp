#include "runtime/core/ipc_memory.h"
#include "runtime/core/call_site.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/platform.h"
#include "runtime/core/pointer.h"
#include <map>
#include <tuple>
#include <unistd.h>

namespace ox::runtime {

namespace {

constexpr uint64_t kPageBytes = 4096;
uint64_t round_up(uint64_t value, uint64_t to) { return (value + to - 1) / to * to; }

// What lives as long as exported memory: its entry, and the file that the entry's descriptor is of.
struct Exported {
  PhysicalMemoryRef memory;
  std::shared_ptr<IpcLedger::Entry> entry;
};

// Another process's memory in this one's addresses, as long as this lives.
class Opened {
public:
  Opened(Context& context, AddressSpace& space) : context_(context), space_(space) {}
  ~Opened() {
    if (mapped_) {
      context_.device().set_access(base, bytes_, Access::kNone);
      (void)space_.unmap(mapped_, mapped_bytes_);
    }
    if (reserved_)
      (void)space_.release(reserved_, reserved_bytes_);
  }
  Opened(const Opened&) = delete;
  Opened& operator=(const Opened&) = delete;

  std::expected<void, std::string> map(PhysicalMemoryRef memory, uint64_t offset, uint64_t bytes) {
    const uint64_t first = offset / kPageBytes * kPageBytes;
    memory_ = std::move(memory);
    bytes_ = bytes;
    mapped_bytes_ = round_up(offset + bytes, kPageBytes) - first;
    if (offset > memory_->bytes() || mapped_bytes_ > memory_->bytes() - first)
      return std::unexpected("the other process's memory is smaller than it says");
    reserved_bytes_ = round_up(mapped_bytes_, space_.unit_bytes());
    auto address = space_.reserve(reserved_bytes_, space_.unit_bytes());
    if (!address)
      return std::unexpected(address.error());
    reserved_ = *address;
    if (auto mapped = space_.map(reserved_, mapped_bytes_, memory_, first); !mapped)
      return mapped;
    mapped_ = reserved_;
    base = mapped_ + (offset - first);
    context_.device().set_access(base, bytes, Access::kReadWrite, call_site());
    return {};
  }

  DeviceAddress base = 0;
  uint64_t opened = 1;

private:
  Context& context_;
  AddressSpace& space_;
  PhysicalMemoryRef memory_;
  DeviceAddress reserved_ = 0, mapped_ = 0;
  uint64_t bytes_ = 0, reserved_bytes_ = 0, mapped_bytes_ = 0;
};

// What is open, by context and handle.
struct OpenTable {
  using Key = std::tuple<const Context*, uint64_t, uint32_t, uint32_t>;
  static Key key(const Context& context, const IpcHandle& handle) {
    return {&context, handle.nonce, handle.index, handle.generation};
  }
  std::mutex mutex;
  std::map<Key, std::weak_ptr<Opened>> by_handle;
};
OpenTable& open_table() {
  static OpenTable& table = *new OpenTable;
  return table;
}

} // namespace

Result<IpcHandle> export_memory(void* memory) {
  const auto address = reinterpret_cast<DeviceAddress>(memory);
  AddressMap& addresses = Platform::instance().addresses;
  auto object = addresses.find_base(address);
  if (!object || object->type != MemoryType::kDevice || object->pool || object->of_module || object->of_other_process)
    return fail(explain(Error::InvalidValue, "%p is not the start of memory of cudaMalloc", memory));
  if (object->kept)
    return std::static_pointer_cast<Exported>(object->kept)->entry->handle(IpcHandle::Kind::kMemory);
  if (Error error = object->context->synchronize(); error != Error::Success)
    return fail(error);
  auto shared = object->context->device().share(address);
  if (!shared)
    return fail(explain(Error::MapBufferObjectFailed, "%p can't be shared: %s", memory, shared.error().c_str()));
  auto entry = IpcLedger::add();
  if (!entry)
    return fail(entry.error());
  const PhysicalMemory::Handle place = shared->memory->handle();
  IpcRecord& record = (*entry)->record();
  record.descriptor = place.descriptor;
  record.ordinal = object->context->ordinal;
  record.offset = place.offset + shared->offset;
  record.bytes = object->bytes;
  auto kept = addresses.keep_with(address, std::make_shared<Exported>(shared->memory, *entry));
  if (!kept)
    return fail(explain(Error::InvalidValue, "%p was freed meanwhile", memory));
  return std::static_pointer_cast<Exported>(kept)->entry->handle(IpcHandle::Kind::kMemory);
}

Result<void*> open_memory(Context& context, const IpcHandle& handle) {
  auto ledger = IpcLedger::open(handle, IpcHandle::Kind::kMemory);
  if (!ledger)
    return fail(ledger.error());
  OpenTable& table = open_table();
  std::scoped_lock lock(table.mutex);
  auto& known = table.by_handle[OpenTable::key(context, handle)];
  if (auto opened = known.lock()) {
    ++opened->opened;
    return reinterpret_cast<void*>(opened->base);
  }
  const IpcRecord& record = (*ledger)->record(handle);
  const int descriptor = (*ledger)->open_descriptor(record.descriptor);
  const uint64_t offset = record.offset, bytes = record.bytes;
  AddressSpace* space = context.device().address_space();
  if (!space || descriptor < 0 || !(*ledger)->is_live(handle))
    return fail(explain(Error::MapBufferObjectFailed, "the memory of process %d is out of reach", handle.process));
  auto imported = space->import(descriptor);
  close(descriptor);
  if (!imported)
    return fail(explain(Error::MapBufferObjectFailed, "%s", imported.error().c_str()));
  auto opened = std::make_shared<Opened>(context, *space);
  if (auto mapped = opened->map(std::move(*imported), offset, bytes); !mapped)
    return fail(explain(Error::MapBufferObjectFailed, "%s", mapped.error().c_str()));
  known = opened;
  Platform::instance().addresses.add(
      {.base = opened->base, .bytes = bytes, .context = &context, .of_other_process = true, .kept = opened});
  return reinterpret_cast<void*>(opened->base);
}

Error close_memory(void* memory) {
  const auto address = reinterpret_cast<DeviceAddress>(memory);
  AddressMap& addresses = Platform::instance().addresses;
  auto object = addresses.find_base(address);
  if (!object || !object->of_other_process || object->pool)
    return explain(Error::InvalidValue, "%p is no memory of another process that cudaIpcOpenMemHandle gave", memory);
  {
    std::scoped_lock lock(open_table().mutex);
    auto opened = std::static_pointer_cast<Opened>(object->kept);
    if (opened->opened > 1) {
      --opened->opened;
      return Error::Success;
    }
  }
  Error error = object->context->synchronize();
  object.reset();
  std::scoped_lock lock(open_table().mutex);
  addresses.remove(address, [](const MemoryObject& candidate) { return candidate.of_other_process; });
  return error;
}

} // namespace ox::runtime
