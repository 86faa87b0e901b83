// special_values.def on the simulator, through the public names, and in the sources compiled for the host.
#include "harness.h"
#include <cuda_runtime.h>

extern "C" {
#define OX_LIBDEVICE(name, result, parameters, source, cuda, bound) __host__ result __nv_##name parameters;
#include "libdevice/functions.def"
}

namespace ox::special_values {

#ifdef __CUDA_ARCH__
#define OX_PUBLIC(name, on_host) name
#define OX_FUNCTION(name) name
#define powi pow // an internal name: pow(x, n)
#define powif powf
#else
#define OX_PUBLIC(name, on_host) __nv_##on_host
#define OX_FUNCTION(name) __nv_##name
#endif
#define OX_EITHER(T, single, of_double)                                                                                \
  [](auto... a) {                                                                                                      \
    if constexpr (sizeof(T) == 4)                                                                                      \
      return single(a...);                                                                                             \
    else                                                                                                               \
      return of_double(a...);                                                                                          \
  }

// What the compiler must not know, or it would compute the result; numbers are of the precision T.
template <typename T> struct Argument {
  volatile T value;
  __host__ __device__ explicit Argument(T x) : value(x) {}
  __host__ __device__ T get() const { return value; }
};
struct n {
  int value;
};
template <typename T> struct Caller {
  static __host__ __device__ int opaque(n x) { return Argument<int>(x.value).get(); }
  static __host__ __device__ T opaque(int x) { return Argument<T>(T(x)).get(); }
  static __host__ __device__ T opaque(double x) { return Argument<T>(T(x)).get(); }
  static __host__ __device__ T opaque(float x) { return Argument<T>(T(x)).get(); }
  double* results;
  template <typename F, typename... A> __host__ __device__ void add(F f, A... a) {
    *results++ = double(f(opaque(a)...));
  }
  template <typename Output, bool kWithOutput, typename F, typename... A>
  __host__ __device__ void add_output(F f, A... a) {
    Output output{};
    *results++ = double(f(opaque(a)..., &output));
    if (kWithOutput)
      *results++ = double(output);
  }
  template <typename F> __host__ __device__ void add_pair(F f, double x) {
    T first, second;
    f(opaque(x), &first, &second);
    *results++ = first;
    *results++ = second;
  }
  template <typename F> __host__ __device__ void add_vector(F f, double x, double y) {
    const T vector[] = {opaque(x), opaque(y)};
    *results++ = f(2, vector);
  }
};
// The functions with an output.
enum class OutputOf { remquo, frexp, modf };
template <typename T, OutputOf kFunction> using Output = std::conditional_t<kFunction == OutputOf::modf, T, int>;

#define OX_CONSTANTS                                                                                                   \
  using L = std::numeric_limits<T>;                                                                                    \
  [[maybe_unused]] constexpr T inf = L::infinity(), nan = L::quiet_NaN(), tiny = L::denorm_min(), huge = L::max(),     \
                               pi = T(3.14159265358979323846), half_pi = T(1.57079632679489661923),                    \
                               quarter_pi = T(0.78539816339744830962), three_quarter_pi = T(2.35619449019234492885)

#define OX_PASS(...) __VA_OPT__(, ) __VA_ARGS__
template <typename T> __host__ __device__ void call_all(double* results) {
  OX_CONSTANTS;
  Caller<T> caller{results};
#define OX_NAMED(name) OX_EITHER(T, OX_FUNCTION(name##f), OX_FUNCTION(name))
#define OX_SPECIAL(name, arguments, result) caller.add(OX_NAMED(name) OX_PASS arguments);
#define OX_SPECIAL_OUTPUT(name, arguments, result, output)                                                             \
  caller.template add_output<Output<T, OutputOf::name>, true>(OX_NAMED(name) OX_PASS arguments);
#define OX_SPECIAL_RESULT(name, arguments, result)                                                                     \
  caller.template add_output<Output<T, OutputOf::name>, false>(OX_NAMED(name) OX_PASS arguments);
#define OX_SPECIAL_PAIR(name, argument, first, second) caller.add_pair(OX_NAMED(name) OX_PASS argument);
#define OX_SPECIAL_VECTOR(name, arguments, result) caller.add_vector(OX_NAMED(name) OX_PASS arguments);
#define OX_SPECIAL_PREDICATE(name, single, of_double, argument, result)                                                \
  caller.add(OX_EITHER(T, OX_PUBLIC(name, single), OX_PUBLIC(name, of_double)) OX_PASS argument);
#include "special_values.def"
}

struct Expected {
  std::string name, text; // of libdevice
  double value;
};
template <typename T> std::vector<Expected> expected() {
  OX_CONSTANTS;
  std::vector<Expected> all;
  const char* suffix = sizeof(T) == 4 ? "f" : "";
  auto add = [&](std::string name, const char* arguments, double value) {
    all.push_back({name, name + arguments, value});
  };
#define OX_SPECIAL(name, arguments, result) add(std::string(#name) + suffix, #arguments, result);
#define OX_SPECIAL_OUTPUT(name, arguments, result, output) OX_SPECIAL_PAIR(name, arguments, result, output)
#define OX_SPECIAL_RESULT(name, arguments, result) add(std::string(#name) + suffix, #arguments, result);
#define OX_SPECIAL_PAIR(name, arguments, first, second)                                                                \
  add(std::string(#name) + suffix, #arguments, first);                                                                 \
  add(std::string(#name) + suffix, #arguments " (second)", second);
#define OX_SPECIAL_VECTOR(name, arguments, result) add(std::string(#name) + suffix, #arguments, result);
#define OX_SPECIAL_PREDICATE(name, single, of_double, argument, result)                                                \
  add(sizeof(T) == 4 ? #single : #of_double, #argument, result);
#include "special_values.def"
  return all;
}

template <typename T> __global__ void call_on_device(double* results) { call_all<T>(results); }

template <typename T> void compare(const std::vector<double>& results, const char* side) {
  const std::vector<Expected> all = expected<T>();
  ASSERT_EQ(results.size(), all.size());
  for (size_t i = 0; i < all.size(); ++i) {
    const double got = results[i], wanted = all[i].value;
    const bool same = std::isnan(wanted) ? std::isnan(got) : got == wanted && std::signbit(got) == std::signbit(wanted);
    EXPECT_TRUE(same) << all[i].text << " on the " << side << " is " << got << ", expected " << wanted;
  }
}
template <typename T> void compare_sides() {
  std::vector<double> results(expected<T>().size());
  call_all<T>(results.data());
  compare<T>(results, "host");
  double* memory = nullptr;
  ASSERT_EQ(cudaMallocManaged(&memory, results.size() * sizeof(double)), cudaSuccess);
  call_on_device<T><<<1, 1>>>(memory);
  ASSERT_EQ(cudaDeviceSynchronize(), cudaSuccess);
  compare<T>({memory, memory + results.size()}, "simulator");
}
TEST(SpecialValues, Single) { compare_sides<float>(); }
TEST(SpecialValues, Double) { compare_sides<double>(); }

// Rows that are no functions of the math library but operations, conversions and moves, which tests of their own judge
// over everything.
bool is_operation(const std::string& name) {
  constexpr const char* kOthers[] = {"half2float", "double2hiint", "double2loint", "hiloint2double",
                                     "rcp64h",     "saturatef",    "nan",          "nanf"};
  const std::string end = name.size() > 3 ? name.substr(name.size() - 3) : "";
  return end == "_rn" || end == "_rz" || end == "_rd" || end == "_ru" || name.find("_as_") != name.npos ||
         name.starts_with("fast_") || std::ranges::find(kOthers, name) != std::end(kOthers);
}
TEST(SpecialValues, EveryFunctionHasSome) {
  std::vector<Expected> all = expected<float>(), of_double = expected<double>();
  all.insert(all.end(), of_double.begin(), of_double.end());
  auto check = [&](const std::string& name, const std::string& signature) {
    if ((signature.find("float") == signature.npos && signature.find("double") == signature.npos) || is_operation(name))
      return;
    EXPECT_TRUE(std::ranges::any_of(all, [&](const Expected& row) { return row.name == name; }))
        << name << " has no row in special_values.def";
  };
#define OX_LIBDEVICE(name, result, parameters, source, cuda, bound) check(#name, #result #parameters);
#include "libdevice/functions.def"
}

// Huge arguments, where the reduction by pi needs all its bits.
template <typename T> __global__ void call_trigonometric(const T* x, T* results, int count) {
  for (int i = 0; i < count; ++i) {
    results[3 * i] = sizeof(T) == 4 ? T(sinf(float(x[i]))) : T(sin(double(x[i])));
    results[3 * i + 1] = sizeof(T) == 4 ? T(cosf(float(x[i]))) : T(cos(double(x[i])));
    results[3 * i + 2] = sizeof(T) == 4 ? T(tanf(float(x[i]))) : T(tan(double(x[i])));
  }
}
template <typename T> void judge_huge_arguments() {
  std::vector<double> values = {105615, 0x1p22, 1e10, 1e22, 0x1p100, 1e30, double(std::numeric_limits<T>::max())};
  if (sizeof(T) == 8) // the double that lies nearest to a multiple of pi/2
    values.insert(values.end(), {0x1p1023, 1e300, 0x1.6ac5b262ca1ffp+849});
  const int count = int(values.size());
  T *x, *results;
  ASSERT_EQ(cudaMallocManaged(&x, values.size() * sizeof(T)), cudaSuccess);
  ASSERT_EQ(cudaMallocManaged(&results, 3 * values.size() * sizeof(T)), cudaSuccess);
  std::ranges::copy(values, x);
  call_trigonometric<T><<<1, 1>>>(x, results, count);
  ASSERT_EQ(cudaDeviceSynchronize(), cudaSuccess);
  mpfr_t exact;
  mpfr_init2(exact, 1400);
  int (*const functions[])(mpfr_ptr, mpfr_srcptr, mpfr_rnd_t) = {mpfr_sin, mpfr_cos, mpfr_tan};
  for (int i = 0; i < 3 * count; ++i) {
    mpfr_set_d(exact, double(x[i / 3]), MPFR_RNDN);
    functions[i % 3](exact, exact, MPFR_RNDN);
    EXPECT_LE(libdevice_test::error_in_ulps<T>(results[i], exact), 1) << (i % 3 == 0   ? "sin"
                                                                          : i % 3 == 1 ? "cos"
                                                                                       : "tan")
                                                                      << " of " << double(x[i / 3]);
  }
  mpfr_clear(exact);
}
TEST(SpecialValues, HugeAnglesInSingle) { judge_huge_arguments<float>(); }
TEST(SpecialValues, HugeAnglesInDouble) { judge_huge_arguments<double>(); }

} // namespace ox::special_values
