#include "driver/run.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include <chrono>
#include <cstdio>
#include <fstream>

namespace ox::driver {
namespace {

class Clock {
public:
  explicit Clock(const std::string& path) {
    if (!path.empty() && path != "-")
      file.open(path, std::ios::app);
    enabled = !path.empty();
  }
  void record(const Job& job, double milliseconds) {
    if (!enabled)
      return;
    constexpr const char* kPhases[] = {"compile", "device link", "link", "archive", "run"};
    std::string line = llvm::formatv("{0}, {1:f3}, ms\n", kPhases[job.index()], milliseconds).str();
    file.is_open() ? void(file << line) : void(std::fputs(line.c_str(), stdout));
  }

private:
  bool enabled = false;
  std::ofstream file;
};

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

} // namespace

void print_error(std::string_view text) {
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    std::fprintf(stderr, "ox-nvcc: error: %.*s\n", static_cast<int>(line.size()), line.data());
    text.remove_prefix(std::min(text.size(), line.size() + 1));
  }
}

int run_plan(const Plan& plan, const PlanContext& context) {
  if (!plan.print.empty()) {
    std::fputs(plan.print.c_str(), stdout);
    return 0;
  }
  if (plan.verbose || plan.dryrun)
    std::fputs(describe_environment(context).c_str(), stderr);
  if (!plan.dryrun && !inputs_exist(plan))
    return 1;
  Clock clock(plan.time_file);
  for (const Job& job : plan.jobs) {
    if (plan.verbose || plan.dryrun)
      std::fprintf(stderr, "#$ %s\n", describe(job).c_str());
    if (plan.dryrun)
      continue;
    if (std::holds_alternative<ExecuteJob>(job)) // takes this process's place: nobody would clean up afterwards
      llvm::sys::fs::remove_directories(context.scratch_directory);
    auto start = std::chrono::steady_clock::now();
    if (!std::visit([](const auto& body) { return run_job(body); }, job))
      return 1;
    clock.record(job, std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
  }
  return 0;
}

} // namespace ox::driver
