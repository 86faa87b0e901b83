#include "driver/architectures.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>

namespace ox::driver {
namespace {

unsigned number_of(const std::string& architecture) {
  unsigned number = 0;
  llvm::StringRef text = architecture;
  text.consumeInteger(10, number);
  return number;
}

// "sm_90a" -> "90a"; also compute_, lto_.  Empty when it is none of these.
std::string strip_name(llvm::StringRef value) {
  for (llvm::StringRef prefix : {"sm_", "compute_", "lto_"})
    if (value.consume_front(prefix)) {
      llvm::StringRef rest = value;
      unsigned number = 0;
      if (rest.consumeInteger(10, number) || number < 10 || !(rest.empty() || rest == "a" || rest == "f"))
        return {};
      return value.str();
    }
  return {};
}

} // namespace

const std::vector<unsigned>& known_architectures() {
  static const std::vector<unsigned> known = {50, 52, 53, 60, 61, 62,  70,  72,  75,  80,
                                              86, 87, 88, 89, 90, 100, 103, 110, 120, 121};
  return known;
}

std::expected<void, std::string> Architectures::add(const std::string& value) {
  std::string architecture = strip_name(value);
  if (value == "native" || value == "all" || value == "all-major")
    architecture = std::to_string(kDeviceArchitecture);
  if (architecture.empty())
    return std::unexpected("'" + value + "' is no GPU architecture; use sm_NN or compute_NN, e.g. sm_75, or native");
  if (std::ranges::find(requested, architecture) == requested.end())
    requested.push_back(std::move(architecture));
  return {};
}

std::expected<void, std::string> Architectures::add_code(const std::string& value) {
  wants_ptx |= value.starts_with("compute_");
  return Architectures().add(value);
}

std::expected<void, std::string> Architectures::add_generate_code(const std::string& value) {
  // arch=X,code=Y or code=[Y,Z] or code="Y,Z": what is not `arch=` is a code, whatever brackets and quotes it has.
  std::string plain = value;
  std::erase_if(plain, [](char c) { return c == '[' || c == ']' || c == '"' || c == '\'' || c == '\\' || c == ' '; });
  llvm::SmallVector<llvm::StringRef, 4> parts;
  llvm::StringRef(plain).split(parts, ',', -1, false);
  if (parts.empty() || !parts[0].starts_with("arch="))
    return std::unexpected("'" + value + "' is no value for -gencode; use arch=compute_NN,code=sm_NN");
  for (llvm::StringRef part : parts) {
    bool is_virtual = part.consume_front("arch=");
    part.consume_front("code=");
    // The virtual architecture is what __CUDA_ARCH__ says; the real ones are only checked.
    if (is_virtual) {
      if (auto good = add(part.str()); !good)
        return good;
    } else if (strip_name(part).empty()) {
      return std::unexpected("'" + part.str() + "' in -gencode is no GPU architecture; use sm_NN or compute_NN");
    } else {
      wants_ptx |= part.starts_with("compute_");
    }
  }
  return {};
}

std::string Architectures::compiled() const {
  if (requested.empty())
    return kDefaultArchitecture;
  auto below = [](const std::string& a, const std::string& b) { return number_of(a) < number_of(b); };
  const std::string* best = nullptr;
  for (const std::string& architecture : requested)
    if (number_of(architecture) <= kDeviceArchitecture && (!best || below(*best, architecture)))
      best = &architecture;
  return best ? *best : *std::ranges::min_element(requested, below);
}

} // namespace ox::driver
