// See print.h.
#include "driver/cuobjdump/print.h"
#include "driver/print_resources.h"
#include "isa/oxdis/listing.h"
#include "simulator/line_table.h"
#include "llvm/Object/ELFObjectFile.h"
#include "llvm/Support/FormatVariadic.h"
#include <algorithm>
#include <cstdint>
#include <memory>

namespace ox::driver::cuobjdump {
namespace {

using Text = std::expected<std::string, std::string>;

std::string head(const Image& image) {
  std::string text = image.kind == isa::ImageKind::kPtx            ? "Fatbin ptx code:\n"
                     : image.kind == isa::ImageKind::kDeviceModule ? "Fatbin device module:\n"
                                                                   : "Fatbin elf code:\n";
  text += "================\n";
  if (image.architecture != 0)
    text += "arch = sm_" + std::to_string(image.architecture) + "\n";
  return text + "identifier = " + image.source + "\n\n";
}

bool is_wanted(const Settings& settings, std::string_view function) {
  return settings.functions.empty() || std::ranges::find(settings.functions, function) != settings.functions.end();
}

std::string resources(const isa::ImageMetadata& metadata, const Settings& settings) {
  std::string text = "Resource usage:\n";
  for (const isa::KernelMetadata& kernel : metadata.kernels)
    if (is_wanted(settings, kernel.name))
      text += llvm::formatv(" Function {0}:\n  REG:{1} STACK:{2} SHARED:{3} LOCAL:{2} CONSTANT[0]:{4} TEXTURE:0 "
                            "SURFACE:0 SAMPLER:0\n",
                            kernel.name, kernel.registers, kernel.local_bytes, kernel.static_shared_bytes,
                            kernel.parameter_bytes)
                  .str();
  return text + "\n";
}

Text symbols(const llvm::object::ELF64LEObjectFile& elf) {
  std::string text = "symbols:\n";
  for (const llvm::object::ELFSymbolRef symbol : elf.symbols()) {
    auto name = symbol.getName();
    auto address = symbol.getAddress();
    if (!name || !address)
      return std::unexpected("its symbols are damaged: " +
                             llvm::toString(llvm::joinErrors(name ? llvm::Error::success() : name.takeError(),
                                                             address ? llvm::Error::success() : address.takeError())));
    const char* type = symbol.getELFType() == llvm::ELF::STT_FUNC     ? "STT_FUNC"
                       : symbol.getELFType() == llvm::ELF::STT_OBJECT ? "STT_OBJECT"
                                                                      : nullptr;
    if (!type) // sections, files, marks for tools
      continue;
    const char* binding = symbol.getBinding() == llvm::ELF::STB_GLOBAL ? "STB_GLOBAL"
                          : symbol.getBinding() == llvm::ELF::STB_WEAK ? "STB_WEAK"
                                                                       : "STB_LOCAL";
    text += llvm::formatv("{0,-12} {1,-12} {2:x-8} {3,8} {4}\n", type, binding, *address, symbol.getSize(), *name);
  }
  return text + "\n";
}

Text sections(const llvm::object::ELF64LEObjectFile& elf) {
  std::string text = "sections:\n";
  for (const llvm::object::SectionRef& section : elf.sections()) {
    auto name = section.getName();
    if (!name)
      return std::unexpected("its sections are damaged: " + llvm::toString(name.takeError()));
    if (!name->empty())
      text += llvm::formatv("{0:x-8} {1,8} {2}\n", section.getAddress(), section.getSize(), *name);
  }
  return text + "\n";
}

Text code(const isa::ElfView& elf, const Image& image, const Settings& settings) {
  isa::ListingOptions options;
  // A function that this image lacks may be in another.
  for (const isa::ElfSymbol& symbol : elf.symbols)
    if (symbol.is_function && !settings.functions.empty() && is_wanted(settings, symbol.name))
      options.functions.emplace_back(symbol.name);
  if (options.functions.empty() && !settings.functions.empty())
    return "";
  if (settings.lines)
    options.place_of = [table = std::make_shared<sim::LineTable>(sim::LineTable::read(image.bytes))](uint64_t address) {
      const auto place = table->find(address);
      return place ? place->file + ":" + std::to_string(place->line) : std::string();
    };
  auto text = isa::list_code(elf, options);
  return text ? Text(*text + "\n") : text;
}

Text print_elf(const Image& image, const Settings& settings) {
  const auto view = isa::view_elf(image.bytes);
  if (!view)
    return std::unexpected(view.error());
  llvm::StringRef bytes(reinterpret_cast<const char*>(image.bytes.data()), image.bytes.size());
  auto elf = llvm::object::ELF64LEObjectFile::create(llvm::MemoryBufferRef(bytes, image.name));
  if (!elf)
    return std::unexpected(llvm::toString(elf.takeError()));
  std::string text;
  auto add = [&](Text part) {
    if (part)
      text += *part;
    return part ? Text("") : part;
  };
  if (settings.elf)
    if (Text good = add(sections(*elf)); !good)
      return good;
  if (settings.elf || settings.symbols)
    if (Text good = add(symbols(*elf)); !good)
      return good;
  if (settings.elf)
    if (Text good = add(isa::list_metadata(*view)); !good)
      return good;
  if (settings.resources) {
    auto metadata = read_kernel_records(std::span(reinterpret_cast<const uint8_t*>(image.bytes.data()), bytes.size()));
    if (!metadata)
      return std::unexpected(metadata.error());
    text += resources(*metadata, settings);
  }
  if (settings.sass)
    if (Text good = add(code(*view, image, settings)); !good)
      return good;
  return text;
}

} // namespace

Text print_image(const Image& image, const Settings& settings) {
  if (image.kind == isa::ImageKind::kPtx) {
    if (!settings.ptx)
      return "";
    return head(image) + std::string(reinterpret_cast<const char*>(image.bytes.data()), image.bytes.size()) + "\n";
  }
  if (!settings.elf && !settings.symbols && !settings.resources && !settings.sass)
    return "";
  if (image.kind == isa::ImageKind::kDeviceModule)
    return head(image) + "LLVM bitcode, to be linked by ox-nvcc -dlink\n\n";
  Text text = print_elf(image, settings);
  return text && !text->empty() ? Text(head(image) + *text) : text;
}

} // namespace ox::driver::cuobjdump
