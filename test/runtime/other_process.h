// Another process that uses the driver API at the test's word: the test's own program, started again with --serve,
// which reads requests from a socket.  (A child of fork can't use CUDA.)
#pragma once
#include "cuda.h"
#include <array>
#include <cstdint>
#include <sys/types.h>

namespace ox::test {

enum class Ask : uint32_t {
  kAllocate,      // bytes -> address
  kFree,          // address
  kRead,          // address -> word
  kWrite,         // address, word
  kAddOnce,       // address, threads: by a kernel
  kGetMemory,     // address -> bytes (handle)
  kOpenMemory,    // bytes (handle), flags -> address
  kCloseMemory,   // address
  kMakeEvent,     // -> event, bytes (handle)
  kOpenEvent,     // bytes (handle) -> event
  kDestroyEvent,  // event
  kRecordEvent,   // event, gate: in a stream, behind a kernel that waits for the word at gate (0: for nothing)
  kQueryEvent,    // event
  kWaitEvent,     // event: by the host
  kImport,        // descriptor -> handle
  kMapImported,   // handle, bytes -> address
  kMakePool,      // -> pool, descriptor
  kImportPool,    // descriptor -> pool
  kAllocateFrom,  // pool, bytes -> address, bytes (export data)
  kImportPointer, // pool, bytes (export data) -> address
  kFreeAsync,     // address
  kEnd,           // without cleaning up
};

struct Request {
  Ask ask{};
  uint64_t a = 0, b = 0;
  std::array<char, 64> bytes{};
};
struct Reply {
  CUresult error = CUDA_ERROR_UNKNOWN;
  uint64_t value = 0;
  std::array<char, 64> bytes{};
  int descriptor = -1;
};

class OtherProcess {
public:
  OtherProcess(); // starts it
  ~OtherProcess();
  OtherProcess(const OtherProcess&) = delete;
  OtherProcess& operator=(const OtherProcess&) = delete;

  // descriptor: goes with the request.
  Reply ask(const Request& request, int descriptor = -1);
  void send(const Request& request, int descriptor = -1);
  Reply receive();
  void kill(); // as a crash would

private:
  pid_t process_ = -1;
  int socket_ = -1;
};

// For main: serves and gives the exit status if the arguments say so, else -1.
int serve_if_asked(int count, char** arguments);

} // namespace ox::test
