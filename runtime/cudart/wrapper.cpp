#include "runtime/cudart/wrapper.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/host_function.h"
#include "runtime/core/platform.h"
#include <mutex>
#include <set>
#include <string_view>

namespace ox::cudart {

namespace {
thread_local runtime::Context* call_context = nullptr;
thread_local int per_thread_depth = 0;
} // namespace

runtime::Context& current_context() { return *call_context; }
void set_current_context(runtime::Context& context) { call_context = &context; }

bool default_stream_is_per_thread() { return per_thread_depth > 0; }
PerThreadDefaultStream::PerThreadDefaultStream() { ++per_thread_depth; }
PerThreadDefaultStream::~PerThreadDefaultStream() { --per_thread_depth; }

Error enter(Level level) {
  if (level == Level::value)
    return Error::Success;
  if (Error error = runtime::check_alive(); error != Error::Success)
    return error;
  if (runtime::in_host_function())
    return runtime::explain(Error::NotPermitted, "a function that runs in a stream may not call CUDA");
  runtime::note_in_use();
  if (level == Level::process)
    return Error::Success;
  runtime::Platform& platform = runtime::Platform::instance();
  auto context = platform.current_context();
  if (!context)
    return context.error();
  call_context = *context;
  return call_context->fault();
}

// A fault is not forgotten before cudaDeviceReset, so it can't be taken either.  "Not ready" is an answer and no error:
// cudaGetLastError doesn't report it (programming guide, "Error checking").
void leave(Level level, Error error) {
  if (level != Level::value && error != Error::Success && error != Error::NotReady)
    runtime::set_last_error(error);
}

void trace(const char* name, const std::string& arguments, Error error) {
  runtime::say("%s(%s) = %s", name, arguments.c_str(), runtime::error_name(static_cast<int>(error)));
}

Error refuse(const char* name, const char* error) {
  static std::mutex& mutex = *new std::mutex;
  static std::set<std::string_view>& said = *new std::set<std::string_view>;
  std::lock_guard lock(mutex);
  if (said.insert(name).second)
    runtime::say("%s is not implemented; it returns %s", name, error);
  return Error::NotSupported;
}

} // namespace ox::cudart
