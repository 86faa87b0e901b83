// The runtime API as programs built with CUDA 11 and 12 know it.
//
// Such a program asks for libcudart.so.11.0 or libcudart.so.12, by file name and by the version of each symbol; both
// names lead to this library.  exports.cpp gives every function of the table the two older versions, too, as weak
// symbols.  Where a release had other parameters or other structures, a function in this folder takes their place: it
// has the release's signature, converts, and calls today's function, whose body knows nothing of releases.
//
// Only the shared library has these: a static runtime is linked with the headers of its own release.  Facts about the
// releases are from their API references.
#pragma once
#include "cuda_runtime_api.h"
#include <cstring>

#define OX_RELEASE_11 "libcudart.so.11.0"
#define OX_RELEASE_12 "libcudart.so.12"

// Declares `entry`, which programs of the release call as `name`; the definition follows.
#define OX_OF_RELEASE(release, name, entry, ...)                                                                       \
  asm(".symver " #entry "," #name "@" OX_RELEASE_##release);                                                           \
  extern "C" [[gnu::visibility("default"), gnu::used]] cudaError_t entry(__VA_ARGS__);                                 \
  extern "C" cudaError_t entry(__VA_ARGS__)

// The same for one that was the same in both releases.
#define OX_OF_RELEASES_11_AND_12(name, entry, ...)                                                                     \
  asm(".symver " #entry "," #name "@" OX_RELEASE_11);                                                                  \
  OX_OF_RELEASE(12, name, entry, __VA_ARGS__)

namespace ox::cudart::releases {

// What is in the first bytes of a structure that was shorter in an older release.  The older one is only so long in the
// program's memory: nothing behind it may be read or written.
template <size_t bytes, typename Newest> Newest lengthened(const void* older) {
  static_assert(bytes <= sizeof(Newest));
  Newest newest;
  std::memset(&newest, 0, sizeof newest);
  std::memcpy(&newest, older, bytes);
  return newest;
}

// Calls a function that fills a structure, and copies as much as the older one has.
template <size_t bytes, typename Newest, typename Call> cudaError_t shortened(void* older, Call&& call) {
  static_assert(bytes <= sizeof(Newest));
  if (!older)
    return call(static_cast<Newest*>(nullptr)); // has the error for it
  Newest newest = lengthened<bytes, Newest>(older);
  const cudaError_t error = call(&newest);
  if (error == cudaSuccess)
    std::memcpy(older, &newest, bytes);
  return error;
}

} // namespace ox::cudart::releases
