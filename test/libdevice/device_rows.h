// Runs rows of a table of math functions on the simulator: a kernel for each, over special and random arguments, and
// the instructions that a call costs.
//
// A row is a struct with
//   using Signature = Result(Parameters...);
//   template <typename... A> static __device__ auto call(A... arguments)     the function under test
//   static constexpr const char* kName
// Everything goes through 64-bit words: an argument or a result takes one (two when it is larger than 8 bytes).  A
// parameter T* is an output, a const T* an array of kArrayLength elements, a text for const signed char*.
//
// OX_MEASURE=FILE makes the program judge the results by the references, and append the errors to FILE (harness.h).
// OX_MEASURE_COST=1 makes the program run each row over its usual range only, and beside it a kernel that does the same
// without the call: the difference of their lane_instructions (OX_STATS, docs/counters.md) is the cost.
#pragma once
#include "harness.h"
#include <cuda_runtime.h>

namespace ox::device_rows {

using Word = uint64_t;
constexpr int kArrayLength = 4;

template <typename T> constexpr int kWords = (sizeof(T) + 7) / 8;
template <typename T> using Aliased [[gnu::may_alias]] = T;

// A number is read and written as what it is, as programs do: without moves between registers of different kinds.
template <typename T> __host__ __device__ T from_words(const volatile Word* words) {
  if constexpr (std::is_arithmetic_v<T>)
    return *reinterpret_cast<const volatile Aliased<T>*>(words);
  Word copy[kWords<T>];
  for (int i = 0; i < kWords<T>; ++i)
    copy[i] = words[i];
  T value;
  __builtin_memcpy(&value, copy, sizeof value);
  return value;
}
// The words are 0 before.
template <typename T> __host__ __device__ void to_words(T value, Word* words) {
  if constexpr (std::is_arithmetic_v<T>) {
    *reinterpret_cast<Aliased<T>*>(words) = value;
    return;
  }
  Word copy[kWords<T>] = {};
  __builtin_memcpy(copy, &value, sizeof value);
  for (int i = 0; i < kWords<T>; ++i)
    words[i] = copy[i];
}

// How a parameter gets its argument from the input words, and what it adds to the output words.
template <typename P> struct Parameter {
  using Input = P;
  static constexpr int kInputs = kWords<P>, kOutputs = 0;
  P value;
  __host__ __device__ void load(const volatile Word* words) { value = from_words<P>(words); }
  __host__ __device__ P argument() { return value; }
  __host__ __device__ void store(Word*) const {}
};
template <typename T> struct Parameter<T*> {
  using Input = void;
  static constexpr int kInputs = 0, kOutputs = kWords<T>;
  T value;
  __host__ __device__ void load(const volatile Word*) { value = T(); }
  __host__ __device__ T* argument() { return &value; }
  __host__ __device__ void store(Word* words) const { to_words(value, words); }
};
template <typename T> struct Parameter<const T*> {
  using Input = T;
  static constexpr int kInputs = kArrayLength * kWords<T>, kOutputs = 0;
  T values[kArrayLength];
  __host__ __device__ void load(const volatile Word* words) {
    for (int i = 0; i < kArrayLength; ++i)
      values[i] = from_words<T>(words + i * kWords<T>);
  }
  __host__ __device__ const T* argument() { return values; }
  __host__ __device__ void store(Word*) const {}
};
template <typename P> constexpr bool kIsArray = std::is_pointer_v<P> && Parameter<P>::kInputs > 0;

template <typename Row, typename Signature = typename Row::Signature> struct Evaluation;
template <typename Row, typename R, typename... P> struct Evaluation<Row, R(P...)> {
  using Result = R;
  static constexpr int result_words() {
    if constexpr (std::is_void_v<R>)
      return 0;
    else
      return kWords<R>;
  }
  static constexpr int kInputs = (0 + ... + Parameter<P>::kInputs),
                       kOutputs = result_words() + (0 + ... + Parameter<P>::kOutputs);

  // Function has a static call(arguments...).
  template <typename Function> static __host__ __device__ void run(const volatile Word* in, Word* out) {
    run_on<Function>(in, out, Parameter<P>()...);
  }

private:
  template <typename Function>
  static __host__ __device__ void run_on(const volatile Word* in, Word* out, Parameter<P>... parameters) {
    ((parameters.load(in), in += Parameter<P>::kInputs), ...);
    if constexpr (std::is_void_v<R>) {
      Function::call(parameters.argument()...);
    } else {
      to_words<R>(Function::call(parameters.argument()...), out);
      out += kWords<R>;
    }
    ((parameters.store(out), out += Parameter<P>::kOutputs), ...);
  }
};

// The same kernel without the call.
template <typename Row, typename Signature = typename Row::Signature> struct NoCall;
template <typename Row, typename R, typename... P> struct NoCall<Row, R(P...)> {
  using Signature = R(P...);
  static constexpr const char* kName = Row::kName;
  static __host__ __device__ R call(P...) {
    if constexpr (!std::is_void_v<R>)
      return R();
  }
};

template <typename Row> __global__ void call_each(const volatile Word* in, Word* out, size_t count) {
  using E = Evaluation<Row>;
  size_t i = size_t(blockIdx.x) * blockDim.x + threadIdx.x;
  if (i < count)
    E::template run<Row>(in + i * E::kInputs, out + i * E::kOutputs);
}

inline void check(cudaError_t error, const char* what) {
  if (error != cudaSuccess)
    FAIL() << what << ": " << cudaGetErrorString(error);
}

// out: count * kOutputs words, from in: count * kInputs words.
template <typename Row> void run_on_device(const std::vector<Word>& in, std::vector<Word>& out, size_t count) {
  Word *device_in = nullptr, *device_out = nullptr;
  out.assign(count * Evaluation<Row>::kOutputs, 0);
  check(cudaMalloc(&device_in, in.size() * sizeof(Word) + 1), "cudaMalloc");
  check(cudaMalloc(&device_out, out.size() * sizeof(Word) + 1), "cudaMalloc");
  check(cudaMemcpy(device_in, in.data(), in.size() * sizeof(Word), cudaMemcpyHostToDevice), "cudaMemcpy");
  check(cudaMemset(device_out, 0, out.size() * sizeof(Word)), "cudaMemset");
  call_each<Row><<<unsigned((count + 255) / 256), 256>>>(device_in, device_out, count);
  check(cudaMemcpy(out.data(), device_out, out.size() * sizeof(Word), cudaMemcpyDeviceToHost), Row::kName);
  cudaFree(device_in);
  cudaFree(device_out);
}

inline bool measures_cost() { return std::getenv("OX_MEASURE_COST") != nullptr; }

// The input words of parameter P, drawn by `make`, a function object that makes a value of the type it is asked for.
template <typename P, typename Make> void add_input(std::vector<Word>& in, Make make) {
  using T = typename Parameter<P>::Input;
  if constexpr (!std::is_void_v<T>)
    for (int i = 0; i < Parameter<P>::kInputs / kWords<T>; ++i) {
      in.resize(in.size() + kWords<T>);
      to_words<T>(make.template operator()<T>(), &in[in.size() - kWords<T>]);
    }
}

// One argument of a row: random with many special values, or, for the cost, only from where the function is mostly used
// (its reference's `domain`).
template <typename Row, typename T>
T make_argument(libdevice_test::Generator& generator, size_t position, bool is_array_length) {
  if constexpr (std::is_integral_v<T>)
    if (is_array_length)
      return static_cast<T>(generator() % (kArrayLength + 1));
  const libdevice_test::Interval* interval = nullptr;
  if constexpr (requires { Row::Reference::domain; })
    if (position < std::size(Row::Reference::domain))
      interval = &Row::Reference::domain[position];
  if (measures_cost())
    return libdevice_test::usual_value<T>(generator, interval);
  if constexpr (std::is_floating_point_v<T>) {
    static const std::vector<T> specials = libdevice_test::special_values<T>();
    if (generator() % 4 == 0)
      return specials[generator() % specials.size()];
  }
  return libdevice_test::random_value<T>(generator, interval);
}

template <typename... P> std::tuple<P...> arguments_of(const Word* words) {
  auto take = [&]<typename T>() {
    T value = from_words<T>(words);
    words += kWords<T>;
    return value;
  };
  return std::tuple<P...>{take.template operator()<P>()...}; // braces: left to right
}

// Input words for `count` calls that the reference accepts.
template <typename Row, typename R, typename... P> std::vector<Word> make_inputs(R (*)(P...), size_t count) {
  std::vector<Word> in, one;
  libdevice_test::Generator generator(0x0cdefe12u);
  while (in.size() < count * Evaluation<Row>::kInputs) {
    size_t position = 0;
    one.clear();
    (add_input<P>(one,
                  [&]<typename T>() { return make_argument<Row, T>(generator, position++, (... || kIsArray<P>)); }),
     ...);
    if constexpr (requires(P... p) { Row::Reference::accepts(p...); })
      if (!std::apply([](P... p) { return Row::Reference::accepts(p...); }, arguments_of<P...>(one.data())))
        continue;
    in.insert(in.end(), one.begin(), one.end());
  }
  return in;
}

template <typename T> bool same_bits(const Word* a, const Word* b) {
  if constexpr (std::is_floating_point_v<T>)
    if (std::isnan(from_words<T>(a)) && std::isnan(from_words<T>(b)))
      return true;
  return std::equal(a, a + kWords<T>, b);
}
// The result, then the outputs.
template <typename R, typename... P> bool same_outputs(R (*)(P...), const Word* a, const Word* b) {
  bool same = true;
  if constexpr (!std::is_void_v<R>) {
    same = same_bits<R>(a, b);
    a += kWords<R>;
    b += kWords<R>;
  }
  auto next = [&]<typename Q>(Q*) {
    if constexpr (Parameter<Q>::kOutputs > 0) {
      using T = std::remove_pointer_t<Q>;
      same = same && same_bits<T>(a, b);
      a += kWords<T>;
      b += kWords<T>;
    }
  };
  (next(static_cast<P*>(nullptr)), ...);
  return same;
}

// What the device gave, judged by the reference, for OX_MEASURE.
template <typename Row, typename R, typename... P>
void judge_outputs(R (*)(P...), const std::vector<Word>& in, const std::vector<Word>& out, size_t count) {
  if constexpr (requires { &Row::Reference::real; }) {
    libdevice_test::Judge<typename Row::Reference, R, P...> judge(Row::kName, nullptr, {HUGE_VAL, 0});
    for (size_t i = 0; i < count; ++i)
      judge.settle(arguments_of<P...>(&in[i * Evaluation<Row>::kInputs]),
                   from_words<R>(&out[i * Evaluation<Row>::kOutputs]));
    libdevice_test::report(Row::kName, judge.worst, count, false);
  }
}

// The row on the device gives what Host gives; or, when cost is measured, runs with and without the call.
template <typename Row, typename Host> void compare_sides() {
  using E = Evaluation<Row>;
  using Pointer = std::add_pointer_t<typename Row::Signature>;
  const size_t count = measures_cost() ? 4096 : libdevice_test::long_run() ? 1'000'000 : 4096;
  std::vector<Word> in = make_inputs<Row>(Pointer(), count), out;
  run_on_device<Row>(in, out, count);
  if (std::getenv("OX_MEASURE"))
    judge_outputs<Row>(Pointer(), in, out, count);
  if (measures_cost())
    return run_on_device<NoCall<Row>>(in, out, count);
  if (!Row::kSameOnHost)
    return;
  for (size_t i = 0; i < count; ++i) {
    std::vector<Word> expected(E::kOutputs);
    E::template run<Host>(&in[i * E::kInputs], expected.data());
    ASSERT_TRUE(same_outputs(Pointer(), &out[i * E::kOutputs], expected.data()))
        << Row::kName << ", argument words "
        << ::testing::PrintToString(std::vector<Word>(&in[i * E::kInputs], &in[i * E::kInputs] + E::kInputs))
        << ": the device gives "
        << ::testing::PrintToString(std::vector<Word>(&out[i * E::kOutputs], &out[i * E::kOutputs] + E::kOutputs))
        << ", the host " << ::testing::PrintToString(expected);
  }
}

} // namespace ox::device_rows
