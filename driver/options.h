// nvcc's options, by name; command_line.h reads them.
#pragma once
#include "driver/command_line.h"

namespace ox::driver {

struct OptionId {
  enum : unsigned {
#define OX_OPTION(id, kind, long_name, short_name, option_class, text) id,
#include "driver/options.def"
#undef OX_OPTION
  };
};

const OptionTable& option_table();

} // namespace ox::driver
