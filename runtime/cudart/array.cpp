// Channel descriptions: plain values, needed by headers although arrays are not implemented.
#include "cuda_runtime_api.h"

extern "C" __attribute__((visibility("default"))) cudaChannelFormatDesc cudaCreateChannelDesc(int x, int y, int z,
                                                                                              int w,
                                                                                              cudaChannelFormatKind f) {
  return {x, y, z, w, f};
}
