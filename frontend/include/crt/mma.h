// mma.h has it all; CUDA spreads it over files of this kind.
#pragma once
#include "../mma.h"
