static __device__ int degree() { return 3; }

__constant__ int offset = 1;

__device__ int entry(int i) {
  int result = 1;
  for (int factor = 0; factor < degree(); ++factor)
    result *= i;
  return result + offset;
}
