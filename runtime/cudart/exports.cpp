// The exported functions: jumps into the copy of the runtime that serves the process, so that it sees the caller's
// frame.
#include "runtime/core/core_note.h"
#include "runtime/cudart/table.h"
#include <dlfcn.h>

namespace ox::cudart {

const Table* find_serving() {
  const auto* first = static_cast<const Table*>(runtime::find_first_table(runtime::kRuntimeTableNote, table_layout()));
  if (!first || first == &table())
    return &table();
  // That copy stays as long as the process: this one may outlive the module that has it.
  if (Dl_info place; dladdr(first, &place))
    (void)dlopen(place.dli_fname, RTLD_NOLOAD | RTLD_NODELETE | RTLD_NOW);
  return first;
}

} // namespace ox::cudart

#define OX_EXPORT extern "C" __attribute__((visibility("default")))
#define OX_JUMP(result, name, parameters, arguments)                                                                   \
  OX_EXPORT result name parameters { [[clang::musttail]] return ox::cudart::serving().name arguments; }
#define OX_REFUSAL(entry, name, parameters)                                                                            \
  OX_EXPORT cudaError_t entry parameters { return ox::cudart::serving().refuse(#entry, #name); }

// The prototype of what no header declares: compilers' calls, and variants, for which headers have a macro only.
#define OX_EMITTED(result, name, parameters, arguments)                                                                \
  extern "C" result name parameters;                                                                                   \
  OX_JUMP(result, name, parameters, arguments)
#define OX_VARIANT_none(name, parameters, arguments)
#define OX_VARIANT_ptsz(name, parameters, arguments) OX_EMITTED(cudaError_t, name##_ptsz, parameters, arguments)
#define OX_VARIANT_ptds(name, parameters, arguments) OX_EMITTED(cudaError_t, name##_ptds, parameters, arguments)
#define OX_API(level, name, variant, parameters, arguments)                                                            \
  OX_JUMP(cudaError_t, name, parameters, arguments)                                                                    \
  OX_VARIANT_##variant(name, parameters, arguments)

#define OX_MISSING_VARIANT(entry, name, parameters)                                                                    \
  extern "C" cudaError_t entry parameters;                                                                             \
  OX_REFUSAL(entry, name, parameters)
#define OX_MISSING_VARIANT_none(name, parameters)
#define OX_MISSING_VARIANT_ptsz(name, parameters) OX_MISSING_VARIANT(name##_ptsz, name, parameters)
#define OX_MISSING_VARIANT_ptds(name, parameters) OX_MISSING_VARIANT(name##_ptds, name, parameters)
#define OX_MISSING(name, variant, parameters)                                                                          \
  OX_REFUSAL(name, name, parameters)                                                                                   \
  OX_MISSING_VARIANT_##variant(name, parameters)

#include "runtime/api/cudart.def"
#include "runtime/api/emitted.def"
