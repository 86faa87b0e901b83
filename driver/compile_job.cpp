// One source file.  The two sides of a .cu file are compiled at the same time: a thread takes the device side through
// the front end, the code generator and the container, while this one compiles the host side and waits for the
// container only when it emits the registration code.
#include "driver/compile_device_side.h"
#include "driver/run.h"
#include "frontend/compile_host.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include <cstdio>
#include <future>
#include <thread>

namespace ox::driver {
namespace {

void print_diagnostics(const std::vector<frontend::RenderedDiagnostic>& diagnostics) {
  std::string text;
  for (const frontend::RenderedDiagnostic& diagnostic : diagnostics)
    text += diagnostic.text;
  text += frontend::count_diagnostics(diagnostics);
  std::fputs(text.c_str(), stderr);
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
