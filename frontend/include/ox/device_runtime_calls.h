// What device code asks of the runtime (dynamic parallelism), as calls with numbers; read by cuda_device_runtime_api.h
// and by the runtime itself.
#pragma once

// The caller: threads have a last error each.  Results are an error in the upper 32 bits and a value in the lower, or
// an address.
enum oxDeviceRuntimeCall {
  oxCallParameterBuffer = 1, // alignment, bytes: an address, 0 with an error set
  oxCallLaunch,              // oxDeviceLaunch*
  oxCallCopy,                // oxDeviceCopy*
  oxCallFill,                // oxDeviceFill*
  oxCallGetLastError,
  oxCallPeekAtLastError,
  oxCallSetError,          // error: becomes the last one
  oxCallStreamCreate,      // flags: an address
  oxCallStreamDestroy,     // stream
  oxCallStreamWaitEvent,   // stream, event
  oxCallEventCreate,       // flags: an address
  oxCallEventDestroy,      // event
  oxCallEventRecord,       // event, stream
  oxCallDevice,            // its number
  oxCallDeviceCount,       //
  oxCallDeviceAttribute,   // attribute, device
  oxCallDeviceLimit,       // limit
  oxCallFunctionAttribute, // kernel, oxFunctionAttribute
  oxCallActiveBlocks,      // kernel, threads, dynamic shared bytes
  oxCallErrorName,         // error: an address
  oxCallErrorString,       // error: an address
  oxCallSetCondition,      // condition of a graph, value
};

enum oxFunctionAttribute {
  oxFunctionSharedBytes,
  oxFunctionLocalBytes,
  oxFunctionRegisters,
  oxFunctionMaxThreads,
  oxFunctionVersion,
  oxFunctionMaxDynamicShared,
};

struct oxDeviceLaunch {
  unsigned long long kernel, parameters, stream;
  unsigned grid[3], block[3], shared_bytes;
};

struct oxDeviceCopy {
  unsigned long long to, to_pitch, from, from_pitch, width, height, stream;
  int kind;
};

struct oxDeviceFill {
  unsigned long long to, pitch, width, height, stream;
  int value;
};
