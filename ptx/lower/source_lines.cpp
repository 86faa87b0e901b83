// See source_lines.h.
#include "ptx/lower/source_lines.h"
#include "ptx/lexer.h"
#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/Function.h"

namespace ox::ptx {

void SourceLines::begin() {
  has_begun_ = true;
  builder_.createCompileUnit(llvm::dwarf::DW_LANG_C_plus_plus, file(1), "ox", true, "", 0, "",
                             llvm::DICompileUnit::LineTablesOnly);
}

llvm::DIFile* SourceLines::file(uint64_t number) {
  auto [entry, is_new] = files_.try_emplace(number, nullptr);
  if (!is_new)
    return entry->second;
  std::string_view name = file_name_;
  for (const TopLevel& item : source_.items)
    if (const auto* known = std::get_if<FileEntry>(&item); known && known->number == number)
      name = known->name;
  const size_t slash = name.rfind('/');
  const bool has_folder = slash != std::string_view::npos;
  entry->second = builder_.createFile(std::string(has_folder ? name.substr(slash + 1) : name),
                                      has_folder ? std::string(name.substr(0, slash)) : ".");
  return entry->second;
}

llvm::DISubprogram* SourceLines::subprogram(std::string_view name, llvm::DIFile* file, unsigned line) {
  llvm::DISubroutineType* type = builder_.createSubroutineType(builder_.getOrCreateTypeArray({}));
  return builder_.createFunction(file, name, name, file, line, type, line, llvm::DINode::FlagZero,
                                 llvm::DISubprogram::SPFlagDefinition);
}

llvm::DISubprogram* SourceLines::inlined(std::string_view name, llvm::DIFile* file, unsigned line) {
  llvm::DISubprogram*& known = inlined_[name];
  return known ? known : known = subprogram(name, file, line);
}

// The section's bytes, and its labels.
void SourceLines::read_strings() {
  has_read_strings_ = true;
  for (const TopLevel& item : source_.items) {
    const auto* section = std::get_if<Section>(&item);
    if (!section || section->name != ".debug_str")
      continue;
    Lexer lexer(section->text);
    std::string_view label;
    for (Token token = lexer.next(); token.kind != TokenKind::kEnd; token = lexer.next()) {
      if (token.kind == TokenKind::kIdentifier)
        label = token.text;
      else if (token.is(":"))
        labels_[label] = strings_.size();
      else if (unsigned byte = 0;
               token.kind == TokenKind::kInteger && !llvm::StringRef(token.text).getAsInteger(0, byte))
        strings_ += char(byte);
    }
  }
}

std::string SourceLines::name_at(std::string_view label, uint64_t offset) {
  if (!has_read_strings_)
    read_strings();
  const auto known = labels_.find(label);
  if (known == labels_.end() || offset >= strings_.size() - std::min<uint64_t>(known->second, strings_.size()))
    return {};
  return strings_.c_str() + known->second + offset;
}

llvm::DISubprogram* FunctionLines::own(llvm::DIFile* file, unsigned line) {
  if (!function_.getSubprogram())
    function_.setSubprogram(lines_.subprogram(function_.getName(), file, line));
  return function_.getSubprogram();
}

// Lines of another file than the function's: a lexical block of that file makes the scope.
llvm::DILocation* FunctionLines::location(llvm::DISubprogram* of, llvm::DIFile* file, uint64_t line, uint64_t column,
                                          llvm::DILocation* inlined_at) {
  llvm::DIScope* scope = of;
  if (file != of->getFile())
    scope = lines_.builder().createLexicalBlockFile(of, file);
  return llvm::DILocation::get(function_.getContext(), unsigned(line), unsigned(column), scope, inlined_at);
}

llvm::DebugLoc FunctionLines::at(const Loc& loc) {
  llvm::DIFile* file = lines_.file(loc.place[0]);
  const unsigned line = unsigned(loc.place[1]);
  llvm::DISubprogram* of = nullptr;
  llvm::DILocation* call = nullptr;
  if (loc.inlined_at) {
    const auto& [call_file, call_line, call_column] = loc.inlined_at->place;
    const auto known = places_.find({call_file, call_line, call_column});
    llvm::DIFile* called_in = lines_.file(call_file);
    call = known != places_.end()
               ? known->second
               : location(own(called_in, unsigned(call_line)), called_in, call_line, call_column, nullptr);
    std::string name = lines_.name_at(loc.function, loc.function_offset ? loc.function_offset->bits : 0);
    of = lines_.inlined(name.empty() ? loc.function : std::string_view(name), file, line);
  } else if (last_own_ && file != function_.getSubprogram()->getFile()) {
    // LLVM's text does not say where inlined code was called: behind the line that was named last, as a rule.
    of = lines_.inlined(file->getFilename(), file, line);
    call = last_own_;
  } else {
    of = own(file, line);
  }
  llvm::DILocation* made = location(of, file, line, loc.place[2], call);
  if (!call)
    last_own_ = made;
  places_[{loc.place[0], loc.place[1], loc.place[2]}] = made;
  return made;
}

llvm::DebugLoc FunctionLines::at_text(Location at) {
  llvm::DIFile* file = lines_.file(~uint64_t{0}); // which no .file has a number for
  return location(own(file, at.line), file, at.line, at.column, nullptr);
}

} // namespace ox::ptx
