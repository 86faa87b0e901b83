// ox-opt: runs the code generator, or some of its stages, on a device module in LLVM IR, for tests and for people who
// want to see what a stage does.
//
//   ox-opt [--passes=a,b] [--print-after=NAME] [--no-hints] [--scatter-hints=SEED] [-ON] [--libdevice=FILE] [-S |
//   --emit=asm|obj|elf]
//          [-o FILE] INPUT
//
// Without --emit it writes IR: after the named stages, or after all of them.
#include "codegen/compile.h"
#include "codegen/emit_machine_code.h"
#include "codegen/pipeline.h"
#include "llvm/Bitcode/BitcodeWriter.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/IRReader/IRReader.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/raw_ostream.h"

namespace {

// LLVM's command line library already owns names like print-after, so the few options are read by hand.
struct Arguments {
  std::string input = "-", output = "-", passes, print_after, emit, libdevice, scatter_seed;
  unsigned level = 3;
  bool text = false, no_hints = false, list = false;
};
Arguments arguments;

bool take(llvm::StringRef argument, llvm::StringRef prefix, std::string& value) {
  if (!argument.consume_front("--") || !argument.consume_front(prefix) || !argument.consume_front("="))
    return false;
  value = argument.str();
  return true;
}

int fail(const std::string& message) {
  llvm::errs() << "ox-opt: " << message << "\n";
  return 1;
}

int write(llvm::StringRef bytes) {
  std::error_code error;
  llvm::raw_fd_ostream stream(arguments.output, error);
  if (error)
    return fail("cannot write " + arguments.output + ": " + error.message());
  stream << bytes;
  return 0;
}

int write_ir(llvm::Module& module) {
  std::string bytes;
  llvm::raw_string_ostream stream(bytes);
  if (arguments.text || arguments.output == "-")
    module.print(stream, nullptr);
  else
    llvm::WriteBitcodeToFile(module, stream);
  return write(bytes);
}

// The stages that --passes names, or all.
int run_passes(llvm::Module& module, ox::codegen::Compilation& compilation) {
  if (arguments.passes.empty())
    return run_stages(module, compilation) ? 0 : fail(compilation.all_errors());
  llvm::SmallVector<llvm::StringRef> names;
  llvm::StringRef(arguments.passes).split(names, ',');
  for (llvm::StringRef name : names) {
    auto all = ox::codegen::stages();
    auto stage = llvm::find_if(all, [&](const auto& s) { return llvm::StringRef(s.name) == name; });
    if (stage == all.end())
      return fail("there is no stage " + name.str() + "; --list-passes names them");
    if (!run_stage(*stage, module, compilation))
      return fail(compilation.all_errors());
  }
  return 0;
}

bool read_arguments(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    llvm::StringRef argument = argv[i];
    if (take(argument, "passes", arguments.passes) || take(argument, "print-after", arguments.print_after) ||
        take(argument, "emit", arguments.emit) || take(argument, "libdevice", arguments.libdevice) ||
        take(argument, "scatter-hints", arguments.scatter_seed))
      continue;
    if (argument == "-S")
      arguments.text = true;
    else if (argument == "--no-hints")
      arguments.no_hints = true;
    else if (argument == "--list-passes")
      arguments.list = true;
    else if (argument == "-o" && i + 1 < argc)
      arguments.output = argv[++i];
    else if (argument.starts_with("-O") && argument.size() == 3 && argument[2] >= '0' && argument[2] <= '3')
      arguments.level = unsigned(argument[2] - '0');
    else if (argument == "-" || !argument.starts_with("-"))
      arguments.input = argument.str();
    else {
      fail("unknown option " + argument.str() + "; the source of ox-opt lists them");
      return false;
    }
  }
  return true;
}

} // namespace

int main(int argc, char** argv) {
  if (!read_arguments(argc, argv))
    return 1;
  if (arguments.list) {
    for (const auto& stage : ox::codegen::stages())
      llvm::outs() << stage.name << ": " << stage.leaves << "\n";
    return 0;
  }
  llvm::LLVMContext context;
  llvm::SMDiagnostic diagnostic;
  std::unique_ptr<llvm::Module> module = llvm::parseIRFile(arguments.input, diagnostic, context);
  if (!module) {
    diagnostic.print("ox-opt", llvm::errs());
    return 1;
  }
  ox::codegen::Options options{.opt_level = arguments.level,
                               .hints = {.placed = !arguments.no_hints},
                               .verify_stages = true,
                               .libdevice = arguments.libdevice,
                               .on_warning = [](const std::string& text) { llvm::errs() << text << "\n"; },
                               .print_after = arguments.print_after};
  if (uint64_t seed; !llvm::StringRef(arguments.scatter_seed).getAsInteger(10, seed))
    options.hints.scatter_seed = seed;
  else if (!arguments.scatter_seed.empty())
    return fail("--scatter-hints takes a number, not " + arguments.scatter_seed);
  const std::string& emit = arguments.emit;
  if (emit == "elf") {
    auto image = compile(std::move(module), options);
    return image ? write({reinterpret_cast<const char*>(image->data()), image->size()}) : fail(image.error());
  }
  ox::codegen::Compilation compilation{.options = options, .kernels = {}, .errors = {}};
  if (int error = run_passes(*module, compilation))
    return error;
  if (emit.empty())
    return write_ir(*module);
  if (emit != "asm" && emit != "obj")
    return fail("--emit takes asm, obj or elf, not " + emit);
  auto kind = emit == "asm" ? ox::codegen::OutputKind::kAssembly : ox::codegen::OutputKind::kObject;
  auto code = emit_machine_code(*module, compilation, kind);
  return code ? write({code->bytes.data(), code->bytes.size()}) : fail(code.error());
}
