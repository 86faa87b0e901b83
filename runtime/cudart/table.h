// The runtime API, and what compilers emit calls of, as a table of functions.
//
// A process may have several copies of the runtime: a program and each module that it opens may have linked the static
// one.  Memory, streams and errors have to be the same for all of them, so every exported function is a jump through
// the table of the first copy, which is found by its ELF note (runtime/core/core_note.h).
#pragma once
#include "runtime/cudart/api.h"
#include <atomic>
#include <cstdint>
#include <string_view>

namespace ox::cudart {

#define OX_VARIANT_none(name, parameters)
#define OX_VARIANT_ptsz(name, parameters) cudaError_t(*name##_ptsz) parameters;
#define OX_VARIANT_ptds(name, parameters) cudaError_t(*name##_ptds) parameters;
#define OX_MISSING(name, variant, parameters)
#define OX_API(level, name, variant, parameters, arguments)                                                            \
  cudaError_t(*name) parameters;                                                                                       \
  OX_VARIANT_##variant(name, parameters)
#define OX_EMITTED(result, name, parameters, arguments) result(*name) parameters;

struct Table {
  cudaError_t (*refuse)(const char* entry, const char* name); // for a function that is missing
#include "runtime/api/cudart.def"
#include "runtime/api/emitted.def"
};

#undef OX_VARIANT_none
#undef OX_VARIANT_ptsz
#undef OX_VARIANT_ptds

// Changes with every change of the table's layout, so that a copy never calls through a table of another version.
consteval uint64_t table_layout() {
  uint64_t hash = 0xcbf29ce484222325;
  auto mix = [&](std::string_view text) {
    for (char c : text)
      hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  };
#define OX_MISSING(name, variant, parameters)
#define OX_API(level, name, variant, parameters, arguments) mix(#name #variant #parameters);
#define OX_EMITTED(result, name, parameters, arguments) mix(#result #name #parameters);
#include "runtime/api/cudart.def"
#include "runtime/api/emitted.def"
  return hash;
}

// Of the copy in this library or program.
const Table& table();

// Of the copy that serves the process.
const Table* find_serving();
inline const Table& serving() {
  static std::atomic<const Table*> found = nullptr;
  const Table* first = found.load(std::memory_order_acquire);
  if (!first) [[unlikely]]
    found.store(first = find_serving(), std::memory_order_release);
  return *first;
}

} // namespace ox::cudart
