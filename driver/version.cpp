#include "driver/version.h"
#include "frontend/dialect.h"
#include "llvm/Support/FormatVariadic.h"

namespace ox::driver {

std::string version_text() {
  using namespace frontend;
  return llvm::formatv("ox-nvcc: CUDA C++ compiler for OxCore, stands in for\n"
                       "nvcc: NVIDIA (R) Cuda compiler driver\n"
                       "Cuda compilation tools, release {0}.{1}, V{0}.{1}.{2}\n",
                       kCudaMajor, kCudaMinor, kCudaBuild)
      .str();
}

} // namespace ox::driver
