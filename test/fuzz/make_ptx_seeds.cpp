// make_ptx_seeds FOLDER: small PTX texts for the fuzzers, which together have every instruction form and every
// directive, and `ptx.dict`, the words of PTX as libFuzzer's dictionary.
#include "test/ptx/instances.h"
#include "test/ptx/mutations.h"
#include <cstdio>
#include <filesystem>
#include <fstream>

namespace {
constexpr unsigned kVersion = 90;
constexpr const char* kTarget = "sm_100a";
constexpr const char* kHead = ".version 9.0\n.target sm_100a\n.address_size 64\n";

constexpr const char* kDirectives[] = {
    ".global .align 4 .u32 x;\n.visible .global .v4 .f32 y[2][8];\n.extern .shared .align 16 .b8 d[];\n",
    ".const .f32 t[4] = {1.5, -2.0, 0f3F800000, 0d4008000000000000};\n.global .u8 b[2] = {0xff(t), 0xff00(t)};\n",
    ".global .attribute(.managed) .u64 p = generic(x)+8;\n.global .b32 x, n[2][2] = {{1, 2}, {3, 4}};\n",
    ".global .samplerref s = {addr_mode_0 = clamp_to_border, filter_mode = nearest};\n.global .texref t;\n",
    ".const[2] .u32 banked;\n.weak .global .s32 f = (3 + 4) * 2 - (1 << 4);\n.common .global .b32 c;\n",
    ".func (.param .b32 r) f(.param .b32 a, .param .align 8 .b8 s[24]);\n.func v(.param .b8 va[]) .noreturn;\n",
    ".visible .entry k(.param .u64 .ptr .global .align 16 o) .maxntid 256, 1 .minnctapersm 2 .maxnreg 64\n{ ret; }\n",
    ".entry k() .explicitcluster .reqnctapercluster 2, 1, 1 .maxclusterrank 8 .pragma \"nounroll\"; { ret; }\n",
    ".weak .func .attribute(.unified(1, 2)) (.reg .b32 r) o(.reg .b32 a) { ret; }\n.alias other, o;\n",
    ".file 1 \"a.cu\", 1, 2\n.section .debug_str\n{\n$L:\n.b8 1, 2\n.b64 $L+4\n}\n.pragma \"x\";\n",
    ".entry k() {.loc 1 10 3\n.loc 1 20 5, function_name $L+4, inlined_at 1 10 3\n{ .reg .v4 .f32 %v; } ret; }\n",
    ".entry k(.param .u32 n) { ts: .branchtargets A, B; fs: .calltargets f; brx.idx %r1, ts; A: B: @!%p bra A; }\n",
    ".entry k() { p: .callprototype (.param .b32 _) _ (.param .b64 _, .param .b8 _[12]); call (x), %r, (y), p; }\n",
    ".entry k() { .local .align 8 .b8 d[64]; .shared .f32 t[16][17]; mov.u32 %r1, (1 + WARP_SZ * 3) << 2; }\n"};

void write(const std::filesystem::path& path, const std::string& text) { std::ofstream(path) << text; }
} // namespace

int main(int argc, char** argv) {
  if (argc != 2)
    return std::fprintf(stderr, "usage: make_ptx_seeds FOLDER\n"), 1;
  const std::filesystem::path folder = argv[1];
  std::filesystem::create_directories(folder / "ptx");
  size_t number = 0;
  for (const char* directive : kDirectives)
    write(folder / "ptx" / ("directive-" + std::to_string(number++)), std::string(kHead) + directive);
  for (const ox::ptx::FormRow& row : ox::ptx::form_rows()) {
    ox::ptx::Form form;
    ox::ptx::compile_form(row, form);
    for (const ox::test::Instance& instance : ox::test::instances_of(form))
      write(folder / "ptx" / ("instruction-" + std::to_string(number++)),
            ox::test::module_with(instance, kVersion, kTarget));
  }
  std::string dictionary;
  for (std::string word : ox::test::ptx_words()) {
    for (size_t at = 0; (at = word.find_first_of("\"\\\n", at)) != std::string::npos; at += 4) {
      char code[8];
      std::snprintf(code, sizeof code, "\\x%02x", unsigned(word[at]));
      word.replace(at, 1, code);
    }
    dictionary += '"' + word + "\"\n";
  }
  write(folder / "ptx.dict", dictionary);
  return 0;
}
