// A program of NVRTC: source and headers in memory, and what was compiled of them.
#pragma once
#include "codegen/compile.h"
#include "driver/run.h"
#include "frontend/compile_device.h"
#include "nvrtc.h"
#include "runtime/nvrtc/options.h"
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ox::nvrtc {

class Program {
public:
  Program(std::string source, std::string name) : source_(std::move(source)), name_(std::move(name)) {}
  void add_header(const std::string& name, const std::string& text) { headers_[name] = text; }

  // Once compiled, expressions can't be added.
  nvrtcResult add_name_expression(const std::string& expression);
  // Called now and then while the program is compiled; what it returns ends the compilation if it isn't 0.
  void set_flow_callback(int (*callback)(void*, void*), void* payload) { callback_ = callback, payload_ = payload; }
  nvrtcResult compile(const std::vector<std::string>& arguments);
  nvrtcResult find_lowered_name(const std::string& expression, const char** lowered) const;

  const std::string& log() const { return log_; }
  // Text with its final zero; compiled when it is first asked for, if machine code was what the options wanted.
  // Null: nothing was compiled.
  const std::string* ptx();
  // Empty for a virtual architecture; null: nothing was compiled.
  const std::vector<uint8_t>* cubin() const { return compiled_ ? &cubin_ : nullptr; }

  // Empty unless the options asked for it; null: nothing was compiled.
  const std::vector<uint8_t>* lto_ir() const { return compiled_ ? &lto_ir_ : nullptr; }

  std::mutex mutex; // one call at a time on one program

private:
  frontend::CompileOptions with_files(const Options& options);
  bool is_cancelled();
  std::unique_ptr<frontend::DeviceModule> run_front_end(const frontend::CompileOptions& options);
  bool compile_all();
  bool compile_to_ptx();
  bool compile_to_cubin();
  bool compile_to_lto_ir();
  std::vector<uint8_t> make_relocatable_image(llvm::Module& module, const codegen::Options& code) const;
  std::vector<uint8_t> in_container(std::span<const uint8_t> module, std::span<const uint8_t> elf) const;
  void note_step(const char* step, double begin_ms);
  nvrtcResult write_times();

  std::string source_, name_;
  std::map<std::string, std::string> headers_;
  std::vector<std::string> expressions_;
  std::map<std::string, std::string> lowered_;
  int (*callback_)(void*, void*) = nullptr;
  void* payload_ = nullptr;
  std::optional<Options> options_;
  std::string log_;
  std::optional<std::string> ptx_;
  std::vector<uint8_t> cubin_, lto_ir_;
  std::vector<driver::StepTime> times_;
  bool tried_ = false, compiled_ = false, cancelled_ = false;
};

} // namespace ox::nvrtc
