// The driver API as a table of functions: what libcuda.so.1 calls, and cuGetProcAddress hands out.
//
// The driver API and the runtime API of a process share one core, which is in libcudart.so or, for a program that links
// libcudart_static.a, in the program itself.  So libcuda.so.1 has no core: it finds the one that is there by an ELF
// note that each carries (runtime/core/core_note.h), and loads libcudart.so where there is none.
#pragma once
#include "runtime/driver/symbols.h"
#include <cstdint>
#include <string_view>

namespace ox::driver {

#define OX_VARIANT_none(name, parameters)
#define OX_VARIANT_ptsz(name, parameters) CUresult(*name##_ptsz) parameters;
#define OX_VARIANT_ptds(name, parameters) CUresult(*name##_ptds) parameters;
#define OX_MISSING(name, variant, parameters, arguments)                                                               \
  CUresult(*name) parameters;                                                                                          \
  OX_VARIANT_##variant(name, parameters)
#define OX_API(level, name, variant, parameters, arguments) OX_MISSING(name, variant, parameters, arguments)

struct Table {
#include "runtime/api/driver.def"
};

#undef OX_VARIANT_none
#undef OX_VARIANT_ptsz
#undef OX_VARIANT_ptds

// Changes with every change of the table's layout, so that a library never calls through a table of another version.
consteval uint64_t table_layout() {
  uint64_t hash = 0xcbf29ce484222325;
  auto mix = [&](std::string_view text) {
    for (char c : text)
      hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  };
#define OX_MISSING(name, variant, parameters, arguments) mix(#name #variant #parameters);
#define OX_API(level, name, variant, parameters, arguments) mix(#name #variant #parameters);
#include "runtime/api/driver.def"
  return hash;
}

// Of the core in this library or program.
const Table& table();

} // namespace ox::driver
