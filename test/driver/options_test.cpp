#include "driver/cuobjdump/settings.h"
#include "driver/fatbinary/settings.h"
#include "driver/options.h"
#include "driver/ptxas/settings.h"
#include <gtest/gtest.h>
#include <set>

namespace ox::driver {
namespace {

const FileReader kNoFiles = [](const std::string&) { return std::nullopt; };

std::vector<Argument> parse(const std::vector<std::string>& arguments) {
  auto parsed = parse_arguments(option_table(), arguments, kNoFiles);
  EXPECT_TRUE(parsed) << parsed.error();
  return parsed ? *parsed : std::vector<Argument>{};
}

void expect_one(const std::vector<std::string>& arguments, unsigned id, const std::vector<std::string>& values) {
  std::vector<Argument> parsed = parse(arguments);
  ASSERT_EQ(parsed.size(), 1u) << arguments[0];
  EXPECT_EQ(parsed[0].kind, Argument::Kind::kOption) << arguments[0];
  EXPECT_EQ(parsed[0].id, id) << arguments[0];
  EXPECT_EQ(parsed[0].values, values) << arguments[0];
}

const OptionTable* const kTables[] = {&option_table(), &ptxas::option_table(), &cuobjdump::option_table(),
                                      &fatbinary::option_table()};

TEST(OptionTable, NamesAreUniqueAndWithoutDashes) {
  for (const OptionTable* table : kTables) {
    std::set<std::string_view> names;
    for (const OptionRow& row : table->rows) {
      EXPECT_FALSE(row.long_name.starts_with("-"));
      EXPECT_TRUE(names.insert(row.long_name).second) << row.long_name;
      if (!row.short_name.empty() && row.short_name != row.long_name)
        EXPECT_TRUE(names.insert(row.short_name).second) << row.short_name;
    }
  }
}

TEST(OptionTable, EveryRowSaysWhatHappens) {
  for (const OptionTable* table : kTables)
    for (const OptionRow& row : table->rows)
      EXPECT_GE(row.text.size(), 2u) << row.long_name;
}

TEST(OptionTable, RowsAreIndexedById) {
  for (const OptionTable* table : kTables)
    for (size_t i = 0; i < table->rows.size(); ++i)
      EXPECT_EQ(static_cast<size_t>(table->rows[i].id), i);
}

// The body of an honoured option may find fault with a value, but has to be there.
template <typename Read> void expect_bodies(const OptionTable& table, Read read) {
  for (const OptionRow& row : table.rows) {
    if (row.option_class != OptionClass::kHonoured || row.id == table.options_file)
      continue;
    const auto settings = read({{Argument::Kind::kOption, row.id, {"value"}, std::string(row.long_name)}});
    if (!settings)
      EXPECT_FALSE(settings.error().contains("internal error")) << settings.error();
  }
}
TEST(OptionTable, EveryHonouredOptionOfTheToolsHasABody) {
  expect_bodies(ptxas::option_table(), [](std::vector<Argument> one) { return ptxas::read_settings(one); });
  expect_bodies(cuobjdump::option_table(), [](std::vector<Argument> one) { return cuobjdump::read_settings(one); });
  expect_bodies(fatbinary::option_table(), [](std::vector<Argument> one) { return fatbinary::read_settings(one); });
}

TEST(Options, ValueFollowsInEveryForm) {
  expect_one({"-std=c++17"}, OptionId::standard, {"c++17"});
  expect_one({"--std", "c++17"}, OptionId::standard, {"c++17"});
  expect_one({"-arch", "sm_75"}, OptionId::gpu_architecture, {"sm_75"});
  expect_one({"--gpu-architecture=sm_75"}, OptionId::gpu_architecture, {"sm_75"});
  expect_one({"-o", "x"}, OptionId::output_file, {"x"});
  expect_one({"-Ifolder"}, OptionId::include_path, {"folder"});
  expect_one({"-I=folder"}, OptionId::include_path, {"folder"});
  expect_one({"-I", "folder"}, OptionId::include_path, {"folder"});
  expect_one({"-isystem=folder"}, OptionId::system_include, {"folder"});
  expect_one({"-O3"}, OptionId::optimize, {"3"});
  expect_one({"-lm"}, OptionId::library, {"m"});
  expect_one({"-m", "64"}, OptionId::machine, {"64"});
  expect_one({"-m64"}, OptionId::m64, {});
  expect_one({"-t0"}, OptionId::threads, {"0"});
  expect_one({"-x", "cu"}, OptionId::language, {"cu"});
}

TEST(Options, OneAndTwoDashesAreTheSame) {
  expect_one({"-extended-lambda"}, OptionId::extended_lambda, {});
  expect_one({"--extended-lambda"}, OptionId::extended_lambda, {});
  expect_one({"-use_fast_math"}, OptionId::use_fast_math, {});
  expect_one({"--use_fast_math"}, OptionId::use_fast_math, {});
}

TEST(Options, CommasSeparateListsUnlessProtected) {
  expect_one({"-Xcompiler", "-Wall,-Wextra"}, OptionId::compiler_options, {"-Wall", "-Wextra"});
  expect_one({"-Xcompiler=-fPIC"}, OptionId::compiler_options, {"-fPIC"});
  expect_one({"-Xlinker", "-rpath\\,/a"}, OptionId::linker_options, {"-rpath,/a"});
  expect_one({"-Xcompiler", "\"-Wl,-z\""}, OptionId::compiler_options, {"\"-Wl,-z\""});
}

TEST(Options, MacrosKeepCommasAndEqualSigns) {
  expect_one({"-DA=b=c"}, OptionId::define_macro, {"A=b=c"});
  expect_one({"-DF(x,y)=x"}, OptionId::define_macro, {"F(x,y)=x"});
}

TEST(Options, UnknownOptionsStayInPlace) {
  std::vector<Argument> parsed = parse({"a.cu", "-march=native", "-c"});
  ASSERT_EQ(parsed.size(), 3u);
  EXPECT_EQ(parsed[0].kind, Argument::Kind::kInput);
  EXPECT_EQ(parsed[1].kind, Argument::Kind::kUnknown);
  EXPECT_EQ(parsed[1].text, "-march=native");
  EXPECT_EQ(parsed[2].id, OptionId::compile);
}

TEST(Options, MissingAndSuperfluousValuesAreErrors) {
  EXPECT_EQ(parse_arguments(option_table(), {"-o"}, kNoFiles).error(), "option '-o' needs a value");
  EXPECT_EQ(parse_arguments(option_table(), {"-lineinfo=yes"}, kNoFiles).error(), "option '-lineinfo' takes no value");
}

TEST(Options, OptionsFilesAreReadInPlace) {
  auto files = [](const std::string& path) {
    return path == "flags" ? std::optional<std::string>("-I \"a b\"\n-c") : std::nullopt;
  };
  auto parsed = parse_arguments(option_table(), {"--options-file", "flags", "x.cu"}, files);
  ASSERT_TRUE(parsed);
  ASSERT_EQ(parsed->size(), 3u);
  EXPECT_EQ((*parsed)[0].values, std::vector<std::string>{"a b"});
  EXPECT_EQ((*parsed)[1].id, OptionId::compile);
  EXPECT_EQ(parse_arguments(option_table(), {"-optf", "none"}, files).error(), "can't read the options file 'none'");
}

TEST(Options, AnOptionsFileThatNamesItselfIsAnError) {
  auto files = [](const std::string&) { return std::optional<std::string>("-optf self"); };
  EXPECT_EQ(parse_arguments(option_table(), {"-optf", "self"}, files).error(), "options files include each other");
}

TEST(Options, NearestOption) {
  EXPECT_EQ(nearest_option(option_table(), "-gencod"), "-gencode");
  EXPECT_EQ(nearest_option(option_table(), "--use-fast-math"), "--use_fast_math");
  EXPECT_EQ(nearest_option(option_table(), "-line-info"), "-lineinfo");
  EXPECT_EQ(nearest_option(option_table(), "--frobnicate"), "");
}

TEST(Options, WordsAreSplitAsByAShell) {
  EXPECT_EQ(split_words("-a  'b c' \"d\\\"e\" f\\ g\n"), (std::vector<std::string>{"-a", "b c", "d\"e", "f g"}));
  EXPECT_EQ(split_words("''"), std::vector<std::string>{""});
}

} // namespace
} // namespace ox::driver
