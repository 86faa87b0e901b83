// The report for people: for each kernel its dearest lines, then what its instructions were, then what they did to
// memory.  See counters_report.h.
#include "runtime/counters_report.h"
#include <algorithm>
#include <cinttypes>
#include <cstdarg>
#include <cstdio>

namespace ox {

namespace {
constexpr size_t kMostLines = 20;

[[gnu::format(printf, 1, 2)]] std::string format(const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  char text[512];
  std::vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  return text;
}

double ratio(uint64_t a, uint64_t b) { return b == 0 ? 0 : double(a) / double(b); }
double percent(uint64_t a, uint64_t b) { return 100 * ratio(a, b); }

std::string count_of(uint64_t count, const char* thing) {
  return format("%" PRIu64 " %s%s", count, thing, count == 1 ? "" : "s");
}

// "global loads 4.0 sectors a request, 100% used"
void note_sectors(std::string& notes, const char* what, const SectorCounters& counters) {
  if (counters.requests != 0)
    notes += format("; %s %.1f sectors a request, %.0f%% used", what, ratio(counters.sectors, counters.requests),
                    percent(counters.bytes_used, 32 * counters.sectors));
}

void note_banks(std::string& notes, const char* what, const BankCounters& counters) {
  if (counters.requests != 0)
    notes += format("; %s %.1f passes a request, %" PRIu64 " in conflict", what,
                    ratio(counters.passes, counters.requests), counters.passes - counters.least_passes);
}

std::string notes_of(const Counters& counters) {
  std::string notes;
  if (counters.divergence.splits != 0)
    notes +=
        format("; %" PRIu64 " of %" PRIu64 " branches split", counters.divergence.splits, counters.divergence.branches);
  note_sectors(notes, "global loads", counters.global.load);
  note_sectors(notes, "global stores", counters.global.store);
  note_sectors(notes, "global atomics", counters.global.atomic);
  note_sectors(notes, "local loads", counters.local.load);
  note_sectors(notes, "local stores", counters.local.store);
  note_banks(notes, "shared loads", counters.shared.load);
  note_banks(notes, "shared stores", counters.shared.store);
  note_banks(notes, "shared atomics", counters.shared.atomic);
  if (counters.atomics.same_address != 0)
    notes += format("; %.1f rounds an atomic", ratio(counters.atomics.rounds, counters.atomics.requests));
  if (counters.barriers.waits != 0)
    notes +=
        format("; waits of %.0f instructions", ratio(counters.barriers.wait_instructions, counters.barriers.waits));
  return notes.empty() ? notes : notes.substr(2);
}

std::string place_of(const LineCounters& line) {
  if (line.file.empty())
    return "(no source line)";
  return line.file.substr(line.file.rfind('/') + 1) + ":" + std::to_string(line.line);
}

std::string describe_lines(const LaunchCounters& counters) {
  std::vector<const LineCounters*> lines;
  for (const LineCounters& line : counters.lines)
    lines.push_back(&line);
  std::ranges::sort(lines, [](const LineCounters* a, const LineCounters* b) { // equal ones stay in the file's order
    const uint64_t more = a->counters.warp_instructions, less = b->counters.warp_instructions;
    return more != less ? more > less : a < b;
  });
  const size_t shown = std::min(lines.size(), kMostLines);
  size_t width = 0;
  for (size_t i = 0; i < shown; ++i)
    width = std::max(width, place_of(*lines[i]).size());
  std::string text = "  lines, by warp instructions\n";
  for (size_t i = 0; i < shown; ++i) {
    const Counters& line = lines[i]->counters;
    const std::string notes = notes_of(line);
    text += format("  %5.1f%% %12" PRIu64 "  %-*s  %4.1f lanes",
                   percent(line.warp_instructions, counters.total.warp_instructions), line.warp_instructions,
                   int(width), place_of(*lines[i]).c_str(), ratio(line.lane_instructions, line.warp_instructions));
    text += (notes.empty() ? "" : "  " + notes) + "\n";
  }
  if (shown != lines.size())
    text += "  and " + count_of(lines.size() - shown, "more line") + "\n";
  return text;
}

std::string describe_classes(const Counters& total) {
  std::string text = "  instructions                 warp          lane    warp\n";
  auto row = [&](const char* title, const ClassCounters& counters) {
    if (counters.warp_instructions != 0 || counters.lane_instructions != 0)
      text += format("  %-22s %10" PRIu64 " %13" PRIu64 " %6.1f%%\n", title, counters.warp_instructions,
                     counters.lane_instructions, percent(counters.warp_instructions, total.warp_instructions));
  };
#define OX_CLASS(name, title) row(title, total.of(CounterClass::name));
#include "runtime/counters.def"
  return text;
}

std::string describe_traffic(const Counters& total) {
  std::string sectors_text, banks_text, text;
  auto sectors = [&](const char* title, const SectorCounters& counters) {
    if (counters.requests != 0)
      sectors_text += format("  %-15s %12" PRIu64 " %13" PRIu64 " %12" PRIu64 " %12" PRIu64 " %13" PRIu64 " %6.1f%%\n",
                             title, counters.requests, counters.bytes_asked, counters.sectors, counters.lines,
                             32 * counters.sectors, percent(counters.bytes_used, 32 * counters.sectors));
  };
  auto banks = [&](const char* title, const BankCounters& counters) {
    if (counters.requests != 0)
      banks_text +=
          format("  %-15s %12" PRIu64 " %13" PRIu64 " %12" PRIu64 " %12" PRIu64 "\n", title, counters.requests,
                 counters.bytes_asked, counters.passes, counters.passes - counters.least_passes);
  };
  sectors("global loads", total.global.load);
  sectors("global stores", total.global.store);
  sectors("global atomics", total.global.atomic);
  sectors("local loads", total.local.load);
  sectors("local stores", total.local.store);
  sectors("local atomics", total.local.atomic);
  sectors("parameters", total.parameters);
  banks("shared loads", total.shared.load);
  banks("shared stores", total.shared.store);
  banks("shared atomics", total.shared.atomic);
  if (!sectors_text.empty())
    text +=
        "  memory              requests   bytes asked      sectors        lines   bytes moved    used\n" + sectors_text;
  if (!banks_text.empty())
    text += "  shared memory       requests   bytes asked       passes    conflicts\n" + banks_text;
  if (const AtomicCounters& atomics = total.atomics; atomics.requests != 0)
    text += format("  atomics         %" PRIu64 " requests of %" PRIu64 " lanes, %" PRIu64
                   " at an address that another lane had; %" PRIu64 " rounds\n",
                   atomics.requests, atomics.lane_operations, atomics.same_address, atomics.rounds);
  return text;
}

std::string describe_flow(const Counters& total) {
  std::string text =
      format("  %-15s %" PRIu64 " branches, %" PRIu64 " split; %" PRIu64 " reconvergences\n", "divergence",
             total.divergence.branches, total.divergence.splits, total.divergence.reconvergences);
  if (const BarrierCounters& barriers = total.barriers; barriers.arrivals != 0)
    text += format("  %-15s %" PRIu64 " arrivals, %" PRIu64 " waits of %.1f instructions on average\n", "barriers",
                   barriers.arrivals, barriers.waits, ratio(barriers.wait_instructions, barriers.waits));
  return text;
}
} // namespace

std::string describe_counters(std::span<const KernelCounters> kernels) {
  std::string text;
  for (const KernelCounters& kernel : kernels) {
    const Counters& total = kernel.counters.total;
    if (!text.empty())
      text += "\n";
    text += kernel.counters.kernel + ": " +
            format("%" PRIu64 " %s", kernel.launches, kernel.launches == 1 ? "launch" : "launches");
    text += format(", %" PRIu64 " warp instructions, %" PRIu64 " lane instructions, %.1f lanes on average\n",
                   total.warp_instructions, total.lane_instructions,
                   ratio(total.lane_instructions, total.warp_instructions));
    text += describe_lines(kernel.counters) + describe_classes(total) + describe_traffic(total) + describe_flow(total);
  }
  return text;
}

} // namespace ox
