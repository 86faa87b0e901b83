// oxsim --trace: executed warp instructions as lines of a file.
#pragma once
#include "simulator/trace.h"
#include <cstdio>
#include <expected>
#include <memory>
#include <mutex>
#include <optional>

namespace ox::sim {

struct TraceOptions {
  std::string path;             // "-" is stdout; empty: no trace
  std::string block;            // x[,y[,z]]; empty: every block
  std::optional<uint32_t> warp; // of each block; none: all
};

class TraceFile {
public:
  // Null if no trace is wanted.
  static std::expected<std::unique_ptr<TraceFile>, std::string> open(const TraceOptions& options);
  ~TraceFile();

  void write(const TraceEvent& event); // any thread
  // Says whether all has been written.
  std::expected<void, std::string> close();

private:
  TraceFile() = default;
  std::string path_;
  FILE* file_ = nullptr;
  std::optional<Dim3> block_;
  std::optional<uint32_t> warp_;
  std::mutex mutex_;
};

} // namespace ox::sim
