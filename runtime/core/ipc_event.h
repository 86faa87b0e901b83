// An event that processes share (cudaEventInterprocess): its state is in the ledger of the process that made it.  A
// record counts up and is complete when its stream gets there; whoever waits, in any process, waits for the count that
// stood when it asked.
#pragma once
#include "runtime/core/ipc_ledger.h"

namespace ox::runtime {

class IpcEvent {
public:
  // A new one, of this process; and another process's.
  static Result<std::shared_ptr<IpcEvent>> make();
  static Result<std::shared_ptr<IpcEvent>> open(const IpcHandle& handle);

  IpcHandle handle() const { return handle_; } // good as long as the process that made it keeps it

  uint32_t begin_record(); // the record's number
  void complete(uint32_t number);
  uint32_t recorded() const { return record_.recorded; }
  // A process that has ended completes nothing any more, so what it has recorded counts as complete.
  bool is_complete(uint32_t number) const;
  void wait(uint32_t number) const; // blocks the thread

private:
  IpcEvent(std::shared_ptr<void> kept, IpcRecord& record, const IpcHandle& handle)
      : kept_(std::move(kept)), record_(record), handle_(handle) {}
  const std::shared_ptr<void> kept_; // the entry of this process's ledger, or the other's ledger
  IpcRecord& record_;
  const IpcHandle handle_;
};

} // namespace ox::runtime
