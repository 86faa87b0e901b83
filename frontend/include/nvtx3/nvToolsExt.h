// NVTX 3, annotations for profilers: the C interface.  No profiler attaches to an OxCore program, so each function does
// what the interface defines for that case: nothing, with the value that says so.
#ifndef OX_NVTX3_NVTOOLSEXT_H
#define OX_NVTX3_NVTOOLSEXT_H

#include <stddef.h>
#include <stdint.h>
#include <wchar.h>

#define NVTX_VERSION 3

#if defined(__cplusplus)
extern "C" {
#endif

#define NVTX_SUCCESS 0
#define NVTX_FAIL 1
#define NVTX_ERR_INIT_LOAD_PROPERTY 2
#define NVTX_ERR_INIT_ACCESS_LIBRARY 3
#define NVTX_ERR_INIT_LOAD_LIBRARY 4
#define NVTX_ERR_INIT_MISSING_LIBRARY_ENTRY_POINT 5
#define NVTX_ERR_INIT_FAILED_LIBRARY_ENTRY_POINT 6
#define NVTX_ERR_NO_INJECTION_LIBRARY_AVAILABLE 7
#define NVTX_NO_PUSH_POP_TRACKING ((int)-2)

typedef uint64_t nvtxRangeId_t;
typedef struct nvtxDomainRegistration_st nvtxDomainRegistration;
typedef nvtxDomainRegistration* nvtxDomainHandle_t;
typedef struct nvtxStringRegistration_st nvtxStringRegistration;
typedef nvtxStringRegistration* nvtxStringHandle_t;
typedef struct nvtxResourceHandle* nvtxResourceHandle_t;

typedef enum nvtxColorType_t { NVTX_COLOR_UNKNOWN = 0, NVTX_COLOR_ARGB = 1 } nvtxColorType_t;
typedef enum nvtxMessageType_t {
  NVTX_MESSAGE_UNKNOWN = 0,
  NVTX_MESSAGE_TYPE_ASCII = 1,
  NVTX_MESSAGE_TYPE_UNICODE = 2,
  NVTX_MESSAGE_TYPE_REGISTERED = 3
} nvtxMessageType_t;
typedef enum nvtxPayloadType_t {
  NVTX_PAYLOAD_UNKNOWN = 0,
  NVTX_PAYLOAD_TYPE_UNSIGNED_INT64 = 1,
  NVTX_PAYLOAD_TYPE_INT64 = 2,
  NVTX_PAYLOAD_TYPE_DOUBLE = 3,
  NVTX_PAYLOAD_TYPE_UNSIGNED_INT32 = 4,
  NVTX_PAYLOAD_TYPE_INT32 = 5,
  NVTX_PAYLOAD_TYPE_FLOAT = 6
} nvtxPayloadType_t;
typedef enum nvtxResourceGenericType_t {
  NVTX_RESOURCE_TYPE_UNKNOWN = 0,
  NVTX_RESOURCE_TYPE_GENERIC_POINTER = 0x10001,
  NVTX_RESOURCE_TYPE_GENERIC_HANDLE = 0x10002,
  NVTX_RESOURCE_TYPE_GENERIC_THREAD_NATIVE = 0x10003,
  NVTX_RESOURCE_TYPE_GENERIC_THREAD_POSIX = 0x10004
} nvtxResourceGenericType_t;

typedef union nvtxMessageValue_t {
  const char* ascii;
  const wchar_t* unicode;
  nvtxStringHandle_t registered;
} nvtxMessageValue_t;

typedef struct nvtxEventAttributes_v2 {
  uint16_t version;
  uint16_t size;
  uint32_t category;
  int32_t colorType;
  uint32_t color;
  int32_t payloadType;
  int32_t reserved0;
  union payload_t {
    uint64_t ullValue;
    int64_t llValue;
    double dValue;
    uint32_t uiValue;
    int32_t iValue;
    float fValue;
  } payload;
  int32_t messageType;
  nvtxMessageValue_t message;
} nvtxEventAttributes_v2;
typedef struct nvtxEventAttributes_v2 nvtxEventAttributes_t;
#define NVTX_EVENT_ATTRIB_STRUCT_SIZE ((uint16_t)(sizeof(nvtxEventAttributes_t)))

typedef struct nvtxResourceAttributes_v0 {
  uint16_t version;
  uint16_t size;
  int32_t identifierType;
  union identifier_t {
    const void* pValue;
    uint64_t ullValue;
  } identifier;
  int32_t messageType;
  nvtxMessageValue_t message;
} nvtxResourceAttributes_v0;
typedef struct nvtxResourceAttributes_v0 nvtxResourceAttributes_t;
#define NVTX_RESOURCE_ATTRIB_STRUCT_SIZE ((uint16_t)(sizeof(nvtxResourceAttributes_t)))

#define OX_NVTX static __inline__ __attribute__((unused))
#define OX_NVTX_DO(name, ...)                                                                                          \
  OX_NVTX void name(__VA_ARGS__) {}
#define OX_NVTX_GET(type, value, name, ...)                                                                            \
  OX_NVTX type name(__VA_ARGS__) { return value; }
// The one form takes text, the other wide text.
#define OX_NVTX_DO_TEXT(name, ...)                                                                                     \
  OX_NVTX_DO(name##A, __VA_ARGS__ const char* text)                                                                    \
  OX_NVTX_DO(name##W, __VA_ARGS__ const wchar_t* text)
#define OX_NVTX_GET_TEXT(type, value, name, ...)                                                                       \
  OX_NVTX_GET(type, value, name##A, __VA_ARGS__ const char* text)                                                      \
  OX_NVTX_GET(type, value, name##W, __VA_ARGS__ const wchar_t* text)

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-parameter"
OX_NVTX_DO(nvtxInitialize, const void* reserved)
OX_NVTX_DO(nvtxMarkEx, const nvtxEventAttributes_t* eventAttrib)
OX_NVTX_DO_TEXT(nvtxMark, )
OX_NVTX_GET(nvtxRangeId_t, 0, nvtxRangeStartEx, const nvtxEventAttributes_t* eventAttrib)
OX_NVTX_GET_TEXT(nvtxRangeId_t, 0, nvtxRangeStart, )
OX_NVTX_DO(nvtxRangeEnd, nvtxRangeId_t id)
OX_NVTX_GET(int, NVTX_NO_PUSH_POP_TRACKING, nvtxRangePushEx, const nvtxEventAttributes_t* eventAttrib)
OX_NVTX_GET_TEXT(int, NVTX_NO_PUSH_POP_TRACKING, nvtxRangePush, )
OX_NVTX_GET(int, NVTX_NO_PUSH_POP_TRACKING, nvtxRangePop, void)
#define OX_NVTX_COMMA ,
OX_NVTX_DO_TEXT(nvtxNameCategory, uint32_t category OX_NVTX_COMMA)
OX_NVTX_DO_TEXT(nvtxNameOsThread, uint32_t threadId OX_NVTX_COMMA)

OX_NVTX_GET_TEXT(nvtxDomainHandle_t, NULL, nvtxDomainCreate, )
OX_NVTX_DO(nvtxDomainDestroy, nvtxDomainHandle_t domain)
OX_NVTX_DO(nvtxDomainMarkEx, nvtxDomainHandle_t domain, const nvtxEventAttributes_t* eventAttrib)
OX_NVTX_GET(nvtxRangeId_t, 0, nvtxDomainRangeStartEx, nvtxDomainHandle_t domain,
            const nvtxEventAttributes_t* eventAttrib)
OX_NVTX_DO(nvtxDomainRangeEnd, nvtxDomainHandle_t domain, nvtxRangeId_t id)
OX_NVTX_GET(int, NVTX_NO_PUSH_POP_TRACKING, nvtxDomainRangePushEx, nvtxDomainHandle_t domain,
            const nvtxEventAttributes_t* eventAttrib)
OX_NVTX_GET(int, NVTX_NO_PUSH_POP_TRACKING, nvtxDomainRangePop, nvtxDomainHandle_t domain)
OX_NVTX_GET(nvtxResourceHandle_t, NULL, nvtxDomainResourceCreate, nvtxDomainHandle_t domain,
            nvtxResourceAttributes_t* attribs)
OX_NVTX_DO(nvtxDomainResourceDestroy, nvtxResourceHandle_t resource)
OX_NVTX_DO_TEXT(nvtxDomainNameCategory, nvtxDomainHandle_t domain OX_NVTX_COMMA uint32_t category OX_NVTX_COMMA)
OX_NVTX_GET_TEXT(nvtxStringHandle_t, NULL, nvtxDomainRegisterString, nvtxDomainHandle_t domain OX_NVTX_COMMA)
#pragma GCC diagnostic pop

#if defined(__cplusplus)
}
#endif

#endif
