// OpenGL's names.
#ifndef OX_GL_TYPES_H
#define OX_GL_TYPES_H
#include "graphics_types.h"

#if defined(OX_HAS_GL)
#include <GL/gl.h>
#else
typedef unsigned int GLenum;
typedef unsigned int GLuint;
#endif

#endif
