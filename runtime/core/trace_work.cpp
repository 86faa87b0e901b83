#include "runtime/core/trace_work.h"
#include "runtime/core/module.h"
#include <cxxabi.h>
#include <map>

namespace ox::runtime::trace {

namespace {

std::string demangled(const std::string& symbol) {
  int status = 0;
  char* text = abi::__cxa_demangle(symbol.c_str(), nullptr, nullptr, &status);
  std::string result = text ? text : symbol;
  std::free(text);
  return result;
}

std::string text_of(const Dim3& dim) {
  return "(" + std::to_string(dim.x) + ", " + std::to_string(dim.y) + ", " + std::to_string(dim.z) + ")";
}

std::string duration(uint64_t ns) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f us", static_cast<double>(ns) / 1e3);
  return text;
}

// Bytes in a nanosecond are gigabytes in a second.
double gigabytes_per_second(uint64_t bytes, uint64_t ns) {
  return ns ? static_cast<double>(bytes) / static_cast<double>(ns) : 0;
}

Track track_of(const Ticket& ticket, const Context& context) {
  return stream_track(context.ordinal, context.id, ticket.stream, ticket.default_stream);
}

// `line` is what stderr gets, `name` and `fields` the file.
void report(const Ticket& ticket, const Context& context, const char* category, const std::string& name,
            const std::string& line, uint64_t begin_ns, uint64_t end_ns, Fields fields) {
  if (!goes_to_file()) {
    const std::string stream = ticket.default_stream ? "default stream" : "stream " + std::to_string(ticket.stream);
    return write_line("device " + std::to_string(context.ordinal) + ", " + stream + ": " + name + line + ", " +
                      duration(end_ns - begin_ns));
  }
  if (context.fault() != Error::Success)
    fields.add("error", error_name(static_cast<int>(context.fault())));
  fields.add("correlation", ticket.number).add("waited_us", static_cast<double>(begin_ns - ticket.submitted_ns) / 1e3);
  const Track track = track_of(ticket, context);
  write_span(track, category, name, begin_ns, end_ns, fields);
  if (wants(kApi))
    write_flow_end(track, ticket.number, begin_ns);
}

const char* name_of(Place place) {
  switch (place) {
  case Place::kPageable:
    return "pageable";
  case Place::kPinned:
    return "page-locked";
  case Place::kManaged:
    return "managed";
  case Place::kDevice:
    return "device";
  default:
    return "array";
  }
}

const char* direction_of(const CopyWork& work) {
  const bool from_host = work.from.on_host(), to_host = work.to.on_host();
  if (from_host)
    return to_host ? "host to host" : "host to device";
  if (to_host)
    return "device to host";
  return work.from.owner != work.to.owner ? "peer to peer" : "device to device";
}

} // namespace

Ticket submitted(const Stream& stream) {
  static std::atomic<uint64_t> next = 1;
  const Ticket ticket{next.fetch_add(1, std::memory_order_relaxed), stream.id, stream.kind == Stream::Kind::kLegacy,
                      now_ns()};
  if (goes_to_file() && wants(kApi))
    write_flow_begin(this_thread(), ticket.number, ticket.submitted_ns);
  return ticket;
}

void ran(const Ticket& ticket, const Context& context, const KernelWork& work, uint64_t begin_ns) {
  const uint64_t end_ns = now_ns();
  const Launch& launch = work.pending.launch;
  const KernelInfo& kernel = launch.module->kernels()[launch.kernel];
  Fields fields;
  fields.add("symbol", kernel.name)
      .add("grid", launch.grid.x, launch.grid.y, launch.grid.z)
      .add("block", launch.block.x, launch.block.y, launch.block.z)
      .add("cluster", launch.cluster.x, launch.cluster.y, launch.cluster.z)
      .add("static_shared_bytes", uint64_t{kernel.static_shared_bytes})
      .add("dynamic_shared_bytes", launch.dynamic_shared_bytes)
      .add("registers", uint64_t{kernel.registers});
  report(ticket, context, "launch", demangled(kernel.name),
         " grid " + text_of(launch.grid) + " block " + text_of(launch.block), begin_ns, end_ns, std::move(fields));
}

void ran(const Ticket& ticket, const Context& context, const CopyWork& work, uint64_t begin_ns) {
  const uint64_t end_ns = now_ns(), bytes = work.shape.width * work.shape.rows * work.shape.slices;
  const double speed = gigabytes_per_second(bytes, end_ns - begin_ns);
  const std::string name = std::string("copy ") + direction_of(work);
  Fields fields;
  fields.add("bytes", bytes)
      .add("from", name_of(work.from.place))
      .add("to", name_of(work.to.place))
      .add("rows", work.shape.rows * work.shape.slices)
      .add("GB/s", speed);
  char text[64];
  std::snprintf(text, sizeof text, " of %llu bytes, %.2f GB/s", static_cast<unsigned long long>(bytes), speed);
  report(ticket, context, "mem", name, text, begin_ns, end_ns, std::move(fields));
}

void ran(const Ticket& ticket, const Context& context, const FillWork& work, uint64_t begin_ns) {
  const uint64_t end_ns = now_ns(), bytes = work.shape.width * work.shape.rows * work.shape.slices;
  Fields fields;
  fields.add("bytes", bytes)
      .add("value", uint64_t{work.value})
      .add("GB/s", gigabytes_per_second(bytes, end_ns - begin_ns));
  report(ticket, context, "mem", "fill", " of " + std::to_string(bytes) + " bytes", begin_ns, end_ns,
         std::move(fields));
}

void ran(const Ticket& ticket, const Context& context, const FreeWork& work, uint64_t begin_ns) {
  report(ticket, context, "mem", "free", " of " + std::to_string(work.object.bytes) + " bytes", begin_ns, now_ns(),
         Fields().add("bytes", work.object.bytes));
}

void ran(const Ticket& ticket, const Context& context, const HostWork&, uint64_t begin_ns) {
  report(ticket, context, "launch", "host function", "", begin_ns, now_ns(), {});
}

void ran(const Ticket& ticket, const Context& context, const CallbackWork&, uint64_t begin_ns) {
  report(ticket, context, "launch", "callback", "", begin_ns, now_ns(), {});
}

void ran(const Ticket& ticket, const Context& context, const MemoryOperationsWork& work, uint64_t begin_ns) {
  report(ticket, context, "launch", "memory operations", " of " + std::to_string(work.operations.size()) + " words",
         begin_ns, now_ns(), Fields().add("operations", uint64_t{work.operations.size()}));
}

void run_node(const std::optional<Ticket>& ticket, Context& context, Work& work) {
  if (!ticket)
    return run(context, work);
  const uint64_t begin_ns = now_ns();
  run(context, work);
  std::visit(
      [&](const auto& body) {
        if constexpr (requires { ran(*ticket, context, body, begin_ns); })
          if (wants(kCategoryOf<std::remove_cvref_t<decltype(body)>>))
            ran(*ticket, context, body, begin_ns);
      },
      work);
}

void passed(const Ticket& ticket, const Context& context, const char* what, const Event& event) {
  char address[32];
  std::snprintf(address, sizeof address, "%p", static_cast<const void*>(&event));
  if (goes_to_file())
    return write_instant(track_of(ticket, context), "launch", what, now_ns(),
                         Fields().add("event", address).add("correlation", ticket.number));
  const std::string stream = ticket.default_stream ? "default stream" : "stream " + std::to_string(ticket.stream);
  write_line("device " + std::to_string(context.ordinal) + ", " + stream + ": " + what + " " + address);
}

void memory_changed(const Context& context, MemoryType type, int64_t bytes) {
  static std::mutex& mutex = *new std::mutex;
  static auto& in_use = *new std::map<uint64_t, std::map<MemoryType, int64_t>>;
  std::lock_guard lock(mutex);
  std::map<MemoryType, int64_t>& now = in_use[context.id];
  now[type] += bytes;
  auto used = [&](MemoryType of) { return static_cast<uint64_t>(now[of]); };
  if (goes_to_file())
    return write_counter(stream_track(context.ordinal, context.id, 0, true).process, "bytes in use", now_ns(),
                         Fields()
                             .add("device", used(MemoryType::kDevice))
                             .add("managed", used(MemoryType::kManaged))
                             .add("page-locked", used(MemoryType::kHost)));
  const char* sort = type == MemoryType::kDevice ? "device" : type == MemoryType::kManaged ? "managed" : "page-locked";
  write_line("device " + std::to_string(context.ordinal) + ": " + (bytes > 0 ? "+" : "") + std::to_string(bytes) +
             " bytes of " + sort + " memory, " + std::to_string(now[type]) + " in use");
}

} // namespace ox::runtime::trace
