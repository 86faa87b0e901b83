// The functions of nvJitLink.
#include "runtime/nvjitlink/link.h"
#include <algorithm>
#include <cstring>
#include <memory>
#include <mutex>
#include <set>

namespace {

using ox::nvjitlink::Link;

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

// With its final zero.
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

// Of a result that isn't there: the other one was asked for, or there is none yet.
nvJitLinkResult lack_of(const Link* link, bool as_ptx) {
  if (!link)
    return NVJITLINK_ERROR_INVALID_INPUT;
  if (as_ptx && !link->options().to_ptx)
    return link->options().link_time_optimization ? NVJITLINK_ERROR_INCOMPATIBLE_OPTIONS
                                                  : NVJITLINK_ERROR_LTO_NOT_ENABLED;
  return NVJITLINK_ERROR_INVALID_INPUT;
}

} // namespace

#define OX_EXPORT extern "C" __attribute__((visibility("default")))

asm(".symver nvJitLinkVersion,nvJitLinkVersion@libnvJitLink.so.12"); // the others: see CMakeLists.txt
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
  *handle = nullptr;
  ox::nvjitlink::Options read;
  if (auto error = read_options({options, count}, read))
    return error->result;
  auto link = std::make_unique<Link>(std::move(read));
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
  if (!data)
    return NVJITLINK_ERROR_NULL_INPUT;
  return link->add(type, {static_cast<const std::byte*>(data), bytes}, name ? name : "input");
}

OX_EXPORT nvJitLinkResult nvJitLinkAddFile(nvJitLinkHandle handle, nvJitLinkInputType type, const char* path) {
  Link* link = find(handle);
  if (!link)
    return NVJITLINK_ERROR_INVALID_INPUT;
  return path ? link->add_file(type, path) : NVJITLINK_ERROR_NULL_INPUT;
}

OX_EXPORT nvJitLinkResult nvJitLinkComplete(nvJitLinkHandle handle) {
  Link* link = find(handle);
  return link ? link->complete() : NVJITLINK_ERROR_INVALID_INPUT;
}

OX_EXPORT nvJitLinkResult nvJitLinkGetLinkedCubinSize(nvJitLinkHandle handle, size_t* bytes) {
  Link* link = find(handle);
  return link && link->cubin() ? give_size(link->cubin()->size(), bytes) : lack_of(link, false);
}

OX_EXPORT nvJitLinkResult nvJitLinkGetLinkedCubin(nvJitLinkHandle handle, void* cubin) {
  Link* link = find(handle);
  if (!link || !link->cubin())
    return lack_of(link, false);
  if (!cubin)
    return NVJITLINK_ERROR_NULL_INPUT;
  std::memcpy(cubin, link->cubin()->data(), link->cubin()->size());
  return NVJITLINK_SUCCESS;
}

OX_EXPORT nvJitLinkResult nvJitLinkGetLinkedPtxSize(nvJitLinkHandle handle, size_t* bytes) {
  Link* link = find(handle);
  return link && link->ptx() ? give_size(link->ptx()->size() + 1, bytes) : lack_of(link, true);
}
OX_EXPORT nvJitLinkResult nvJitLinkGetLinkedPtx(nvJitLinkHandle handle, char* ptx) {
  Link* link = find(handle);
  return link && link->ptx() ? give_text(*link->ptx(), ptx) : lack_of(link, true);
}

OX_EXPORT nvJitLinkResult nvJitLinkGetErrorLogSize(nvJitLinkHandle handle, size_t* bytes) {
  Link* link = find(handle);
  return link ? give_size(link->errors().size() + 1, bytes) : NVJITLINK_ERROR_INVALID_INPUT;
}
OX_EXPORT nvJitLinkResult nvJitLinkGetErrorLog(nvJitLinkHandle handle, char* text) {
  Link* link = find(handle);
  return link ? give_text(link->errors(), text) : NVJITLINK_ERROR_INVALID_INPUT;
}
OX_EXPORT nvJitLinkResult nvJitLinkGetInfoLogSize(nvJitLinkHandle handle, size_t* bytes) {
  Link* link = find(handle);
  return link ? give_size(link->infos().size() + 1, bytes) : NVJITLINK_ERROR_INVALID_INPUT;
}
OX_EXPORT nvJitLinkResult nvJitLinkGetInfoLog(nvJitLinkHandle handle, char* text) {
  Link* link = find(handle);
  return link ? give_text(link->infos(), text) : NVJITLINK_ERROR_INVALID_INPUT;
}
