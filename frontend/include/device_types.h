// Rounding modes, the one type that device code adds to the common ones.
#pragma once
#define __DEVICE_TYPES_H__
#include "crt/host_defines.h"

enum cudaRoundMode { cudaRoundNearest = 0, cudaRoundZero = 1, cudaRoundPosInf = 2, cudaRoundMinInf = 3 };
