#include "runtime/core/pool.h"
#include "runtime/core/call_site.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/platform.h"
#include <cstring>
#include <fcntl.h>
#include <sys/random.h>
#include <utility>

namespace ox::runtime {

namespace {

constexpr uint64_t kAlignment = 256, kGuardBytes = 256;
constexpr uint64_t kMagic = 0x316c6f6f'7078786f; // "oxxpool1"

uint64_t round_up(uint64_t value, uint64_t to) { return (value + to - 1) / to * to; }
uint64_t accessible(uint64_t bytes) { return round_up(bytes, kAlignment); }
uint64_t footprint(uint64_t bytes) { return accessible(bytes) + kGuardBytes; }

// What goes with an exported pool.
struct PoolLabel {
  uint64_t magic, id;
  int32_t ordinal;
};

// All pools of the process, for what concerns each.
struct Pools {
  std::mutex mutex;
  std::vector<MemoryPool*> all;
  std::atomic<bool> have_freed = false; // since the last synchronisation
};
Pools& pools() {
  static Pools& instance = *new Pools;
  return instance;
}

} // namespace

MemoryPool::MemoryPool(int ordinal, uint64_t max_bytes, int handle_types, Context* owner)
    : ordinal(ordinal), max_bytes(max_bytes), handle_types(handle_types), owner_(owner),
      access_{{ordinal, Access::kReadWrite}} {
  std::scoped_lock lock(pools().mutex);
  pools().all.push_back(this);
}

MemoryPool::~MemoryPool() {
  {
    std::scoped_lock lock(pools().mutex);
    std::erase(pools().all, this);
  }
  if (!base_)
    return;
  (void)space_->unmap(base_, space_bytes_);
  (void)space_->release(base_, space_bytes_);
}

Result<Device*> MemoryPool::device() {
  if (owner_)
    return &owner_->device();
  auto context = Platform::instance().context(ordinal);
  if (!context)
    return fail(context.error());
  return &(*context)->device();
}

// The addresses, when they are needed first; with room for what fragments.
Error MemoryPool::open(Device& device) {
  if (base_)
    return Error::Success;
  space_ = device.address_space();
  if (!space_)
    return explain(Error::NotSupported, "the device has no addresses for pools");
  const uint64_t most = device.properties().memory_bytes;
  space_bytes_ = round_up(most + most / 2, kUnitBytes);
  PhysicalMemory::Label label{};
  if (getrandom(&id_, sizeof id_, 0) != sizeof id_)
    id_ = reinterpret_cast<uint64_t>(this);
  const PoolLabel pool_label{kMagic, id_, ordinal};
  std::memcpy(label.data(), &pool_label, sizeof pool_label);
  auto memory = device.make_sparse(space_bytes_, handle_types ? &label : nullptr);
  if (!memory)
    return explain(Error::MemoryAllocation, "a pool: %s", memory.error().c_str());
  auto base = space_->reserve(space_bytes_, kUnitBytes);
  if (!base)
    return explain(Error::MemoryAllocation, "a pool: %s", base.error().c_str());
  if (auto mapped = space_->map(*base, space_bytes_, *memory, 0); !mapped) {
    (void)space_->release(*base, space_bytes_);
    return explain(Error::MemoryAllocation, "a pool: %s", mapped.error().c_str());
  }
  memory_ = std::move(*memory);
  base_ = *base;
  unreserved_.add(base_, space_bytes_);
  return Error::Success;
}

void MemoryPool::collect_reached() {
  std::erase_if(pending_, [&](const Pending& piece) {
    if (!piece.reached->is_done())
      return false;
    ready_.add(piece.begin, piece.bytes);
    return true;
  });
}

template <typename Predicate>
std::optional<MemoryPool::Pending> MemoryPool::take_pending(uint64_t bytes, Predicate&& predicate) {
  auto best = pending_.end();
  for (auto it = pending_.begin(); it != pending_.end(); ++it)
    if (it->bytes >= bytes && (best == pending_.end() || it->bytes < best->bytes) && predicate(*it))
      best = it;
  if (best == pending_.end())
    return std::nullopt;
  Pending taken = *best;
  taken.bytes = bytes;
  best->begin += bytes;
  best->bytes -= bytes;
  if (best->bytes == 0)
    pending_.erase(best);
  return taken;
}

bool MemoryPool::grow(Device& device, uint64_t bytes) {
  const uint64_t more = round_up(bytes, kUnitBytes);
  if (max_bytes && reserved_.bytes + more > round_up(max_bytes, kUnitBytes))
    return false;
  auto begin = unreserved_.take(more, kUnitBytes);
  if (!begin)
    return false;
  for (uint64_t unit = *begin; unit < *begin + more; unit += kUnitBytes) {
    auto capacity = device.take_capacity(kUnitBytes);
    if (!capacity) {
      units_.erase(units_.lower_bound(*begin), units_.lower_bound(unit));
      unreserved_.add(*begin, more);
      return false;
    }
    units_[unit] = std::move(*capacity);
  }
  ready_.add(*begin, more);
  reserved_.add(more);
  return true;
}

Result<PoolBlockRef> MemoryPool::allocate(Stream& stream, uint64_t bytes) {
  const CallSite made = call_site();
  auto device = this->device();
  if (!device)
    return fail(device.error());
  std::scoped_lock lock(mutex_);
  if (is_imported_)
    return fail(explain(Error::InvalidValue, "the pool is another process's: only its pointers can be imported"));
  if (bytes > ~uint64_t{0} - 2 * kUnitBytes || (max_bytes && used_.bytes + bytes > max_bytes))
    return fail(explain(Error::MemoryAllocation, "the pool may hold no more than %llu bytes",
                        static_cast<unsigned long long>(max_bytes)));
  if (Error error = open(**device); error != Error::Success)
    return fail(error);
  const uint64_t need = footprint(bytes);
  Context& context = stream.context;
  auto is_streams = [&](const Pending& piece) { return piece.stream == stream.id; };
  auto is_behind = [&](const Pending& piece) { return context.is_behind(stream, piece.reached); };
  if (reuse_opportunistic)
    collect_reached();

  std::optional<DeviceAddress> address;
  auto reused = take_pending(need, is_streams);
  if (!reused)
    address = ready_.take(need, kAlignment);
  if (!reused && !address && reuse_follow_events)
    reused = take_pending(need, is_behind);
  if (!reused && !address && grow(**device, need))
    address = ready_.take(need, kAlignment);
  if (!reused && !address && reuse_internal) {
    reused = take_pending(need, [](const Pending&) { return true; });
    if (reused)
      context.enqueue(stream, Operation::Kind::kMarker, nullptr, reused->reached);
  }
  if (!reused && !address) {
    release_units(0); // what is reserved in too small pieces
    if (grow(**device, need))
      address = ready_.take(need, kAlignment);
  }
  if (!reused && !address)
    return fail(explain(Error::MemoryAllocation,
                        "%llu bytes: the pool has reserved %llu, and the device has no more for it",
                        static_cast<unsigned long long>(bytes), static_cast<unsigned long long>(reserved_.bytes)));
  if (!address)
    address = reused->begin;
  blocks_[*address] = bytes;
  used_.add(bytes);
  if (!reused)
    open_to_kernels(*address, accessible(bytes), made);
  else // when the free before has been reached, which closes it
    context.enqueue(stream, Operation::Kind::kWork, [pool = shared_from_this(), address = *address, bytes, made] {
      std::scoped_lock lock(pool->mutex_);
      pool->open_to_kernels(address, accessible(bytes), made);
    });
  return std::make_shared<PoolBlock>(shared_from_this(), *address, bytes);
}

PoolBlock::~PoolBlock() { pool->end(*this); }

void MemoryPool::close(PoolBlock& block) {
  std::scoped_lock lock(mutex_);
  close_locked(block);
}

void MemoryPool::close_locked(PoolBlock& block) {
  if (std::exchange(block.is_closed_, true))
    return;
  for (const auto& [device, access] : access_)
    set_access_of(block.address, accessible(block.bytes), device, Access::kNone, block.freed);
}

void MemoryPool::end(PoolBlock& block) {
  std::scoped_lock lock(mutex_);
  close_locked(block);
  if (block.is_announced_)
    return;
  blocks_.erase(block.address);
  used_.bytes -= block.bytes;
  if (!is_imported_)
    ready_.add(block.address, footprint(block.bytes));
  pools().have_freed = true;
}

void MemoryPool::announce(PoolBlock& block, uint64_t stream, OperationRef reached) {
  std::scoped_lock lock(mutex_);
  if (is_imported_ || block.is_announced_)
    return; // there is nothing to be used again
  block.is_announced_ = true;
  blocks_.erase(block.address);
  used_.bytes -= block.bytes;
  pending_.push_back({block.address, footprint(block.bytes), stream, std::move(reached)});
  pools().have_freed = true;
}

void MemoryPool::set_access_of(DeviceAddress address, uint64_t bytes, int device, Access access, const CallSite& site) {
  Platform::instance().for_each_context([&](Context& context) {
    if (context.ordinal == device)
      context.device().set_access(address, bytes, access, site);
  });
}

void MemoryPool::open_to_kernels(DeviceAddress address, uint64_t bytes, const CallSite& made) {
  for (const auto& [device, access] : access_)
    set_access_of(address, bytes, device, access, made);
}

void MemoryPool::release_units(uint64_t keep_bytes) {
  std::vector<std::pair<uint64_t, uint64_t>> whole;
  for (const auto& [begin, bytes] : ready_.ranges()) {
    const uint64_t first = round_up(begin, kUnitBytes), last = (begin + bytes) / kUnitBytes * kUnitBytes;
    if (first < last)
      whole.emplace_back(first, last);
  }
  for (auto [first, last] : whole) {
    if (reserved_.bytes <= keep_bytes)
      return;
    const uint64_t bytes = std::min(last - first, round_up(reserved_.bytes - keep_bytes, kUnitBytes));
    ready_.take_at(first, bytes);
    memory_->discard(first - base_, bytes);
    units_.erase(units_.lower_bound(first), units_.lower_bound(first + bytes));
    unreserved_.add(first, bytes);
    reserved_.bytes -= bytes;
  }
}

void MemoryPool::trim(uint64_t keep_bytes) {
  std::scoped_lock lock(mutex_);
  collect_reached();
  release_units(keep_bytes);
}

void MemoryPool::after_synchronization() {
  if (!pools().have_freed.load(std::memory_order_relaxed) || !pools().have_freed.exchange(false))
    return;
  std::scoped_lock lock(pools().mutex);
  for (MemoryPool* pool : pools().all) {
    pool->trim(pool->release_threshold);
    std::scoped_lock pool_lock(pool->mutex_);
    if (!pool->pending_.empty())
      pools().have_freed = true;
  }
}

MemoryPool::Usage MemoryPool::used() {
  std::scoped_lock lock(mutex_);
  return used_;
}
MemoryPool::Usage MemoryPool::reserved() {
  std::scoped_lock lock(mutex_);
  return reserved_;
}
void MemoryPool::reset_used_high() {
  std::scoped_lock lock(mutex_);
  used_.high_bytes = used_.bytes;
}
void MemoryPool::reset_reserved_high() {
  std::scoped_lock lock(mutex_);
  reserved_.high_bytes = reserved_.bytes;
}

void MemoryPool::set_access(int device, Access access) {
  const CallSite site = call_site();
  std::scoped_lock lock(mutex_);
  if (access == Access::kNone)
    access_.erase(device);
  else
    access_[device] = access;
  for (const auto& [address, bytes] : blocks_)
    set_access_of(address, accessible(bytes), device, access, site);
}

Access MemoryPool::access(int device) {
  std::scoped_lock lock(mutex_);
  auto found = access_.find(device);
  return found == access_.end() ? Access::kNone : found->second;
}

void MemoryPool::give_access(Context& context) {
  std::scoped_lock lock(pools().mutex);
  for (MemoryPool* pool : pools().all) {
    std::scoped_lock pool_lock(pool->mutex_);
    if (auto found = pool->access_.find(context.ordinal); found != pool->access_.end())
      for (const auto& [address, bytes] : pool->blocks_)
        context.device().set_access(address, accessible(bytes), found->second);
  }
}

Result<int> MemoryPool::export_descriptor() {
  auto device = this->device();
  if (!device)
    return fail(device.error());
  std::scoped_lock lock(mutex_);
  if (!handle_types || is_imported_)
    return fail(explain(Error::InvalidValue, "the pool was not created to be exported: handleTypes"));
  if (Error error = open(**device); error != Error::Success)
    return fail(error);
  const int descriptor = fcntl(memory_->handle().descriptor, F_DUPFD_CLOEXEC, 0);
  if (descriptor < 0)
    return fail(explain(Error::OperatingSystem, "the system gives no more descriptors"));
  return descriptor;
}

Result<std::shared_ptr<MemoryPool>> MemoryPool::import(int descriptor) {
  auto context = Platform::instance().context(0);
  if (!context)
    return fail(context.error());
  AddressSpace* space = (*context)->device().address_space();
  if (!space)
    return fail(Error::NotSupported);
  auto memory = space->import(descriptor);
  if (!memory)
    return fail(explain(Error::InvalidValue, "%s", memory.error().c_str()));
  PoolLabel label;
  std::memcpy(&label, (*memory)->label().data(), sizeof label);
  if (label.magic != kMagic || label.ordinal < 0 || label.ordinal >= Platform::instance().device_count())
    return fail(explain(Error::InvalidValue, "descriptor %d is not a pool's that this process can have", descriptor));
  auto pool = std::make_shared<MemoryPool>(label.ordinal, 0, 0);
  const uint64_t bytes = (*memory)->bytes();
  auto base = space->reserve(bytes, kUnitBytes);
  if (!base)
    return fail(explain(Error::MemoryAllocation, "%s", base.error().c_str()));
  if (auto mapped = space->map(*base, bytes, *memory, 0); !mapped) {
    (void)space->release(*base, bytes);
    return fail(explain(Error::MemoryAllocation, "%s", mapped.error().c_str()));
  }
  pool->is_imported_ = true;
  pool->id_ = label.id;
  pool->space_ = space;
  pool->memory_ = std::move(*memory);
  pool->base_ = *base;
  pool->space_bytes_ = bytes;
  return pool;
}

Result<MemoryPool::ExportedPointer> MemoryPool::export_pointer(DeviceAddress address) {
  std::scoped_lock lock(mutex_);
  auto block = blocks_.find(address);
  if (!handle_types || is_imported_ || block == blocks_.end())
    return fail(explain(Error::InvalidValue, "%p is not the start of memory of a pool that can be exported",
                        reinterpret_cast<void*>(address)));
  return ExportedPointer{.pool = id_, .offset = address - base_, .bytes = block->second, .unused = {}};
}

Result<PoolBlockRef> MemoryPool::import_pointer(const ExportedPointer& pointer) {
  const CallSite made = call_site();
  std::scoped_lock lock(mutex_);
  if (!is_imported_ || pointer.pool != id_ || pointer.offset >= space_bytes_ || pointer.bytes == 0 ||
      pointer.bytes > space_bytes_ - pointer.offset)
    return fail(explain(Error::InvalidValue, "this is no pointer into the pool that was imported"));
  const DeviceAddress address = base_ + pointer.offset;
  if (!blocks_.emplace(address, pointer.bytes).second)
    return fail(explain(Error::InvalidValue, "the pointer was imported before, and not freed since"));
  used_.add(pointer.bytes);
  open_to_kernels(address, accessible(pointer.bytes), made);
  return std::make_shared<PoolBlock>(shared_from_this(), address, pointer.bytes);
}

} // namespace ox::runtime
