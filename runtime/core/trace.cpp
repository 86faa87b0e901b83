#include "runtime/core/trace.h"
#include "runtime/core/trace_file.h"
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <set>
#include <sys/syscall.h>
#include <unistd.h>

namespace ox::runtime::trace {

constinit std::atomic<uint8_t> categories = kUnread;

namespace {

struct Wanted {
  uint8_t categories = 0;
  TraceFile* file = nullptr;
};

uint8_t category_of(std::string_view name) {
  if (name == "api" || name == "1") // 1: as before there were categories
    return kApi;
  if (name == "launch")
    return kLaunch;
  if (name == "mem")
    return kMemory;
  if (name == "all")
    return kApi | kLaunch | kMemory;
  if (!name.empty() && name != "0")
    std::fprintf(stderr, "ox: OX_TRACE: there is no category %.*s; there are api, launch, mem and all\n",
                 static_cast<int>(name.size()), name.data());
  return 0;
}

Wanted read_environment() {
  Wanted wanted;
  const char* value = std::getenv("OX_TRACE");
  if (!value)
    return wanted;
  const std::string_view text = value, list = text.substr(0, text.find(':'));
  for (size_t at = 0; at < list.size();) {
    const size_t end = std::min(list.find(',', at), list.size());
    wanted.categories |= category_of(list.substr(at, end - at));
    at = end + 1;
  }
  if (wanted.categories && list.size() + 1 < text.size()) {
    wanted.file = new TraceFile(std::string(text.substr(list.size() + 1))); // never destroyed: calls come after exit
    if (!wanted.file->is_open())
      wanted = {};
  }
  return wanted;
}

const Wanted& wanted() {
  static const Wanted& instance = *new Wanted(read_environment());
  return instance;
}

std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (char character : text) {
    const auto code = static_cast<unsigned char>(character);
    if (character == '"' || character == '\\')
      (result += '\\') += character;
    else if (code >= 0x20 && code < 0x7f)
      result += character;
    else { // bytes, each as the character of that number: programs pass any
      char escaped[8];
      std::snprintf(escaped, sizeof escaped, "\\u%04x", code);
      result += escaped;
    }
  }
  return result + "\"";
}

std::string microseconds(uint64_t ns) {
  char text[32];
  std::snprintf(text, sizeof text, "%llu.%03llu", static_cast<unsigned long long>(ns / 1000),
                static_cast<unsigned long long>(ns % 1000));
  return text;
}

std::string place(const Track& track) {
  return ",\"pid\":" + std::to_string(track.process) + ",\"tid\":" + std::to_string(track.thread);
}

std::string program_name() {
  char path[4096];
  const ssize_t length = readlink("/proc/self/exe", path, sizeof path);
  const std::string_view text(path, length > 0 ? static_cast<size_t>(length) : 0);
  return std::string(text.substr(text.rfind('/') + 1));
}

std::string named(const char* what, const Track& track, std::string_view name) {
  return std::string("{\"ph\":\"M\",\"name\":\"") + what + "\"" + place(track) + ",\"args\":{\"name\":" + quoted(name) +
         "}},\n";
}

// The names of a track's process and of its thread, when they are seen first.
std::string introduce(const Track& track, const std::string& process, const std::string& thread) {
  static std::mutex& mutex = *new std::mutex;
  static auto& seen = *new std::set<std::pair<uint64_t, uint64_t>>;
  constexpr uint64_t kNoThread = ~uint64_t{0};
  std::lock_guard lock(mutex);
  std::string text;
  if (seen.insert({track.process, kNoThread}).second)
    text += named("process_name", track, process);
  if (seen.insert({track.process, track.thread}).second)
    text += named("thread_name", track, thread);
  return text;
}

void add(const std::string& events) {
  if (!events.empty())
    wanted().file->add(events);
}

// Devices are processes of their own, as far as the viewer knows, beside the program's; each context of a device, too.
constexpr uint64_t kDeviceProcesses = 100'000'000;

} // namespace

bool wants_slow(uint8_t category) {
  const Wanted& all = wanted();
  categories.store(all.categories, std::memory_order_relaxed);
  return (all.categories & category) != 0;
}

bool goes_to_file() { return wanted().file != nullptr; }

uint64_t now_ns() {
  return static_cast<uint64_t>(
      std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch())
          .count());
}

void Fields::key(const char* name) { text_ += (text_.empty() ? "\"" : ",\"") + std::string(name) + "\":"; }

Fields& Fields::add(const char* name, std::string_view text) {
  key(name);
  text_ += quoted(text);
  return *this;
}

Fields& Fields::add(const char* name, uint64_t number) {
  key(name);
  text_ += std::to_string(number);
  return *this;
}

Fields& Fields::add(const char* name, double number) {
  key(name);
  text_ += std::isfinite(number) ? std::to_string(number) : "null"; // JSON has no infinity
  return *this;
}

Fields& Fields::add(const char* name, uint32_t x, uint32_t y, uint32_t z) {
  key(name);
  text_ += "[" + std::to_string(x) + "," + std::to_string(y) + "," + std::to_string(z) + "]";
  return *this;
}

Track this_thread() {
  const auto process = static_cast<uint64_t>(getpid());
  const Track track{process, static_cast<uint64_t>(syscall(SYS_gettid))};
  thread_local uint64_t introduced_in = 0;
  if (introduced_in != process) {
    introduced_in = process;
    const std::string name = track.thread == process ? "main thread" : "thread " + std::to_string(track.thread);
    std::string text = introduce(track, program_name() + " (" + std::to_string(process) + ")", name);
    if (!text.empty())
      add(text.substr(0, text.size() - 2));
  }
  return track;
}

Track stream_track(int device, uint64_t context, uint64_t stream, bool is_default) {
  const auto process = static_cast<uint64_t>(getpid());
  const Track track{process + context * kDeviceProcesses, stream};
  std::string text = introduce(
      track, "device " + std::to_string(device) + " of " + program_name() + " (" + std::to_string(process) + ")",
      is_default ? "default stream" : "stream " + std::to_string(stream));
  if (!text.empty())
    add(text.substr(0, text.size() - 2));
  return track;
}

void write_span(const Track& track, const char* category, std::string_view name, uint64_t begin_ns, uint64_t end_ns,
                const Fields& fields) {
  add("{\"ph\":\"X\",\"cat\":\"" + std::string(category) + "\",\"name\":" + quoted(name) + place(track) + ",\"ts\":" +
      microseconds(begin_ns) + ",\"dur\":" + microseconds(end_ns - begin_ns) + ",\"args\":" + fields.json() + "}");
}

void write_instant(const Track& track, const char* category, std::string_view name, uint64_t at_ns,
                   const Fields& fields) {
  add("{\"ph\":\"i\",\"s\":\"t\",\"cat\":\"" + std::string(category) + "\",\"name\":" + quoted(name) + place(track) +
      ",\"ts\":" + microseconds(at_ns) + ",\"args\":" + fields.json() + "}");
}

void write_counter(uint64_t process, std::string_view name, uint64_t at_ns, const Fields& fields) {
  add("{\"ph\":\"C\",\"name\":" + quoted(name) + ",\"pid\":" + std::to_string(process) +
      ",\"ts\":" + microseconds(at_ns) + ",\"args\":" + fields.json() + "}");
}

// Names and categories of both ends have to be the same.
void write_flow_begin(const Track& track, uint64_t id, uint64_t at_ns) {
  add("{\"ph\":\"s\",\"cat\":\"flow\",\"name\":\"submitted\",\"id\":\"" + std::to_string(getpid()) + "." +
      std::to_string(id) + "\"" + place(track) + ",\"ts\":" + microseconds(at_ns) + "}");
}

void write_flow_end(const Track& track, uint64_t id, uint64_t at_ns) {
  add("{\"ph\":\"f\",\"bp\":\"e\",\"cat\":\"flow\",\"name\":\"submitted\",\"id\":\"" + std::to_string(getpid()) + "." +
      std::to_string(id) + "\"" + place(track) + ",\"ts\":" + microseconds(at_ns) + "}");
}

void write_line(const std::string& text) {
  const std::string line = "ox: " + text + "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);
}

void call_ended(const char* name, const std::string& arguments, const char* result, uint64_t begin_ns) {
  if (!goes_to_file())
    return write_line(std::string(name) + "(" + arguments + ") = " + result);
  write_span(this_thread(), "api", name, begin_ns, now_ns(),
             Fields().add("arguments", arguments).add("result", result));
}

} // namespace ox::runtime::trace
