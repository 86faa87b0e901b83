#include "runtime/core/image.h"
#include "isa/fat_binary.h"
#include "isa/image_container.h"
#include "runtime/core/compiler.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/settings.h"
#include <algorithm>
#include <cstring>
#include <elf.h>
#include <optional>

namespace ox::runtime {

namespace {

using Bytes = std::span<const std::byte>;
constexpr uint64_t kShortestImage = 8;  // enough to tell what it is
constexpr uint64_t kLongestHeader = 32; // of a container

std::unexpected<Error> refuse(Error error, std::string& log, std::string reason) {
  log = std::move(reason);
  return fail(error);
}

Result<Image> compile(const std::vector<PtxSource>& sources, uint32_t compute_capability, std::string& log) {
  auto elf = compile_ptx(sources, log);
  if (!elf)
    return fail(elf.error());
  Image image{.elf = {}, .compute_capability = compute_capability, .compiled = std::move(*elf)};
  image.elf = image.compiled;
  return image;
}

std::string_view text_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// 90 for 9.0.
uint32_t capability_of(const DeviceProperties& device) {
  return static_cast<uint32_t>(device.compute_major * 10 + device.compute_minor);
}

// A container of Ox.
Result<Image> find_in_container(Bytes data, uint32_t device_capability, std::string& log) {
  auto entries = isa::read_image_container(data);
  if (!entries)
    return refuse(Error::InvalidKernelImage, log, "it is damaged: " + entries.error() + "; rebuild it");
  const isa::ImageEntry* elf = isa::pick_image(*entries, isa::ImageKind::kOxCoreElf, device_capability);
  if (elf && !settings().forces_ptx)
    return Image{.elf = elf->bytes, .compute_capability = elf->compute_capability, .compiled = {}};
  if (const isa::ImageEntry* ptx = isa::pick_image(*entries, isa::ImageKind::kPtx, device_capability))
    return compile({{std::string(ptx->identifier), std::string(text_of(ptx->bytes))}}, ptx->compute_capability, log);
  if (elf)
    return refuse(Error::NoKernelImageForDevice, log, "it has no PTX, which CUDA_FORCE_PTX_JIT demands");
  if (!entries->empty())
    return refuse(Error::NoKernelImageForDevice, log,
                  "it was compiled with -rdc=true and needs what other files define; link them with ox-nvcc -dlink");
  return refuse(Error::NoKernelImageForDevice, log, "it has no code in it; rebuild it with ox-nvcc");
}

PtxSource source_of(const isa::FatEntry& ptx) {
  return {.name = ptx.identifier.empty() ? "ptx" : std::string(ptx.identifier),
          .text = std::string(text_of(ptx.stored)),
          .compression = ptx.compression,
          .bytes = ptx.compression == isa::Compression::kNone ? 0 : ptx.bytes};
}

// OxCore code that somebody put into a fat binary.
bool is_for_oxcore(const isa::FatEntry& entry) {
  Elf64_Ehdr header;
  if (entry.kind != isa::FatEntry::Kind::kElf || entry.compression != isa::Compression::kNone ||
      entry.stored.size() < sizeof header)
    return false;
  std::memcpy(&header, entry.stored.data(), sizeof header);
  return std::memcmp(header.e_ident, ELFMAG, SELFMAG) == 0 && header.e_machine == EM_RISCV;
}

Result<std::vector<isa::FatEntry>> read_fat_binary(Bytes data, std::string& log) {
  auto entries = isa::read_fat_binary(data);
  if (!entries)
    return refuse(Error::InvalidKernelImage, log, entries.error());
  return *entries;
}

// A container of NVIDIA's tools.  After a device link it has machine code only, and what was linked may have PTX.
Result<Image> find_in_fat_binary(Bytes data, const void* const* linked, uint32_t device_capability, std::string& log) {
  auto entries = read_fat_binary(data, log);
  if (!entries)
    return fail(entries.error());
  if (!settings().forces_ptx)
    for (const isa::FatEntry& entry : *entries)
      if (is_for_oxcore(entry))
        return Image{.elf = entry.stored, .compute_capability = entry.architecture, .compiled = {}};
  if (const isa::FatEntry* ptx = isa::pick_ptx(*entries, device_capability))
    return compile({source_of(*ptx)}, ptx->architecture, log);

  std::vector<PtxSource> sources;
  uint32_t capability = 0;
  for (; linked && *linked; ++linked) {
    auto size = isa::fat_binary_bytes(*linked);
    if (!size)
      return refuse(Error::InvalidKernelImage, log, size.error());
    auto part = read_fat_binary({static_cast<const std::byte*>(*linked), *size}, log);
    if (!part)
      return fail(part.error());
    if (const isa::FatEntry* ptx = isa::pick_ptx(*part, device_capability)) {
      sources.push_back(source_of(*ptx));
      capability = std::max(capability, ptx->architecture);
    }
    entries->insert(entries->end(), part->begin(), part->end());
  }
  if (!sources.empty())
    return compile(sources, capability, log);
  if (std::ranges::any_of(*entries, [](const auto& entry) { return entry.kind == isa::FatEntry::Kind::kPtx; }))
    return refuse(
        Error::InvalidKernelImage, log,
        "its PTX is compressed in a way that is not known; rebuild it with nvcc -no-compress, or with ox-nvcc");
  const std::string machine_code = isa::name_machine_code(*entries);
  if (machine_code.empty())
    return refuse(Error::NoKernelImageForDevice, log, "it has no PTX in it; rebuild it with ox-nvcc");
  return refuse(Error::NoKernelImageForDevice, log,
                "it has machine code for " + machine_code +
                    " and no PTX; machine code runs on that GPU only.  Rebuild it with PTX (nvcc: -gencode "
                    "arch=compute_80,code=compute_80; clang: --cuda-include-ptx=all), or with ox-nvcc");
}

// Either kind of container, of whose end only its header tells, but not beyond `limit` bytes.
Result<Image> find_in_any_container(const void* data, const void* const* linked, uint64_t limit,
                                    uint32_t device_capability, std::string& log) {
  if (limit < kLongestHeader)
    return refuse(Error::InvalidKernelImage, log, "it is too short");
  const bool is_fat_binary = isa::is_fat_binary(data);
  auto bytes = is_fat_binary ? isa::fat_binary_bytes(data) : isa::image_container_bytes(data);
  if (!bytes)
    return refuse(Error::InvalidKernelImage, log, "it is damaged: " + bytes.error() + "; rebuild it");
  const Bytes container{static_cast<const std::byte*>(data), std::min(*bytes, limit)};
  return is_fat_binary ? find_in_fat_binary(container, linked, device_capability, log)
                       : find_in_container(container, device_capability, log);
}

// The size of an ELF file that is only given by its address: its last section or its section table ends it.  Nothing if
// that is beyond the limit.
std::optional<uint64_t> elf_bytes(const std::byte* data, uint64_t limit) {
  Elf64_Ehdr header;
  std::memcpy(&header, data, sizeof header);
  uint64_t end = sizeof header;
  const auto include = [&](uint64_t at, uint64_t bytes) {
    if (at > limit || bytes > limit - at)
      return false;
    end = std::max(end, at + bytes);
    return true;
  };
  const auto is_table = [&](uint64_t at, uint64_t count, uint64_t entry_bytes, uint64_t least_bytes) {
    return count == 0 || (entry_bytes >= least_bytes && include(at, count * entry_bytes));
  };
  if (!is_table(header.e_shoff, header.e_shnum, header.e_shentsize, sizeof(Elf64_Shdr)) ||
      !is_table(header.e_phoff, header.e_phnum, header.e_phentsize, sizeof(Elf64_Phdr)))
    return std::nullopt;
  for (unsigned i = 0; i < header.e_phnum; ++i) {
    Elf64_Phdr segment;
    std::memcpy(&segment, data + header.e_phoff + uint64_t{i} * header.e_phentsize, sizeof segment);
    if (!include(segment.p_offset, segment.p_filesz))
      return std::nullopt;
  }
  for (unsigned i = 0; i < header.e_shnum; ++i) {
    Elf64_Shdr section;
    std::memcpy(&section, data + header.e_shoff + uint64_t{i} * header.e_shentsize, sizeof section);
    if (section.sh_type != SHT_NOBITS && !include(section.sh_offset, section.sh_size))
      return std::nullopt;
  }
  return end;
}

Result<Image> find_elf(const std::byte* data, uint64_t limit, std::string& log) {
  Elf64_Ehdr header;
  if (limit < sizeof header)
    return refuse(Error::InvalidKernelImage, log, "it is an ELF file that ends too early");
  std::memcpy(&header, data, sizeof header);
  constexpr uint16_t kNvidiaMachine = 190; // EM_CUDA
  if (header.e_machine == kNvidiaMachine)
    return refuse(Error::NoKernelImageForDevice, log,
                  "it is machine code of an NVIDIA GPU; give PTX, or a cubin that ox-nvcc made");
  if (header.e_machine != EM_RISCV || header.e_ident[EI_CLASS] != ELFCLASS64)
    return refuse(Error::InvalidKernelImage, log, "it is an ELF file, but not for OxCore");
  const auto bytes = elf_bytes(data, limit);
  if (!bytes)
    return refuse(Error::InvalidKernelImage, log, "it is an ELF file that ends too early");
  return Image{.elf = {data, *bytes}, .compute_capability = 0, .compiled = {}};
}

// PTX text starts with comments, white space and directives.
bool may_be_text(const char* data) {
  while (*data == ' ' || *data == '\t' || *data == '\n' || *data == '\r')
    ++data;
  return *data == '.' || *data == '/';
}

Result<Image> find(const void* data, uint64_t limit, uint32_t device_capability, std::string& log) {
  if (limit < kShortestImage)
    return refuse(Error::InvalidKernelImage, log, "it is too short");
  if (std::memcmp(data, ELFMAG, SELFMAG) == 0)
    return find_elf(static_cast<const std::byte*>(data), limit, log);
  uint32_t magic;
  std::memcpy(&magic, data, sizeof magic);
  if (magic == FatBinaryWrapper::kMagic) {
    const auto& wrapper = *static_cast<const FatBinaryWrapper*>(data);
    if (!wrapper.data)
      return refuse(Error::InvalidKernelImage, log, "the wrapper has no image");
    return find_in_any_container(wrapper.data, wrapper.linked(), kNoLimit, device_capability, log);
  }
  if (isa::is_fat_binary(data) || isa::is_image_container(data))
    return find_in_any_container(data, nullptr, limit, device_capability, log);
  if (may_be_text(static_cast<const char*>(data)))
    return compile({{"ptx", static_cast<const char*>(data)}}, 0, log);
  return refuse(Error::InvalidKernelImage, log, "it is no ELF file, no fat binary and no PTX text");
}

} // namespace

Result<Image> find_image(const Binary& binary, const DeviceProperties& device) {
  if (!binary.data) {
    say("%s", binary.damage.c_str());
    return fail(Error::InvalidKernelImage);
  }
  std::string log;
  auto image = find_in_any_container(binary.data, binary.linked, kNoLimit, capability_of(device), log);
  if (!image)
    say("a device image of this program can't be used: %s", log.c_str());
  return image;
}

Result<Image> find_image_at(const void* data, const DeviceProperties& device, std::string& log, uint64_t limit) {
  auto image = find(data, limit, capability_of(device), log);
  if (!image)
    (void)explain(image.error(), "the image can't be loaded: %s", log.c_str());
  return image;
}

std::optional<PtxSource> find_ptx_at(const void* data, const DeviceProperties& device, uint64_t limit) {
  if (limit < kLongestHeader || !isa::is_fat_binary(data))
    return std::nullopt;
  const auto bytes = isa::fat_binary_bytes(data);
  if (!bytes)
    return std::nullopt;
  const auto entries = isa::read_fat_binary({static_cast<const std::byte*>(data), std::min(*bytes, limit)});
  if (!entries || std::ranges::any_of(*entries, is_for_oxcore))
    return std::nullopt;
  const isa::FatEntry* ptx = isa::pick_ptx(*entries, capability_of(device));
  return ptx ? std::optional(source_of(*ptx)) : std::nullopt;
}

} // namespace ox::runtime
