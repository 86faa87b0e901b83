// The functions of NVRTC.
#include "driver/architectures.h"
#include "runtime/nvrtc/program.h"
#include <algorithm>
#include <atomic>
#include <cstring>
#include <map>
#include <memory>
#include <mutex>

namespace ox::nvrtc {

namespace {

std::mutex programs_mutex;
std::map<nvrtcProgram, std::shared_ptr<Program>>& programs() {
  static auto& all = *new std::map<nvrtcProgram, std::shared_ptr<Program>>;
  return all;
}

// A program, for one call: it lives on if another thread destroys it meanwhile.
class Use {
public:
  explicit Use(nvrtcProgram handle) {
    {
      std::lock_guard lock(programs_mutex);
      if (auto it = programs().find(handle); it != programs().end())
        program_ = it->second;
    }
    if (program_)
      lock_ = std::unique_lock(program_->mutex);
  }
  explicit operator bool() const { return program_ != nullptr; }
  Program* operator->() const { return program_.get(); }

private:
  std::shared_ptr<Program> program_;
  std::unique_lock<std::mutex> lock_;
};

} // namespace

namespace body {

nvrtcResult nvrtcVersion(int* major, int* minor) {
  if (!major || !minor)
    return NVRTC_ERROR_INVALID_INPUT;
  *major = 13;
  *minor = 0;
  return NVRTC_SUCCESS;
}

namespace {
// What nvcc 13 still compiles for.
std::vector<unsigned> supported() {
  std::vector<unsigned> result;
  std::ranges::copy_if(driver::known_architectures(), std::back_inserter(result),
                       [](unsigned number) { return number >= 75; });
  return result;
}
} // namespace

nvrtcResult nvrtcGetNumSupportedArchs(int* count) {
  if (!count)
    return NVRTC_ERROR_INVALID_INPUT;
  *count = static_cast<int>(supported().size());
  return NVRTC_SUCCESS;
}

nvrtcResult nvrtcGetSupportedArchs(int* numbers) {
  if (!numbers)
    return NVRTC_ERROR_INVALID_INPUT;
  std::ranges::copy(supported(), numbers);
  return NVRTC_SUCCESS;
}

nvrtcResult nvrtcCreateProgram(nvrtcProgram* result, const char* source, const char* name, int header_count,
                               const char* const* headers, const char* const* header_names) {
  if (!result || !source || header_count < 0 || (header_count > 0 && (!headers || !header_names)))
    return NVRTC_ERROR_INVALID_INPUT;
  auto program = std::make_shared<Program>(source, name && *name ? name : "default_program");
  for (int i = 0; i < header_count; ++i) {
    if (!headers[i] || !header_names[i])
      return NVRTC_ERROR_INVALID_INPUT;
    program->add_header(header_names[i], headers[i]);
  }
  *result = reinterpret_cast<nvrtcProgram>(program.get());
  std::lock_guard lock(programs_mutex);
  programs()[*result] = std::move(program);
  return NVRTC_SUCCESS;
}

nvrtcResult nvrtcDestroyProgram(nvrtcProgram* handle) {
  if (!handle)
    return NVRTC_ERROR_INVALID_INPUT;
  std::lock_guard lock(programs_mutex);
  if (programs().erase(*handle) == 0)
    return NVRTC_ERROR_INVALID_PROGRAM;
  *handle = nullptr;
  return NVRTC_SUCCESS;
}

nvrtcResult nvrtcCompileProgram(nvrtcProgram handle, int count, const char* const* options) {
  const Use program(handle);
  if (!program)
    return NVRTC_ERROR_INVALID_PROGRAM;
  if (count < 0 || (count > 0 && !options))
    return NVRTC_ERROR_INVALID_INPUT;
  for (int i = 0; i < count; ++i)
    if (!options[i])
      return NVRTC_ERROR_INVALID_INPUT;
  return program->compile({options, options + count});
}

namespace {

// Text and its final zero.
nvrtcResult give_size(const std::string* text, size_t* bytes) {
  if (!bytes)
    return NVRTC_ERROR_INVALID_INPUT;
  if (!text)
    return NVRTC_ERROR_INVALID_PROGRAM;
  *bytes = text->size() + 1;
  return NVRTC_SUCCESS;
}

nvrtcResult give_text(const std::string* text, char* to) {
  if (!to)
    return NVRTC_ERROR_INVALID_INPUT;
  if (!text)
    return NVRTC_ERROR_INVALID_PROGRAM;
  std::memcpy(to, text->c_str(), text->size() + 1);
  return NVRTC_SUCCESS;
}

} // namespace

nvrtcResult nvrtcGetPTXSize(nvrtcProgram handle, size_t* bytes) {
  const Use program(handle);
  return program ? give_size(program->ptx(), bytes) : NVRTC_ERROR_INVALID_PROGRAM;
}

nvrtcResult nvrtcGetPTX(nvrtcProgram handle, char* text) {
  const Use program(handle);
  return program ? give_text(program->ptx(), text) : NVRTC_ERROR_INVALID_PROGRAM;
}

namespace {

nvrtcResult give_size(const std::vector<uint8_t>* bytes, size_t* size) {
  if (!bytes)
    return NVRTC_ERROR_INVALID_PROGRAM;
  if (!size)
    return NVRTC_ERROR_INVALID_INPUT;
  *size = bytes->size();
  return NVRTC_SUCCESS;
}

nvrtcResult give_bytes(const std::vector<uint8_t>* bytes, char* to) {
  if (!bytes)
    return NVRTC_ERROR_INVALID_PROGRAM;
  if (!to)
    return NVRTC_ERROR_INVALID_INPUT;
  std::ranges::copy(*bytes, to);
  return NVRTC_SUCCESS;
}

} // namespace

nvrtcResult nvrtcGetCUBINSize(nvrtcProgram handle, size_t* bytes) {
  const Use program(handle);
  return program ? give_size(program->cubin(), bytes) : NVRTC_ERROR_INVALID_PROGRAM;
}

nvrtcResult nvrtcGetCUBIN(nvrtcProgram handle, char* cubin) {
  const Use program(handle);
  return program ? give_bytes(program->cubin(), cubin) : NVRTC_ERROR_INVALID_PROGRAM;
}

nvrtcResult nvrtcGetLTOIRSize(nvrtcProgram handle, size_t* bytes) {
  const Use program(handle);
  return program ? give_size(program->lto_ir(), bytes) : NVRTC_ERROR_INVALID_PROGRAM;
}

nvrtcResult nvrtcGetLTOIR(nvrtcProgram handle, char* ir) {
  const Use program(handle);
  return program ? give_bytes(program->lto_ir(), ir) : NVRTC_ERROR_INVALID_PROGRAM;
}

nvrtcResult nvrtcGetProgramLogSize(nvrtcProgram handle, size_t* bytes) {
  const Use program(handle);
  return program ? give_size(&program->log(), bytes) : NVRTC_ERROR_INVALID_PROGRAM;
}

nvrtcResult nvrtcGetProgramLog(nvrtcProgram handle, char* text) {
  const Use program(handle);
  return program ? give_text(&program->log(), text) : NVRTC_ERROR_INVALID_PROGRAM;
}

nvrtcResult nvrtcAddNameExpression(nvrtcProgram handle, const char* const expression) {
  const Use program(handle);
  if (!program)
    return NVRTC_ERROR_INVALID_PROGRAM;
  return expression ? program->add_name_expression(expression) : NVRTC_ERROR_INVALID_INPUT;
}

nvrtcResult nvrtcGetLoweredName(nvrtcProgram handle, const char* const expression, const char** lowered) {
  const Use program(handle);
  if (!program)
    return NVRTC_ERROR_INVALID_PROGRAM;
  return expression && lowered ? program->find_lowered_name(expression, lowered) : NVRTC_ERROR_INVALID_INPUT;
}

// Precompiled headers: none is ever made, so no heap is needed.  The size is kept, for who asks.
namespace {
std::atomic<size_t> pch_heap_bytes = size_t{256} << 20;
}

nvrtcResult nvrtcGetPCHHeapSize(size_t* bytes) {
  if (!bytes)
    return NVRTC_ERROR_INVALID_INPUT;
  *bytes = pch_heap_bytes;
  return NVRTC_SUCCESS;
}

nvrtcResult nvrtcSetPCHHeapSize(size_t bytes) {
  pch_heap_bytes = bytes;
  return NVRTC_SUCCESS;
}

nvrtcResult nvrtcGetPCHCreateStatus(nvrtcProgram handle) {
  return Use(handle) ? NVRTC_ERROR_NO_PCH_CREATE_ATTEMPTED : NVRTC_ERROR_INVALID_PROGRAM;
}

nvrtcResult nvrtcGetPCHHeapSizeRequired(nvrtcProgram handle, size_t* bytes) {
  if (!Use(handle))
    return NVRTC_ERROR_INVALID_PROGRAM;
  if (!bytes)
    return NVRTC_ERROR_INVALID_INPUT;
  *bytes = 0;
  return NVRTC_SUCCESS;
}

nvrtcResult nvrtcSetFlowCallback(nvrtcProgram handle, int (*callback)(void*, void*), void* payload) {
  const Use program(handle);
  if (!program)
    return NVRTC_ERROR_INVALID_PROGRAM;
  if (!callback)
    return NVRTC_ERROR_INVALID_INPUT;
  program->set_flow_callback(callback, payload);
  return NVRTC_SUCCESS;
}

} // namespace body

} // namespace ox::nvrtc
