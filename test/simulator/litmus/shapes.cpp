// See shapes.h.
#include "test/simulator/litmus/shapes.h"

namespace ox::test {
namespace {

constexpr uint8_t x = 0, y = 1, z = 2;
constexpr Event W(uint8_t variable, uint8_t value) { return {Event::Kind::kWrite, variable, value}; }
constexpr Event R(uint8_t variable, uint8_t number = 0) { return {Event::Kind::kRead, variable, number}; }
constexpr Event F{Event::Kind::kFence};

#define OX_THREAD(name, ...) constexpr Event name[] = {__VA_ARGS__}
#define OX_SHAPE(name, ...) constexpr std::span<const Event> name[] = {__VA_ARGS__}

OX_THREAD(write_x_y, W(x, 1), F, W(y, 1));
OX_THREAD(read_y_x, R(y), F, R(x, 1));
OX_SHAPE(message_passing, write_x_y, read_y_x);

OX_THREAD(write_x_read_y, W(x, 1), F, R(y));
OX_THREAD(write_y_read_x, W(y, 1), F, R(x));
OX_SHAPE(store_buffering, write_x_read_y, write_y_read_x);

OX_THREAD(read_x_write_y, R(x), F, W(y, 1));
OX_THREAD(read_y_write_x, R(y), F, W(x, 1));
OX_SHAPE(load_buffering, read_x_write_y, read_y_write_x);

OX_THREAD(write_x, W(x, 1));
OX_THREAD(write_y, W(y, 1));
OX_THREAD(read_x_y, R(x), F, R(y, 1));
OX_SHAPE(independent_reads, write_x, write_y, read_x_y, read_y_x);

OX_SHAPE(write_to_read, write_x, read_x_write_y, read_y_x);

OX_THREAD(read_y_write_z, R(y), F, W(z, 1));
OX_THREAD(read_z_x, R(z), F, R(x, 1));
OX_SHAPE(through_a_third, write_x_y, read_y_write_z, read_z_x);

OX_THREAD(write_x1_y2, W(x, 1), F, W(y, 2));
OX_THREAD(write_y1_x2, W(y, 1), F, W(x, 2));
OX_SHAPE(two_writes, write_x1_y2, write_y1_x2);

OX_THREAD(write_y2_read_x, W(y, 2), F, R(x));
OX_SHAPE(write_and_read, write_x_y, write_y2_read_x);

OX_THREAD(write_x2_y, W(x, 2), F, W(y, 1));
OX_SHAPE(write_after_read, write_x2_y, read_y_write_x);

OX_THREAD(read_x_x, R(x), R(x, 1));
OX_SHAPE(reads_of_one, write_x, read_x_x);
OX_THREAD(write_x_twice, W(x, 1), W(x, 2));
OX_SHAPE(writes_of_one, write_x_twice);
OX_THREAD(write_x2, W(x, 2));
OX_THREAD(write_read_x, W(x, 1), R(x));
OX_SHAPE(write_then_read, write_read_x, write_x2);
OX_THREAD(read_write_x, R(x), W(x, 1));
OX_SHAPE(read_then_write, read_write_x, write_x2);

using Needs = Shape::Needs;
constexpr Shape kShapes[] = {
    {"MP", message_passing, [](const Outcome& o) { return o.read[1][0] == 1 && o.read[1][1] == 0; }, Needs::kAcqRel},
    {"SB", store_buffering, [](const Outcome& o) { return o.read[0][0] == 0 && o.read[1][0] == 0; }, Needs::kSc, true},
    {"LB", load_buffering, [](const Outcome& o) { return o.read[0][0] == 1 && o.read[1][0] == 1; }, Needs::kAcqRel},
    {"IRIW", independent_reads,
     [](const Outcome& o) { return o.read[2][0] == 1 && o.read[2][1] == 0 && o.read[3][0] == 1 && o.read[3][1] == 0; },
     Needs::kSc},
    {"WRC", write_to_read, [](const Outcome& o) { return o.read[1][0] == 1 && o.read[2][0] == 1 && o.read[2][1] == 0; },
     Needs::kAcqRel},
    {"ISA2", through_a_third,
     [](const Outcome& o) { return o.read[1][0] == 1 && o.read[2][0] == 1 && o.read[2][1] == 0; }, Needs::kAcqRel},
    {"2+2W", two_writes, [](const Outcome& o) { return o.last[x] == 1 && o.last[y] == 1; }, Needs::kSc},
    {"R", write_and_read, [](const Outcome& o) { return o.last[y] == 2 && o.read[1][0] == 0; }, Needs::kSc, true},
    {"S", write_after_read, [](const Outcome& o) { return o.read[1][0] == 1 && o.last[x] == 2; }, Needs::kAcqRel},
    {"CoRR", reads_of_one, [](const Outcome& o) { return o.read[1][0] == 1 && o.read[1][1] == 0; }, Needs::kNothing},
    {"CoWW", writes_of_one, [](const Outcome& o) { return o.last[x] != 2; }, Needs::kNothing},
    // The read after the own write found the other's, which was then overwritten by the older one.
    {"CoWR", write_then_read,
     [](const Outcome& o) { return o.read[0][0] == 0 || (o.read[0][0] == 2 && o.last[x] == 1); }, Needs::kNothing},
    {"CoRW", read_then_write,
     [](const Outcome& o) { return o.read[0][0] == 1 || (o.read[0][0] == 2 && o.last[x] == 2); }, Needs::kNothing},
};

} // namespace

std::span<const Shape> shapes() { return kShapes; }

std::string_view name_of(Order order) {
  switch (order) {
  case Order::kRelaxed:
    return "no fence";
  case Order::kReleaseAcquire:
    return "release/acquire";
  case Order::kAcqRel:
    return "fence.tso";
  case Order::kSc:
    return "fence rw,rw";
  case Order::kAtomics:
    return "atomics.aqrl";
  }
  return "?";
}

bool is_forbidden(const Shape& shape, Order order) {
  switch (shape.needs) {
  case Needs::kNothing:
    return true;
  case Needs::kAcqRel:
    return order != Order::kRelaxed;
  case Needs::kSc:
    return order == Order::kSc || order == Order::kAtomics;
  }
  return true;
}

} // namespace ox::test
