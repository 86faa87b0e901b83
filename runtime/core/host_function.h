// The program's own functions in a stream.  While one runs, its thread may not call CUDA.
#pragma once
#include "runtime/core/error.h"
#include <functional>

namespace ox::runtime {

class Context;

// cudaLaunchHostFunc: not called when the context is broken by then.
struct HostWork {
  void (*function)(void* data);
  void* data;
};

// cudaStreamAddCallback: called in any case, with the context's error.
struct CallbackWork {
  std::function<void(Error)> call;
};

class InHostFunction {
public:
  InHostFunction();
  ~InHostFunction();
};
bool in_host_function();

void run(Context& context, HostWork& work);
void run(Context& context, CallbackWork& work);

} // namespace ox::runtime
