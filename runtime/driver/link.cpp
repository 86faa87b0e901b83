// Linking at run time: PTX texts become one image, in which what one declares .extern another may define.  Machine code
// is linked to an end here, so a cubin can only be alone.
#include "runtime/core/compiler.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/handle_table.h"
#include "runtime/core/image.h"
#include "runtime/core/platform.h"
#include "runtime/cudart/wrapper.h"
#include "runtime/driver/bodies.h"
#include "runtime/driver/jit_options.h"
#include "runtime/driver/read_file.h"
#include "runtime/driver/symbols.h"
#include <cstring>

namespace ox::driver::body {

using runtime::explain;

namespace {

struct Link {
  JitOptions options;
  std::vector<runtime::PtxSource> texts;
  std::vector<std::byte> image; // a cubin that was added, or what was linked
};

runtime::HandleTable<Link>& links() {
  static auto& table = *new runtime::HandleTable<Link>;
  return table;
}

Error add_text(Link& link, runtime::PtxSource source) {
  if (!link.image.empty())
    return explain(Error::NotSupported, "machine code can't be linked with anything; add PTX");
  link.texts.push_back(std::move(source));
  return Error::Success;
}

Error add_image(Link& link, const void* data, size_t bytes) {
  const DeviceProperties& device = cudart::current_context().device().properties();
  if (auto ptx = runtime::find_ptx_at(data, device, bytes))
    return add_text(link, std::move(*ptx));
  std::string log;
  auto image = runtime::find_image_at(data, device, log, bytes);
  if (!image) {
    link.options.write_logs(log, false);
    return image.error();
  }
  if (!link.image.empty() || !link.texts.empty())
    return explain(Error::NotSupported, "machine code can't be linked with anything; add PTX");
  link.image.assign(image->elf.begin(), image->elf.end());
  return Error::Success;
}

Error add(Link& link, CUjitInputType type, const void* data, size_t bytes, const char* name) {
  switch (type) {
  case CU_JIT_INPUT_PTX: {
    const std::string_view text(static_cast<const char*>(data), bytes);
    return add_text(link, {name ? name : "ptx", std::string(text.substr(0, text.find('\0')))});
  }
  case CU_JIT_INPUT_CUBIN:
  case CU_JIT_INPUT_FATBINARY:
    return add_image(link, data, bytes);
  default:
    return explain(Error::NotSupported, "input of type %d can't be linked at run time; add PTX",
                   static_cast<int>(type));
  }
}

} // namespace

Error cuLinkCreate_v2(unsigned count, CUjit_option* options, void** values, CUlinkState* state) {
  if (!state)
    return Error::InvalidValue;
  auto read = JitOptions::read(count, options, values);
  if (!read)
    return read.error();
  auto link = std::make_shared<Link>();
  link->options = *read;
  *state = reinterpret_cast<CUlinkState>(links().add(std::move(link)));
  return Error::Success;
}

Error cuLinkAddData_v2(CUlinkState state, CUjitInputType type, void* data, size_t bytes, const char* name,
                       unsigned count, CUjit_option* options, void** values) {
  auto link = links().find(state);
  if (!link)
    return Error::InvalidResourceHandle;
  if (!data)
    return Error::InvalidValue;
  if (auto read = JitOptions::read(count, options, values); !read)
    return read.error();
  return add(*link, type, data, bytes, name);
}

Error cuLinkAddFile_v2(CUlinkState state, CUjitInputType type, const char* path, unsigned count, CUjit_option* options,
                       void** values) {
  auto link = links().find(state);
  if (!link)
    return Error::InvalidResourceHandle;
  if (!path)
    return Error::InvalidValue;
  if (auto read = JitOptions::read(count, options, values); !read)
    return read.error();
  auto bytes = read_file(path);
  return bytes ? add(*link, type, bytes->data(), bytes->size(), path) : bytes.error();
}

// The image is the link's, and lives as long.
Error cuLinkComplete(CUlinkState state, void** image, size_t* bytes) {
  auto link = links().find(state);
  if (!link)
    return Error::InvalidResourceHandle;
  if (!image)
    return Error::InvalidValue;
  if (link->image.empty()) {
    if (link->texts.empty())
      return explain(Error::InvalidValue, "nothing was added to the link");
    std::string log;
    auto linked = runtime::compile_ptx(link->texts, log);
    link->options.write_logs(log, linked.has_value());
    if (!linked)
      return linked.error();
    link->image = std::move(*linked);
  }
  *image = link->image.data();
  if (bytes)
    *bytes = link->image.size();
  return Error::Success;
}

Error cuLinkDestroy(CUlinkState state) { return links().remove(state) ? Error::Success : Error::InvalidResourceHandle; }

} // namespace ox::driver::body
