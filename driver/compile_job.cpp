// One source file.  The two sides of a .cu file are compiled at the same time: a thread takes the device side through
// the front end, the code generator and the container, while this one compiles the host side and waits for the
// container only when it emits the registration code.
#include "codegen/compile.h"
#include "driver/print_resources.h"
#include "driver/run.h"
#include "frontend/compile_device.h"
#include "frontend/compile_host.h"
#include "frontend/dialect.h"
#include "frontend/emit_ptx.h"
#include "isa/image_container.h"
#include "llvm/ADT/StringExtras.h"
#include "ptx/compile/compile_ptx.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include <cstdio>
#include <fstream>
#include <future>
#include <thread>

namespace ox::driver {
namespace {

using Bytes = std::vector<uint8_t>;

bool write_output(const std::string& path, const Bytes& bytes) {
  if (path == "-")
    return std::fwrite(bytes.data(), 1, bytes.size(), stdout) == bytes.size();
  std::ofstream file(path, std::ios::binary);
  file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (!file)
    print_error("can't write '" + path + "'");
  return bool(file);
}

void print_diagnostics(const std::vector<frontend::RenderedDiagnostic>& diagnostics) {
  std::string text;
  for (const frontend::RenderedDiagnostic& diagnostic : diagnostics)
    text += diagnostic.text;
  text += frontend::count_diagnostics(diagnostics);
  std::fputs(text.c_str(), stderr);
}

void report(frontend::DiagnosticLog& log, const std::string& text) {
  log.add({clang::DiagnosticsEngine::Error, "ox-nvcc: error: " + text + "\n"});
}

unsigned compute_capability(const CompileJob& job) { return frontend::architecture_number(job.options.architecture); }

codegen::Options codegen_options(const CompileJob& job) {
  codegen::Options options;
  options.hints = job.hints;
  options.full_debug = job.options.device_debug;
  options.compute_capability = static_cast<int>(compute_capability(job));
  // For what the optimiser and the code generator turn into library calls after the front end linked the library.
  if (std::string library = frontend::device_library_path(job.options); llvm::sys::fs::exists(library))
    options.libdevice = library;
  return options;
}

std::optional<Bytes> compile_to_elf(const CompileJob& job, frontend::DiagnosticLog& log) {
  std::unique_ptr<frontend::DeviceModule> device = frontend::compile_device(job.options, log);
  if (!device)
    return std::nullopt;
  if (!device->has_device_code())
    return Bytes{};
  std::expected<Bytes, std::string> elf = codegen::compile(std::move(device->module), codegen_options(job));
  if (!elf) {
    report(log, elf.error());
    return std::nullopt;
  }
  if (!job.keep_stem.empty())
    write_output(job.keep_stem + ".cubin", *elf);
  return std::move(*elf);
}

// A kernel that uses what Ox does not lower is a warning: the others of its module run.
std::optional<Bytes> compile_ptx_to_elf(const CompileJob& job, frontend::DiagnosticLog& log) {
  auto text = llvm::MemoryBuffer::getFile(job.options.input, true);
  if (!text) {
    report(log, "cannot read " + job.options.input + ": " + text.getError().message());
    return std::nullopt;
  }
  ptx::CompileOptions options;
  options.file_name = job.options.input;
  options.opt_level = job.options.device_debug ? 0 : 3;
  options.codegen = codegen_options(job);
  auto compiled = ptx::compile_ptx((*text)->getBuffer().str(), options);
  if (!compiled) {
    for (llvm::StringRef line : llvm::split(compiled.error(), '\n'))
      log.add({clang::DiagnosticsEngine::Error, line.str() + "\n"});
    return std::nullopt;
  }
  for (const ptx::Diagnostic& diagnostic : compiled->diagnostics)
    log.add({clang::DiagnosticsEngine::Warning, ptx::format(diagnostic, job.options.input) + "\n"});
  return std::move(compiled->elf);
}

// A file without device code has an empty container.
Bytes wrap_in_container(const CompileJob& job, const Bytes& elf) {
  std::vector<isa::ImageEntry> entries;
  if (!elf.empty())
    entries.push_back(
        {isa::ImageKind::kOxCoreElf, compute_capability(job), 0, job.options.input, std::as_bytes(std::span(elf))});
  std::vector<std::byte> container = isa::write_image_container(entries);
  const uint8_t* bytes = reinterpret_cast<const uint8_t*>(container.data());
  return Bytes(bytes, bytes + container.size());
}

std::optional<Bytes> compile_device_side(const CompileJob& job, frontend::DiagnosticLog& log) {
  if (job.kind == CompileOutput::kPtx) {
    frontend::CompileOptions options = job.options;
    options.keep_inline_ptx = true;
    std::unique_ptr<frontend::DeviceModule> device = frontend::compile_device(options, log);
    if (!device)
      return std::nullopt;
    std::expected<std::string, std::string> text = frontend::emit_ptx(*device->module);
    if (!text) {
      report(log, text.error());
      return std::nullopt;
    }
    return Bytes(text->begin(), text->end());
  }
  std::optional<Bytes> elf = job.is_ptx ? compile_ptx_to_elf(job, log) : compile_to_elf(job, log);
  if (!elf)
    return std::nullopt;
  if (job.print_resources && !elf->empty())
    print_resources(*elf, job.options.architecture);
  return job.kind == CompileOutput::kElf ? std::move(elf) : wrap_in_container(job, *elf);
}

// -ptx, -cubin, -fatbin
bool run_device_only(const CompileJob& job) {
  frontend::DiagnosticLog log(job.options.colors);
  std::optional<Bytes> bytes = compile_device_side(job, log);
  print_diagnostics(log.all());
  return bytes && write_output(job.output, *bytes);
}

// -E, -M, and sources that aren't CUDA
bool run_host_only(const CompileJob& job) {
  frontend::DiagnosticLog log(job.options.colors);
  frontend::HostOptions host{frontend::HostOutput::kObject, job.output, job.dependency_arguments};
  if (job.kind == CompileOutput::kPreprocessed)
    host.kind = frontend::HostOutput::kPreprocessed;
  if (job.kind == CompileOutput::kDependencies)
    host.kind = frontend::HostOutput::kDependencies;
  bool good = frontend::compile_host(job.options, host, {}, log);
  print_diagnostics(log.all());
  return good;
}

bool run_both_sides(const CompileJob& job) {
  frontend::DiagnosticLog host_log(job.options.colors), device_log(job.options.colors);
  std::promise<std::optional<Bytes>> image;
  std::shared_future<std::optional<Bytes>> image_ready = image.get_future().share();
  std::thread device([&] { image.set_value(compile_device_side(job, device_log)); });
  bool host_good = frontend::compile_host(
      job.options, {frontend::HostOutput::kObject, job.output, job.dependency_arguments},
      [&] { return image_ready.get(); }, host_log);
  device.join();

  const bool device_good = image_ready.get().has_value();
  // Where only the device side failed, the host side's complaint about the missing image is no news.
  std::vector<frontend::RenderedDiagnostic> host_diagnostics = host_log.all();
  if (!device_good)
    std::erase_if(host_diagnostics,
                  [](const auto& diagnostic) { return diagnostic.text.contains(frontend::kImageFileName); });
  print_diagnostics(frontend::merge_diagnostics(host_diagnostics, device_log.all()));
  return host_good && device_good;
}

} // namespace

bool run_job(const CompileJob& given) {
  CompileJob job = given;
  job.options.colors = llvm::sys::Process::StandardErrHasColors();
  if (!job.keep_stem.empty())
    llvm::sys::fs::create_directories(llvm::sys::path::parent_path(job.keep_stem));
  const bool cuda = job.options.language == frontend::Language::kCuda;
  switch (job.kind) {
  case CompileOutput::kPtx:
  case CompileOutput::kElf:
  case CompileOutput::kContainer:
    if (cuda)
      return run_device_only(job);
    print_error("'" + job.options.input + "' has no device code; only .cu files (or -x cu) have");
    return false;
  case CompileOutput::kPreprocessed:
  case CompileOutput::kDependencies:
    return run_host_only(job);
  case CompileOutput::kObject:
    return cuda ? run_both_sides(job) : run_host_only(job);
  }
  __builtin_unreachable();
}

} // namespace ox::driver
