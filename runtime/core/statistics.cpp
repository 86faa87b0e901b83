#include "runtime/core/statistics.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/settings.h"
#include "runtime/counters_report.h"
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <map>
#include <mutex>
#include <unistd.h>
#include <vector>

namespace ox::runtime {

namespace {
struct Statistics {
  std::mutex mutex;
  std::map<std::string, KernelCounters> kernels; // by symbol
  uint64_t expected = 0, ended = 0;
};

Statistics& statistics() {
  static Statistics& instance = *new Statistics; // never destroyed: it is written while the process ends
  return instance;
}

// OX_STATS may name the process, so that those of a parallel run don't overwrite each other's file.
std::string with_process_id(std::string path) {
  for (size_t at = path.find("%p"); at != std::string::npos; at = path.find("%p", at))
    path.replace(at, 2, std::to_string(getpid()));
  return path;
}

void write_file(const std::string& path, const std::string& text) {
  FILE* file = std::fopen(path.c_str(), "w");
  bool good = file && std::fwrite(text.data(), 1, text.size(), file) == text.size();
  if (file)
    good = std::fclose(file) == 0 && good;
  if (!good)
    say("OX_STATS: cannot write %s: %s", path.c_str(), std::strerror(errno));
}
} // namespace

bool statistics_wanted() { return !settings().statistics.empty(); }

void expect_statistics() {
  std::scoped_lock lock(statistics().mutex);
  ++statistics().expected;
}

void add_statistics(const std::string& symbol, const LaunchCounters& counters) {
  std::scoped_lock lock(statistics().mutex);
  KernelCounters& kernel = statistics().kernels[symbol];
  kernel.symbol = symbol;
  ++kernel.launches;
  kernel.counters += counters;
  ++statistics().ended;
}

void write_statistics() {
  if (!statistics_wanted())
    return;
  Statistics& all = statistics();
  std::scoped_lock lock(all.mutex);
  std::vector<KernelCounters> kernels;
  for (const auto& [symbol, kernel] : all.kernels)
    kernels.push_back(kernel);
  if (settings().statistics == "-") {
    std::ranges::sort(kernels, std::ranges::greater{},
                      [](const KernelCounters& kernel) { return kernel.counters.total.warp_instructions; });
    std::fputs(describe_counters(kernels).c_str(), stderr);
  } else {
    write_file(with_process_id(settings().statistics), counters_as_json(kernels));
  }
  if (all.ended != all.expected)
    say("OX_STATS: %llu of %llu launches had not ended when the process did; they are not counted",
        static_cast<unsigned long long>(all.expected - all.ended), static_cast<unsigned long long>(all.expected));
}

} // namespace ox::runtime
