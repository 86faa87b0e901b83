#include "driver/version.h"
#include "frontend/dialect.h"
#include "llvm/Support/FormatVariadic.h"

namespace ox::driver {

std::string version_text(std::string_view tool) {
  using namespace frontend;
  return llvm::formatv("{3}\nCuda compilation tools, release {0}.{1}, V{0}.{1}.{2}\n", kCudaMajor, kCudaMinor,
                       kCudaBuild, tool)
      .str();
}

} // namespace ox::driver
