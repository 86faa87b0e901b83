// The entry points of the driver API, and the table of them.
#include "runtime/driver/table.h"
#include "runtime/core/core_note.h"
#include "runtime/driver/bodies.h"
#include "runtime/driver/wrapper.h"

namespace ox::driver {

namespace {

#define OX_REST(...) __VA_OPT__(, ) __VA_ARGS__

// The second entry point: the same with stream 0 as the calling thread's own.
#define OX_VARIANT_none(name, parameters, arguments)
#define OX_VARIANT_ptsz(name, parameters, arguments) OX_VARIANT(name##_ptsz, name, parameters, arguments)
#define OX_VARIANT_ptds(name, parameters, arguments) OX_VARIANT(name##_ptds, name, parameters, arguments)
#define OX_VARIANT(variant, name, parameters, arguments)                                                               \
  CUresult enter_##variant parameters {                                                                                \
    cudart::PerThreadDefaultStream scope;                                                                              \
    return enter_##name arguments;                                                                                     \
  }

#define OX_API(level, name, variant, parameters, arguments)                                                            \
  CUresult enter_##name parameters {                                                                                   \
    return call<Level::level>(#name, __builtin_return_address(0), __builtin_frame_address(0), #arguments,              \
                              [&] { return body::name arguments; } OX_REST arguments);                                 \
  }                                                                                                                    \
  OX_VARIANT_##variant(name, parameters, arguments)

#define OX_MISSING_VARIANT_none(name, parameters)
#define OX_MISSING_VARIANT_ptsz(name, parameters) OX_MISSING_ENTRY(name##_ptsz, name, parameters)
#define OX_MISSING_VARIANT_ptds(name, parameters) OX_MISSING_ENTRY(name##_ptds, name, parameters)
#define OX_MISSING_ENTRY(entry, name, parameters)                                                                      \
  CUresult enter_##entry parameters { return refuse(#name); }
#define OX_MISSING(name, variant, parameters, arguments)                                                               \
  OX_MISSING_ENTRY(name, name, parameters)                                                                             \
  OX_MISSING_VARIANT_##variant(name, parameters)

#include "runtime/api/driver.def"

#define OX_SLOT_none(name)
#define OX_SLOT_ptsz(name) .name##_ptsz = enter_##name##_ptsz,
#define OX_SLOT_ptds(name) .name##_ptds = enter_##name##_ptds,
#define OX_API(level, name, variant, parameters, arguments) OX_MISSING(name, variant, parameters, arguments)
#define OX_MISSING(name, variant, parameters, arguments) .name = enter_##name, OX_SLOT_##variant(name)

} // namespace

extern "C" {
[[gnu::visibility("hidden"), gnu::used]] extern constinit const Table ox_driver_table = {
#include "runtime/api/driver.def"
};
}

const Table& table() { return ox_driver_table; }

[[gnu::used, gnu::noinline]] static void emit_core_note() {
  OX_EMIT_CORE_NOTE(runtime::kDriverTableNote, table_layout(), "ox_driver_table");
}

} // namespace ox::driver
