// What processes share with each other (cudaIpc*): each has a ledger, a memory file with a record for everything that
// it has exported.  A handle names the process, its ledger and a record; who opens it reads the record through the
// exporting process (/proc/<pid>/fd), which therefore has to live, and be the same user's.
//
// A record says what is exported until it is withdrawn; records of events hold the event's state itself.
#pragma once
#include "runtime/core/error.h"
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

namespace ox::runtime {

// Fits cudaIpcMemHandle_t and its kin.
struct IpcHandle {
  enum class Kind : uint32_t { kMemory = 0x6d654d78, kEvent = 0x76456578 };
  Kind kind;
  int32_t process;
  int32_t ledger; // the descriptor in that process
  uint32_t index, generation;
  uint64_t nonce; // of the ledger: process numbers and descriptors come again
  std::byte unused[32];
};
static_assert(sizeof(IpcHandle) == 64);

struct IpcRecord {
  std::atomic<uint32_t> generation; // of the handle that is good for it
  // Memory: a descriptor of the exporting process, and where in it.
  int32_t descriptor, ordinal;
  uint64_t offset, bytes;
  // An event: how often it was recorded, which record has been reached, and who recorded last.
  std::atomic<uint32_t> recorded, completed;
  std::atomic<int32_t> recorder;
  uint32_t unused[4];
};
static_assert(sizeof(IpcRecord) == 64);

class IpcLedger {
public:
  // This process's.
  static Result<std::shared_ptr<IpcLedger>> own();
  // The exporting process's: MapBufferObjectFailed when it has ended or withdrawn the record, InvalidValue for what is
  // no handle of that kind, DeviceUninitialized for this process's own.
  static Result<std::shared_ptr<IpcLedger>> open(const IpcHandle& handle, IpcHandle::Kind kind);
  ~IpcLedger();

  // An entry of this process's ledger; withdrawn when the last holder of the answer lets go.
  class Entry {
  public:
    Entry(std::shared_ptr<IpcLedger> ledger, uint32_t index);
    ~Entry();
    Entry(const Entry&) = delete;
    Entry& operator=(const Entry&) = delete;
    IpcHandle handle(IpcHandle::Kind kind) const;
    IpcRecord& record() const { return ledger_->records_[index_]; }

  private:
    const std::shared_ptr<IpcLedger> ledger_;
    const uint32_t index_;
  };
  static Result<std::shared_ptr<Entry>> add();

  IpcRecord& record(const IpcHandle& handle) const { return records_[handle.index]; }
  bool is_live(const IpcHandle& handle) const { return record(handle).generation == handle.generation; }
  int process() const { return process_; }
  // A copy of a descriptor of the exporting process, or -1.
  int open_descriptor(int descriptor) const;

private:
  IpcLedger() = default;
  static constexpr uint32_t kRecords = 1 << 16;
  int process_ = 0, descriptor_ = -1;
  uint64_t nonce_ = 0;
  void* mapping_ = nullptr;
  std::span<IpcRecord> records_; // the first holds the ledger's own marks
  std::mutex mutex_;
  std::vector<uint32_t> free_;
  uint32_t used_ = 1;
};

} // namespace ox::runtime
