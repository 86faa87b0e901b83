#include "runtime/nvrtc/program.h"
#include "codegen/link_modules.h"
#include "driver/compile_device_side.h"
#include "driver/time_table.h"
#include "driver/time_trace.h"
#include "frontend/compile_device.h"
#include "frontend/dialect.h"
#include "frontend/emit_ptx.h"
#include "isa/image_container.h"
#include "runtime/nvrtc/log.h"
#include "runtime/nvrtc/lowered_names.h"
#include <chrono>
#include <dlfcn.h>
#include <filesystem>

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

LogForm form_of(const Options& options) { return {.numbers = options.numbers, .brief = options.brief}; }

double now_ms() {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

codegen::Options codegen_options(const Options& options) {
  auto result =
      driver::codegen_options(options.compile, {}, frontend::architecture_number(options.compile.architecture));
  result.opt_level = options.opt_level;
  return result;
}

} // namespace

nvrtcResult Program::add_name_expression(const std::string& expression) {
  if (tried_)
    return NVRTC_ERROR_NO_NAME_EXPRESSIONS_AFTER_COMPILATION;
  expressions_.push_back(expression);
  return NVRTC_SUCCESS;
}

// Once is for ever.
bool Program::is_cancelled() {
  cancelled_ = cancelled_ || (callback_ && callback_(payload_, nullptr) != 0);
  return cancelled_;
}

// The program's own files come first, then what the options name.  A source that may not see the files beside it is
// in a folder of its own.
frontend::CompileOptions Program::with_files(const Options& options) {
  const std::string folder = kHeaderFolder;
  frontend::CompileOptions compile = options.compile;
  compile.run_time_compilation = true;
  if (callback_)
    compile.is_cancelled = [this] { return is_cancelled(); };
  compile.input = options.source_folder ? name_ : folder + "/source/program.cu";
  compile.virtual_files[compile.input] =
      (options.source_folder ? "" : "#line 1 \"" + name_ + "\"\n") + source_ + declare_names(expressions_);
  const std::string macros = folder + "/command_line.h";
  compile.virtual_files[macros] = "#pragma clang system_header\n" + options.macros; // which may define what is defined
  std::vector<std::string> first{"-include", macros};
  if (options.device_by_default) {
    const std::string file = folder + "/device_by_default.h";
    compile.virtual_files[file] = "#pragma clang force_cuda_host_device begin\n";
    first.insert(first.end(), {"-include", file});
  }
  for (const auto& [name, text] : headers_)
    compile.virtual_files[name.starts_with('/') ? name : folder + "/include/" + name] = text;
  if (!headers_.empty())
    first.push_back("-I" + folder + "/include");
  compile.arguments.insert(compile.arguments.begin(), first.begin(), first.end());
  return compile;
}

nvrtcResult Program::compile(const std::vector<std::string>& arguments) {
  tried_ = true;
  compiled_ = cancelled_ = false;
  log_.clear();
  ptx_.reset();
  cubin_.clear();
  lto_ir_.clear();
  times_.clear();
  auto options = read_options(arguments);
  if (!options) {
    log_ = options.error();
    return NVRTC_ERROR_INVALID_OPTION;
  }
  options_ = std::move(*options);
  options_->compile.prefix = prefix();
  if (options_->compile.relocatable_device_code)
    options_->compile.unit = std::to_string(std::hash<std::string>()(name_ + '\0' + source_));
  driver::TimeTrace trace(options_->time_trace);
  compiled_ = !is_cancelled() && compile_all() && !is_cancelled();
  if (cancelled_)
    return NVRTC_ERROR_CANCELLED;
  if (!compiled_)
    return NVRTC_ERROR_COMPILATION;
  if (!trace.write()) {
    log_ += "nvrtc: error: cannot write " + options_->time_trace + "\n";
    return NVRTC_ERROR_TIME_TRACE_FILE_WRITE_FAILED;
  }
  return write_times();
}

void Program::note_step(const char* step, double begin_ms) {
  times_.push_back({name_, step, name_, (options_->is_virtual ? "compute_" : "sm_") + options_->compile.architecture,
                    now_ms() - begin_ms});
}

nvrtcResult Program::write_times() {
  const std::string& file = options_->times;
  if (file.empty())
    return NVRTC_SUCCESS;
  if (file == "-") {
    log_ += driver::times_as_text(times_, true);
    return NVRTC_SUCCESS;
  }
  if (driver::append_times(file, times_))
    return NVRTC_SUCCESS;
  log_ += "nvrtc: error: cannot write " + file + "\n";
  return NVRTC_ERROR_TIME_FILE_WRITE_FAILED;
}

bool Program::compile_all() {
  if (options_->compile.syntax_only)
    return run_front_end(with_files(*options_)) != nullptr;
  if (options_->link_time_optimization)
    return compile_to_lto_ir();
  return options_->is_virtual ? compile_to_ptx() : compile_to_cubin();
}

std::unique_ptr<frontend::DeviceModule> Program::run_front_end(const frontend::CompileOptions& options) {
  const double begin = now_ms();
  frontend::DiagnosticLog log(false);
  set_form(log, form_of(*options_));
  std::unique_ptr<frontend::DeviceModule> device = frontend::compile_device(options, log);
  log_ = log_text(log, form_of(*options_), name_);
  if (device)
    lowered_ = take_lowered_names(*device->module, expressions_);
  note_step("cicc", begin);
  return device;
}

bool Program::compile_to_ptx() {
  frontend::CompileOptions options = with_files(*options_);
  options.for_ptx = true;
  std::unique_ptr<frontend::DeviceModule> device = run_front_end(options);
  if (!device)
    return false;
  std::expected<std::string, std::string> text;
  if (auto complete = codegen::complete_with_device_library(*device->module, codegen_options(*options_)); !complete)
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
  std::unique_ptr<frontend::DeviceModule> device = run_front_end(with_files(*options_));
  if (!device)
    return false;
  const double begin = now_ms();
  codegen::Options code = codegen_options(*options_);
  if (!options_->compile.no_warnings)
    code.on_warning = [&](const std::string& text) { log_ += text + "\n"; };
  if (options_->is_linkable()) {
    cubin_ = make_relocatable_image(*device->module, code);
    return true;
  }
  auto elf = codegen::compile(std::move(device->module), code);
  note_step("ptxas", begin);
  if (!elf) {
    log_ += elf.error() + "\n";
    return false;
  }
  cubin_ = std::move(*elf);
  if (options_->verbose)
    log_ += driver::describe_resources(cubin_, options_->compile.architecture).value_or("");
  return true;
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
  std::unique_ptr<frontend::DeviceModule> device = run_front_end(with_files(*options_));
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
  if (!compiled_ || options_->compile.syntax_only || options_->link_time_optimization)
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
