// Comparison and selection (PTX ISA 9.0, 9.7.6 and 9.7.7): how two numbers are ordered is one of four relations, and a
// comparison is true for some of them.
#include "test/ptx/reference/chapters.h"
#include "test/ptx/reference/floats.h"
#include <tuple>

namespace ox::test::reference {

namespace {
constexpr unsigned kLess = 1, kEqual = 2, kGreater = 4, kUnordered = 8;

struct Comparison {
  const char* name;
  unsigned is_true_for;
};
constexpr Comparison kOfBits[] = {{".eq", kEqual}, {".ne", kLess | kGreater}};
constexpr Comparison kOfSigned[] = {{".eq", kEqual},         {".ne", kLess | kGreater}, {".lt", kLess},
                                    {".le", kLess | kEqual}, {".gt", kGreater},         {".ge", kGreater | kEqual}};
constexpr Comparison kOfUnsigned[] = {
    {".eq", kEqual},   {".ne", kLess | kGreater},  {".lt", kLess}, {".le", kLess | kEqual},
    {".gt", kGreater}, {".ge", kGreater | kEqual}, {".lo", kLess}, {".ls", kLess | kEqual},
    {".hi", kGreater}, {".hs", kGreater | kEqual}};
constexpr Comparison kOfFloats[] = {{".eq", kEqual},
                                    {".ne", kLess | kGreater},
                                    {".lt", kLess},
                                    {".le", kLess | kEqual},
                                    {".gt", kGreater},
                                    {".ge", kGreater | kEqual},
                                    {".equ", kEqual | kUnordered},
                                    {".neu", kLess | kGreater | kUnordered},
                                    {".ltu", kLess | kUnordered},
                                    {".leu", kLess | kEqual | kUnordered},
                                    {".gtu", kGreater | kUnordered},
                                    {".geu", kGreater | kEqual | kUnordered},
                                    {".num", kLess | kEqual | kGreater},
                                    {".nan", kUnordered}};

template <typename T> inline constexpr bool kIsInteger = std::is_integral_v<T>;

template <typename T> unsigned relation(T a, T b, bool flushes) {
  if constexpr (kIsInteger<T>) {
    return a < b ? kLess : a > b ? kGreater : kEqual;
  } else {
    const Format& format = format_of<T>();
    uint64_t x = to_bits(a), y = to_bits(b);
    if (format.is_nan(x) || format.is_nan(y))
      return kUnordered;
    if (flushes) {
      x = format.flushed(x);
      y = format.flushed(y);
    }
    if (((x | y) & (format.sign() - 1)) == 0)
      return kEqual; // zeros of either sign
    const int64_t first = format.ordinal(x), second = format.ordinal(y);
    return first < second ? kLess : first > second ? kGreater : kEqual;
  }
}

// The type of sources, and what goes with it.
struct Source {
  std::string type; // "u32", "b32"
  std::span<const Comparison> comparisons;
  bool may_flush = false;
};

// How the result and a predicate make the predicate that is asked for: nothing, or .and, .or, .xor, of c or !c.
struct Combination {
  const char* word;
  bool negates;
  const char* operand() const { return *word == 0 ? "" : negates ? ", !%c" : ", %c"; }
  bool apply(bool t, bool c) const {
    c ^= negates;
    return *word == 0 ? t : word[1] == 'a' ? t && c : word[1] == 'o' ? t || c : t != c;
  }
};
constexpr Combination kCombinations[] = {{"", false},   {".and", false}, {".and", true}, {".or", false},
                                         {".or", true}, {".xor", false}, {".xor", true}};

// Adds a case whose reference takes c where the combination has one.
template <typename T, typename F>
void add_combined(Cases& cases, const Combination& with, const std::string& text, F result) {
  const std::string whole = text + with.operand() + ";";
  if (*with.word == 0)
    cases.add(whole, [=](T a, T b) { return result(a, b, false); }).sampled();
  else
    cases.add(whole, [=](T a, T b, bool c) { return result(a, b, c); }).sampled();
}

// Each comparison of a source with each way to combine it: body(comparison, words of the opcode, flushes, combination)
template <typename F> void each_comparison(const Source& source, F body) {
  for (const Comparison& comparison : source.comparisons)
    for (const Combination& with : kCombinations)
      for (bool flushes : {false, true})
        if (!flushes || source.may_flush)
          body(comparison.is_true_for, std::string(comparison.name) + with.word + (flushes ? ".ftz" : ""), flushes,
               with);
}

template <typename T> void add_setp(Cases& cases, const Source& source) {
  each_comparison(source, [&](unsigned is_true_for, const std::string& words, bool flushes, const Combination& with) {
    auto compare = [=](T a, T b, bool c) {
      const bool t = relation(a, b, flushes) & is_true_for;
      return std::tuple<bool, bool>{with.apply(t, c), with.apply(!t, c)};
    };
    const std::string opcode = "setp" + words + "." + source.type;
    constexpr bool is_half = std::is_same_v<T, F16> || std::is_same_v<T, BF16>;
    if constexpr (is_half) // one result
      add_combined<T>(cases, with, opcode + " %d, %a, %b",
                      [=](T a, T b, bool c) { return std::get<0>(compare(a, b, c)); });
    else
      add_combined<T>(cases, with, opcode + " %d|%e, %a, %b", compare);
  });
}

template <typename Result> Result truth(bool value) {
  if constexpr (std::is_same_v<Result, F16>)
    return {uint16_t(value ? 0x3c00 : 0)};
  else if constexpr (std::is_same_v<Result, BF16>)
    return {uint16_t(value ? 0x3f80 : 0)};
  else if constexpr (std::is_same_v<Result, float>)
    return value ? 1.0f : 0.0f;
  else
    return value ? Result(-1) : Result(0);
}

template <typename T, typename Result> void add_set(Cases& cases, const Source& source) {
  each_comparison(source, [&](unsigned is_true_for, const std::string& words, bool flushes, const Combination& with) {
    add_combined<T>(
        cases, with, named<Result>("set" + words) + "." + source.type + " %d, %a, %b",
        [=](T a, T b, bool c) { return truth<Result>(with.apply(relation(a, b, flushes) & is_true_for, c)); });
  });
}

template <typename T> void add_all(Cases& cases, const Source& source) {
  add_setp<T>(cases, source);
  if constexpr (std::is_same_v<T, F16> || std::is_same_v<T, BF16>) {
    for_types<uint16_t, int16_t, uint32_t, int32_t>([&]<typename Result>() { add_set<T, Result>(cases, source); });
  } else {
    for_types<uint32_t, int32_t, float>([&]<typename Result>() { add_set<T, Result>(cases, source); });
  }
  // bf16 takes no .ftz, and each half takes f16 sources.
  if constexpr (!std::is_same_v<T, BF16>) {
    add_set<T, F16>(cases, source);
    add_set<T, BF16>(cases, {source.type, source.comparisons, false});
  }
}

// Pairs: each half for itself; a predicate for each, or 1.0, or all ones in the half.
template <typename P> void add_pairs(Cases& cases, const Source& source) {
  using T = decltype(P::low);
  each_comparison(source, [&](unsigned is_true_for, const std::string& words, bool flushes, const Combination& with) {
    auto compare = [=](P a, P b, bool c) {
      return std::tuple<bool, bool>{with.apply(relation(a.low, b.low, flushes) & is_true_for, c),
                                    with.apply(relation(a.high, b.high, flushes) & is_true_for, c)};
    };
    add_combined<P>(cases, with, "setp" + words + "." + source.type + " %d|%e, %a, %b", compare);
    const std::string rest = "." + source.type + " %d, %a, %b";
    add_combined<P>(cases, with, named<P>("set" + words) + rest, [=](P a, P b, bool c) {
      const auto [low, high] = compare(a, b, c);
      return P{truth<T>(low), truth<T>(high)};
    });
    for (const char* type : {".u32", ".s32"})
      add_combined<P>(cases, with, "set" + words + type + rest, [=](P a, P b, bool c) {
        const auto [low, high] = compare(a, b, c);
        return uint32_t(low ? 0xffff : 0) | (high ? 0xffff0000 : 0);
      });
  });
}

void add_comparisons(Cases& cases) {
  for_types<uint16_t, uint32_t, uint64_t>([&]<typename T>() {
    add_all<T>(cases, {untyped<T>("").substr(1), kOfBits});
    add_all<T>(cases, {std::string(ptx_name<T>()), kOfUnsigned});
  });
  for_types<int16_t, int32_t, int64_t>(
      [&]<typename T>() { add_all<T>(cases, {std::string(ptx_name<T>()), kOfSigned}); });
  add_all<float>(cases, {"f32", kOfFloats, true});
  add_all<double>(cases, {"f64", kOfFloats});
  add_all<F16>(cases, {"f16", kOfFloats, true});
  add_all<BF16>(cases, {"bf16", kOfFloats});
  add_pairs<F16x2>(cases, {"f16x2", kOfFloats, true});
  add_pairs<BF16x2>(cases, {"bf16x2", kOfFloats});
}

// Bits that pass through unchanged, NaNs too: of a width, for the types of that width.
template <typename T> void add_selections(Cases& cases, std::initializer_list<const char*> types) {
  for (const std::string type : types) {
    auto add = [&](const std::string& opcode, auto reference) {
      Case& made = cases.add(opcode + " %d, %a, %b, %c;", reference);
      if (type.starts_with("f")) // takes no constants that are integers, as these bits would be
        made.sampled();
    };
    add("selp." + type, [](T a, T b, bool c) { return c ? a : b; });
    add("slct." + type + ".s32", [](T a, T b, int32_t c) { return c >= 0 ? a : b; });
    // A NaN picks b, and -0 is not negative; .ftz makes a negative subnormal -0.
    add("slct." + type + ".f32", [](T a, T b, float c) { return c >= 0 ? a : b; });
    add("slct.ftz." + type + ".f32",
        [](T a, T b, float c) { return from_bits<float>(kF32.flushed(to_bits(c))) >= 0 ? a : b; });
  }
}
} // namespace

void add_comparison_cases(Cases& cases) {
  add_comparisons(cases);
  add_selections<uint16_t>(cases, {"b16", "u16", "s16"});
  add_selections<uint32_t>(cases, {"b32", "u32", "s32", "f32"});
  add_selections<uint64_t>(cases, {"b64", "u64", "s64", "f64"});
}

} // namespace ox::test::reference
