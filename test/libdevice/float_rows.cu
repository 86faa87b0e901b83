// libdevice/api/single.def and double.def on the simulator, see api_rows.h.
#include "api_rows.h"
#include "float_references.h"
#include "integer_references.h" // max and min

#define OX_MODULE single
#define OX_TABLE "libdevice/api/single.def"
#include "api_module.inc"

#define OX_MODULE double_
#define OX_TABLE "libdevice/api/double.def"
#include "api_module.inc"
