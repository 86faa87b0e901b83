// The name that programs written before CUDA 10 include; the text is in crt/.
#pragma once
#include "crt/host_defines.h"
