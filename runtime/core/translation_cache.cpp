#include "runtime/core/translation_cache.h"
#include "runtime/core/settings.h"
#include <algorithm>
#include <atomic>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace ox::runtime {

namespace {

constexpr std::string_view kSuffix = ".oxcache", kUnfinishedSuffix = ".unfinished";
constexpr time_t kUnfinishedSeconds = 3600; // nobody writes for longer

struct Header {
  char magic[8];
  uint64_t elf_bytes, log_bytes;
  Digest checksum; // of the key and what follows
};
constexpr char kMagic[9] = "OxTrans1";

class File {
public:
  File(const std::string& path, int flags) : descriptor_(open(path.c_str(), flags | O_CLOEXEC, 0600)) {}
  ~File() { close(); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  bool is_open() const { return descriptor_ >= 0; }
  int descriptor() const { return descriptor_; }
  bool read(void* to, size_t bytes) { return transfer(static_cast<char*>(to), bytes, ::read); }
  bool write(const void* from, size_t bytes) { return transfer(static_cast<const char*>(from), bytes, ::write); }
  bool close() {
    const bool closed = descriptor_ >= 0 && ::close(descriptor_) == 0;
    descriptor_ = -1;
    return closed;
  }

private:
  template <typename Pointer, typename Call> bool transfer(Pointer at, size_t bytes, Call call) {
    while (bytes) {
      const ssize_t done = call(descriptor_, at, bytes);
      if (done < 0 && errno == EINTR)
        continue;
      if (done <= 0)
        return false;
      at += done;
      bytes -= static_cast<size_t>(done);
    }
    return true;
  }
  int descriptor_;
};

Digest checksum_of(const Digest& key, const Translation& translation) {
  return Sha256()
      .add(std::as_bytes(std::span(key)))
      .add_field(std::as_bytes(std::span(translation.elf)))
      .add_field(translation.log)
      .finish();
}

std::optional<Translation> read_translation(File& file, const Digest& key) {
  struct stat status;
  Header header;
  if (fstat(file.descriptor(), &status) != 0 || !file.read(&header, sizeof header))
    return std::nullopt;
  const uint64_t bytes = static_cast<uint64_t>(status.st_size) - sizeof header;
  if (std::memcmp(header.magic, kMagic, sizeof header.magic) != 0 || header.elf_bytes > bytes ||
      header.log_bytes != bytes - header.elf_bytes)
    return std::nullopt;
  Translation translation;
  translation.elf.resize(header.elf_bytes);
  translation.log.resize(header.log_bytes);
  if (!file.read(translation.elf.data(), header.elf_bytes) || !file.read(translation.log.data(), header.log_bytes) ||
      checksum_of(key, translation) != header.checksum)
    return std::nullopt;
  return translation;
}

bool write_translation(const std::string& path, const Digest& key, const Translation& translation) {
  Header header;
  std::memcpy(header.magic, kMagic, sizeof header.magic);
  header.elf_bytes = translation.elf.size();
  header.log_bytes = translation.log.size();
  header.checksum = checksum_of(key, translation);
  File file(path, O_WRONLY | O_CREAT | O_EXCL);
  return file.is_open() && file.write(&header, sizeof header) &&
         file.write(translation.elf.data(), translation.elf.size()) &&
         file.write(translation.log.data(), translation.log.size()) && file.close();
}

} // namespace

const TranslationCache* TranslationCache::instance() {
  static const TranslationCache* const cache = [] {
    const Settings& environment = settings();
    return environment.cache_disabled || environment.cache_folder.empty()
               ? nullptr
               : new TranslationCache(environment.cache_folder, environment.cache_bytes);
  }();
  return cache;
}

std::string TranslationCache::path_of(const Digest& key) const { return folder_ + "/" + hexadecimal(key); }

std::optional<Translation> TranslationCache::find(const Digest& key) const {
  const std::string path = path_of(key) + std::string(kSuffix);
  File file(path, O_RDONLY);
  if (!file.is_open())
    return std::nullopt;
  auto translation = read_translation(file, key);
  if (translation)
    futimens(file.descriptor(), nullptr); // used now
  else
    unlink(path.c_str());
  return translation;
}

void TranslationCache::store(const Digest& key, const Translation& translation) const {
  if (sizeof(Header) + translation.elf.size() + translation.log.size() > max_bytes_)
    return;
  std::error_code ignored;
  if (!std::filesystem::exists(folder_, ignored)) {
    std::filesystem::create_directories(folder_, ignored);
    std::filesystem::permissions(folder_, std::filesystem::perms::owner_all, ignored);
  }
  static std::atomic<unsigned> count = 0;
  const std::string unfinished =
      path_of(key) + "." + std::to_string(getpid()) + "-" + std::to_string(++count) + std::string(kUnfinishedSuffix);
  const std::string path = path_of(key) + std::string(kSuffix);
  if (!write_translation(unfinished, key, translation) || rename(unfinished.c_str(), path.c_str()) != 0) {
    unlink(unfinished.c_str());
    return;
  }
  drop_least_recently_used();
}

void TranslationCache::drop_least_recently_used() const {
  struct Entry {
    std::string name;
    timespec used;
    uint64_t bytes;
  };
  std::vector<Entry> entries;
  uint64_t total = 0;
  DIR* folder = opendir(folder_.c_str());
  if (!folder)
    return;
  while (const dirent* found = readdir(folder)) {
    const std::string_view name = found->d_name;
    const bool is_unfinished = name.ends_with(kUnfinishedSuffix);
    struct stat status;
    if ((!is_unfinished && !name.ends_with(kSuffix)) || fstatat(dirfd(folder), found->d_name, &status, 0) != 0)
      continue;
    if (is_unfinished) {
      if (status.st_mtime + kUnfinishedSeconds < time(nullptr)) // its writer is gone
        unlinkat(dirfd(folder), found->d_name, 0);
      continue;
    }
    entries.push_back({std::string(name), status.st_mtim, static_cast<uint64_t>(status.st_size)});
    total += entries.back().bytes;
  }
  if (total > max_bytes_) {
    std::ranges::sort(entries, {}, [](const Entry& entry) { return std::pair(entry.used.tv_sec, entry.used.tv_nsec); });
    for (const Entry& entry : entries) {
      if (total <= max_bytes_)
        break;
      unlinkat(dirfd(folder), entry.name.c_str(), 0);
      total -= entry.bytes;
    }
  }
  closedir(folder);
}

} // namespace ox::runtime
