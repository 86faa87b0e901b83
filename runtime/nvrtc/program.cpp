#include "runtime/nvrtc/program.h"
#include "codegen/link_modules.h"
#include "driver/compile_device_side.h"
#include "frontend/dialect.h"
#include "frontend/emit_ptx.h"
#include "isa/image_container.h"
#include "runtime/nvrtc/lowered_names.h"
#include <dlfcn.h>
#include <filesystem>
#include <unistd.h>

namespace ox::nvrtc {

namespace {

// Where headers that are only in memory are, as far as the compiler knows.
constexpr const char* kHeaderFolder = "/ox-nvrtc";

// The tree is found from where this library is: <prefix>/lib64.
std::string prefix() {
  Dl_info here{};
  dladdr(reinterpret_cast<const void*>(&prefix), &here);
  return std::filesystem::absolute(here.dli_fname).parent_path().parent_path().string();
}

std::string text_of(const frontend::DiagnosticLog& log) {
  std::string text;
  for (const frontend::RenderedDiagnostic& diagnostic : log.all())
    text += diagnostic.text;
  return text + frontend::count_diagnostics(log.all());
}

codegen::Options codegen_options(const frontend::CompileOptions& options) {
  return driver::codegen_options(options, {}, frontend::architecture_number(options.architecture));
}

} // namespace

nvrtcResult Program::add_name_expression(const std::string& expression) {
  if (tried_)
    return NVRTC_ERROR_NO_NAME_EXPRESSIONS_AFTER_COMPILATION;
  expressions_.push_back(expression);
  return NVRTC_SUCCESS;
}

// The program's own files come first, then what the options name.
frontend::CompileOptions Program::with_files(const Options& options) const {
  frontend::CompileOptions compile = options.compile;
  compile.prefix = prefix();
  compile.input = name_;
  compile.unit = std::to_string(std::hash<std::string>{}(source_));
  compile.virtual_files[name_] = source_ + declare_names(expressions_);
  std::vector<std::string> first{"-D__CUDACC_RTC__=1"};
  if (options.device_by_default) {
    const std::string file = std::string(kHeaderFolder) + "/device_by_default.h";
    compile.virtual_files[file] = "#pragma clang force_cuda_host_device begin\n";
    first.insert(first.end(), {"-include", file});
  }
  for (const auto& [name, text] : headers_)
    compile.virtual_files[std::string(kHeaderFolder) + "/include/" + name] = text;
  if (!headers_.empty())
    first.push_back("-I" + std::string(kHeaderFolder) + "/include");
  compile.arguments.insert(compile.arguments.begin(), first.begin(), first.end());
  return compile;
}

nvrtcResult Program::compile(const std::vector<std::string>& arguments) {
  tried_ = true;
  compiled_ = false;
  log_.clear();
  ptx_.reset();
  cubin_.clear();
  lto_ir_.clear();
  auto options = read_options(arguments);
  if (!options) {
    log_ = options.error();
    return NVRTC_ERROR_INVALID_OPTION;
  }
  options_ = std::move(*options);
  compiled_ = options_->link_time_optimization ? compile_to_lto_ir()
              : options_->is_virtual           ? compile_to_ptx()
                                               : compile_to_cubin();
  return compiled_ ? NVRTC_SUCCESS : NVRTC_ERROR_COMPILATION;
}

// Null: the log says why.
std::unique_ptr<frontend::DeviceModule> Program::run_front_end(const frontend::CompileOptions& options) {
  frontend::DiagnosticLog log(false);
  std::unique_ptr<frontend::DeviceModule> device = frontend::compile_device(options, log);
  log_ = text_of(log);
  if (device)
    lowered_ = take_lowered_names(*device->module, expressions_);
  return device;
}

bool Program::compile_to_ptx() {
  frontend::CompileOptions options = with_files(*options_);
  options.for_ptx = true;
  std::unique_ptr<frontend::DeviceModule> device = run_front_end(options);
  if (!device)
    return false;
  std::expected<std::string, std::string> text;
  if (auto complete = codegen::complete_with_device_library(*device->module, codegen_options(options)); !complete)
    text = std::unexpected(complete.error());
  else
    text = frontend::emit_ptx(*device->module, options_->line_numbers);
  if (text)
    ptx_ = std::move(*text);
  else
    log_ += text.error() + "\n";
  return text.has_value();
}

bool Program::compile_to_cubin() {
  const frontend::CompileOptions options = with_files(*options_);
  std::unique_ptr<frontend::DeviceModule> device = run_front_end(options);
  if (!device)
    return false;
  codegen::Options code = codegen_options(options);
  code.on_warning = [&](const std::string& text) { log_ += text + "\n"; };
  if (options.relocatable_device_code) {
    cubin_ = make_relocatable_image(*device->module, code);
    return true;
  }
  auto elf = codegen::compile(std::move(device->module), code);
  if (elf)
    cubin_ = std::move(*elf);
  else
    log_ += elf.error() + "\n";
  return elf.has_value();
}

// elf may be empty.
std::vector<uint8_t> Program::in_container(std::span<const uint8_t> module, std::span<const uint8_t> elf) const {
  std::vector<isa::ImageEntry> entries;
  auto add = [&](isa::ImageKind kind, std::span<const uint8_t> bytes) {
    if (!bytes.empty())
      entries.push_back(
          {kind, frontend::architecture_number(options_->compile.architecture), 0, name_, std::as_bytes(bytes)});
  };
  add(isa::ImageKind::kDeviceModule, module);
  add(isa::ImageKind::kOxCoreElf, elf);
  const std::vector<std::byte> container = isa::write_image_container(entries);
  const auto* bytes = reinterpret_cast<const uint8_t*>(container.data());
  return {bytes, bytes + container.size()};
}

bool Program::compile_to_lto_ir() {
  const frontend::CompileOptions options = with_files(*options_);
  std::unique_ptr<frontend::DeviceModule> device = run_front_end(options);
  if (!device)
    return false;
  lto_ir_ = in_container(codegen::write_linkable_module(*device->module), {});
  return true;
}

// For a link at run time; with the code, too, if the module is complete, so that it can be loaded without one.
std::vector<uint8_t> Program::make_relocatable_image(llvm::Module& module, const codegen::Options& code) const {
  const std::vector<uint8_t> bitcode = codegen::write_linkable_module(module);
  std::vector<uint8_t> elf;
  const codegen::LinkInput alone{name_, {bitcode}};
  if (auto linked = codegen::link_modules({&alone, 1}, code); linked && linked->module)
    if (auto image = codegen::compile(std::move(linked->module), code))
      elf = std::move(*image);
  return in_container(bitcode, elf);
}

const std::string* Program::ptx() {
  if (!compiled_ || options_->link_time_optimization)
    return nullptr;
  if (!ptx_) {
    const std::string log = log_; // said already
    const bool done = compile_to_ptx();
    log_ = log;
    if (!done)
      return nullptr;
  }
  return &*ptx_;
}

nvrtcResult Program::find_lowered_name(const std::string& expression, const char** lowered) const {
  if (!compiled_)
    return NVRTC_ERROR_NO_LOWERED_NAMES_BEFORE_COMPILATION;
  auto it = lowered_.find(expression);
  if (it == lowered_.end())
    return NVRTC_ERROR_NAME_EXPRESSION_NOT_VALID;
  *lowered = it->second.c_str();
  return NVRTC_SUCCESS;
}

} // namespace ox::nvrtc
