// Translations of PTX on disk, so that a program compiles its kernels once and not with every start.
//
// A file is a translation, and its name is a digest of all that it depends on.  Files are written under another name
// and renamed, so that processes and threads see whole ones or none; what a crash or a bad disk leaves is found by a
// checksum and taken away.  A cache is never a reason to fail: what can't be read is compiled, what can't be written is
// compiled again next time.  When the files are larger together than the bound, those go that were not used for
// longest.
#pragma once
#include "runtime/core/sha256.h"
#include <optional>
#include <vector>

namespace ox::runtime {

struct Translation {
  std::vector<std::byte> elf;
  std::string log; // the compiler's warnings
};

class TranslationCache {
public:
  TranslationCache(std::string folder, uint64_t max_bytes) : folder_(std::move(folder)), max_bytes_(max_bytes) {}

  // The process's, as CUDA_CACHE_PATH, CUDA_CACHE_MAXSIZE and CUDA_CACHE_DISABLE say; null if it is switched off or
  // there is no place for one.
  static const TranslationCache* instance();

  std::optional<Translation> find(const Digest& key) const;
  void store(const Digest& key, const Translation& translation) const;

private:
  std::string path_of(const Digest& key) const;
  void drop_least_recently_used() const;

  std::string folder_;
  uint64_t max_bytes_;
};

} // namespace ox::runtime
