// What is said about text that is no PTX: the place, what was expected and what was found, word by word; and that the
// next directive is read all the same.
#include "ptx/parser.h"
#include "ptx/print.h"
#include <gtest/gtest.h>

namespace {
using namespace ox::ptx;

struct Malformed {
  const char* text;
  const char* messages; // of the text from line 3 on (line 4 in a body)
};

// Outside functions.
constexpr Malformed kDirectives[] = {
    {".global .u32 ;", "3:14: expected the name of a variable, found ';'"},
    {".global .u32 3x;", "3:14: expected the name of a variable, found '3x', which is no word of PTX"},
    {".global u32 x;", "3:9: expected a type, found 'u32'"},
    {".global .nope x;", "3:9: there is no type '.nope'"},
    {".global .u32 x", "4:1: expected ';' behind the declaration of x, found '.visible'"},
    {".global .u32 x = ;", "3:18: expected an operand, found ';'"},
    {".global .u32 x = 1 +;", "3:21: expected an operand, found ';'"},
    {".global .u32 x = (1;", "3:20: expected ')' behind the expression, found ';'"},
    {".global .u32 x = 1 / 0;", "3:20: a constant is divided by zero"},
    {".global .u32 x = 08;", "3:18: the number 08 is out of range"},
    {".global .u32 x = 99999999999999999999;", "3:18: the number 99999999999999999999 is out of range"},
    {".global .u32 x = 0x;", "3:18: expected an operand, found '0x', which is no word of PTX"},
    {".global .u32 x = 12ab;", "3:18: expected an operand, found '12ab', which is no word of PTX"},
    {".global .f32 x = 0f3F8;", "3:18: expected an operand, found '0f3F8', which is no word of PTX"},
    {".global .f32 x = 1.5 & 2;", "3:22: '&' does not go with floating-point constants"},
    {".global .u32 x[2] = {1, 2;", "3:26: expected ',' between the values of an initialiser, found ';'"},
    {".global .u32 x[2] = {1 2};", "3:24: expected ',' between the values of an initialiser, found '2'"},
    {".global .u32 x[;", "3:16: expected the size of an array, found ';'"},
    {".global .u32 x[4;", "3:17: expected ']' behind the array's size, found ';'"},
    {".global .u32 x[2][];", "3:19: expected the size of an array, found ']'"},
    {".global .u32 x[-1];", "3:16: expected the size of an array, found '-'"},
    {".global .align 3 .u32 x;", "3:16: an alignment is a power of two"},
    {".global .align .u32 x;", "3:16: expected an alignment, found '.u32'"},
    {".global .align 1099511627776 .u32 x;", "3:16: an alignment is at most 4194304"},
    {".global .b8 x[99999999999];", "3:14: an array has at most 68719476736 bytes"},
    {".global .u64 x[4294967296][4294967296];", "3:15: an array has at most 68719476736 bytes"},
    {".global .u64 p = generic(;", "3:26: expected the name of a variable in generic(), found ';'"},
    {".global .u64 p = generic(x;", "3:27: expected ')' behind generic()'s name, found ';'"},
    {".global .u64 p = generic(x+4);", "3:27: expected ')' behind generic()'s name, found '+'"},
    {".global .u8 p = 0xff(x;", "3:23: expected ')' behind the masked address, found ';'"},
    {".global .attribute(.shiny) .u32 x;", "3:26: there is no attribute '.shiny'; there are .managed and .unified"},
    {".global .attribute .u32 x;", "3:20: expected '(' behind .attribute, found '.u32'"},
    {".const[ .u32 x;", "3:9: expected the number of a bank, found '.u32'"},
    {".visible .weak .global .u32 x;", "3:10: a second linkage, '.weak'; one declaration has one"},
    {".visible;", "3:9: expected .entry, .func or a state space behind the linkage, found ';'"},
    {".visible .version 8.0", "3:10: expected .entry, .func or a state space behind the linkage, found '.version'"},
    {".nothing;", "3:1: there is no directive '.nothing'"},
    {"nothing;", "3:1: expected a directive, found 'nothing'"},
    {"5;", "3:1: expected a directive, found '5'"},
    {".version", "4:1: expected a version such as 8.0 behind .version, found '.visible'"},
    {".version 9", "3:10: expected a version such as 8.0 behind .version, found '9'"},
    {".version 99.9",
     "3:10: PTX 99.9 is newer than 9.0, which is the newest that is known here; have the producer emit 9.0 or older"},
    {".target", "4:1: expected a target such as sm_75, found '.visible'"},
    {".target gfx90", "3:9: there is no target 'gfx90'; targets are sm_NN, texmode_unified, texmode_independent, debug "
                      "and map_f64_to_f32"},
    {".address_size 32",
     "3:15: 32-bit addresses: OxCore has 64-bit ones only; have the producer emit .address_size 64"},
    {".address_size 48", "3:15: the address size is 32 or 64"},
    {".address_size x", "3:15: expected 32 or 64 behind .address_size, found 'x'"},
    {".file 1", "4:1: expected the name of the file as a string, found '.visible'"},
    {".file \"x\"", "3:7: expected the number of the file, found the string \"x\""},
    {".file 1 \"x\", 5", "4:1: expected ',' behind the time stamp, found '.visible'"},
    {".file 1 \"x", "3:9: expected the name of the file as a string, found a string without its end"},
    {".section", "4:1: expected the name of the section, found '.visible'"},
    {".section .s", "4:1: expected '{' behind the section's name, found '.visible'"},
    {".section .s { .b8 1", "3:13: this '{' has no '}'"},
    {".pragma nounroll;", "3:9: expected a string behind .pragma, found 'nounroll'"},
    {".pragma \"nounroll\"", "4:1: expected ';' behind .pragma, found '.visible'"},
    {".alias f;", "3:9: expected ',' behind the new name, found ';'"},
    {".alias f, ;", "3:11: expected the function that it names, found ';'"},
    {".entry", "4:1: expected the name of a function, found '.visible'"},
    {".entry ()", "3:8: expected the name of a function, found '('"},
    {".entry k(", "4:1: expected a parameter, .param or .reg, found '.visible'"},
    {".entry k(.param .u32 p", "4:1: expected ')' behind the parameters, found '.visible'"},
    {".entry k(.param .u32)", "3:21: expected the name of a variable, found ')'"},
    {".entry k(.param p)", "3:17: expected a type, found 'p'"},
    {".entry k(u32 p)", "3:10: expected a parameter, .param or .reg, found 'u32'"},
    {".entry k(.param .u32 p,)", "3:24: expected a parameter, .param or .reg, found ')'"},
    {".entry k(.param .u32 p) .maxntid { ret; }", "3:34: expected an operand, found '{'"},
    {".entry k(.param .u32 p) .maxntid 1, 2, 3, 4 { ret; }", "3:25: .maxntid takes at most 3 numbers"},
    {".entry k(.param .u32 p) .maxnreg 1, 2 { ret; }", "3:25: .maxnreg takes at most 1 numbers"},
    {".entry k(.param .u32 p) .bogus 1 { ret; }", "3:25: there is no directive '.bogus' of a function"},
    {".entry k(.param .u32 p) ret;", "3:25: expected '{' or ';' behind the head of k, found 'ret'"},
    {".entry k() { ret }", "3:18: expected ';' behind ret, found '}'"},
    {".entry k() { ret;", "3:12: this '{' has no '}'"},
    {".entry k() { { ret; }", "3:12: this '{' has no '}'"},
    {".entry k() { ret; } }", "3:21: expected a directive, found '}'"},
    {".func (.param .u32 r f() { ret; }", "3:22: expected ')' behind the parameters, found 'f'"},
    {".func () { ret; }", "3:10: expected the name of a function, found '{'"},
    {"#define X 1", "3:1: expected a directive, found '#define', which a C preprocessor has to see first"},
    {"#if 0", "3:1: expected a directive, found '#if', which a C preprocessor has to see first"},
    {".entry k() {\n#include \"x\"\n ret; }",
     "4:1: expected a statement, found '#include', which a C preprocessor has to see first"},
};

// In the body of a function.
constexpr Malformed kStatements[] = {
    {"bra ;", "4:1: 'bra' needs more operands; the manual has: bra{.uni} tgt;"},
    {"add.u32 %r1, %r2", "5:1: expected ';' behind add.u32, found 'ret'"},
    {"add.u32 %r1 %r2, %r3;", "4:13: expected ';' behind add.u32, found '%r2'"},
    {"add.u32 %r1, %r2, %r3, %r4;", "4:24: operand 4 does not fit 'add.u32'; the manual has: add.type d, a, b;"},
    {"add.u32 %r1, , %r3;", "4:14: expected an operand, found ','"},
    {"add.bogus.u32 %r1, %r2, %r3;", "4:4: '.bogus' does not go with 'add'; the manual has: add.type d, a, b;"},
    {"add.u32.u32 %r1, %r2, %r3;", "4:8: '.u32' does not go with 'add.u32'; the manual has: add.type d, a, b;"},
    {"add %r1, %r2, %r3;", "4:1: 'add' lacks '.type'; the manual has: add.type d, a, b;"},
    {"ad.u32 %r1, %r2, %r3;", "4:1: there is no instruction 'ad' in PTX 9.0"},
    {"add.u32 [%r1], %r2, %r3;", "4:9: operand 1 does not fit 'add.u32'; the manual has: add.type d, a, b;"},
    {"ld.u32 %r1, [%r2;", "4:17: expected ']' behind the operands, found ';'"},
    {"ld.u32 %r1, [];",
     "4:13: operand 2 does not fit 'ld.u32'; the manual has: "
     "ld{.weak}{.ss}{.cop}{.level::cache_hint}{.level::prefetch_size}{.vec}.type d, [a]{.unified}{, cache-policy};"},
    {"ld.u32 %r1, [%r2+];", "4:18: expected an operand, found ']'"},
    {"ld.u32 %r1, [%r2+1.5];", "4:14: the offset of an address is a whole number"},
    {"ld.v2.u32 {%r1, %r2, [%r3];", "4:27: expected '}' behind the operands, found ';'"},
    {"ld.v2.u32 {%r1, %r2 %r3}, [%r3]; mov.u32 %r1, 1;", "4:21: expected '}' behind the operands, found '%r3'"},
    {"mov.u32 %r1, 1 << ;", "4:19: expected an operand, found ';'"},
    {"mov.u32 %r1, %r2|;", "4:18: expected a second register behind '|', found ';'"},
    {"mov.u32 %r1, 'a';", "4:14: expected an operand, found ''', which is no word of PTX"},
    {"@%p1;", "4:5: expected an instruction behind the predicate, found ';'"},
    {"@!5 bra L;", "4:3: expected a predicate behind '@', found '5'"},
    {"@%p1 { ret; }", "4:6: expected an instruction behind the predicate, found '{'"},
    {".reg .u32;", "4:10: expected the name of a variable, found ';'"},
    {".reg .u32 %r<;", "4:14: expected the number of registers, found ';'"},
    {".reg .u32 %r<x>;", "4:14: expected the number of registers, found 'x'"},
    {".reg .u32 %r<4;", "4:15: expected '>' behind the number of registers, found ';'"},
    {".reg .b32 %r<4000000000>;", "4:14: a range has at most 16777216 registers"},
    {".reg u32 %r;", "4:6: expected a type, found 'u32'"},
    {".loc 1 2", "5:1: expected a column, found 'ret'"},
    {".loc 1 2 3, nothing 4", "4:1: expected function_name or inlined_at in .loc, found 'nothing'"},
    {".loc 1 2 3, inlined_at 4", "5:1: expected a line, found 'ret'"},
    {".loc 1 2 3, function_name 4", "4:27: expected a label of .debug_str, found '4'"},
    {".bogus;", "4:1: there is no directive '.bogus' in a function"},
    {".extern .shared .b8 x[];", "4:1: there is no directive '.extern' in a function"},
    {"T: .branchtargets ;", "4:19: expected a name in the list of targets, found ';'"},
    {"T: .branchtargets A B;", "4:21: expected ';' behind the list of targets, found 'B'"},
    {"T: .branchtargets A<;", "4:21: expected the number of labels, found ';'"},
    {"P: .callprototype (.param .b32 _) (.param .b32 _);",
     "4:35: expected '_' in the place of the function's name, found '('"},
    {"P: .callprototype _ (.param .b32 _;", "4:35: expected ')' behind the parameters, found ';'"},
    {"call (%r1, f, (%r2);", "4:16: expected an operand, found '%r2'"},
    {"call f, (%r1;", "4:13: expected ')' behind the operands, found ';'"},
    {"exit mov.u32 %r1, 1;", "4:6: expected ';' behind exit, found 'mov'"},
    {"mov.u32 %r1, \"string\";", "4:14: expected an operand, found the string \"string\""},
    {"mov.u32 %r1, \"string", "4:14: expected an operand, found a string without its end"},
    {"mov.u32 %r1, /* no end", "4:14: expected an operand, found a comment without its end"},
    {"= 5;", "4:1: expected a statement, found '='"},
    {"(%r1);", "4:1: expected a statement, found '('"},
};

void expect_messages(const std::string& text, const char* messages) {
  Diagnostics diagnostics;
  const auto module =
      parse(".version 8.0\n.target sm_80\n" + text + "\n.visible .entry good() { ret; }\n", diagnostics);
  std::string found;
  for (const Diagnostic& diagnostic : diagnostics)
    found += (found.empty() ? "" : "\n") + std::to_string(diagnostic.at.line) + ":" +
             std::to_string(diagnostic.at.column) + ": " + diagnostic.message;
  EXPECT_EQ(found, messages) << text;
  EXPECT_TRUE(print(*module).contains(".visible .entry good()\n{\n  ret;\n}\n")) << text;
}

TEST(Errors, OutsideFunctions) {
  for (const Malformed& malformed : kDirectives)
    expect_messages(malformed.text, malformed.messages);
}

TEST(Errors, InStatements) {
  for (const Malformed& malformed : kStatements)
    expect_messages(".entry k() {\n" + std::string(malformed.text) + "\nret;\n}", malformed.messages);
}

// An error costs its statement: those behind it are there.
TEST(Errors, TheNextStatementIsRead) {
  for (const Malformed& malformed : kStatements) {
    if (!std::string_view(malformed.text).ends_with(';'))
      continue;
    Diagnostics diagnostics;
    const auto module =
        parse(".version 8.0\n.target sm_80\n.entry k() {\n" + std::string(malformed.text) + "\nexit;\n}", diagnostics);
    EXPECT_TRUE(print(*module).contains("  exit;\n}\n")) << malformed.text;
  }
}

TEST(Errors, AfterAHundredNoMoreAreShown) {
  std::string text = ".version 8.0\n.target sm_80\n";
  for (int i = 0; i < 200; ++i)
    text += ".global ;\n";
  Diagnostics diagnostics;
  parse(text, diagnostics);
  ASSERT_EQ(diagnostics.size(), 101u);
  EXPECT_EQ(diagnostics[100].message, "too many errors; those from here on are not shown");
  EXPECT_EQ(diagnostics[100].at.line, 103u);
}
} // namespace
