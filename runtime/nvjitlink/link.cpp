#include "runtime/nvjitlink/link.h"
#include "codegen/passes/fold_reflection.h"
#include "frontend/dialect.h"
#include "frontend/emit_ptx.h"
#include "isa/image_container.h"
#include "ptx/compile/adjust_module.h"
#include "ptx/lower/lower.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include <dlfcn.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>

namespace ox::nvjitlink {

namespace {

using Bytes = std::span<const std::byte>;

std::string_view text_of(Bytes bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

// The device library is found from where this library is: <prefix>/lib64.
std::string device_library_path() {
  Dl_info here{};
  dladdr(reinterpret_cast<const void*>(&device_library_path), &here);
  const auto prefix = std::filesystem::absolute(here.dli_fname).parent_path().parent_path();
  return (prefix / "nvvm/libdevice/libdevice.10.bc").string();
}

bool is_container(Bytes data) { return data.size() >= 8 && isa::is_image_container(data.data()); }

// ELF: the type of file is the 16-bit number at 16.
bool is_relocatable_object(Bytes data) {
  constexpr size_t kTypeAt = 16;
  constexpr std::byte kRelocatable{1};
  return text_of(data).starts_with("\177ELF") && data.size() > kTypeAt && data[kTypeAt] == kRelocatable;
}

nvJitLinkInputType type_of(Bytes data) {
  const std::string_view text = text_of(data);
  if (is_container(data))
    return NVJITLINK_INPUT_FATBIN;
  if (text.starts_with("!<arch>\n"))
    return NVJITLINK_INPUT_LIBRARY;
  if (text.starts_with("\177ELF"))
    return is_relocatable_object(data) ? NVJITLINK_INPUT_OBJECT : NVJITLINK_INPUT_CUBIN;
  return NVJITLINK_INPUT_PTX;
}

void flush_denormals(llvm::Module& module, bool flushes) {
  for (llvm::Function& function : module) {
    function.removeFnAttr("denormal-fp-math-f32");
    if (flushes && !function.isDeclaration())
      function.addFnAttr("denormal-fp-math-f32", "preserve-sign,preserve-sign");
  }
  module.setModuleFlag(llvm::Module::Override, codegen::kFlushFlag, flushes);
}

// Only code generation takes inline PTX that has become operations apart.
bool has_inline_ptx(const llvm::Module& module) {
  for (const llvm::Function& function : module)
    if (function.getName().starts_with("ox.ptx.") && !function.use_empty())
      return true;
  return false;
}

} // namespace

nvJitLinkResult Link::fail(nvJitLinkResult result, const std::string& text) {
  errors_ += "nvJitLink: error: " + text + "\n";
  return result;
}

codegen::Options Link::codegen_options() {
  codegen::Options code;
  code.libdevice = device_library_path();
  code.compute_capability = static_cast<int>(frontend::architecture_number(options_.architecture));
  code.full_debug = options_.debug;
  code.opt_level = options_.opt_level;
  code.precise_division = options_.precise_division;
  code.precise_square_root = options_.precise_square_root;
  code.on_warning = [this](const std::string& text) { infos_ += text + "\n"; };
  return code;
}

nvJitLinkResult Link::add_ptx(Bytes data, const std::string& name) {
  ptx::CompileOptions compile;
  compile.architecture = options_.architecture;
  const std::string_view text = text_of(data);
  auto module = ptx::compile_to_linkable_module({name, std::string(text.substr(0, text.find('\0')))}, compile);
  if (!module)
    return fail(NVJITLINK_ERROR_PTX_COMPILE, module.error());
  for (const ptx::Warning& warning : module->warnings)
    infos_ += format(warning) + "\n";
  objects_.push_back({.name = name,
                      .modules = {std::move(module->module)},
                      .compute_capability = frontend::architecture_number(options_.architecture)});
  has_ptx_ = true;
  return NVJITLINK_SUCCESS;
}

nvJitLinkResult Link::add_cubin(Bytes data, const std::string& name) {
  if (is_container(data)) // -cubin with -rdc=true
    return add_modules(NVJITLINK_INPUT_CUBIN, data, name);
  if (!text_of(data).starts_with("\177ELF"))
    return fail(NVJITLINK_ERROR_INVALID_INPUT, "'" + name + "' is no cubin");
  if (!cubin_.empty())
    return fail(NVJITLINK_ERROR_INVALID_INPUT, "an image is linked to its end, so '" + name +
                                                   "' can't be joined to another; add PTX, LTO IR or objects made "
                                                   "with ox-nvcc -dc");
  const auto* bytes = reinterpret_cast<const uint8_t*>(data.data());
  cubin_.assign(bytes, bytes + data.size());
  return NVJITLINK_SUCCESS;
}

nvJitLinkResult Link::add_modules(nvJitLinkInputType type, Bytes data, const std::string& name) {
  const size_t before = objects_.size();
  if (auto read = driver::read_device_objects(data, name, objects_); !read)
    return fail(NVJITLINK_ERROR_INVALID_INPUT, read.error());
  for (size_t i = before; i < objects_.size(); ++i)
    if (objects_[i].compute_capability > frontend::architecture_number(options_.architecture))
      return fail(NVJITLINK_ERROR_ARCH_MISMATCH, "'" + objects_[i].name + "' is compiled for sm_" +
                                                     std::to_string(objects_[i].compute_capability) +
                                                     ", the link is for sm_" + options_.architecture);
  if (objects_.size() == before && type != NVJITLINK_INPUT_LIBRARY && type != NVJITLINK_INPUT_OBJECT)
    return fail(NVJITLINK_ERROR_INVALID_INPUT, "'" + name + "' has no device code");
  return NVJITLINK_SUCCESS;
}

nvJitLinkResult Link::add(nvJitLinkInputType type, Bytes data, const std::string& name) {
  if (completed_)
    return fail(NVJITLINK_ERROR_INVALID_INPUT, "'" + name + "' was added after the link");
  switch (type == NVJITLINK_INPUT_ANY ? type_of(data) : type) {
  case NVJITLINK_INPUT_PTX:
    return add_ptx(data, name);
  case NVJITLINK_INPUT_CUBIN:
    return add_cubin(data, name);
  case NVJITLINK_INPUT_LTOIR:
    if (!options_.link_time_optimization)
      return fail(NVJITLINK_ERROR_LTO_NOT_ENABLED, "LTO IR ('" + name + "') needs the option -lto");
    if (!is_container(data))
      return fail(NVJITLINK_ERROR_INCORRECT_INPUT_TYPE,
                  "'" + name +
                      "' is not LTO IR of Ox: what NVIDIA's compilers call so is a format of their own; "
                      "make it with Ox's NVRTC (-dlto) or ox-nvcc -rdc=true -fatbin, or add PTX");
    return add_modules(type, data, name);
  case NVJITLINK_INPUT_FATBIN:
  case NVJITLINK_INPUT_OBJECT:
  case NVJITLINK_INPUT_LIBRARY:
    return add_modules(type, data, name);
  case NVJITLINK_INPUT_INDEX:
    return fail(NVJITLINK_ERROR_INCORRECT_INPUT_TYPE,
                "'" + name + "': an index of NVIDIA's libraries can't be linked; add the library itself");
  default:
    return fail(NVJITLINK_ERROR_INCORRECT_INPUT_TYPE,
                "there is no type of input " + std::to_string(static_cast<int>(type)));
  }
}

nvJitLinkResult Link::add_file(nvJitLinkInputType type, const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file)
    return fail(NVJITLINK_ERROR_INVALID_INPUT, "'" + path + "' can't be read");
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  return add(type, std::as_bytes(std::span(bytes)), path);
}

nvJitLinkResult Link::finish_as_ptx(llvm::Module& module, const codegen::Options& code) {
  if (has_ptx_ || has_inline_ptx(module))
    return fail(NVJITLINK_ERROR_INCOMPATIBLE_OPTIONS,
                "option -ptx prints LTO IR without inline PTX only; link to a cubin instead");
  if (auto complete = codegen::complete_with_device_library(module, code); !complete)
    return fail(NVJITLINK_ERROR_NVVM_COMPILE, complete.error());
  auto text = frontend::emit_ptx(module, false);
  if (!text)
    return fail(NVJITLINK_ERROR_NVVM_COMPILE, text.error());
  ptx_ = std::move(*text);
  return NVJITLINK_SUCCESS;
}

nvJitLinkResult Link::finish(codegen::LinkedModule linked, const codegen::Options& code) {
  llvm::Module& module = *linked.module;
  if (has_ptx_)
    ptx::mark_unusable_kernels(module);
  if (!options_.kernels.empty())
    ptx::keep_entries(module, options_.kernels);
  if (options_.flush)
    flush_denormals(module, *options_.flush);
  if (options_.contract == false)
    ptx::forbid_contraction(module);
  if (options_.to_ptx)
    return finish_as_ptx(module, code);
  auto elf = codegen::compile(std::move(linked.module), code);
  if (!elf)
    return fail(NVJITLINK_ERROR_FINALIZE, elf.error());
  cubin_ = std::move(*elf);
  return NVJITLINK_SUCCESS;
}

nvJitLinkResult Link::complete() {
  if (completed_)
    return NVJITLINK_SUCCESS;
  if (!cubin_.empty() && !objects_.empty())
    return fail(NVJITLINK_ERROR_INVALID_INPUT, "a cubin is linked to its end, so it can't be joined to anything; "
                                               "add PTX, LTO IR or objects made with ox-nvcc -dc");
  nvJitLinkResult result = NVJITLINK_SUCCESS;
  if (cubin_.empty()) {
    const codegen::Options code = codegen_options();
    auto linked = codegen::link_modules(driver::link_inputs(objects_), code);
    if (!linked)
      return fail(NVJITLINK_ERROR_FINALIZE, linked.error());
    if (!linked->module)
      return fail(NVJITLINK_ERROR_INVALID_INPUT, "nothing with device code was added");
    result = finish(std::move(*linked), code);
  }
  completed_ = result == NVJITLINK_SUCCESS;
  return result;
}

} // namespace ox::nvjitlink
