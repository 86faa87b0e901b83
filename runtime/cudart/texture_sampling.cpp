#include "runtime/cudart/texture_sampling.h"
#include "runtime/core/diagnostics.h"
#include <algorithm>
#include <cstring>

namespace ox::cudart {

using runtime::Error;
using runtime::TextureSampling;

runtime::Result<TextureSampling> to_core(const cudaTextureDesc& from) {
  TextureSampling to;
  bool known = true;
  auto put = [&]<typename Mode>(Mode& mode, auto number, unsigned count) {
    auto converted = to_mode<Mode>(number, count);
    known = known && converted;
    mode = converted.value_or(Mode{});
  };
  for (int i = 0; i < 3; ++i)
    put(to.address_mode[i], from.addressMode[i], kAddressModes);
  put(to.filter, from.filterMode, kFilterModes);
  put(to.level_filter, from.mipmapFilterMode, kFilterModes);
  put(to.read_mode, from.readMode, kReadModes);
  if (!known)
    return runtime::fail(runtime::explain(Error::InvalidValue, "a mode of the cudaTextureDesc is none of CUDA's"));
  to.srgb = from.sRGB != 0;
  to.normalized_coordinates = from.normalizedCoords != 0;
  to.trilinear_optimization_disabled = from.disableTrilinearOptimization != 0;
  to.seamless_cubemap = from.seamlessCubemap != 0;
  to.max_anisotropy = from.maxAnisotropy;
  to.level_bias = from.mipmapLevelBias;
  to.min_level = from.minMipmapLevelClamp;
  to.max_level = from.maxMipmapLevelClamp;
  std::ranges::copy(from.borderColor, to.border);
  return to;
}

cudaTextureDesc to_runtime(const TextureSampling& from) {
  cudaTextureDesc to;
  std::memset(&to, 0, sizeof to);
  for (int i = 0; i < 3; ++i)
    to.addressMode[i] = static_cast<cudaTextureAddressMode>(from.address_mode[i]);
  to.filterMode = static_cast<cudaTextureFilterMode>(from.filter);
  to.mipmapFilterMode = static_cast<cudaTextureFilterMode>(from.level_filter);
  to.readMode = static_cast<cudaTextureReadMode>(from.read_mode);
  to.sRGB = from.srgb;
  to.normalizedCoords = from.normalized_coordinates;
  to.disableTrilinearOptimization = from.trilinear_optimization_disabled;
  to.seamlessCubemap = from.seamless_cubemap;
  to.maxAnisotropy = from.max_anisotropy;
  to.mipmapLevelBias = from.level_bias;
  to.minMipmapLevelClamp = from.min_level;
  to.maxMipmapLevelClamp = from.max_level;
  std::ranges::copy(from.border, to.borderColor);
  return to;
}

} // namespace ox::cudart
