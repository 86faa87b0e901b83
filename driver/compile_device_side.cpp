// Two ways lead from CUDA C++ to an image.  The ordinary one gives the front end's module to the code generator.  The
// other prints it as PTX, as for -ptx, and compiles the text: programs must not notice.
#include "driver/compile_device_side.h"
#include "codegen/link_modules.h"
#include "driver/print_resources.h"
#include "driver/run.h"
#include "frontend/compile_device.h"
#include "frontend/dialect.h"
#include "frontend/emit_ptx.h"
#include "isa/image_container.h"
#include "ptx/compile/compile_ptx.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include <algorithm>
#include <cstdio>
#include <iterator>

namespace ox::driver {
namespace {

void report(frontend::DiagnosticLog& log, const std::string& text) {
  log.add({clang::DiagnosticsEngine::Error, "ox-nvcc: error: " + text + "\n"});
}

unsigned compute_capability(const CompileJob& job) { return frontend::architecture_number(job.options.architecture); }

codegen::Options codegen_options(const CompileJob& job, frontend::DiagnosticLog& log) {
  codegen::Options options = driver::codegen_options(job.options, job.hints, compute_capability(job));
  options.on_warning = [&log](const std::string& text) { log.add({clang::DiagnosticsEngine::Warning, text + "\n"}); };
  return options;
}

void keep(const CompileJob& job, const char* extension, const Bytes& bytes) {
  if (!job.keep_stem.empty())
    write_output(job.keep_stem + extension, bytes);
}

// For the device link.  Empty for a file without device code.
std::optional<Bytes> compile_to_linkable_module(const CompileJob& job, frontend::DiagnosticLog& log) {
  std::unique_ptr<frontend::DeviceModule> device = frontend::compile_device(job.options, log);
  if (!device)
    return std::nullopt;
  return device->has_device_code() ? codegen::write_linkable_module(*device->module) : Bytes{};
}

// Empty for a file without device code.
std::optional<Bytes> compile_to_elf(const CompileJob& job, frontend::DiagnosticLog& log) {
  std::unique_ptr<frontend::DeviceModule> device = frontend::compile_device(job.options, log);
  if (!device)
    return std::nullopt;
  if (!device->has_device_code())
    return Bytes{};
  std::expected<Bytes, std::string> elf = codegen::compile(std::move(device->module), codegen_options(job, log));
  if (!elf) {
    report(log, elf.error());
    return std::nullopt;
  }
  return std::move(*elf);
}

// PTX leaves Ox complete: the device library's functions are in the text.
std::optional<std::string> compile_to_ptx(const CompileJob& job, frontend::DiagnosticLog& log, bool with_lines) {
  frontend::CompileOptions options = job.options;
  options.for_ptx = true;
  std::unique_ptr<frontend::DeviceModule> device = frontend::compile_device(options, log);
  if (!device)
    return std::nullopt;
  std::expected<std::string, std::string> text;
  if (auto linked = codegen::complete_with_device_library(*device->module, codegen_options(job, log)); !linked)
    text = std::unexpected(linked.error());
  else
    text = frontend::emit_ptx(*device->module, with_lines);
  if (!text) {
    report(log, text.error());
    return std::nullopt;
  }
  return std::move(*text);
}

// A kernel that uses what Ox does not lower is a warning: the others of its module run.
std::optional<Bytes> assemble_ptx(const CompileJob& job, const std::string& file, std::string text,
                                  frontend::DiagnosticLog& log) {
  ptx::CompileOptions options;
  options.file_name = file;
  options.opt_level = job.options.device_debug ? 0 : 3;
  options.codegen = codegen_options(job, log);
  auto compiled = ptx::compile_ptx(std::move(text), options);
  if (!compiled) {
    for (llvm::StringRef line : llvm::split(compiled.error(), '\n'))
      log.add({clang::DiagnosticsEngine::Error, line.str() + "\n"});
    return std::nullopt;
  }
  for (const ptx::Warning& warning : compiled->warnings)
    log.add({clang::DiagnosticsEngine::Warning, ptx::format(warning) + "\n"});
  return std::move(compiled->elf);
}

std::optional<Bytes> assemble_ptx_file(const CompileJob& job, frontend::DiagnosticLog& log) {
  auto text = llvm::MemoryBuffer::getFile(job.options.input, true);
  if (!text) {
    report(log, "cannot read " + job.options.input + ": " + text.getError().message());
    return std::nullopt;
  }
  return assemble_ptx(job, job.options.input, (*text)->getBuffer().str(), log);
}

std::optional<Bytes> compile_through_ptx(const CompileJob& job, frontend::DiagnosticLog& log) {
  std::optional<std::string> text = compile_to_ptx(job, log, true);
  if (!text)
    return std::nullopt;
  keep(job, ".ptx", Bytes(text->begin(), text->end()));
  return assemble_ptx(job, job.options.input + ".ptx", std::move(*text), log);
}

// For -code=compute_NN.  A program runs without its PTX, so that what can't be said in PTX costs a warning only.
std::optional<std::string> ptx_to_embed(const CompileJob& job, frontend::DiagnosticLog& log) {
  if (job.is_ptx)
    return read_file(job.options.input);
  frontend::DiagnosticLog own(job.options.colors); // the front end has said it all when it compiled to the ELF
  std::optional<std::string> text = compile_to_ptx(job, own, true);
  if (!text)
    for (const frontend::RenderedDiagnostic& diagnostic : own.all())
      log.add({clang::DiagnosticsEngine::Warning,
               "ox-nvcc: warning: " + job.options.input + " is built without its PTX: " + diagnostic.text});
  return text;
}

// None for a file without device code.  They are views of the image.
std::vector<isa::ImageEntry> image_entries(const CompileJob& job, isa::ImageKind kind, const Bytes& image) {
  if (image.empty())
    return {};
  return {{kind, compute_capability(job), 0, job.options.input, std::as_bytes(std::span(image))}};
}

Bytes wrap_in_container(const CompileJob& job, std::vector<isa::ImageEntry> entries, frontend::DiagnosticLog& log) {
  std::optional<std::string> text;
  if (!entries.empty() && job.embeds_ptx && (text = ptx_to_embed(job, log)))
    entries.push_back(
        {isa::ImageKind::kPtx, compute_capability(job), 0, job.options.input, std::as_bytes(std::span(*text))});
  std::vector<std::byte> container = isa::write_image_container(entries);
  const uint8_t* bytes = reinterpret_cast<const uint8_t*>(container.data());
  return Bytes(bytes, bytes + container.size());
}

// A container for the device link.  One that stands for itself (-cubin, -fatbin) has the code, too, if it is complete:
// programs load it without a link.
std::optional<Bytes> compile_relocatable(const CompileJob& job, frontend::DiagnosticLog& log) {
  std::optional<Bytes> module = compile_to_linkable_module(job, log);
  if (!module)
    return std::nullopt;
  keep(job, ".bc", *module);
  std::vector<isa::ImageEntry> entries = image_entries(job, isa::ImageKind::kDeviceModule, *module);
  Bytes elf;
  if (job.kind != CompileOutput::kObject && !module->empty()) {
    const codegen::LinkInput alone{job.options.input, {*module}};
    if (auto linked = codegen::link_modules({&alone, 1}, codegen_options(job, log)))
      if (auto code = codegen::compile(std::move(linked->module), codegen_options(job, log)))
        elf = std::move(*code);
  }
  std::ranges::move(image_entries(job, isa::ImageKind::kOxCoreElf, elf), std::back_inserter(entries));
  return wrap_in_container(job, std::move(entries), log);
}

bool print_resources_of(const Bytes& elf, const CompileJob& job, frontend::DiagnosticLog& log) {
  auto lines = describe_resources(elf, job.options.architecture);
  if (!lines)
    report(log, lines.error());
  else
    std::fputs(lines->c_str(), stderr);
  return bool(lines);
}

} // namespace

codegen::Options codegen_options(const frontend::CompileOptions& given, const codegen::Hints& hints,
                                 unsigned compute_capability) {
  codegen::Options options;
  options.hints = hints;
  options.full_debug = given.device_debug;
  options.compute_capability = static_cast<int>(compute_capability);
  // For what the optimiser and the code generator turn into library calls after the front end linked the library.
  if (std::string library = frontend::device_library_path(given); llvm::sys::fs::exists(library))
    options.libdevice = library;
  return options;
}

std::expected<std::string, std::string> describe_resources(const Bytes& elf, const std::string& architecture) {
  auto image = read_kernel_records(elf);
  if (!image)
    return std::unexpected("internal error: the image that was just made is damaged: " + image.error());
  return resource_lines(*image, architecture);
}

bool write_output(const std::string& path, const Bytes& bytes) {
  const bool good = write_file(path, bytes);
  if (!good)
    print_error("can't write '" + path + "'");
  return good;
}

std::optional<Bytes> compile_device_side(const CompileJob& job, frontend::DiagnosticLog& log) {
  if (job.kind == CompileOutput::kPtx) {
    std::optional<std::string> text = compile_to_ptx(job, log, job.line_numbers_in_ptx);
    return text ? std::optional(Bytes(text->begin(), text->end())) : std::nullopt;
  }
  if (job.options.relocatable_device_code && !job.is_ptx)
    return compile_relocatable(job, log);
  std::optional<Bytes> elf = job.is_ptx        ? assemble_ptx_file(job, log)
                             : job.through_ptx ? compile_through_ptx(job, log)
                                               : compile_to_elf(job, log);
  if (!elf)
    return std::nullopt;
  if (!elf->empty()) {
    keep(job, ".cubin", *elf);
    if (job.print_resources && !print_resources_of(*elf, job, log))
      return std::nullopt;
  }
  return job.kind == CompileOutput::kElf
             ? std::move(elf)
             : wrap_in_container(job, image_entries(job, isa::ImageKind::kOxCoreElf, *elf), log);
}

} // namespace ox::driver
