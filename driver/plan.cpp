// Two steps: settings, which is what the options say, whatever their order; then the jobs, one per source file and one
// that puts the results together.
#include "driver/plan.h"
#include "driver/architectures.h"
#include "driver/settings.h"
#include "driver/version.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"
#include <algorithm>

namespace ox::driver {
namespace {

enum class InputKind { kSource, kPtx, kLinkable };

struct Input {
  std::string path;
  InputKind kind;
  frontend::Language language = frontend::Language::kCuda;
};

std::string stem_of(const std::string& path) { return llvm::sys::path::stem(path).str(); }

std::expected<Input, std::string> classify(const std::string& path, const Settings& settings) {
  using frontend::Language;
  llvm::StringRef name = llvm::sys::path::filename(path);
  llvm::StringRef extension = llvm::sys::path::extension(path);
  if (extension == ".o" || extension == ".obj" || extension == ".a" || extension == ".so" || name.contains(".so."))
    return Input{path, InputKind::kLinkable};
  if (settings.language)
    return Input{path, InputKind::kSource, *settings.language};
  if (extension == ".cu")
    return Input{path, InputKind::kSource, Language::kCuda};
  if (extension == ".c")
    return Input{path, InputKind::kSource, Language::kC};
  if (extension == ".cpp" || extension == ".cc" || extension == ".cxx" || extension == ".C")
    return Input{path, InputKind::kSource, Language::kCxx};
  if (extension == ".ptx")
    return Input{path, InputKind::kPtx};
  for (llvm::StringRef container : {".cubin", ".fatbin", ".ltoir"})
    if (extension == container) {
      if (settings.phase == Phase::kDeviceLink)
        return Input{path, InputKind::kLinkable};
      return std::unexpected("'" + path + "': only -dlink takes " + container.str() +
                             " files, those made with -rdc=true; give the .cu file that it was made from");
    }
  for (llvm::StringRef later : {".ii", ".i", ".s", ".S", ".gpu"})
    if (extension == later)
      return std::unexpected("'" + path + "': " + later.str() +
                             " files can't be inputs yet; give the .cu file that it was made from");
  return std::unexpected("don't know what to do with '" + path +
                         "'; sources end in .cu, .cpp, .cc, .cxx or .c (or use -x cu), objects in .o, .a or .so");
}

const char* extension_of(Phase phase) {
  switch (phase) {
  case Phase::kPtx:
    return ".ptx";
  case Phase::kCubin:
    return ".cubin";
  case Phase::kFatbin:
    return ".fatbin";
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
  std::string object = links(settings.phase) ? stem_of(input.path) + ".o" : target;
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
      object = stem_of(input.path) + ".o";
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
  plan.time_file = settings->time_file;
  if (settings->print == Print::kHelp)
    plan.print = help_text(option_table());
  else if (settings->print == Print::kVersion)
    plan.print = version_text("ox-nvcc: CUDA C++ compiler for OxCore, stands in for\n"
                              "nvcc: NVIDIA (R) Cuda compiler driver");
  else if (settings->print != Print::kNothing)
    for (unsigned number : known_architectures())
      plan.print += (settings->print == Print::kCodes ? "sm_" : "compute_") + std::to_string(number) + "\n";
  if (!plan.print.empty())
    return plan;

  std::vector<Input> inputs;
  size_t sources = 0;
  for (const std::string& path : settings->inputs) {
    auto input = classify(path, *settings);
    if (!input)
      return std::unexpected(input.error());
    sources += input->kind != InputKind::kLinkable;
    if (input->kind == InputKind::kPtx && settings->phase != Phase::kCubin && settings->phase != Phase::kFatbin)
      return std::unexpected("'" + path + "': PTX has no host code; compile it with -cubin or -fatbin");
    plan.inputs.push_back(path);
    inputs.push_back(std::move(*input));
  }
  if (inputs.empty())
    return std::unexpected("no input files; ox-nvcc --help lists the options");
  if (sources > 1 && !links(settings->phase) && settings->phase != Phase::kPreprocess && !settings->output.empty())
    return std::unexpected("-o names one file, and there are " + std::to_string(sources) +
                           " to compile; leave -o out or use -odir");

  std::vector<std::string> objects;
  for (const Input& input : inputs) {
    if (input.kind == InputKind::kLinkable) {
      objects.push_back(input.path);
      continue;
    }
    CompileJob job;
    job.options = settings->common;
    job.options.input = input.path;
    job.options.language = input.language;
    job.options.prefix = context.prefix;
    job.kind = compile_output(settings->phase);
    job.output = compile_target(input, objects, *settings, context);
    if (job.options.relocatable_device_code)
      job.options.unit = unit_name(job, settings->phase, context);
    job.dependency_arguments = dependency_arguments(input, job.output, *settings);
    job.print_resources = settings->print_resources;
    job.hints = settings->hints;
    job.through_ptx = settings->through_ptx;
    job.embeds_ptx = settings->embeds_ptx;
    job.line_numbers_in_ptx = settings->line_info || settings->common.device_debug;
    job.is_ptx = input.kind == InputKind::kPtx;
    if (settings->keep)
      job.keep_stem = in_directory(settings->keep_directory, stem_of(input.path));
    objects.push_back(job.output);
    plan.jobs.push_back(std::move(job));
  }
  if (settings->phase == Phase::kDeviceLink) {
    plan.jobs.push_back(device_link_job(objects, *settings, context));
    return plan;
  }
  std::string device_link_output;
  if (settings->device_link && (settings->phase == Phase::kExecutable || settings->phase == Phase::kShared)) {
    DeviceLinkJob device_link = device_link_job(objects, *settings, context);
    device_link_output = device_link.output;
    objects.push_back(device_link.output);
    plan.jobs.push_back(std::move(device_link));
  }
  if (settings->phase == Phase::kLibrary)
    plan.jobs.push_back(ArchiveJob{objects, settings->output.empty() ? "a.a" : settings->output});
  else if (links(settings->phase))
    plan.jobs.push_back(link_job(objects, device_link_output, *settings, context));
  if (settings->run)
    plan.jobs.push_back(ExecuteJob{settings->output.empty() ? "./a.out" : settings->output, settings->run_arguments});
  return plan;
}

} // namespace ox::driver
