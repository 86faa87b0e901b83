// CUDA arrays and mipmapped arrays: memory with a shape and a format, which programs reach through copies, textures and
// surfaces only.
//
// CUDA leaves the layout open.  Here the elements lie pitch-linear without padding, so that a run of bytes through
// rows, as the oldest copies want it, is one run of memory.  In a block-compressed format an element is a block, and
// what copies call a row is a row of blocks.
#pragma once
#include "isa/texture_descriptor.h"
#include "runtime/core/context.h"

namespace ox::runtime {

// The numbers are both APIs'.
enum ArrayFlag : unsigned {
  kArrayLayered = 0x01,
  kArraySurface = 0x02,
  kArrayCubemap = 0x04,
  kArrayGather = 0x08,
  kArrayColorAttachment = 0x20,
  kArraySparse = 0x40,
  kArrayDeferredMapping = 0x80,
};

// As programs say it: a dimension that there is not is 0; depth is the number of layers or faces where there are such.
struct ArrayShape {
  uint64_t width = 0, height = 0, depth = 0;
  isa::TexelFormat format = isa::TexelFormat::kNone;
  unsigned flags = 0;

  bool is_layered() const { return flags & kArrayLayered; }
  bool is_cubemap() const { return flags & kArrayCubemap; }
  bool has_layers() const { return is_layered() || is_cubemap(); }
  unsigned dimensions() const { return !height ? 1 : !depth || has_layers() ? 2 : 3; }
};

// Where the elements of a shape are, in bytes from its start.
struct ArrayLayout {
  explicit ArrayLayout(const ArrayShape& shape);
  uint64_t row_bytes, rows, layer_bytes, layers, bytes;
};

struct Array {
  Array(Context& context, const ArrayShape& shape, DeviceAddress base, bool is_part)
      : context(context), shape(shape), layout(shape), base(base), is_part(is_part) {}
  Context& context;
  const ArrayShape shape;
  const ArrayLayout layout;
  const DeviceAddress base;
  const bool is_part;                         // a level or a plane: lives and dies with what it is of
  std::vector<std::shared_ptr<Array>> planes; // of a planar format

  unsigned element_bytes() const { return isa::layout_of(shape.format).bytes; }
};
using ArrayRef = std::shared_ptr<Array>;

struct MipmappedArray {
  Context& context;
  const ArrayShape shape;
  const DeviceAddress base;
  const std::vector<ArrayRef> levels;
};
using MipmappedArrayRef = std::shared_ptr<MipmappedArray>;

// Errors: InvalidValue for a shape that CUDA has no array of, NotSupported for sparse and deferred memory,
// MemoryAllocation.
Result<ArrayRef> make_array(Context& context, const ArrayShape& shape);
// Levels are as many as asked for, from one to as many as there can be.
Result<MipmappedArrayRef> make_mipmapped_array(Context& context, const ArrayShape& shape, unsigned levels);

// By the program's handle.  `unknown` is the error for what is no array, or was freed, which differs between functions.
Result<ArrayRef> find_array(const void* handle, Error unknown);
Result<MipmappedArrayRef> find_mipmapped_array(const void* handle, Error unknown);

// The array, level or plane that an address is in; null where there is none.
ArrayRef find_array_at(DeviceAddress address);

// Once everything that may use it has run.
Error destroy_array(const void* handle, Error unknown);
Error destroy_mipmapped_array(const void* handle, Error unknown);

Result<ArrayRef> find_plane(const Array& array, unsigned plane);
Result<ArrayRef> find_level(const MipmappedArray& mipmap, unsigned level);

// The address of a box of bytes, rows and layers that a copy names.  Errors: InvalidValue for one that leaves the
// array, and for x within an element.
Result<DeviceAddress> locate_box(const Array& array, uint64_t x_bytes, uint64_t row, uint64_t layer,
                                 uint64_t width_bytes, uint64_t rows, uint64_t layers);
// The address of a run of bytes that goes on in the next row where one ends.
Result<DeviceAddress> locate_run(const Array& array, uint64_t x_bytes, uint64_t row, uint64_t bytes);

} // namespace ox::runtime
