// See form_runner.h.
#include "test/ptx/reference/form_runner.h"
#include "ptx/compile/compile_ptx.h"
#include "runtime/device.h"
#include "test/ptx/reference/floats.h"
#include "test/ptx/reference/kernel_text.h"
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <sstream>

namespace ox::test::reference {

namespace {
constexpr size_t kCasesPerKernel = 12, kKernelsPerModule = 24;
constexpr uint64_t kFailuresShown = 3;

// Cases with the same inputs, and where each stands in the caller's list.
struct Kernel {
  std::string name;
  std::vector<const Case*> cases;
  std::vector<size_t> numbers;
};

std::vector<Kernel> group(std::span<const Case* const> cases) {
  std::vector<Kernel> kernels;
  std::vector<size_t> open; // with room
  for (size_t number = 0; number < cases.size(); ++number) {
    const Case* a_case = cases[number];
    auto fits = [&](size_t i) {
      return kernels[i].cases[0]->inputs == a_case->inputs && kernels[i].cases[0]->is_sampled == a_case->is_sampled;
    };
    auto found = std::ranges::find_if(open, fits);
    if (found == open.end()) {
      found = open.insert(open.end(), kernels.size());
      kernels.push_back({"k" + std::to_string(kernels.size()), {}, {}});
    }
    Kernel& kernel = kernels[*found];
    kernel.cases.push_back(a_case);
    kernel.numbers.push_back(number);
    if (kernel.cases.size() == kCasesPerKernel)
      open.erase(found);
  }
  return kernels;
}

std::string hex(uint64_t bits, unsigned width) {
  char text[32];
  std::snprintf(text, sizeof text, "0x%0*llx", int((width + 3) / 4), static_cast<unsigned long long>(bits));
  return text;
}
std::string show(uint64_t bits, const OperandType& type) {
  std::string text = hex(bits, type.bits);
  if (const Format* format = format_of(type.content); format && type.lanes == 1) {
    char number[64];
    std::snprintf(number, sizeof number, " (%.17g)", format->decode(bits));
    text += number;
  }
  return text;
}

uint64_t element(const std::byte* array, size_t index, unsigned bits) {
  uint64_t value = 0;
  std::memcpy(&value, array + index * (bits / 8), bits / 8);
  return value;
}

std::string describe(const Case& a_case, Columns in, size_t n, size_t output, uint64_t got, const Wanted& wanted) {
  std::string text = a_case.text + "\n ";
  for (size_t i = 0; i < a_case.inputs.size(); ++i)
    text += std::string(" %") + "abcxyz"[i] + " = " +
            show(element(in[i], n, a_case.inputs[i].type.bits), a_case.inputs[i].type);
  const OperandType& type = a_case.outputs[output];
  text += std::string("\n  %") + "defg"[output] + ": got " + show(got, type) + ", wanted " + show(wanted.low, type);
  if (wanted.high != wanted.low)
    text += " to " + show(wanted.high, type);
  return text + "\n";
}

// The device, with arrays for the inputs and outputs of one kernel.
class Bench {
public:
  Bench() : device_(make_simulated_device("ox-small").value()) {
    in_ = device_->allocate(8 * kArrayBytes, MemoryKind::kDevice).value();
    out_ = device_->allocate(kCasesPerKernel * 4 * kArrayBytes, MemoryKind::kDevice).value();
  }
  Device& device() { return *device_; }

  std::string run(const DeviceModule& module, const Kernel& kernel, Report& report) {
    const auto kernels = module.kernels();
    const auto found = std::ranges::find(kernels, kernel.name, &KernelInfo::name);
    if (found == kernels.end())
      return kernel.name + " is not in the module";
    if (!found->unusable.empty())
      return found->unusable;
    InputSource source(kernel.cases[0]->inputs, kernel.cases[0]->is_sampled, 1 + kernel.numbers[0]);
    for (uint64_t done = 0; done < source.size(); done += kBatch) {
      const size_t count = std::min<uint64_t>(kBatch, source.size() - done);
      std::vector<std::byte*> inputs;
      for (size_t i = 0; i < kernel.cases[0]->inputs.size(); ++i)
        inputs.push_back(column(in_, i));
      source.next(count, inputs);
      spoil_outputs(kernel, count);
      const uint64_t parameters[] = {in_, out_};
      Launch launch;
      launch.module = &module;
      launch.kernel = uint32_t(found - kernels.begin());
      launch.grid = {uint32_t((count + kThreadsPerBlock - 1) / kThreadsPerBlock), 1, 1};
      launch.block = {uint32_t(kThreadsPerBlock), 1, 1};
      launch.parameters = std::as_bytes(std::span(parameters));
      const LaunchResult result = device_->run(launch);
      if (result.fault)
        return describe_fault(*result.fault, kernel);
      compare(kernel, count, report);
    }
    return {};
  }

private:
  static std::byte* column(DeviceAddress arrays, size_t number) {
    return reinterpret_cast<std::byte*>(arrays) + number * kArrayBytes;
  }

  // So that a result that is not stored is not an earlier one.
  void spoil_outputs(const Kernel& kernel, size_t count) {
    size_t array = 0;
    for (const Case* a_case : kernel.cases)
      for (const OperandType& type : a_case->outputs)
        std::memset(column(out_, array++), 0xa5, count * type.bits / 8);
  }

  static std::string describe_fault(const Fault& fault, const Kernel& kernel) {
    return fault.detail + ", in a kernel of " + kernel.cases[0]->text;
  }

  void compare(const Kernel& kernel, size_t count, Report& report) {
    std::vector<const std::byte*> in;
    for (size_t i = 0; i < kernel.cases[0]->inputs.size(); ++i)
      in.push_back(column(in_, i));
    size_t array = 0;
    for (size_t k = 0; k < kernel.cases.size(); ++k) {
      const Case& a_case = *kernel.cases[k];
      CaseReport& result = report.cases[kernel.numbers[k]];
      std::vector<const std::byte*> got;
      for (size_t output = 0; output < a_case.outputs.size(); ++output)
        got.push_back(column(out_, array++));
      result.compared += count * a_case.outputs.size();
      for (size_t n = a_case.find_wrong(in, got, 0, count); n < count; n = a_case.find_wrong(in, got, n + 1, count))
        if (result.wrong++ < kFailuresShown)
          result.first_failures += describe_all(a_case, in, got, n);
    }
  }

  static std::string describe_all(const Case& a_case, Columns in, Columns got, size_t n) {
    Wanted wanted[4];
    a_case.reference(in, n, wanted);
    std::string text;
    for (size_t output = 0; output < a_case.outputs.size(); ++output) {
      const OperandType& type = a_case.outputs[output];
      const uint64_t value = element(got[output], n, type.bits);
      if (!matches(value, wanted[output], type))
        text += describe(a_case, in, n, output, value, wanted[output]);
    }
    return text;
  }

  std::unique_ptr<Device> device_;
  DeviceAddress in_ = 0, out_ = 0;
};

// Messages such as "ptx:12:5: error: ...", each with the line of the text that it is about.
std::string with_lines(const std::string& messages, const std::string& text) {
  std::istringstream lines(messages);
  std::string result;
  for (std::string message; std::getline(lines, message);) {
    result += message + "\n";
    unsigned number = 0;
    if (std::sscanf(message.c_str(), "ptx:%u:", &number) != 1)
      continue;
    size_t at = 0;
    for (unsigned line = 1; line < number; ++line)
      at = text.find('\n', at) + 1;
    result += "  " + text.substr(at, text.find('\n', at) - at) + "\n";
  }
  return result;
}

std::string run_module(Bench& bench, std::span<const Kernel> kernels, unsigned opt_level, Report& report) {
  std::string text = module_header();
  for (const Kernel& kernel : kernels)
    text += kernel_text(kernel.name, kernel.cases);
  ptx::CompileOptions options;
  options.opt_level = opt_level;
  auto compiled = ptx::compile_ptx(text, options);
  if (!compiled)
    return with_lines(compiled.error(), text);
  auto module = bench.device().load_module(std::as_bytes(std::span(compiled->elf)));
  if (!module)
    return module.error();
  std::string errors;
  for (const ptx::Warning& warning : compiled->warnings)
    errors += with_lines(ptx::format(warning), text);
  for (const Kernel& kernel : kernels)
    if (std::string error = bench.run(**module, kernel, report); !error.empty())
      errors += error + "\n";
  return errors;
}
} // namespace

Report run_cases(std::span<const Case* const> cases, unsigned opt_level) {
  static Bench bench;
  Report report;
  report.cases.resize(cases.size());
  const std::vector<Kernel> kernels = group(cases);
  for (size_t first = 0; first < kernels.size(); first += kKernelsPerModule)
    report.error +=
        run_module(bench, std::span(kernels).subspan(first, std::min(kKernelsPerModule, kernels.size() - first)),
                   opt_level, report);
  return report;
}

} // namespace ox::test::reference
