// The cache of translations: what is stored is found, damage is found out, and the bound is kept.
#include "runtime/core/translation_cache.h"
#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace ox::test {
namespace {

using runtime::Digest;
using runtime::hexadecimal;
using runtime::Sha256;
using runtime::Translation;
using runtime::TranslationCache;
namespace fs = std::filesystem;

TEST(Sha256, HasTheValuesOfItsStandard) {
  EXPECT_EQ(hexadecimal(Sha256().finish()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(hexadecimal(Sha256().add("abc").finish()),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hexadecimal(Sha256().add("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq").finish()),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(hexadecimal(Sha256().add(std::string(1000000, 'a')).finish()),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, DoesNotDependOnHowTheTextIsCut) {
  const std::string text(300, 'x');
  for (size_t cut = 0; cut <= text.size(); cut += 7)
    EXPECT_EQ(Sha256().add(text.substr(0, cut)).add(text.substr(cut)).finish(), Sha256().add(text).finish());
}

class Cache : public testing::Test {
protected:
  Cache() {
    std::string pattern = (fs::temp_directory_path() / "ox-cache-XXXXXX").string();
    root = mkdtemp(pattern.data());
    folder = root + "/deeper/cache";
  }
  ~Cache() override {
    fs::permissions(root, fs::perms::owner_all);
    fs::remove_all(root);
  }

  static Digest key(int number) { return Sha256().add(static_cast<uint64_t>(number)).finish(); }
  static Translation translation(int number, size_t bytes = 1000) {
    return {.elf = std::vector<std::byte>(bytes, static_cast<std::byte>(number)),
            .log = "log " + std::to_string(number)};
  }
  static void expect_found(const TranslationCache& cache, int number, size_t bytes = 1000) {
    auto found = cache.find(key(number));
    ASSERT_TRUE(found) << number;
    EXPECT_EQ(found->elf, translation(number, bytes).elf);
    EXPECT_EQ(found->log, translation(number).log);
  }
  std::vector<fs::path> files() const {
    std::vector<fs::path> result;
    for (const auto& entry : fs::directory_iterator(folder))
      result.push_back(entry.path());
    return result;
  }
  // Used so many seconds ago.
  void age(int number, int seconds) const {
    fs::last_write_time(folder + "/" + hexadecimal(key(number)) + ".oxcache",
                        fs::file_time_type::clock::now() - std::chrono::seconds(seconds));
  }

  std::string root, folder;
};

TEST_F(Cache, FindsWhatWasStored) {
  const TranslationCache cache(folder, 1 << 20);
  EXPECT_FALSE(cache.find(key(1)));
  cache.store(key(1), translation(1));
  cache.store(key(2), translation(2));
  expect_found(cache, 1);
  expect_found(cache, 2);
  EXPECT_FALSE(cache.find(key(3)));
  EXPECT_EQ(files().size(), 2u);
}

TEST_F(Cache, IsTheUsersOwn) {
  TranslationCache(folder, 1 << 20).store(key(1), translation(1));
  EXPECT_EQ(fs::status(folder).permissions() & fs::perms::all, fs::perms::owner_all);
  EXPECT_EQ(fs::status(files()[0]).permissions() & fs::perms::all, fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(Cache, EveryDamagedByteIsFoundAndTheFileTakenAway) {
  const TranslationCache cache(folder, 1 << 20);
  cache.store(key(1), translation(1, 40));
  const size_t bytes = fs::file_size(files()[0]);
  for (size_t at = 0; at < bytes; ++at) {
    {
      std::fstream file(files()[0], std::ios::in | std::ios::out | std::ios::binary);
      file.seekg(static_cast<std::streamoff>(at));
      const char before = static_cast<char>(file.get());
      file.seekp(static_cast<std::streamoff>(at));
      file.put(static_cast<char>(before ^ 0x20));
    }
    EXPECT_FALSE(cache.find(key(1))) << at;
    EXPECT_TRUE(files().empty());
    cache.store(key(1), translation(1, 40));
  }
  for (size_t size = 0; size < bytes; ++size) {
    fs::resize_file(files()[0], size);
    EXPECT_FALSE(cache.find(key(1))) << size;
    cache.store(key(1), translation(1, 40));
  }
  std::ofstream(files()[0], std::ios::app) << "more";
  EXPECT_FALSE(cache.find(key(1)));
}

TEST_F(Cache, AFileUnderAnotherNameIsNotTaken) {
  const TranslationCache cache(folder, 1 << 20);
  cache.store(key(1), translation(1));
  fs::rename(files()[0], folder + "/" + hexadecimal(key(2)) + ".oxcache");
  EXPECT_FALSE(cache.find(key(2)));
}

TEST_F(Cache, KeepsWithinItsBoundWhatWasUsedLast) {
  const TranslationCache cache(folder, 5000);
  for (int i = 0; i < 4; ++i) {
    cache.store(key(i), translation(i));
    age(i, 100 - i);
  }
  expect_found(cache, 0); // used now
  cache.store(key(4), translation(4));
  EXPECT_EQ(files().size(), 4u); // of about 1060 bytes each
  EXPECT_FALSE(cache.find(key(1)));
  for (int i : {0, 2, 3, 4})
    expect_found(cache, i);
}

TEST_F(Cache, WhatIsLargerThanTheBoundIsNotStored) {
  const TranslationCache cache(folder, 500);
  cache.store(key(1), translation(1));
  EXPECT_FALSE(cache.find(key(1)));
}

TEST_F(Cache, OtherFilesInTheFolderAreLeftAlone) {
  fs::create_directories(folder);
  std::ofstream(folder + "/index") << std::string(100000, 'x');
  const TranslationCache cache(folder, 3000);
  for (int i = 0; i < 5; ++i)
    cache.store(key(i), translation(i));
  EXPECT_EQ(fs::file_size(folder + "/index"), 100000u);
  EXPECT_EQ(files().size(), 3u);
}

TEST_F(Cache, WhatACrashLeftIsCleanedUpWhenItIsOld) {
  const TranslationCache cache(folder, 1 << 20);
  cache.store(key(1), translation(1));
  const std::string old = folder + "/a.unfinished", fresh = folder + "/b.unfinished";
  std::ofstream(old) << "x";
  std::ofstream(fresh) << "x";
  fs::last_write_time(old, fs::file_time_type::clock::now() - std::chrono::hours(2));
  cache.store(key(2), translation(2));
  EXPECT_FALSE(fs::exists(old));
  EXPECT_TRUE(fs::exists(fresh));
}

TEST_F(Cache, AFolderThatCantBeWrittenIsNoFailure) {
  std::ofstream(root + "/deeper") << "a file where a folder should be";
  const TranslationCache cache(folder, 1 << 20);
  cache.store(key(1), translation(1));
  EXPECT_FALSE(cache.find(key(1)));
  const TranslationCache nowhere("/proc/ox", 1 << 20);
  nowhere.store(key(1), translation(1));
  EXPECT_FALSE(nowhere.find(key(1)));
}

TEST_F(Cache, AFullDiskIsNoFailure) {
  rlimit unlimited; // a limit on the size of files fails writes as a full disk does
  getrlimit(RLIMIT_FSIZE, &unlimited);
  const rlimit small{.rlim_cur = 100, .rlim_max = unlimited.rlim_max};
  const TranslationCache cache(folder, 1 << 20);
  signal(SIGXFSZ, SIG_IGN);
  setrlimit(RLIMIT_FSIZE, &small);
  cache.store(key(1), translation(1));
  setrlimit(RLIMIT_FSIZE, &unlimited);
  EXPECT_FALSE(cache.find(key(1)));
  EXPECT_TRUE(files().empty());
}

// Threads of several processes store and find the same few keys; what is found is always whole.
TEST_F(Cache, IsSharedBetweenThreadsAndProcesses) {
  constexpr int kProcesses = 3, kThreads = 3, kRounds = 200;
  const auto work = [&](int seed) {
    const TranslationCache cache(folder, 20000);
    bool sound = true;
    for (int round = 0; round < kRounds; ++round) {
      const int number = (seed + round) % 30;
      if (auto found = cache.find(key(number)))
        sound &= found->elf == translation(number).elf && found->log == translation(number).log;
      else
        cache.store(key(number), translation(number));
    }
    return sound;
  };
  std::vector<pid_t> processes;
  for (int process = 0; process < kProcesses; ++process) {
    const pid_t child = fork();
    if (child == 0) {
      bool sound[kThreads];
      std::vector<std::thread> threads;
      for (int thread = 0; thread < kThreads; ++thread)
        threads.emplace_back([&, thread] { sound[thread] = work(process * 7 + thread); });
      for (std::thread& thread : threads)
        thread.join();
      _exit(std::count(sound, sound + kThreads, true) == kThreads ? 0 : 1);
    }
    processes.push_back(child);
  }
  for (pid_t child : processes) {
    int status = -1;
    waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
  }
  uint64_t total = 0;
  for (const fs::path& file : files()) {
    EXPECT_EQ(file.extension(), ".oxcache");
    total += fs::file_size(file);
  }
  EXPECT_LE(total, 20000u + 1100u * kProcesses * kThreads); // those that were stored while another counted
}

} // namespace
} // namespace ox::test
