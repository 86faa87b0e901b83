// The runtime API inside kernels (dynamic parallelism).  Ox doesn't launch kernels from kernels, so nothing is
// declared: a call from device code is then an error that names the function, at compile time.
#pragma once
