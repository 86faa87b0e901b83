// fatbinary: device images into the container that host objects carry, with the command line of NVIDIA's fatbinary,
// because compilers that make their own host objects, clang above all, call it by name.
#include "driver/fatbinary/settings.h"
#include "driver/print_resources.h"
#include "driver/version.h"
#include <cstdio>

namespace {
using namespace ox::driver;
using namespace ox::driver::fatbinary;
using ox::isa::ImageKind;

using Result = std::expected<void, std::string>;

int fail(const std::string& text) {
  std::fprintf(stderr, "fatbinary: error: %s\n", text.c_str());
  return 1;
}

Result check_image(const Image& image, const std::string& content) {
  if (image.kind == ImageKind::kPtx)
    return content.contains(".version")
               ? Result{}
               : std::unexpected("'" + image.file + "' is no PTX text: it has no .version directive");
  const auto bytes = std::span(reinterpret_cast<const uint8_t*>(content.data()), content.size());
  if (auto records = read_kernel_records(bytes); !records)
    return std::unexpected("'" + image.file + "' is no OxCore image (" + records.error() +
                           "); make it with ox-nvcc -cubin or ptxas");
  return {};
}

std::expected<std::vector<std::byte>, std::string> make_container(const Settings& settings) {
  std::vector<std::string> contents;
  for (const Image& image : settings.images) {
    auto content = read_file(image.file);
    if (!content)
      return std::unexpected("cannot read '" + image.file + "'");
    if (Result good = check_image(image, *content); !good)
      return std::unexpected(good.error());
    contents.push_back(std::move(*content));
  }
  std::vector<ox::isa::ImageEntry> entries;
  for (size_t i = 0; i < contents.size(); ++i) {
    const Image& image = settings.images[i];
    entries.push_back({image.kind, image.architecture, 0,
                       settings.identifier.empty() ? std::string_view(image.file) : settings.identifier,
                       std::as_bytes(std::span(contents[i]))});
  }
  return ox::isa::write_image_container(entries);
}

// What a program that includes it hands to __cudaRegisterFatBinary.
std::string c_text(std::span<const std::byte> container) {
  std::string text = "/* A container of device images and its descriptor, for __cudaRegisterFatBinary. */\n"
                     "__attribute__((section(\".nv_fatbin\"), aligned(16)))\n"
                     "static const unsigned char __ox_container[] = {";
  for (size_t i = 0; i < container.size(); ++i) {
    char number[8];
    std::snprintf(number, sizeof number, "%s%u,", i % 24 == 0 ? "\n" : "", std::to_integer<unsigned>(container[i]));
    text += number;
  }
  return text + "};\n"
                "static const struct { int magic, version; const void *data; void *unused; } __fatDeviceText\n"
                "  __attribute__((section(\".nvFatBinSegment\"), aligned(8), used)) =\n"
                "    {0x466243b1, 1, __ox_container, 0};\n";
}

template <typename Bytes> bool write(const std::string& path, const Bytes& bytes) {
  return write_file(path, {reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()});
}

int run(const Settings& settings) {
  const auto container = make_container(settings);
  if (!container)
    return fail(container.error());
  if (!settings.container.empty() && !write(settings.container, *container))
    return fail("cannot write '" + settings.container + "'");
  if (!settings.c_file.empty() && !write(settings.c_file, c_text(*container)))
    return fail("cannot write '" + settings.c_file + "'");
  return 0;
}

} // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  auto parsed = parse_arguments(fatbinary::option_table(), arguments, read_file);
  auto settings = parsed ? fatbinary::read_settings(*parsed) : std::unexpected(parsed.error());
  if (!settings)
    return fail(settings.error());
  if (settings->print == fatbinary::Print::kHelp) {
    std::fputs(help_text(fatbinary::option_table()).c_str(), stdout);
  } else if (settings->print == fatbinary::Print::kVersion) {
    std::fputs(
        version_text("fatbinary: packs images for OxCore, stands in for\nfatbinary: NVIDIA (R) fatbinary").c_str(),
        stdout);
  } else {
    return run(*settings);
  }
  return 0;
}
