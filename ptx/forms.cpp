// See forms.h.
#include "ptx/forms.h"
#include <algorithm>
#include <cassert>
#include <map>

namespace ox::ptx {

namespace {
constexpr FormRow kRows[] = {
#define OX_FORM(...) FormRow{__VA_ARGS__},
#include "ptx/forms.def"
};

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

// Reads the little language of a row.
class Compiler {
public:
  Compiler(const FormRow& row, Form& form) : form_(form), text_(row.syntax) {}

  std::string run(std::string_view classes) {
    read_classes(classes);
    do
      form_.names.push_back(word());
    while (take("|"));
    if (form_.names[0].empty())
      fail("the form has no name");
    while (error_.empty() && (peek() == '.' || (peek() == '{' && peek(1) == '.')))
      modifier();
    blanks();
    while (error_.empty() && peek() != ';' && peek() != '\0')
      operand_after_comma(form_.operands);
    if (error_.empty() && (peek() != ';' || at_ + 1 != text_.size()))
      fail("expected ';' at the end");
    return error_;
  }

private:
  char peek(size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  void blanks() {
    while (peek() == ' ')
      ++at_;
  }
  bool take(std::string_view what) {
    blanks();
    if (!text_.substr(at_).starts_with(what))
      return false;
    at_ += what.size();
    return true;
  }
  void fail(std::string what) {
    if (error_.empty())
      error_ = what + " at column " + std::to_string(at_ + 1) + " of \"" + std::string(text_) + "\"";
  }
  std::string_view word() {
    size_t from = at_;
    while (is_word(peek()))
      ++at_;
    return text_.substr(from, at_ - from);
  }
  std::string_view dotted() {
    size_t from = at_++;
    while (is_word(peek()) || (peek() == ':' && peek(1) == ':') || (peek() == ':' && peek(-1) == ':'))
      ++at_;
    return text_.substr(from, at_ - from);
  }

  // ".sem = .relaxed .acquire; .dtype = .atype = .u32 .s32"
  void read_classes(std::string_view text) {
    while (!text.empty()) {
      const size_t end = std::min(text.find(';'), text.size());
      std::string_view definition = text.substr(0, end);
      text.remove_prefix(std::min(end + 1, text.size()));
      std::vector<std::string_view> names, members;
      const size_t last_equals = definition.rfind('=');
      if (last_equals == std::string_view::npos) {
        fail("a class without '='");
        return;
      }
      split(definition.substr(0, last_equals), names);
      split(definition.substr(last_equals + 1), members);
      std::erase(names, "=");
      for (std::string_view name : names)
        form_.classes.push_back({name, members});
    }
  }
  static void split(std::string_view text, std::vector<std::string_view>& words) {
    while (true) {
      const size_t from = text.find_first_not_of(' ');
      if (from == std::string_view::npos)
        return;
      const size_t end = std::min(text.find(' ', from), text.size());
      words.push_back(text.substr(from, end - from));
      text.remove_prefix(end);
    }
  }

  void modifier() {
    ModifierPattern pattern;
    pattern.is_optional = take("{");
    pattern.name = dotted();
    if (pattern.is_optional && peek() == '.') { // {.xorsign.abs}: both or none
      const std::string_view second = dotted();
      pattern.name = {pattern.name.data(), pattern.name.size() + second.size()};
    }
    for (const Form::Class& known : form_.classes)
      if (known.name == pattern.name) {
        pattern.is_class = true;
        pattern.members = known.members;
      }
    if (std::erase(pattern.members, "none") != 0)
      pattern.is_optional = true;
    if (pattern.is_optional && peek() == '}')
      ++at_;
    form_.modifiers.push_back(std::move(pattern));
  }

  void operand_after_comma(std::vector<OperandPattern>& to) {
    blanks();
    if (peek() == '{' && is_optional_operand()) { // {, x} or {b,}
      take("{");
      const bool leading = take(",");
      operand(to);
      to.back().is_optional = true;
      if (!leading)
        take(",");
      if (!take("}"))
        fail("expected '}'");
      take(",");
      blanks();
      return;
    }
    operand(to);
    take(",");
    blanks();
  }
  bool is_optional_operand() const {
    if (peek(1) == ',')
      return true;
    size_t end = text_.find('}', at_); // {b,}
    return end != std::string_view::npos && text_[end - 1] == ',';
  }

  void parts(OperandPattern& pattern, char close) {
    blanks();
    while (error_.empty() && peek() != close && peek() != '\0')
      operand_after_comma(pattern.parts);
    if (peek() == close)
      ++at_;
    else
      fail(std::string("expected '") + close + "'");
  }

  void operand(std::vector<OperandPattern>& to) {
    blanks();
    OperandPattern pattern;
    using Shape = OperandPattern::Shape;
    if (take("{!}"))
      pattern.may_negate = true;
    if (take("{-}"))
      pattern.may_have_minus = true;
    if (peek() == '[' || peek() == '{' || peek() == '(') {
      const char open = peek();
      ++at_;
      pattern.shape = open == '[' ? Shape::kAddress : open == '{' ? Shape::kVector : Shape::kList;
      parts(pattern, open == '[' ? ']' : open == '{' ? '}' : ')');
      if (!pattern.parts.empty())
        pattern.name = pattern.parts[0].name;
    } else {
      pattern.name = word();
      if (pattern.name.empty())
        fail("expected an operand");
      else if (pattern.name == "_")
        pattern.shape = Shape::kSink;
      else if (pattern.name[0] >= '0' && pattern.name[0] <= '9')
        pattern.shape = Shape::kNumber;
      pattern.is_repeated = take("...");
    }
    if (peek() == '.' || (peek() == '{' && peek(1) == '.')) {
      pattern.member = peek() == '.' ? Presence::kRequired : Presence::kOptional;
      take("{");
      pattern.member_class = dotted();
      if (pattern.member == Presence::kOptional)
        take("}");
    }
    if (peek() == '|' || (peek() == '{' && peek(1) == '|')) {
      pattern.pair = peek() == '|' ? Presence::kRequired : Presence::kOptional;
      take("{");
      take("|");
      pattern.pair_name = word();
      if (pattern.pair == Presence::kOptional)
        take("}");
    }
    to.push_back(std::move(pattern));
  }

  Form& form_;
  std::string_view text_;
  size_t at_ = 0;
  std::string error_;
};

struct Forms {
  std::vector<Form> all;
  std::map<std::string_view, std::vector<const Form*>> by_name;

  Forms() : all(std::size(kRows)) {
    for (size_t i = 0; i < all.size(); ++i) {
      [[maybe_unused]] const std::string error = compile_form(kRows[i], all[i]);
      assert(error.empty() && "a bad row: the table's test says which");
      for (std::string_view name : all[i].names)
        by_name[name].push_back(&all[i]);
    }
  }
};
} // namespace

std::span<const FormRow> form_rows() { return kRows; }

std::string compile_form(const FormRow& row, Form& form) {
  form = {};
  form.row = &row;
  const std::string error = Compiler(row, form).run(row.classes);
  return error.empty() ? compile_types(form) : error;
}

std::span<const std::string_view> Form::members_of(std::string_view class_name) const {
  for (const Class& known : classes)
    if (known.name == class_name)
      return known.members;
  return {};
}

std::span<const Form* const> forms_named(std::string_view name) {
  static const Forms forms;
  auto found = forms.by_name.find(name);
  return found == forms.by_name.end() ? std::span<const Form* const>{} : std::span(found->second);
}

} // namespace ox::ptx
