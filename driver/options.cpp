#include "driver/options.h"

namespace ox::driver {
namespace {

constexpr OptionRow kRows[] = {
#define OX_OPTION(id, kind, long_name, short_name, option_class, text)                                                 \
  {OptionId::id, OptionKind::kind, long_name, short_name, OptionClass::option_class, text},
#include "driver/options.def"
#undef OX_OPTION
};

constexpr OptionTable kTable = {
    .tool = "ox-nvcc",
    .usage = "Usage: ox-nvcc [options] file...\n"
             "Compiles CUDA C++ for OxCore.  The options are nvcc's; one or two dashes are the same.\n",
    .rows = kRows,
    .joined = "DILOUlox",
    .joined_numbers = "tm",
    .options_file = OptionId::options_file,
};

} // namespace

const OptionTable& option_table() { return kTable; }

} // namespace ox::driver
