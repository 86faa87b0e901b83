// The smallest program with a kernel whose result is checked: bench.py times the whole process.
__global__ void set(int* p) { *p = 42; }
int main() {
  int *p, value = 0;
  if (cudaMalloc(&p, sizeof(int)) != cudaSuccess)
    return 2;
  set<<<1, 1>>>(p);
  if (cudaMemcpy(&value, p, sizeof(int), cudaMemcpyDeviceToHost) != cudaSuccess)
    return 2;
  return value == 42 ? 0 : 1;
}
