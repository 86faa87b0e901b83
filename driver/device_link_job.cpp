// The device link: what the inputs have becomes one module, the module an image, and the image an object for any host
// linker.  docs/adr/0006-separate-compilation.md says which inputs take part.
#include "codegen/link_modules.h"
#include "driver/compile_device_side.h"
#include "driver/device_link_object.h"
#include "driver/device_objects.h"
#include "driver/run.h"
#include "frontend/dialect.h"
#include "isa/image_container.h"
#include "llvm/IR/Module.h"
#include <algorithm>
#include <cstdio>

namespace ox::driver {
namespace {

template <typename T> using Expected = std::expected<T, std::string>;

// As a host linker reads them: each -l from the first folder that has it.
Expected<std::vector<DeviceObject>> read_inputs(const DeviceLinkJob& job) {
  std::vector<std::string> paths = job.inputs;
  for (const std::string& library : job.libraries)
    if (std::string path = find_static_library(library, job.library_paths); !path.empty())
      paths.push_back(path);
  std::vector<DeviceObject> objects;
  for (const std::string& path : paths)
    if (auto good = read_device_objects(path, objects); !good)
      return std::unexpected(good.error());
  return objects;
}

unsigned highest_capability(const DeviceLinkJob& job, const std::vector<DeviceObject>& objects) {
  unsigned highest = 0;
  for (const DeviceObject& object : objects)
    highest = std::max(highest, object.compute_capability);
  return highest != 0 ? highest : frontend::architecture_number(job.options.architecture);
}

struct Linked {
  Bytes elf; // empty without device code
  unsigned compute_capability = 0;
  std::vector<std::string> registrations; // of the objects that take part
  std::vector<LinkWarning> warnings;      // for those of others
};

Expected<Linked> link_objects(const DeviceLinkJob& job, const std::vector<DeviceObject>& objects) {
  Linked result;
  result.compute_capability = highest_capability(job, objects);
  codegen::Options options = codegen_options(job.options, job.hints, result.compute_capability);
  options.on_warning = [](const std::string& text) { std::fputs((text + "\n").c_str(), stderr); };
  const std::vector<codegen::LinkInput> inputs = link_inputs(objects);
  auto linked = codegen::link_modules(inputs, options);
  if (!linked)
    return std::unexpected(linked.error());
  for (size_t i = 0; i < objects.size(); ++i)
    for (const std::string& registration : objects[i].registrations) {
      const std::string& reason = linked->left_out[i];
      if (reason.empty())
        result.registrations.push_back(registration);
      else if (inputs[i].takes_part != codegen::TakesPart::kIfNeeded)
        result.warnings.push_back({registration, "the device link left out " + objects[i].name + ": " + reason});
    }
  std::ranges::sort(result.registrations); // a member may be there twice
  result.registrations.erase(std::unique(result.registrations.begin(), result.registrations.end()),
                             result.registrations.end());
  if (linked->module) {
    auto elf = codegen::compile(std::move(linked->module), options);
    if (!elf)
      return std::unexpected(elf.error());
    result.elf = std::move(*elf);
  }
  return result;
}

std::vector<std::byte> make_container(const Linked& linked, const std::string& name) {
  if (linked.elf.empty())
    return isa::write_image_container({});
  const isa::ImageEntry entry{isa::ImageKind::kOxCoreElf, linked.compute_capability, 0, name,
                              std::as_bytes(std::span(linked.elf))};
  return isa::write_image_container({&entry, 1});
}

Expected<Bytes> make_output(const DeviceLinkJob& job, const Linked& linked) {
  if (job.kind == CompileOutput::kElf)
    return linked.elf.empty() ? Expected<Bytes>(std::unexpected("the inputs of -dlink have no device code to link"))
                              : linked.elf;
  const std::vector<std::byte> container = make_container(linked, job.output);
  if (job.kind == CompileOutput::kObject)
    return make_device_link_object(linked.registrations, linked.warnings, container);
  const auto* bytes = reinterpret_cast<const uint8_t*>(container.data());
  return Bytes(bytes, bytes + container.size());
}

Expected<Bytes> link(const DeviceLinkJob& job) {
  auto objects = read_inputs(job);
  if (!objects)
    return std::unexpected(objects.error());
  auto linked = link_objects(job, *objects);
  if (!linked)
    return std::unexpected(linked.error());
  if (job.print_resources && !linked->elf.empty()) {
    auto lines = describe_resources(linked->elf, std::to_string(linked->compute_capability));
    if (!lines)
      return std::unexpected(lines.error());
    std::fputs(lines->c_str(), stderr);
  }
  return make_output(job, *linked);
}

} // namespace

bool run_job(const DeviceLinkJob& job) {
  Expected<Bytes> bytes = link(job);
  if (!bytes)
    print_error(bytes.error());
  return bytes && write_output(job.output, *bytes);
}

} // namespace ox::driver
