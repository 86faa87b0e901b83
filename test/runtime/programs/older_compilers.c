/* A program that was linked with NVRTC and nvJitLink of an older release, by file names and versions of symbols; the
 * stand-ins are from older_stub.py.  -DWITH_JIT_LINK where the release had nvJitLink. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failures;
#define CHECK(condition)                                                                                               \
  do                                                                                                                   \
    if (!(condition)) {                                                                                                \
      printf("%s:%d: %s\n", __FILE__, __LINE__, #condition);                                                           \
      ++failures;                                                                                                      \
    }                                                                                                                  \
  while (0)

typedef void* Handle;
int nvrtcVersion(int*, int*);
const char* nvrtcGetErrorString(int);
int nvrtcCreateProgram(Handle*, const char*, const char*, int, const char* const*, const char* const*);
int nvrtcCompileProgram(Handle, int, const char* const*);
int nvrtcGetPTXSize(Handle, size_t*);
int nvrtcGetPTX(Handle, char*);
int nvrtcDestroyProgram(Handle*);
int nvJitLinkVersion(unsigned*, unsigned*);
int __nvJitLinkCreate_12_4(Handle*, unsigned, const char**);
int __nvJitLinkAddData_12_4(Handle, int, const void*, size_t, const char*);
int __nvJitLinkComplete_12_4(Handle);
int __nvJitLinkGetLinkedCubinSize_12_4(Handle, size_t*);
int __nvJitLinkDestroy_12_4(Handle*);

int main(void) {
  int major = 0, minor = -1;
  CHECK(nvrtcVersion(&major, &minor) == 0);
  CHECK(major >= 11 && minor >= 0);
  CHECK(strcmp(nvrtcGetErrorString(6), "NVRTC_ERROR_COMPILATION") == 0);
  Handle program = NULL;
  CHECK(nvrtcCreateProgram(&program, "extern \"C\" __global__ void store(int* to) { *to = 7; }", "store.cu", 0, NULL,
                           NULL) == 0);
  const char* options[] = {"--gpu-architecture=compute_80"};
  CHECK(nvrtcCompileProgram(program, 1, options) == 0);
  size_t bytes = 0;
  CHECK(nvrtcGetPTXSize(program, &bytes) == 0);
  char* ptx = calloc(bytes + 1, 1);
  CHECK(nvrtcGetPTX(program, ptx) == 0);
  CHECK(strstr(ptx, ".entry store") != NULL);
  CHECK(nvrtcDestroyProgram(&program) == 0);
#ifdef WITH_JIT_LINK
  unsigned of_link = 0, of_link_minor = 0;
  CHECK(nvJitLinkVersion(&of_link, &of_link_minor) == 0);
  CHECK(of_link >= 12);
  Handle link = NULL;
  const char* link_options[] = {"-arch=sm_80"};
  CHECK(__nvJitLinkCreate_12_4(&link, 1, link_options) == 0);
  CHECK(__nvJitLinkAddData_12_4(link, 2, ptx, bytes, "store.ptx") == 0); /* NVJITLINK_INPUT_PTX */
  CHECK(__nvJitLinkComplete_12_4(link) == 0);
  CHECK(__nvJitLinkGetLinkedCubinSize_12_4(link, &bytes) == 0);
  CHECK(bytes > 0);
  CHECK(__nvJitLinkDestroy_12_4(&link) == 0);
#endif
  free(ptx);
  if (!failures)
    printf("ok\n");
  return failures != 0;
}
