// Copies and fills: where the two sides are, what the direction allows, and when the program may go on.
//
// CUDA's rules (runtime API, "API synchronization behavior"):
// - cudaMemcpy returns when the copy is done, except device to device, which is only queued.
// - cudaMemcpyAsync from pageable memory to the device returns once the source has been read; from the device to
//   pageable memory, and from host to host, once the copy is done; everything else is only queued.
// - A synchronous copy between devices comes after all work of both, and is done when it returns.
// - cudaMemset is only queued, except on page-locked host memory and managed memory.
#pragma once
#include "runtime/core/context.h"
#include <memory>

namespace ox::runtime {

enum class Direction : uint8_t { kHostToHost, kHostToDevice, kDeviceToHost, kDeviceToDevice, kDefault };

// Rows and slices of equal width; distances in bytes.
struct CopyShape {
  uint64_t width = 0, rows = 1, slices = 1;
  uint64_t to_pitch = 0, from_pitch = 0; // from row to row
  uint64_t to_slice = 0, from_slice = 0; // from slice to slice
};

enum class Place : uint8_t { kPageable, kPinned, kManaged, kDevice };

// Where one side of a copy is.
struct CopySide {
  Place place = Place::kPageable;
  Context* owner = nullptr; // none for pageable memory
  DeviceAddress address = 0;
  uint8_t* host() const { return reinterpret_cast<uint8_t*>(address); }
  bool on_host() const { return place != Place::kDevice; }
  bool on_device() const { return place != Place::kPageable; }
};

struct CopyWork {
  CopySide to, from;
  CopyShape shape;
  Direction direction;
  std::shared_ptr<std::byte[]> staged = nullptr; // what `from` is in, if the source was read at the call
};

// Errors: InvalidValue for a side that is not where the direction says, or that leaves its allocation.
Result<CopyWork> make_copy(Context& context, void* to, const void* from, const CopyShape& shape, Direction direction);
void run(Context& context, CopyWork& work);

Error copy(Stream& stream, void* to, const void* from, const CopyShape& shape, Direction direction, bool async);

struct FillShape {
  uint64_t width = 0, rows = 1, slices = 1, pitch = 0, slice = 0;
};

struct FillWork {
  CopySide to;
  FillShape shape;
  uint32_t value, element_bytes;
};

// Fills bytes with a value of element_bytes (1, 2, 4) bytes.
Result<FillWork> make_fill(Context& context, void* to, const FillShape& shape, uint32_t value, uint32_t element_bytes);
void run(Context& context, FillWork& work);

Error fill(Stream& stream, void* to, const FillShape& shape, uint32_t value, uint32_t element_bytes, bool async);

} // namespace ox::runtime
