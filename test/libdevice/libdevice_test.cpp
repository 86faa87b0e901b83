// One test for each row of libdevice/functions.def that is judged in ulps or by value; the row's reference is the
// struct of the same name, so a row without one does not compile.
#include "output_references.h"
#include "video_references.h"

using namespace ox::libdevice_test;

#define OX_LIBDEVICE(name, result, parameters, source, cuda, bound)                                                    \
  TEST(Libdevice, name) { run_row<ox::reference::name>(#name, &__nv_##name, ox::libdevice_test::bound); }
#include "libdevice/functions.def"
