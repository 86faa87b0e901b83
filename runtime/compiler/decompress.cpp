// What fat binaries of NVIDIA's tools are compressed with: blocks of LZ4 without a frame, and Zstandard.
#include "runtime/compiler/interface.h"
#include <climits>
#include <lz4.h>
#include <zstd.h>

extern "C" __attribute__((visibility("default"))) size_t ox_decompress(int compression, const void* from,
                                                                       size_t from_bytes, void* to, size_t to_bytes) {
  switch (compression) {
  case ox::compiler::kLz4Block: {
    if (from_bytes > INT_MAX || to_bytes > INT_MAX)
      return SIZE_MAX;
    const int written = LZ4_decompress_safe(static_cast<const char*>(from), static_cast<char*>(to),
                                            static_cast<int>(from_bytes), static_cast<int>(to_bytes));
    return written < 0 ? SIZE_MAX : static_cast<size_t>(written);
  }
  case ox::compiler::kZstandard: {
    const size_t written = ZSTD_decompress(to, to_bytes, from, from_bytes);
    return ZSTD_isError(written) ? SIZE_MAX : written;
  }
  default:
    return SIZE_MAX;
  }
}
