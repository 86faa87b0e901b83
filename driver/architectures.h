// -arch, -code and -gencode.  OxCore code is the same for all of them; what they decide is what __CUDA_ARCH__ says.
// Of several, one is compiled: a program that is built for many GPUs runs on one device, and would pay for the others.
// --ox-images=all compiles all.
#pragma once
#include <expected>
#include <string>
#include <vector>

namespace ox::driver {

// The architecture that the device resembles: what -arch=native means, and the best that an image can be made for.
inline constexpr unsigned kDeviceArchitecture = 90;
inline constexpr const char* kDefaultArchitecture = "75"; // nvcc 13's

// One compilation of the device side.
struct Target {
  std::string architecture = kDefaultArchitecture; // "75", "90a": what __CUDA_ARCH__ says
  unsigned image = 0;     // of the lowest code=sm_NN, which its image is for; 0: as the architecture
  bool wants_ptx = false; // a code is virtual: compute_NN
  bool operator==(const Target&) const = default;

  unsigned number() const; // 90 for "90a"
  unsigned image_number() const { return image == 0 ? number() : image; }
};

class Architectures {
public:
  // -arch=VALUE.
  std::expected<void, std::string> add(const std::string& value);
  // -code=VALUE,..., which goes with the one -arch before or behind it.
  void add_codes(const std::vector<std::string>& values);
  // -gencode=VALUE, "arch=compute_75,code=[sm_75,compute_75]".
  std::expected<void, std::string> add_generate_code(const std::string& value);
  // All of the command line has been added.
  std::expected<void, std::string> finish();

  // In the order given, each architecture once; never empty after finish().
  const std::vector<Target>& targets() const { return targets_; }
  // "75", "90a", those that were asked for, for __CUDA_ARCH_LIST__.
  std::vector<std::string> requested() const;
  // The highest that isn't above the device's, as the driver picks an image; the lowest if all are above.
  Target compiled() const;

private:
  void add_target(Target target);
  std::expected<void, std::string> add_pair(const std::string& architecture, const std::vector<std::string>& codes);

  std::vector<Target> targets_;
  std::string arch_;               // the value of -arch
  std::vector<std::string> codes_; // of -code
};

// "sm_90a" is 90a; so for compute_ and lto_.  Empty when it is none of these, or none that CUDA ever had.
std::string strip_architecture_name(const std::string& value);

// Numbers of the architectures that nvcc of this release and its predecessors since CUDA 7 knew: what is listed.
const std::vector<unsigned>& known_architectures();

} // namespace ox::driver
