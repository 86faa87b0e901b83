/* A program as a compiler of CUDA 11 or 12 left it: bound to symbols of that release, with its structures.  Built against
 * lib64/stubs/cuda-11 or cuda-12, so that the file name and the versions that it asks for are the release's; it runs
 * against Ox by LD_LIBRARY_PATH alone.  -DRELEASE=11 or 12.
 *
 * Declarations are by hand, from the releases' references: no header of today fits. */
#include <stdint.h>
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

/* A structure with a wall behind it. */
#define WALL 64
typedef struct {
  unsigned char bytes[2048];
} Walled;

static void raise_wall(Walled* walled) { memset(walled->bytes, 0xa5, sizeof walled->bytes); }
static int wall_stands(const Walled* walled, size_t bytes) {
  for (size_t i = bytes; i < sizeof walled->bytes; ++i)
    if (walled->bytes[i] != 0xa5)
      return 0;
  return 1;
}
static int int_at(const Walled* walled, size_t offset) {
  int value;
  memcpy(&value, walled->bytes + offset, sizeof value);
  return value;
}
static size_t size_at(const Walled* walled, size_t offset) {
  size_t value;
  memcpy(&value, walled->bytes + offset, sizeof value);
  return value;
}

typedef void* Handle;
int cudaMalloc(void**, size_t);
int cudaMallocManaged(void**, size_t, unsigned);
int cudaFree(void*);
int cudaMemcpy(void*, const void*, size_t, int);
int cudaRuntimeGetVersion(int*);
int cudaDeviceGetAttribute(int*, int, int);
int cudaGetDeviceProperties(void*, int);
int cudaGetDeviceProperties_v2(void*, int);
int cudaChooseDevice(int*, const void*);
int cudaPointerGetAttributes(void*, const void*);
int cudaMemAdvise(const void*, size_t, int, int);
int cudaMemPrefetchAsync(const void*, size_t, int, Handle);
int cudaStreamGetCaptureInfo(Handle, int*, unsigned long long*);
int cudaStreamGetAttribute(Handle, int, void*);
int cudaStreamSetAttribute(Handle, int, const void*);
int cudaStreamCreate(Handle*);
int cudaStreamDestroy(Handle);
int cudaDeviceSynchronize(void);
int cudaThreadSynchronize(void);
int cudaGetLastError(void);
const char* cudaGetErrorString(int);
int cudaGraphicsEGLRegisterImage(Handle*, Handle, unsigned);
#if RELEASE == 11
int cudaGetDriverEntryPoint(const char*, void**, unsigned long long);
int cudaProfilerInitialize(const char*, const char*, int);
#else
int cudaGetDriverEntryPoint(const char*, void**, unsigned long long, int*);
#endif

/* Offsets of cudaDeviceProp in both releases, from the sizes of its fields. */
enum { kTotalGlobalMem = 288, kWarpSize = 308, kClockRate = 348, kMajor = 360, kMultiProcessorCount = 388,
       kMaxThreadsPerMultiProcessor = 624, kReservedSharedMemPerBlock = 720, kClusterLaunch = 772 };
enum { kBytes11 = 728, kBytes12 = 1032 };
enum { kAttributeWarpSize = 10, kAttributeClockRate = 13, kAttributeMultiProcessorCount = 16, kAttributeMajor = 75,
       kAttributeMaxThreadsPerMultiProcessor = 39 };

static int attribute(int number) {
  int value = -1;
  CHECK(cudaDeviceGetAttribute(&value, number, 0) == 0);
  return value;
}

static void check_properties(const Walled* properties) {
  CHECK(strlen((const char*)properties->bytes) > 0);
  CHECK(size_at(properties, kTotalGlobalMem) > 0);
  CHECK(int_at(properties, kWarpSize) == 32 && attribute(kAttributeWarpSize) == 32);
  CHECK(int_at(properties, kClockRate) == attribute(kAttributeClockRate));
  CHECK(int_at(properties, kMajor) == attribute(kAttributeMajor));
  CHECK(int_at(properties, kMultiProcessorCount) == attribute(kAttributeMultiProcessorCount));
  CHECK(int_at(properties, kMaxThreadsPerMultiProcessor) == attribute(kAttributeMaxThreadsPerMultiProcessor));
}

static void device(void) {
  Walled properties;
  raise_wall(&properties);
  CHECK(cudaGetDeviceProperties(&properties, 0) == 0);
  CHECK(wall_stands(&properties, kBytes11));
  check_properties(&properties);
  CHECK(cudaGetDeviceProperties(&properties, 99) == 101); /* cudaErrorInvalidDevice */
  int chosen = -1;
  CHECK(cudaChooseDevice(&chosen, &properties) == 0);
  CHECK(chosen == 0);
#if RELEASE == 12
  raise_wall(&properties);
  CHECK(cudaGetDeviceProperties_v2(&properties, 0) == 0);
  CHECK(wall_stands(&properties, kBytes12));
  check_properties(&properties);
  CHECK(int_at(&properties, kClusterLaunch) == 1);
#endif
  int version = 0;
  CHECK(cudaRuntimeGetVersion(&version) == 0);
  CHECK(version / 1000 == RELEASE);
}

static void memory(void) {
  int* managed = NULL;
  CHECK(cudaMallocManaged((void**)&managed, 4096, 1) == 0);
  CHECK(cudaMemAdvise(managed, 4096, 3, 0) == 0);   /* preferred location: device 0 */
  CHECK(cudaMemAdvise(managed, 4096, 3, -1) == 0);  /* the host */
  CHECK(cudaMemAdvise(managed, 4096, 3, 77) == 101);
  CHECK(cudaMemAdvise(managed, 4096, 1, 77) == 0);  /* read mostly: of no device */
  CHECK(cudaMemPrefetchAsync(managed, 4096, 0, NULL) == 0);
  CHECK(cudaMemPrefetchAsync(managed, 4096, -1, NULL) == 0);
  CHECK(cudaMemPrefetchAsync(managed, 4096, 77, NULL) == 101);
  Walled attributes;
  raise_wall(&attributes);
  CHECK(cudaPointerGetAttributes(&attributes, managed + 1) == 0);
  CHECK(wall_stands(&attributes, 24));
  CHECK(int_at(&attributes, 0) == 3); /* cudaMemoryTypeManaged */
  CHECK(int_at(&attributes, 4) == 0);
  CHECK(size_at(&attributes, 8) == (size_t)(managed + 1));
  CHECK(cudaFree(managed) == 0);

  int sent[4] = {1, 20, 300, 4000}, received[4] = {0};
  void* buffer = NULL;
  CHECK(cudaMalloc(&buffer, sizeof sent) == 0);
  CHECK(cudaMemcpy(buffer, sent, sizeof sent, 1) == 0);
  CHECK(cudaMemcpy(received, buffer, sizeof sent, 2) == 0);
  CHECK(memcmp(sent, received, sizeof sent) == 0);
  CHECK(cudaFree(buffer) == 0);
}

static void streams(void) {
  Handle stream = NULL;
  CHECK(cudaStreamCreate(&stream) == 0);
  int status = 99;
  unsigned long long id = 7;
  CHECK(cudaStreamGetCaptureInfo(stream, &status, &id) == 0);
  CHECK(status == 0);
  int policy[WALL / 4] = {2}; /* yield; attribute 3: synchronisation policy */
  CHECK(cudaStreamSetAttribute(stream, 3, policy) == 0);
  Walled value;
  raise_wall(&value);
  CHECK(cudaStreamGetAttribute(stream, 3, &value) == 0);
  CHECK(int_at(&value, 0) >= 1 && int_at(&value, 0) <= 4);
#if RELEASE == 11
  CHECK(wall_stands(&value, 32));
#endif
  CHECK(cudaStreamDestroy(stream) == 0);
  CHECK(cudaDeviceSynchronize() == 0);
  CHECK(cudaThreadSynchronize() == 0);
}

static void names(void) {
  /* A driver function by its name has the release's parameters. */
  void* create = NULL;
#if RELEASE == 11
  CHECK(cudaGetDriverEntryPoint("cuCtxCreate", &create, 0) == 0);
  CHECK(cudaProfilerInitialize("a", "b", 0) == 801); /* cudaErrorNotSupported */
#else
  int found = 99;
  CHECK(cudaGetDriverEntryPoint("cuCtxCreate", &create, 0, &found) == 0);
  CHECK(found == 0);
#endif
  CHECK(create != NULL);
  Handle context = NULL;
#if RELEASE == 11
  CHECK(((int (*)(Handle*, void*, int, unsigned, int))create)(&context, NULL, 0, 0, 0) == 0);
#else
  CHECK(((int (*)(Handle*, void*, unsigned, int))create)(&context, NULL, 0, 0) == 0);
#endif
  CHECK(context != NULL);
  CHECK(cudaGraphicsEGLRegisterImage(NULL, NULL, 0) == 400); /* cudaErrorInvalidResourceHandle: there is no EGL */
  CHECK(cudaGetLastError() == 400);
  CHECK(strcmp(cudaGetErrorString(801), "operation not supported") == 0);
}

int main(void) {
  device();
  memory();
  streams();
  names();
  if (!failures)
    printf("release %d: ok\n", RELEASE);
  return failures != 0;
}
