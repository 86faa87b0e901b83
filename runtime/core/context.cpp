#include "runtime/core/context.h"
#include "runtime/per_thread.h"

namespace ox::runtime {

namespace {

struct ThreadStream {
  uint64_t context;
  StreamRef stream;
};
using ThreadStreams = PerThread<std::vector<ThreadStream>>;

bool is_done(const OperationRef& operation) { return !operation || operation->is_done(); }

} // namespace

uint64_t next_context_id() {
  static std::atomic<uint64_t> next{1};
  return next.fetch_add(1);
}

Context::Context(int ordinal, std::unique_ptr<Device> device)
    : ordinal(ordinal), id(next_context_id()), device_(std::move(device)), texts_(*device_), modules_(*this),
      default_pool_(std::make_shared<MemoryPool>(ordinal, 0, 0, this)), current_pool_(default_pool_),
      legacy_(std::make_shared<Stream>(*this, Stream::Kind::kLegacy, 0)) {}

Context::~Context() = default;

StreamRef Context::create_stream(Stream::Kind kind, int priority) {
  auto stream = std::make_shared<Stream>(*this, kind, priority);
  std::lock_guard lock(stream_mutex_);
  if (streams_.size() >= forget_at_) {
    forget_finished();
    forget_at_ = 2 * streams_.size() + 16;
  }
  streams_.push_back(stream);
  return stream;
}

StreamRef Context::thread_stream() {
  std::vector<ThreadStream>& streams = ThreadStreams::get();
  for (const ThreadStream& entry : streams)
    if (entry.context == id)
      return entry.stream;
  // A context that has ended let go of its streams.
  std::erase_if(streams, [](const ThreadStream& entry) { return entry.stream.use_count() == 1; });
  StreamRef stream = create_stream(Stream::Kind::kBlocking, 0);
  streams.push_back({id, stream});
  return stream;
}

// A stream that only this list knows was destroyed, or its thread has ended.
void Context::forget_finished() {
  std::erase_if(streams_, [](const StreamRef& other) { return other.use_count() == 1 && is_done(other->last); });
}

// CUDA's rule for the legacy default stream: it waits for all blocking streams, and they for it.
void Context::collect_before(Stream& stream, std::vector<OperationRef>& before) {
  if (!is_done(stream.last))
    before.push_back(stream.last);
  std::erase_if(holds_, [](const Hold& hold) { return hold.until->is_done(); });
  for (const Hold& hold : holds_)
    if (!hold.green || hold.green == stream.green.get())
      before.push_back(hold.until);
  switch (stream.kind) {
  case Stream::Kind::kNonBlocking:
    break;
  case Stream::Kind::kBlocking:
    if (!is_done(legacy_->last))
      before.push_back(legacy_->last);
    break;
  case Stream::Kind::kLegacy:
    forget_finished();
    for (const StreamRef& other : streams_)
      if (other->kind == Stream::Kind::kBlocking && !is_done(other->last))
        before.push_back(other->last);
  }
}

OperationRef Context::enqueue(Stream& stream, Operation::Kind kind, std::move_only_function<void()> work,
                              OperationRef also) {
  auto operation = std::make_shared<Operation>();
  operation->kind = kind;
  operation->stream = stream.id;
  operation->priority = stream.priority;
  operation->work = std::move(work);
  std::lock_guard lock(stream_mutex_);
  std::vector<OperationRef> before;
  collect_before(stream, before);
  if (!is_done(also))
    before.push_back(std::move(also));
  stream.last = operation;
  Scheduler::instance().submit(operation, before);
  return operation;
}

bool Context::is_behind(Stream& stream, const OperationRef& other) {
  std::lock_guard lock(stream_mutex_);
  std::vector<OperationRef> before;
  collect_before(stream, before);
  return Scheduler::instance().is_before_any(*other, before);
}

OperationRef Context::enqueue_group(Stream& stream, std::span<GroupOperation> group, OperationRef also) {
  Scheduler& scheduler = Scheduler::instance();
  auto make_marker = [&] {
    auto marker = std::make_shared<Operation>();
    marker->kind = Operation::Kind::kMarker;
    marker->stream = stream.id;
    marker->priority = stream.priority;
    return marker;
  };
  OperationRef entry = make_marker(), end = make_marker();
  std::lock_guard lock(stream_mutex_);
  std::vector<OperationRef> before;
  collect_before(stream, before);
  if (!is_done(also))
    before.push_back(std::move(also));
  scheduler.submit(entry, before);
  for (GroupOperation& it : group) {
    it.operation = std::make_shared<Operation>();
    it.operation->kind = it.kind;
    it.operation->stream = stream.id;
    it.operation->priority = it.priority.value_or(stream.priority);
    it.operation->work = std::move(it.work);
    before.assign(1, entry);
    for (uint32_t index : it.before)
      before.push_back(group[index].operation);
    before.push_back(it.also);
    scheduler.submit(it.operation, before);
  }
  before.assign(1, entry);
  for (const GroupOperation& it : group)
    before.push_back(it.operation);
  stream.last = end;
  scheduler.submit(end, before);
  return end;
}

bool Context::is_idle(Stream& stream) {
  std::lock_guard lock(stream_mutex_);
  std::vector<OperationRef> before;
  collect_before(stream, before);
  return before.empty();
}

Error Context::synchronize(const OperationRef& operation) {
  Scheduler::instance().wait(operation);
  print_sink_.flush();
  MemoryPool::after_synchronization();
  return fault();
}

Error Context::synchronize(Stream& stream) {
  std::vector<OperationRef> before;
  {
    std::lock_guard lock(stream_mutex_);
    collect_before(stream, before);
  }
  for (const OperationRef& operation : before)
    Scheduler::instance().wait(operation);
  print_sink_.flush();
  MemoryPool::after_synchronization();
  return fault();
}

std::vector<OperationRef> Context::unfinished(const GreenContext* green) {
  std::vector<OperationRef> result;
  std::lock_guard lock(stream_mutex_);
  if (!green && !is_done(legacy_->last))
    result.push_back(legacy_->last);
  forget_finished();
  for (const StreamRef& other : streams_)
    if ((!green || other->green.get() == green) && !is_done(other->last))
      result.push_back(other->last);
  return result;
}

OperationRef Context::mark_all(const GreenContext* green) {
  auto marker = std::make_shared<Operation>();
  marker->kind = Operation::Kind::kMarker;
  Scheduler::instance().submit(marker, unfinished(green));
  return marker;
}

void Context::hold_all(OperationRef until, const GreenContext* green) {
  if (is_done(until))
    return;
  std::lock_guard lock(stream_mutex_);
  holds_.push_back({std::move(until), green});
}

bool Context::is_idle() { return unfinished().empty(); }

Error Context::synchronize() {
  for (const OperationRef& operation : unfinished())
    Scheduler::instance().wait(operation);
  print_sink_.flush();
  MemoryPool::after_synchronization();
  return fault();
}

void Context::raise(Error error) {
  int none = 0;
  fault_.compare_exchange_strong(none, static_cast<int>(error), std::memory_order_acq_rel);
}

} // namespace ox::runtime
