// cuobjdump: the device code in a file, listed, printed or extracted, with the command line of NVIDIA's cuobjdump.
#include "driver/cuobjdump/print.h"
#include "driver/version.h"
#include <algorithm>
#include <cstdio>
#include <fstream>

namespace {
using namespace ox::driver;
using namespace ox::driver::cuobjdump;
using ox::isa::ImageKind;

int fail(const std::string& text) {
  std::fprintf(stderr, "cuobjdump: error: %s\n", text.c_str());
  return 1;
}

bool is_wanted(const Image& image, const std::vector<std::string>& names) {
  return std::ranges::any_of(names,
                             [&](const std::string& part) { return part == "all" || image.name.contains(part); });
}

std::string kind_of(const Image& image) {
  switch (image.kind) {
  case ImageKind::kPtx:
    return "PTX";
  case ImageKind::kDeviceModule:
    return "BC";
  default:
    return "ELF";
  }
}

bool extract(const Image& image) {
  std::ofstream file(image.name, std::ios::binary);
  file.write(reinterpret_cast<const char*>(image.bytes.data()), static_cast<std::streamsize>(image.bytes.size()));
  file.close();
  std::printf("Extracting %-8s: %s\n", (kind_of(image) + " file").c_str(), image.name.c_str());
  return bool(file);
}

int process(const std::string& path, const Settings& settings) {
  auto images = find_images(path);
  if (!images)
    return fail("'" + path + "': " + images.error());
  if (images->empty())
    return fail("'" + path + "' has no device code in it");
  unsigned elves = 0, texts = 0;
  for (const Image& image : *images) {
    if (settings.architecture != 0 && image.architecture != 0 && image.architecture != settings.architecture)
      continue;
    const bool is_ptx = image.kind == ImageKind::kPtx;
    const unsigned number = ++(is_ptx ? texts : elves);
    if (is_ptx ? settings.list_ptx : settings.list_elf)
      std::printf("%s file %4u: %s\n", kind_of(image).c_str(), number, image.name.c_str());
    if (is_wanted(image, is_ptx ? settings.extract_ptx : settings.extract_elf) && !extract(image))
      return fail("cannot write '" + image.name + "'");
    auto text = print_image(image, settings);
    if (!text)
      return fail("'" + path + "', image " + image.name + ": " + text.error());
    std::fputs(text->c_str(), stdout);
  }
  return 0;
}

} // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  auto parsed = parse_arguments(cuobjdump::option_table(), arguments, read_file);
  auto settings = parsed ? cuobjdump::read_settings(*parsed) : std::unexpected(parsed.error());
  if (!settings)
    return fail(settings.error());
  if (settings->print == cuobjdump::Print::kHelp)
    std::fputs(help_text(cuobjdump::option_table()).c_str(), stdout);
  else if (settings->print == cuobjdump::Print::kVersion)
    std::fputs(
        version_text("cuobjdump: shows device code for OxCore, stands in for\ncuobjdump: NVIDIA (R) cuobjdump").c_str(),
        stdout);
  else
    for (const std::string& input : settings->inputs)
      if (int code = process(input, *settings))
        return code;
  return 0;
}
