#include "runtime/core/ipc_ledger.h"
#include "runtime/core/diagnostics.h"
#include <cstring>
#include <fcntl.h>
#include <string>
#include <sys/mman.h>
#include <sys/random.h>
#include <unistd.h>

namespace ox::runtime {

namespace {

constexpr uint64_t kMagic = 0x31726567'64656c6f; // "oledger1"

struct Marks {
  uint64_t magic, nonce;
};

int open_of_process(int process, int descriptor) {
  const std::string path = "/proc/" + std::to_string(process) + "/fd/" + std::to_string(descriptor);
  return ::open(path.c_str(), O_RDWR | O_CLOEXEC);
}

} // namespace

Result<std::shared_ptr<IpcLedger>> IpcLedger::own() {
  static std::mutex& mutex = *new std::mutex;
  static std::shared_ptr<IpcLedger>& ledger = *new std::shared_ptr<IpcLedger>;
  std::scoped_lock lock(mutex);
  if (ledger)
    return ledger;
  std::shared_ptr<IpcLedger> made(new IpcLedger);
  constexpr size_t kBytes = kRecords * sizeof(IpcRecord);
  made->descriptor_ = memfd_create("ox-ledger", MFD_CLOEXEC);
  if (made->descriptor_ < 0 || ftruncate(made->descriptor_, kBytes) != 0 ||
      getrandom(&made->nonce_, sizeof made->nonce_, 0) != sizeof made->nonce_)
    return fail(explain(Error::MemoryAllocation, "the system has no memory file for what this process exports"));
  made->mapping_ = mmap(nullptr, kBytes, PROT_READ | PROT_WRITE, MAP_SHARED, made->descriptor_, 0);
  if (made->mapping_ == MAP_FAILED)
    return fail(explain(Error::MemoryAllocation, "the system can't map what this process exports"));
  made->records_ = {static_cast<IpcRecord*>(made->mapping_), kRecords};
  made->process_ = getpid();
  const Marks marks{kMagic, made->nonce_};
  std::memcpy(made->mapping_, &marks, sizeof marks);
  return ledger = std::move(made);
}

Result<std::shared_ptr<IpcLedger>> IpcLedger::open(const IpcHandle& handle, IpcHandle::Kind kind) {
  if (handle.kind != kind || handle.index == 0 || handle.index >= kRecords)
    return fail(explain(Error::InvalidValue, "this is no handle of %s that a process has exported",
                        kind == IpcHandle::Kind::kMemory ? "memory" : "an event"));
  if (handle.process == getpid())
    return fail(explain(Error::DeviceUninitialized, "the handle is this process's own: only others can open it"));
  std::shared_ptr<IpcLedger> ledger(new IpcLedger);
  ledger->process_ = handle.process;
  ledger->descriptor_ = open_of_process(handle.process, handle.ledger);
  Marks marks{};
  const bool is_it = ledger->descriptor_ >= 0 &&
                     pread(ledger->descriptor_, &marks, sizeof marks, 0) == ssize_t(sizeof marks) &&
                     marks.magic == kMagic && marks.nonce == handle.nonce;
  if (!is_it)
    return fail(explain(Error::MapBufferObjectFailed,
                        "process %d, which exported the handle, has ended or is out of reach", handle.process));
  constexpr size_t kBytes = kRecords * sizeof(IpcRecord);
  ledger->mapping_ = mmap(nullptr, kBytes, PROT_READ | PROT_WRITE, MAP_SHARED, ledger->descriptor_, 0);
  if (ledger->mapping_ == MAP_FAILED)
    return fail(explain(Error::MapBufferObjectFailed, "the system can't map what process %d exports", handle.process));
  ledger->records_ = {static_cast<IpcRecord*>(ledger->mapping_), kRecords};
  ledger->nonce_ = marks.nonce;
  if (!ledger->is_live(handle))
    return fail(explain(Error::MapBufferObjectFailed, "process %d has freed what it exported", handle.process));
  return ledger;
}

IpcLedger::~IpcLedger() {
  if (!records_.empty())
    munmap(mapping_, records_.size_bytes());
  if (descriptor_ >= 0)
    close(descriptor_);
}

int IpcLedger::open_descriptor(int descriptor) const { return open_of_process(process_, descriptor); }

Result<std::shared_ptr<IpcLedger::Entry>> IpcLedger::add() {
  auto ledger = own();
  if (!ledger)
    return fail(ledger.error());
  std::scoped_lock lock((*ledger)->mutex_);
  uint32_t index;
  if (!(*ledger)->free_.empty()) {
    index = (*ledger)->free_.back();
    (*ledger)->free_.pop_back();
  } else if ((*ledger)->used_ < kRecords) {
    index = (*ledger)->used_++;
  } else {
    return fail(
        explain(Error::MemoryAllocation, "this process has exported %u things; there can be no more", kRecords - 1));
  }
  return std::make_shared<Entry>(*ledger, index);
}

IpcLedger::Entry::Entry(std::shared_ptr<IpcLedger> ledger, uint32_t index) : ledger_(std::move(ledger)), index_(index) {
  record().recorded = record().completed = 0;
  record().recorder = 0;
}

IpcLedger::Entry::~Entry() {
  ++record().generation;
  std::scoped_lock lock(ledger_->mutex_);
  ledger_->free_.push_back(index_);
}

IpcHandle IpcLedger::Entry::handle(IpcHandle::Kind kind) const {
  return {.kind = kind,
          .process = ledger_->process_,
          .ledger = ledger_->descriptor_,
          .index = index_,
          .generation = record().generation,
          .nonce = ledger_->nonce_,
          .unused = {}};
}

} // namespace ox::runtime
