#include "runtime/core/image.h"
#include "isa/image_container.h"
#include "runtime/core/compiler.h"
#include "runtime/core/diagnostics.h"
#include <algorithm>
#include <cstring>
#include <elf.h>

namespace ox::runtime {

namespace {

// How NVIDIA's fat binaries begin.
bool is_nvidia_container(const void* data) {
  uint32_t magic;
  std::memcpy(&magic, data, sizeof magic);
  return magic == 0xba55ed50;
}

std::unexpected<Error> refuse(Error error, std::string& log, std::string reason) {
  log = std::move(reason);
  return fail(error);
}

Result<Image> compile(std::string_view name, std::string_view text, uint32_t compute_capability, std::string& log) {
  auto elf = compile_ptx({{std::string(name), std::string(text)}}, log);
  if (!elf)
    return fail(elf.error());
  Image image{.elf = {}, .compute_capability = compute_capability, .compiled = std::move(*elf)};
  image.elf = image.compiled;
  return image;
}

// 90 for 9.0.
uint32_t capability_of(const DeviceProperties& device) {
  return static_cast<uint32_t>(device.compute_major * 10 + device.compute_minor);
}

Result<Image> find_in_container(const void* data, uint32_t device_capability, std::string& log) {
  if (is_nvidia_container(data))
    return refuse(Error::NoKernelImageForDevice, log,
                  "it was made by another CUDA compiler; rebuild its object with ox-nvcc");
  auto bytes = isa::image_container_bytes(data);
  if (!bytes)
    return refuse(Error::InvalidKernelImage, log, "it is damaged: " + bytes.error() + "; rebuild it");
  auto entries = isa::read_image_container({static_cast<const std::byte*>(data), *bytes});
  if (!entries)
    return refuse(Error::InvalidKernelImage, log, "it is damaged: " + entries.error() + "; rebuild it");
  if (const isa::ImageEntry* entry = isa::pick_image(*entries, isa::ImageKind::kOxCoreElf, device_capability))
    return Image{.elf = entry->bytes, .compute_capability = entry->compute_capability, .compiled = {}};
  if (const isa::ImageEntry* entry = isa::pick_image(*entries, isa::ImageKind::kPtx, device_capability))
    return compile(entry->identifier, {reinterpret_cast<const char*>(entry->bytes.data()), entry->bytes.size()},
                   entry->compute_capability, log);
  if (!entries->empty())
    return refuse(Error::NoKernelImageForDevice, log,
                  "it was compiled with -rdc=true and needs what other files define; link them with ox-nvcc -dlink");
  return refuse(Error::NoKernelImageForDevice, log, "it has no code in it; rebuild it with ox-nvcc");
}

// The size of an ELF file that is only given by its address: its last section or its section table ends it.
uint64_t elf_bytes(const std::byte* data) {
  Elf64_Ehdr header;
  std::memcpy(&header, data, sizeof header);
  uint64_t end = header.e_shoff + uint64_t{header.e_shnum} * header.e_shentsize;
  for (unsigned i = 0; i < header.e_phnum; ++i) {
    Elf64_Phdr segment;
    std::memcpy(&segment, data + header.e_phoff + uint64_t{i} * header.e_phentsize, sizeof segment);
    end = std::max(end, segment.p_offset + segment.p_filesz);
  }
  for (unsigned i = 0; i < header.e_shnum; ++i) {
    Elf64_Shdr section;
    std::memcpy(&section, data + header.e_shoff + uint64_t{i} * header.e_shentsize, sizeof section);
    if (section.sh_type != SHT_NOBITS)
      end = std::max(end, section.sh_offset + section.sh_size);
  }
  return end;
}

Result<Image> find_elf(const std::byte* data, std::string& log) {
  Elf64_Ehdr header;
  std::memcpy(&header, data, sizeof header);
  constexpr uint16_t kNvidiaMachine = 190; // EM_CUDA
  if (header.e_machine == kNvidiaMachine)
    return refuse(Error::NoKernelImageForDevice, log,
                  "it is machine code of an NVIDIA GPU; give PTX, or a cubin that ox-nvcc made");
  if (header.e_machine != EM_RISCV || header.e_ident[EI_CLASS] != ELFCLASS64)
    return refuse(Error::InvalidKernelImage, log, "it is an ELF file, but not for OxCore");
  return Image{.elf = {data, elf_bytes(data)}, .compute_capability = 0, .compiled = {}};
}

// PTX text starts with comments, white space and directives.
bool may_be_text(const char* data) {
  while (*data == ' ' || *data == '\t' || *data == '\n' || *data == '\r')
    ++data;
  return *data == '.' || *data == '/';
}

Result<Image> find(const void* data, uint32_t device_capability, std::string& log) {
  if (std::memcmp(data, ELFMAG, SELFMAG) == 0)
    return find_elf(static_cast<const std::byte*>(data), log);
  uint32_t magic;
  std::memcpy(&magic, data, sizeof magic);
  if (magic == FatBinaryWrapper::kMagic)
    return find_in_container(static_cast<const FatBinaryWrapper*>(data)->data, device_capability, log);
  if (is_nvidia_container(data) || isa::is_image_container(data))
    return find_in_container(data, device_capability, log);
  if (may_be_text(static_cast<const char*>(data)))
    return compile("ptx", static_cast<const char*>(data), 0, log);
  return refuse(Error::InvalidKernelImage, log, "it is no ELF file, no fat binary and no PTX text");
}

} // namespace

Result<Image> find_image(const Binary& binary, const DeviceProperties& device) {
  if (!binary.data) {
    say("%s", binary.damage.c_str());
    return fail(Error::InvalidKernelImage);
  }
  std::string log;
  auto image = find_in_container(binary.data, capability_of(device), log);
  if (!image)
    say("a device image of this program can't be used: %s", log.c_str());
  return image;
}

Result<Image> find_image_at(const void* data, const DeviceProperties& device, std::string& log) {
  auto image = find(data, capability_of(device), log);
  if (!image)
    (void)explain(image.error(), "the image can't be loaded: %s", log.c_str());
  return image;
}

} // namespace ox::runtime
