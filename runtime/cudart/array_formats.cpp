#include "runtime/cudart/array_formats.h"
#include "runtime/core/diagnostics.h"

namespace ox::cudart {

using isa::TexelFormat;
using runtime::Error;
using runtime::explain;
using runtime::fail;

namespace {

struct Row {
  TexelFormat format;
  cudaChannelFormatDesc channels;
  cudaResourceViewFormat view;
};
constexpr Row kRows[] = {
#define OX_ARRAY_FORMAT(format, kind, x, y, z, w, driver, count, view)                                                 \
  {TexelFormat::format, {x, y, z, w, cudaChannelFormatKind##kind}, cudaResViewFormat##view},
#include "runtime/api/array_formats.def"
};

bool same(const cudaChannelFormatDesc& a, const cudaChannelFormatDesc& b) {
  return a.x == b.x && a.y == b.y && a.z == b.z && a.w == b.w && a.f == b.f;
}

const Row* find_row(TexelFormat format) {
  for (const Row& row : kRows)
    if (row.format == format)
      return &row;
  return nullptr;
}

} // namespace

runtime::Result<TexelFormat> find_format(const cudaChannelFormatDesc& channels) {
  for (const Row& row : kRows)
    if (same(row.channels, channels))
      return row.format;
  return fail(explain(Error::InvalidChannelDescriptor, "channels of %d, %d, %d, %d bits of kind %d are no format",
                      channels.x, channels.y, channels.z, channels.w, static_cast<int>(channels.f)));
}

runtime::Result<TexelFormat> find_view_format(cudaResourceViewFormat format) {
  if (format == cudaResViewFormatNone)
    return TexelFormat::kNone;
  for (const Row& row : kRows)
    if (row.view == format)
      return row.format;
  return fail(explain(Error::InvalidValue, "%d is no cudaResourceViewFormat", static_cast<int>(format)));
}

cudaChannelFormatDesc channels_of(TexelFormat format) {
  const Row* row = find_row(format);
  return row ? row->channels : cudaChannelFormatDesc{0, 0, 0, 0, cudaChannelFormatKindNone};
}

cudaResourceViewFormat view_format_of(TexelFormat format) {
  const Row* row = find_row(format);
  return row ? row->view : cudaResViewFormatNone;
}

} // namespace ox::cudart
