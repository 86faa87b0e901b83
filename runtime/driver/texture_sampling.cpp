#include "runtime/driver/texture_sampling.h"
#include "runtime/core/diagnostics.h"
#include "runtime/cudart/texture_sampling.h"
#include "runtime/driver/array_formats.h"
#include "runtime/driver/handles.h"
#include <algorithm>
#include <cstring>

namespace ox::driver {

using cudart::to_mode;
using runtime::Error;
using runtime::explain;
using runtime::fail;
using runtime::Result;
using runtime::TextureResource;
using runtime::TextureSampling;
using Kind = isa::TextureResource;

namespace {

Result<TextureResource> to_memory(const CUDA_RESOURCE_DESC& from) {
  if (from.resType == CU_RESOURCE_TYPE_LINEAR) {
    const auto& linear = from.res.linear;
    auto format = find_format(linear.format, linear.numChannels);
    if (!format)
      return fail(format.error());
    return TextureResource{
        .kind = Kind::kLinear, .address = linear.devPtr, .format = *format, .bytes = linear.sizeInBytes};
  }
  const auto& pitched = from.res.pitch2D;
  auto format = find_format(pitched.format, pitched.numChannels);
  if (!format)
    return fail(format.error());
  return TextureResource{.kind = Kind::kPitch2D,
                         .address = pitched.devPtr,
                         .format = *format,
                         .width = pitched.width,
                         .height = pitched.height,
                         .pitch_bytes = pitched.pitchInBytes};
}

} // namespace

Result<TextureResource> to_core(const CUDA_RESOURCE_DESC& from) {
  if (from.flags != 0)
    return fail(explain(Error::InvalidValue, "a resource's flags have to be 0"));
  switch (from.resType) {
  case CU_RESOURCE_TYPE_ARRAY: {
    auto array = runtime::find_array(from.res.array.hArray, Error::InvalidValue);
    if (!array)
      return fail(array.error());
    return TextureResource{.kind = Kind::kArray, .array = *array};
  }
  case CU_RESOURCE_TYPE_MIPMAPPED_ARRAY: {
    auto mipmap = runtime::find_mipmapped_array(from.res.mipmap.hMipmappedArray, Error::InvalidValue);
    if (!mipmap)
      return fail(mipmap.error());
    return TextureResource{.kind = Kind::kMipmappedArray, .mipmap = *mipmap};
  }
  case CU_RESOURCE_TYPE_LINEAR:
  case CU_RESOURCE_TYPE_PITCH2D:
    return to_memory(from);
  }
  return fail(explain(Error::InvalidValue, "%d is no CUresourcetype", static_cast<int>(from.resType)));
}

CUDA_RESOURCE_DESC to_driver(const TextureResource& from) {
  CUDA_RESOURCE_DESC to;
  std::memset(&to, 0, sizeof to);
  to.resType = static_cast<CUresourcetype>(from.kind);
  const ArrayFormat format = format_of(from.format);
  switch (from.kind) {
  case Kind::kArray:
    to.res.array.hArray = handle_of(from.array.get());
    break;
  case Kind::kMipmappedArray:
    to.res.mipmap.hMipmappedArray = handle_of(from.mipmap.get());
    break;
  case Kind::kLinear:
    to.res.linear = {from.address, format.format, format.channels, from.bytes};
    break;
  case Kind::kPitch2D:
    to.res.pitch2D = {from.address, format.format, format.channels, from.width, from.height, from.pitch_bytes};
    break;
  }
  return to;
}

Error put_flags(TextureSampling& to, unsigned flags) {
  constexpr unsigned kKnown = CU_TRSF_READ_AS_INTEGER | CU_TRSF_NORMALIZED_COORDINATES | CU_TRSF_SRGB |
                              CU_TRSF_DISABLE_TRILINEAR_OPTIMIZATION | CU_TRSF_SEAMLESS_CUBEMAP;
  if (flags & ~kKnown)
    return explain(Error::InvalidValue, "0x%x are no flags of a texture", flags & ~kKnown);
  to.read_mode = flags & CU_TRSF_READ_AS_INTEGER ? isa::ReadMode::kElement : isa::ReadMode::kNormalizedFloat;
  to.normalized_coordinates = flags & CU_TRSF_NORMALIZED_COORDINATES;
  to.srgb = flags & CU_TRSF_SRGB;
  to.trilinear_optimization_disabled = flags & CU_TRSF_DISABLE_TRILINEAR_OPTIMIZATION;
  to.seamless_cubemap = flags & CU_TRSF_SEAMLESS_CUBEMAP;
  return Error::Success;
}

unsigned flags_of(const TextureSampling& from) {
  return (from.read_mode == isa::ReadMode::kElement ? CU_TRSF_READ_AS_INTEGER : 0u) |
         (from.normalized_coordinates ? CU_TRSF_NORMALIZED_COORDINATES : 0u) | (from.srgb ? CU_TRSF_SRGB : 0u) |
         (from.trilinear_optimization_disabled ? CU_TRSF_DISABLE_TRILINEAR_OPTIMIZATION : 0u) |
         (from.seamless_cubemap ? CU_TRSF_SEAMLESS_CUBEMAP : 0u);
}

Result<TextureSampling> to_core(const CUDA_TEXTURE_DESC& from) {
  TextureSampling to;
  if (Error error = put_flags(to, from.flags); error != Error::Success)
    return fail(error);
  for (int i = 0; i < 3; ++i) {
    auto mode = to_mode<isa::AddressMode>(from.addressMode[i], cudart::kAddressModes);
    if (!mode)
      return fail(explain(mode.error(), "%d is no CUaddress_mode", static_cast<int>(from.addressMode[i])));
    to.address_mode[i] = *mode;
  }
  auto filter = to_mode<isa::FilterMode>(from.filterMode, cudart::kFilterModes);
  auto level_filter = to_mode<isa::FilterMode>(from.mipmapFilterMode, cudart::kFilterModes);
  if (!filter || !level_filter)
    return fail(explain(Error::InvalidValue, "a filter mode is no CUfilter_mode"));
  to.filter = *filter;
  to.level_filter = *level_filter;
  to.max_anisotropy = from.maxAnisotropy;
  to.level_bias = from.mipmapLevelBias;
  to.min_level = from.minMipmapLevelClamp;
  to.max_level = from.maxMipmapLevelClamp;
  std::ranges::copy(from.borderColor, to.border);
  return to;
}

CUDA_TEXTURE_DESC to_driver(const TextureSampling& from) {
  CUDA_TEXTURE_DESC to;
  std::memset(&to, 0, sizeof to);
  for (int i = 0; i < 3; ++i)
    to.addressMode[i] = static_cast<CUaddress_mode>(from.address_mode[i]);
  to.filterMode = static_cast<CUfilter_mode>(from.filter);
  to.flags = flags_of(from);
  to.maxAnisotropy = from.max_anisotropy;
  to.mipmapFilterMode = static_cast<CUfilter_mode>(from.level_filter);
  to.mipmapLevelBias = from.level_bias;
  to.minMipmapLevelClamp = from.min_level;
  to.maxMipmapLevelClamp = from.max_level;
  std::ranges::copy(from.border, to.borderColor);
  return to;
}

} // namespace ox::driver
