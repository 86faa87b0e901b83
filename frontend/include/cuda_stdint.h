// The fixed-width integers, under the name of compilers that had no <stdint.h>.
#pragma once
#include <stdint.h>
