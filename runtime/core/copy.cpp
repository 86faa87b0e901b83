#include "runtime/core/copy.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/platform.h"
#include <cstring>
#include <memory>
#include <new>

namespace ox::runtime {

namespace {

enum class Place : uint8_t { kPageable, kPinned, kManaged, kDevice };

struct Side {
  Place place = Place::kPageable;
  Context* owner = nullptr; // none for pageable memory
  DeviceAddress address = 0;
  uint8_t* host() const { return reinterpret_cast<uint8_t*>(address); }
  bool on_host() const { return place != Place::kDevice; }
  bool on_device() const { return place != Place::kPageable; }
};

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

Result<Side> find_side(Context& current, const void* memory, uint64_t bytes, const char* what) {
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
    return Side{place_of(object->type), object->context, address};
  }
  // Not allocated by the program: a variable of a module, or plain host memory.
  auto variable_of = [&](Context& context) -> std::optional<Device::Allocation> {
    return context.device().find_allocation(address);
  };
  if (auto image = variable_of(current)) {
    if (bytes > image->bytes - (address - image->base))
      return outside(image->base, image->bytes);
    return Side{Place::kDevice, &current, address};
  }
  Side side{Place::kPageable, nullptr, address};
  platform.for_each_context([&](Context& other) {
    if (&other != &current && variable_of(other))
      side = {Place::kDevice, &other, address};
  });
  return side;
}

bool direction_allows(Direction direction, const Side& to, const Side& from) {
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
Moved move_bytes(const Side& to, const Side& from, uint64_t to_offset, uint64_t from_offset, uint64_t bytes) {
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

Moved move(const Side& to, const Side& from, const CopyShape& shape) {
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

void report(Context& context, const Moved& moved, const char* what) {
  if (moved)
    return;
  say("a queued %s failed: %s", what, moved.error().c_str());
  context.raise(Error::IllegalAddress);
}

// Reads the source now, so that the program may change it; null when there is no memory for that.
std::unique_ptr<std::byte[]> read_now(const Side& from, const CopyShape& shape) {
  std::unique_ptr<std::byte[]> staged(new (std::nothrow) std::byte[shape.width * shape.rows * shape.slices]);
  if (!staged)
    return nullptr;
  std::byte* next = staged.get();
  for (uint64_t slice = 0; slice < shape.slices; ++slice)
    for (uint64_t row = 0; row < shape.rows; ++row, next += shape.width)
      std::memcpy(next, from.host() + slice * shape.from_slice + row * shape.from_pitch, shape.width);
  return staged;
}

bool may_return_early(const Side& to, const Side& from, bool async) {
  if (to.place == Place::kPageable || from.place == Place::kPageable)
    return false;
  return async || (to.place == Place::kDevice && from.place == Place::kDevice);
}

} // namespace

Error copy(Stream& stream, void* to, const void* from, const CopyShape& requested, Direction direction, bool async) {
  if (requested.width == 0 || requested.rows == 0 || requested.slices == 0)
    return Error::Success;
  if (!to || !from)
    return explain(Error::InvalidValue, "a copy %s a null pointer", to ? "from" : "to");
  CopyShape shape = simplify(requested);
  Context& context = stream.context;
  auto target = find_side(context, to, extent_bytes(shape, shape.to_pitch, shape.to_slice), "destination");
  if (!target)
    return target.error();
  auto source = find_side(context, from, extent_bytes(shape, shape.from_pitch, shape.from_slice), "source");
  if (!source)
    return source.error();
  if (!direction_allows(direction, *target, *source))
    return explain(Error::InvalidValue, "a copy to %p (%s memory) from %p (%s memory) does not fit its direction", to,
                   target->on_device() ? "device-visible" : "host", from,
                   source->on_device() ? "device-visible" : "host");

  if (async && source->place == Place::kPageable && target->on_device() && !context.is_idle(stream)) {
    if (auto staged = read_now(*source, shape)) {
      shape.from_pitch = shape.width;
      shape.from_slice = shape.width * shape.rows;
      Side buffer{Place::kPageable, nullptr, reinterpret_cast<DeviceAddress>(staged.get())};
      context.enqueue(stream, Operation::Kind::kWork,
                      [&context, to = *target, from = buffer, shape, staged = std::move(staged)] {
                        report(context, move(to, from, shape), "copy");
                      });
      return Error::Success;
    }
  }
  OperationRef operation =
      context.enqueue(stream, Operation::Kind::kWork, [&context, to = *target, from = *source, shape] {
        report(context, move(to, from, shape), "copy");
      });
  return may_return_early(*target, *source, async) ? Error::Success : context.synchronize(operation);
}

Error fill(Stream& stream, void* to, const FillShape& requested, uint32_t value, uint32_t element_bytes, bool async) {
  if (requested.width == 0 || requested.rows == 0 || requested.slices == 0)
    return Error::Success;
  if (!to)
    return explain(Error::InvalidValue, "a fill of a null pointer");
  CopyShape shape = simplify({requested.width, requested.rows, requested.slices, requested.pitch, requested.pitch,
                              requested.slice, requested.slice});
  Context& context = stream.context;
  auto target = find_side(context, to, extent_bytes(shape, shape.to_pitch, shape.to_slice), "range to fill");
  if (!target)
    return target.error();
  if (!target->on_device())
    return explain(Error::InvalidValue, "%p is not memory that a device can fill", to);
  OperationRef operation =
      context.enqueue(stream, Operation::Kind::kWork, [&context, side = *target, shape, value, element_bytes] {
        for (uint64_t slice = 0; slice < shape.slices; ++slice)
          for (uint64_t row = 0; row < shape.rows; ++row)
            report(context,
                   side.owner->device().fill(side.address + slice * shape.to_slice + row * shape.to_pitch, value,
                                             element_bytes, shape.width),
                   "fill");
      });
  bool early = async || target->place == Place::kDevice;
  return early ? Error::Success : context.synchronize(operation);
}

} // namespace ox::runtime
