#include "runtime/core/capture.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/graph_exec.h"
#include "runtime/core/graph_memory.h"
#include <algorithm>
#include <set>
#include <thread>
#include <utility>

namespace ox::runtime {

struct CaptureSequence {
  uint64_t id;
  GraphRef graph;
  CaptureMode mode;
  std::thread::id thread;
  Stream* origin;
  std::vector<Stream*> streams = {};               // that are in it; a stream that is destroyed leaves
  std::vector<Graph::Dependency> left_behind = {}; // by streams that were destroyed
  bool into_given = false, invalidated = false, ended = false;
};

// Of a stream, or of an event recorded in one.
struct CapturePlace {
  std::shared_ptr<CaptureSequence> sequence;
  std::vector<Graph::Dependency> dependencies; // what the next node depends on
};

namespace {

std::mutex& mutex() {
  static std::mutex& instance = *new std::mutex;
  return instance;
}
using Sequences = std::vector<std::shared_ptr<CaptureSequence>>;
Sequences& sequences() { // lock held
  static Sequences& instance = *new Sequences;
  return instance;
}
std::atomic<int> active = 0; // sequences
uint64_t next_id = 1;        // lock held
thread_local CaptureMode thread_mode = CaptureMode::kGlobal;

void end(CaptureSequence& sequence) {
  sequence.ended = true;
  for (Stream* stream : sequence.streams) {
    stream->capturing = false;
    stream->capture = nullptr;
  }
  sequence.streams.clear();
  std::erase_if(sequences(), [&](const auto& other) { return other.get() == &sequence; });
  --active;
}

void enter(Stream& stream, const std::shared_ptr<CaptureSequence>& sequence,
           std::vector<Graph::Dependency> dependencies) {
  stream.capture.reset(new CapturePlace{sequence, std::move(dependencies)});
  stream.capturing = true;
  sequence->streams.push_back(&stream);
}

void add_dependencies(std::vector<Graph::Dependency>& to, std::span<const Graph::Dependency> more) {
  for (const Graph::Dependency& dependency : more)
    if (std::ranges::none_of(
            to, [&](const auto& other) { return other.node == dependency.node && other.data == dependency.data; }))
      to.push_back(dependency);
}

Error invalidate(CaptureSequence& sequence, Error error) {
  sequence.invalidated = true;
  return error;
}

// Sequences of a context's blocking streams, which the legacy stream would wait for.
bool invalidate_blocking(const Context& context, bool only_look = false) {
  bool found = false;
  for (auto& sequence : sequences())
    for (const Stream* stream : sequence->streams)
      if (&stream->context == &context && stream->kind == Stream::Kind::kBlocking) {
        found = true;
        if (!only_look)
          sequence->invalidated = true;
      }
  return found;
}

Error check_legacy(const Stream& stream) {
  if (stream.kind != Stream::Kind::kLegacy || !invalidate_blocking(stream.context))
    return Error::Success;
  return explain(Error::StreamCaptureImplicit, "the legacy stream would wait for a blocking stream that is capturing");
}

// In global mode any sequence of another thread counts that began so, and every one of this thread but relaxed ones.
Error check_unsafe_locked() {
  if (thread_mode == CaptureMode::kRelaxed)
    return Error::Success;
  const std::thread::id self = std::this_thread::get_id();
  bool found = false;
  for (auto& sequence : sequences())
    if (sequence->thread == self ? sequence->mode != CaptureMode::kRelaxed
                                 : thread_mode == CaptureMode::kGlobal && sequence->mode == CaptureMode::kGlobal) {
      sequence->invalidated = true;
      found = true;
    }
  return found ? explain(Error::StreamCaptureUnsupported,
                         "the call is not safe while a stream is captured; cudaThreadExchangeStreamCaptureMode and "
                         "cudaStreamCaptureModeRelaxed allow it")
               : Error::Success;
}

bool all_before(std::span<const Graph::Dependency> ends, std::span<const Graph::Dependency> wanted) {
  std::set<const GraphNode*> found;
  std::vector<const GraphNode*> left;
  for (const Graph::Dependency& dependency : ends)
    left.push_back(dependency.node);
  while (!left.empty()) {
    const GraphNode* node = left.back();
    left.pop_back();
    if (found.insert(node).second)
      for (const GraphNode::Edge& edge : node->before)
        left.push_back(edge.node);
  }
  return std::ranges::all_of(wanted, [&](const Graph::Dependency& it) { return found.contains(it.node); });
}

// Records and waits move the edge of the capture; no node is made.
Error capture_record(Stream& stream, EventRecordWork& work) {
  work.event->set_captured(std::make_shared<CapturePlace>(*stream.capture));
  return Error::Success;
}

Error capture_wait(Stream& stream, EventWaitWork& work) {
  CapturePlace& place = *stream.capture;
  auto captured = work.event->captured();
  if (!captured || captured->sequence->ended)
    return explain(invalidate(*place.sequence, Error::StreamCaptureIsolation),
                   "a stream that is capturing can't wait for an event of no capture");
  if (captured->sequence != place.sequence) {
    captured->sequence->invalidated = true;
    return explain(invalidate(*place.sequence, Error::StreamCaptureMerge), "the event is of another capture");
  }
  add_dependencies(place.dependencies, captured->dependencies);
  return Error::Success;
}

Error add_node(Stream& stream, Work work) {
  CapturePlace& place = *stream.capture;
  auto node = place.sequence->graph->add(stream.context, std::move(work), place.dependencies);
  if (!node)
    return invalidate(*place.sequence, node.error());
  place.dependencies.assign(1, {*node});
  return Error::Success;
}

// A stream that isn't capturing and waits for an event of a capture gets into it.
std::optional<Error> fork(Stream& stream, EventWaitWork& work) {
  auto captured = work.event->captured();
  if (!captured)
    return std::nullopt;
  if (captured->sequence->ended)
    return explain(Error::CapturedEvent, "the event was last recorded in a capture that has ended");
  if (stream.kind == Stream::Kind::kLegacy)
    return explain(invalidate(*captured->sequence, Error::StreamCaptureImplicit),
                   "the legacy stream can't be captured");
  if (captured->sequence->invalidated)
    return Error::StreamCaptureInvalidated;
  enter(stream, captured->sequence, captured->dependencies);
  return Error::Success;
}

} // namespace

CaptureMode exchange_capture_mode(CaptureMode mode) { return std::exchange(thread_mode, mode); }

Error begin_capture(Stream& stream, CaptureMode mode, GraphRef graph, std::span<const Graph::Dependency> dependencies) {
  if (stream.kind == Stream::Kind::kLegacy)
    return explain(Error::StreamCaptureUnsupported, "the legacy stream can't be captured");
  for (const Graph::Dependency& dependency : dependencies)
    if (&dependency.node->graph != graph.get())
      return explain(Error::InvalidValue, "a dependency is a node of another graph");
  std::lock_guard lock(mutex());
  if (stream.capture)
    return explain(Error::IllegalState, "the stream is capturing already");
  auto sequence = std::make_shared<CaptureSequence>(
      CaptureSequence{next_id++, graph ? graph : Graph::make(), mode, std::this_thread::get_id(), &stream});
  sequence->into_given = graph != nullptr;
  sequences().push_back(sequence);
  ++active;
  enter(stream, sequence, {dependencies.begin(), dependencies.end()});
  return Error::Success;
}

Result<GraphRef> end_capture(Stream& stream) {
  std::lock_guard lock(mutex());
  if (!stream.capture)
    return fail(explain(Error::IllegalState, "the stream is not capturing"));
  auto sequence = stream.capture->sequence;
  if (sequence->origin != &stream) {
    sequence->invalidated = true;
    return fail(explain(Error::StreamCaptureUnmatched, "the capture began in another stream"));
  }
  if (sequence->mode != CaptureMode::kRelaxed && sequence->thread != std::this_thread::get_id())
    return fail(explain(Error::StreamCaptureWrongThread, "the capture began in another thread"));
  const std::vector<Graph::Dependency> last = stream.capture->dependencies;
  Error error = sequence->invalidated ? Error::StreamCaptureInvalidated : Error::Success;
  for (const Stream* other : sequence->streams)
    if (error == Error::Success && !all_before(last, other->capture->dependencies))
      error = explain(Error::StreamCaptureUnjoined, "a stream of the capture has work that the first didn't wait for");
  if (error == Error::Success && !all_before(last, sequence->left_behind))
    error =
        explain(Error::StreamCaptureUnjoined, "a stream that was destroyed has work that the first didn't wait for");
  GraphRef graph = sequence->graph;
  end(*sequence);
  return error == Error::Success ? Result<GraphRef>(std::move(graph)) : fail(error);
}

Result<CaptureInfo> capture_info(Stream& stream) {
  if (active == 0)
    return CaptureInfo{};
  std::lock_guard lock(mutex());
  if (stream.kind == Stream::Kind::kLegacy && invalidate_blocking(stream.context, true))
    return fail(Error::StreamCaptureImplicit);
  if (!stream.capture)
    return CaptureInfo{};
  const CaptureSequence& sequence = *stream.capture->sequence;
  return CaptureInfo{sequence.invalidated ? CaptureStatus::kInvalidated : CaptureStatus::kActive, sequence.id,
                     sequence.graph, stream.capture->dependencies, sequence.into_given};
}

Error update_capture(Stream& stream, std::span<const Graph::Dependency> dependencies, bool replace) {
  std::lock_guard lock(mutex());
  if (!stream.capture)
    return explain(Error::IllegalState, "the stream is not capturing");
  if (stream.capture->sequence->invalidated)
    return Error::StreamCaptureInvalidated;
  for (const Graph::Dependency& dependency : dependencies)
    if (&dependency.node->graph != stream.capture->sequence->graph.get())
      return explain(Error::InvalidValue, "a dependency is a node of another graph");
  if (replace)
    stream.capture->dependencies.clear();
  add_dependencies(stream.capture->dependencies, dependencies);
  return Error::Success;
}

bool is_capturing(const Stream& stream) { return stream.capturing.load(std::memory_order_acquire); }

std::optional<Error> capture(Stream& stream, Work& work, bool synchronous) {
  auto* record = std::get_if<EventRecordWork>(&work);
  auto* wait = std::get_if<EventWaitWork>(&work);
  if (active == 0) {
    if (record)
      record->event->set_captured(nullptr);
    else if (wait && wait->event->captured())
      return explain(Error::CapturedEvent, "the event was last recorded in a capture that has ended");
    if ((record && record->external) || (wait && wait->external))
      return explain(Error::InvalidValue, "external records and waits are for streams that are captured");
    return std::nullopt;
  }
  std::lock_guard lock(mutex());
  if (!stream.capture) {
    if (Error error = check_legacy(stream); error != Error::Success)
      return error;
    if (synchronous)
      if (Error error = check_unsafe_locked(); error != Error::Success)
        return error;
    if ((record && record->external) || (wait && wait->external))
      return explain(Error::InvalidValue, "external records and waits are for streams that are captured");
    if (record)
      record->event->set_captured(nullptr);
    return wait ? fork(stream, *wait) : std::nullopt;
  }
  CaptureSequence& sequence = *stream.capture->sequence;
  if (sequence.invalidated)
    return Error::StreamCaptureInvalidated;
  if (synchronous)
    return explain(invalidate(sequence, Error::StreamCaptureUnsupported), "a synchronous call can't be captured");
  if (record && !record->external)
    return capture_record(stream, *record);
  if (wait && !wait->external)
    return capture_wait(stream, *wait);
  if (std::holds_alternative<CallbackWork>(work))
    return explain(invalidate(sequence, Error::StreamCaptureUnsupported),
                   "cudaStreamAddCallback can't be captured, cudaLaunchHostFunc can");
  if (std::holds_alternative<FreeWork>(work))
    return explain(invalidate(sequence, Error::InvalidValue), "a graph frees only what graphs allocate");
  if (auto* launch = std::get_if<GraphLaunchWork>(&work)) {
    auto child = launch->exec->source();
    if (!child)
      return invalidate(sequence, child.error());
    work = ChildGraphWork{std::move(*child)};
  }
  if (auto* kernel = std::get_if<KernelWork>(&work); kernel && !kernel->priority)
    kernel->priority = stream.priority;
  if (auto* free = std::get_if<GraphFreeWork>(&work))
    free->allocation->has_free_node = true;
  return add_node(stream, std::move(work));
}

std::optional<Result<void*>> capture_allocation(Stream& stream, uint64_t bytes) {
  if (!is_capturing(stream))
    return std::nullopt;
  std::lock_guard lock(mutex());
  if (!stream.capture)
    return std::nullopt;
  if (stream.capture->sequence->invalidated)
    return fail(Error::StreamCaptureInvalidated);
  auto work =
      make_graph_allocation(stream.context, *stream.capture->sequence->graph, bytes, stream.capture->dependencies);
  if (!work)
    return fail(work.error());
  void* memory = reinterpret_cast<void*>(work->allocation->address());
  if (Error error = add_node(stream, std::move(*work)); error != Error::Success)
    return fail(error);
  return memory;
}

Error check_unsafe_call() {
  if (active == 0)
    return Error::Success;
  std::lock_guard lock(mutex());
  return check_unsafe_locked();
}

Error check_wait(Stream& stream) {
  if (active == 0)
    return Error::Success;
  std::lock_guard lock(mutex());
  if (stream.capture)
    return explain(invalidate(*stream.capture->sequence, Error::StreamCaptureUnsupported),
                   "what is captured can't be waited for");
  if (Error error = check_legacy(stream); error != Error::Success)
    return error;
  return check_unsafe_locked();
}

Error check_wait(Context& context) {
  if (active == 0)
    return Error::Success;
  std::lock_guard lock(mutex());
  bool found = false;
  for (auto& sequence : sequences())
    if (std::ranges::any_of(sequence->streams, [&](const Stream* stream) { return &stream->context == &context; })) {
      sequence->invalidated = true;
      found = true;
    }
  if (found)
    return explain(Error::StreamCaptureUnsupported, "a stream of the device is capturing");
  return check_unsafe_locked();
}

Error check_wait(const Event& event) {
  if (auto captured = event.captured()) {
    std::lock_guard lock(mutex());
    if (!captured->sequence->ended)
      captured->sequence->invalidated = true;
    return explain(Error::CapturedEvent, "the event was last recorded in a stream that was capturing");
  }
  return check_unsafe_call();
}

void leave_capture(Stream& stream) {
  if (active == 0)
    return;
  std::lock_guard lock(mutex());
  if (!stream.capture)
    return;
  auto sequence = stream.capture->sequence;
  if (sequence->origin == &stream)
    return end(*sequence);
  add_dependencies(sequence->left_behind, stream.capture->dependencies);
  std::erase(sequence->streams, &stream);
  stream.capture = nullptr;
  stream.capturing = false;
}

} // namespace ox::runtime
