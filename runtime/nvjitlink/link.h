// A link at run time: what was added becomes one image, or one PTX text.  Every input but a finished image is a device
// module to the code generator's linker; PTX is lowered to one when it is added.
#pragma once
#include "codegen/link_modules.h"
#include "driver/device_objects.h"
#include "nvJitLink.h"
#include "ptx/compile/compile_ptx.h"
#include "runtime/nvjitlink/options.h"
#include <span>
#include <string>
#include <vector>

namespace ox::nvjitlink {

class Link {
public:
  explicit Link(Options options) : options_(std::move(options)) {}

  nvJitLinkResult add(nvJitLinkInputType type, std::span<const std::byte> data, const std::string& name);
  nvJitLinkResult add_file(nvJitLinkInputType type, const std::string& path);
  nvJitLinkResult complete();

  // Null: not completed, or the options asked for the other one.
  const std::vector<uint8_t>* cubin() const { return completed_ && !options_.to_ptx ? &cubin_ : nullptr; }
  const std::string* ptx() const { return completed_ && options_.to_ptx ? &ptx_ : nullptr; }
  const Options& options() const { return options_; }
  const std::string& errors() const { return errors_; }
  const std::string& infos() const { return infos_; }

private:
  nvJitLinkResult fail(nvJitLinkResult result, const std::string& text);
  nvJitLinkResult add_ptx(std::span<const std::byte> data, const std::string& name);
  nvJitLinkResult add_cubin(std::span<const std::byte> data, const std::string& name);
  nvJitLinkResult add_modules(nvJitLinkInputType type, std::span<const std::byte> data, const std::string& name);
  nvJitLinkResult finish(codegen::LinkedModule linked, const codegen::Options& code);
  nvJitLinkResult finish_as_ptx(llvm::Module& module, const codegen::Options& code);
  codegen::Options codegen_options();

  Options options_;
  std::vector<driver::DeviceObject> objects_;
  bool has_ptx_ = false;
  std::vector<uint8_t> cubin_; // also one that was added, which stands alone
  std::string ptx_;
  bool completed_ = false;
  std::string errors_, infos_;
};

} // namespace ox::nvjitlink
