// The functions of NVRTC.
#include "driver/architectures.h"
#include "runtime/nvrtc/program.h"
#include <algorithm>
#include <cstring>
#include <memory>
#include <mutex>
#include <set>

namespace ox::nvrtc {

namespace {

std::mutex programs_mutex;
std::set<std::unique_ptr<Program>, std::less<>>& programs() {
  static auto& all = *new std::set<std::unique_ptr<Program>, std::less<>>;
  return all;
}

} // namespace

namespace body {

namespace {

Program* find(nvrtcProgram handle) {
  std::lock_guard lock(programs_mutex);
  auto it = std::ranges::find_if(
      programs(), [&](const auto& program) { return reinterpret_cast<nvrtcProgram>(program.get()) == handle; });
  return it == programs().end() ? nullptr : it->get();
}

} // namespace

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
  auto program = std::make_unique<Program>(source, name && *name ? name : "default_program");
  for (int i = 0; i < header_count; ++i)
    program->add_header(header_names[i], headers[i]);
  *result = reinterpret_cast<nvrtcProgram>(program.get());
  std::lock_guard lock(programs_mutex);
  programs().insert(std::move(program));
  return NVRTC_SUCCESS;
}

nvrtcResult nvrtcDestroyProgram(nvrtcProgram* handle) {
  if (!handle)
    return NVRTC_ERROR_INVALID_INPUT;
  std::lock_guard lock(programs_mutex);
  auto it = std::ranges::find_if(
      programs(), [&](const auto& program) { return reinterpret_cast<nvrtcProgram>(program.get()) == *handle; });
  if (it == programs().end())
    return NVRTC_ERROR_INVALID_PROGRAM;
  programs().erase(it);
  *handle = nullptr;
  return NVRTC_SUCCESS;
}

nvrtcResult nvrtcCompileProgram(nvrtcProgram handle, int count, const char* const* options) {
  Program* program = find(handle);
  if (!program)
    return NVRTC_ERROR_INVALID_PROGRAM;
  if (count < 0 || (count > 0 && !options))
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
  Program* program = find(handle);
  return program ? give_size(program->ptx(), bytes) : NVRTC_ERROR_INVALID_PROGRAM;
}

nvrtcResult nvrtcGetPTX(nvrtcProgram handle, char* text) {
  Program* program = find(handle);
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
  Program* program = find(handle);
  return program ? give_size(program->cubin(), bytes) : NVRTC_ERROR_INVALID_PROGRAM;
}

nvrtcResult nvrtcGetCUBIN(nvrtcProgram handle, char* cubin) {
  Program* program = find(handle);
  return program ? give_bytes(program->cubin(), cubin) : NVRTC_ERROR_INVALID_PROGRAM;
}

nvrtcResult nvrtcGetLTOIRSize(nvrtcProgram handle, size_t* bytes) {
  Program* program = find(handle);
  return program ? give_size(program->lto_ir(), bytes) : NVRTC_ERROR_INVALID_PROGRAM;
}

nvrtcResult nvrtcGetLTOIR(nvrtcProgram handle, char* ir) {
  Program* program = find(handle);
  return program ? give_bytes(program->lto_ir(), ir) : NVRTC_ERROR_INVALID_PROGRAM;
}

nvrtcResult nvrtcGetProgramLogSize(nvrtcProgram handle, size_t* bytes) {
  Program* program = find(handle);
  return program ? give_size(&program->log(), bytes) : NVRTC_ERROR_INVALID_PROGRAM;
}

nvrtcResult nvrtcGetProgramLog(nvrtcProgram handle, char* text) {
  Program* program = find(handle);
  return program ? give_text(&program->log(), text) : NVRTC_ERROR_INVALID_PROGRAM;
}

nvrtcResult nvrtcAddNameExpression(nvrtcProgram handle, const char* const expression) {
  Program* program = find(handle);
  if (!program)
    return NVRTC_ERROR_INVALID_PROGRAM;
  return expression ? program->add_name_expression(expression) : NVRTC_ERROR_INVALID_INPUT;
}

nvrtcResult nvrtcGetLoweredName(nvrtcProgram handle, const char* const expression, const char** lowered) {
  Program* program = find(handle);
  if (!program)
    return NVRTC_ERROR_INVALID_PROGRAM;
  return expression && lowered ? program->find_lowered_name(expression, lowered) : NVRTC_ERROR_INVALID_INPUT;
}

} // namespace body

} // namespace ox::nvrtc
