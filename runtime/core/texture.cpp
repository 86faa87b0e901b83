#include "runtime/core/texture.h"
#include "runtime/core/call_site.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/platform.h"
#include "runtime/core/texture_limits.h"
#include <algorithm>
#include <cstring>

namespace ox::runtime {

namespace {

using isa::TexelFormat;
using isa::TexelKind;
using isa::TexelLayout;
using isa::TextureAccess;
using isa::TextureDescriptor;
using isa::TextureLevel;
using Kind = isa::TextureResource;

bool is_memory(const TextureResource& resource) {
  return resource.kind == Kind::kLinear || resource.kind == Kind::kPitch2D;
}

// Of an array or a mipmapped array.
const ArrayShape& shape_of(const TextureResource& resource) {
  return resource.kind == Kind::kArray ? resource.array->shape : resource.mipmap->shape;
}

// The format that elements are read in.
TexelFormat format_of(const TextureResource& resource, const std::optional<TextureView>& view) {
  if (is_memory(resource))
    return resource.format;
  return view && view->format != TexelFormat::kNone ? view->format : shape_of(resource).format;
}

Error check_memory(Context& context, const TextureResource& resource) {
  const TexelLayout texel = isa::layout_of(resource.format);
  if (texel.edge != 1 || texel.bytes == 0)
    return explain(Error::InvalidChannelDescriptor,
                   "a texture of memory can't have a block-compressed or planar format");
  if (!Platform::instance().addresses.find(resource.address) && !context.device().find_allocation(resource.address))
    return explain(Error::InvalidValue, "%p is not memory of the device", reinterpret_cast<void*>(resource.address));
  if (resource.address % kTextureAlignment)
    return explain(Error::InvalidValue, "a texture of memory has to begin at a multiple of %llu bytes, not at %p",
                   static_cast<unsigned long long>(kTextureAlignment), reinterpret_cast<void*>(resource.address));
  return Error::Success;
}

Error check_linear(const TextureResource& resource) {
  const uint64_t elements = resource.bytes / isa::layout_of(resource.format).bytes;
  if (elements == 0 || elements > kTextureLimits.linear_1d_elements)
    return explain(Error::InvalidValue, "a linear texture has 1 to %llu elements, not %llu",
                   static_cast<unsigned long long>(kTextureLimits.linear_1d_elements),
                   static_cast<unsigned long long>(elements));
  return Error::Success;
}

Error check_pitched(const TextureResource& resource) {
  const TextureLimits& limits = kTextureLimits;
  if (resource.width == 0 || resource.height == 0 || resource.width > limits.linear_2d_width ||
      resource.height > limits.linear_2d_height)
    return explain(Error::InvalidValue, "a texture of pitched memory has up to %llu x %llu elements, not %llu x %llu",
                   static_cast<unsigned long long>(limits.linear_2d_width),
                   static_cast<unsigned long long>(limits.linear_2d_height),
                   static_cast<unsigned long long>(resource.width), static_cast<unsigned long long>(resource.height));
  const uint64_t row_bytes = resource.width * isa::layout_of(resource.format).bytes;
  if (resource.pitch_bytes % kTexturePitchAlignment || resource.pitch_bytes < row_bytes ||
      resource.pitch_bytes > limits.linear_2d_pitch_bytes)
    return explain(Error::InvalidValue,
                   "a pitch of %llu bytes for rows of %llu: it is a multiple of %llu, and %llu at most",
                   static_cast<unsigned long long>(resource.pitch_bytes), static_cast<unsigned long long>(row_bytes),
                   static_cast<unsigned long long>(kTexturePitchAlignment),
                   static_cast<unsigned long long>(limits.linear_2d_pitch_bytes));
  return Error::Success;
}

Error check_resource(Context& context, const TextureResource& resource) {
  if (is_memory(resource)) {
    if (Error error = check_memory(context, resource); error != Error::Success)
      return error;
    return resource.kind == Kind::kLinear ? check_linear(resource) : check_pitched(resource);
  }
  const Context& owner = resource.kind == Kind::kArray ? resource.array->context : resource.mipmap->context;
  if (&owner != &context)
    return explain(Error::InvalidValue, "the array is of another context than the current one");
  if (isa::layout_of(shape_of(resource).format).kind == TexelKind::kPlanar)
    return explain(Error::InvalidValue, "a planar array is read by planes: make an object of each (cudaArrayGetPlane)");
  return Error::Success;
}

// A view has the same bytes in other words: elements of the same size, or blocks for elements of their size.
Error check_view_format(const TextureView& view, const ArrayShape& shape) {
  const TexelLayout has = isa::layout_of(shape.format), wanted = isa::layout_of(view.format);
  if (view.format == TexelFormat::kNone || view.format == shape.format)
    return Error::Success;
  const bool blocks = wanted.kind == TexelKind::kBlockCompressed;
  if (blocks && (has.kind != TexelKind::kUnsigned || has.bits != 32))
    return explain(Error::InvalidValue, "a view of compressed blocks needs an array of 32-bit unsigned integers");
  if (wanted.bytes != has.bytes)
    return explain(Error::InvalidValue, "a view with elements of %u bytes of an array with elements of %u",
                   unsigned{wanted.bytes}, unsigned{has.bytes});
  if (!blocks && has.edge != 1)
    return explain(Error::InvalidValue, "a block-compressed array has no view without blocks");
  return Error::Success;
}

Error check_view(const TextureView& view, const TextureResource& resource) {
  if (is_memory(resource))
    return explain(Error::InvalidValue, "memory has no resource view: only arrays and mipmapped arrays have");
  const ArrayShape& shape = shape_of(resource);
  if (Error error = check_view_format(view, shape); error != Error::Success)
    return error;
  const uint64_t edge =
      view.format == TexelFormat::kNone ? 1 : isa::layout_of(view.format).edge / isa::layout_of(shape.format).edge;
  const bool same_depth = view.depth == shape.depth || (view.depth == 0 && shape.has_layers());
  if (view.width != shape.width * edge || view.height != shape.height * edge || !same_depth)
    return explain(Error::InvalidValue, "a view of %llu x %llu x %llu of an array that gives %llu x %llu x %llu",
                   static_cast<unsigned long long>(view.width), static_cast<unsigned long long>(view.height),
                   static_cast<unsigned long long>(view.depth), static_cast<unsigned long long>(shape.width * edge),
                   static_cast<unsigned long long>(shape.height * edge), static_cast<unsigned long long>(shape.depth));
  const size_t levels = resource.kind == Kind::kMipmappedArray ? resource.mipmap->levels.size() : 1;
  if (view.first_level > view.last_level || view.last_level >= levels)
    return explain(Error::InvalidValue, "levels %u to %u of %zu", view.first_level, view.last_level, levels);
  const uint64_t layers = shape.is_layered() ? shape.depth : 1;
  if (view.first_layer > view.last_layer || view.last_layer >= layers)
    return explain(Error::InvalidValue, "layers %u to %u of %llu", view.first_layer, view.last_layer,
                   static_cast<unsigned long long>(layers));
  if (shape.is_layered() && shape.is_cubemap() && (view.first_layer % 6 || view.last_layer % 6 != 5))
    return explain(Error::InvalidValue, "faces %u to %u are no whole cubemaps", view.first_layer, view.last_layer);
  return Error::Success;
}

// Whether integers come out as floats.
bool reads_normalized(const TextureSampling& sampling, TexelFormat format) {
  const TexelLayout texel = isa::layout_of(format);
  return sampling.read_mode == isa::ReadMode::kNormalizedFloat && texel.bits < 32 &&
         (texel.kind == TexelKind::kUnsigned || texel.kind == TexelKind::kSigned);
}

Error check_filter(const TextureSampling& sampling, const TextureResource& resource, TexelFormat format) {
  const TexelKind kind = isa::layout_of(format).kind;
  const bool integers =
      (kind == TexelKind::kUnsigned || kind == TexelKind::kSigned) && !reads_normalized(sampling, format);
  const bool linear = (resource.kind != Kind::kLinear && sampling.filter == isa::FilterMode::kLinear) ||
                      (resource.kind == Kind::kMipmappedArray && sampling.level_filter == isa::FilterMode::kLinear);
  if (integers && linear)
    return explain(Error::InvalidFilterSetting, "linear filtering of a texture that reads as integers");
  return Error::Success;
}

// sRGB is for colours of eight bits that read as floats, and compressed ones.
bool converts_srgb(const TextureSampling& sampling, TexelFormat format) {
  const TexelLayout texel = isa::layout_of(format);
  return sampling.srgb &&
         ((texel.bits == 8 && texel.kind == TexelKind::kUnsignedNormalized) ||
          (texel.bits == 8 && texel.kind == TexelKind::kUnsigned && reads_normalized(sampling, format)) ||
          texel.kind == TexelKind::kBlockCompressed);
}

uint32_t narrow(uint64_t size) { return static_cast<uint32_t>(std::max<uint64_t>(size, 1)); }

// How the sampler's fields apply to the resource (CUDA runtime API, cudaTextureDesc).
void fill_sampling(TextureDescriptor& to, const TextureSampling& sampling, Kind kind) {
  const bool is_mipmapped = kind == Kind::kMipmappedArray;
  to.read_mode = reads_normalized(sampling, to.format) ? isa::ReadMode::kNormalizedFloat : isa::ReadMode::kElement;
  to.srgb = converts_srgb(sampling, to.format);
  to.max_anisotropy = static_cast<uint8_t>(std::clamp(sampling.max_anisotropy, 1u, 16u));
  to.trilinear_optimization_disabled = sampling.trilinear_optimization_disabled;
  to.seamless_cubemap = sampling.seamless_cubemap;
  if (is_mipmapped) {
    const auto last = static_cast<float>(to.level_count - 1);
    to.level_filter = sampling.level_filter;
    to.level_bias = sampling.level_bias;
    to.min_level = std::clamp(sampling.min_level, 0.0f, last);
    to.max_level = std::clamp(sampling.max_level, 0.0f, last);
  }
  if (kind == Kind::kLinear) { // filter and address mode are ignored: a fetch from outside gives zeros
    std::ranges::fill(to.address_mode, isa::AddressMode::kBorder);
    return;
  }
  to.normalized_coordinates = sampling.normalized_coordinates;
  to.filter = sampling.filter;
  std::ranges::copy(sampling.border, to.border);
  for (int i = 0; i < 3; ++i) { // the modes that repeat are for normalised coordinates
    const isa::AddressMode mode = sampling.address_mode[i];
    const bool repeats = mode == isa::AddressMode::kWrap || mode == isa::AddressMode::kMirror;
    to.address_mode[i] = repeats && !sampling.normalized_coordinates ? isa::AddressMode::kClamp : mode;
  }
}

// One level of an array; edge: texels of the view on a side of what the array has as one element.
TextureLevel level_of(const Array& array, uint64_t edge, uint64_t first_layer) {
  return {.address = array.base + first_layer * array.layout.layer_bytes,
          .layer_bytes = array.layout.layer_bytes,
          .row_bytes = array.layout.rows > 1 ? static_cast<uint32_t>(array.layout.row_bytes) : 0,
          .width = narrow(array.shape.width * edge),
          .height = narrow(array.shape.height * edge),
          .depth = array.shape.dimensions() == 3 ? narrow(array.shape.depth) : 1};
}

TextureLevel level_of_memory(const TextureResource& resource) {
  if (resource.kind == Kind::kLinear)
    return {.address = resource.address,
            .layer_bytes = resource.bytes,
            .row_bytes = 0,
            .width = narrow(resource.bytes / isa::layout_of(resource.format).bytes),
            .height = 1,
            .depth = 1};
  return {.address = resource.address,
          .layer_bytes = resource.pitch_bytes * resource.height,
          .row_bytes = static_cast<uint32_t>(resource.pitch_bytes),
          .width = narrow(resource.width),
          .height = narrow(resource.height),
          .depth = 1};
}

// The shape's fields, and the table of levels with the view applied.
std::vector<TextureLevel> fill_resource(TextureDescriptor& to, const TextureResource& resource,
                                        const std::optional<TextureView>& view) {
  to.resource = resource.kind;
  to.layers = 1;
  if (is_memory(resource)) {
    to.dimensions = resource.kind == Kind::kLinear ? 1 : 2;
    to.level_count = 1;
    return {level_of_memory(resource)};
  }
  const ArrayShape& shape = shape_of(resource);
  to.dimensions = static_cast<uint8_t>(shape.dimensions());
  to.is_layered = shape.is_layered();
  to.is_cubemap = shape.is_cubemap();
  if (shape.has_layers())
    to.layers = static_cast<uint32_t>(shape.depth);
  if (view && shape.is_layered())
    to.layers = view->last_layer - view->first_layer + 1;
  const uint64_t edge = isa::layout_of(to.format).edge / isa::layout_of(shape.format).edge;
  const uint64_t first_layer = view ? view->first_layer : 0;
  std::vector<TextureLevel> levels;
  if (resource.kind == Kind::kArray) {
    levels.push_back(level_of(*resource.array, edge, first_layer));
  } else {
    const auto& all = resource.mipmap->levels;
    const size_t first = view ? view->first_level : 0, end = view ? view->last_level + 1 : all.size();
    for (size_t level = first; level < end; ++level)
      levels.push_back(level_of(*all[level], edge, first_layer));
  }
  to.level_count = static_cast<uint8_t>(levels.size());
  return levels;
}

Result<TextureObjectRef> make_object(Context& context, TextureAccess access, const TextureResource& resource,
                                     const TextureSampling& sampling, const std::optional<TextureView>& view) {
  TextureDescriptor descriptor{};
  descriptor.magic = TextureDescriptor::kMagic;
  descriptor.version = TextureDescriptor::kVersion;
  descriptor.access = access;
  descriptor.format = format_of(resource, view);
  const std::vector<TextureLevel> levels = fill_resource(descriptor, resource, view);
  if (access == TextureAccess::kTexture)
    fill_sampling(descriptor, sampling, resource.kind);

  std::vector<std::byte> bytes(isa::kTextureLevelsOffset + levels.size() * sizeof(TextureLevel));
  std::memcpy(bytes.data(), &descriptor, sizeof descriptor);
  std::memcpy(bytes.data() + isa::kTextureLevelsOffset, levels.data(), levels.size() * sizeof(TextureLevel));
  auto address = context.device().allocate(bytes.size(), MemoryKind::kDevice, call_site());
  if (!address)
    return fail(explain(Error::MemoryAllocation, "a texture's descriptor: %s", address.error().c_str()));
  if (auto written = context.device().copy_to_device(*address, bytes.data(), bytes.size()); !written)
    return fail(explain(Error::Unknown, "a texture's descriptor can't be written: %s", written.error().c_str()));
  TextureObjectRef object(new TextureObject{context, access, resource, sampling, view, *address});
  Platform::instance().textures.add(object, reinterpret_cast<const void*>(*address));
  return object;
}

} // namespace

Result<TextureObjectRef> make_texture(Context& context, const TextureResource& resource,
                                      const TextureSampling& sampling, const std::optional<TextureView>& view) {
  if (Error error = check_resource(context, resource); error != Error::Success)
    return fail(error);
  if (view)
    if (Error error = check_view(*view, resource); error != Error::Success)
      return fail(error);
  if (Error error = check_filter(sampling, resource, format_of(resource, view)); error != Error::Success)
    return fail(error);
  return make_object(context, TextureAccess::kTexture, resource, sampling, view);
}

Result<TextureObjectRef> make_surface(Context& context, const TextureResource& resource) {
  if (resource.kind != Kind::kArray)
    return fail(explain(Error::InvalidValue, "a surface is of an array; a level of a mipmapped array is one"));
  if (Error error = check_resource(context, resource); error != Error::Success)
    return fail(error);
  if (!(resource.array->shape.flags & kArraySurface))
    return fail(explain(Error::InvalidValue, "the array was not made for surfaces (cudaArraySurfaceLoadStore)"));
  return make_object(context, TextureAccess::kSurface, resource, {}, std::nullopt);
}

Result<TextureObjectRef> find_texture(uint64_t handle, TextureAccess access) {
  auto object = Platform::instance().textures.find(reinterpret_cast<const void*>(handle));
  if (object && object->access == access)
    return object;
  return fail(explain(Error::InvalidValue, "0x%llx is not a %s object, or it was destroyed",
                      static_cast<unsigned long long>(handle),
                      access == TextureAccess::kTexture ? "texture" : "surface"));
}

Error destroy_texture(uint64_t handle, TextureAccess access) {
  auto object = find_texture(handle, access);
  if (!object)
    return object.error();
  Context& context = (*object)->context;
  Error error = context.synchronize();
  if (!Platform::instance().textures.remove(reinterpret_cast<const void*>(handle)))
    return Error::InvalidValue; // another thread was faster while this one waited
  if (auto released = context.device().release((*object)->descriptor, call_site()); !released)
    say("a texture's descriptor can't be released: %s", released.error().c_str());
  return error;
}

} // namespace ox::runtime
