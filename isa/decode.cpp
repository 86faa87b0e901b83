// Words to instructions.  A program's text is decoded once, when it is loaded, so a word should cost a few nanoseconds:
// the opcode, funct3 and funct7 of a word index a table of the few rows that agree with them.
#include "isa/decode.h"
#include "isa/row.h"
#include <array>
#include <vector>

namespace ox::isa {
namespace {

constexpr uint32_t kKeyBits = 0xfe00707c; // funct7, funct3, opcode without its two low bits
constexpr uint32_t kKeys = 1u << 15;

constexpr uint32_t key_of(uint32_t word) { return ((word >> 2) & 0x1f) | ((word >> 12) & 7) << 5 | (word >> 25) << 8; }

struct Candidate {
  uint32_t mask, match;
  Op op;
  Format format;
  Rounding rounding;
  uint8_t rd, rs1, rs2, rs3; // 31 where the row has the field, else 0
};

struct DecodeTable {
  std::array<uint32_t, kKeys + 1> begin{};
  std::vector<Candidate> candidates; // of key k: [begin[k], begin[k + 1]), in the order of the table

  DecodeTable() {
    for (const Row& row : rows())
      visit_keys(row, [&](uint32_t key) { ++begin[key + 1]; });
    for (uint32_t key = 0; key < kKeys; ++key)
      begin[key + 1] += begin[key];
    candidates.resize(begin[kKeys]);
    auto next = begin;
    const auto field = [](bool present) { return static_cast<uint8_t>(present ? 31 : 0); };
    for (const Row& row : rows()) {
      const Candidate candidate{row.mask,           row.match,          row.op,
                                row.format,         row.rounding,       field(row.has_rd),
                                field(row.has_rs1), field(row.has_rs2), field(row.has_rs3)};
      visit_keys(row, [&](uint32_t key) { candidates[next[key]++] = candidate; });
    }
  }

  // Calls visit with the key of every combination of the key bits that the row leaves open.
  static void visit_keys(const Row& row, auto visit) {
    const uint32_t open = kKeyBits & ~row.mask;
    uint32_t chosen = 0;
    do {
      visit(key_of(row.match | chosen));
      chosen = (chosen - open) & open; // the next subset of open
    } while (chosen != 0);
  }
};

const DecodeTable& decode_table() {
  static const DecodeTable table;
  return table;
}

// Bits high..low of the word, moved to start at bit `at`.
constexpr uint64_t take(uint32_t word, unsigned high, unsigned low, unsigned at) {
  return uint64_t{(word >> low) & ((1u << (high - low + 1)) - 1)} << at;
}

constexpr int64_t sign_extend(uint64_t value, unsigned bits) {
  return static_cast<int64_t>(value << (64 - bits)) >> (64 - bits);
}

int64_t immediate_of(Format format, uint32_t word) {
  switch (format) {
  case Format::R:
  case Format::R4:
  case Format::Fixed:
    return 0;
  case Format::Amo:
    return static_cast<int64_t>(take(word, 26, 25, 0));
  case Format::I:
    return static_cast<int32_t>(word) >> 20;
  case Format::Csr:
    return word >> 20;
  case Format::Shift:
    return static_cast<int64_t>(take(word, 25, 20, 0)); // bit 25 is a fixed 0 where 5 bits count
  case Format::Fli:
    return static_cast<int64_t>(take(word, 19, 15, 0));
  case Format::Fence:
    return static_cast<int64_t>(take(word, 27, 20, 0));
  case Format::S:
    return sign_extend(take(word, 31, 25, 5) | take(word, 11, 7, 0), 12);
  case Format::B:
    return sign_extend(take(word, 31, 31, 12) | take(word, 7, 7, 11) | take(word, 30, 25, 5) | take(word, 11, 8, 1),
                       13);
  case Format::U:
    return static_cast<int32_t>(word & 0xfffff000);
  case Format::J:
    return sign_extend(take(word, 31, 31, 20) | take(word, 19, 12, 12) | take(word, 20, 20, 11) | take(word, 30, 21, 1),
                       21);
  case Format::Lop3:
    return static_cast<int64_t>(take(word, 31, 25, 0) | take(word, 12, 12, 7));
  }
  return 0;
}

} // namespace

std::optional<Instruction> decode(uint32_t word) {
  if ((word & 3) != 3)
    return std::nullopt;
  const DecodeTable& table = decode_table();
  const uint32_t key = key_of(word);
  for (uint32_t i = table.begin[key]; i != table.begin[key + 1]; ++i) {
    const Candidate& row = table.candidates[i];
    if ((word & row.mask) != row.match)
      continue;
    Instruction result{.op = row.op,
                       .rd = static_cast<uint8_t>((word >> 7) & row.rd),
                       .rs1 = static_cast<uint8_t>((word >> 15) & row.rs1),
                       .rs2 = static_cast<uint8_t>((word >> 20) & row.rs2),
                       .rs3 = static_cast<uint8_t>((word >> 27) & row.rs3),
                       .rm = 0,
                       .imm = immediate_of(row.format, word)};
    if (row.rounding != Rounding::kNone) {
      result.rm = (word >> 12) & 7;
      if ((result.rm == 5 || result.rm == 6) && row.rounding != Rounding::kFlush)
        return std::nullopt;
    }
    return result;
  }
  return std::nullopt;
}

} // namespace ox::isa
