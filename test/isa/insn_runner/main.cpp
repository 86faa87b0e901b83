// insn_runner [-I FOLDER]... FILE|FOLDER...: runs the files of test/isa/insn (their language is described in
// test/isa/insn/include/check.inc.s) and says what is not as they say.  With OX_TEST_LONG set, at every SIMD level that
// the processor has and under some seeds of the scheduler; else at the best level, or the one that OX_SIMD names, and
// under the seed that OX_SCHED_SEED gives, if any.
// Exit codes: 0 all is well, 1 something is not.
#include "simulator/config.h"
#include "simulator/interpreter.h"
#include "test/isa/insn_runner/assemble.h"
#include "test/isa/insn_runner/check.h"
#include <algorithm>
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>

namespace ox::test {
namespace {

struct Totals {
  uint64_t files = 0, failed = 0, kernels = 0, results = 0;
};

std::vector<std::string> files_of(const std::string& path) {
  if (!std::filesystem::is_directory(path))
    return {path};
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(path))
    if (entry.path().extension() == ".s")
      files.push_back(entry.path().string());
  std::ranges::sort(files);
  return files;
}

// A machine and the level that it is to run at.
struct Setting {
  std::unique_ptr<sim::Machine> machine;
  sim::SimdLevel level;
  std::string name;
};

std::vector<Setting> settings(const sim::MachineConfig& config, sim::Memory& memory, sim::MachineOptions options) {
  const auto make = [&](sim::SimdLevel level) {
    std::string name = sim::name_of(level);
    if (options.seed)
      name += ", seed " + std::to_string(*options.seed);
    return Setting{std::make_unique<sim::Machine>(config.properties, memory, options), level, std::move(name)};
  };
  const sim::SimdLevel best = sim::simd_level();
  std::vector<Setting> all;
  all.push_back(make(best));
  if (!std::getenv("OX_TEST_LONG"))
    return all;
  for (unsigned i = 0; i < sim::kSimdLevels; ++i)
    if (const auto level = sim::SimdLevel(i); level != best && sim::is_available(level))
      all.push_back(make(level));
  for (uint64_t seed = 1; seed <= 5; ++seed) {
    options.seed = seed;
    all.push_back(make(best));
  }
  return all;
}

void check_file(const std::string& path, const std::vector<std::string>& include_folders, sim::Memory& memory,
                const std::vector<Setting>& settings, Totals& totals) {
  ++totals.files;
  auto elf = assemble(path, include_folders);
  if (!elf) {
    ++totals.failed;
    std::printf("%s: %s\n", path.c_str(), elf.error().c_str());
    return;
  }
  bool failed = false;
  for (const Setting& setting : settings) {
    sim::set_simd_level(setting.level);
    const Checked checked = check_image(*elf, memory, *setting.machine);
    for (const std::string& failure : checked.failures)
      std::printf("%s (%s): %s\n", path.c_str(), setting.name.c_str(), failure.c_str());
    failed |= !checked.failures.empty();
    totals.kernels += checked.kernels;
    totals.results += checked.results;
  }
  totals.failed += failed;
}

int run(const std::vector<std::string>& paths, const std::vector<std::string>& include_folders) {
  auto options = sim::MachineOptions::from_environment();
  auto config = sim::load_config("ox-small");
  auto memory = options && config ? sim::Memory::create(config->arena_bytes, config->properties.memory_bytes)
                                  : std::unexpected(options ? config.error() : options.error());
  if (!memory) {
    std::fprintf(stderr, "insn_runner: %s\n", memory.error().c_str());
    return 1;
  }
  options->heap_bytes = config->heap_bytes;
  options->threads = 1;
  const std::vector<Setting> all = settings(*config, **memory, *options);
  Totals totals;
  for (const std::string& path : paths)
    for (const std::string& file : files_of(path))
      check_file(file, include_folders, **memory, all, totals);
  std::printf("%" PRIu64 " files, %" PRIu64 " kernels, %" PRIu64 " results; %" PRIu64 " files failed\n", totals.files,
              totals.kernels, totals.results, totals.failed);
  return totals.failed != 0 || totals.files == 0;
}

} // namespace
} // namespace ox::test

int main(int argc, char** argv) {
  std::vector<std::string> paths, include_folders;
  for (int i = 1; i < argc; ++i) {
    if (std::string(argv[i]) == "-I" && i + 1 < argc)
      include_folders.emplace_back(argv[++i]);
    else
      paths.emplace_back(argv[i]);
  }
  return ox::test::run(paths, include_folders);
}
