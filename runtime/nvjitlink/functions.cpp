// nvJitLink: PTX texts become one image.  Machine code is linked to an end here, so a cubin can only be alone; LTO IR
// and what NVIDIA's device linker takes besides is refused with what to add instead.
#include "nvJitLink.h"
#include "ptx/compile/compile_ptx.h"
#include <algorithm>
#include <cstring>
#include <dlfcn.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <mutex>
#include <set>

namespace {

struct Link {
  bool has_architecture = false;
  std::vector<ox::ptx::Source> texts;
  std::vector<uint8_t> cubin;
  bool completed = false;
  std::string errors, infos;

  nvJitLinkResult fail(nvJitLinkResult result, const std::string& text) {
    errors += "nvJitLink: error: " + text + "\n";
    return result;
  }
};

std::mutex links_mutex;
std::set<std::unique_ptr<Link>>& links() {
  static auto& all = *new std::set<std::unique_ptr<Link>>;
  return all;
}

auto find_link(nvJitLinkHandle handle) {
  return std::ranges::find_if(
      links(), [&](const auto& link) { return reinterpret_cast<nvJitLinkHandle>(link.get()) == handle; });
}

Link* find(nvJitLinkHandle handle) {
  std::lock_guard lock(links_mutex);
  auto it = find_link(handle);
  return it == links().end() ? nullptr : it->get();
}

// The device library is found from where this library is: <prefix>/lib64.
std::string device_library_path() {
  Dl_info here{};
  dladdr(reinterpret_cast<const void*>(&device_library_path), &here);
  const auto prefix = std::filesystem::absolute(here.dli_fname).parent_path().parent_path();
  return (prefix / "nvvm/libdevice/libdevice.10.bc").string();
}

// Options that tune code have no meaning for OxCore, or none here.
constexpr std::string_view kAccepted[] = {"-time",
                                          "-verbose",
                                          "-lineinfo",
                                          "-maxrregcount",
                                          "-O",
                                          "-g",
                                          "-ftz",
                                          "-prec-div",
                                          "-prec-sqrt",
                                          "-fma",
                                          "-kernels-used",
                                          "-variables-used",
                                          "-Xptxas",
                                          "-split-compile",
                                          "-jump-table-density",
                                          "-no-cache",
                                          "-optimize-unused-variables",
                                          "-device-stack-protector",
                                          "-Xnvvm"};

nvJitLinkResult read_option(Link& link, std::string_view option) {
  if (option.starts_with("-arch=sm_") || option.starts_with("-arch=compute_")) {
    link.has_architecture = true;
    return NVJITLINK_SUCCESS;
  }
  if (option.starts_with("-arch="))
    return NVJITLINK_ERROR_UNRECOGNIZED_ARCH;
  // Link-time optimisation concerns LTO IR alone, which is refused when it is added.
  if (option == "-lto" || option == "-ptx" ||
      std::ranges::any_of(kAccepted, [&](std::string_view known) { return option.starts_with(known); }))
    return NVJITLINK_SUCCESS;
  return NVJITLINK_ERROR_UNRECOGNIZED_OPTION;
}

bool is_elf(std::string_view data) { return data.starts_with("\177ELF"); }

nvJitLinkResult add(Link& link, nvJitLinkInputType type, std::string_view data, const char* name) {
  if (type == NVJITLINK_INPUT_ANY)
    type = is_elf(data) ? NVJITLINK_INPUT_CUBIN : NVJITLINK_INPUT_PTX;
  switch (type) {
  case NVJITLINK_INPUT_PTX:
    if (!link.cubin.empty())
      break;
    link.texts.push_back({name ? name : "ptx", std::string(data.substr(0, data.find('\0')))});
    return NVJITLINK_SUCCESS;
  case NVJITLINK_INPUT_CUBIN:
    if (!is_elf(data))
      return link.fail(NVJITLINK_ERROR_INVALID_INPUT, std::string(name ? name : "input") + " is no cubin");
    if (!link.cubin.empty() || !link.texts.empty())
      break;
    link.cubin.assign(data.begin(), data.end());
    return NVJITLINK_SUCCESS;
  case NVJITLINK_INPUT_LTOIR:
    return link.fail(NVJITLINK_ERROR_INCORRECT_INPUT_TYPE, "LTO IR is a format of NVIDIA's compilers; add PTX");
  default:
    return link.fail(NVJITLINK_ERROR_INCORRECT_INPUT_TYPE,
                     "input of type " + std::to_string(type) + " can't be linked at run time; add PTX");
  }
  return link.fail(NVJITLINK_ERROR_INCORRECT_INPUT_TYPE, "machine code can't be linked with anything; add PTX");
}

nvJitLinkResult give_text(const std::string& text, char* to) {
  if (!to)
    return NVJITLINK_ERROR_NULL_INPUT;
  std::memcpy(to, text.c_str(), text.size() + 1);
  return NVJITLINK_SUCCESS;
}

nvJitLinkResult give_size(size_t bytes, size_t* to) {
  if (!to)
    return NVJITLINK_ERROR_NULL_INPUT;
  *to = bytes;
  return NVJITLINK_SUCCESS;
}

} // namespace

#define OX_EXPORT extern "C" __attribute__((visibility("default")))

OX_EXPORT nvJitLinkResult nvJitLinkVersion(unsigned* major, unsigned* minor) {
  if (!major || !minor)
    return NVJITLINK_ERROR_NULL_INPUT;
  *major = 13;
  *minor = 0;
  return NVJITLINK_SUCCESS;
}

OX_EXPORT nvJitLinkResult nvJitLinkCreate(nvJitLinkHandle* handle, uint32_t count, const char** options) {
  if (!handle || (count && !options))
    return NVJITLINK_ERROR_NULL_INPUT;
  auto link = std::make_unique<Link>();
  for (uint32_t i = 0; i < count; ++i)
    if (nvJitLinkResult result = read_option(*link, options[i]); result != NVJITLINK_SUCCESS)
      return result;
  if (!link->has_architecture)
    return NVJITLINK_ERROR_MISSING_ARCH;
  *handle = reinterpret_cast<nvJitLinkHandle>(link.get());
  std::lock_guard lock(links_mutex);
  links().insert(std::move(link));
  return NVJITLINK_SUCCESS;
}

OX_EXPORT nvJitLinkResult nvJitLinkDestroy(nvJitLinkHandle* handle) {
  if (!handle)
    return NVJITLINK_ERROR_NULL_INPUT;
  std::lock_guard lock(links_mutex);
  auto it = find_link(*handle);
  if (it == links().end())
    return NVJITLINK_ERROR_INVALID_INPUT;
  links().erase(it);
  *handle = nullptr;
  return NVJITLINK_SUCCESS;
}

OX_EXPORT nvJitLinkResult nvJitLinkAddData(nvJitLinkHandle handle, nvJitLinkInputType type, const void* data,
                                           size_t bytes, const char* name) {
  Link* link = find(handle);
  if (!link)
    return NVJITLINK_ERROR_INVALID_INPUT;
  return data ? add(*link, type, {static_cast<const char*>(data), bytes}, name) : NVJITLINK_ERROR_NULL_INPUT;
}

OX_EXPORT nvJitLinkResult nvJitLinkAddFile(nvJitLinkHandle handle, nvJitLinkInputType type, const char* path) {
  Link* link = find(handle);
  if (!link)
    return NVJITLINK_ERROR_INVALID_INPUT;
  if (!path)
    return NVJITLINK_ERROR_NULL_INPUT;
  std::ifstream file(path, std::ios::binary);
  if (!file)
    return link->fail(NVJITLINK_ERROR_INVALID_INPUT, std::string(path) + " can't be read");
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  return add(*link, type, bytes, path);
}

OX_EXPORT nvJitLinkResult nvJitLinkComplete(nvJitLinkHandle handle) {
  Link* link = find(handle);
  if (!link)
    return NVJITLINK_ERROR_INVALID_INPUT;
  if (link->cubin.empty()) {
    if (link->texts.empty())
      return link->fail(NVJITLINK_ERROR_INVALID_INPUT, "nothing was added");
    ox::ptx::CompileOptions options;
    options.codegen.libdevice = device_library_path();
    auto linked = ox::ptx::compile_ptx(link->texts, options);
    if (!linked)
      return link->fail(NVJITLINK_ERROR_PTX_COMPILE, linked.error());
    for (const ox::ptx::Warning& warning : linked->warnings)
      link->infos += format(warning) + "\n";
    link->cubin = std::move(linked->elf);
  }
  link->completed = true;
  return NVJITLINK_SUCCESS;
}

OX_EXPORT nvJitLinkResult nvJitLinkGetLinkedCubinSize(nvJitLinkHandle handle, size_t* bytes) {
  Link* link = find(handle);
  return link && link->completed ? give_size(link->cubin.size(), bytes) : NVJITLINK_ERROR_INVALID_INPUT;
}

OX_EXPORT nvJitLinkResult nvJitLinkGetLinkedCubin(nvJitLinkHandle handle, void* cubin) {
  Link* link = find(handle);
  if (!link || !link->completed)
    return NVJITLINK_ERROR_INVALID_INPUT;
  if (!cubin)
    return NVJITLINK_ERROR_NULL_INPUT;
  std::memcpy(cubin, link->cubin.data(), link->cubin.size());
  return NVJITLINK_SUCCESS;
}

// PTX comes out of a link of LTO IR only.
OX_EXPORT nvJitLinkResult nvJitLinkGetLinkedPtxSize(nvJitLinkHandle handle, size_t*) {
  return find(handle) ? NVJITLINK_ERROR_LTO_NOT_ENABLED : NVJITLINK_ERROR_INVALID_INPUT;
}
OX_EXPORT nvJitLinkResult nvJitLinkGetLinkedPtx(nvJitLinkHandle handle, char*) {
  return find(handle) ? NVJITLINK_ERROR_LTO_NOT_ENABLED : NVJITLINK_ERROR_INVALID_INPUT;
}

OX_EXPORT nvJitLinkResult nvJitLinkGetErrorLogSize(nvJitLinkHandle handle, size_t* bytes) {
  Link* link = find(handle);
  return link ? give_size(link->errors.size() + 1, bytes) : NVJITLINK_ERROR_INVALID_INPUT;
}
OX_EXPORT nvJitLinkResult nvJitLinkGetErrorLog(nvJitLinkHandle handle, char* text) {
  Link* link = find(handle);
  return link ? give_text(link->errors, text) : NVJITLINK_ERROR_INVALID_INPUT;
}
OX_EXPORT nvJitLinkResult nvJitLinkGetInfoLogSize(nvJitLinkHandle handle, size_t* bytes) {
  Link* link = find(handle);
  return link ? give_size(link->infos.size() + 1, bytes) : NVJITLINK_ERROR_INVALID_INPUT;
}
OX_EXPORT nvJitLinkResult nvJitLinkGetInfoLog(nvJitLinkHandle handle, char* text) {
  Link* link = find(handle);
  return link ? give_text(link->infos, text) : NVJITLINK_ERROR_INVALID_INPUT;
}
