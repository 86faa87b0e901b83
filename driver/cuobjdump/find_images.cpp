// See find_images.h.
#include "driver/cuobjdump/find_images.h"
#include "llvm/Object/Archive.h"
#include "llvm/Object/ELFObjectFile.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <cstring>
#include <span>

namespace ox::driver::cuobjdump {
namespace {

using Bytes = std::span<const std::byte>;
using Result = std::expected<void, std::string>;

constexpr llvm::StringLiteral kContainerSection = ".nv_fatbin";       // where the toolkit's tools expect it
constexpr llvm::StringLiteral kRelocatableSection = "__nv_relfatbin"; // device modules, of -rdc=true
constexpr size_t kContainerAlignment = 8;
constexpr uint32_t kNvidiaMagic = 0xba55ed50;

Bytes bytes_of(llvm::StringRef text) { return std::as_bytes(std::span(text.data(), text.size())); }

class Finder {
public:
  explicit Finder(std::string path) : path_(std::move(path)) {}

  Result file(llvm::MemoryBufferRef content) {
    const Bytes bytes = bytes_of(content.getBuffer());
    if (bytes.size() >= 8 && isa::is_image_container(bytes.data()))
      return container(bytes);
    if (begins_with(bytes, kNvidiaMagic))
      return container_of_nvidia();
    auto binary = llvm::object::createBinary(content);
    if (!binary) {
      llvm::consumeError(binary.takeError());
      return std::unexpected(
          std::string("it is no ELF file, no archive and no container of device images; cuobjdump reads programs, "
                      "objects, static and shared libraries, .cubin and .fatbin"));
    }
    if (const auto* archive = llvm::dyn_cast<llvm::object::Archive>(binary->get()))
      return members(*archive);
    if (const auto* elf = llvm::dyn_cast<llvm::object::ELF64LEObjectFile>(binary->get()))
      return elf->getELFFile().getHeader().e_machine == llvm::ELF::EM_RISCV ? device_elf(bytes) : host_elf(*elf);
    return std::unexpected(std::string("it is no ELF file for a 64-bit machine"));
  }

  std::vector<Image> images;

private:
  static bool begins_with(Bytes bytes, uint32_t magic) {
    return bytes.size() >= sizeof magic && std::memcmp(bytes.data(), &magic, sizeof magic) == 0;
  }

  static Result container_of_nvidia() {
    return std::unexpected(std::string("its device code was made by another CUDA compiler; rebuild it with ox-nvcc"));
  }

  void add(isa::ImageKind kind, unsigned architecture, std::string_view source, Bytes bytes) {
    const char* extension = kind == isa::ImageKind::kPtx            ? ".ptx"
                            : kind == isa::ImageKind::kDeviceModule ? ".bc"
                                                                    : ".cubin";
    std::string name = llvm::sys::path::stem(source.empty() ? path_ : std::string(source)).str();
    name += "." + std::to_string(images.size() + 1);
    if (architecture != 0)
      name += ".sm_" + std::to_string(architecture);
    images.push_back({kind, architecture, std::string(source), name + extension,
                      std::vector<std::byte>(bytes.begin(), bytes.end())});
  }

  Result device_elf(Bytes bytes) {
    add(isa::ImageKind::kOxCoreElf, 0, path_, bytes);
    return {};
  }

  Result container(Bytes bytes) {
    const auto entries = isa::read_image_container(bytes);
    if (!entries)
      return std::unexpected(entries.error());
    for (const isa::ImageEntry& entry : *entries)
      add(entry.kind, entry.compute_capability, entry.identifier, entry.bytes);
    return {};
  }

  // The linker puts the containers of all objects one after the other, each aligned.
  Result containers(Bytes section) {
    for (size_t at = 0; at + kContainerAlignment <= section.size();) {
      const Bytes rest = section.subspan(at);
      if (begins_with(rest, kNvidiaMagic))
        return container_of_nvidia();
      if (!isa::is_image_container(rest.data())) {
        at += kContainerAlignment;
        continue;
      }
      const auto size = isa::image_container_bytes(rest.data());
      if (!size)
        return std::unexpected(size.error());
      if (Result good = container(rest); !good)
        return good;
      at += (*size + kContainerAlignment - 1) / kContainerAlignment * kContainerAlignment;
    }
    return {};
  }

  Result host_elf(const llvm::object::ELF64LEObjectFile& elf) {
    for (const llvm::object::SectionRef& section : elf.sections()) {
      auto name = section.getName();
      auto contents = section.getContents();
      if (!name || !contents) {
        llvm::consumeError(name.takeError());
        llvm::consumeError(contents.takeError());
      } else if (*name == kContainerSection || *name == kRelocatableSection) {
        if (Result good = containers(bytes_of(*contents)); !good)
          return good;
      }
    }
    return {};
  }

  Result members(const llvm::object::Archive& archive) {
    llvm::Error error = llvm::Error::success();
    Result result;
    for (const llvm::object::Archive::Child& child : archive.children(error)) {
      auto content = child.getMemoryBufferRef();
      if (!content) {
        result = std::unexpected(llvm::toString(content.takeError()));
        break;
      }
      if (result = file(*content); !result)
        break;
    }
    if (error) // also where the loop ended early: it has to be looked at
      result = std::unexpected(llvm::toString(std::move(error)));
    return result;
  }

  std::string path_;
};

} // namespace

std::expected<std::vector<Image>, std::string> find_images(const std::string& path) {
  auto buffer = llvm::MemoryBuffer::getFile(path);
  if (!buffer)
    return std::unexpected("cannot read it: " + buffer.getError().message());
  Finder finder(path);
  if (Result good = finder.file((*buffer)->getMemBufferRef()); !good)
    return std::unexpected(good.error());
  return std::move(finder.images);
}

} // namespace ox::driver::cuobjdump
