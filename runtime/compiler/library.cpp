// libox-compiler.so: PTX to OxCore images, for the runtime.
#include "ptx/compile/compile_ptx.h"
#include "runtime/compiler/interface.h"
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <filesystem>

namespace {

using ox::compiler::Result;
using ox::compiler::Source;

// The device library is found from where this library is: <prefix>/lib64.
std::string device_library_path() {
  Dl_info here{};
  dladdr(reinterpret_cast<const void*>(&device_library_path), &here);
  const auto prefix = std::filesystem::path(here.dli_fname).parent_path().parent_path();
  return (prefix / "nvvm/libdevice/libdevice.10.bc").string();
}

char* copy(const std::string& text) {
  auto* result = static_cast<char*>(std::malloc(text.size() + 1));
  std::memcpy(result, text.c_str(), text.size() + 1);
  return result;
}

} // namespace

extern "C" __attribute__((visibility("default"))) Result ox_compile_ptx(const Source* sources, size_t count) {
  std::vector<ox::ptx::Source> texts;
  for (size_t i = 0; i < count; ++i)
    texts.push_back({sources[i].name, std::string(sources[i].text, sources[i].bytes)});
  ox::ptx::CompileOptions options;
  options.codegen.libdevice = device_library_path();
  auto compiled = ox::ptx::compile_ptx(std::move(texts), options);
  if (!compiled)
    return {nullptr, 0, copy(compiled.error())};
  std::string log;
  for (const ox::ptx::Warning& warning : compiled->warnings)
    log += format(warning) + "\n";
  auto* elf = static_cast<uint8_t*>(std::malloc(compiled->elf.size()));
  std::memcpy(elf, compiled->elf.data(), compiled->elf.size());
  return {elf, compiled->elf.size(), copy(log)};
}

extern "C" __attribute__((visibility("default"))) void ox_release_result(Result* result) {
  std::free(result->elf);
  std::free(result->log);
  *result = {};
}
