// Texts of the runtime that kernels may read: error names and their explanations.  Copied to the device on first use,
// and there as long as the context.
#pragma once
#include "runtime/device.h"
#include <map>
#include <mutex>
#include <string>

namespace ox::runtime {

class DeviceTexts {
public:
  explicit DeviceTexts(Device& device) : device_(device) {}

  // 0 when there is no memory for it.
  DeviceAddress address_of(const std::string& text) {
    std::lock_guard lock(mutex_);
    DeviceAddress& address = addresses_[text];
    if (address == 0)
      if (auto made = device_.allocate(text.size() + 1, MemoryKind::kDevice);
          made && device_.copy_to_device(*made, text.c_str(), text.size() + 1))
        address = *made;
    return address;
  }

private:
  Device& device_;
  std::mutex mutex_;
  std::map<std::string, DeviceAddress> addresses_;
};

} // namespace ox::runtime
