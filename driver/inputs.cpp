#include "driver/inputs.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/Path.h"

namespace ox::driver {
namespace {

using frontend::Language;

std::unexpected<std::string> wrong_place(const std::string& path, const char* advice) {
  return std::unexpected("'" + path + "': " + advice);
}

bool is_linkable(llvm::StringRef name) {
  const llvm::StringRef extension = llvm::sys::path::extension(name);
  return extension == ".o" || extension == ".obj" || extension == ".a" || extension == ".lib" || extension == ".so" ||
         name.contains(".so.");
}

std::optional<Language> language_of(llvm::StringRef extension) {
  return llvm::StringSwitch<std::optional<Language>>(extension)
      .Case(".cu", Language::kCuda)
      .Cases({".cpp", ".cc", ".cxx", ".C"}, Language::kCxx)
      .Case(".c", Language::kC)
      .Case(".ii", Language::kPreprocessedCxx)
      .Case(".i", Language::kPreprocessedC)
      .Default(std::nullopt);
}

} // namespace

std::expected<Input, std::string> classify_input(const std::string& path, const Settings& settings) {
  const llvm::StringRef extension = llvm::sys::path::extension(path);
  if (is_linkable(llvm::sys::path::filename(path)))
    return Input{path, InputKind::kLinkable};
  if (settings.language)
    return Input{path, InputKind::kSource, *settings.language};
  if (const auto language = language_of(extension))
    return Input{path, InputKind::kSource, *language};
  const bool to_container = settings.phase == Phase::kFatbin, to_image = settings.phase == Phase::kCubin;
  if (extension == ".ptx")
    return to_container || to_image ? std::expected<Input, std::string>(Input{path, InputKind::kPtx})
                                    : wrong_place(path, "PTX has no host code; compile it with -cubin or -fatbin");
  if (settings.phase == Phase::kDeviceLink &&
      (extension == ".cubin" || extension == ".fatbin" || extension == ".ltoir"))
    return Input{path, InputKind::kLinkable};
  if (extension == ".cubin")
    return to_container ? std::expected<Input, std::string>(Input{path, InputKind::kImage})
                        : wrong_place(path, "an image has no host code; -fatbin puts it into a container, and programs "
                                            "load it with cuModuleLoad");
  if (extension == ".fatbin")
    return wrong_place(path,
                       "only -dlink takes containers, those made with -rdc=true; give the .cu file that it was made "
                       "from, or load it with cuModuleLoad");
  if (extension == ".ltoir" || extension == ".gpu")
    return wrong_place(path,
                       "that is an intermediate file of another compiler; give the .cu file that it was made from");
  if (extension == ".s" || extension == ".S")
    return wrong_place(path, "assemble it with the host compiler (cc -c) and give the object");
  if (extension == ".res")
    return wrong_place(path, "resources are about Windows; leave it out");
  if (settings.run && settings.inputs.size() == 1) {
    llvm::StringRef program = path; // nvcc has a shell run it, which takes quotes off; Meson counts on that
    if (program.size() >= 2 && program.starts_with("\"") && program.ends_with("\""))
      program = program.drop_front().drop_back();
    return Input{program.str(), InputKind::kProgram};
  }
  return std::unexpected("don't know what to do with '" + path +
                         "'; sources end in .cu, .cpp, .cc, .cxx or .c (or use -x cu), objects in .o, .a or .so");
}

} // namespace ox::driver
