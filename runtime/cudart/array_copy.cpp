// Copies that name an array and a place in it by bytes and rows: in two dimensions, and as a run of bytes through rows.
#include "runtime/core/array.h"
#include "runtime/core/diagnostics.h"
#include "runtime/cudart/bodies.h"
#include "runtime/cudart/copy.h"
#include "runtime/cudart/handles.h"

namespace ox::cudart::body {

using runtime::ArrayRef;
using runtime::CopyShape;
using runtime::explain;
using runtime::fail;
using runtime::Result;

namespace {

constexpr bool kAsync = true, kSync = false;

// An array, and where in it.
struct Place {
  cudaArray_const_t array;
  size_t x_bytes, row;

  Result<ArrayRef> find() const { return runtime::find_array(array, Error::InvalidValue); }
};

struct Rows {
  void* begin;
  size_t pitch;
};

Result<Rows> find_rows(const Place& place, size_t width, size_t height) {
  auto array = place.find();
  if (!array)
    return fail(array.error());
  auto begin = runtime::locate_box(**array, place.x_bytes, place.row, 0, width, height, 1);
  if (!begin)
    return fail(begin.error());
  return Rows{reinterpret_cast<void*>(*begin), (*array)->layout.row_bytes};
}

// Rows of plain memory.
Result<Rows> find_rows(const Rows& rows, size_t width, size_t) {
  if (width > rows.pitch)
    return fail(explain(Error::InvalidPitchValue, "rows of %zu bytes don't fit a pitch of %zu", width, rows.pitch));
  return rows;
}

template <typename To, typename From>
Error copy_rows(const To& to, const From& from, size_t width, size_t height, cudaMemcpyKind kind, cudaStream_t stream,
                bool async) {
  auto target = find_rows(to, width, height);
  if (!target)
    return target.error();
  auto source = find_rows(from, width, height);
  if (!source)
    return source.error();
  const CopyShape shape{.width = width, .rows = height, .to_pitch = target->pitch, .from_pitch = source->pitch};
  return copy(target->begin, source->begin, shape, kind, stream, async);
}

Result<void*> find_run(const Place& place, size_t bytes) {
  auto array = place.find();
  if (!array)
    return fail(array.error());
  auto begin = runtime::locate_run(**array, place.x_bytes, place.row, bytes);
  if (!begin)
    return fail(begin.error());
  return reinterpret_cast<void*>(*begin);
}

Result<void*> find_run(const void* memory, size_t) { return const_cast<void*>(memory); }

template <typename To, typename From>
Error copy_run(const To& to, const From& from, size_t bytes, cudaMemcpyKind kind, cudaStream_t stream, bool async) {
  auto target = find_run(to, bytes);
  if (!target)
    return target.error();
  auto source = find_run(from, bytes);
  if (!source)
    return source.error();
  return copy(*target, *source, {.width = bytes}, kind, stream, async);
}

Error check_elements(cudaArray_const_t to, cudaArray_const_t from) {
  auto target = runtime::find_array(to, Error::InvalidValue), source = runtime::find_array(from, Error::InvalidValue);
  if (!target || !source)
    return Error::InvalidValue;
  if ((*target)->element_bytes() != (*source)->element_bytes())
    return explain(Error::InvalidValue, "a copy between arrays with elements of %u and %u bytes",
                   (*source)->element_bytes(), (*target)->element_bytes());
  return Error::Success;
}

Rows rows_of(const void* memory, size_t pitch) { return {const_cast<void*>(memory), pitch}; }

} // namespace

Error cudaMemcpy2DToArray(cudaArray_t to, size_t x, size_t y, const void* from, size_t pitch, size_t width,
                          size_t height, cudaMemcpyKind kind) {
  return copy_rows(Place{to, x, y}, rows_of(from, pitch), width, height, kind, nullptr, kSync);
}
Error cudaMemcpy2DToArrayAsync(cudaArray_t to, size_t x, size_t y, const void* from, size_t pitch, size_t width,
                               size_t height, cudaMemcpyKind kind, cudaStream_t stream) {
  return copy_rows(Place{to, x, y}, rows_of(from, pitch), width, height, kind, stream, kAsync);
}
Error cudaMemcpy2DFromArray(void* to, size_t pitch, cudaArray_const_t from, size_t x, size_t y, size_t width,
                            size_t height, cudaMemcpyKind kind) {
  return copy_rows(rows_of(to, pitch), Place{from, x, y}, width, height, kind, nullptr, kSync);
}
Error cudaMemcpy2DFromArrayAsync(void* to, size_t pitch, cudaArray_const_t from, size_t x, size_t y, size_t width,
                                 size_t height, cudaMemcpyKind kind, cudaStream_t stream) {
  return copy_rows(rows_of(to, pitch), Place{from, x, y}, width, height, kind, stream, kAsync);
}
Error cudaMemcpy2DArrayToArray(cudaArray_t to, size_t to_x, size_t to_y, cudaArray_const_t from, size_t from_x,
                               size_t from_y, size_t width, size_t height, cudaMemcpyKind kind) {
  if (Error error = check_elements(to, from); error != Error::Success)
    return error;
  return copy_rows(Place{to, to_x, to_y}, Place{from, from_x, from_y}, width, height, kind, nullptr, kSync);
}

Error cudaMemcpyToArray(cudaArray_t to, size_t x, size_t y, const void* from, size_t bytes, cudaMemcpyKind kind) {
  return copy_run(Place{to, x, y}, from, bytes, kind, nullptr, kSync);
}
Error cudaMemcpyToArrayAsync(cudaArray_t to, size_t x, size_t y, const void* from, size_t bytes, cudaMemcpyKind kind,
                             cudaStream_t stream) {
  return copy_run(Place{to, x, y}, from, bytes, kind, stream, kAsync);
}
Error cudaMemcpyFromArray(void* to, cudaArray_const_t from, size_t x, size_t y, size_t bytes, cudaMemcpyKind kind) {
  return copy_run(to, Place{from, x, y}, bytes, kind, nullptr, kSync);
}
Error cudaMemcpyFromArrayAsync(void* to, cudaArray_const_t from, size_t x, size_t y, size_t bytes, cudaMemcpyKind kind,
                               cudaStream_t stream) {
  return copy_run(to, Place{from, x, y}, bytes, kind, stream, kAsync);
}
Error cudaMemcpyArrayToArray(cudaArray_t to, size_t to_x, size_t to_y, cudaArray_const_t from, size_t from_x,
                             size_t from_y, size_t bytes, cudaMemcpyKind kind) {
  if (Error error = check_elements(to, from); error != Error::Success)
    return error;
  return copy_run(Place{to, to_x, to_y}, Place{from, from_x, from_y}, bytes, kind, nullptr, kSync);
}

} // namespace ox::cudart::body
