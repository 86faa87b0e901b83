// See device_objects.h.
#include "driver/device_objects.h"
#include "isa/image_container.h"
#include "llvm/Object/Archive.h"
#include "llvm/Object/ELFObjectFile.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <algorithm>
#include <cstring>
#include <set>

namespace ox::driver {
namespace {

using Bytes = std::span<const std::byte>;
using Result = std::expected<void, std::string>;

constexpr llvm::StringLiteral kSection = "__nv_relfatbin", kRegistration = "__cudaRegisterLinkedBinary";
constexpr size_t kContainerAlignment = 8;
constexpr uint32_t kNvidiaMagic = 0xba55ed50;

Bytes bytes_of(llvm::StringRef text) { return std::as_bytes(std::span(text.data(), text.size())); }

std::unexpected<std::string> complaint(const std::string& name, const std::string& what) {
  return std::unexpected("'" + name + "': " + what);
}

// Of several architectures' modules the highest is linked.
Result add_container(Bytes container, DeviceObject& object) {
  const auto entries = isa::read_image_container(container);
  if (!entries)
    return complaint(object.name, entries.error());
  const isa::ImageEntry* best = nullptr;
  for (const isa::ImageEntry& entry : *entries)
    if (entry.kind == isa::ImageKind::kDeviceModule && (!best || entry.compute_capability > best->compute_capability))
      best = &entry;
  if (!best && !entries->empty()) // what clang -fgpu-rdc leaves
    return complaint(object.name,
                     "its device code is an image already, which can't be linked with others; compile it with "
                     "ox-nvcc -dc");
  if (best) {
    const auto* bytes = reinterpret_cast<const uint8_t*>(best->bytes.data());
    object.modules.emplace_back(bytes, bytes + best->bytes.size());
    object.compute_capability = std::max(object.compute_capability, best->compute_capability);
  }
  return {};
}

// `ld -r` puts containers one behind the other, each aligned.
Result add_containers(Bytes section, DeviceObject& object) {
  for (size_t at = 0; at + kContainerAlignment <= section.size();) {
    const Bytes rest = section.subspan(at);
    if (std::memcmp(rest.data(), &kNvidiaMagic, sizeof kNvidiaMagic) == 0)
      return complaint(object.name, "its device code was compiled by another CUDA compiler; compile it with ox-nvcc");
    if (!isa::is_image_container(rest.data())) {
      at += kContainerAlignment;
      continue;
    }
    const auto size = isa::image_container_bytes(rest.data());
    if (!size)
      return complaint(object.name, size.error());
    if (Result good = add_container(rest, object); !good)
      return good;
    at += (*size + kContainerAlignment - 1) / kContainerAlignment * kContainerAlignment;
  }
  return {};
}

Result read_host_object(const llvm::object::ELF64LEObjectFile& elf, DeviceObject& object) {
  for (const llvm::object::SectionRef& section : elf.sections()) {
    auto name = section.getName();
    if (!name || *name != kSection) {
      llvm::consumeError(name.takeError());
      continue;
    }
    auto contents = section.getContents();
    if (!contents)
      return complaint(object.name, llvm::toString(contents.takeError()));
    if (Result good = add_containers(bytes_of(*contents), object); !good)
      return good;
  }
  for (const llvm::object::ELFSymbolRef symbol : elf.symbols()) {
    auto name = symbol.getName();
    auto flags = symbol.getFlags();
    if (name && flags && name->starts_with(kRegistration))
      (*flags & llvm::object::SymbolRef::SF_Undefined ? object.registrations : object.definitions)
          .push_back(name->str());
    llvm::consumeError(name.takeError());
    llvm::consumeError(flags.takeError());
  }
  return {};
}

Result read_buffer(llvm::MemoryBufferRef content, std::string name, bool is_member, std::vector<DeviceObject>& objects);

Result read_members(const llvm::object::Archive& archive, const std::string& path, std::vector<DeviceObject>& objects) {
  const std::string file = llvm::sys::path::filename(path).str();
  llvm::Error error = llvm::Error::success();
  Result result;
  for (const llvm::object::Archive::Child& child : archive.children(error)) {
    auto content = child.getMemoryBufferRef();
    auto name = child.getName();
    if (!content || !name) {
      result = complaint(path, llvm::toString(llvm::joinErrors(content.takeError(), name.takeError())));
      break;
    }
    if (result = read_buffer(*content, file + "(" + llvm::sys::path::filename(*name).str() + ")", true, objects);
        !result)
      break;
  }
  if (error) // also where the loop ended early: it has to be looked at
    result = complaint(path, llvm::toString(std::move(error)));
  return result;
}

Result read_buffer(llvm::MemoryBufferRef content, std::string name, bool is_member,
                   std::vector<DeviceObject>& objects) {
  DeviceObject object{.name = std::move(name), .is_member = is_member};
  const Bytes bytes = bytes_of(content.getBuffer());
  if (bytes.size() >= 8 && isa::is_image_container(bytes.data())) { // a .cubin or .fatbin made with -rdc=true
    if (Result good = add_container(bytes, object); !good)
      return good;
  } else {
    auto binary = llvm::object::createBinary(content);
    if (!binary) { // linker scripts, and what else only a host linker can judge
      llvm::consumeError(binary.takeError());
      return {};
    }
    if (const auto* archive = llvm::dyn_cast<llvm::object::Archive>(binary->get()))
      return read_members(*archive, content.getBufferIdentifier().str(), objects);
    const auto* elf = llvm::dyn_cast<llvm::object::ELF64LEObjectFile>(binary->get());
    if (!elf || elf->getELFFile().getHeader().e_type != llvm::ELF::ET_REL)
      return {};
    if (Result good = read_host_object(*elf, object); !good)
      return good;
  }
  if (!object.modules.empty() || !object.registrations.empty() || !object.definitions.empty())
    objects.push_back(std::move(object));
  return {};
}

} // namespace

Result read_device_objects(const std::string& path, std::vector<DeviceObject>& objects) {
  auto buffer = llvm::MemoryBuffer::getFile(path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!buffer)
    return std::unexpected("can't read '" + path + "': " + buffer.getError().message());
  return read_buffer((*buffer)->getMemBufferRef(), path, false, objects);
}

Result read_device_objects(std::span<const std::byte> content, const std::string& name,
                           std::vector<DeviceObject>& objects) {
  const llvm::StringRef text(reinterpret_cast<const char*>(content.data()), content.size());
  return read_buffer({text, name}, name, false, objects);
}

static codegen::TakesPart takes_part(const DeviceObject& object, const std::set<std::string>& defined) {
  auto is_defined = [&](const std::string& name) { return defined.contains(name); };
  if (!object.registrations.empty() && std::ranges::all_of(object.registrations, is_defined))
    return codegen::TakesPart::kIfNeeded;
  return object.is_member ? codegen::TakesPart::kIfPossible : codegen::TakesPart::kAlways;
}

std::vector<codegen::LinkInput> link_inputs(const std::vector<DeviceObject>& objects) {
  std::set<std::string> defined;
  for (const DeviceObject& object : objects)
    defined.insert(object.definitions.begin(), object.definitions.end());
  std::vector<codegen::LinkInput> inputs;
  for (const DeviceObject& object : objects)
    inputs.push_back({object.name, {object.modules.begin(), object.modules.end()}, takes_part(object, defined)});
  return inputs;
}

std::string find_static_library(const std::string& name, std::span<const std::string> folders) {
  for (const std::string& folder : folders) {
    if (name.starts_with(":")) { // -l:libx.a is a file's whole name
      if (std::string path = folder + "/" + name.substr(1); llvm::sys::fs::exists(path))
        return path;
      continue;
    }
    if (llvm::sys::fs::exists(folder + "/lib" + name + ".so"))
      return "";
    if (std::string path = folder + "/lib" + name + ".a"; llvm::sys::fs::exists(path))
      return path;
  }
  return "";
}

} // namespace ox::driver
