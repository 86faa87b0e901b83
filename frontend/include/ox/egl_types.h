// EGL's names.
#ifndef OX_EGL_TYPES_H
#define OX_EGL_TYPES_H
#include "graphics_types.h"

#if defined(OX_HAS_EGL)
#include <EGL/egl.h>
#include <EGL/eglext.h>
#else
typedef int EGLint;
typedef void* EGLImageKHR;
typedef void* EGLStreamKHR;
typedef void* EGLSyncKHR;
#endif

#endif
