// Every row of libdevice/api/half.def (bfloat16.def) on the simulator and on the host, judged by half_references.h.
//
// Functions of one number are tried with all 65,536, those of two numbers, of a float or of an int with samples, and
// with all 2^32 arguments by OX_TEST_LONG=1; everything else with samples.  OX_MEASURE_COST=1 measures the cost
// instead, as device_rows.h says.
//
// Before inclusion: what half_references.h wants, OX_TABLE, the table, and OX_MODULE, its name.
#pragma once
#include "device_rows.h"
#include "half_references.h"
#include "half_source.h"
#include "register_rows.h"
#include <atomic>
#include <thread>

#define OX_TEXT_OF(text) #text
#define OX_TEXT(text) OX_TEXT_OF(text)

namespace ox::half_rows {

using device_rows::Evaluation;
using device_rows::Word;
using half_reference::Numbers;
using libdevice_test::Bound;
using libdevice_test::exact;
using libdevice_test::long_run;
using libdevice_test::ulps;
using Arguments = Source<OX_PRECISION>;

// What an operator returned that changes its operand, and the operand.
template <typename T> struct Changed {
  T returned, operand;
};
template <typename F> struct InPlace;
template <typename T, typename... A> struct InPlace<void(T&, A...)> {
  using Signature = Changed<T>(T, A...);
};

// What the reference says, with the types of the function under test: its own have the same names and bits.
template <typename T> struct Mirror {
  using Type = T;
};
#define OX_MIRROR(name)                                                                                                \
  template <> struct Mirror<::name> {                                                                                  \
    using Type = half_reference::name;                                                                                 \
  };
OX_MIRROR(OX_T)
OX_MIRROR(OX_T2)
OX_MIRROR(OX_RAW)
OX_MIRROR(OX_RAW2)
OX_MIRROR(OX_OTHER)
#undef OX_MIRROR
template <typename To, typename From> To with_bits_of(const From& from) {
  static_assert(sizeof(To) == sizeof(From));
  To to;
  std::memcpy(static_cast<void*>(&to), &from, sizeof to);
  return to;
}
template <typename Row, typename Signature = typename Row::Signature> struct Reference;
template <typename Row, typename R, typename... A> struct Reference<Row, R(A...)> {
  static R call(A... arguments) {
    return with_bits_of<R>(Row::Reference::call(with_bits_of<typename Mirror<A>::Type>(arguments)...));
  }
};

// Numbers of 16 bits, one or several.
template <typename T> constexpr bool kIsNumbers = false;
template <> inline constexpr bool kIsNumbers<::OX_T> = true;
template <> inline constexpr bool kIsNumbers<::OX_T2> = true;
template <typename T> inline constexpr bool kIsNumbers<Changed<T>> = true;

inline bool number_matches(uint16_t got, uint16_t wanted, Bound bound) {
  if (wanted == half_reference::kSomeNan || Numbers::is_nan(got) || Numbers::is_nan(wanted))
    return got == wanted || (wanted == half_reference::kSomeNan && Numbers::is_nan(got));
  return got == wanted || std::abs(Numbers::ordinal(got) - Numbers::ordinal(wanted)) <= bound.ulps;
}
template <typename R> bool matches(const R& got, const R& wanted, Bound bound) {
  if constexpr (kIsNumbers<R>) {
    uint16_t is[sizeof(R) / 2], should_be[sizeof(R) / 2];
    std::memcpy(is, &got, sizeof is);
    std::memcpy(should_be, &wanted, sizeof is);
    bool all = true;
    for (size_t i = 0; i < sizeof(R) / 2; ++i)
      all &= number_matches(is[i], should_be[i], bound);
    return all;
  } else if constexpr (std::is_same_v<R, float>) {
    return std::bit_cast<uint32_t>(got) == std::bit_cast<uint32_t>(wanted) || (std::isnan(got) && std::isnan(wanted));
  } else if constexpr (std::is_same_v<R, float2>) {
    return matches<float>(got.x, wanted.x, bound) && matches<float>(got.y, wanted.y, bound);
  } else {
    return std::memcmp(&got, &wanted, sizeof got) == 0;
  }
}

template <typename T> std::string in_bytes(const T& value) {
  std::string text;
  for (size_t i = sizeof value; i-- > 0;) {
    char digits[3];
    std::snprintf(digits, sizeof digits, "%02x", reinterpret_cast<const unsigned char*>(&value)[i]);
    text += digits;
  }
  return text;
}

// Counts the failures of a row; the judge's threads share it.
template <typename Row> class Verdict {
public:
  template <typename R, typename Input>
  void judge(const char* where, const R& got, const R& wanted, const Input& input) {
    if (!matches<R>(got, wanted, Row::kBound) && failures_++ < 10)
      ADD_FAILURE() << Row::kName << " of " << in_bytes(input) << " is " << in_bytes(got) << " on the " << where
                    << ", expected " << in_bytes(wanted) << " (all from the last byte to the first)";
  }
  bool is_hopeless() const { return failures_ >= 10; }

private:
  std::atomic<int> failures_ = 0;
};

// A line of OX_MEASURE's file for measure.py: of a row whose every result was the right one, how many there were.
inline void report(const char* name, Bound bound, uint64_t count, bool all) {
  const char* path = std::getenv("OX_MEASURE");
  if (!path || bound.ulps > 0 || ::testing::Test::HasFailure())
    return;
  if (std::FILE* file = std::fopen(path, "a")) {
    std::fprintf(file, "%s %s\t0\t\t%s\n", OX_TEXT(OX_MODULE), name, all ? "all" : std::to_string(count).c_str());
    std::fclose(file);
  }
}

template <typename F> void in_two_threads(size_t count, F of_range) {
  std::thread other([&] { of_range(count / 2, count); });
  of_range(0, count / 2);
  other.join();
}

// A call whose arguments are the bytes of one word: a sweep passes nothing else.
template <typename T> __host__ __device__ T from_bytes(uint32_t bytes, size_t offset) {
  T value;
  bytes >>= 8 * offset;
  __builtin_memcpy(&value, &bytes, sizeof value);
  return value;
}
template <typename Row, typename Signature = typename Row::Signature> struct ByBytes;
template <typename Row, typename R, typename... A> struct ByBytes<Row, R(A...)> {
  using Result = R;
  static constexpr size_t kBytes = (0 + ... + sizeof(A));
  static constexpr bool kIsPair = std::is_same_v<R(A...), R(::OX_T2)>;
  static constexpr bool kIsPossible = std::is_same_v<R(A...), R(::OX_T, ::OX_T)> || kIsPair ||
                                      (sizeof...(A) == 1 && kBytes <= 4 && !std::is_same_v<R(A...), R(::OX_RAW2)>);
  template <typename Function> static __host__ __device__ R call(uint32_t bytes) {
    return call_of<Function>(bytes, std::index_sequence_for<A...>());
  }
  static uint32_t draw(Arguments& arguments) {
    uint32_t bytes = 0;
    size_t offset = 0;
    auto add = [&](auto value) {
      std::memcpy(reinterpret_cast<char*>(&bytes) + offset, &value, sizeof value);
      offset += sizeof value;
    };
    (add(arguments.template draw<A>()), ...);
    return bytes;
  }

private:
  template <typename Function, size_t... I>
  static __host__ __device__ R call_of(uint32_t bytes, std::index_sequence<I...>) {
    return Function::call(from_bytes<A>(bytes, I * sizeof(A))...);
  }
};
// Without a list, of the numbers from `first` on.
template <typename Row>
__global__ void call_by_bytes(const uint32_t* bytes, uint32_t first, typename ByBytes<Row>::Result* results,
                              size_t count) {
  size_t i = size_t(blockIdx.x) * blockDim.x + threadIdx.x;
  if (i < count)
    results[i] = ByBytes<Row>::template call<Row>(bytes ? bytes[i] : first + static_cast<uint32_t>(i));
}

template <typename Row> class Sweep {
  using B = ByBytes<Row>;
  using R = typename B::Result;

public:
  explicit Sweep(size_t capacity) : results_(new R[capacity]) {
    device_rows::check(cudaMalloc(&device_bytes_, capacity * sizeof(uint32_t)), "cudaMalloc");
    device_rows::check(cudaMalloc(&device_results_, capacity * sizeof(R)), "cudaMalloc");
  }
  Sweep(const Sweep&) = delete;
  ~Sweep() {
    cudaFree(device_bytes_);
    cudaFree(device_results_);
  }
  void judge(const std::vector<uint32_t>& bytes) {
    cudaMemcpy(device_bytes_, bytes.data(), bytes.size() * sizeof(uint32_t), cudaMemcpyHostToDevice);
    judge(device_bytes_, bytes.size(), 1, [&](size_t i) { return bytes[i]; });
  }
  // Of billions the host, which often calls a function for a conversion, computes only some.
  void judge_from(uint32_t first, size_t count) {
    first_ = first;
    judge(nullptr, count, 61, [=](size_t i) { return first + static_cast<uint32_t>(i); });
  }
  bool is_hopeless() const { return verdict_.is_hopeless(); }

private:
  template <typename Bytes> void judge(const uint32_t* list, size_t count, size_t host_stride, Bytes bytes) {
    call_by_bytes<Row><<<unsigned((count + 255) / 256), 256>>>(list, first_, device_results_, count);
    device_rows::check(cudaMemcpy(results_.get(), device_results_, count * sizeof(R), cudaMemcpyDeviceToHost),
                       Row::kName);
    in_two_threads(count, [&](size_t begin, size_t end) {
      for (size_t i = begin; i < end; ++i) {
        const R wanted = B::template call<Reference<Row>>(bytes(i));
        verdict_.judge("device", results_[i], wanted, bytes(i));
        if (i % host_stride == 0)
          verdict_.judge("host", B::template call<Row>(bytes(i)), wanted, bytes(i));
      }
    });
  }
  std::unique_ptr<R[]> results_;
  uint32_t* device_bytes_ = nullptr;
  R* device_results_ = nullptr;
  uint32_t first_ = 0;
  Verdict<Row> verdict_;
};

template <typename Row> void run_by_bytes() {
  using B = ByBytes<Row>;
  std::vector<uint32_t> bytes;
  if constexpr (B::kBytes <= 2 || B::kIsPair) {
    for (uint32_t i = 0; i < 0x10000; ++i)
      bytes.push_back(B::kIsPair ? i | (i * 40503u + 12345u) << 16 : i); // of a pair, every number in either place
    Sweep<Row>(bytes.size()).judge(bytes);
    report(Row::kName, Row::kBound, bytes.size(), !B::kIsPair);
  } else if (long_run()) {
    constexpr size_t kChunk = size_t{1} << 22;
    Sweep<Row> sweep(kChunk);
    for (uint64_t first = 0; first < uint64_t{1} << 32 && !sweep.is_hopeless(); first += kChunk)
      sweep.judge_from(static_cast<uint32_t>(first), kChunk);
    report(Row::kName, Row::kBound, uint64_t{1} << 32, true);
  } else {
    Arguments arguments;
    for (int i = 0; i < 1 << 16; ++i)
      bytes.push_back(B::draw(arguments));
    Sweep<Row>(bytes.size()).judge(bytes);
    report(Row::kName, Row::kBound, bytes.size(), false);
  }
}

template <typename Row, typename R, typename... A> void run_by_words(R (*)(A...)) {
  using E = Evaluation<Row>;
  Verdict<Row> verdict;
  Arguments arguments;
  const bool is_three_numbers = std::is_same_v<R(A...), R(::OX_T, ::OX_T, ::OX_T)>;
  const size_t count = size_t{1} << (device_rows::measures_cost() ? 12 : 16);
  const size_t total = !long_run() || device_rows::measures_cost() ? count : is_three_numbers ? 100'000'000 : 4'000'000;
  for (size_t first = 0; first < total && !verdict.is_hopeless(); first += count) {
    std::vector<Word> in, out;
    for (size_t i = 0; i < count; ++i)
      (device_rows::add_input<A>(in, [&]<typename T>() { return arguments.draw<T>(); }), ...);
    device_rows::run_on_device<Row>(in, out, count);
    if (device_rows::measures_cost())
      return device_rows::run_on_device<device_rows::NoCall<Row>>(in, out, count);
    in_two_threads(count, [&](size_t begin, size_t end) {
      for (size_t i = begin; i < end; ++i) {
        Word wanted[E::kOutputs], host[E::kOutputs];
        const Word* input = in.data() + i * E::kInputs;
        E::template run<Reference<Row>>(input, wanted);
        E::template run<Row>(input, host);
        const R right = device_rows::from_words<R>(wanted);
        const auto bytes = E::kInputs > 0 ? *reinterpret_cast<const std::array<Word, std::max(E::kInputs, 1)>*>(input)
                                          : std::array<Word, std::max(E::kInputs, 1)>();
        verdict.judge("device", device_rows::from_words<R>(&out[i * E::kOutputs]), right, bytes);
        verdict.judge("host", device_rows::from_words<R>(host), right, bytes);
      }
    });
  }
  report(Row::kName, Row::kBound, total, false);
}

template <typename Row> void run_row() {
  if constexpr (requires { Row::test(); }) {
    Row::test();
  } else {
    if constexpr (ByBytes<Row>::kIsPossible)
      if (!device_rows::measures_cost())
        return run_by_bytes<Row>();
    run_by_words<Row>(static_cast<std::add_pointer_t<typename Row::Signature>>(nullptr));
  }
}

} // namespace ox::half_rows

#include "half_memory_rows.h"

// The rows: first as the reference has them.
namespace ox::half_reference {
using half_rows::Changed;
using half_rows::InPlace;
template <int kLine> struct Row;
#define OX_MATH(name, result, parameters, bound, through)                                                              \
  template <> struct Row<__LINE__> {                                                                                   \
    template <typename... A> static result call(A... a) { return name(a...); }                                         \
  };
#define OX_MATH_CONSTANT(name, type)                                                                                   \
  template <> struct Row<__LINE__> {                                                                                   \
    static type call() { return constant_##name(); }                                                                   \
  };
#define OX_MATH_IN_PLACE(name, type, parameters)                                                                       \
  template <> struct Row<__LINE__> {                                                                                   \
    template <typename... A> static Changed<type> call(type a, A... b) {                                               \
      type returned = name(a, b...);                                                                                   \
      return {returned, a};                                                                                            \
    }                                                                                                                  \
  };
#define OX_MATH_ASSIGNMENT(type, value)                                                                                \
  template <> struct Row<__LINE__> {                                                                                   \
    static type call(value a) { return type(a); }                                                                      \
  };
#define OX_MATH_CONVERSION(type, result, bound)                                                                        \
  template <> struct Row<__LINE__> {                                                                                   \
    static result call(type a) { return static_cast<result>(a); }                                                      \
  };
#define OX_MATH_LOAD(name, type)
#define OX_MATH_STORE(name, type)
#define OX_MATH_SHUFFLE(name, type, lane)
#define OX_MATH_ATOMIC(name, type)
#include OX_TABLE
} // namespace ox::half_reference

namespace ox::api_rows::OX_MODULE {
using namespace half_rows;
template <int kLine> struct Row;
#define OX_ROW(signature, name, bound)                                                                                 \
  using Signature = signature;                                                                                         \
  using Reference = half_reference::Row<__LINE__>;                                                                     \
  static constexpr const char* kName = name;                                                                           \
  static constexpr Bound kBound = bound;
#define OX_MATH(name, result, parameters, bound, through)                                                              \
  template <> struct Row<__LINE__> {                                                                                   \
    OX_ROW(result parameters, #name #parameters, bound)                                                                \
    template <typename... A> static __host__ __device__ result call(A... a) { return name(a...); }                     \
  };
#define OX_MATH_CONSTANT(name, type)                                                                                   \
  template <> struct Row<__LINE__> {                                                                                   \
    OX_ROW(type(), #name "()", exact)                                                                                  \
    static __host__ __device__ type call() { return name; }                                                            \
  };
#define OX_MATH_IN_PLACE(name, type, parameters)                                                                       \
  template <> struct Row<__LINE__> {                                                                                   \
    OX_ROW(InPlace<void parameters>::Signature, #name #parameters, exact)                                              \
    template <typename... A> static __host__ __device__ Changed<type> call(type a, A... b) {                           \
      type returned = name(a, b...);                                                                                   \
      return {returned, a};                                                                                            \
    }                                                                                                                  \
  };
#define OX_MATH_ASSIGNMENT(type, value)                                                                                \
  template <> struct Row<__LINE__> {                                                                                   \
    OX_ROW(type(value), "operator=(" #type "&, " #value ")", exact)                                                    \
    static __host__ __device__ type call(value a) {                                                                    \
      type assigned;                                                                                                   \
      assigned = a;                                                                                                    \
      return assigned;                                                                                                 \
    }                                                                                                                  \
  };
#define OX_MATH_CONVERSION(type, result, bound)                                                                        \
  template <> struct Row<__LINE__> {                                                                                   \
    OX_ROW(result(type), "static_cast<" #result ">(" #type ")", bound)                                                 \
    static __host__ __device__ result call(type a) { return static_cast<result>(a); }                                  \
  };
#define OX_MATH_LOAD(name, type)                                                                                       \
  template <> struct Row<__LINE__> {                                                                                   \
    static constexpr const char* kName = #name "(const " #type "*)";                                                   \
    static __device__ void copy(const type* from, type* to) { *to = name(from); }                                      \
    static void test() { test_copy<Row, type>(); }                                                                     \
  };
#define OX_MATH_STORE(name, type)                                                                                      \
  template <> struct Row<__LINE__> {                                                                                   \
    static constexpr const char* kName = #name "(" #type "*, " #type ")";                                              \
    static __device__ void copy(const type* from, type* to) { name(to, *from); }                                       \
    static void test() { test_copy<Row, type>(); }                                                                     \
  };
#define OX_MATH_SHUFFLE(name, type, lane)                                                                              \
  template <> struct Row<__LINE__> {                                                                                   \
    static constexpr const char* kName = #name "(" #type ")";                                                          \
    static __device__ type shuffle(type value, unsigned by, int width) {                                               \
      return name(0xffffffffu, value, static_cast<lane>(by), width);                                                   \
    }                                                                                                                  \
    static void test() { test_shuffle<Row, type>(#name); }                                                             \
  };
#define OX_MATH_ATOMIC(name, type)                                                                                     \
  template <> struct Row<__LINE__> {                                                                                   \
    static constexpr const char* kName = #name "(" #type ")";                                                          \
    static __device__ type add(type* sum, type value) { return name(sum, value); }                                     \
    static void test() { test_atomic_add<Row, type>(); }                                                               \
  };
#include OX_TABLE

inline const device_rows::Entry kRows[] = {
#define OX_ENTRY {Row<__LINE__>::kName, __LINE__, &run_row<Row<__LINE__>>},
#define OX_MATH(name, result, parameters, bound, through) OX_ENTRY
#define OX_MATH_CONSTANT(name, type) OX_ENTRY
#define OX_MATH_IN_PLACE(name, type, parameters) OX_ENTRY
#define OX_MATH_ASSIGNMENT(type, value) OX_ENTRY
#define OX_MATH_CONVERSION(type, result, bound) OX_ENTRY
#define OX_MATH_LOAD(name, type) OX_ENTRY
#define OX_MATH_STORE(name, type) OX_ENTRY
#define OX_MATH_SHUFFLE(name, type, lane) OX_ENTRY
#define OX_MATH_ATOMIC(name, type) OX_ENTRY
#include OX_TABLE
};
} // namespace ox::api_rows::OX_MODULE
