// Resources and sampling of textures, between the driver API's structures and the core's.
#pragma once
#include "runtime/core/texture.h"
#include "runtime/driver/symbols.h"

namespace ox::driver {

runtime::Result<runtime::TextureResource> to_core(const CUDA_RESOURCE_DESC& from);
CUDA_RESOURCE_DESC to_driver(const runtime::TextureResource& from);

runtime::Result<runtime::TextureSampling> to_core(const CUDA_TEXTURE_DESC& from);
CUDA_TEXTURE_DESC to_driver(const runtime::TextureSampling& from);

// CU_TRSF_..., as fields and back.  InvalidValue for others.
runtime::Error put_flags(runtime::TextureSampling& to, unsigned flags);
unsigned flags_of(const runtime::TextureSampling& from);

} // namespace ox::driver
