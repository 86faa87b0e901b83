// OX_TRACE=api,launch,mem[:FILE]: what the program asked for and what the streams did, as lines on stderr or, with a
// file, as Chrome's trace JSON, which Perfetto opens (docs/observability.md).
//
// Off, each place that could say something costs one branch on a byte that is in the cache.  This file and
// trace_file.* know nothing of the core, because libnvrtc has a copy of them.
#pragma once
#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

namespace ox::runtime::trace {

enum Category : uint8_t {
  kApi = 1,    // calls, with arguments and results
  kLaunch = 2, // kernels, host functions, events
  kMemory = 4, // copies, fills, bytes in use
};

// Until the environment is read, all bits.
inline constexpr uint8_t kUnread = 0x80;
extern constinit std::atomic<uint8_t> categories;

bool wants_slow(uint8_t category);
inline bool wants(uint8_t category) {
  if (categories.load(std::memory_order_relaxed) & (category | kUnread)) [[unlikely]]
    return wants_slow(category);
  return false;
}

bool goes_to_file(); // else to stderr

uint64_t now_ns(); // steady clock

// For a call that may be traced: when it began; 0: nobody asks.
inline uint64_t call_begins() { return wants(kApi) ? now_ns() : 0; }
void call_ended(const char* name, const std::string& arguments, const char* result, uint64_t begin_ns);

// The fields of "args" of an event, as JSON.
class Fields {
public:
  Fields& add(const char* name, std::string_view text);
  Fields& add(const char* name, const char* text) { return add(name, std::string_view(text)); }
  Fields& add(const char* name, uint64_t number);
  Fields& add(const char* name, double number);
  Fields& add(const char* name, uint32_t x, uint32_t y, uint32_t z); // an array
  std::string json() const { return "{" + text_ + "}"; }

private:
  void key(const char* name);
  std::string text_;
};

// A track: a stream of a device, or the calling thread.
struct Track {
  uint64_t process, thread;
};
Track this_thread();
Track stream_track(int device, uint64_t context, uint64_t stream, bool is_default);

// Events of the file.
void write_span(const Track& track, const char* category, std::string_view name, uint64_t begin_ns, uint64_t end_ns,
                const Fields& fields);
void write_instant(const Track& track, const char* category, std::string_view name, uint64_t at_ns,
                   const Fields& fields);
void write_counter(uint64_t process, std::string_view name, uint64_t at_ns, const Fields& fields);
// An arrow from inside a span of one track to the beginning of a span of another.
void write_flow_begin(const Track& track, uint64_t id, uint64_t at_ns);
void write_flow_end(const Track& track, uint64_t id, uint64_t at_ns);

void write_line(const std::string& text); // "ox: ..." on stderr

} // namespace ox::runtime::trace
