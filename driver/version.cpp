#include "driver/version.h"
#include "llvm/Support/FormatVariadic.h"

namespace ox::driver {

std::string version_text(std::string_view tool, const frontend::CudaVersion& version) {
  return llvm::formatv("{3}\nCuda compilation tools, release {0}.{1}, V{0}.{1}.{2}\n", version.major, version.minor,
                       version.build, tool)
      .str();
}

} // namespace ox::driver
