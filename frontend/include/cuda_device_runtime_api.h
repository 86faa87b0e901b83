// The runtime API inside kernels (dynamic parallelism).  Its functions are in ox/device_runtime_api.h, which
// cuda_runtime.h brings along; here is what host code may name, too.
#pragma once

#define cudaStreamTailLaunch ((cudaStream_t)0x3)
#define cudaStreamFireAndForget ((cudaStream_t)0x4)
