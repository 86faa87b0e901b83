// How a texture is sampled, between the runtime API's structures and the core's.
#pragma once
#include "cuda_runtime_api.h"
#include "runtime/core/texture.h"

namespace ox::cudart {

// A number of an enumeration of the core's with `count` enumerators, whose numbers are CUDA's.  InvalidValue for
// others.
template <typename To, typename From> runtime::Result<To> to_mode(From from, unsigned count) {
  const auto number = static_cast<unsigned>(from);
  if (number >= count)
    return runtime::fail(runtime::Error::InvalidValue);
  return static_cast<To>(number);
}
inline constexpr unsigned kAddressModes = 4, kFilterModes = 2, kReadModes = 2;

runtime::Result<runtime::TextureSampling> to_core(const cudaTextureDesc& from);
cudaTextureDesc to_runtime(const runtime::TextureSampling& from);

} // namespace ox::cudart
