// What every entry point of the driver API does around its body: as cudart/wrapper.h, with the driver's rules.  cuInit
// comes first, a context has to be current, and there is no last error.
#pragma once
#include "runtime/cudart/wrapper.h"
#include "runtime/driver/symbols.h"

namespace ox::driver {

using runtime::Error;

enum class Level : uint8_t { context, initialized, process };

void set_initialized(); // what cuInit does

Error enter(Level level);
CUresult to_driver(Error error);
const char* error_name(CUresult error); // null for what is no error; the same for the text
const char* error_text(CUresult error);
void trace(const char* name, const std::string& arguments, CUresult error, uint64_t begin_ns);
CUresult refuse(const char* name);                            // says once that a function is missing
Error refuse(const char* name, Error error, const char* why); // or why it can't do anything here

template <Level level, typename Body, typename... A>
CUresult call(const char* name, const void* caller, const void* frame, const char* names, Body&& body,
              const A&... arguments) {
  const uint64_t traced_from = runtime::trace::call_begins();
  runtime::enter_call(name, caller, frame);
  Error error = enter(level);
  if (error == Error::Success) {
    try {
      error = body();
    } catch (const std::bad_alloc&) {
      error = Error::MemoryAllocation;
    }
  }
  CUresult result = to_driver(error);
  if (traced_from) [[unlikely]]
    trace(name, cudart::describe_arguments(names, arguments...), result, traced_from);
  return result;
}

} // namespace ox::driver
