// By the name that the CUDA Math API's reference gives.
#pragma once
#include "crt/device_fp128_functions.h"
