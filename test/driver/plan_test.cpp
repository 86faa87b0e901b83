#include "driver/plan.h"
#include <algorithm>
#include <gtest/gtest.h>

namespace ox::driver {
namespace {

using List = std::vector<std::string>;

std::expected<Plan, std::string> plan(const List& arguments) {
  return make_plan(arguments, {"/prefix", "/scratch", [](const std::string&) { return std::nullopt; }});
}

Plan good_plan(const List& arguments) {
  auto made = plan(arguments);
  EXPECT_TRUE(made) << made.error();
  return made ? *made : Plan{};
}

CompileJob compile_job(const List& arguments, size_t index = 0) {
  Plan made = good_plan(arguments);
  EXPECT_GT(made.jobs.size(), index);
  return made.jobs.size() > index ? std::get<CompileJob>(made.jobs[index]) : CompileJob{};
}

LinkJob link_job(const List& arguments) {
  Plan made = good_plan(arguments);
  EXPECT_FALSE(made.jobs.empty());
  return made.jobs.empty() ? LinkJob{} : std::get<LinkJob>(made.jobs.back());
}

bool has(const List& list, const std::string& item) { return std::ranges::find(list, item) != list.end(); }

bool has_sequence(const List& list, const List& sequence) { return !std::ranges::search(list, sequence).empty(); }

TEST(Plan, OneSourceIsCompiledAndLinked) {
  Plan made = good_plan({"-O2", "a.cu", "-o", "a"});
  ASSERT_EQ(made.jobs.size(), 3u);
  const CompileJob& compile = std::get<CompileJob>(made.jobs[0]);
  EXPECT_EQ(compile.options.input, "a.cu");
  EXPECT_EQ(compile.options.host_optimization, 2u);
  EXPECT_EQ(compile.options.architecture, "75");
  EXPECT_EQ(compile.output, "/scratch/a.o");
  EXPECT_EQ(std::get<DeviceLinkJob>(made.jobs[1]).output, "/scratch/a_dlink.o");
  const LinkJob& link = std::get<LinkJob>(made.jobs[2]);
  EXPECT_EQ(link.output, "a");
  EXPECT_TRUE(has(link.arguments, "/scratch/a.o"));
  EXPECT_TRUE(has(link.arguments, "-lcudart_static"));
  EXPECT_TRUE(has(link.arguments, "-Wl,-rpath,/prefix/lib64"));
  EXPECT_EQ(made.inputs, List{"a.cu"});
}

TEST(Plan, TheLinkIsShownAsTheHostCompilersThatBuildSystemsLinkWith) {
  LinkJob link = link_job({"a.cu"});
  EXPECT_EQ(link.host_compiler, "g++");
  // CMake looks for the value of LIBRARIES in the line, and takes its first word.
  EXPECT_TRUE(describe(Job(link)).starts_with("g++ "));
  EXPECT_TRUE(describe(Job(link)).contains("-L/prefix/lib64"));
  EXPECT_TRUE(describe_environment({"/prefix", "/scratch", {}}).contains("#$ LIBRARIES=-L/prefix/lib64\n"));

  EXPECT_TRUE(describe(Job(link_job({"-ccbin=clang++", "a.cu"}))).starts_with("clang++ "));
  EXPECT_TRUE(describe(Job(link_job({"-ccbin", "/usr/bin", "a.cu"}))).starts_with("/usr/bin/g++ "));

  PlanContext spaced{"/a prefix", "/scratch", {}};
  auto made = make_plan({"a.cu"}, spaced);
  ASSERT_TRUE(made);
  EXPECT_TRUE(describe_environment(spaced).contains("#$ LIBRARIES=\"-L/a prefix/lib64\"\n"));
  EXPECT_TRUE(describe(made->jobs.back()).contains("\"-L/a prefix/lib64\""));
}

TEST(Plan, DeviceCodeIsLinkedBeforeHostCode) {
  Plan made = good_plan({"-rdc=true", "a.cu", "b.o", "-Llib", "-lc", "-o", "p"});
  ASSERT_EQ(made.jobs.size(), 3u);
  const DeviceLinkJob& device = std::get<DeviceLinkJob>(made.jobs[1]);
  EXPECT_EQ(device.inputs, (List{"/scratch/a.o", "b.o"}));
  EXPECT_TRUE(has(device.libraries, "c"));
  EXPECT_TRUE(has(device.library_paths, "lib"));
  EXPECT_EQ(device.kind, CompileOutput::kObject);
  EXPECT_TRUE(has(std::get<LinkJob>(made.jobs[2]).arguments, "/scratch/a_dlink.o"));
  EXPECT_EQ(good_plan({"-nodlink", "a.o"}).jobs.size(), 1u);
  EXPECT_EQ(good_plan({"-lib", "-rdc=true", "a.o"}).jobs.size(), 1u); // only a program or shared library needs it
}

TEST(Plan, DeviceLinkAlone) {
  auto output = [](List arguments) { return std::get<DeviceLinkJob>(good_plan(arguments).jobs.back()).output; };
  EXPECT_EQ(output({"-dlink", "a.o"}), "a_dlink.o");
  EXPECT_EQ(output({"-cubin", "-dlink", "a.o"}), "a_dlink.cubin");
  EXPECT_EQ(output({"-dlink", "-fatbin", "a.fatbin"}), "a_dlink.fatbin");
  EXPECT_EQ(output({"-shared", "-dlink", "a.o", "-o", "cmake_device_link.o"}), "cmake_device_link.o");
}

// Part of symbols: the same in every build, another for each object of a program.
TEST(Plan, UnitsHaveNames) {
  auto unit = [](List arguments) { return compile_job(arguments).options.unit; };
  const std::string name = unit({"-dc", "dir/a-b.cu", "-o", "x.o"});
  EXPECT_TRUE(name.ends_with("_a_b")) << name;
  EXPECT_EQ(unit({"-dc", "dir/a-b.cu", "-o", "x.o"}), name);
  EXPECT_NE(unit({"-dc", "dir/a-b.cu", "-o", "y.o"}), name);
  EXPECT_NE(unit({"-dc", "dir/a-b.cu", "-o", "x.o", "-DN"}), name);
  EXPECT_NE(unit({"-dc", "other/a-b.cu", "-o", "x.o"}), name);
  EXPECT_EQ(unit({"-c", "a.cu"}), "");
}

TEST(Plan, SourcesOfOneNameDontCollide) {
  Plan made = good_plan({"a/x.cu", "b/x.cu"});
  EXPECT_NE(std::get<CompileJob>(made.jobs[0]).output, std::get<CompileJob>(made.jobs[1]).output);
}

TEST(Plan, ObjectsAreLinkedInTheOrderGiven) {
  LinkJob job = link_job({"first.o", "a.cu", "last.a"});
  EXPECT_TRUE(has_sequence(job.arguments, {"first.o", "/scratch/a.o", "last.a"}));
}

TEST(Plan, OutputNamesFollowTheSource) {
  EXPECT_EQ(compile_job({"-c", "d/a.cu"}).output, "a.o");
  EXPECT_EQ(compile_job({"-cubin", "a.cu"}).output, "a.cubin");
  EXPECT_EQ(compile_job({"-ptx", "a.cu"}).output, "a.ptx");
  EXPECT_EQ(compile_job({"-cubin", "a.ptx"}).output, "a.cubin");
  EXPECT_TRUE(compile_job({"-cubin", "a.ptx"}).is_ptx);
  EXPECT_FALSE(compile_job({"-cubin", "a.cu"}).is_ptx);
  EXPECT_EQ(compile_job({"-fatbin", "a.cu"}).output, "a.fatbin");
  EXPECT_EQ(compile_job({"-E", "a.cu"}).output, "-");
  EXPECT_EQ(compile_job({"-c", "-odir", "out", "a.cu"}).output, "out/a.o");
  EXPECT_EQ(compile_job({"-c", "a.cu", "-o", "b.o"}).output, "b.o");
  EXPECT_EQ(std::get<ArchiveJob>(good_plan({"-lib", "a.cu", "-o", "l.a"}).jobs.back()).output, "l.a");
}

TEST(Plan, LanguageFollowsTheExtensionOrX) {
  using frontend::Language;
  EXPECT_EQ(compile_job({"-c", "a.cu"}).options.language, Language::kCuda);
  EXPECT_EQ(compile_job({"-c", "a.cpp"}).options.language, Language::kCxx);
  EXPECT_EQ(compile_job({"-c", "a.c"}).options.language, Language::kC);
  EXPECT_EQ(compile_job({"-c", "-x", "cu", "a.cpp"}).options.language, Language::kCuda);
  EXPECT_EQ(compile_job({"-c", "--x=cu", "a.txt"}).options.language, Language::kCuda);
}

TEST(Plan, FastMathIsItsParts) {
  const frontend::FloatOptions none = compile_job({"-c", "a.cu"}).options.floats;
  EXPECT_TRUE(!none.flush_denormals() && none.contract() && !none.approximate_functions());
  EXPECT_TRUE(none.precise_division() && none.precise_square_root());
  const frontend::FloatOptions fast = compile_job({"-c", "-use_fast_math", "a.cu"}).options.floats;
  EXPECT_TRUE(fast.flush_denormals() && fast.contract() && fast.approximate_functions());
  EXPECT_FALSE(fast.precise_division() || fast.precise_square_root());
  const frontend::FloatOptions parts = compile_job({"-c", "-ftz=true", "--fmad=false", "a.cu"}).options.floats;
  EXPECT_TRUE(parts.flush_denormals());
  EXPECT_FALSE(parts.contract());
  EXPECT_FALSE(parts.approximate_functions());
}

// Before -use_fast_math or behind it.
TEST(Plan, APartOfFastMathThatIsGivenHolds) {
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"-c", "-use_fast_math", "-ftz=false", "-prec-div=true", "-fmad=false", "a.cu"},
        std::vector<std::string>{"-c", "-ftz=false", "-prec-div=true", "-fmad=false", "-use_fast_math", "a.cu"}}) {
    const frontend::FloatOptions floats = compile_job(arguments).options.floats;
    EXPECT_FALSE(floats.flush_denormals() || floats.contract());
    EXPECT_TRUE(floats.precise_division() && !floats.precise_square_root() && floats.approximate_functions());
  }
}

// PTX's mul and add fuse too.
TEST(Plan, FmadIsForTheAssemblerToo) {
  EXPECT_TRUE(compile_job({"-c", "a.cu"}).assembler.compile.contract);
  EXPECT_FALSE(compile_job({"-c", "-fmad=false", "a.cu"}).assembler.compile.contract);
  EXPECT_FALSE(compile_job({"-c", "-Xptxas", "-fmad=false", "a.cu"}).assembler.compile.contract);
}

TEST(Plan, HintsArePlacedAbsentOrScattered) {
  EXPECT_TRUE(compile_job({"-c", "a.cu"}).hints.placed);
  EXPECT_FALSE(compile_job({"-c", "a.cu"}).hints.scatter_seed);
  EXPECT_FALSE(compile_job({"-c", "--ox-hints=none", "a.cu"}).hints.placed);
  EXPECT_EQ(compile_job({"-c", "--ox-hints=scattered:7", "a.cu"}).hints.scatter_seed, 7u);
  auto refused = plan({"-c", "--ox-hints=scattered:x", "a.cu"});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(), "'scattered:x' is no value for --ox-hints; use placed, none or scattered:SEED");
}

TEST(Plan, DeviceCodeGoesThroughPtxOnRequest) {
  EXPECT_FALSE(compile_job({"-c", "a.cu"}).through_ptx);
  EXPECT_TRUE(compile_job({"-c", "--ox-device-through=ptx", "a.cu"}).through_ptx);
  EXPECT_FALSE(compile_job({"-c", "--ox-device-through=ptx", "-ox-device-through", "ir", "a.cu"}).through_ptx);
  auto refused = plan({"-c", "--ox-device-through=sass", "a.cu"});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(), "'sass' is no value for --ox-device-through; use ptx or ir");
}

TEST(Plan, PtxHasLineNumbersWhenAskedFor) {
  EXPECT_FALSE(compile_job({"-ptx", "a.cu"}).line_numbers_in_ptx);
  EXPECT_TRUE(compile_job({"-ptx", "-lineinfo", "a.cu"}).line_numbers_in_ptx);
  EXPECT_TRUE(compile_job({"-ptx", "-G", "a.cu"}).line_numbers_in_ptx);
}

TEST(Plan, HeadersAndMacrosReachBothSides) {
  CompileJob job = compile_job({"-c", "-Iinc", "-isystem", "sys", "-DN=4", "-U", "M", "-include", "p.h", "a.cu"});
  EXPECT_EQ(job.options.arguments, (List{"-I", "inc", "-isystem", "sys", "-D", "N=4", "-U", "M", "-include", "p.h"}));
}

TEST(Plan, HostCompilerOptionsAreSplitAndAlsoLink) {
  List arguments = {"-Xcompiler", "\"-Wall -fopenmp\",-O2", "a.cu"};
  EXPECT_EQ(compile_job(arguments).options.host_arguments, (List{"-Wall -fopenmp", "-O2"})) << "quotes protect";
  arguments[1] = "-Wall -fopenmp,-O2";
  EXPECT_EQ(compile_job(arguments).options.host_arguments, (List{"-Wall", "-fopenmp", "-O2"}));
  EXPECT_TRUE(has(link_job(arguments).arguments, "-fopenmp"));
}

TEST(Plan, UnknownOptionsAreForwardedWhereAskedFor) {
  CompileJob job = compile_job({"-march=native", "-forward-unknown-to-host-compiler", "-c", "a.cu"});
  EXPECT_EQ(job.options.host_arguments, List{"-march=native"});
  auto refused = plan({"-march=native", "-c", "a.cu"});
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().starts_with("unknown option '-march=native'")) << refused.error();
}

TEST(Plan, DependenciesNameTheObject) {
  CompileJob job = compile_job({"-MD", "-MT", "x.o", "-MF", "x.d", "-c", "a.cu", "-o", "y.o"});
  EXPECT_EQ(job.dependency_arguments, (List{"-MD", "-MF", "x.d", "-MT", "x.o"}));
  EXPECT_EQ(compile_job({"-MMD", "-MP", "-c", "a.cu"}).dependency_arguments,
            (List{"-MMD", "-MF", "a.d", "-MT", "a.o", "-MP"}));
  CompileJob rule = compile_job({"-M", "a.cu"});
  EXPECT_EQ(rule.kind, CompileOutput::kDependencies);
  EXPECT_EQ(rule.dependency_arguments, (List{"-M", "-MT", "a.o"}));
}

TEST(Plan, RuntimeLibraryIsSharedUnlessAskedFor) {
  EXPECT_TRUE(has(link_job({"a.cu"}).arguments, "-lcudart_static"));
  EXPECT_TRUE(has(link_job({"-cudart", "shared", "a.cu"}).arguments, "-lcudart"));
  EXPECT_TRUE(has(link_job({"-cudart=static", "a.cu"}).arguments, "-lcudart_static"));
  LinkJob none = link_job({"-cudart=none", "-lcudadevrt", "-lm", "a.cu"});
  EXPECT_FALSE(has(none.arguments, "-lcudart"));
  EXPECT_FALSE(has(none.arguments, "-lcudadevrt"));
  EXPECT_TRUE(has(none.arguments, "-lm"));
}

TEST(Plan, OurLibrariesComeBeforeThoseOfAnotherToolkit) {
  LinkJob job = link_job({"-L/usr/local/cuda/lib64", "a.cu"});
  EXPECT_TRUE(has_sequence(job.arguments, {"-L/prefix/lib64", "-L/usr/local/cuda/lib64"}));
}

TEST(Plan, AProgramAloneIsRunWithoutItsQuotes) {
  for (const char* text : {"./p.exe", "\"./p.exe\""}) { // Meson gives the second
    Plan made = good_plan({"--run", text});
    ASSERT_EQ(made.jobs.size(), 1u);
    EXPECT_EQ(std::get<ExecuteJob>(made.jobs[0]).program, "./p.exe");
    EXPECT_EQ(made.inputs, List{"./p.exe"});
  }
}

TEST(Plan, RunFollowsTheLink) {
  Plan made = good_plan({"-run", "-run-args", "1,2", "a.cu", "-o", "p"});
  const ExecuteJob& job = std::get<ExecuteJob>(made.jobs.back());
  EXPECT_EQ(job.program, "p");
  EXPECT_EQ(job.arguments, (List{"1", "2"}));
}

TEST(Plan, KeptFilesAreInTheirFolder) {
  CompileJob job = compile_job({"-keep", "--keep-dir", "tmp", "a.cu"});
  EXPECT_EQ(job.output, "tmp/a.o");
  EXPECT_EQ(job.keep_stem, "tmp/a");
}

TEST(Plan, RefusedOptionsSayWhatToDo) {
  auto refused = plan({"-optix-ir", "a.cu"});
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().starts_with("option '-optix-ir' isn't supported: ")) << refused.error();
}

TEST(Plan, AllErrorsAreReportedAtOnce) {
  auto refused = plan({"-gencod", "x", "-optix-ir", "-arch=75", "a.cu"});
  ASSERT_FALSE(refused);
  EXPECT_EQ(std::ranges::count(refused.error(), '\n'), 2) << refused.error();
  EXPECT_TRUE(refused.error().contains("did you mean '-gencode'?")) << refused.error();
}

TEST(Plan, ImpossibleInputs) {
  EXPECT_TRUE(plan({}).error().starts_with("no input files"));
  EXPECT_EQ(plan({"a.ptx"}).error(), "'a.ptx': PTX has no host code; compile it with -cubin or -fatbin");
  EXPECT_EQ(plan({"a.cubin"}).error(), "'a.cubin': an image has no host code; -fatbin puts it into a container, and "
                                       "programs load it with cuModuleLoad");
  EXPECT_TRUE(plan({"-c", "a.fatbin"}).error().starts_with("'a.fatbin': only -dlink takes containers"));
  EXPECT_TRUE(plan({"-c", "a.s"}).error().starts_with("'a.s': assemble it with the host compiler"));
  EXPECT_TRUE(plan({"-c", "a.gpu"}).error().starts_with("'a.gpu': that is an intermediate file"));
  EXPECT_TRUE(plan({"a.res"}).error().starts_with("'a.res': resources are about Windows"));
  EXPECT_TRUE(plan({"a.txt"}).error().starts_with("don't know what to do with 'a.txt'"));
  EXPECT_TRUE(plan({"-c", "a.cu", "b.cu", "-o", "c.o"}).error().starts_with("-o names one file"));
}

TEST(Plan, VersionHasWhatCMakeLooksFor) {
  std::string text = good_plan({"--version"}).print;
  EXPECT_TRUE(text.contains("nvcc: NVIDIA (R) Cuda compiler driver")) << text;
  EXPECT_TRUE(text.contains("release 13.0, V13.0.")) << text;
}

TEST(Plan, EveryHonouredOptionHasABody) {
  for (const OptionRow& row : option_table().rows) {
    if (row.option_class != OptionClass::kHonoured || row.id == OptionId::options_file)
      continue;
    List arguments = {"--" + std::string(row.long_name)};
    if (row.kind != OptionKind::kFlag)
      arguments.push_back("0");
    arguments.push_back("a.cu");
    auto made = plan(arguments);
    if (!made)
      EXPECT_FALSE(made.error().contains("internal error")) << made.error();
  }
}

} // namespace
} // namespace ox::driver
