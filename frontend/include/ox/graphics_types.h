// Types of OpenGL, EGL and VDPAU that interoperation names: from their own headers, where the machine has them.  Ox
// itself is built with its own, because EGL's headers bring X11's macros.
#ifndef OX_GRAPHICS_TYPES_H
#define OX_GRAPHICS_TYPES_H

#if defined(__has_include) && !defined(OX_OWN_GRAPHICS_TYPES)
#if __has_include(<GL/gl.h>)
#define OX_HAS_GL
#endif
#if __has_include(<EGL/egl.h>) && __has_include(<EGL/eglext.h>)
#define OX_HAS_EGL
#endif
#if __has_include(<vdpau/vdpau.h>)
#define OX_HAS_VDPAU
#endif
#endif

#endif
