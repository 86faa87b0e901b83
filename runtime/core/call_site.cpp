#include "runtime/core/call_site.h"
#include "runtime/core/host_lines.h"
#include "runtime/per_thread.h"
#include <tuple>
#include <unwind.h>

namespace ox::runtime {

namespace {
// Where a frame's return address lies seen from its frame address: the same on x86-64, AArch64 and RISC-V is not to be
// had, so elsewhere nothing is kept.
#if defined(__x86_64__)
constexpr bool kCanKeep = true;
#else
constexpr bool kCanKeep = false;
#endif
constexpr uint64_t kWord = sizeof(uint64_t);

struct Call {
  const char* name = nullptr;
  uint64_t return_address = 0;
  uint64_t slot = 0; // where the return address lies on the stack
};
thread_local Call current;

// The frames above a call, and where on the stack their return addresses lie.
struct Stack {
  uint64_t slot = 0; // of the call, 0: nothing is kept here
  std::array<uint64_t, std::tuple_size_v<decltype(CallSite::frames)>> frames{}, slots{};
};
constexpr size_t kKept = 64;
// On the heap: a library that is opened while the program runs, with this one in it, finds little room for variables of
// threads.
using Kept = std::array<Stack, kKept>;

Stack& place_of(const Call& call) { return PerThread<Kept>::get()[(call.return_address ^ call.slot / 16) % kKept]; }

[[clang::no_sanitize("address")]] bool is_still_there(const Stack& stack, const Call& call) {
  if (stack.slot != call.slot || stack.frames[0] != call.return_address)
    return false;
  for (size_t i = 1; i < stack.frames.size() && stack.frames[i] != 0; ++i)
    if (*reinterpret_cast<const uint64_t*>(stack.slots[i]) != stack.frames[i])
      return false;
  return true;
}

struct Walk {
  Stack stack;
  size_t count = 0;
  int seen = 0;
  bool outside = false; // of the runtime
};

_Unwind_Reason_Code step(_Unwind_Context* frame, void* data) {
  Walk& walk = *static_cast<Walk*>(data);
  uint64_t address = _Unwind_GetIP(frame);
  // The runtime's own frames end where the entry point returns to: that holds in a static libcudart too.
  walk.outside = walk.outside || address == current.return_address;
  if (walk.outside && address != 0) {
    walk.stack.frames[walk.count] = address;
    walk.stack.slots[walk.count++] = _Unwind_GetCFA(frame) - kWord;
  }
  constexpr int kMostOfOurs = 24;
  return walk.count == walk.stack.frames.size() || (!walk.outside && ++walk.seen > kMostOfOurs) ? _URC_END_OF_STACK
                                                                                                : _URC_NO_REASON;
}

// The name that a wrapper is known by: "cudaMalloc" of "cudaError cudaMalloc<float>(float**, unsigned long)"; empty for
// a function that is none of the API's.
std::string_view name_in_api(std::string_view function) {
  function = function.substr(0, function.find_first_of("(<+"));
  if (size_t space = function.rfind(' '); space != function.npos)
    function.remove_prefix(space + 1);
  return function.starts_with("cuda") || function.starts_with("__cuda") ? function : "";
}
} // namespace

void enter_call(const char* name, const void* return_address, const void* frame) {
  current = {name, reinterpret_cast<uint64_t>(return_address), reinterpret_cast<uint64_t>(frame) + kWord};
}

CallSite call_site() {
  Stack& place = place_of(current);
  if (kCanKeep && is_still_there(place, current))
    return {current.name, place.frames};
  Walk walk;
  _Unwind_Backtrace(step, &walk);
  if (walk.count == 0)
    return {current.name, {current.return_address}}; // a caller without unwind tables
  place = walk.stack;
  place.slot = current.slot;
  // Kept only if the next look would find it: the stack is as this file thinks it is.
  if (!kCanKeep || place.slots[0] != current.slot || !is_still_there(place, current))
    place.slot = 0;
  return {current.name, walk.stack.frames};
}

std::string words_of(const CallSite& site) {
  std::string call = site.call ? site.call : "";
  for (uint64_t frame : site.frames) {
    if (frame == 0)
      break;
    // The line of the call, not of what comes after it.
    for (const HostFrame& place : host_frames_at(frame - 1)) {
      if (place.is_of_the_runtime)
        continue;
      if (std::string_view name = name_in_api(place.function); !name.empty()) {
        call = name; // what the program wrote: cudaMallocHost, which is cudaHostAlloc inside
        continue;
      }
      if (place.line != 0)
        return place.file + ":" + std::to_string(place.line) + " (" + call + ")";
      if (!place.function.empty())
        return place.function + " in " + place.object + " (" + call + ")";
    }
  }
  return "";
}

} // namespace ox::runtime
