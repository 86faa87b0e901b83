// Two steps: settings, which is what the options say, whatever their order; then the jobs, one per source file and one
// that puts the results together.
#include "driver/plan.h"
#include "driver/inputs.h"
#include "driver/settings.h"
#include "driver/version.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"
#include <algorithm>

namespace ox::driver {
namespace {

std::string stem_of(const std::string& path) { return llvm::sys::path::stem(path).str(); }

const char* extension_of(Phase phase) {
  switch (phase) {
  case Phase::kPtx:
    return ".ptx";
  case Phase::kCubin:
    return ".cubin";
  case Phase::kFatbin:
    return ".fatbin";
  case Phase::kHostText:
    return ".cu.cpp.ii";
  default:
    return ".o";
  }
}

CompileOutput compile_output(Phase phase) {
  switch (phase) {
  case Phase::kPreprocess:
    return CompileOutput::kPreprocessed;
  case Phase::kDependencies:
    return CompileOutput::kDependencies;
  case Phase::kPtx:
    return CompileOutput::kPtx;
  case Phase::kCubin:
    return CompileOutput::kElf;
  case Phase::kFatbin:
    return CompileOutput::kContainer;
  case Phase::kHostText:
    return CompileOutput::kHostText;
  default:
    return CompileOutput::kObject;
  }
}

bool links(Phase phase) {
  return phase == Phase::kExecutable || phase == Phase::kShared || phase == Phase::kLibrary ||
         phase == Phase::kDeviceLink;
}

std::string in_directory(const std::string& directory, const std::string& name) {
  return directory.empty() ? name : directory + "/" + name;
}

// The file that a source is compiled to.  Objects on the way to a link are named like the source, because a library
// shows the names; `taken` has those of the sources before this one.
std::string compile_target(const Input& input, const std::vector<std::string>& taken, const Settings& settings,
                           const PlanContext& context) {
  if (links(settings.phase)) {
    const std::string& directory = settings.keep ? settings.keep_directory : context.scratch_directory;
    std::string object = in_directory(directory, stem_of(input.path) + ".o");
    for (unsigned number = 2; std::ranges::find(taken, object) != taken.end(); ++number)
      object = in_directory(directory, stem_of(input.path) + "-" + std::to_string(number) + ".o");
    return object;
  }
  if (!settings.output.empty())
    return settings.output;
  if (settings.phase == Phase::kPreprocess || settings.phase == Phase::kDependencies)
    return "-";
  return in_directory(settings.output_directory, stem_of(input.path) + extension_of(settings.phase));
}

// The make rule's file and target are spelled out, because clang's defaults go by its own output, a scratch file.
std::vector<std::string> dependency_arguments(const Input& input, const std::string& target, const Settings& settings) {
  const Dependencies& wanted = settings.dependencies;
  if (!wanted.during_compile && settings.phase != Phase::kDependencies)
    return {};
  std::string object = target;
  if (links(settings.phase)) // what make is to see is the program, if it is named
    object = settings.output.empty() ? stem_of(input.path) + ".o" : settings.output;
  std::vector<std::string> arguments;
  if (wanted.during_compile) {
    std::string file = wanted.file;
    if (file.empty())
      file = settings.output.empty() ? stem_of(input.path) + ".d"
                                     : llvm::StringRef(settings.output).rsplit('.').first.str() + ".d";
    arguments = {wanted.system_headers ? "-MD" : "-MMD", "-MF", file};
  } else {
    arguments = {wanted.system_headers ? "-M" : "-MM"};
    if (object == "-" || settings.output == object)
      object = in_directory(settings.output_directory, stem_of(input.path) + ".o");
    if (!wanted.file.empty())
      arguments.insert(arguments.end(), {"-MF", wanted.file});
  }
  if (wanted.targets.empty())
    arguments.insert(arguments.end(), {"-MT", object});
  for (const std::string& name : wanted.targets)
    arguments.insert(arguments.end(), {"-MT", name});
  if (wanted.phony)
    arguments.push_back("-MP");
  return arguments;
}

// Names this source among all of a program, the same in every build of it: the objects of one source compiled with two
// sets of options are two units.
std::string unit_name(const CompileJob& job, Phase phase, const PlanContext& context) {
  const frontend::CompileOptions& options = job.options;
  llvm::SmallString<256> path(options.input);
  llvm::sys::path::make_absolute(context.working_directory, path);
  std::string text = path.str().str() + "\n" + options.architecture + "\n" + options.standard + "\n";
  // Objects on the way to a link lie in a folder that is another each time.
  text += links(phase) ? llvm::sys::path::filename(job.output).str() : job.output;
  for (const std::vector<std::string>* list : {&options.arguments, &options.host_arguments})
    for (const std::string& argument : *list)
      text += "\n" + argument;
  std::string stem = stem_of(options.input);
  std::ranges::replace_if(stem, [](char c) { return !llvm::isAlnum(c); }, '_');
  return llvm::utohexstr(llvm::xxh3_64bits(text), /*LowerCase=*/true, 16) + "_" + stem;
}

DeviceLinkJob device_link_job(const std::vector<std::string>& objects, const Settings& settings,
                              const PlanContext& context) {
  DeviceLinkJob job{.options = settings.common,
                    .hints = settings.hints,
                    .inputs = objects,
                    .libraries = settings.libraries,
                    .library_paths = settings.library_paths,
                    .kind = compile_output(settings.device_link_output),
                    .output = settings.output,
                    .print_resources = settings.print_resources};
  job.options.prefix = context.prefix;
  if (settings.phase != Phase::kDeviceLink)
    job.output = in_directory(settings.keep ? settings.keep_directory : context.scratch_directory, "a_dlink.o");
  else if (job.output.empty())
    job.output =
        in_directory(settings.output_directory, std::string("a_dlink") + extension_of(settings.device_link_output));
  return job;
}

// Where the time of a device compile goes: to the file that is named, or for - beside the output.
std::string time_trace_file(const CompileJob& job, const Settings& settings) {
  if (!settings.has_time_trace)
    return {};
  if (settings.time_trace_file != "-")
    return settings.time_trace_file;
  return settings.output.empty() ? "trace.json" : settings.output + ".json";
}

CompileJob compile_job(const Input& input, const std::vector<std::string>& taken, const Settings& settings,
                       const PlanContext& context) {
  CompileJob job;
  job.options = settings.common;
  job.options.input = input.path;
  job.options.language = input.language;
  job.options.prefix = context.prefix;
  job.kind = compile_output(settings.phase);
  job.output = compile_target(input, taken, settings, context);
  if (job.options.relocatable_device_code)
    job.options.unit = unit_name(job, settings.phase, context);
  job.dependency_arguments = dependency_arguments(input, job.output, settings);
  job.print_resources = settings.print_resources;
  job.targets = settings.targets;
  job.threads = settings.threads;
  job.assembler = settings.assembler;
  job.hints = settings.hints;
  job.through_ptx = settings.through_ptx;
  job.line_numbers_in_ptx = settings.line_info || settings.common.device_debug;
  job.is_ptx = input.kind == InputKind::kPtx;
  job.is_image = input.kind == InputKind::kImage;
  job.time_trace_file = time_trace_file(job, settings);
  if (settings.keep)
    job.keep_stem = in_directory(settings.keep_directory, stem_of(input.path));
  return job;
}

LinkJob link_job(const std::vector<std::string>& objects, const std::string& device_link, const Settings& settings,
                 const PlanContext& context) {
  LinkJob job;
  job.device_link = device_link;
  job.host_compiler = settings.host_compiler.empty() ? context.host_compiler : settings.host_compiler;
  job.output = settings.output.empty() ? "a.out" : settings.output;
  auto add = [&](std::initializer_list<std::string> more) {
    job.arguments.insert(job.arguments.end(), more.begin(), more.end());
  };
  if (settings.phase == Phase::kShared)
    add({"-shared"});
  for (const std::string& argument : settings.common.host_arguments)
    add({argument});
  for (const std::string& argument : settings.linker_arguments)
    add({"-Xlinker", argument});
  add({"-o", job.output});
  for (const std::string& object : objects)
    add({object});
  // Ours first: makefiles name the folders of NVIDIA's toolkit, which has libraries of the same names.
  const std::string libraries = context.prefix + "/lib64";
  add({"-L" + libraries});
  for (const std::string& path : settings.library_paths)
    add({"-L" + path});
  add({"-Wl,--start-group"});
  for (const std::string& library : settings.libraries) {
    if (library == "cudadevrt") // there is nothing that it would have to hold
      continue;
    add({"-l" + library});
  }
  add({"-Wl,--end-group"});
  if (settings.runtime == RuntimeLibrary::kShared)
    add({"-lcudart"});
  if (settings.runtime == RuntimeLibrary::kStatic)
    add({"-lcudart_static"});
  add({"-Wl,-rpath," + libraries}); // so that the program runs at once, from a build or install tree
  add({"-lpthread", "-ldl", "-lrt"});
  return job;
}

bool is_device_phase(Phase phase) { return phase == Phase::kPtx || phase == Phase::kCubin || phase == Phase::kFatbin; }

// --help and its kin; empty when there is something to do.
std::string text_to_print(const Settings& settings) {
  std::string text;
  switch (settings.print) {
  case Print::kNothing:
    return {};
  case Print::kHelp:
    return help_text(option_table());
  case Print::kVersion:
    return version_text("ox-nvcc: CUDA C++ compiler for OxCore, stands in for\n"
                        "nvcc: NVIDIA (R) Cuda compiler driver",
                        settings.common.cuda_version);
  case Print::kCodes:
  case Print::kArchitectures:
  case Print::kCodesAndArchitectures:
    break;
  }
  for (unsigned known : known_architectures()) {
    const std::string number = std::to_string(known);
    text += settings.print == Print::kCodes           ? "sm_" + number
            : settings.print == Print::kArchitectures ? "compute_" + number
                                                      : "arch=compute_" + number + ",code=sm_" + number;
    text += "\n";
  }
  return text;
}

// -o names one file.
std::expected<void, std::string> check_inputs(const std::vector<Input>& inputs, const Settings& settings) {
  if (inputs.empty())
    return std::unexpected("no input files; ox-nvcc --help lists the options");
  const auto sources =
      std::ranges::count_if(inputs, [](const Input& input) { return input.kind != InputKind::kLinkable; });
  if (sources < 2)
    return {};
  if (!links(settings.phase) && !settings.output.empty())
    return std::unexpected("-o names one file, and there are " + std::to_string(sources) +
                           " to compile; leave -o out or use -odir");
  const Dependencies& dependencies = settings.dependencies;
  if (!dependencies.file.empty() || (dependencies.during_compile && !settings.output.empty()))
    return std::unexpected("the make rules of " + std::to_string(sources) +
                           " sources can't go to one file; leave -MF and -o out, or compile them one by one");
  return {};
}

// What puts the objects together.
void add_link_jobs(Plan& plan, std::vector<std::string> objects, const Settings& settings, const PlanContext& context) {
  if (settings.phase == Phase::kLibrary)
    return plan.jobs.push_back(ArchiveJob{objects, settings.output.empty() ? "a.a" : settings.output});
  if (!links(settings.phase))
    return;
  std::string device_link_output;
  if (settings.device_link || settings.phase == Phase::kDeviceLink) {
    DeviceLinkJob device_link = device_link_job(objects, settings, context);
    device_link_output = device_link.output;
    objects.push_back(device_link.output);
    plan.jobs.push_back(std::move(device_link));
  }
  if (settings.phase != Phase::kDeviceLink)
    plan.jobs.push_back(link_job(objects, device_link_output, settings, context));
}

} // namespace

std::expected<Plan, std::string> make_plan(const std::vector<std::string>& arguments, const PlanContext& context) {
  auto parsed = parse_arguments(option_table(), arguments, context.read_file);
  if (!parsed)
    return std::unexpected(parsed.error());
  auto settings = read_settings(*parsed);
  if (!settings)
    return std::unexpected(settings.error());

  Plan plan;
  plan.dryrun = settings->dryrun;
  plan.verbose = settings->verbose;
  plan.clean = settings->clean;
  plan.host_compiler = settings->host_compiler;
  plan.threads = settings->threads;
  plan.time_file = settings->time_file;
  plan.warnings = settings->warnings;
  plan.print = text_to_print(*settings);
  if (!plan.print.empty())
    return plan;

  std::vector<Input> inputs;
  for (const std::string& path : settings->inputs) {
    auto input = classify_input(path, *settings);
    if (!input)
      return std::unexpected(input.error());
    plan.inputs.push_back(input->path);
    inputs.push_back(std::move(*input));
  }
  if (auto good = check_inputs(inputs, *settings); !good)
    return std::unexpected(good.error());
  if (inputs.front().kind == InputKind::kProgram) {
    plan.jobs.push_back(ExecuteJob{inputs.front().path, settings->run_arguments});
    return plan;
  }

  std::vector<std::string> objects;
  for (const Input& input : inputs) {
    if (input.kind == InputKind::kLinkable) {
      objects.push_back(input.path);
      continue;
    }
    if (is_device_phase(settings->phase) && input.kind == InputKind::kSource &&
        input.language != frontend::Language::kCuda) {
      plan.warnings.push_back("'" + input.path + "' has no device code; only .cu files (or -x cu) have");
      continue;
    }
    plan.jobs.push_back(compile_job(input, objects, *settings, context));
    objects.push_back(std::get<CompileJob>(plan.jobs.back()).output);
  }
  add_link_jobs(plan, std::move(objects), *settings, context);
  if (settings->run)
    plan.jobs.push_back(ExecuteJob{settings->output.empty() ? "./a.out" : settings->output, settings->run_arguments});
  return plan;
}

} // namespace ox::driver
