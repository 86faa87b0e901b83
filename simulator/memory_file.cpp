// See memory_file.h.
#include "simulator/memory_file.h"
#include "simulator/text.h"
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <string_view>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ox::sim {

namespace {
constexpr char kName[] = "ox-memory";
constexpr std::array<char, 8> kMagic{'o', 'x', 'm', 'e', 'm', 'o', 'r', 'y'};
constexpr int kSeals = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL;

struct LastPage {
  std::array<char, 8> magic;
  uint64_t bytes;
  MemoryFile::Label label;
};

std::unexpected<std::string> no_file(const char* what) {
  return std::unexpected(std::string("the system ") + what + " (" + std::strerror(errno) + ")");
}
} // namespace

std::expected<std::shared_ptr<MemoryFile>, std::string> MemoryFile::create(uint64_t bytes, const Label& label) {
  const int descriptor = memfd_create(kName, MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (descriptor < 0)
    return no_file("gives no more memory files: raise the limit on open files (ulimit -n)");
  std::shared_ptr<MemoryFile> file(new MemoryFile(descriptor, bytes, label)); // closes it if something fails
  const LastPage last{kMagic, bytes, label};
  if (ftruncate(descriptor, off_t(bytes + kPageBytes)) != 0 ||
      pwrite(descriptor, &last, sizeof last, off_t(bytes)) != ssize_t(sizeof last) ||
      fcntl(descriptor, F_ADD_SEALS, kSeals) != 0)
    return no_file(("has no memory file of " + byte_count(bytes)).c_str());
  return file;
}

std::expected<std::shared_ptr<MemoryFile>, std::string> MemoryFile::open(int descriptor) {
  struct stat status{};
  if (descriptor < 0 || fstat(descriptor, &status) != 0)
    return std::unexpected("descriptor " + std::to_string(descriptor) + " is not open");
  LastPage last{};
  const off_t at = status.st_size - off_t(kPageBytes);
  const bool is_ours = S_ISREG(status.st_mode) && at >= 0 &&
                       pread(descriptor, &last, sizeof last, at) == ssize_t(sizeof last) && last.magic == kMagic &&
                       last.bytes == uint64_t(at) && fcntl(descriptor, F_GET_SEALS) == kSeals;
  if (!is_ours)
    return std::unexpected("descriptor " + std::to_string(descriptor) + " is not memory that a device has exported");
  const int own = fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
  if (own < 0)
    return no_file("gives no more descriptors");
  return std::shared_ptr<MemoryFile>(new MemoryFile(own, last.bytes, last.label));
}

MemoryFile::~MemoryFile() { close(descriptor_); }

std::expected<void, std::string> MemoryFile::write(uint64_t offset, const void* from, uint64_t bytes) const {
  for (uint64_t done = 0; done < bytes;) {
    const ssize_t count =
        pwrite(descriptor_, static_cast<const char*>(from) + done, bytes - done, off_t(offset + done));
    if (count <= 0)
      return no_file("has no memory for a copy");
    done += uint64_t(count);
  }
  return {};
}

void MemoryFile::discard(uint64_t offset, uint64_t bytes) const {
  (void)fallocate(descriptor_, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, off_t(offset), off_t(bytes));
}

std::expected<void, std::string> map_file(uint64_t address, uint64_t bytes, int descriptor, uint64_t offset) {
  void* mapped = mmap(reinterpret_cast<void*>(address), bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED,
                      descriptor, off_t(offset));
  if (mapped == MAP_FAILED)
    return no_file(("can't map " + byte_count(bytes) + " at " + hex(address)).c_str());
  return {};
}

} // namespace ox::sim
