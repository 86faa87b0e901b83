// The driver API's words for the formats of texels (runtime/api/array_formats.def).
#pragma once
#include "isa/texture_descriptor.h"
#include "runtime/core/error.h"
#include "runtime/driver/symbols.h"

namespace ox::driver {

struct ArrayFormat {
  CUarray_format format;
  unsigned channels;
};

// InvalidValue for what is no format of an array, or not with as many channels.
runtime::Result<isa::TexelFormat> find_format(CUarray_format format, unsigned channels);
ArrayFormat format_of(isa::TexelFormat format);

} // namespace ox::driver
