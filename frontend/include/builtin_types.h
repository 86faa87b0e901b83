// All types that the runtime predefines, under the one name that older programs include.
#pragma once
#include "device_types.h"
#include "driver_types.h"
#include "surface_types.h"
#include "texture_types.h"
#include "vector_types.h"
