// What the registers of a case hold, as C++ types: a reference's signature says which registers its instruction has.
//   uint8_t ... int64_t   integers, or any bits: compared bit for bit
//   bool                  a predicate
//   float, double, F16, BF16, F16x2, BF16x2
//                         floating-point numbers: a NaN that is wanted may be any NaN, since PTX leaves its bits open;
//                         a reference whose bits count (neg, mov) returns an unsigned integer
//   S16x2, U16x2          pairs of integers; the inputs are corner values in each half
//   Between<T>            a result: what a floating-point number has to lie between, both included
//   std::optional<T>      a result: nothing where the manual leaves it open
#pragma once
#include <array>
#include <bit>
#include <cstdint>
#include <optional>
#include <string_view>
#include <tuple>
#include <type_traits>

namespace ox::test::reference {

enum class Content : uint8_t { kPredicate, kInteger, kF16, kBF16, kF32, kF64 };

struct OperandType {
  Content content = Content::kInteger;
  uint8_t bits = 32; // of the register; 8: a byte in memory, in a register of 16
  uint8_t lanes = 1; // packed numbers in it
  unsigned lane_bits() const { return bits / lanes; }
  bool operator==(const OperandType&) const = default;
};

struct F16 {
  uint16_t bits;
};
struct BF16 {
  uint16_t bits;
};
template <typename Element> struct Pair {
  Element low, high;
};
using F16x2 = Pair<F16>;
using BF16x2 = Pair<BF16>;
using S16x2 = Pair<int16_t>;
using U16x2 = Pair<uint16_t>;
template <typename T> struct Between {
  T low, high;
};

template <typename T> inline constexpr bool kIsPair = false;
template <typename T> inline constexpr bool kIsPair<Pair<T>> = true;
template <typename T> inline constexpr bool kIsBetween = false;
template <typename T> inline constexpr bool kIsBetween<Between<T>> = true;

template <typename T> inline constexpr bool kIsOptional = false;
template <typename T> inline constexpr bool kIsOptional<std::optional<T>> = true;

template <typename T> constexpr OperandType operand_type() {
  if constexpr (kIsOptional<T>) {
    return operand_type<typename T::value_type>();
  } else if constexpr (kIsBetween<T>) {
    return operand_type<decltype(T::low)>();
  } else if constexpr (kIsPair<T>) {
    OperandType type = operand_type<decltype(T::low)>();
    return {type.content, uint8_t(2 * type.bits), 2};
  } else {
    constexpr Content content = std::is_same_v<T, bool>     ? Content::kPredicate
                                : std::is_same_v<T, F16>    ? Content::kF16
                                : std::is_same_v<T, BF16>   ? Content::kBF16
                                : std::is_same_v<T, float>  ? Content::kF32
                                : std::is_same_v<T, double> ? Content::kF64
                                                            : Content::kInteger;
    static_assert(content != Content::kInteger || std::is_integral_v<T>);
    return {content, 8 * sizeof(T), 1};
  }
}

template <typename T> T from_bits(uint64_t bits) {
  if constexpr (kIsPair<T>) {
    using Element = decltype(T::low);
    constexpr unsigned width = 8 * sizeof(Element);
    return {from_bits<Element>(bits & ((uint64_t{1} << width) - 1)), from_bits<Element>(bits >> width)};
  } else if constexpr (std::is_same_v<T, F16> || std::is_same_v<T, BF16>) {
    return {uint16_t(bits)};
  } else if constexpr (std::is_same_v<T, float>) {
    return std::bit_cast<float>(uint32_t(bits));
  } else if constexpr (std::is_same_v<T, double>) {
    return std::bit_cast<double>(bits);
  } else {
    return static_cast<T>(bits);
  }
}

template <typename T> uint64_t to_bits(const T& value) {
  if constexpr (kIsPair<T>)
    return to_bits(value.low) | to_bits(value.high) << 8 * sizeof(value.low);
  else if constexpr (std::is_same_v<T, F16> || std::is_same_v<T, BF16>)
    return value.bits;
  else if constexpr (std::is_same_v<T, float>)
    return std::bit_cast<uint32_t>(value);
  else if constexpr (std::is_same_v<T, double>)
    return std::bit_cast<uint64_t>(value);
  else if constexpr (std::is_same_v<T, bool>)
    return value;
  else
    return static_cast<std::make_unsigned_t<T>>(value);
}

// The name that PTX has for a type: "u32", "f16x2", "pred".
template <typename T> constexpr std::string_view ptx_name() {
  if constexpr (std::is_same_v<T, F16x2>)
    return "f16x2";
  else if constexpr (std::is_same_v<T, BF16x2>)
    return "bf16x2";
  else if constexpr (std::is_same_v<T, S16x2>)
    return "s16x2";
  else if constexpr (std::is_same_v<T, U16x2>)
    return "u16x2";
  else if constexpr (std::is_same_v<T, F16>)
    return "f16";
  else if constexpr (std::is_same_v<T, BF16>)
    return "bf16";
  else if constexpr (std::is_same_v<T, float>)
    return "f32";
  else if constexpr (std::is_same_v<T, double>)
    return "f64";
  else if constexpr (std::is_same_v<T, bool>)
    return "pred";
  else if constexpr (std::is_signed_v<T>)
    return std::array{"s8", "s16", "", "s32", "", "", "", "s64"}[sizeof(T) - 1];
  else
    return std::array{"u8", "u16", "", "u32", "", "", "", "u64"}[sizeof(T) - 1];
}

// What an output has to be: the bits, or for floating-point numbers the least and the greatest that are right.
struct Wanted {
  uint64_t low = 0, high = 0;
  bool is_open = false; // anything is right
};

// The arguments and results of a callable, from its call operator.
template <typename F> struct Signature : Signature<decltype(&F::operator())> {};
template <typename F, typename R, typename... A> struct Signature<R (F::*)(A...) const> {
  using Result = R;
  using Arguments = std::tuple<std::remove_cvref_t<A>...>;
};
template <typename R, typename... A> struct Signature<R (*)(A...)> {
  using Result = R;
  using Arguments = std::tuple<std::remove_cvref_t<A>...>;
};

template <typename T> Wanted wanted(const T& value) {
  if constexpr (kIsOptional<T>)
    return value ? wanted(*value) : Wanted{0, 0, true};
  else if constexpr (kIsBetween<T>)
    return {to_bits(value.low), to_bits(value.high), false};
  else
    return {to_bits(value), to_bits(value), false};
}

} // namespace ox::test::reference
