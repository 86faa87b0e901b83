// C++17 in device code, with the extensions that nvcc and GCC share.  Each line adds what the language says.
// RUN: %ox-nvcc -w %s -o %t && %t | FileCheck %s
// CHECK: classes 2 3 7 11 5 6 4
// CHECK: functions 120 2 3 4 7 6 5
// CHECK: statics 1 2 8 3
// CHECK: memory 7 8 9 10 11 12 3 1
// CHECK: types 25 1 2 9 3 12
// CHECK: language 3 6 5 4 8 6 2 9
#include <cstdarg>
#include <cstdlib>
#include <cstring>
#include <new>
#include <tuple>

// Virtual functions, members through pointers, special members that nobody wrote, operators of a class.
struct Base {
  __device__ virtual int f() { return 1; }
  __device__ virtual ~Base() {}
};
struct Derived : Base {
  __device__ int f() override { return 2; }
};
struct Abstract {
  __host__ __device__ virtual int g() const = 0;
};
struct Concrete : Abstract {
  __host__ __device__ int g() const override { return 3; }
};
struct Root {
  int x = 7;
};
struct Left : virtual Root {};
struct Right : virtual Root {};
struct Diamond : Left, Right {};
struct Constructed {
  __device__ Constructed() : x(11) {}
  __device__ Constructed(const Constructed& other) : x(other.x) {}
  int x;
};
struct Implicit : Constructed {
  Implicit() = default;
};
struct OneSide {
  __device__ OneSide() = default; // the space of a defaulted function comes from what it calls
  int x = 5;
};
struct Methods {
  int x;
  __device__ int get() { return x; }
};

__global__ void classes(int* out) {
  Base* base = new Derived;
  *out++ = base->f();
  delete base;
  Concrete concrete;
  const Abstract& abstract = concrete;
  *out++ = abstract.g();
  Diamond diamond;
  *out++ = diamond.x;
  Implicit implicit, copied(implicit);
  *out++ = copied.x;
  OneSide one_side;
  *out++ = one_side.x;
  int (Methods::*method)() = &Methods::get;
  int Methods::* member = &Methods::x;
  Methods methods{3};
  *out++ = (methods.*method)() + methods.*member;
  union {
    float f;
    struct {
      unsigned low : 16, high : 16;
    };
  } bits;
  bits.f = 2.0f; // 0x40000000
  *out++ = bits.high >> 12;
}

__device__ int factorial(int n) { return n < 2 ? 1 : n * factorial(n - 1); }
typedef int (*Function)(int);
__device__ int twice(int x) { return 2 * x; }
__device__ int thrice(int x) { return 3 * x; }
__device__ Function table[] = {twice, thrice};
__constant__ Function in_constant = twice;
template <Function F> __device__ int call(int x) { return F(x) + 1; }
__device__ int variadic(int n, ...) {
  va_list list;
  va_start(list, n);
  int sum = 0;
  while (n--)
    sum += va_arg(list, int);
  va_end(list);
  return sum;
}
__device__ int overloaded(int) { return 5; }
__device__ int overloaded(float) { return 6; }

__global__ void functions(int* out) {
  *out++ = factorial(5);
  Function f = table[0];
  *out++ = f(1), *out++ = table[1](1), *out++ = in_constant(2), *out++ = call<thrice>(2);
  *out++ = variadic(3, 1, 2, 3), *out++ = overloaded(1);
}

__device__ int next() {
  static int counter = 0;
  return ++counter;
}
__global__ void statics(int* out) {
  static const int values[] = {7, 8};
  static __shared__ int shared;
  static __constant__ int constant = 3;
  shared = 1;
  *out++ = next() + shared - 1, *out++ = next(), *out++ = values[out != nullptr], *out++ = constant;
}

struct Allocated {
  int x;
  __device__ Allocated(int value) : x(value) {}
};
struct OwnNew {
  int x;
  __device__ void* operator new(size_t bytes) { return malloc(bytes); }
  __device__ void operator delete(void* memory) { free(memory); }
};
__global__ void memory(int* out, int n) {
  int* made = new int(7);
  *out++ = *made;
  delete made;
  int* array = new int[4];
  array[3] = 8, *out++ = array[3];
  delete[] array;
  alignas(Allocated) char place[sizeof(Allocated)];
  Allocated* placed = new (place) Allocated(9);
  *out++ = placed->x;
  placed->~Allocated();
  OwnNew* own = new OwnNew;
  own->x = 10, *out++ = own->x;
  delete own;
  int* on_stack = static_cast<int*>(alloca(n * sizeof(int)));
  on_stack[n - 1] = 11, *out++ = on_stack[n - 1];
  int* heap = static_cast<int*>(malloc(8));
  memset(heap, 0, 8), heap[0] = 12;
  std::memcpy(heap + 1, heap, 4), memmove(heap, heap + 1, 4);
  *out++ = heap[0];
  free(heap);
  int flexible[]{1, 2, 3};
  *out++ = sizeof(flexible) / sizeof(*flexible);
  *out++ = __isGlobal(out) && !__isShared(out);
}

template <typename T> struct Deduced {
  T x, y;
  __host__ __device__ Deduced(T a, T b) : x(a), y(b) {}
};
template <typename... T> struct Overload : T... {
  using T::operator()...;
};
template <typename... T> Overload(T...) -> Overload<T...>;

__global__ void types(int* out, double d) {
  __int128 wide = (__int128)1 << 100;
  *out++ = int(wide >> 95) - 7; // 32 - 7
  long double extended = d;     // as double
  *out++ = sizeof(extended) >= 8 && double(extended * 2) == 2 * d;
  auto [first, second] = std::tuple<int, float>(1, 2.5f);
  *out++ = second;
  Deduced deduced(4, 5);
  *out++ = deduced.x + deduced.y;
  Overload visit{[](int) { return 1; }, [](float) { return 2; }};
  *out++ = visit(1) + visit(1.0f);
  enum class Scoped : char { a = 12 };
  *out++ = int(Scoped::a);
}

// clang-format off
__global__ void language(int* out, int n) {
  int i = 0;
again:
  if (++i < 3) goto again;
  *out++ = i;
  *out++ = ({ int x = 5; x + 1; });
  __typeof__(n) same = 5;
  *out++ = same ?: 1;
  switch (n) { case 1 ... 3: *out++ = 4; break; default: *out++ = 0; }
  if (int z = n + 6; z > 7) *out++ = z; else *out++ = 0;
  int array[2] = {1, 2};
  auto& [a, b] = array;
  b = 5, *out++ = a + array[1];;
  if constexpr (sizeof(int) == 4) { *out++ = n; }
  [[maybe_unused]] int unused;
  *out++ = __builtin_popcount(0xff) + __builtin_expect(n == 2, 1);
  __builtin_assume(n > 0);
  if (n < 0) __builtin_unreachable();
};
// clang-format on

int* out;
void show(const char* name, int count) {
  int values[8];
  cudaMemcpy(values, out, sizeof values, cudaMemcpyDeviceToHost);
  printf("%s", name);
  for (int i = 0; i < count; ++i)
    printf(" %d", values[i]);
  printf("\n");
}

main() { // implicit int: a warning
  cudaMalloc(&out, 64);
  classes<<<1, 1>>>(out), show("classes", 7);
  functions<<<1, 1>>>(out), show("functions", 7);
  statics<<<1, 1>>>(out), show("statics", 4);
  memory<<<1, 1>>>(out, 3), show("memory", 8);
  types<<<1, 1>>>(out, 1.25), show("types", 6);
  language<<<1, 1>>>(out, 2), show("language", 8);
}
