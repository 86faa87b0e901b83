// The entry points of the runtime API, and the table of them.
#include "runtime/cudart/table.h"
#include "runtime/core/core_note.h"
#include "runtime/cudart/bodies.h"
#include "runtime/cudart/wrapper.h"

namespace ox::cudart {

namespace {

#define OX_REST(...) __VA_OPT__(, ) __VA_ARGS__

// The second entry point: the same with stream 0 as the calling thread's own.
#define OX_VARIANT_none(name, parameters, arguments)
#define OX_VARIANT_ptsz(name, parameters, arguments) OX_VARIANT(name##_ptsz, name, parameters, arguments)
#define OX_VARIANT_ptds(name, parameters, arguments) OX_VARIANT(name##_ptds, name, parameters, arguments)
#define OX_VARIANT(variant, name, parameters, arguments)                                                               \
  cudaError_t enter_##variant parameters {                                                                             \
    PerThreadDefaultStream scope;                                                                                      \
    return enter_##name arguments;                                                                                     \
  }

#define OX_API(level, name, variant, parameters, arguments)                                                            \
  cudaError_t enter_##name parameters {                                                                                \
    return ox::cudart::call<ox::cudart::Level::level>(                                                                 \
        #name, __builtin_return_address(0), __builtin_frame_address(0), #arguments,                                    \
        [&] { return ox::cudart::body::name arguments; } OX_REST arguments);                                           \
  }                                                                                                                    \
  OX_VARIANT_##variant(name, parameters, arguments)

#define OX_MISSING(name, variant, parameters)

#include "runtime/api/cudart.def"

// Missing functions are all alike.
cudaError_t refuse_entry(const char* entry, const char* name) {
  return call<Level::process>(entry, __builtin_return_address(0), __builtin_frame_address(0), "",
                              [&] { return refuse(name); });
}

#define OX_SLOT_none(name)
#define OX_SLOT_ptsz(name) .name##_ptsz = enter_##name##_ptsz,
#define OX_SLOT_ptds(name) .name##_ptds = enter_##name##_ptds,
#define OX_API(level, name, variant, parameters, arguments) .name = enter_##name, OX_SLOT_##variant(name)
#define OX_MISSING(name, variant, parameters)
#define OX_EMITTED(result, name, parameters, arguments) .name = emitted::name,

} // namespace

extern "C" {
[[gnu::visibility("hidden"), gnu::used]] extern constinit const Table ox_runtime_table = {
    .refuse = refuse_entry,
#include "runtime/api/cudart.def"
#include "runtime/api/emitted.def"
};
}

const Table& table() { return ox_runtime_table; }

[[gnu::used, gnu::noinline]] static void emit_core_note() {
  OX_EMIT_CORE_NOTE(runtime::kRuntimeTableNote, table_layout(), "ox_runtime_table");
}

} // namespace ox::cudart
