#include "driver/compile_device_side.h"
#include "codegen/compile.h"
#include "driver/compile_target.h"
#include "driver/keep_files.h"
#include "driver/print_resources.h"
#include "driver/run.h"
#include "driver/time_trace.h"
#include "frontend/compile_device.h"
#include "llvm/Support/FileSystem.h"
#include <algorithm>
#include <atomic>
#include <thread>

namespace ox::driver {
namespace {

using TargetResult = TargetCompiler::Result;

// One for each target, in their order; nothing when there were errors.
std::optional<std::vector<TargetResult>> compile_targets(const CompileJob& job, frontend::DiagnosticLog& log,
                                                         frontend::IncludedFiles& files) {
  const size_t count = job.targets.size();
  std::vector<std::optional<TargetResult>> results(count);
  std::vector<frontend::DiagnosticLog> logs(count, frontend::DiagnosticLog(job.options.colors));
  std::vector<frontend::IncludedFiles> included(count);
  std::atomic<size_t> begun = 0;
  auto work = [&] {
    for (size_t i; (i = begun++) < count;) {
      TargetCompiler compiler(job, job.targets[i], logs[i]);
      results[i] = compiler.compile();
      included[i] = compiler.files();
    }
  };
  {
    const size_t wanted = job.threads == 0 ? std::max(1u, std::thread::hardware_concurrency()) : job.threads;
    std::vector<std::jthread> helpers;
    for (size_t i = 1; i < std::min(wanted, count); ++i)
      helpers.emplace_back(work);
    work();
  }
  // Most is said for all targets alike.
  std::vector<frontend::RenderedDiagnostic> diagnostics;
  for (const frontend::DiagnosticLog& one : logs)
    diagnostics = frontend::merge_diagnostics(diagnostics, one.all());
  for (frontend::RenderedDiagnostic& diagnostic : diagnostics)
    log.add(std::move(diagnostic));
  files = included.front();
  std::vector<TargetResult> all;
  for (std::optional<TargetResult>& result : results) {
    if (!result)
      return std::nullopt;
    all.push_back(std::move(*result));
  }
  const bool said_error = std::ranges::any_of(
      log.all(), [](const auto& diagnostic) { return diagnostic.level >= clang::DiagnosticsEngine::Error; });
  return said_error ? std::nullopt : std::optional(std::move(all)); // a warning that is an error
}

// A file without device code has an empty container.
Bytes wrap_in_container(const CompileJob& job, const std::vector<TargetResult>& results) {
  std::vector<isa::ImageEntry> entries;
  auto add = [&](isa::ImageKind kind, const TargetResult& result, const Bytes& image) {
    if (!image.empty())
      entries.push_back({kind, result.compute_capability, 0, job.options.input, std::as_bytes(std::span(image))});
  };
  for (const TargetResult& result : results) {
    add(result.kind, result, result.image);
    add(isa::ImageKind::kOxCoreElf, result, result.complete);
  }
  for (size_t i = 0; i < results.size(); ++i)
    if (results[i].ptx)
      entries.push_back({isa::ImageKind::kPtx, job.targets[i].number(), 0, job.options.input,
                         std::as_bytes(std::span(*results[i].ptx))});
  std::vector<std::byte> container = isa::write_image_container(entries);
  const uint8_t* bytes = reinterpret_cast<const uint8_t*>(container.data());
  return Bytes(bytes, bytes + container.size());
}

std::optional<DeviceSide> compile(const CompileJob& job, frontend::DiagnosticLog& log) {
  DeviceSide side;
  if (job.kind == CompileOutput::kPtx) {
    TargetCompiler compiler(job, job.targets.front(), log);
    const std::optional<std::string> text = compiler.compile_to_ptx(job.line_numbers_in_ptx);
    if (!text)
      return std::nullopt;
    side.bytes.assign(text->begin(), text->end());
    side.files = compiler.files();
    return side;
  }
  auto results = compile_targets(job, log, side.files);
  if (!results)
    return std::nullopt;
  if (job.kind == CompileOutput::kElf && !job.options.relocatable_device_code) {
    side.bytes = std::move(results->front().image);
    return side;
  }
  side.bytes = wrap_in_container(job, *results);
  keep_file(job, ".fatbin", side.bytes);
  return side;
}

} // namespace

codegen::Options codegen_options(const frontend::CompileOptions& given, const codegen::Hints& hints,
                                 unsigned compute_capability) {
  codegen::Options options;
  options.hints = hints;
  options.full_debug = given.device_debug && !given.optimized_debug;
  options.compute_capability = static_cast<int>(compute_capability);
  options.precise_division = given.floats.precise_division();
  options.precise_square_root = given.floats.precise_square_root();
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

std::optional<DeviceSide> compile_device_side(const CompileJob& job, frontend::DiagnosticLog& log) {
  TimeTrace trace(job.time_trace_file); // of this thread, which compiles the first target
  std::optional<DeviceSide> side = compile(job, log);
  if (trace.write())
    return side;
  log.add({clang::DiagnosticsEngine::Error, error_text("can't write '" + job.time_trace_file + "'")});
  return std::nullopt;
}

} // namespace ox::driver
