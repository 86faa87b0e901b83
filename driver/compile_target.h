// The device side of one source file for one architecture.  Two ways lead from CUDA C++ to an image.  The ordinary one
// gives the front end's module to the code generator.  The other prints it as PTX, as for -ptx, and compiles the text:
// programs must not notice.
#pragma once
#include "driver/compile_device_side.h"
#include "isa/image_container.h"

namespace ox::frontend {
struct DeviceModule;
}

namespace ox::driver {

class TargetCompiler {
public:
  // The log gets what there is to say.
  TargetCompiler(const CompileJob& job, const Target& target, frontend::DiagnosticLog& log);

  // What stands in the container for this architecture: no image for a file without device code, and the PTX if it is
  // asked for.  Nothing when there were errors.
  struct Result {
    isa::ImageKind kind = isa::ImageKind::kOxCoreElf;
    unsigned compute_capability = 0;
    Bytes image;
    Bytes complete; // beside a module for the device link: the OxCore ELF of it alone, if it needs no other file
    std::optional<std::string> ptx;
  };
  std::optional<Result> compile();

  // PTX leaves Ox complete: the device library's functions are in the text.
  std::optional<std::string> compile_to_ptx(bool with_lines);

  const frontend::IncludedFiles& files() const { return files_; }

private:
  std::optional<Bytes> read_image_file();
  std::optional<Bytes> compile_to_linkable_module();
  std::optional<Result> compile_relocatable();
  std::optional<Bytes> compile_to_elf();
  std::optional<Bytes> compile_through_ptx();
  std::optional<Bytes> assemble_ptx_file();
  std::optional<Bytes> assemble_ptx(const std::string& file, std::string text);
  std::optional<std::string> ptx_to_embed();
  std::unique_ptr<frontend::DeviceModule> run_front_end(const frontend::CompileOptions& options);
  codegen::Options codegen_options() const;
  bool report_resources(const Bytes& elf);
  void keep_image(const Bytes& elf, const std::optional<std::string>& ptx);
  void warn(const std::string& text);
  void fail(const std::string& text);

  CompileJob job_; // its options are for this architecture
  Target target_;
  frontend::DiagnosticLog& log_;
  frontend::IncludedFiles files_;
};

} // namespace ox::driver
