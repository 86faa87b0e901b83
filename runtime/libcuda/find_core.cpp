#include "runtime/libcuda/find_core.h"
#include "runtime/core/core_note.h"
#include <cstdio>
#include <dlfcn.h>

namespace ox::libcuda {

namespace {

const driver::Table* find_loaded() {
  return static_cast<const driver::Table*>(
      runtime::find_first_table(runtime::kDriverTableNote, driver::table_layout()));
}

} // namespace

const driver::Table* find_core() {
  if (const driver::Table* table = find_loaded())
    return table;
  if (dlopen("libcudart.so.13", RTLD_NOW | RTLD_GLOBAL)) // beside this library: see its RUNPATH
    if (const driver::Table* table = find_loaded())
      return table;
  const char* why = dlerror();
  std::fprintf(stderr, "ox: libcuda.so.1 needs the libcudart.so.13 of the same version of Ox beside it: %s\n",
               why ? why : "that one is of another version");
  return nullptr;
}

} // namespace ox::libcuda
