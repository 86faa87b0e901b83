#include "runtime/core/compiler.h"
#include "runtime/compiler/interface.h"
#include <cstdlib>
#include <dlfcn.h>
#include <link.h>
#include <string_view>

namespace ox::runtime {

namespace {

struct Library {
  compiler::CompilePtx* compile_ptx = nullptr;
  compiler::ReleaseResult* release = nullptr;
  std::string failure; // why it isn't there
};

// Folders of libraries of Ox that the process has loaded: one of them is the installation.
int add_folder(dl_phdr_info* object, size_t, void* folders) {
  const std::string_view path = object->dlpi_name;
  const size_t slash = path.rfind('/');
  if (slash == path.npos)
    return 0;
  const std::string_view name = path.substr(slash + 1);
  for (std::string_view ours : {"libcudart.so", "libcuda.so", "libnvrtc.so", "libnvJitLink.so"})
    if (name.starts_with(ours))
      static_cast<std::vector<std::string>*>(folders)->emplace_back(path.substr(0, slash));
  return 0;
}

// By the rules of the dynamic linker first (this library's own folder, LD_LIBRARY_PATH), then beside other libraries of
// Ox, because a program with the static runtime has no folder of its own.
void* open_library(std::string& failure) {
  if (void* library = dlopen(compiler::kLibrary, RTLD_NOW | RTLD_LOCAL))
    return library;
  failure = dlerror();
  std::vector<std::string> folders;
  dl_iterate_phdr(add_folder, &folders);
  for (const std::string& folder : folders)
    if (void* library = dlopen((folder + "/" + compiler::kLibrary).c_str(), RTLD_NOW | RTLD_LOCAL))
      return library;
  return nullptr;
}

const Library& library() {
  static const Library& loaded = *new Library([] {
    Library result;
    void* handle = open_library(result.failure);
    if (!handle)
      return result;
    result.compile_ptx = reinterpret_cast<compiler::CompilePtx*>(dlsym(handle, compiler::kCompilePtx));
    result.release = reinterpret_cast<compiler::ReleaseResult*>(dlsym(handle, compiler::kReleaseResult));
    if (!result.compile_ptx || !result.release)
      result = {.failure = "it is of another version of Ox"};
    return result;
  }());
  return loaded;
}

} // namespace

Result<std::vector<std::byte>> compile_ptx(const std::vector<PtxSource>& sources, std::string& log) {
  const Library& compiler = library();
  if (!compiler.compile_ptx) {
    log = "PTX needs the compiler library " + std::string(compiler::kLibrary) + " (" + compiler.failure +
          "); put the lib64 folder of Ox into LD_LIBRARY_PATH";
    return fail(Error::JitCompilerNotFound);
  }
  std::vector<compiler::Source> texts;
  for (const PtxSource& source : sources)
    texts.push_back({source.name.c_str(), source.text.data(), source.text.size()});
  compiler::Result result = compiler.compile_ptx(texts.data(), texts.size());
  log = result.log;
  const auto* begin = reinterpret_cast<const std::byte*>(result.elf);
  std::vector<std::byte> elf(begin, begin + result.elf_bytes);
  const bool success = result.elf != nullptr;
  compiler.release(&result);
  if (!success)
    return fail(Error::InvalidPtx);
  return elf;
}

} // namespace ox::runtime
