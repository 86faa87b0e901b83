// Loads and stores of 32 lanes.
//
// Every lane's address is checked before any lane touches memory, so a fault is precise: nothing has happened.  The
// shape of the addresses decides the way: all the same, consecutive elements, one of the two in each half of the warp,
// or anything else; the local window, whose words are interleaved by lane, is a row of 32 words when all lanes name the
// same address (every access through sp).
//
// Guest memory is shared with other blocks on other host threads.  Each lane's naturally aligned element is accessed as
// a whole: vector loads and stores, gathers and scatters are element-wise atomic on the hosts we know, and an element
// that the mask leaves out is never written.
#pragma once
#include "simulator/exec/access.h"
#include "simulator/exec/formats.h"

namespace ox::sim::OX_LEVEL {

enum class Shape : uint8_t {
  kUniform,    // all lanes at `first`
  kContiguous, // lane i at first + i * bytes; every lane's element may be read, the lanes of the mask written
  kLocalRow,   // byte `first & 7` of the words from `row` on
  kOther,
};
struct Place {
  Shape shape;
  uint64_t first;
  uint64_t row;
};

template <unsigned kBytes, bool kWrite> OX_INLINE Place locate(Warp& warp, const Slot* slot) {
  warp.access_at = slot;
  const uint64_t* base = warp.x[slot->rs1];
  const uint32_t mask = warp.mask;
  const unsigned first = first_lane(mask);
  const uint64_t anchor = base[first];
  uint64_t differs = 0, strides = 0;
  if (mask == ~0u) {
    OX_LANES {
      uint64_t delta = base[lane] - anchor;
      differs |= delta;
      strides |= delta - lane * kBytes;
    }
  } else {
    OX_LANES {
      uint64_t delta = base[lane] - anchor;
      differs |= has(mask, lane) ? delta : 0;
      strides |= has(mask, lane) ? delta - (uint64_t(lane) - first) * kBytes : 0;
    }
  }
  const uint64_t address = anchor + uint64_t(slot->imm);
  if (address % kBytes != 0)
    return {Shape::kOther, 0, 0};
  if (differs == 0) {
    if (in_local_window(warp, address, kBytes))
      return {Shape::kLocalRow, address, local_row(warp, address)};
    const Range* range = range_of(warp, slot, address);
    if (__builtin_expect(range && holds(*range, address, kBytes) && (!kWrite || range->writable), 1))
      return {Shape::kUniform, address, 0};
  } else if (strides == 0) {
    const Range* range = range_of(warp, slot, address);
    const uint64_t lane0 = address - first * kBytes;
    const unsigned last = 31 - unsigned(__builtin_clz(mask));
    if (range && (!kWrite || range->writable)) {
      bool fits = kWrite ? holds(*range, address, (last - first + 1) * kBytes) : holds(*range, lane0, kLanes * kBytes);
      if (__builtin_expect(fits, 1))
        return {Shape::kContiguous, lane0, 0};
    }
  }
  return {Shape::kOther, 0, 0};
}

// Blocks of 16 x 16 threads put two rows in a warp: each half of it is uniform or contiguous on its own.
struct Half16 {
  bool uniform;
  uint64_t first; // of the half's lane 0, or of all its lanes
};
template <unsigned kBytes, bool kWrite>
OX_INLINE bool locate_halves(Warp& warp, const Slot* slot, Half16 (&halves)[2]) {
  const uint64_t* base = warp.x[slot->rs1];
  // Most accesses that come here are gathers: two neighbours show it before all lanes are looked at.
  if (warp.mask == ~0u)
    for (unsigned half = 0; half < 2; ++half)
      if (const uint64_t step = base[16 * half + 1] - base[16 * half]; step != 0 && step != kBytes)
        return false;
  for (unsigned half = 0; half < 2; ++half) {
    const uint32_t mask = warp.mask & 0xffffu << 16 * half;
    if (mask == 0)
      continue;
    const unsigned first = first_lane(mask), last = 31 - unsigned(__builtin_clz(mask));
    const uint64_t anchor = base[first];
    uint64_t differs = 0, strides = 0;
    OX_LANES {
      uint64_t delta = base[lane] - anchor;
      differs |= has(mask, lane) ? delta : 0;
      strides |= has(mask, lane) ? delta - (uint64_t(lane) - first) * kBytes : 0;
    }
    const uint64_t address = anchor + uint64_t(slot->imm);
    if ((differs != 0 && strides != 0) || address % kBytes != 0)
      return false;
    const Range* range = range_of(warp, slot, address);
    if (!range || (kWrite && !range->writable))
      return false;
    const bool uniform = differs == 0;
    const uint64_t lane0 = address - (first - 16 * half) * kBytes;
    const bool fits = uniform  ? holds(*range, address, kBytes)
                      : kWrite ? holds(*range, address, (last - first + 1) * kBytes)
                               : holds(*range, lane0, 16 * kBytes);
    if (!fits)
      return false;
    halves[half] = {uniform, uniform ? address : lane0};
  }
  // A half without lanes is read, and not used.
  if ((warp.mask & 0xffff) == 0)
    halves[0] = halves[1];
  if (warp.mask >> 16 == 0)
    halves[1] = halves[0];
  return true;
}

// Where loaded values go and stored ones come from.  T: the element in memory.
template <class T> struct IntegerElement { // extends as T is signed or not
  using Type = T;
  template <bool kFull, class F> static OX_INLINE void write(Warp& warp, unsigned reg, F value) {
    write_lanes<kFull>(warp.x[reg], warp.mask, [&](unsigned lane) { return uint64_t(int64_t(T(value(lane)))); });
  }
  using Temporary = uint64_t;
  static OX_INLINE const uint64_t* read(const Warp& warp, unsigned reg, uint64_t*) { return warp.x[reg]; }
};
template <class T, uint32_t kBox> struct NarrowElement {
  using Type = T;
  template <bool kFull, class F> static OX_INLINE void write(Warp& warp, unsigned reg, F value) {
    write_single<kFull>(warp, reg, [&](unsigned lane) { return uint32_t(value(lane)) | kBox; });
  }
  using Temporary = uint32_t;
  static OX_INLINE const uint32_t* read(Warp& w, unsigned reg, uint32_t* t) { return read_low_word(w, reg, t); }
};
struct WideElement {
  using Type = uint64_t;
  // A single that was spilled as a double comes back as the single it is.
  template <bool kFull, class F> static OX_INLINE void write(Warp& warp, unsigned reg, F value) {
    alignas(64) uint64_t loaded[kLanes];
    uint64_t all = ~uint64_t{0};
    OX_LANES {
      loaded[lane] = value(lane);
      all &= has(warp.mask, lane) ? loaded[lane] : ~uint64_t{0};
    }
    if (all >> 32 == 0xffffffff)
      write_single<kFull>(warp, reg, [&](unsigned lane) { return uint32_t(loaded[lane]); });
    else
      write_double<kFull>(warp, reg, [&](unsigned lane) { return loaded[lane]; });
  }
  using Temporary = uint64_t;
  static OX_INLINE const uint64_t* read(const Warp& w, unsigned reg, uint64_t* t) { return read_double(w, reg, t); }
};

template <class Element> struct Load {
  using T = typename Element::Type;
  template <class, bool kFull> static const Slot* run(Warp& warp, const Slot* slot) {
    const Place place = locate<sizeof(T), false>(warp, slot);
    const unsigned rd = slot->rd;
    switch (place.shape) {
    case Shape::kUniform: {
      const T value = peek<T>(place.first);
      Element::template write<kFull>(warp, rd, [&](unsigned) { return value; });
      break;
    }
    case Shape::kContiguous: {
      const Cell<T>* from = reinterpret_cast<const Cell<T>*>(place.first);
      Element::template write<kFull>(warp, rd, [&](unsigned lane) { return from[lane].value; });
      break;
    }
    case Shape::kLocalRow: {
      const Cell<uint64_t>* row = reinterpret_cast<const Cell<uint64_t>*>(place.row);
      const unsigned shift = unsigned(place.first & 7) * 8;
      Element::template write<kFull>(warp, rd, [&](unsigned lane) { return T(row[lane].value >> shift); });
      break;
    }
    case Shape::kOther:
      return run_other<kFull>(warp, slot);
    }
    return slot + 1;
  }
  template <bool kFull> [[gnu::noinline]] static const Slot* run_other(Warp& warp, const Slot* slot) {
    alignas(64) T loaded[kLanes];
    Half16 halves[2];
    if (locate_halves<sizeof(T), false>(warp, slot, halves)) {
      for (unsigned half = 0; half < 2; ++half) {
        const Cell<T>* from = reinterpret_cast<const Cell<T>*>(halves[half].first);
        const unsigned step = halves[half].uniform ? 0 : 1;
        if (step == 0)
          for (unsigned i = 0; i < 16; ++i)
            loaded[16 * half + i] = from->value;
        else
          for (unsigned i = 0; i < 16; ++i)
            loaded[16 * half + i] = from[i].value;
      }
    } else {
      alignas(64) uint64_t host[kLanes];
      if (!locate_each<sizeof(T), false>(warp, slot, uint64_t(slot->imm), host))
        return slot;
      for (unsigned lane = 0; lane < kLanes; ++lane)
        loaded[lane] = peek<T>(host[lane]);
    }
    Element::template write<kFull>(warp, slot->rd, [&](unsigned lane) { return loaded[lane]; });
    return slot + 1;
  }
};

template <class Element> struct Store {
  using T = typename Element::Type;
  template <class, bool> static const Slot* run(Warp& warp, const Slot* slot) {
    const Place place = locate<sizeof(T), true>(warp, slot);
    if (place.shape == Shape::kOther)
      return run_other(warp, slot);
    alignas(64) typename Element::Temporary temporary[kLanes];
    const auto* values = Element::read(warp, slot->rs2, temporary);
    const uint32_t mask = warp.mask;
    if (place.shape == Shape::kUniform) {
      poke<T>(place.first, T(values[31 - __builtin_clz(mask)])); // the highest lane wins
    } else if (place.shape == Shape::kContiguous) {
      Cell<T>* to = reinterpret_cast<Cell<T>*>(place.first);
      if (mask == ~0u) {
        OX_LANES to[lane].value = T(values[lane]);
      } else {
        for (uint32_t left = mask; left != 0; left &= left - 1)
          to[first_lane(left)].value = T(values[first_lane(left)]);
      }
    } else { // a local row, the warp's own memory: other bytes of the word can be rewritten
      uint64_t* row = reinterpret_cast<uint64_t*>(place.row);
      const unsigned shift = unsigned(place.first & 7) * 8;
      const uint64_t field = (~uint64_t{0} >> (64 - 8 * sizeof(T))) << shift;
      write_lanes<false>(
          row, mask, [&](unsigned lane) { return (row[lane] & ~field) | (uint64_t(values[lane]) << shift & field); });
    }
    return slot + 1;
  }
  [[gnu::noinline]] static const Slot* run_other(Warp& warp, const Slot* slot) {
    alignas(64) typename Element::Temporary temporary[kLanes];
    const auto* values = Element::read(warp, slot->rs2, temporary);
    Half16 halves[2];
    if (warp.mask == ~0u && locate_halves<sizeof(T), true>(warp, slot, halves)) {
      for (unsigned half = 0; half < 2; ++half) {
        Cell<T>* to = reinterpret_cast<Cell<T>*>(halves[half].first);
        const auto* from = values + 16 * half;
        if (halves[half].uniform)
          to->value = T(from[15]);
        else
          for (unsigned i = 0; i < 16; ++i)
            to[i].value = T(from[i]);
      }
      return slot + 1;
    }
    alignas(64) uint64_t host[kLanes];
    if (!locate_each<sizeof(T), true>(warp, slot, uint64_t(slot->imm), host))
      return slot;
    for (uint32_t left = warp.mask; left != 0; left &= left - 1)
      poke<T>(host[first_lane(left)], T(values[first_lane(left)]));
    return slot + 1;
  }
};

#define OX_MEMORY(name, kind, ...)                                                                                     \
  Handlers select_##name(uint8_t) { return handlers_of<kind<__VA_ARGS__>>(); }
OX_MEMORY(lb, Load, IntegerElement<int8_t>)
OX_MEMORY(lh, Load, IntegerElement<int16_t>)
OX_MEMORY(lw, Load, IntegerElement<int32_t>)
OX_MEMORY(ld, Load, IntegerElement<int64_t>)
OX_MEMORY(lbu, Load, IntegerElement<uint8_t>)
OX_MEMORY(lhu, Load, IntegerElement<uint16_t>)
OX_MEMORY(lwu, Load, IntegerElement<uint32_t>)
OX_MEMORY(sb, Store, IntegerElement<uint8_t>)
OX_MEMORY(sh, Store, IntegerElement<uint16_t>)
OX_MEMORY(sw, Store, IntegerElement<uint32_t>)
OX_MEMORY(sd, Store, IntegerElement<uint64_t>)
OX_MEMORY(flh, Load, NarrowElement<uint16_t, kHalfBox>)
OX_MEMORY(flw, Load, NarrowElement<uint32_t, 0>)
OX_MEMORY(fld, Load, WideElement)
OX_MEMORY(fsh, Store, NarrowElement<uint16_t, 0>)
OX_MEMORY(fsw, Store, NarrowElement<uint32_t, 0>)
OX_MEMORY(fsd, Store, WideElement)
#undef OX_MEMORY

} // namespace ox::sim::OX_LEVEL
