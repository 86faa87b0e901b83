#include "frontend/launch_brackets.h"
#include "llvm/ADT/StringExtras.h"

namespace ox::frontend {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

// Where three `bracket`s with blanks between them end; npos when they don't start at `begin`, or are in one piece.
size_t end_of_split_bracket(llvm::StringRef text, size_t begin, char bracket) {
  if (begin >= text.size() || text[begin] != bracket)
    return llvm::StringRef::npos;
  size_t at = begin, seen = 0;
  for (; at < text.size() && seen < 3; ++at) {
    if (text[at] == bracket)
      ++seen;
    else if (!is_blank(text[at]))
      break;
  }
  return seen == 3 && at - begin > 3 ? at : llvm::StringRef::npos;
}

size_t end_of_quoted(llvm::StringRef text, size_t begin) {
  size_t at = begin + 1;
  while (at < text.size() && text[at] != text[begin] && text[at] != '\n')
    at += text[at] == '\\' ? 2 : 1;
  return std::min(at + 1, text.size());
}

size_t end_of_raw_string(llvm::StringRef text, size_t quote) {
  size_t open = text.find('(', quote);
  if (open == llvm::StringRef::npos)
    return text.size();
  std::string close = ")" + text.slice(quote + 1, open).str() + "\"";
  size_t end = text.find(close, open);
  return end == llvm::StringRef::npos ? text.size() : end + close.size();
}

// The end of the comment or literal that starts at `at`; `at` itself when none does.
size_t skip_inert(llvm::StringRef text, size_t at) {
  llvm::StringRef rest = text.substr(at);
  size_t end = at;
  if (rest.starts_with("//"))
    end = text.find('\n', at);
  else if (rest.starts_with("/*"))
    end = text.find("*/", at + 2);
  else if (rest.starts_with("\""))
    end = at > 0 && text[at - 1] == 'R' ? end_of_raw_string(text, at) : end_of_quoted(text, at);
  else if (rest.starts_with("'") && !(at > 0 && llvm::isAlnum(text[at - 1]))) // not the one in 1'000
    end = end_of_quoted(text, at);
  return std::min(end, text.size());
}

// Most files have no such bracket: this is the test that all of them go through.
bool may_have_split_bracket(llvm::StringRef text) {
  for (size_t at = text.find('<'); at != llvm::StringRef::npos; at = text.find('<', at + 1))
    if (end_of_split_bracket(text, at, '<') != llvm::StringRef::npos)
      return true;
  return false;
}

void join(std::string& text, size_t begin, size_t end, char bracket) {
  std::fill(text.begin() + static_cast<ptrdiff_t>(begin), text.begin() + static_cast<ptrdiff_t>(end), ' ');
  text.replace(begin, 3, 3, bracket);
}

} // namespace

std::optional<std::string> join_launch_brackets(llvm::StringRef text) {
  if (!may_have_split_bracket(text))
    return std::nullopt;
  std::string joined = text.str();
  bool opened = false;
  for (size_t at = 0; at < joined.size();) {
    if (size_t end = skip_inert(joined, at); end > at) {
      at = end;
      continue;
    }
    // No expression has `< < <`; `> > >` also closes templates, and closes a launch only after one was opened.  There
    // one `>>` is in one piece, so that three templates that close don't count.
    if (size_t end = end_of_split_bracket(joined, at, '<'); end != llvm::StringRef::npos) {
      join(joined, at, end, '<');
      opened = true;
    } else if (end = opened ? end_of_split_bracket(joined, at, '>') : llvm::StringRef::npos;
               end != llvm::StringRef::npos && llvm::StringRef(joined).slice(at, end).contains(">>")) {
      join(joined, at, end, '>');
      opened = false;
    }
    ++at;
  }
  return joined;
}

} // namespace ox::frontend
