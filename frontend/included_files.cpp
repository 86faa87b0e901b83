#include "frontend/included_files.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/Utils.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"
#include <algorithm>
#include <set>

namespace ox::frontend {

class IncludedFiles::Collector : public clang::DependencyCollector {
public:
  bool needSystemDependencies() override { return true; }
  bool sawDependency(llvm::StringRef name, bool, bool is_system, bool is_module, bool) override {
    if (name.starts_with("<") || is_module) // <built-in> and its kin
      return false;
    if (!is_system)
      user_.insert(name.str());
    return true;
  }
  bool is_users(const std::string& name) const { return user_.contains(name); }

private:
  std::set<std::string> user_;
};

IncludedFiles::IncludedFiles() : collector_(std::make_shared<Collector>()) {}
IncludedFiles::~IncludedFiles() = default;

void IncludedFiles::watch(clang::CompilerInstance& compiler) {
  collector_->attachToPreprocessor(compiler.getPreprocessor());
}

std::vector<std::string> IncludedFiles::all() const {
  const auto files = collector_->getDependencies();
  return {files.begin(), files.end()};
}

std::vector<std::string> IncludedFiles::without_system_headers() const {
  std::vector<std::string> files = all();
  std::erase_if(files, [&](const std::string& name) { return !collector_->is_users(name); });
  return files;
}

namespace {

// As make reads it.
std::string quoted(llvm::StringRef name) {
  std::string text;
  for (char c : name) {
    if (c == ' ' || c == '#')
      text += '\\';
    text += c == '$' ? "$$" : std::string(1, c);
  }
  return text;
}

} // namespace

bool add_to_make_rule(const std::vector<std::string>& arguments, const IncludedFiles& files) {
  std::string file, targets;
  bool phony = false, system_headers = false;
  for (size_t i = 0; i < arguments.size(); ++i) {
    phony |= arguments[i] == "-MP";
    system_headers |= arguments[i] == "-MD";
    if (i + 1 < arguments.size() && arguments[i] == "-MF")
      file = arguments[i + 1];
    if (i + 1 < arguments.size() && arguments[i] == "-MT")
      targets += (targets.empty() ? "" : " ") + arguments[i + 1];
  }
  auto written = llvm::MemoryBuffer::getFile(file);
  if (!written)
    return false;
  llvm::SmallVector<llvm::StringRef> words;
  llvm::SplitString((*written)->getBuffer(), words, " \t\n\\:");
  const std::set<llvm::StringRef> known(words.begin(), words.end());
  std::string rule, phony_rules;
  for (const std::string& name : system_headers ? files.all() : files.without_system_headers()) {
    // A name with blanks is in several words: then it is named twice, which does no harm.
    if (known.contains(name))
      continue;
    rule += " \\\n  " + quoted(name);
    if (phony)
      phony_rules += "\n" + quoted(name) + ":\n";
  }
  if (rule.empty())
    return true;
  std::error_code error;
  llvm::raw_fd_ostream out(file, error, llvm::sys::fs::OF_Append);
  if (!error)
    out << targets << ":" << rule << "\n" << phony_rules;
  return !error;
}

} // namespace ox::frontend
