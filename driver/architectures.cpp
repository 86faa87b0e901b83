#include "driver/architectures.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>

namespace ox::driver {
namespace {

using Result = std::expected<void, std::string>;

// nvcc 13's -arch=all, and of those -arch=all-major.
constexpr unsigned kAll[] = {75, 80, 86, 87, 88, 89, 90, 100, 103, 110, 120, 121};
constexpr unsigned kAllMajor[] = {75, 80, 90, 100, 110, 120};
// Known by older releases, and not listed.
constexpr unsigned kAncient[] = {10, 11, 12, 13, 20, 21, 30, 32, 35, 37, 101};

unsigned number_of(llvm::StringRef architecture) {
  unsigned number = 0;
  architecture.consumeInteger(10, number);
  return number;
}

std::unexpected<std::string> no_architecture(const std::string& value) {
  return std::unexpected("'" + value + "' is no GPU architecture; use sm_NN or compute_NN, e.g. sm_75, or native");
}

// Whether code for the architecture may be given to that GPU.  sm_90a's code is for it alone, sm_100f's for 10.x.
bool is_compatible(llvm::StringRef architecture, llvm::StringRef code) {
  const unsigned from = number_of(architecture), to = number_of(code);
  if (architecture.ends_with("a"))
    return architecture == code;
  if (architecture.ends_with("f"))
    return from / 10 == to / 10 && to >= from;
  return to >= from;
}

bool is_keyword(const std::string& value) { return value == "native" || value == "all" || value == "all-major"; }

} // namespace

std::string strip_architecture_name(const std::string& value) {
  llvm::StringRef text = value;
  if (!text.consume_front("sm_") && !text.consume_front("compute_") && !text.consume_front("lto_"))
    return {};
  llvm::StringRef suffix = text;
  unsigned number = 0;
  if (suffix.consumeInteger(10, number) || !(suffix.empty() || suffix == "a" || suffix == "f"))
    return {};
  const bool is_known = llvm::is_contained(known_architectures(), number) || llvm::is_contained(kAncient, number);
  return is_known ? text.str() : std::string();
}

const std::vector<unsigned>& known_architectures() {
  static const std::vector<unsigned> known = {50, 52, 53, 60, 61, 62,  70,  72,  75,  80,
                                              86, 87, 88, 89, 90, 100, 103, 110, 120, 121};
  return known;
}

unsigned Target::number() const { return number_of(architecture); }

void Architectures::add_target(Target target) {
  auto same = std::ranges::find(targets_, target.architecture, &Target::architecture);
  if (same == targets_.end()) {
    targets_.push_back(std::move(target));
    return;
  }
  same->wants_ptx |= target.wants_ptx;
  same->image = std::min(same->image_number(), target.image_number());
}

Result Architectures::add(const std::string& value) {
  if (!is_keyword(value) && strip_architecture_name(value).empty())
    return no_architecture(value);
  arch_ = value;
  return {};
}

void Architectures::add_codes(const std::vector<std::string>& values) {
  codes_.insert(codes_.end(), values.begin(), values.end());
}

// nvcc's rules: the first is virtual, and what it promises to the program each of the others has.
Result Architectures::add_pair(const std::string& architecture, const std::vector<std::string>& codes) {
  if (strip_architecture_name(architecture).empty())
    return no_architecture(architecture);
  if (architecture.starts_with("sm_"))
    return std::unexpected("'" + architecture +
                           "' is a GPU, and -arch beside -code names what it is compiled as; use " + "compute_" +
                           strip_architecture_name(architecture));
  Target target{.architecture = strip_architecture_name(architecture)};
  for (const std::string& code : codes) {
    const std::string stripped = strip_architecture_name(code);
    if (stripped.empty())
      return no_architecture(code);
    const bool is_virtual = code.starts_with("compute_");
    if (is_virtual ? stripped != target.architecture : !is_compatible(target.architecture, stripped))
      return std::unexpected("'" + architecture + "' can't become '" + code +
                             "'; a code is a GPU that has all of its architecture, or that architecture itself");
    target.wants_ptx |= is_virtual;
    if (!is_virtual)
      target.image = target.image == 0 ? number_of(stripped) : std::min(target.image, number_of(stripped));
  }
  add_target(std::move(target));
  return {};
}

Result Architectures::add_generate_code(const std::string& value) {
  // arch=X,code=Y or code=[Y,Z] or code="Y,Z", whatever brackets and quotes there are: what has no key is a code.
  std::string plain = value;
  std::erase_if(plain, [](char c) { return c == '[' || c == ']' || c == '"' || c == '\'' || c == '\\' || c == ' '; });
  llvm::SmallVector<llvm::StringRef, 4> parts;
  llvm::StringRef(plain).split(parts, ',', -1, false);
  std::string architecture;
  std::vector<std::string> codes;
  for (llvm::StringRef part : parts) {
    if (part.consume_front("arch="))
      architecture = part;
    else if (part.consume_front("code=") || !part.contains('='))
      codes.push_back(part.str());
    else
      return std::unexpected("'" + part.str() + "' isn't part of -gencode; use arch=compute_NN,code=sm_NN");
  }
  if (architecture.empty() || codes.empty())
    return std::unexpected("'" + value + "' is no value for -gencode; use arch=compute_NN,code=sm_NN");
  return add_pair(architecture, codes);
}

Result Architectures::finish() {
  if (!codes_.empty() && arch_.empty())
    return std::unexpected("-code needs -arch; give both, or -gencode arch=compute_NN,code=sm_NN");
  if (!codes_.empty() && is_keyword(arch_))
    return std::unexpected("-arch=" + arch_ + " can't be combined with -code; leave -code out");
  if (!codes_.empty()) {
    if (Result good = add_pair(arch_, codes_); !good)
      return good;
  } else if (arch_ == "native") {
    add_target({.architecture = std::to_string(kDeviceArchitecture)});
  } else if (arch_ == "all") {
    for (unsigned number : kAll)
      add_target({.architecture = std::to_string(number)});
  } else if (arch_ == "all-major") {
    for (unsigned number : kAllMajor)
      add_target({.architecture = std::to_string(number)});
  } else if (!arch_.empty()) {
    // -arch=compute_75 alone is short for -arch=compute_75 -code=compute_75.
    add_target({.architecture = strip_architecture_name(arch_), .wants_ptx = arch_.starts_with("compute_")});
  }
  if (targets_.empty())
    add_target({});
  return {};
}

std::vector<std::string> Architectures::requested() const {
  std::vector<std::string> names;
  for (const Target& target : targets_)
    names.push_back(target.architecture);
  return names;
}

Target Architectures::compiled() const {
  auto below = [](const Target& a, const Target& b) { return a.number() < b.number(); };
  const Target* best = nullptr;
  for (const Target& target : targets_)
    if (target.number() <= kDeviceArchitecture && (!best || below(*best, target)))
      best = &target;
  Target result = best ? *best : *std::ranges::min_element(targets_, below);
  // The PTX beside the image stands for all that was asked for.
  result.wants_ptx = std::ranges::any_of(targets_, &Target::wants_ptx);
  return result;
}

} // namespace ox::driver
