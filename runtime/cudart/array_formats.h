// The runtime API's words for the formats of texels (runtime/api/array_formats.def).
#pragma once
#include "cuda_runtime_api.h"
#include "isa/texture_descriptor.h"
#include "runtime/core/error.h"

namespace ox::cudart {

// Errors: InvalidChannelDescriptor for what is no format of an array; InvalidValue for what is no format of a view.
runtime::Result<isa::TexelFormat> find_format(const cudaChannelFormatDesc& channels);
runtime::Result<isa::TexelFormat> find_view_format(cudaResourceViewFormat format);

cudaChannelFormatDesc channels_of(isa::TexelFormat format);
cudaResourceViewFormat view_format_of(isa::TexelFormat format);

} // namespace ox::cudart
