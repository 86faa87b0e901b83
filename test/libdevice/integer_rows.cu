// libdevice/api/casts.def, integer.def and simd.def on the simulator, see api_rows.h.
#include "api_rows.h"
#include "integer_references.h"
#include "simd_references.h"

#define OX_MODULE casts
#define OX_TABLE "libdevice/api/casts.def"
#include "api_module.inc"

#define OX_MODULE integer
#define OX_TABLE "libdevice/api/integer.def"
#include "api_module.inc"

#define OX_MODULE simd
#define OX_TABLE "libdevice/api/simd.def"
#include "api_module.inc"
