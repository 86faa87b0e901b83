// Which CUDA release ox-nvcc claims to be, in __CUDACC_VER_MAJOR__, CUDART_VERSION, CUDA_VERSION and --version.  It
// decides what a program's own version checks see, and nothing else: headers and runtime are the same for all.
#pragma once
#include <algorithm>
#include <compare>
#include <iterator>
#include <optional>

namespace ox::frontend {

struct CudaVersion {
  unsigned major = 13, minor = 0, build = 88;
  unsigned number() const { return major * 1000 + minor * 10; } // as in CUDART_VERSION
  auto operator<=>(const CudaVersion&) const = default;
};

// The release whose headers and runtime Ox has.
inline constexpr CudaVersion kDefaultCudaVersion;

inline constexpr CudaVersion kCudaVersions[] = {
#define OX_CUDA_VERSION(major, minor, build) {major, minor, build},
#include "frontend/cuda_versions.def"
#undef OX_CUDA_VERSION
};

inline std::optional<CudaVersion> find_cuda_version(unsigned major, unsigned minor) {
  const auto is_it = [&](const CudaVersion& version) { return version.major == major && version.minor == minor; };
  const auto* found = std::ranges::find_if(kCudaVersions, is_it);
  return found == std::end(kCudaVersions) ? std::nullopt : std::optional(*found);
}

} // namespace ox::frontend
