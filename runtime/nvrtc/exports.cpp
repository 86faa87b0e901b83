// The functions that libnvrtc.so exports, from the table.
#include "runtime/core/trace.h"
#include "runtime/cudart/trace.h"
#include "runtime/nvrtc/bodies.h"
#include <cstdio>
#include <mutex>
#include <set>
#include <string_view>

namespace {

nvrtcResult refuse(const char* name, const char* words, nvrtcResult result) {
  static std::mutex& mutex = *new std::mutex;
  static std::set<std::string_view>& said = *new std::set<std::string_view>;
  std::lock_guard lock(mutex);
  if (said.insert(name).second)
    std::fprintf(stderr, "ox: %s is not supported: %s\n", name, words);
  return result;
}

// As the wrappers of the other libraries: the trace.
template <typename Body, typename... A>
nvrtcResult call(const char* name, const char* names, Body&& body, const A&... arguments) {
  const uint64_t traced_from = ox::runtime::trace::call_begins();
  const nvrtcResult result = body();
  if (traced_from) [[unlikely]]
    ox::runtime::trace::call_ended(name, ox::cudart::describe_arguments(names, arguments...),
                                   nvrtcGetErrorString(result), traced_from);
  return result;
}

} // namespace

#define OX_ALL(...) __VA_ARGS__
#define OX_EXPORT extern "C" __attribute__((visibility("default")))
// Programs of CUDA 11 and 12 ask for the same functions, of their version.
#define OX_OLDER(name)                                                                                                 \
  asm(".symver " #name "," #name "@libnvrtc.so.11.2");                                                                 \
  asm(".symver " #name "," #name "@libnvrtc.so.12");

OX_OLDER(nvrtcGetErrorString)
OX_EXPORT const char* nvrtcGetErrorString(nvrtcResult result) {
  switch (result) {
#define OX_RESULT(name)                                                                                                \
  case name:                                                                                                           \
    return #name;
    OX_RESULT(NVRTC_SUCCESS)
    OX_RESULT(NVRTC_ERROR_OUT_OF_MEMORY)
    OX_RESULT(NVRTC_ERROR_PROGRAM_CREATION_FAILURE)
    OX_RESULT(NVRTC_ERROR_INVALID_INPUT)
    OX_RESULT(NVRTC_ERROR_INVALID_PROGRAM)
    OX_RESULT(NVRTC_ERROR_INVALID_OPTION)
    OX_RESULT(NVRTC_ERROR_COMPILATION)
    OX_RESULT(NVRTC_ERROR_BUILTIN_OPERATION_FAILURE)
    OX_RESULT(NVRTC_ERROR_NO_NAME_EXPRESSIONS_AFTER_COMPILATION)
    OX_RESULT(NVRTC_ERROR_NO_LOWERED_NAMES_BEFORE_COMPILATION)
    OX_RESULT(NVRTC_ERROR_NAME_EXPRESSION_NOT_VALID)
    OX_RESULT(NVRTC_ERROR_INTERNAL_ERROR)
    OX_RESULT(NVRTC_ERROR_TIME_FILE_WRITE_FAILED)
    OX_RESULT(NVRTC_ERROR_NO_PCH_CREATE_ATTEMPTED)
    OX_RESULT(NVRTC_ERROR_PCH_CREATE_HEAP_EXHAUSTED)
    OX_RESULT(NVRTC_ERROR_PCH_CREATE)
    OX_RESULT(NVRTC_ERROR_CANCELLED)
    OX_RESULT(NVRTC_ERROR_TIME_TRACE_FILE_WRITE_FAILED)
  }
  return "NVRTC_ERROR unknown";
}

#define OX_API(name, parameters, arguments)                                                                            \
  OX_OLDER(name)                                                                                                       \
  OX_EXPORT nvrtcResult name parameters {                                                                              \
    return call(#name, #arguments, [&] { return ox::nvrtc::body::name arguments; }, OX_ALL arguments);                 \
  }
#define OX_MISSING(name, parameters, result, words)                                                                    \
  OX_OLDER(name)                                                                                                       \
  OX_EXPORT nvrtcResult name parameters { return refuse(#name, words, result); }
#include "runtime/api/nvrtc.def"
