// One source file.  The two sides of a .cu file are compiled at the same time: a thread takes the device side through
// the front end, the code generator and the container, while this one compiles the host side and waits for the
// container only when it emits the registration code.
#include "driver/compile_device_side.h"
#include "driver/host_text.h"
#include "driver/keep_files.h"
#include "driver/run.h"
#include "driver/time_trace.h"
#include "frontend/compile_host.h"
#include "frontend/preprocess.h"
#include "llvm/Support/Process.h"
#include <chrono>
#include <future>
#include <thread>

namespace ox::driver {
namespace {

using Diagnostics = std::vector<frontend::RenderedDiagnostic>;

constexpr int kFailure = 1, kCompilerFailure = 2, kAssemblerFailure = 255;

class Stopwatch {
public:
  double milliseconds() const {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start_).count();
  }

private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

bool is_cuda(const CompileJob& job) { return job.options.language == frontend::Language::kCuda; }

// By the first error, as nvcc stops at the first part of it that finds one.  Its preprocessor, and its compiler for
// files that aren't CUDA, are GCC.
int exit_code(const CompileJob& job, const Diagnostics& diagnostics, bool good) {
  if (good)
    return 0;
  for (const frontend::RenderedDiagnostic& diagnostic : diagnostics)
    if (diagnostic.level >= clang::DiagnosticsEngine::Error) {
      if (diagnostic.stage == frontend::Stage::kAssembler)
        return kAssemblerFailure;
      const bool by_compiler = diagnostic.stage == frontend::Stage::kCompiler;
      return by_compiler && is_cuda(job) && job.kind != CompileOutput::kPreprocessed ? kCompilerFailure : kFailure;
    }
  return kFailure;
}

CompileResult finish(const CompileJob& job, const Diagnostics& diagnostics, bool good) {
  CompileResult result{exit_code(job, diagnostics, good), {}, {}};
  for (const frontend::RenderedDiagnostic& diagnostic : diagnostics)
    result.messages += diagnostic.text;
  result.messages += frontend::count_diagnostics(diagnostics);
  return result;
}

StepTime step_time(const CompileJob& job, const char* step, const Stopwatch& watch) {
  return {job.options.input, step, job.output, "compute_" + job.options.architecture, watch.milliseconds()};
}

// -ptx, -cubin, -fatbin
CompileResult run_device_only(const CompileJob& job) {
  const Stopwatch watch;
  frontend::DiagnosticLog log(job.options.colors);
  const std::optional<DeviceSide> device = compile_device_side(job, log);
  bool good = device.has_value();
  CompileResult result = finish(job, log.all(), good);
  if (good && !write_file(job.output, device->bytes))
    result = {kFailure, result.messages + error_text("can't write '" + job.output + "'"), {}};
  result.times = {step_time(job, "device", watch)};
  return result;
}

// -E, -M
CompileResult run_preprocessor(const CompileJob& job) {
  const Stopwatch watch;
  frontend::DiagnosticLog log(job.options.colors);
  const bool good =
      job.kind == CompileOutput::kDependencies
          ? frontend::write_make_rule(job.options, job.dependency_arguments, job.output, log)
          : frontend::preprocess(job.options, is_cuda(job) ? frontend::Side::kDevice : frontend::Side::kHost,
                                 job.output, log);
  CompileResult result = finish(job, log.all(), good);
  result.times = {step_time(job, "preprocess", watch)};
  return result;
}

// Sources that aren't CUDA.
CompileResult run_host_only(const CompileJob& job) {
  const Stopwatch watch;
  frontend::DiagnosticLog log(job.options.colors);
  const bool good = frontend::compile_host(
      job.options, {frontend::HostOutput::kObject, job.output, job.dependency_arguments}, {}, log);
  CompileResult result = finish(job, log.all(), good);
  result.times = {step_time(job, "host", watch)};
  return result;
}

CompileResult run_both_sides(const CompileJob& job) {
  frontend::DiagnosticLog host_log(job.options.colors), device_log(job.options.colors);
  std::promise<std::optional<DeviceSide>> promise;
  std::shared_future<std::optional<DeviceSide>> device_ready = promise.get_future().share();
  std::optional<StepTime> device_time;
  std::thread device([&] {
    const Stopwatch watch;
    std::optional<DeviceSide> side = compile_device_side(job, device_log);
    device_time = step_time(job, "device", watch);
    promise.set_value(std::move(side));
  });
  const Stopwatch watch;
  const auto image = [&]() -> std::optional<Bytes> {
    const auto& side = device_ready.get();
    return side ? std::optional(side->bytes) : std::nullopt;
  };
  const auto kind =
      job.kind == CompileOutput::kHostText ? frontend::HostOutput::kAssembly : frontend::HostOutput::kObject;
  bool good = frontend::compile_host(job.options, {kind, job.output, job.dependency_arguments}, image, host_log);
  const StepTime host_time = step_time(job, "host", watch);
  device.join();

  const std::optional<DeviceSide>& side = device_ready.get();
  // Where only the device side failed, the host side's complaint about the missing image is no news.
  Diagnostics host_diagnostics = host_log.all();
  if (!side)
    std::erase_if(host_diagnostics,
                  [](const auto& diagnostic) { return diagnostic.text.contains(frontend::kImageFileName); });
  if (good && side && !job.dependency_arguments.empty())
    good = frontend::add_to_make_rule(job.dependency_arguments, side->files);
  CompileResult result =
      finish(job, frontend::merge_diagnostics(host_diagnostics, device_log.all()), good && side.has_value());
  result.times = {*device_time, host_time};
  return result;
}

// -cuda
CompileResult run_host_text(const CompileJob& job) {
  if (!is_cuda(job))
    return {kFailure, error_text("'" + job.options.input + "': -cuda takes .cu files; use -E for this one"), {}};
  CompileResult result = run_both_sides(job);
  if (result.exit_code != 0)
    return result;
  const std::optional<std::string> assembly = read_file(job.output);
  const std::string text = host_text(job.options.input, assembly.value_or(""));
  if (!assembly || !write_file(job.output, Bytes(text.begin(), text.end())))
    result = {kFailure, result.messages + error_text("can't write '" + job.output + "'"), {}};
  return result;
}

} // namespace

CompileResult run_compile_job(const CompileJob& given) {
  CompileJob job = given;
  job.options.colors = llvm::sys::Process::StandardErrHasColors();
  std::string problem = keep_preprocessed_files(job);
  if (!problem.empty())
    return {kFailure, error_text(problem), {}};
  switch (job.kind) {
  case CompileOutput::kPtx:
  case CompileOutput::kElf:
  case CompileOutput::kContainer:
    return run_device_only(job);
  case CompileOutput::kPreprocessed:
  case CompileOutput::kDependencies:
    return run_preprocessor(job);
  case CompileOutput::kHostText:
    return run_host_text(job);
  case CompileOutput::kObject:
    return is_cuda(job) ? run_both_sides(job) : run_host_only(job);
  }
  __builtin_unreachable();
}

} // namespace ox::driver
