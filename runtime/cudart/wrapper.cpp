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

void trace(const char* name, const std::string& arguments, Error error, uint64_t begin_ns) {
  runtime::trace::call_ended(name, arguments, runtime::error_name(static_cast<int>(error)), begin_ns);
}

namespace {
bool is_first_refusal(const char* name) {
  static std::mutex& mutex = *new std::mutex;
  static std::set<std::string_view>& said = *new std::set<std::string_view>;
  std::lock_guard lock(mutex);
  return said.insert(name).second;
}
} // namespace

Error refuse(const char* name, const char* error) {
  if (is_first_refusal(name))
    runtime::say("%s is not implemented; it returns %s", name, error);
  return Error::NotSupported;
}

void say_refusal(const char* name, const char* error, const char* why) {
  if (is_first_refusal(name))
    runtime::say("%s returns %s: %s", name, error, why);
}

Error refuse(const char* name, Error error, const char* why) {
  say_refusal(name, runtime::error_name(static_cast<int>(error)), why);
  return error;
}

} // namespace ox::cudart
