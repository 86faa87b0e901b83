// NVTX with no profiler attached: values as its interface defines them for that case, and no library to link.
// RUN: %gxx -std=c++11 %s -o %t.gcc && %t.gcc
// RUN: %clangxx -std=c++20 %s -o %t.clang && %t.clang
#include <nvtx3/nvToolsExtCuda.h>
#include <nvtx3/nvToolsExtCudaRt.h>
#include <nvtx3/nvtx3.hpp>

struct parser {
  static constexpr const char* name = "parser";
};

static int annotated() {
  NVTX3_FUNC_RANGE();
  nvtx3::scoped_range_in<parser> range("parse", nvtx3::rgb(255, 127, 0), nvtx3::payload(int32_t(7)));
  nvtx3::mark("here", nvtx3::category(3));
  nvtx3::mark_in<parser>(nvtx3::event_attributes(nvtx3::registered_string_in<parser>("registered")));
  nvtx3::unique_range first("first"), second(static_cast<nvtx3::unique_range&&>(first));
  return nvtx3::event_attributes(nvtx3::message("m"), nvtx3::argb(1, 2, 3, 4)).get()->color == 0x01020304 ? 0 : 1;
}

int main() {
  nvtxEventAttributes_t event = {};
  event.version = NVTX_VERSION;
  event.size = NVTX_EVENT_ATTRIB_STRUCT_SIZE;
  event.messageType = NVTX_MESSAGE_TYPE_ASCII;
  event.message.ascii = "event";
  nvtxMarkA("mark");
  nvtxMarkEx(&event);
  int failures = nvtxRangePushA("range") != NVTX_NO_PUSH_POP_TRACKING;
  failures += nvtxRangePushEx(&event) != NVTX_NO_PUSH_POP_TRACKING;
  failures += nvtxRangePop() != NVTX_NO_PUSH_POP_TRACKING;
  nvtxRangeEnd(nvtxRangeStartA("other"));
  nvtxDomainHandle_t domain = nvtxDomainCreateA("domain");
  failures += domain != nullptr;
  nvtxDomainNameCategoryA(domain, 1, "category");
  nvtxDomainDestroy(domain);
  nvtxNameCudaStreamA(0, "stream");
  nvtxNameCuDeviceA(0, "device");
  failures += sizeof(nvtxEventAttributes_t) != 48;
  return failures + annotated();
}
