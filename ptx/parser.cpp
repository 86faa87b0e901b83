// See parser.h.  This file: the stream, recovery, and the directives outside functions.
#include "ptx/parser.h"
#include "ptx/parser_state.h"
#include "ptx/versions.h"
#include <algorithm>
#include <array>
#include <charconv>
#include <span>

namespace ox::ptx {

namespace {
constexpr unsigned kNewestVersion = kVersions.back();

// Outside functions only: where one stands inside, a '}' is missing.
constexpr std::array<std::string_view, 8> kOutsideOnly = {".version", ".target", ".address_size", ".entry",
                                                          ".func",    ".alias",  ".file",         ".section"};
constexpr std::array<std::string_view, 4> kLinkages = {".extern", ".visible", ".weak", ".common"};
// Where parsing can go on, besides, after an error outside functions.
constexpr std::array<std::string_view, 6> kInsideToo = {".global", ".const", ".shared", ".tex", ".loc", ".pragma"};

bool is_one_of(const Token& token, std::span<const std::string_view> words) {
  return token.kind == TokenKind::kDotted && std::ranges::find(words, token.text) != words.end();
}
} // namespace

Parser::Parser(Module& module, Diagnostics& diagnostics)
    : module_(module), diagnostics_(diagnostics), lexer_(module.source) {
  tokens_[0] = lexer_.next();
  tokens_[1] = lexer_.next();
}

Token Parser::take() {
  Token token = tokens_[0];
  if (token.is("{"))
    ++braces_;
  else if (token.is("}") && braces_ != 0)
    --braces_;
  behind_ = token.text.data() + token.text.size();
  tokens_[0] = tokens_[1];
  tokens_[1] = lexer_.next();
  return token;
}

bool Parser::accept(std::string_view punctuation) {
  if (!at(punctuation))
    return false;
  take();
  return true;
}
bool Parser::accept_dotted(std::string_view word) {
  if (!at_dotted(word))
    return false;
  take();
  return true;
}

std::string Parser::found() const {
  const Token& token = tokens_[0];
  if (token.kind == TokenKind::kEnd)
    return "the end of the text";
  if (token.kind == TokenKind::kString)
    return "the string \"" + std::string(token.text) + "\"";
  const std::string text = "'" + std::string(token.text.substr(0, 40)) + "'";
  if (token.kind != TokenKind::kBad)
    return text;
  if (token.text.starts_with('#'))
    return text + ", which a C preprocessor has to see first";
  if (token.text == "/*")
    return "a comment without its end";
  if (token.text.data() != module_.source.data() && token.text.data()[-1] == '"')
    return "a string without its end";
  return text + ", which is no word of PTX";
}

bool Parser::fail_at(Location at, std::string message) {
  ++errors_;
  if (diagnostics_.size() < kMostDiagnostics)
    diagnostics_.push_back({Severity::kError, at, std::move(message)});
  else if (diagnostics_.size() == kMostDiagnostics)
    diagnostics_.push_back({Severity::kError, at, "too many errors; those from here on are not shown"});
  return false;
}

bool Parser::expect(std::string_view punctuation, std::string_view behind) {
  if (accept(punctuation))
    return true;
  return fail("expected '" + std::string(punctuation) + "' " + std::string(behind) + ", found " + found());
}

bool Parser::expect_name(std::string_view& name, std::string_view what) {
  if (peek().kind != TokenKind::kIdentifier)
    return fail("expected " + std::string(what) + ", found " + found());
  name = take().text;
  return true;
}

// A linkage and a variable may be a misplaced declaration.
bool Parser::at_module_directive() const {
  return is_one_of(peek(), kOutsideOnly) || (is_one_of(peek(), kLinkages) && is_one_of(peek(1), kOutsideOnly));
}

bool Parser::no_end(Location brace) { return fail_at(brace, "this '{' has no '}'"); }

// Braces that the statement has opened already are an operand's or an initialiser's, which hold no ';'; braces from
// here on may be a block's.
void Parser::skip_statement(unsigned braces) {
  unsigned opened = 0;
  while (!at_end() && !at_module_directive()) {
    if (at("}") && opened == 0 && braces_ <= braces)
      return;
    if (at("{"))
      ++opened;
    else if (at("}") && opened != 0)
      --opened;
    if (take().is(";") && opened == 0) {
      braces_ = braces;
      return;
    }
  }
}

bool Parser::skip_braces() {
  const Location open = peek().at;
  unsigned depth = 0;
  do {
    if (at_end() || at_module_directive())
      return no_end(open);
    const Token token = take();
    if (token.is("{"))
      ++depth;
    if (token.is("}"))
      --depth;
  } while (depth != 0);
  return true;
}

void Parser::skip_to_directive() {
  while (!at_end() && !at_module_directive() && !is_one_of(peek(), kInsideToo) && !is_one_of(peek(), kLinkages)) {
    if (at("{"))
      skip_braces();
    else
      take();
  }
  braces_ = 0;
}

void Parser::module() {
  while (!at_end()) {
    const size_t before = errors_;
    const char* from = peek().text.data();
    directive();
    if (errors_ != before) {
      if (peek().text.data() == from)
        take(); // what could not be read must not be looked at again
      skip_to_directive();
    }
  }
  if (module_.version == 0 && errors_ == 0)
    fail_at({1, 1}, "the text has no .version, so it is not PTX");
}

void Parser::directive() {
  const Token& token = peek();
  if (token.is(";")) { // stray
    take();
    return;
  }
  if (token.is("@") && peek(1).is("@")) { // @@DWARF of PTX before 2.0: to the end of the line
    const uint32_t line = token.at.line;
    while (!at_end() && peek().at.line == line)
      take();
    return;
  }
  if (token.kind != TokenKind::kDotted) {
    fail("expected a directive, found " + found());
    return;
  }
  Linkage linkage = Linkage::kNone;
  while (true) {
    Linkage named = at_dotted(".extern")    ? Linkage::kExtern
                    : at_dotted(".visible") ? Linkage::kVisible
                    : at_dotted(".weak")    ? Linkage::kWeak
                    : at_dotted(".common")  ? Linkage::kCommon
                                            : Linkage::kNone;
    if (named == Linkage::kNone)
      break;
    if (linkage != Linkage::kNone) {
      fail("a second linkage, " + found() + "; one declaration has one");
      return;
    }
    linkage = named;
    take();
  }
  if (at_dotted(".entry") || at_dotted(".func")) {
    function(linkage);
  } else if (at_variable()) {
    std::vector<Variable> variables_here;
    variables(linkage, variables_here);
    for (Variable& variable : variables_here)
      module_.items.push_back(std::move(variable));
  } else if (linkage != Linkage::kNone) {
    fail("expected .entry, .func or a state space behind the linkage, found " + found());
  } else if (accept_dotted(".version")) {
    version();
  } else if (accept_dotted(".target")) {
    target();
  } else if (accept_dotted(".address_size")) {
    address_size();
  } else if (at_dotted(".file")) {
    file();
  } else if (at_dotted(".section")) {
    section();
  } else if (at_dotted(".alias")) {
    alias();
  } else if (at_dotted(".pragma")) {
    Directive directive;
    if (pragma(directive))
      module_.items.push_back(std::move(directive));
  } else if (at_dotted(".loc")) { // some producers leave one between functions
    Block block;
    loc(block);
  } else {
    fail("there is no directive " + found());
  }
}

bool Parser::version() {
  const Token number = peek();
  unsigned major = 0, minor = 0;
  const char* end = number.text.data() + number.text.size();
  auto [dot, error] = std::from_chars(number.text.data(), end, major);
  if (number.kind != TokenKind::kReal || error != std::errc() || dot == end || *dot != '.' ||
      std::from_chars(dot + 1, end, minor).ptr != end || minor > 9 || major > 99)
    return fail("expected a version such as 8.0 behind .version, found " + found());
  take();
  module_.version = major * 10 + minor;
  if (module_.version > kNewestVersion)
    return fail_at(number.at, "PTX " + std::string(number.text) +
                                  " is newer than 9.0, which is the newest that is known here; have the "
                                  "producer emit 9.0 or older");
  return true;
}

bool Parser::target() {
  module_.target_at = peek().at;
  do {
    std::string_view name;
    const Location where = peek().at;
    if (!expect_name(name, "a target such as sm_75"))
      return false;
    const bool is_machine = name.starts_with("sm_") || name.starts_with("compute_");
    if (!is_machine && name != "texmode_unified" && name != "texmode_independent" && name != "debug" &&
        name != "map_f64_to_f32")
      return fail_at(where, "there is no target '" + std::string(name) +
                                "'; targets are sm_NN, texmode_unified, "
                                "texmode_independent, debug and map_f64_to_f32");
    module_.targets.push_back(name);
  } while (accept(","));
  return true;
}

bool Parser::address_size() {
  const Location where = peek().at;
  uint64_t bits = 0;
  if (!integer(bits, "32 or 64 behind .address_size"))
    return false;
  module_.has_address_size = true;
  module_.address_bits = unsigned(bits);
  if (bits == 32)
    return fail_at(where, "32-bit addresses: OxCore has 64-bit ones only; have the producer emit .address_size 64");
  return bits == 64 || fail_at(where, "the address size is 32 or 64");
}

bool Parser::file() {
  FileEntry entry;
  entry.at = take().at;
  if (!integer(entry.number, "the number of the file"))
    return false;
  if (peek().kind != TokenKind::kString)
    return fail("expected the name of the file as a string, found " + found());
  entry.name = take().text;
  if (accept(",")) {
    uint64_t time = 0, bytes = 0;
    if (!integer(time, "a time stamp") || !expect(",", "behind the time stamp") || !integer(bytes, "the file's size"))
      return false;
    entry.time = time;
    entry.bytes = bytes;
  }
  accept(";");
  module_.items.push_back(entry);
  return true;
}

bool Parser::section() {
  Section section;
  section.at = take().at;
  if ((peek().kind != TokenKind::kDotted && peek().kind != TokenKind::kIdentifier) || at_module_directive())
    return fail("expected the name of the section, found " + found());
  section.name = take().text;
  if (!at("{"))
    return fail("expected '{' behind the section's name, found " + found());
  const char* from = peek().text.data();
  if (!skip_braces())
    return false;
  section.text = {from, size_t(behind_ - from)};
  module_.items.push_back(section);
  return true;
}

bool Parser::alias() {
  Alias alias;
  alias.at = take().at;
  if (!expect_name(alias.name, "the new name") || !expect(",", "behind the new name") ||
      !expect_name(alias.of, "the function that it names") || !expect(";", "behind .alias"))
    return false;
  module_.items.push_back(alias);
  return true;
}

void Parser::statements() {
  Function function;
  function.at = peek().at;
  function.body = std::make_unique<Block>();
  function.body->at = function.at;
  const size_t before = errors_;
  while (!at_end()) {
    const size_t errors = errors_;
    if (at("}") || at_module_directive()) {
      fail(at("}") ? "a '}' without '{'" : "there is no directive " + found() + " in a function");
      take();
    } else if (!statement(*function.body, 0) || errors_ != errors) {
      skip_statement(0);
    }
  }
  function.is_broken = errors_ != before;
  module_.items.push_back(std::move(function));
}

std::unique_ptr<Module> parse(std::string text, Diagnostics& diagnostics) {
  auto module = std::make_unique<Module>();
  module->source = std::move(text);
  Parser(*module, diagnostics).module();
  return module;
}

std::unique_ptr<Module> parse_statements(std::string text, Diagnostics& diagnostics) {
  auto module = std::make_unique<Module>();
  module->source = std::move(text);
  module->version = kNewestVersion;
  Parser(*module, diagnostics).statements();
  return module;
}

} // namespace ox::ptx
