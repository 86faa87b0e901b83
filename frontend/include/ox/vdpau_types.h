// VDPAU's names.
#ifndef OX_VDPAU_TYPES_H
#define OX_VDPAU_TYPES_H
#include "graphics_types.h"

#if defined(OX_HAS_VDPAU)
#include <vdpau/vdpau.h>
#else
#include <stdint.h>
typedef uint32_t VdpDevice;
typedef uint32_t VdpVideoSurface;
typedef uint32_t VdpOutputSurface;
typedef uint32_t VdpFuncId;
typedef int VdpStatus;
typedef VdpStatus VdpGetProcAddress(VdpDevice device, VdpFuncId function_id, void** function_pointer);
#endif

#endif
