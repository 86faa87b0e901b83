#include "runtime/driver/array_formats.h"
#include "runtime/core/diagnostics.h"

namespace ox::driver {

using isa::TexelFormat;

namespace {
struct Row {
  TexelFormat format;
  ArrayFormat driver;
};
constexpr Row kRows[] = {
#define OX_ARRAY_FORMAT(format, kind, x, y, z, w, driver, count, view)                                                 \
  {TexelFormat::format, {CU_AD_FORMAT_##driver, count}},
#include "runtime/api/array_formats.def"
};
} // namespace

runtime::Result<TexelFormat> find_format(CUarray_format format, unsigned channels) {
  for (const Row& row : kRows)
    if (row.driver.format == format && row.driver.channels == channels)
      return row.format;
  return runtime::fail(runtime::explain(runtime::Error::InvalidValue, "no array has the format 0x%x with %u channels",
                                        static_cast<unsigned>(format), channels));
}

ArrayFormat format_of(TexelFormat format) {
  for (const Row& row : kRows)
    if (row.format == format)
      return row.driver;
  return {};
}

} // namespace ox::driver
