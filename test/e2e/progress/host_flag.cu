// A kernel that waits for the host: it runs while the program goes on, sees a word that the host writes and answers,
// until the host says that it is enough. RUN: %progress %s %t
#include "check.h"

__global__ void answer(volatile int* question, volatile int* reply) {
  for (int round = 1;; ++round) {
    int asked;
    while ((asked = question[0]) / 1000 != round)
      ;
    if (asked % 1000 == 999)
      return;
    reply[0] = asked + asked % 1000;
    __threadfence_system();
  }
}

int main() {
  int *words, *device;
  CHECK(cudaHostAlloc(&words, 2 * sizeof(int), cudaHostAllocMapped));
  CHECK(cudaHostGetDevicePointer(&device, words, 0));
  volatile int *question = words, *reply = words + 1;
  *question = *reply = 0;
  cudaStream_t stream;
  CHECK(cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking));
  answer<<<1, 1, 0, stream>>>(device, device + 1);
  CHECK(cudaGetLastError());
  for (int round = 1; round <= 5; ++round) {
    int asked = round * 1000 + 7 * round;
    *question = asked;
    while (*reply != asked + 7 * round)
      ;
  }
  *question = 6 * 1000 + 999;
  CHECK(cudaStreamSynchronize(stream));
  CHECK(cudaFreeHost(words));
}
