// See page.h.
#include "test/ptx/conformance/page.h"
#include <algorithm>
#include <cctype>
#include <map>

namespace ox::test {

namespace {
// Chapters of the manual, and why forms of some are not lowered.
struct Chapter {
  std::string_view number, title, later;
};
constexpr Chapter kChapters[] = {
    {"9.7.1", "Integer arithmetic", ""},
    {"9.7.2", "Extended-precision integer arithmetic", ""},
    {"9.7.3", "Floating point", ""},
    {"9.7.4", "Half-precision floating point", ""},
    {"9.7.5", "Mixed-precision floating point", ""},
    {"9.7.6", "Comparison and selection", ""},
    {"9.7.7", "Half-precision comparison", ""},
    {"9.7.8", "Logic and shift", ""},
    {"9.7.9", "Data movement and conversion", "bulk copies and tensor maps"},
    {"9.7.10", "Texture", "the texture unit"},
    {"9.7.11", "Surface", "the texture unit"},
    {"9.7.12", "Control flow", ""},
    {"9.7.13", "Synchronization and communication", "bulk copies, tensor maps and cancelled launches"},
    {"9.7.14", "Matrix multiply, warp level", "the tensor engine"},
    {"9.7.15", "Matrix multiply, warpgroup level", "the tensor engine"},
    {"9.7.16", "Tensor core, 5th generation", "sm_100 and newer, which Ox does not stand in for"},
    {"9.7.17", "Stack", ""},
    {"9.7.18", "Video", ""},
    {"9.7.19", "Miscellaneous", ""},
};

// "9.7.13.16. tensormap" -> "9.7.13"
std::string_view chapter_of(std::string_view section) {
  size_t end = 0;
  for (int dots = 0; end < section.size() && (section[end] != '.' || ++dots < 3); ++end) {
  }
  return section.substr(0, end);
}
std::string_view title_of(std::string_view section) { return section.substr(section.find(". ") + 2); }

struct Counts {
  size_t forms = 0, parsed = 0, verified = 0, device = 0, lowered = 0, tested = 0, later = 0;
  void add(const FormResult& form, bool is_tested) {
    ++forms;
    parsed += form.all_parsed();
    verified += form.all_verified();
    if (!form.is_for_device())
      return;
    if (form.is_later()) {
      ++later;
      return;
    }
    ++device;
    lowered += form.all_lowered();
    tested += is_tested;
  }
};

std::string number(size_t value) { return std::to_string(value); }
std::string share(size_t part, size_t whole) {
  return whole == 0 ? "-" : part == whole ? "all " + number(whole) : number(part) + " of " + number(whole);
}

// A cell of a table: bars would end it.
std::string code(std::string_view text) {
  std::string escaped = "`";
  for (char c : text)
    escaped += c == '|' ? std::string("\\|") : std::string(1, c);
  return escaped + "`";
}

std::string version(const ptx::FormRow& row) { return number(row.ptx / 10) + "." + number(row.ptx % 10); }
std::string targets(std::string_view sm) {
  std::string text;
  for (bool begins = true; char c : sm) {
    text += begins ? "sm_" : "";
    text += c;
    begins = c == ' ';
  }
  return text;
}

std::string lowered_cell(const FormResult& form) {
  if (!form.is_for_device())
    return "newer than sm_90";
  if (form.is_later())
    return "later";
  return form.all_lowered() ? "yes" : number(form.lowered) + " of " + number(form.for_device);
}

class Page {
public:
  explicit Page(const Conformance& conformance) : all_(conformance) {
    for (const FormResult& form : all_.forms) {
      const bool tested = all_.is_tested(form);
      total_.add(form, tested);
      by_chapter_[std::string(chapter_of(form.row->section))].add(form, tested);
      instructions_.insert(title_of(form.row->section));
    }
  }

  std::string write() {
    head();
    chapters();
    missing();
    for (const Chapter& chapter : kChapters)
      forms_of(chapter);
    return std::move(text_);
  }

private:
  void head() {
    text_ += "# PTX: conformance\n\n"
             "Generated in the build from the table of instruction forms (ptx/forms) by trying them: instances of each "
             "form with every\nmember of every modifier are parsed, verified, lowered and taken through the code "
             "generator's stages. *Tested* forms are\nin kernels that tests run on the simulator, with values from the "
             "manual or a reference on the CPU. docs/ptx.md in the\nrepository says how to use what is here.\n\n";
    text_ += "The manual of PTX ISA 9.0 has " + number(instructions_.size()) + " instructions with " +
             number(total_.forms) + " forms here.\n\n";
    text_ += "| of | forms |\n|---|---|\n";
    text_ += "| all: parsed | " + share(total_.parsed, total_.forms) + " |\n";
    text_ += "| all: verified | " + share(total_.verified, total_.forms) + " |\n";
    text_ += "| up to sm_90: lowered | " + share(total_.lowered, total_.device) + " |\n";
    text_ += "| up to sm_90: tested | " + share(total_.tested, total_.device) + " |\n";
    text_ += "| up to sm_90, with an issue of their own | " + number(total_.later) + " |\n\n";
  }

  void chapters() {
    text_ += "## Chapters\n\n| chapter | forms | parsed | verified | lowered | tested | later |\n"
             "|---|---|---|---|---|---|---|\n";
    for (const Chapter& chapter : kChapters) {
      const auto found = by_chapter_.find(std::string(chapter.number));
      if (found == by_chapter_.end())
        continue;
      const Counts& counts = found->second;
      text_ += "| " + std::string(chapter.number) + " " + std::string(chapter.title) + " | " + number(counts.forms) +
               " | " + share(counts.parsed, counts.forms) + " | " + share(counts.verified, counts.forms) + " | " +
               share(counts.lowered, counts.device) + " | " + share(counts.tested, counts.device) + " | " +
               number(counts.later) + " |\n";
    }
    text_ += "\n";
  }

  void missing() {
    text_ += "## Not lowered\n\nForms that need a machine newer than sm_90 are read and verified; a kernel with one "
             "says so when it is asked for. So do those\nthat have an issue of their own:\n\n";
    for (const Chapter& chapter : kChapters) {
      std::set<std::string_view> names;
      for (const FormResult& form : all_.forms)
        if (chapter_of(form.row->section) == chapter.number && form.is_later() && form.is_for_device())
          names.insert(title_of(form.row->section));
      if (names.empty())
        continue;
      text_ += "- " + std::string(chapter.later) + " (" + std::string(chapter.number) + "):";
      for (const char* separator = " "; std::string_view name : names) {
        text_ += separator + code(name);
        separator = ", ";
      }
      text_ += "\n";
    }
    if (const std::string list = shortcomings(all_); !list.empty())
      text_ += "\nNot yet as it should be:\n\n```\n" + list + "```\n";
    text_ += "\n";
  }

  void forms_of(const Chapter& chapter) {
    std::string_view section;
    for (const FormResult& form : in_order(chapter)) {
      const ptx::FormRow& row = *form.row;
      if (section.empty())
        text_ += "## " + std::string(chapter.number) + " " + std::string(chapter.title) + "\n\n";
      if (row.section != section)
        text_ += "\n### " + std::string(row.section) +
                 "\n\n| form | PTX | target | parsed | verified | lowered | tested "
                 "|\n|---|---|---|---|---|---|---|\n";
      section = row.section;
      auto yes = [](bool good) { return std::string(good ? "yes" : "no"); };
      text_ += "| " + code(row.syntax) + " | " + version(row) + " | " + targets(row.sm) + " | " +
               yes(form.all_parsed()) + " | " + yes(form.all_verified()) + " | " + lowered_cell(form) + " | " +
               (form.is_for_device() && !form.is_later() ? yes(all_.is_tested(form)) : "") + " |\n";
    }
    if (!section.empty())
      text_ += "\n";
  }

  // The table's files are by topic; the page is in the manual's order.
  std::vector<FormResult> in_order(const Chapter& chapter) const {
    std::vector<FormResult> forms;
    for (const FormResult& form : all_.forms)
      if (chapter_of(form.row->section) == chapter.number)
        forms.push_back(form);
    std::ranges::sort(forms, {}, [](const FormResult& form) {
      return std::pair(numbers_of(form.row->section), form.row); // rows are in one array
    });
    return forms;
  }
  static std::vector<unsigned> numbers_of(std::string_view section) {
    std::vector<unsigned> numbers = {0};
    for (char c : section.substr(0, section.find(". "))) {
      if (c == '.')
        numbers.push_back(0);
      else
        numbers.back() = numbers.back() * 10 + unsigned(c - '0');
    }
    return numbers;
  }

  const Conformance& all_;
  Counts total_;
  std::map<std::string, Counts> by_chapter_;
  std::set<std::string_view> instructions_;
  std::string text_;
};
// Names of operands, which begin with a letter and have no dot before them, become a sign.
std::string without_names(std::string_view operands) {
  std::string text;
  bool inside = false;
  for (size_t i = 0; i < operands.size(); ++i) {
    const char c = operands[i];
    const bool is_word = std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_' || c == ':' || c == '.';
    if (is_word && !inside && std::isalpha(static_cast<unsigned char>(c)))
      text += '#';
    else if (!is_word || (!inside && c == '.') || text.empty() || text.back() != '#')
      text += c;
    inside = is_word;
  }
  return text;
}
} // namespace

std::string shape_of(const ptx::FormRow& row) {
  const size_t blank = std::min(row.syntax.find(' '), row.syntax.size());
  return std::string(row.syntax.substr(0, blank)) + without_names(row.syntax.substr(blank)) + " " +
         std::string(row.classes);
}

std::string conformance_page(const Conformance& conformance) { return Page(conformance).write(); }

std::string shortcomings(const Conformance& conformance) {
  std::string text;
  for (const FormResult& form : conformance.forms) {
    const std::string head = std::string(form.row->section) + ": " + std::string(form.row->syntax);
    if (!form.failure.empty())
      text += head + ": " + form.failure + "\n";
    else if (form.all_lowered() && !form.is_later() && !conformance.is_tested(form))
      text += head + ": no test runs it\n";
  }
  return text;
}

} // namespace ox::test
