#include "driver/compile_target.h"
#include "codegen/link_modules.h"
#include "driver/keep_files.h"
#include "driver/print_resources.h"
#include "driver/run.h"
#include "frontend/compile_device.h"
#include "frontend/emit_ptx.h"
#include "ptx/compile/compile_ptx.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/Support/MemoryBuffer.h"

namespace ox::driver {
namespace {

using Level = clang::DiagnosticsEngine::Level;
using frontend::Stage;

std::span<const uint8_t> bytes_of(const std::string& text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

bool uses_double(const llvm::Function& function) {
  for (const llvm::Instruction& instruction : llvm::instructions(function)) {
    if (instruction.getType()->getScalarType()->isDoubleTy())
      return true;
    for (const llvm::Use& operand : instruction.operands())
      if (operand->getType()->getScalarType()->isDoubleTy())
        return true;
  }
  return false;
}

} // namespace

TargetCompiler::TargetCompiler(const CompileJob& job, const Target& target, frontend::DiagnosticLog& log)
    : job_(job), target_(target), log_(log) {
  job_.options.architecture = target.architecture;
}

void TargetCompiler::warn(const std::string& text) {
  if (job_.options.no_warnings || job_.assembler.no_warnings)
    return;
  if (job_.options.warnings_are_errors || job_.assembler.warnings_are_errors)
    log_.add({Level::Error, "ox-nvcc: error: " + text + " [-Werror]\n", Stage::kAssembler});
  else
    log_.add({Level::Warning, "ox-nvcc: warning: " + text + "\n"});
}

void TargetCompiler::fail(const std::string& text) { log_.add({Level::Error, error_text(text), Stage::kAssembler}); }

codegen::Options TargetCompiler::codegen_options() const {
  codegen::Options options = driver::codegen_options(job_.options, job_.hints, target_.number());
  options.opt_level = job_.assembler.compile.opt_level;
  if (!job_.options.no_warnings && !job_.assembler.no_warnings)
    options.on_warning = [this](const std::string& text) { log_.add({Level::Warning, text + "\n"}); };
  return options;
}

std::unique_ptr<frontend::DeviceModule> TargetCompiler::run_front_end(const frontend::CompileOptions& options) {
  std::unique_ptr<frontend::DeviceModule> device = frontend::compile_device(options, log_);
  if (device)
    files_ = device->files;
  return device;
}

// For the device link.  Empty for a file without device code.
std::optional<Bytes> TargetCompiler::compile_to_linkable_module() {
  std::unique_ptr<frontend::DeviceModule> device = run_front_end(job_.options);
  if (!device)
    return std::nullopt;
  return device->has_device_code() ? codegen::write_linkable_module(*device->module) : Bytes{};
}

// Empty for a file without device code.
std::optional<Bytes> TargetCompiler::compile_to_elf() {
  std::unique_ptr<frontend::DeviceModule> device = run_front_end(job_.options);
  if (!device)
    return std::nullopt;
  if (!device->has_device_code())
    return Bytes{};
  if (job_.assembler.compile.warn_double)
    for (const llvm::Function& function : *device->module)
      if (uses_double(function))
        warn(function.getName().str() + " uses double precision");
  std::expected<Bytes, std::string> elf = codegen::compile(std::move(device->module), codegen_options());
  if (!elf) {
    fail(elf.error());
    return std::nullopt;
  }
  return std::move(*elf);
}

std::optional<std::string> TargetCompiler::compile_to_ptx(bool with_lines) {
  frontend::CompileOptions options = job_.options;
  options.for_ptx = true;
  std::unique_ptr<frontend::DeviceModule> device = run_front_end(options);
  if (!device)
    return std::nullopt;
  std::expected<std::string, std::string> text;
  if (auto linked = codegen::complete_with_device_library(*device->module, codegen_options()); !linked)
    text = std::unexpected(linked.error());
  else
    text = frontend::emit_ptx(*device->module, with_lines);
  if (!text) {
    fail(text.error());
    return std::nullopt;
  }
  return std::move(*text);
}

// A kernel that uses what Ox does not lower is a warning: the others of its module run.
std::optional<Bytes> TargetCompiler::assemble_ptx(const std::string& file, std::string text) {
  ptx::CompileOptions options = job_.assembler.compile;
  options.file_name = file;
  options.architecture = ptx::CompileOptions().architecture; // text for any is taken
  if (job_.options.device_debug && !job_.options.optimized_debug)
    options.opt_level = 0;
  options.codegen = codegen_options();
  auto compiled = ptx::compile_ptx(std::move(text), options);
  if (!compiled) {
    for (llvm::StringRef line : llvm::split(compiled.error(), '\n'))
      log_.add({Level::Error, line.str() + "\n", Stage::kAssembler});
    return std::nullopt;
  }
  for (const ptx::Warning& warning : compiled->warnings)
    log_.add({Level::Warning, ptx::format(warning) + "\n"});
  return std::move(compiled->elf);
}

std::optional<Bytes> TargetCompiler::assemble_ptx_file() {
  std::optional<std::string> text = read_file(job_.options.input);
  if (!text) {
    fail("cannot read " + job_.options.input);
    return std::nullopt;
  }
  return assemble_ptx(job_.options.input, std::move(*text));
}

std::optional<Bytes> TargetCompiler::compile_through_ptx() {
  std::optional<std::string> text = compile_to_ptx(true);
  if (!text)
    return std::nullopt;
  keep_file(job_, ".ptx", bytes_of(*text));
  return assemble_ptx(job_.options.input + ".ptx", std::move(*text));
}

// An OxCore ELF, as it is.
std::optional<Bytes> TargetCompiler::read_image_file() {
  const std::optional<std::string> content = read_file(job_.options.input);
  if (!content || !read_kernel_records(bytes_of(*content))) {
    fail(job_.options.input + (content ? " is no OxCore image; make it with ox-nvcc -cubin" : " can't be read"));
    return std::nullopt;
  }
  return Bytes(content->begin(), content->end());
}

// A program runs without its PTX, so that what can't be said in PTX costs a warning only.
std::optional<std::string> TargetCompiler::ptx_to_embed() {
  if (job_.is_ptx)
    return read_file(job_.options.input);
  frontend::DiagnosticLog own(job_.options.colors); // the front end has said it all when it compiled to the ELF
  std::optional<std::string> text = TargetCompiler(job_, target_, own).compile_to_ptx(true);
  if (!text)
    for (const frontend::RenderedDiagnostic& diagnostic : own.all())
      log_.add({Level::Warning,
                "ox-nvcc: warning: " + job_.options.input + " is built without its PTX: " + diagnostic.text});
  return text;
}

bool TargetCompiler::report_resources(const Bytes& elf) {
  const auto image = read_kernel_records(elf);
  if (!image) {
    fail("internal error: the image that was just made is damaged: " + image.error());
    return false;
  }
  if (job_.print_resources)
    log_.add({Level::Remark, resource_lines(*image, job_.options.architecture)});
  const ResourceWarnings wanted{.local = job_.assembler.warn_local, .spills = job_.assembler.warn_spills};
  for (const std::string& text : resource_warnings(*image, wanted))
    warn(text);
  return true;
}

void TargetCompiler::keep_image(const Bytes& elf, const std::optional<std::string>& ptx) {
  if (job_.keep_stem.empty())
    return;
  keep_file(job_, ".sm_" + std::to_string(target_.image_number()) + ".cubin", elf);
  frontend::DiagnosticLog unread(false);
  const std::optional<std::string> text =
      ptx || job_.is_ptx ? ptx : TargetCompiler(job_, target_, unread).compile_to_ptx(true);
  if (text)
    keep_file(job_, ".ptx", bytes_of(*text));
}

// For the device link.  What stands for itself (-cubin, -fatbin) has the code, too, if it is complete: programs load it
// without a link.
std::optional<TargetCompiler::Result> TargetCompiler::compile_relocatable() {
  std::optional<Bytes> module = compile_to_linkable_module();
  if (!module)
    return std::nullopt;
  keep_file(job_, ".bc", *module);
  Result result{.kind = isa::ImageKind::kDeviceModule,
                .compute_capability = target_.image_number(),
                .image = std::move(*module),
                .complete = {},
                .ptx = {}};
  if (job_.kind != CompileOutput::kObject && !result.image.empty()) {
    const codegen::LinkInput alone{job_.options.input, {result.image}};
    if (auto linked = codegen::link_modules({&alone, 1}, codegen_options()))
      if (auto code = codegen::compile(std::move(linked->module), codegen_options()))
        result.complete = std::move(*code);
  }
  if (target_.wants_ptx && !result.image.empty() && job_.kind != CompileOutput::kElf)
    result.ptx = ptx_to_embed();
  return result;
}

std::optional<TargetCompiler::Result> TargetCompiler::compile() {
  Result result{.compute_capability = target_.image_number(), .image = {}, .complete = {}, .ptx = {}};
  if (job_.options.relocatable_device_code && !job_.is_ptx)
    return compile_relocatable();
  std::optional<Bytes> elf = job_.is_ptx        ? assemble_ptx_file()
                             : job_.is_image    ? read_image_file()
                             : job_.through_ptx ? compile_through_ptx()
                                                : compile_to_elf();
  if (!elf)
    return std::nullopt;
  result.image = std::move(*elf);
  if (result.image.empty())
    return result;
  if (!report_resources(result.image))
    return std::nullopt;
  if (target_.wants_ptx && !job_.is_image && job_.kind != CompileOutput::kElf)
    result.ptx = ptx_to_embed();
  keep_image(result.image, result.ptx);
  return result;
}

} // namespace ox::driver
