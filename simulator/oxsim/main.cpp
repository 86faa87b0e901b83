// oxsim: runs a kernel of an OxCore ELF on the simulator, without CUDA.
// Exit codes: 0 it ran, 1 the command line or a file is wrong, 2 the kernel faulted.
#include "runtime/counters_report.h"
#include "simulator/config.h"
#include "simulator/demangle.h"
#include "simulator/machine.h"
#include "simulator/oxsim/arguments.h"
#include "simulator/oxsim/trace_file.h"
#include <CLI/CLI.hpp>
#include <chrono>
#include <cinttypes>
#include <cstdio>

namespace ox::sim {
namespace {

constexpr int kUserError = 1, kGuestFault = 2;

struct CommandLine {
  std::string file, kernel, config = "ox-small", grid = "1", block = "1", cluster = "1";
  std::vector<std::string> parameters, dumps;
  std::string stats_json;
  TraceOptions trace;
  uint64_t shared_bytes = 0, stack_bytes = 1024, limit = 0;
  MachineOptions machine;
  bool cooperative = false, bare = false, list = false, stats = false, time = false;
};

void declare(CLI::App& app, CommandLine& line) {
  app.add_option("file", line.file, "OxCore ELF image")->required();
  app.add_option("--kernel", line.kernel, "Which kernel, mangled or as written (default: the only one)");
  app.add_option("--grid", line.grid, "Blocks: x[,y[,z]]");
  app.add_option("--block", line.block, "Threads of a block: x[,y[,z]]");
  app.add_option("--cluster", line.cluster, "Blocks of a cluster: x[,y[,z]], which divides the grid (default: none)");
  app.add_option("--shared", line.shared_bytes, "Dynamic shared memory of a block, bytes");
  app.add_option("--stack", line.stack_bytes, "Stack for kernels with recursion or indirect calls, bytes per thread");
  app.add_option("--param", line.parameters,
                 "A parameter, in order: u32:5 i32:-5 u64:5 i64:-5 f32:1.5 f64:1.5 buf:BYTES[:FILE]")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  app.add_option("--dump", line.dumps,
                 "Print a buffer afterwards: INDEX[:FORMAT], FORMAT u8 u32 i32 u64 i64 f32 f64 hex file:PATH")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  app.add_option("--config", line.config, "Machine: a configuration's name or a .json file");
  app.add_option("--threads", line.machine.threads, "Host threads (default: OX_THREADS, else all)");
  app.add_option("--seed", line.machine.seed,
                 "Repeatable runs: one host thread, clocks count instructions; 0 is the plain schedule, others explore "
                 "(default: OX_SCHED_SEED, else not repeatable)");
  app.add_option("--limit", line.limit, "Fault after this many instructions of one warp");
  app.add_flag("--cooperative", line.cooperative, "All blocks resident at once, or refuse");
  app.add_flag("--ignore-hints", line.machine.ignore_hints, "Take no notice of ox.split and ox.join");
  app.add_flag("--bare", line.bare, "Hand-written assembly without .note.ox: every global label is a kernel");
  app.add_flag("--list", line.list, "List the kernels and stop");
  app.add_flag("--stats", line.stats, "Print counters to stderr: what the kernel did, by source line and in all");
  app.add_option("--stats-json", line.stats_json, "Write the counters to a file, as docs/counters.md says");
  app.add_flag("--time", line.time, "Print the host's time and the rate to stderr");
  app.add_option("--trace", line.trace.path, "Write every executed warp instruction to a file (-: stdout)");
  app.add_option("--trace-block", line.trace.block, "Trace this block only: x[,y[,z]]");
  app.add_option("--trace-warp", line.trace.warp, "Trace this warp of each block only");
}

int fail(const std::string& why) {
  std::fflush(stdout);
  std::fprintf(stderr, "oxsim: %s\n", why.c_str());
  return kUserError;
}

void list_kernels(const Program& program) {
  for (const KernelInfo& kernel : program.kernels())
    std::printf("%s\n  name %s\n  parameters %zu (%" PRIu32 " bytes), static shared %" PRIu64 " bytes, local %" PRIu64
                " bytes%s, registers %" PRIu32 "\n",
                demangle(kernel.name).c_str(), kernel.name.c_str(), kernel.parameters.size(), kernel.parameter_bytes,
                kernel.static_shared_bytes, kernel.local_bytes, kernel.unbounded_stack ? " and a stack" : "",
                kernel.registers);
}

std::expected<uint32_t, std::string> choose_kernel(const Program& program, const std::string& name) {
  auto kernels = program.kernels();
  std::string names;
  for (uint32_t i = 0; i < kernels.size(); ++i) {
    std::string written = demangle(kernels[i].name);
    if (kernels[i].name == name || written == name || written.substr(0, written.find('(')) == name ||
        (name.empty() && kernels.size() == 1))
      return i;
    names += "\n  " + written;
  }
  if (kernels.empty())
    return std::unexpected(std::string("the image has no kernel"));
  return std::unexpected((name.empty() ? "there are several kernels, choose one with --kernel:"
                                       : "there is no kernel " + name + "; there are:") +
                         names);
}

void print_time(const LaunchResult& result, std::chrono::duration<double> seconds) {
  std::fprintf(stderr, "host time %.6f s, %.4g G lane instructions per second\n", seconds.count(),
               double(result.lane_instructions) / seconds.count() * 1e-9);
}

std::expected<void, std::string> report_counters(const CommandLine& line, const std::string& symbol,
                                                 const LaunchResult& result) {
  const KernelCounters kernel{symbol, 1, *result.counters};
  if (line.stats)
    std::fputs(describe_counters({&kernel, 1}).c_str(), stderr);
  return line.stats_json.empty() ? std::expected<void, std::string>()
                                 : write_file(line.stats_json, counters_as_json({&kernel, 1}));
}

int run(const CommandLine& line) {
  auto config = load_config(line.config);
  if (!config)
    return fail(config.error());
  auto elf = read_file(line.file);
  if (!elf)
    return fail(elf.error());
  auto memory = Memory::create(config->arena_bytes, config->properties.memory_bytes,
                               line.machine.seed ? Memory::kRepeatableBase : 0);
  if (!memory)
    return fail(memory.error());
  auto program =
      Program::load(*elf, **memory, line.bare ? Program::Metadata::kFromSymbols : Program::Metadata::kRequired);
  if (!program)
    return fail(line.file + ": " + program.error());
  if (line.list) {
    list_kernels(**program);
    return 0;
  }

  Launch launch;
  auto kernel = choose_kernel(**program, line.kernel);
  auto grid = parse_dim3(line.grid), block = parse_dim3(line.block);
  if (!kernel)
    return fail(line.file + ": " + kernel.error());
  auto cluster = parse_dim3(line.cluster);
  if (!grid || !block)
    return fail(!grid ? "--grid " + grid.error() : "--block " + block.error());
  if (!cluster)
    return fail("--cluster " + cluster.error());
  launch.kernel = *kernel;
  launch.grid = *grid;
  launch.block = *block;
  launch.cluster = *cluster;
  launch.dynamic_shared_bytes = line.shared_bytes;
  launch.stack_bytes = line.stack_bytes;
  launch.cooperative = line.cooperative;
  launch.instruction_limit = line.limit;
  launch.collect_counters = line.stats || !line.stats_json.empty();
  launch.print = [](std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); };

  std::vector<Argument> arguments;
  for (const std::string& text : line.parameters) {
    auto argument = parse_argument(text, **memory);
    if (!argument)
      return fail(argument.error());
    arguments.push_back(std::move(*argument));
  }
  std::vector<Dump> dumps;
  for (const std::string& text : line.dumps) {
    auto dump = parse_dump(text, arguments);
    if (!dump)
      return fail(dump.error());
    dumps.push_back(std::move(*dump));
  }
  auto parameters = lay_out(arguments, (*program)->kernels()[*kernel], !line.bare);
  if (!parameters)
    return fail(parameters.error());
  launch.parameters = *parameters;

  MachineOptions options = line.machine;
  options.heap_bytes = config->heap_bytes;
  auto trace = TraceFile::open(line.trace);
  if (!trace)
    return fail(trace.error());
  if (*trace)
    options.trace = [&](const TraceEvent& event) { (*trace)->write(event); };
  Machine machine(config->properties, **memory, options);
  if (auto why = machine.refuse(**program, launch))
    return fail(*why);
  auto start = std::chrono::steady_clock::now();
  LaunchResult result = machine.run(**program, launch);
  std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  if (line.time)
    print_time(result, seconds);
  if (result.counters)
    if (auto done = report_counters(line, (*program)->kernels()[*kernel].name, result); !done)
      return fail(done.error());
  if (*trace)
    if (auto done = (*trace)->close(); !done)
      return fail(done.error());
  if (result.fault) {
    fail(result.fault->describe());
    return result.fault->kind == FaultKind::kHost ? kUserError : kGuestFault;
  }
  for (const Dump& dump : dumps)
    if (auto done = write_dump(dump, arguments[dump.argument]); !done)
      return fail(done.error());
  return 0;
}

} // namespace
} // namespace ox::sim

int main(int argc, char** argv) {
  ox::sim::CommandLine line;
  auto options = ox::sim::MachineOptions::from_environment();
  if (!options)
    return ox::sim::fail(options.error());
  line.machine = *options;
  CLI::App app("Runs a kernel of an OxCore ELF image on the simulator.", "oxsim");
  ox::sim::declare(app, line);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0)
      return app.exit(error); // --help
    return ox::sim::fail(std::string(error.what()) + "; oxsim --help lists the options");
  }
  return ox::sim::run(line);
}
