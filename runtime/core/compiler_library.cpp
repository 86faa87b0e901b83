#include "runtime/core/compiler_library.h"
#include "runtime/core/sha256.h"
#include <cstring>
#include <dlfcn.h>
#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <memory>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace ox::runtime {

namespace {

using Folders = std::vector<std::string>;

// Folders of libraries of Ox that the process has loaded: one of them is the installation.
int add_folder(dl_phdr_info* object, size_t, void* folders) {
  const std::string_view path = object->dlpi_name;
  const size_t slash = path.rfind('/');
  if (slash == path.npos)
    return 0;
  const std::string_view name = path.substr(slash + 1);
  for (std::string_view ours : {"libcudart.so", "libcuda.so", "libnvrtc.so", "libnvJitLink.so"})
    if (name.starts_with(ours))
      static_cast<Folders*>(folders)->emplace_back(path.substr(0, slash));
  return 0;
}

// Where the dynamic linker looks for what this library or program asks for: its run path, LD_LIBRARY_PATH.  With glibc
// the handle of a loaded object is its link map.
void add_search_path(Folders& folders) {
  Dl_info here;
  void* object = nullptr;
  Dl_serinfo size;
  if (!dladdr1(reinterpret_cast<const void*>(&add_search_path), &here, &object, RTLD_DL_LINKMAP) ||
      dlinfo(object, RTLD_DI_SERINFOSIZE, &size) != 0)
    return;
  std::vector<std::byte> space(size.dls_size);
  auto* info = reinterpret_cast<Dl_serinfo*>(space.data());
  std::memcpy(space.data(), &size, sizeof size);
  if (dlinfo(object, RTLD_DI_SERINFO, info) == 0)
    for (unsigned i = 0; i < info->dls_cnt; ++i)
      folders.emplace_back(info->dls_serpath[i].dls_name);
}

} // namespace

// By the rules of the dynamic linker first, then beside other libraries of Ox, because a program with the static
// runtime has no folder of its own.
std::string find_library(const char* name) {
  Folders folders;
  add_search_path(folders);
  dl_iterate_phdr(add_folder, &folders);
  for (const std::string& folder : folders)
    if (std::string path = folder + "/" + name; access(path.c_str(), R_OK) == 0)
      return path;
  return name; // whose absence the dynamic linker can put into words
}

namespace {

const std::string& library_path() {
  static const std::string& path = *new std::string(find_library(compiler::kLibrary));
  return path;
}

// The note that the linker put into the file; empty if there is none.
std::string read_build_id(int file) {
  Elf64_Ehdr header;
  if (pread(file, &header, sizeof header, 0) != sizeof header || std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0)
    return "";
  for (unsigned i = 0; i < header.e_phnum; ++i) {
    Elf64_Phdr segment;
    if (pread(file, &segment, sizeof segment, static_cast<off_t>(header.e_phoff + i * sizeof segment)) !=
        sizeof segment)
      return "";
    if (segment.p_type != PT_NOTE || segment.p_filesz > 4096)
      continue;
    std::string notes(segment.p_filesz, '\0');
    if (pread(file, notes.data(), notes.size(), static_cast<off_t>(segment.p_offset)) !=
        static_cast<ssize_t>(notes.size()))
      return "";
    const auto aligned = [](size_t bytes) { return (bytes + 3) & ~size_t{3}; };
    for (size_t at = 0; at + sizeof(Elf64_Nhdr) <= notes.size();) {
      Elf64_Nhdr note;
      std::memcpy(&note, notes.data() + at, sizeof note);
      const size_t data = at + sizeof note + aligned(note.n_namesz);
      if (data + note.n_descsz > notes.size())
        break;
      if (note.n_type == NT_GNU_BUILD_ID &&
          std::string_view(notes).substr(at + sizeof note, 4) == std::string_view("GNU", 4))
        return notes.substr(data, note.n_descsz);
      at = data + aligned(note.n_descsz);
    }
  }
  return "";
}

std::string read_identity() {
  const std::string& path = library_path();
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0)
    return "";
  const std::string build_id = read_build_id(file);
  close(file);
  // <prefix>/lib64 and <prefix>/nvvm; the same file has the same size and time, wherever it was copied to.
  const std::string device_library = path.substr(0, path.rfind('/')) + "/../nvvm/libdevice/libdevice.10.bc";
  struct stat status{};
  if (build_id.empty() || stat(device_library.c_str(), &status) != 0)
    return "";
  Sha256 digest;
  digest.add_field(build_id).add(static_cast<uint64_t>(status.st_size));
  digest.add(static_cast<uint64_t>(status.st_mtim.tv_sec)).add(static_cast<uint64_t>(status.st_mtim.tv_nsec));
  return hexadecimal(digest.finish());
}

CompilerLibrary load() {
  CompilerLibrary result;
  void* handle = dlopen(library_path().c_str(), RTLD_NOW | RTLD_LOCAL);
  if (!handle) {
    result.failure = dlerror();
    return result;
  }
  result.compile_ptx = reinterpret_cast<compiler::CompilePtx*>(dlsym(handle, compiler::kCompilePtx));
  result.release = reinterpret_cast<compiler::ReleaseResult*>(dlsym(handle, compiler::kReleaseResult));
  result.decompress = reinterpret_cast<compiler::Decompress*>(dlsym(handle, compiler::kDecompress));
  if (!result.compile_ptx || !result.release || !result.decompress)
    return {.failure = "it is of another version of Ox"};
  return result;
}

} // namespace

const CompilerLibrary& compiler_library() {
  static const CompilerLibrary& loaded = *new CompilerLibrary(load());
  return loaded;
}

const std::string& compiler_identity() {
  static const std::string& identity = *new std::string(read_identity());
  return identity;
}

} // namespace ox::runtime
