// A kernel's attributes by the driver API's numbers.
#pragma once
#include "runtime/core/loaded_module.h"
#include "runtime/driver/symbols.h"

namespace ox::driver {

runtime::Error get_attribute(int* value, CUfunction_attribute attribute, const runtime::Kernel& kernel);

} // namespace ox::driver
