#include "runtime/core/array.h"
#include "runtime/core/call_site.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/platform.h"
#include "runtime/core/texture_limits.h"
#include <algorithm>
#include <bit>

namespace ox::runtime {

namespace {

using isa::TexelKind;

uint64_t round_up(uint64_t bytes, uint64_t unit) { return (bytes + unit - 1) / unit * unit; }

// What each kind of array may be, as the manual's table at cudaMalloc3DArray has them.
struct KindLimits {
  const char* name;
  ExtentLimit texture, mipmap, surface;
};

KindLimits limits_of(const ArrayShape& shape) {
  const TextureLimits& all = kTextureLimits;
  if (shape.is_cubemap()) {
    if (shape.is_layered())
      return {"a layered cubemap", all.texture_cubemap_layered, all.texture_cubemap_layered,
              all.surface_cubemap_layered};
    return {"a cubemap", all.texture_cubemap, all.texture_cubemap, all.surface_cubemap};
  }
  if (shape.is_layered()) {
    if (shape.height)
      return {"a layered 2D array", all.texture_2d_layered, all.texture_2d_layered, all.surface_2d_layered};
    return {"a layered 1D array", all.texture_1d_layered, all.texture_1d_layered, all.surface_1d_layered};
  }
  switch (shape.dimensions()) {
  case 1:
    return {"a 1D array", all.texture_1d, all.mipmap_1d, all.surface_1d};
  case 2:
    return {"a 2D array", all.texture_2d, all.mipmap_2d, all.surface_2d};
  default:
    return {"a 3D array", all.texture_3d, all.texture_3d, all.surface_3d};
  }
}

bool fits(const ArrayShape& shape, const ExtentLimit& limit) {
  return shape.width <= limit.width && shape.height <= limit.height && shape.depth <= limit.depth;
}

Error check_limit(const ArrayShape& shape, const ExtentLimit& limit, const char* name, const char* use) {
  if (fits(shape, limit))
    return Error::Success;
  return explain(Error::InvalidValue, "%s%s may be %llu x %llu x %llu at most, not %llu x %llu x %llu", name, use,
                 static_cast<unsigned long long>(limit.width), static_cast<unsigned long long>(limit.height),
                 static_cast<unsigned long long>(limit.depth), static_cast<unsigned long long>(shape.width),
                 static_cast<unsigned long long>(shape.height), static_cast<unsigned long long>(shape.depth));
}

Error check_limits(const ArrayShape& shape, bool is_mipmapped) {
  const KindLimits limits = limits_of(shape);
  const bool alternate = shape.dimensions() == 3 && fits(shape, kTextureLimits.texture_3d_alternate);
  if (!alternate)
    if (Error error = check_limit(shape, is_mipmapped ? limits.mipmap : limits.texture, limits.name,
                                  is_mipmapped ? " with levels" : "");
        error != Error::Success)
      return error;
  if (shape.flags & kArraySurface)
    if (Error error = check_limit(shape, limits.surface, limits.name, " for surfaces"); error != Error::Success)
      return error;
  if (shape.flags & kArrayGather)
    return check_limit(shape, kTextureLimits.gather_2d, limits.name, " for texture gather");
  return Error::Success;
}

Error check_extent(const ArrayShape& shape) {
  if (shape.width == 0)
    return explain(Error::InvalidValue, "an array has to have a width");
  if (shape.is_cubemap() && shape.width != shape.height)
    return explain(Error::InvalidValue, "a cubemap's faces are squares, not %llu x %llu",
                   static_cast<unsigned long long>(shape.width), static_cast<unsigned long long>(shape.height));
  if (shape.is_cubemap() && (shape.depth == 0 || shape.depth % 6 || (shape.depth != 6 && !shape.is_layered())))
    return explain(Error::InvalidValue, "%llu faces are no %s", static_cast<unsigned long long>(shape.depth),
                   shape.is_layered() ? "whole cubemaps" : "cubemap, which has six");
  if (shape.is_layered() && shape.depth == 0)
    return explain(Error::InvalidValue, "a layered array has to have layers: they are its depth");
  if (!shape.has_layers() && shape.depth && !shape.height)
    return explain(Error::InvalidValue, "an array of a width and a depth has to have a height, or layers");
  return Error::Success;
}

Error check_format(const ArrayShape& shape, bool is_mipmapped) {
  const TexelKind kind = isa::layout_of(shape.format).kind;
  if (kind == TexelKind::kPlanar &&
      (shape.dimensions() != 2 || shape.has_layers() || is_mipmapped || shape.width % 2 || shape.height % 2))
    return explain(Error::InvalidValue, "a planar array is a 2D array of one level, of even width and height");
  if (kind == TexelKind::kBlockCompressed && shape.dimensions() == 1)
    return explain(Error::InvalidValue, "blocks of 4 x 4 texels make no 1D array");
  if ((shape.flags & kArraySurface) && (kind == TexelKind::kBlockCompressed || kind == TexelKind::kPlanar))
    return explain(Error::InvalidValue, "surfaces can't have a block-compressed or planar format");
  return Error::Success;
}

Error check_shape(const ArrayShape& shape, bool is_mipmapped) {
  constexpr unsigned kKnown = kArrayLayered | kArraySurface | kArrayCubemap | kArrayGather | kArrayColorAttachment |
                              kArraySparse | kArrayDeferredMapping;
  if (shape.flags & ~kKnown)
    return explain(Error::InvalidValue, "0x%x are no flags of an array", shape.flags & ~kKnown);
  for (auto* check : {+[](const ArrayShape& s, bool) { return check_extent(s); }, check_format, check_limits})
    if (Error error = check(shape, is_mipmapped); error != Error::Success)
      return error;
  if ((shape.flags & kArrayGather) && (shape.dimensions() != 2 || shape.has_layers()))
    return explain(Error::InvalidValue, "texture gather is for plain 2D arrays");
  if (shape.flags & (kArraySparse | kArrayDeferredMapping))
    return explain(Error::NotSupported, "arrays whose memory is mapped later are not supported, as "
                                        "cudaDevAttrSparseCudaArraySupported and "
                                        "cudaDevAttrDeferredMappingCudaArraySupported say");
  return Error::Success;
}

ArrayShape shape_of_level(ArrayShape shape, unsigned level) {
  auto smaller = [&](uint64_t size) { return size ? std::max<uint64_t>(size >> level, 1) : 0; };
  shape.width = smaller(shape.width);
  shape.height = smaller(shape.height);
  if (!shape.has_layers())
    shape.depth = smaller(shape.depth);
  return shape;
}

// NV12: luma, and chroma of half its width and height.
std::vector<ArrayShape> planes_of(const ArrayShape& shape) {
  if (shape.format != isa::TexelFormat::kNv12)
    return {};
  ArrayShape luma = shape, chroma = shape;
  luma.format = isa::TexelFormat::kUnsigned8x1;
  chroma.format = isa::TexelFormat::kUnsigned8x2;
  chroma.width /= 2;
  chroma.height /= 2;
  return {luma, chroma};
}

// Shapes one behind the other, as parts of one allocation.
Result<std::pair<DeviceAddress, std::vector<ArrayRef>>>
make_parts(Context& context, const std::vector<ArrayShape>& shapes, bool are_parts) {
  std::vector<uint64_t> offsets;
  uint64_t bytes = 0;
  for (const ArrayShape& shape : shapes) {
    offsets.push_back(bytes);
    bytes = round_up(bytes + ArrayLayout(shape).bytes, kTextureAlignment);
  }
  auto base = context.device().allocate(bytes, MemoryKind::kDevice, call_site());
  if (!base)
    return fail(explain(Error::MemoryAllocation, "an array of %llu bytes: %s", static_cast<unsigned long long>(bytes),
                        base.error().c_str()));
  std::vector<ArrayRef> parts;
  for (size_t i = 0; i < shapes.size(); ++i)
    parts.push_back(std::make_shared<Array>(context, shapes[i], *base + offsets[i], are_parts));
  return std::pair(*base, std::move(parts));
}

void release(Context& context, DeviceAddress base) {
  if (auto released = context.device().release(base, call_site()); !released)
    say("an array's memory can't be released: %s", released.error().c_str());
}

void forget(const std::vector<ArrayRef>& parts) {
  for (const ArrayRef& part : parts)
    Platform::instance().arrays.remove(part.get());
}

} // namespace

ArrayLayout::ArrayLayout(const ArrayShape& shape) {
  const isa::TexelLayout texel = isa::layout_of(shape.format);
  auto blocks = [&](uint64_t texels) { return (std::max<uint64_t>(texels, 1) + texel.edge - 1) / texel.edge; };
  row_bytes = blocks(shape.width) * texel.bytes;
  rows = blocks(shape.height);
  layer_bytes = row_bytes * rows;
  layers = std::max<uint64_t>(shape.depth, 1);
  bytes = layer_bytes * layers;
}

Result<ArrayRef> make_array(Context& context, const ArrayShape& shape) {
  if (Error error = check_shape(shape, false); error != Error::Success)
    return fail(error);
  HandleTable<Array>& arrays = Platform::instance().arrays;
  const std::vector<ArrayShape> planes = planes_of(shape);
  if (planes.empty()) {
    auto made = make_parts(context, {shape}, false);
    if (!made)
      return fail(made.error());
    arrays.add(made->second.front());
    return made->second.front();
  }
  auto made = make_parts(context, planes, true);
  if (!made)
    return fail(made.error());
  auto array = std::make_shared<Array>(context, shape, made->first, false);
  array->planes = made->second;
  for (const ArrayRef& plane : array->planes)
    arrays.add(plane);
  arrays.add(array);
  return array;
}

Result<MipmappedArrayRef> make_mipmapped_array(Context& context, const ArrayShape& shape, unsigned levels) {
  if (Error error = check_shape(shape, true); error != Error::Success)
    return fail(error);
  const uint64_t longest = std::max({shape.width, shape.height, shape.has_layers() ? 0 : shape.depth});
  levels = std::clamp(levels, 1u, static_cast<unsigned>(std::bit_width(longest)));
  std::vector<ArrayShape> shapes;
  for (unsigned level = 0; level < levels; ++level)
    shapes.push_back(shape_of_level(shape, level));
  auto made = make_parts(context, shapes, true);
  if (!made)
    return fail(made.error());
  for (const ArrayRef& level : made->second)
    Platform::instance().arrays.add(level);
  MipmappedArrayRef mipmap(new MipmappedArray{context, shape, made->first, std::move(made->second)});
  Platform::instance().mipmapped_arrays.add(mipmap);
  return mipmap;
}

Result<ArrayRef> find_array(const void* handle, Error unknown) {
  if (auto array = Platform::instance().arrays.find(handle))
    return array;
  return fail(explain(unknown, "%p is not an array, or it was freed", handle));
}

Result<MipmappedArrayRef> find_mipmapped_array(const void* handle, Error unknown) {
  if (auto mipmap = Platform::instance().mipmapped_arrays.find(handle))
    return mipmap;
  return fail(explain(unknown, "%p is not a mipmapped array, or it was freed", handle));
}

ArrayRef find_array_at(DeviceAddress address) {
  return Platform::instance().arrays.find_if([&](const Array& array) {
    return array.planes.empty() && address >= array.base && address - array.base < array.layout.bytes;
  });
}

Error destroy_array(const void* handle, Error unknown) {
  auto array = find_array(handle, unknown);
  if (!array)
    return array.error();
  if ((*array)->is_part)
    return explain(unknown, "%p is a level or a plane, which is freed with the array that it is of", handle);
  Error error = (*array)->context.synchronize();
  if (!Platform::instance().arrays.remove(handle)) // another thread was faster while this one waited
    return unknown;
  forget((*array)->planes);
  release((*array)->context, (*array)->base);
  return error;
}

Error destroy_mipmapped_array(const void* handle, Error unknown) {
  auto mipmap = find_mipmapped_array(handle, unknown);
  if (!mipmap)
    return mipmap.error();
  Error error = (*mipmap)->context.synchronize();
  if (!Platform::instance().mipmapped_arrays.remove(handle))
    return unknown;
  forget((*mipmap)->levels);
  release((*mipmap)->context, (*mipmap)->base);
  return error;
}

Result<ArrayRef> find_plane(const Array& array, unsigned plane) {
  if (plane < array.planes.size())
    return array.planes[plane];
  return fail(explain(Error::InvalidValue, "plane %u of an array with %zu planes", plane, array.planes.size()));
}

Result<ArrayRef> find_level(const MipmappedArray& mipmap, unsigned level) {
  if (level < mipmap.levels.size())
    return mipmap.levels[level];
  return fail(
      explain(Error::InvalidValue, "level %u of a mipmapped array with %zu levels", level, mipmap.levels.size()));
}

namespace {
Error check_offset(const Array& array, uint64_t x_bytes) {
  if (!array.planes.empty())
    return explain(Error::InvalidValue,
                   "a planar array can't be copied as a whole: copy its planes (cudaArrayGetPlane)");
  if (x_bytes % array.element_bytes())
    return explain(Error::InvalidValue, "an offset of %llu bytes is within an element of %u bytes",
                   static_cast<unsigned long long>(x_bytes), array.element_bytes());
  return Error::Success;
}

bool is_inside(uint64_t offset, uint64_t count, uint64_t all) { return offset <= all && count <= all - offset; }
} // namespace

Result<DeviceAddress> locate_box(const Array& array, uint64_t x_bytes, uint64_t row, uint64_t layer,
                                 uint64_t width_bytes, uint64_t rows, uint64_t layers) {
  if (Error error = check_offset(array, x_bytes); error != Error::Success)
    return fail(error);
  const ArrayLayout& has = array.layout;
  if (!is_inside(x_bytes, width_bytes, has.row_bytes) || !is_inside(row, rows, has.rows) ||
      !is_inside(layer, layers, has.layers))
    return fail(explain(Error::InvalidValue,
                        "%llu bytes x %llu rows x %llu layers at (%llu, %llu, %llu) leave an array of %llu bytes x "
                        "%llu rows x %llu layers",
                        static_cast<unsigned long long>(width_bytes), static_cast<unsigned long long>(rows),
                        static_cast<unsigned long long>(layers), static_cast<unsigned long long>(x_bytes),
                        static_cast<unsigned long long>(row), static_cast<unsigned long long>(layer),
                        static_cast<unsigned long long>(has.row_bytes), static_cast<unsigned long long>(has.rows),
                        static_cast<unsigned long long>(has.layers)));
  return array.base + layer * has.layer_bytes + row * has.row_bytes + x_bytes;
}

Result<DeviceAddress> locate_run(const Array& array, uint64_t x_bytes, uint64_t row, uint64_t bytes) {
  if (Error error = check_offset(array, x_bytes); error != Error::Success)
    return fail(error);
  const ArrayLayout& has = array.layout;
  const uint64_t offset = row * has.row_bytes + x_bytes;
  if (row >= has.rows || x_bytes > has.row_bytes || !is_inside(offset, bytes, has.bytes))
    return fail(explain(Error::InvalidValue, "%llu bytes at byte %llu of row %llu leave an array of %llu bytes",
                        static_cast<unsigned long long>(bytes), static_cast<unsigned long long>(x_bytes),
                        static_cast<unsigned long long>(row), static_cast<unsigned long long>(has.bytes)));
  return array.base + offset;
}

} // namespace ox::runtime
