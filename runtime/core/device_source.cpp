#include "runtime/core/device_source.h"
#include "runtime/core/settings.h"

namespace ox::runtime {

std::expected<std::unique_ptr<Device>, std::string> make_device(int) {
  return make_simulated_device(settings().configuration);
}

} // namespace ox::runtime
