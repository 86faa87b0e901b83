// The bodies that the table of the driver API asks for.
#pragma once
#include "runtime/core/error.h"
#include "runtime/driver/symbols.h"

namespace ox::driver::body {

using runtime::Error;

#define OX_API(level, name, variant, parameters, arguments) Error name parameters;
#define OX_MISSING(name, variant, parameters, arguments)
#include "runtime/api/driver.def"

} // namespace ox::driver::body
