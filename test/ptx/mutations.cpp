// See mutations.h.
#include "test/ptx/mutations.h"
#include "ptx/lexer.h"
#include "test/ptx/instances.h"
#include <algorithm>
#include <set>
#include <sstream>

namespace ox::test {

namespace {
// Separated by blanks.
constexpr std::string_view kWords = R"(
.version .target .address_size .entry .func .alias .extern .visible .weak .common .reg .const .global .local .param
.shared .tex .align .ptr .attribute .managed .unified .maxntid .reqntid .minnctapersm .maxnctapersm .maxnreg .noreturn
.pragma .branchtargets .calltargets .callprototype .loc .file .section .reqnctapercluster .explicitcluster
.maxclusterrank .blocksareclusters .abi_preserve .abi_preserve_control .v2 .v4 .v8 generic inlined_at function_name
WARP_SZ sm_10 sm_90a sm_100f debug map_f64_to_f32 texmode_unified %r1 %p1 x _ A: ts: { } ( ) [ ] < > , ; : | @ ! - + * /
% ~ << >> == != && || ? = 0 1 -1 2 64 0x7fffffff 4294967295 4294967296 1U 0b101 017 1.5 .5 1e400 0f7fc00000 0xff(x) "s"
" /* // # 18446744073709551615 . $ %r<8> x[2] x+4 (.s64) 0d3ff8000000000000 )";

std::vector<std::string> all_words() {
  std::set<std::string> words = {"\n"};
  std::istringstream given{std::string(kWords)};
  for (std::string word; given >> word;)
    words.insert(word);
#define OX_PTX_TYPE(name, bits, kind) words.insert("." #name);
#include "ptx/types.def"
#define OX_SPECIAL_REGISTER(name, ...) words.insert(name);
#include "ptx/special_registers.def"
  for (const ptx::FormRow& row : ptx::form_rows()) {
    ptx::Form form;
    ptx::compile_form(row, form);
    for (std::string_view name : form.names)
      words.emplace(name);
    for (const ptx::ModifierPattern& modifier : form.modifiers)
      for (std::string_view member : modifier.members)
        words.emplace(member);
    for (const ptx::ModifierPattern& modifier : form.modifiers)
      if (!modifier.is_class)
        words.emplace(modifier.name);
  }
  return {words.begin(), words.end()};
}

// What stands between tokens stays where it is.
struct Piece {
  std::string before, token;
};
std::vector<Piece> pieces_of(std::string_view text) {
  std::vector<Piece> pieces;
  const char* end = text.data();
  for (std::string_view token : tokens_of(text)) {
    pieces.push_back({std::string(end, token.data()), std::string(token)});
    end = token.data() + token.size();
  }
  pieces.push_back({std::string(end, text.data() + text.size()), ""});
  return pieces;
}
} // namespace

std::vector<std::string_view> tokens_of(std::string_view text) {
  std::vector<std::string_view> tokens;
  ptx::Lexer lexer(text);
  for (ptx::Token token = lexer.next(); token.kind != ptx::TokenKind::kEnd; token = lexer.next()) {
    if (token.kind == ptx::TokenKind::kString) // with its quotes
      token.text = {token.text.data() - 1, token.text.size() + 2};
    tokens.push_back(token.text);
  }
  return tokens;
}

const std::vector<std::string>& ptx_words() {
  static const std::vector<std::string> words = all_words();
  return words;
}

const std::vector<std::string>& ptx_instructions() {
  static const std::vector<std::string> instructions = [] {
    std::vector<std::string> made;
    for (const ptx::FormRow& row : ptx::form_rows()) {
      ptx::Form form;
      ptx::compile_form(row, form);
      for (Instance& instance : instances_of(form))
        made.push_back("{ " + instance.declarations + instance.text + " }");
    }
    return made;
  }();
  return instructions;
}

std::string mutate(const std::string& text, std::minstd_rand& random) {
  auto pieces = pieces_of(text);
  const size_t count = pieces.size() - 1; // the last has no token
  auto below = [&](size_t bound) { return bound == 0 ? 0 : size_t(random()) % bound; };
  auto pick = [&](const std::vector<std::string>& from) { return from[below(from.size())]; };
  const size_t at = below(count);
  const auto here = pieces.begin() + std::ptrdiff_t(at);
  const auto run_end = here + std::ptrdiff_t(std::min(count - at, 1 + below(8)));
  switch (count == 0 ? 4 : below(9)) {
  case 0:
    pieces.erase(here);
    break;
  case 1:
    pieces.insert(here, {" ", here->token});
    break;
  case 2:
    std::swap(here->token, pieces[below(count)].token);
    break;
  case 3:
    here->token = pick(ptx_words());
    break;
  case 4:
    pieces.insert(here, {" ", pick(ptx_words())});
    break;
  case 5:
    pieces.erase(here, run_end);
    break;
  case 6: {
    const std::vector<Piece> run(here, run_end);
    pieces.insert(pieces.begin() + std::ptrdiff_t(below(count)), run.begin(), run.end());
    break;
  }
  case 7: // a word of the opcode
    here->token += pick(ptx_words());
    break;
  default:
    pieces.insert(here, {" ", pick(ptx_instructions())});
    break;
  }
  std::string mutated;
  for (const Piece& piece : pieces)
    mutated += piece.before + piece.token;
  return mutated;
}

} // namespace ox::test
