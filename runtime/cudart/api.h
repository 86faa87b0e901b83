// The runtime API's headers, as the implementation needs them: all, with our own names for the types of graphics APIs.
#pragma once
#define OX_OWN_GRAPHICS_TYPES
#include "cuda_egl_interop.h"
#include "cuda_gl_interop.h"
#include "cuda_runtime_api.h"
#include "cuda_vdpau_interop.h"
