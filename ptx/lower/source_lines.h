// Source lines: .file and .loc as LLVM's debug information (PTX ISA 9.0, 11.5.2, 11.5.3).
//
// A .loc names a line; where code was inlined it names the function that the code is of, by a string of .debug_str, and
// the place of the call, which is that of an earlier .loc with a function and a call of its own.
#pragma once
#include "ptx/ast.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/IR/DIBuilder.h"
#include <map>
#include <tuple>

namespace ox::ptx {

// Files, and functions by name, of a module.
class SourceLines {
public:
  SourceLines(const Module& source, llvm::Module& target, std::string file_name)
      : source_(source), file_name_(std::move(file_name)), builder_(target) {}

  void begin(); // before the first line; inline asm, whose lines are those of the program around it, never begins
  bool has_begun() const { return has_begun_; }
  void end() { builder_.finalize(); }

  llvm::DIFile* file(uint64_t number); // of .file; the text's own where there is none
  // A function that code was inlined from; `file` is where it is first met.
  llvm::DISubprogram* inlined(std::string_view name, llvm::DIFile* file, unsigned line);
  llvm::DISubprogram* subprogram(std::string_view name, llvm::DIFile* file, unsigned line);
  // What stands at a label of .debug_str and so many bytes behind it; empty if nothing does.
  std::string name_at(std::string_view label, uint64_t offset);
  llvm::DIBuilder& builder() { return builder_; }

private:
  void read_strings();

  const Module& source_;
  const std::string file_name_;
  llvm::DIBuilder builder_;
  std::map<uint64_t, llvm::DIFile*> files_;
  llvm::StringMap<llvm::DISubprogram*> inlined_;
  bool has_begun_ = false, has_read_strings_ = false;
  std::string strings_;              // contents of .debug_str
  llvm::StringMap<uint64_t> labels_; // in it
};

// Lines of one function.
class FunctionLines {
public:
  FunctionLines(SourceLines& lines, llvm::Function& function) : lines_(lines), function_(function) {}

  llvm::DebugLoc at(const Loc& loc);
  llvm::DebugLoc at_text(Location at); // a line of the text itself

private:
  using Key = std::tuple<uint64_t, uint64_t, uint64_t>;
  llvm::DILocation* location(llvm::DISubprogram* of, llvm::DIFile* file, uint64_t line, uint64_t column,
                             llvm::DILocation* inlined_at);
  llvm::DISubprogram* own(llvm::DIFile* file, unsigned line);

  SourceLines& lines_;
  llvm::Function& function_;
  std::map<Key, llvm::DILocation*> places_; // of .loc so far: calls are named by them
  llvm::DILocation* last_own_ = nullptr;    // the last of the function's own file
};

} // namespace ox::ptx
