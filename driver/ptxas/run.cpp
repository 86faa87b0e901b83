// One compilation: texts in, an image out, and what there is to say about it on standard error.
#include "driver/ptxas/run.h"
#include "driver/print_resources.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include <cstdio>

namespace ox::driver::ptxas {
namespace {

constexpr int kFailure = 255; // NVIDIA's ptxas ends with it

std::expected<std::vector<ptx::Source>, std::string> read_sources(const Settings& settings) {
  std::vector<ptx::Source> sources;
  std::string errors;
  for (const std::string& path : settings.inputs) {
    auto buffer = llvm::MemoryBuffer::getFileOrSTDIN(path, /*IsText=*/true);
    if (buffer)
      sources.push_back({path == "-" ? "<stdin>" : path, (*buffer)->getBuffer().str()});
    else
      errors += (errors.empty() ? "" : "\n") + ("cannot read '" + path + "': " + buffer.getError().message());
  }
  for (size_t i = 0; i < settings.texts.size(); ++i)
    sources.push_back({"<string" + (i == 0 ? "" : " " + std::to_string(i + 1)) + ">", settings.texts[i]});
  if (!errors.empty())
    return std::unexpected(errors);
  return sources;
}

int fail(const std::string& text) {
  print_error(text);
  return kFailure;
}

} // namespace

void print_error(std::string_view text) {
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    std::fprintf(stderr, "ptxas: error: %.*s\n", static_cast<int>(line.size()), line.data());
    text.remove_prefix(std::min(text.size(), line.size() + 1));
  }
}

int run(const Settings& settings, const std::string& prefix) {
  auto sources = read_sources(settings);
  if (!sources)
    return fail(sources.error());
  if (sources->empty())
    return fail("no input files; ptxas --help lists the options");
  ptx::CompileOptions options = settings.compile;
  // For what the optimiser and the code generator turn into library calls.
  if (std::string library = prefix + "/nvvm/libdevice/libdevice.10.bc"; llvm::sys::fs::exists(library))
    options.codegen.libdevice = library;
  auto compiled = ptx::compile_ptx(std::move(*sources), options);
  if (!compiled) {
    std::fprintf(stderr, "%s\n", compiled.error().c_str());
    return kFailure;
  }
  if (options.check_only && compiled->warnings.empty())
    return 0;

  std::vector<std::string> warnings;
  for (const ptx::Warning& warning : compiled->warnings)
    warnings.push_back(ptx::format(warning));
  isa::ImageMetadata image;
  if (!options.check_only) {
    auto records = read_kernel_records(compiled->elf);
    if (!records)
      return fail("internal error: the image that was just made is damaged: " + records.error());
    image = std::move(*records);
    for (const std::string& warning :
         resource_warnings(image, {settings.warn_local, settings.warn_spills, settings.warn_stack_size}))
      warnings.push_back("ptxas: warning: " + warning);
  }
  if (!settings.no_warnings)
    for (const std::string& warning : warnings)
      std::fprintf(stderr, "%s\n", warning.c_str());
  if (settings.warnings_are_errors && !settings.no_warnings && !warnings.empty())
    return fail("warnings are errors (-Werror)");
  if (settings.verbose)
    std::fputs(resource_lines(image, options.architecture).c_str(), stderr);
  if (!options.check_only && !write_file(settings.output, compiled->elf))
    return fail("cannot write '" + settings.output + "'");
  return 0;
}

} // namespace ox::driver::ptxas
