#include "driver/run.h"
#include "driver/compile_queue.h"
#include "driver/time_table.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include <chrono>
#include <cstdio>

namespace ox::driver {
namespace {

// A missing input is one clear error before anything runs, and not a late one of some job.
bool inputs_exist(const Plan& plan) {
  bool good = true;
  for (const std::string& path : plan.inputs)
    if (!llvm::sys::fs::exists(path)) {
      print_error("no such file: '" + path + "'");
      good = false;
    }
  return good;
}

// A name is looked for as a shell does; a path may be of the folder that has the compiler.
bool host_compiler_exists(const Plan& plan) {
  const llvm::StringRef name = plan.host_compiler;
  if (name.empty() || (name.contains('/') ? llvm::sys::fs::exists(name) : bool(llvm::sys::findProgramByName(name))))
    return true;
  print_error("there is no host compiler '" + plan.host_compiler + "'; leave -ccbin out, or name one that is there");
  return false;
}

// Of a job, what the user gets; empty for what lies in the scratch folder or goes to standard output.
std::vector<std::string> outputs_of(const Job& job, const PlanContext& context) {
  std::vector<std::string> outputs;
  auto add = [&](const std::string& path) {
    if (path != "-" && !path.empty() && !llvm::StringRef(path).starts_with(context.scratch_directory + "/"))
      outputs.push_back(path);
  };
  if (const auto* compile = std::get_if<CompileJob>(&job)) {
    add(compile->output);
    const auto& arguments = compile->dependency_arguments;
    for (size_t i = 0; i + 1 < arguments.size(); ++i)
      if (arguments[i] == "-MF")
        add(arguments[i + 1]);
  } else if (const auto* link = std::get_if<LinkJob>(&job)) {
    add(link->output);
  } else if (const auto* archive = std::get_if<ArchiveJob>(&job)) {
    add(archive->output);
  }
  return outputs;
}

bool folders_exist(const Plan& plan, const PlanContext& context) {
  for (const Job& job : plan.jobs)
    for (const std::string& path : outputs_of(job, context)) {
      const llvm::StringRef folder = llvm::sys::path::parent_path(path);
      if (!folder.empty() && !llvm::sys::fs::is_directory(folder)) {
        print_error("can't write '" + path + "': there is no folder '" + folder.str() + "'");
        return false;
      }
    }
  return true;
}

// -clean
int delete_outputs(const Plan& plan, const PlanContext& context) {
  int code = 0;
  for (const Job& job : plan.jobs)
    for (const std::string& path : outputs_of(job, context))
      if (std::error_code error = llvm::sys::fs::remove(path)) {
        print_error("can't delete '" + path + "': " + error.message());
        code = 1;
      }
  return code;
}

class PlanRunner {
public:
  PlanRunner(const Plan& plan, const PlanContext& context)
      : plan_(plan), context_(context), queue_(compile_jobs(plan), plan.threads) {}

  int run() {
    for (const Job& job : plan_.jobs) {
      if (plan_.verbose)
        std::fprintf(stderr, "#$ %s\n", describe(job).c_str());
      if (std::holds_alternative<CompileJob>(job))
        finish_compile();
      else if (code_ == 0 && !run_other(job))
        code_ = 1;
    }
    if (!plan_.time_file.empty() && !append_times(plan_.time_file, times_)) {
      print_error("can't write '" + plan_.time_file + "'");
      return 1;
    }
    return code_;
  }

private:
  static std::vector<const CompileJob*> compile_jobs(const Plan& plan) {
    std::vector<const CompileJob*> jobs;
    for (const Job& job : plan.jobs)
      if (const auto* compile = std::get_if<CompileJob>(&job))
        jobs.push_back(compile);
    return jobs;
  }

  void finish_compile() {
    const std::optional<CompileResult> result = queue_.next();
    if (!result)
      return;
    std::fputs(result->messages.c_str(), stderr);
    times_.insert(times_.end(), result->times.begin(), result->times.end());
    if (code_ == 0)
      code_ = result->exit_code;
  }

  bool run_other(const Job& job) {
    if (std::holds_alternative<ExecuteJob>(job)) { // takes this process's place: nobody would clean up afterwards
      llvm::sys::fs::remove_directories(context_.scratch_directory);
      std::fflush(nullptr);
    }
    const auto start = std::chrono::steady_clock::now();
    const bool good = std::visit(
        [](const auto& body) {
          if constexpr (std::is_same_v<std::decay_t<decltype(body)>, CompileJob>)
            return false; // in the queue
          else
            return run_job(body);
        },
        job);
    const double took = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    const bool archives = std::holds_alternative<ArchiveJob>(job);
    const auto outputs = outputs_of(job, context_);
    times_.push_back({"", archives ? "archive" : "link", outputs.empty() ? "" : outputs[0], "", took});
    return good;
  }

  const Plan& plan_;
  const PlanContext& context_;
  CompileQueue queue_;
  std::vector<StepTime> times_;
  int code_ = 0;
};

} // namespace

std::string error_text(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    result += "ox-nvcc: error: " + std::string(line) + "\n";
    text.remove_prefix(std::min(text.size(), line.size() + 1));
  }
  return result;
}

void print_error(std::string_view text) { std::fputs(error_text(text).c_str(), stderr); }

int run_plan(const Plan& plan, const PlanContext& context) {
  if (!plan.print.empty()) {
    std::fputs(plan.print.c_str(), stdout);
    return 0;
  }
  for (const std::string& warning : plan.warnings)
    std::fprintf(stderr, "ox-nvcc: warning: %s\n", warning.c_str());
  if (plan.clean)
    return delete_outputs(plan, context);
  if (plan.verbose || plan.dryrun)
    std::fputs(describe_environment(context).c_str(), stderr);
  if (plan.dryrun) {
    for (const Job& job : plan.jobs)
      std::fprintf(stderr, "#$ %s\n", describe(job).c_str());
    return 0;
  }
  if (!inputs_exist(plan) || !host_compiler_exists(plan) || !folders_exist(plan, context))
    return 1;
  return PlanRunner(plan, context).run();
}

} // namespace ox::driver
