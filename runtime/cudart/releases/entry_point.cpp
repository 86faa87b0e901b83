// Driver functions by name: a name means the function that it meant in the release.
#include "runtime/cudart/releases/releases.h"

extern "C" cudaError_t cudaGetDriverEntryPointByVersion_ptsz(const char*, void**, unsigned, unsigned long long,
                                                             cudaDriverEntryPointQueryResult*);

// Without a place for the status; that a function isn't there is an error of the call.
OX_OF_RELEASE(11, cudaGetDriverEntryPoint, ox_get_driver_entry_point_11, const char* symbol, void** function,
              unsigned long long flags) {
  return cudaGetDriverEntryPointByVersion(symbol, function, 11080, flags, nullptr);
}
OX_OF_RELEASE(11, cudaGetDriverEntryPoint_ptsz, ox_get_driver_entry_point_11_ptsz, const char* symbol, void** function,
              unsigned long long flags) {
  return cudaGetDriverEntryPointByVersion_ptsz(symbol, function, 11080, flags, nullptr);
}

OX_OF_RELEASE(12, cudaGetDriverEntryPoint, ox_get_driver_entry_point_12, const char* symbol, void** function,
              unsigned long long flags, cudaDriverEntryPointQueryResult* status) {
  return cudaGetDriverEntryPointByVersion(symbol, function, 12090, flags, status);
}
OX_OF_RELEASE(12, cudaGetDriverEntryPoint_ptsz, ox_get_driver_entry_point_12_ptsz, const char* symbol, void** function,
              unsigned long long flags, cudaDriverEntryPointQueryResult* status) {
  return cudaGetDriverEntryPointByVersion_ptsz(symbol, function, 12090, flags, status);
}
