// See trace_file.h.
#include "simulator/oxsim/trace_file.h"
#include "simulator/oxsim/arguments.h"
#include <cerrno>
#include <cstring>
#include <utility>

namespace ox::sim {

std::expected<std::unique_ptr<TraceFile>, std::string> TraceFile::open(const TraceOptions& options) {
  if (options.path.empty()) {
    if (!options.block.empty() || options.warp)
      return std::unexpected(std::string("--trace-block and --trace-warp choose what --trace FILE writes; add it"));
    return nullptr;
  }
  std::unique_ptr<TraceFile> trace(new TraceFile);
  trace->path_ = options.path;
  trace->warp_ = options.warp;
  if (!options.block.empty()) {
    auto block = parse_dim3(options.block, 0);
    if (!block)
      return std::unexpected("--trace-block " + block.error());
    trace->block_ = *block;
  }
  trace->file_ = options.path == "-" ? stdout : std::fopen(options.path.c_str(), "w");
  if (!trace->file_)
    return std::unexpected("cannot write " + options.path + ": " + std::strerror(errno));
  std::fputs("# block warp lanes pc instruction\n", trace->file_);
  return trace;
}

TraceFile::~TraceFile() { (void)close(); }

void TraceFile::write(const TraceEvent& event) {
  if ((block_ && event.block != *block_) || (warp_ && event.warp != *warp_))
    return;
  const std::string line = describe(event) + "\n";
  std::scoped_lock lock(mutex_);
  std::fwrite(line.data(), 1, line.size(), file_);
}

std::expected<void, std::string> TraceFile::close() {
  if (!file_)
    return {};
  FILE* file = std::exchange(file_, nullptr);
  bool good = std::fflush(file) == 0 && std::ferror(file) == 0;
  if (file != stdout)
    good = std::fclose(file) == 0 && good;
  if (!good)
    return std::unexpected("cannot write " + path_ + ": " + std::strerror(errno));
  return {};
}

} // namespace ox::sim
