// See measure.h.
#include "test/ptx/conformance/measure.h"
#include "codegen/pipeline.h"
#include "ptx/lower/lower.h"
#include "ptx/parser.h"
#include "ptx/targets.h"
#include "ptx/verify.h"
#include "test/ptx/instances.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include <algorithm>

namespace ox::test {

namespace {
constexpr unsigned kDeviceTarget = 90; // the newest that Ox stands in for

struct Machine {
  unsigned version; // of PTX, times ten
  const char* target;
};
// Together they have every form: newest first, then those from before a form was taken away.
constexpr Machine kMachines[] = {{90, "sm_90"},   {90, "sm_90a"},  {90, "sm_100a"}, {90, "sm_100f"}, {90, "sm_103a"},
                                 {90, "sm_110a"}, {90, "sm_120a"}, {90, "sm_121a"}, {63, "sm_70"},   {62, "sm_72"},
                                 {62, "sm_61"},   {41, "sm_35"},   {23, "sm_20"},   {15, "sm_13"},   {13, "sm_13"}};

std::string first_error(const ptx::Diagnostics& diagnostics) {
  const auto error = std::ranges::find(diagnostics, ptx::Severity::kError, &ptx::Diagnostic::severity);
  return error == diagnostics.end() ? "" : error->message;
}

// Through the front end's lowering and the code generator's stages; why it failed, empty if it did not.
std::string lower_instance(const ptx::Module& module) {
  ptx::Diagnostics diagnostics;
  llvm::LLVMContext context;
  auto lowered = ptx::lower(module, context, {.file_name = "instance.ptx"}, diagnostics);
  if (!diagnostics.empty()) // a warning: the kernel cannot run
    return diagnostics[0].message;
  codegen::Options options;
  options.verify_stages = true;
  codegen::Compilation compilation{.options = options, .kernels = {}, .errors = {}};
  return run_stages(*lowered, compilation) ? "" : compilation.all_errors();
}

class Measurement {
public:
  explicit Measurement(const ptx::FormRow& row) { result.row = &row; }

  void add(const Instance& instance) {
    ++result.instances;
    ptx::Diagnostics diagnostics;
    (void)ptx::parse_statements(instance.text, diagnostics);
    if (const std::string error = first_error(diagnostics); !error.empty())
      return fail(instance, "parse", error);
    ++result.parsed;
    std::string first_why;
    for (const Machine& machine : kMachines) {
      ptx::Diagnostics found;
      auto module = ptx::parse(module_with(instance, machine.version, machine.target), found);
      ptx::verify(*module, found);
      const std::string why = first_error(found);
      if (first_why.empty())
        first_why = why;
      if (!why.empty())
        continue;
      ++result.verified;
      if (ptx::target_named(machine.target)->number <= kDeviceTarget)
        lower(instance, *module);
      return;
    }
    fail(instance, "verify", first_why);
  }

  FormResult result;

private:
  void lower(const Instance& instance, const ptx::Module& module) {
    ++result.for_device;
    if (result.is_later())
      return;
    if (const std::string why = lower_instance(module); why.empty())
      ++result.lowered;
    else
      fail(instance, "lower", why);
  }
  void fail(const Instance& instance, const char* step, const std::string& why) {
    if (result.failure.empty())
      result.failure = std::string(step) + " " + instance.text + " " + why;
  }
};
} // namespace

FormResult measure(const ptx::FormRow& row) {
  Measurement measurement(row);
  ptx::Form form;
  if (const std::string error = compile_form(row, form); !error.empty()) {
    measurement.result.failure = error;
    return std::move(measurement.result);
  }
  for (const Instance& instance : instances_of(form))
    measurement.add(instance);
  return std::move(measurement.result);
}

} // namespace ox::test
