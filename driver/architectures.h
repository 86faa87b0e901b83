// -arch, -code and -gencode.  OxCore code is the same for all of them; what they decide is what __CUDA_ARCH__ says.
// Of several, one is compiled: a program that is built for many GPUs runs on one device, and would pay for the others.
#pragma once
#include <expected>
#include <string>
#include <vector>

namespace ox::driver {

// The architecture that the device resembles: what -arch=native means, and the best that an image can be made for.
inline constexpr unsigned kDeviceArchitecture = 90;
inline constexpr const char* kDefaultArchitecture = "75"; // nvcc 13's

struct Architectures {
  std::vector<std::string> requested; // "75", "90a", in the order given, each once
  bool wants_ptx = false;             // a code is virtual: compute_NN

  // -arch=VALUE or one item of -code=VALUE.
  std::expected<void, std::string> add(const std::string& value);
  // One item of -code=VALUE, which is no architecture to compile for.
  std::expected<void, std::string> add_code(const std::string& value);
  // -gencode=VALUE, "arch=compute_75,code=[sm_75,compute_75]".
  std::expected<void, std::string> add_generate_code(const std::string& value);

  // The highest that isn't above the device's, as the driver picks an image; the lowest if all are above.
  std::string compiled() const;
};

// Numbers of the architectures that nvcc of this release and its predecessors knew.
const std::vector<unsigned>& known_architectures();

} // namespace ox::driver
