// Linking at run time: PTX texts, objects and libraries with device code become one image, in which what one declares
// .extern another may define.  An image that is linked already can only be alone.
#include "runtime/core/compiler.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/handle_table.h"
#include "runtime/core/image.h"
#include "runtime/core/linker.h"
#include "runtime/core/platform.h"
#include "runtime/cudart/wrapper.h"
#include "runtime/driver/bodies.h"
#include "runtime/driver/jit_options.h"
#include "runtime/driver/read_file.h"
#include "runtime/driver/symbols.h"

namespace ox::driver::body {

using runtime::explain;
using runtime::Linker;

namespace {

using Clock = std::chrono::steady_clock;

struct Link {
  JitOptions options;
  std::unique_ptr<Linker> linker;
  bool has_parts = false;       // for the linker
  std::vector<std::byte> image; // one that was added, or what was linked
  Clock::duration spent{};

  void write_logs() const {
    options.write_logs(linker->infos(), linker->errors());
    options.write_time(spent);
  }
};

runtime::HandleTable<Link>& links() {
  static auto& table = *new runtime::HandleTable<Link>;
  return table;
}

runtime::Result<std::shared_ptr<Link>> find_link(CUlinkState state) {
  if (auto link = links().find(state))
    return link;
  return runtime::fail(
      explain(Error::InvalidResourceHandle, "%p is not a link, or it was destroyed", static_cast<void*>(state)));
}

Error refuse_image() {
  return explain(Error::NotSupported, "an image is linked to its end, so it can't be joined to anything; add PTX, or "
                                      "objects made with ox-nvcc -dc");
}

// True if that is a finished image, which then is the link's; what isn't is for the linker.
bool take_image(Link& link, std::span<const char> data) {
  std::string log;
  auto image = runtime::find_image_at(data.data(), cudart::current_context().device().properties(), log, data.size());
  if (!image)
    return false;
  link.image.assign(image->elf.begin(), image->elf.end());
  return true;
}

runtime::Result<Linker::Input> input_of(CUjitInputType type) {
  switch (type) {
  case CU_JIT_INPUT_CUBIN:
    return Linker::Input::kCubin;
  case CU_JIT_INPUT_PTX:
    return Linker::Input::kPtx;
  case CU_JIT_INPUT_FATBINARY:
    return Linker::Input::kFatBinary;
  case CU_JIT_INPUT_OBJECT:
    return Linker::Input::kObject;
  case CU_JIT_INPUT_LIBRARY:
    return Linker::Input::kLibrary;
  case CU_JIT_INPUT_NVVM:
    return runtime::fail(
        explain(Error::NotSupported, "NVVM IR can't be linked by the driver API; link with nvJitLink"));
  default:
    return runtime::fail(explain(Error::InvalidValue, "%d is no type of input", static_cast<int>(type)));
  }
}

Error add(Link& link, CUjitInputType type, std::span<const char> data, const char* name) {
  auto input = input_of(type);
  if (!input)
    return input.error();
  if (!link.image.empty())
    return refuse_image();
  const auto start = Clock::now();
  std::string text;
  if (*input == Linker::Input::kCubin || *input == Linker::Input::kFatBinary) {
    if (auto ptx = runtime::find_ptx_at(data.data(), cudart::current_context().properties(), data.size())) {
      auto plain = runtime::plain_text(std::move(*ptx), text);
      if (!plain)
        return explain(plain.error(), "%s", text.c_str());
      text = std::move(*plain);
      return add(link, CU_JIT_INPUT_PTX, text, name);
    }
    const bool is_image = take_image(link, data);
    if (is_image && link.has_parts) {
      link.image.clear();
      return refuse_image();
    }
    if (is_image)
      return Error::Success;
  }
  const Error error = link.linker->add(*input, data, name ? name : "input");
  link.has_parts |= error == Error::Success;
  link.spent += Clock::now() - start;
  link.write_logs();
  return error == Error::Success ? error : explain(error, "%s", link.linker->errors().c_str());
}

} // namespace

Error cuLinkCreate_v2(unsigned count, CUjit_option* options, void** values, CUlinkState* state) {
  if (!state)
    return Error::InvalidValue;
  auto read = JitOptions::read(count, options, values);
  if (!read)
    return read.error();
  const ox::DeviceProperties& device = cudart::current_context().properties();
  if (Error error = read->check_target(device); error != Error::Success)
    return error;
  const auto capability = static_cast<unsigned>(10 * device.compute_major + device.compute_minor);
  auto link = std::make_shared<Link>();
  link->options = *read;
  std::vector<std::string> for_linker = read->for_linker;
  for_linker.push_back("-arch=sm_" + std::to_string(read->target.value_or(capability)));
  std::string log;
  auto linker = Linker::create(for_linker, log);
  if (!linker) {
    link->options.write_logs("", log);
    return explain(linker.error(), "%s", log.c_str());
  }
  link->linker = std::move(*linker);
  *state = reinterpret_cast<CUlinkState>(links().add(std::move(link)));
  return Error::Success;
}

Error cuLinkAddData_v2(CUlinkState state, CUjitInputType type, void* data, size_t bytes, const char* name,
                       unsigned count, CUjit_option* options, void** values) {
  auto link = find_link(state);
  if (!link)
    return link.error();
  if (!data || bytes == 0)
    return Error::InvalidValue;
  if (auto read = JitOptions::read(count, options, values); !read)
    return read.error();
  return add(**link, type, {static_cast<const char*>(data), bytes}, name);
}

Error cuLinkAddFile_v2(CUlinkState state, CUjitInputType type, const char* path, unsigned count, CUjit_option* options,
                       void** values) {
  auto link = find_link(state);
  if (!link)
    return link.error();
  if (!path)
    return Error::InvalidValue;
  if (auto read = JitOptions::read(count, options, values); !read)
    return read.error();
  auto bytes = read_file(path);
  if (!bytes)
    return bytes.error();
  return add(**link, type, {bytes->data(), bytes->size() - 1}, path); // without the zero behind it
}

// The image is the link's, and lives as long.
Error cuLinkComplete(CUlinkState state, void** image, size_t* bytes) {
  auto found = find_link(state);
  if (!found)
    return found.error();
  if (!image)
    return Error::InvalidValue;
  Link& link = **found;
  if (link.image.empty()) {
    if (!link.has_parts)
      return explain(Error::InvalidValue, "nothing was added to the link");
    const auto start = Clock::now();
    auto linked = link.linker->complete();
    link.spent += Clock::now() - start;
    link.write_logs();
    if (!linked)
      return explain(linked.error(), "%s", link.linker->errors().c_str());
    link.image = std::move(*linked);
  }
  *image = link.image.data();
  if (bytes)
    *bytes = link.image.size();
  return Error::Success;
}

Error cuLinkDestroy(CUlinkState state) {
  return links().remove(state) ? Error::Success
                               : explain(Error::InvalidResourceHandle, "%p is not a link", static_cast<void*>(state));
}

} // namespace ox::driver::body
