// The columns `types`, `needs` and `sm` of a row, compiled; forms.def says what they mean.
#include "ptx/forms.h"
#include <algorithm>
#include <charconv>
#include <map>

namespace ox::ptx {

namespace {
// The words between separators, without blanks around them; none is empty.
std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const size_t end = std::min(text.find(separator), text.size());
    std::string_view word = text.substr(0, end);
    while (word.starts_with(' '))
      word.remove_prefix(1);
    while (word.ends_with(' '))
      word.remove_suffix(1);
    if (!word.empty())
      words.push_back(word);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

bool read_number(std::string_view text, int64_t& to) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), to);
  return error == std::errc() && end == text.data() + text.size();
}

// The first operand of most forms is what the instruction writes.  These are the names that the manual gives it.
bool names_a_result(std::string_view role) {
  constexpr std::string_view kResults[] = {
      "d", "dst", "p", "f", "r", "reg", "ptr", "state", "pred", "waitComplete", "cache-policy", "xdim", "count"};
  return std::ranges::find(kResults, role) != std::end(kResults);
}

class TypesCompiler {
public:
  explicit TypesCompiler(Form& form) : form_(form) {}

  std::string run() {
    for (std::string_view entry : split(form_.row->types, ' '))
      read_types(entry);
    find_default();
    number(form_.operands, false);
    if (!form_.operands.empty())
      mark_written(form_.operands[0]);
    for (const auto& [role, entries] : entries_)
      if (!used_.contains(role))
        fail("no operand is called '" + std::string(role) + "'");
    for (std::string_view need : split(form_.row->needs, ';'))
      read_need(need);
    if (auto targets = TargetSet::of(form_.row->sm); targets && !targets->members().empty())
      form_.targets = *targets;
    else
      fail("'" + std::string(form_.row->sm) + "' names no targets");
    return error_;
  }

private:
  void fail(const std::string& what) {
    if (error_.empty())
      error_ = what + " in \"" + std::string(form_.row->syntax) + "\"";
  }

  bool is_slot(std::string_view name) const {
    return std::ranges::any_of(form_.modifiers, [&](const ModifierPattern& m) { return m.name == name; });
  }
  bool is_value(std::string_view name) const {
    return std::ranges::any_of(form_.modifiers, [&](const ModifierPattern& m) {
      return m.is_class ? std::ranges::find(m.members, name) != m.members.end() : m.name == name;
    });
  }

  // ".mode=.wide/.hi", ".relu", ".vec", "ctaMask"
  Word read_word(std::string_view text) {
    Word word;
    if (!text.starts_with('.') || (!is_value(text) && !is_slot(text) && is_role(form_.operands, text))) {
      word.role = text;
      if (!is_role(form_.operands, text))
        fail("no operand is called '" + std::string(text) + "'");
      return word;
    }
    if (const size_t equals = text.find('='); equals != std::string_view::npos) {
      word.slot = text.substr(0, equals);
      text.remove_prefix(equals + 1);
    } else if (is_slot(text) && !is_value(text)) {
      word.slot = text;
      return word;
    }
    word.values = split(text, '/'); // rows share needs: a word that this one does not have is never there
    return word;
  }
  Words read_words(std::string_view text) {
    Words words;
    for (std::string_view part : split(text, '&'))
      words.push_back(read_word(part));
    return words;
  }

  // "d:.mode=.wide?2x.type", "a:b32|imm(0,31)", "d:{.vec}.type+"
  void read_types(std::string_view text) {
    const size_t colon = text.find(':');
    if (colon == std::string_view::npos)
      return fail("'" + std::string(text) + "' has no ':'");
    const std::string_view role = text.substr(0, colon);
    text.remove_prefix(colon + 1);
    TypeEntry entry;
    if (const size_t mark = text.find('?'); mark != std::string_view::npos) {
      entry.condition = read_words(text.substr(0, mark));
      text.remove_prefix(mark + 1);
    }
    if (text.starts_with('{')) {
      const size_t close = std::min(text.find('}'), text.size() - 1);
      entry.vector = read_vector(text.substr(1, close - 1));
      text.remove_prefix(close + 1);
    }
    while (!text.empty()) { // a '|' in parentheses is imm's
      const size_t close = text.starts_with("imm(") ? std::min(text.find(')'), text.size()) : 0;
      const size_t end = std::min(text.find('|', close), text.size());
      entry.terms.push_back(read_term(text.substr(0, end)));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    if (entry.terms.empty())
      return fail("'" + std::string(role) + "' has no type");
    if (entry.terms.size() == 1 && entry.terms[0].kind == TypeTerm::Kind::kAddress) // in a register, or of a variable
      entry.terms[0].kind = TypeTerm::Kind::kBase;
    entries_[role].push_back(std::move(entry));
  }

  // "4", "2|4", ".vec", "2*.num", ".shape:n/2", "/"
  VectorRule read_vector(std::string_view text) {
    using Kind = VectorRule::Kind;
    VectorRule rule;
    int64_t count = 0;
    if (text == "/") {
      rule.kind = Kind::kParts;
      return rule;
    }
    const auto counts = split(text, '|');
    if (read_number(counts[0], count)) {
      rule.kind = Kind::kCount;
      rule.count = unsigned(count);
      for (size_t i = 1; i < counts.size(); ++i)
        if (read_number(counts[i], count))
          rule.others.push_back(unsigned(count));
        else
          fail("'" + std::string(text) + "' is no count");
      return rule;
    }
    rule.kind = Kind::kClass;
    if (constexpr std::string_view kPerColumns = ":n/"; text.contains(kPerColumns)) {
      const size_t colon = text.find(kPerColumns);
      rule.kind = Kind::kColumns;
      if (!read_number(text.substr(colon + kPerColumns.size()), count) || count < 1)
        fail("'" + std::string(text) + "' is no count");
      rule.count = unsigned(count);
      text = text.substr(0, colon);
    }
    if (const size_t star = text.find('*'); star != std::string_view::npos) {
      if (!read_number(text.substr(0, star), count))
        fail("'" + std::string(text) + "' is no count");
      rule.count = unsigned(count);
      text.remove_prefix(star + 1);
    }
    rule.slot = text;
    if (!is_slot(text))
      fail("there is no class '" + std::string(text) + "'");
    return rule;
  }

  // "0,3", "24,256,8", "4|8|16", "128"
  void read_range(std::string_view text, TypeTerm& to) {
    bool is_good = true;
    if (text.contains('|')) {
      for (std::string_view value : split(text, '|'))
        is_good &= read_number(value, to.values.emplace_back());
    } else if (const auto bounds = split(text, ','); bounds.size() == 1) {
      is_good = read_number(bounds[0], to.values.emplace_back());
    } else {
      to.has_range = true;
      is_good = read_number(bounds[0], to.least) && read_number(bounds[1], to.most) &&
                (bounds.size() == 2 || (bounds.size() == 3 && read_number(bounds[2], to.step)));
    }
    if (!is_good)
      fail("'" + std::string(text) + "' is no range");
  }

  TypeTerm read_term(std::string_view text) {
    using Kind = TypeTerm::Kind;
    TypeTerm term;
    if (text.ends_with('+')) {
      term.may_be_wider = true;
      text.remove_suffix(1);
    }
    if (text.starts_with("2x")) {
      term.is_doubled = true;
      text.remove_prefix(2);
    }
    constexpr std::pair<std::string_view, Kind> kWords[] = {
        {"any", Kind::kAny},         {"addr", Kind::kAddress},    {"label", Kind::kLabel}, {"func", Kind::kFunction},
        {"targets", Kind::kTargets}, {"proto", Kind::kPrototype}, {"tex", Kind::kTexture}, {"imm", Kind::kImmediate}};
    for (const auto& [word, kind] : kWords)
      if (text == word) {
        term.kind = kind;
        return term;
      }
    if (text.starts_with("imm(") && text.ends_with(')')) {
      term.kind = Kind::kImmediate;
      read_range(text.substr(4, text.size() - 5), term);
      return term;
    }
    if (text.starts_with('.')) {
      term.kind = Kind::kClass;
      term.slot = text;
      if (!is_slot(text))
        fail("there is no class '" + std::string(text) + "'");
      return term;
    }
    term.type = type_named(text);
    if (term.type == Type::kNone)
      fail("there is no type '" + std::string(text) + "'");
    return term;
  }

  // The modifier that is a type: `.type`, or the only one of which every member is a type.
  void find_default() {
    std::vector<std::string_view> slots;
    for (const ModifierPattern& modifier : form_.modifiers) {
      const bool is_type =
          modifier.is_class
              ? std::ranges::all_of(modifier.members,
                                    [](std::string_view member) { return type_named(member) != Type::kNone; })
              : type_named(modifier.name) != Type::kNone;
      if (is_type && (slots.empty() || slots.back() != modifier.name))
        slots.push_back(modifier.name);
    }
    if (is_slot(".type"))
      slots = {".type"};
    if (slots.size() != 1)
      return;
    TypeTerm term;
    term.kind = TypeTerm::Kind::kClass;
    term.slot = slots[0];
    default_.push_back({{}, {}, {term}});
    if (is_slot(".vec"))
      default_[0].vector = {VectorRule::Kind::kClass, ".vec", 1, {}};
  }

  static std::vector<TypeEntry> only(TypeTerm::Kind kind, Type type = Type::kNone) {
    TypeTerm term;
    term.kind = kind;
    term.type = type;
    return {TypeEntry{{}, {}, {term}}};
  }

  std::vector<TypeEntry> types_of(std::string_view role, bool is_base) {
    if (auto found = entries_.find(role); found != entries_.end()) {
      used_[role] = true;
      std::vector<TypeEntry> types = found->second;
      if (!types.back().condition.empty())
        std::ranges::copy(default_for(role, is_base), std::back_inserter(types));
      return types;
    }
    return default_for(role, is_base);
  }

  std::vector<TypeEntry> default_for(std::string_view role, bool is_base) const {
    if (is_base)
      return only(TypeTerm::Kind::kBase);
    if (role == "p" || role == "q")
      return only(TypeTerm::Kind::kType, Type::pred);
    if (role == "cache-policy")
      return only(TypeTerm::Kind::kType, Type::b64);
    return default_;
  }

  void number(std::vector<OperandPattern>& patterns, bool in_address) {
    using Shape = OperandPattern::Shape;
    for (size_t i = 0; i < patterns.size(); ++i) {
      OperandPattern& pattern = patterns[i];
      pattern.number = uint16_t(form_.operand_count++);
      if (pattern.shape == Shape::kValue)
        pattern.types = types_of(pattern.name, in_address && i == 0);
      if (pattern.pair != Presence::kNever)
        pattern.pair_types = types_of(pattern.pair_name, false);
      number(pattern.parts, pattern.shape == Shape::kAddress);
    }
  }

  static void mark_written(OperandPattern& pattern) {
    using Shape = OperandPattern::Shape;
    if (pattern.shape == Shape::kAddress || !names_a_result(pattern.name))
      return;
    pattern.is_written = true;
    for (OperandPattern& part : pattern.parts)
      part.is_written = true;
  }

  bool is_role(const std::vector<OperandPattern>& patterns, std::string_view name) const {
    return std::ranges::any_of(patterns, [&](const OperandPattern& pattern) {
      return pattern.name == name || pattern.pair_name == name || pattern.member_class == name ||
             is_role(pattern.parts, name);
    });
  }

  std::vector<Words> read_alternatives(std::string_view text) {
    std::vector<Words> alternatives;
    for (std::string_view words : split(text, ' '))
      alternatives.push_back(read_words(words));
    return alternatives;
  }

  // "80 90"; "78 90, 81 89"
  std::vector<Need::Version> read_versions(std::string_view text) {
    std::vector<Need::Version> versions;
    for (std::string_view part : split(text, ',')) {
      const size_t blank = std::min(part.find(' '), part.size());
      int64_t ptx = 0;
      const auto targets = TargetSet::of(part.substr(blank));
      if (!read_number(part.substr(0, blank), ptx) || !targets || targets->members().empty())
        fail("'" + std::string(text) + "' has no version and targets");
      else
        versions.push_back({unsigned(ptx), *targets});
    }
    return versions;
  }

  // ".u16x2 .s16x2: 80 90", ".v8: with .b32", "count: 78 90", "until: 64 70"
  void read_need(std::string_view text) {
    Need need;
    const size_t colon = text.find(": ");
    if (colon == std::string_view::npos)
      return fail("'" + std::string(text) + "' has no ': '");
    const std::string_view what = text.substr(0, colon);
    std::string_view asked = text.substr(colon + 2);
    constexpr std::string_view kWith = "with ", kWithout = "without ";
    if (asked.starts_with(kWith)) {
      need.kind = Need::Kind::kWith;
      need.others = read_alternatives(asked.substr(kWith.size()));
    } else if (asked.starts_with(kWithout)) {
      need.kind = Need::Kind::kWithout;
      need.others = read_alternatives(asked.substr(kWithout.size()));
    } else {
      need.kind = what == "until" ? Need::Kind::kUntil : Need::Kind::kVersions;
      need.versions = read_versions(asked);
    }
    if (need.kind != Need::Kind::kUntil)
      need.words = read_alternatives(what);
    for (const auto* alternatives : {&need.words, &need.others})
      for (const Words& words : *alternatives)
        for (const Word& word : words)
          need.asks_operands |= !word.role.empty();
    form_.asks_operands |= need.asks_operands;
    form_.asks_company |= need.kind == Need::Kind::kWith || need.kind == Need::Kind::kWithout;
    form_.needs.push_back(std::move(need));
  }

  Form& form_;
  std::map<std::string_view, std::vector<TypeEntry>> entries_;
  std::map<std::string_view, bool> used_;
  std::vector<TypeEntry> default_;
  std::string error_;
};
} // namespace

std::string compile_types(Form& form) { return TypesCompiler(form).run(); }

} // namespace ox::ptx
