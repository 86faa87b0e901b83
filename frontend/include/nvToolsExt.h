// The place of NVTX 2, which older programs include.
#pragma once
#include "nvtx3/nvToolsExt.h"
