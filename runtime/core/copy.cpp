#include "runtime/core/copy.h"
#include "runtime/core/capture.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/platform.h"
#include "runtime/core/work.h"
#include <cstring>
#include <memory>
#include <new>

namespace ox::runtime {

namespace {

// From the first byte to behind the last one.
uint64_t extent_bytes(const CopyShape& shape, uint64_t pitch, uint64_t slice) {
  return (shape.slices - 1) * slice + (shape.rows - 1) * pitch + shape.width;
}

Place place_of(MemoryType type) {
  switch (type) {
  case MemoryType::kDevice:
    return Place::kDevice;
  case MemoryType::kManaged:
    return Place::kManaged;
  case MemoryType::kHost:
  case MemoryType::kRegistered:
    break;
  }
  return Place::kPinned;
}

Result<CopySide> find_side(Context& current, const void* memory, uint64_t bytes, const char* what) {
  auto address = reinterpret_cast<DeviceAddress>(memory);
  Platform& platform = Platform::instance();
  auto outside = [&](uint64_t base, uint64_t size) {
    return fail(explain(Error::InvalidValue, "the %s, %llu bytes at %p, leaves its allocation of %llu bytes at %p",
                        what, static_cast<unsigned long long>(bytes), memory, static_cast<unsigned long long>(size),
                        reinterpret_cast<void*>(base)));
  };
  if (auto object = platform.addresses.find(address)) {
    if (!object->contains(address, bytes))
      return outside(object->base, object->bytes);
    return CopySide{place_of(object->type), object->context, address};
  }
  // Not allocated by the program: a variable of a module, or plain host memory.
  auto variable_of = [&](Context& context) -> std::optional<Device::Allocation> {
    return context.device().find_allocation(address);
  };
  if (auto image = variable_of(current)) {
    if (bytes > image->bytes - (address - image->base))
      return outside(image->base, image->bytes);
    return CopySide{Place::kDevice, &current, address};
  }
  CopySide side{Place::kPageable, nullptr, address};
  platform.for_each_context([&](Context& other) {
    if (&other != &current && variable_of(other))
      side = {Place::kDevice, &other, address};
  });
  if (auto mapping = platform.virtual_memory.find(address);
      side.place == Place::kPageable && mapping && mapping->properties.on_device)
    return fail(
        explain(Error::InvalidValue, "the %s, %p, is mapped memory that no device has access to", what, memory));
  return side;
}

// Memory of which synchronous copies and fills are waited for, whatever they are (CU_POINTER_ATTRIBUTE_SYNC_MEMOPS).
bool is_always_waited_for(const CopySide& side) {
  auto object = Platform::instance().addresses.find(side.address);
  return object && object->sync_memops;
}

bool direction_allows(Direction direction, const CopySide& to, const CopySide& from) {
  switch (direction) {
  case Direction::kHostToHost:
    return to.on_host() && from.on_host();
  case Direction::kHostToDevice:
    return to.on_device() && from.on_host();
  case Direction::kDeviceToHost:
    return to.on_host() && from.on_device();
  case Direction::kDeviceToDevice:
    return to.on_device() && from.on_device();
  case Direction::kDefault:
    return true;
  }
  return false;
}

using Moved = std::expected<void, std::string>;

// One contiguous run of bytes.  Page-locked memory counts as the host's, so that only what needs a device goes to it.
Moved move_bytes(const CopySide& to, const CopySide& from, uint64_t to_offset, uint64_t from_offset, uint64_t bytes) {
  bool to_device = to.place == Place::kDevice || to.place == Place::kManaged;
  bool from_device = from.place == Place::kDevice || from.place == Place::kManaged;
  if (!to_device && !from_device) {
    std::memmove(to.host() + to_offset, from.host() + from_offset, bytes);
    return {};
  }
  if (!from_device)
    return to.owner->device().copy_to_device(to.address + to_offset, from.host() + from_offset, bytes);
  if (!to_device)
    return from.owner->device().copy_to_host(to.host() + to_offset, from.address + from_offset, bytes);
  if (to.owner == from.owner)
    return to.owner->device().copy_on_device(to.address + to_offset, from.address + from_offset, bytes);
  return to.owner->device().copy_from_peer(to.address + to_offset, from.owner->device(), from.address + from_offset,
                                           bytes);
}

Moved move(const CopySide& to, const CopySide& from, const CopyShape& shape) {
  for (uint64_t slice = 0; slice < shape.slices; ++slice)
    for (uint64_t row = 0; row < shape.rows; ++row)
      if (Moved moved = move_bytes(to, from, slice * shape.to_slice + row * shape.to_pitch,
                                   slice * shape.from_slice + row * shape.from_pitch, shape.width);
          !moved)
        return moved;
  return {};
}

// Rows that lie end to end are one row.
CopyShape simplify(CopyShape shape) {
  if (shape.rows > 1 && shape.to_pitch == shape.width && shape.from_pitch == shape.width) {
    shape.width *= shape.rows;
    shape.rows = 1;
  }
  if (shape.slices > 1 && shape.rows == 1 && shape.to_slice == shape.width && shape.from_slice == shape.width) {
    shape.width *= shape.slices;
    shape.slices = 1;
  }
  return shape;
}

CopyShape rows_of(const FillShape& fill) {
  return {fill.width, fill.rows, fill.slices, fill.pitch, fill.pitch, fill.slice, fill.slice};
}

void report(Context& context, const Moved& moved, const char* what) {
  if (moved)
    return;
  say("a queued %s failed: %s", what, moved.error().c_str());
  context.raise(Error::IllegalAddress);
}

// Reads the source now, so that the program may change it; as it was when there is no memory for that.
CopyWork read_now(CopyWork work) {
  CopyShape& shape = work.shape;
  std::shared_ptr<std::byte[]> staged(new (std::nothrow) std::byte[shape.width * shape.rows * shape.slices]);
  if (!staged)
    return work;
  std::byte* next = staged.get();
  for (uint64_t slice = 0; slice < shape.slices; ++slice)
    for (uint64_t row = 0; row < shape.rows; ++row, next += shape.width)
      std::memcpy(next, work.from.host() + slice * shape.from_slice + row * shape.from_pitch, shape.width);
  shape.from_pitch = shape.width;
  shape.from_slice = shape.width * shape.rows;
  work.from = {Place::kPageable, nullptr, reinterpret_cast<DeviceAddress>(staged.get())};
  work.staged = std::move(staged);
  return work;
}

bool is_of_host(const CopySide& side) { return side.place == Place::kPageable || side.place == Place::kPinned; }

bool is_between_devices(const CopySide& to, const CopySide& from) {
  return to.place == Place::kDevice && from.place == Place::kDevice && to.owner != from.owner;
}

Return return_of(const CopySide& to, const CopySide& from, bool async) {
  if ((is_of_host(to) && is_of_host(from)) || to.place == Place::kPageable || from.place == Place::kPageable)
    return async ? Return::kWhenDone : Return::kSynchronised;
  const bool on_device = to.place == Place::kDevice && from.place == Place::kDevice;
  return async || (on_device && !is_between_devices(to, from)) ? Return::kAtOnce : Return::kSynchronised;
}

} // namespace

Result<CopyWork> make_copy(Context& context, void* to, const void* from, const CopyShape& shape, Direction direction) {
  if (!to || !from)
    return fail(explain(Error::InvalidValue, "a copy %s a null pointer", to ? "from" : "to"));
  auto target = find_side(context, to, extent_bytes(shape, shape.to_pitch, shape.to_slice), "destination");
  if (!target)
    return fail(target.error());
  auto source = find_side(context, from, extent_bytes(shape, shape.from_pitch, shape.from_slice), "source");
  if (!source)
    return fail(source.error());
  if (!direction_allows(direction, *target, *source))
    return fail(explain(Error::InvalidValue, "a copy to %p (%s memory) from %p (%s memory) does not fit its direction",
                        to, target->on_device() ? "device-visible" : "host", from,
                        source->on_device() ? "device-visible" : "host"));
  return CopyWork{*target, *source, shape, direction};
}

void run(Context& context, CopyWork& work) { report(context, move(work.to, work.from, simplify(work.shape)), "copy"); }

Error copy(Stream& stream, void* to, const void* from, const CopyShape& shape, Direction direction, bool async) {
  if (shape.width == 0 || shape.rows == 0 || shape.slices == 0)
    return Error::Success;
  Context& context = stream.context;
  auto made = make_copy(context, to, from, shape, direction);
  if (!made)
    return made.error();
  if (async && made->from.place == Place::kPageable && !is_of_host(made->to) && !is_capturing(stream) &&
      !context.is_idle(stream))
    if (CopyWork staged = read_now(*made); staged.staged)
      return submit(stream, std::move(staged));
  if (!async && is_between_devices(made->to, made->from))
    for (Context* owner : {made->to.owner, made->from.owner})
      if (Error error = owner->synchronize(); error != Error::Success)
        return error;
  Return when = return_of(made->to, made->from, async);
  if (!async && when == Return::kAtOnce && (is_always_waited_for(made->to) || is_always_waited_for(made->from)))
    when = Return::kSynchronised;
  return submit(stream, std::move(*made), when);
}

Result<FillWork> make_fill(Context& context, void* to, const FillShape& shape, uint32_t value, uint32_t element_bytes) {
  if (!to)
    return fail(explain(Error::InvalidValue, "a fill of a null pointer"));
  const CopyShape rows = simplify(rows_of(shape));
  auto target = find_side(context, to, extent_bytes(rows, rows.to_pitch, rows.to_slice), "range to fill");
  if (!target)
    return fail(target.error());
  if (!target->on_device())
    return fail(explain(Error::InvalidValue, "%p is not memory that a device can fill", to));
  return FillWork{*target, shape, value, element_bytes};
}

void run(Context& context, FillWork& work) {
  const CopyShape shape = simplify(rows_of(work.shape));
  for (uint64_t slice = 0; slice < shape.slices; ++slice)
    for (uint64_t row = 0; row < shape.rows; ++row)
      report(context,
             work.to.owner->device().fill(work.to.address + slice * shape.to_slice + row * shape.to_pitch, work.value,
                                          work.element_bytes, shape.width),
             "fill");
}

Error fill(Stream& stream, void* to, const FillShape& shape, uint32_t value, uint32_t element_bytes, bool async) {
  if (shape.width == 0 || shape.rows == 0 || shape.slices == 0)
    return Error::Success;
  auto made = make_fill(stream.context, to, shape, value, element_bytes);
  if (!made)
    return made.error();
  const bool early = async || (made->to.place == Place::kDevice && !is_always_waited_for(made->to));
  return submit(stream, std::move(*made), early ? Return::kAtOnce : Return::kSynchronised);
}

} // namespace ox::runtime
