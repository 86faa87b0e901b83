// What every entry point of the table does around its body: refuse calls that can't be served any more, find the
// context and its fault, trace, and remember the last error.
#pragma once
#include "cuda_runtime_api.h"
#include "runtime/core/call_site.h"
#include "runtime/core/error.h"
#include "runtime/core/trace.h"
#include "runtime/cudart/trace.h"
#include <new>

namespace ox::runtime {
class Context;
}

namespace ox::cudart {

using runtime::Error;

enum class Level : uint8_t { context, process, value };

// The context of the call that this thread is in.
runtime::Context& current_context();
void set_current_context(runtime::Context& context);

// Whether stream 0 means the calling thread's own stream in the call that this thread is in.
bool default_stream_is_per_thread();

class PerThreadDefaultStream {
public:
  PerThreadDefaultStream();
  ~PerThreadDefaultStream();
};

Error enter(Level level); // before the body
void leave(Level level, Error error);
void trace(const char* name, const std::string& arguments, Error error, uint64_t begin_ns);
// Says once that a function is missing, and what it returns.
Error refuse(const char* name, const char* error = "cudaErrorNotSupported");
// Says once why a function can't do anything here; and gives the error back.
void say_refusal(const char* name, const char* error, const char* why);
Error refuse(const char* name, Error error, const char* why);

template <Level level, typename Body, typename... A>
cudaError_t call(const char* name, const void* caller, const void* frame, const char* names, Body&& body,
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
  leave(level, error);
  if (traced_from) [[unlikely]]
    trace(name, describe_arguments(names, arguments...), error, traced_from);
  return static_cast<cudaError_t>(error);
}

} // namespace ox::cudart
