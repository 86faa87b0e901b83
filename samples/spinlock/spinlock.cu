// The lanes of one warp contend for one lock, and many warps for a few more.  Where the lanes of a warp share one
// program counter this hangs: the lane that holds the lock waits for those that spin on it.  CUDA has promised since
// Volta that every lane makes progress, and OxCore keeps that.
#include "../common/check.h"
#include <vector>

struct Account {
  int lock;
  long long balance; // changed only under the lock, by plain loads and stores
  int transfers;
};

__device__ void acquire(int* lock) {
  while (atomicCAS(lock, 0, 1) != 0) {
  }
  __threadfence();
}

__device__ void release(int* lock) {
  __threadfence();
  atomicExch(lock, 0);
}

__global__ void deposit(Account* accounts, int count, const int* amounts, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= n)
    return;
  volatile Account* account = &accounts[i % count];
  acquire(&accounts[i % count].lock);
  account->balance = account->balance + amounts[i];
  account->transfers = account->transfers + 1;
  release(&accounts[i % count].lock);
}

bool run(int count, int n, int threads) {
  std::vector<int> amounts(n);
  std::vector<Account> accounts(count, Account{0, 0, 0}), want = accounts;
  Random random(12);
  for (int i = 0; i < n; ++i) {
    amounts[i] = static_cast<int>(random.next() % 1000) - 400;
    want[i % count].balance += amounts[i];
    ++want[i % count].transfers;
  }
  Account* device_accounts;
  int* device_amounts;
  CHECK(cudaMalloc(&device_accounts, count * sizeof(Account)));
  CHECK(cudaMalloc(&device_amounts, n * sizeof(int)));
  CHECK(cudaMemcpy(device_accounts, accounts.data(), count * sizeof(Account), cudaMemcpyHostToDevice));
  CHECK(cudaMemcpy(device_amounts, amounts.data(), n * sizeof(int), cudaMemcpyHostToDevice));
  deposit<<<(n + threads - 1) / threads, threads>>>(device_accounts, count, device_amounts, n);
  CHECK_LAUNCH();
  CHECK(cudaMemcpy(accounts.data(), device_accounts, count * sizeof(Account), cudaMemcpyDeviceToHost));
  CHECK(cudaFree(device_accounts));
  CHECK(cudaFree(device_amounts));

  bool right = true;
  for (int i = 0; i < count && right; ++i)
    right = near(double(accounts[i].balance), double(want[i].balance), 0, "balance", i) &&
            near(accounts[i].transfers, want[i].transfers, 0, "transfers", i) &&
            near(accounts[i].lock, 0, 0, "lock", i);
  std::printf("%d threads, %d locks: %s\n", n, count, right ? "right" : "wrong");
  return right;
}

int main() {
  bool one_warp = run(1, 32, 32);
  bool few_locks = run(7, 20 * 128, 128);
  return verdict("spinlock", one_warp && few_locks);
}
