#include "runtime/core/host_lines.h"
#include <cstdlib>
#include <cxxabi.h>
#include <dlfcn.h>
#include <dwarf.h>
#include <elfutils/libdw.h>
#include <elfutils/libdwfl.h>
#include <memory>
#include <mutex>
#include <unistd.h>

namespace ox::runtime {

std::string demangled(const char* name) {
  if (std::string_view(name).substr(0, 2) != "_Z") // "i" would be "int"
    return name;
  int status = 0;
  std::unique_ptr<char, decltype(&std::free)> text(abi::__cxa_demangle(name, nullptr, nullptr, &status), &std::free);
  return status == 0 && text ? text.get() : name;
}

namespace {
#define OX_LIBDW(X)                                                                                                    \
  X(dwarf_attr)                                                                                                        \
  X(dwarf_diename)                                                                                                     \
  X(dwarf_filesrc)                                                                                                     \
  X(dwarf_formudata)                                                                                                   \
  X(dwarf_getscopes)                                                                                                   \
  X(dwarf_getscopes_die)                                                                                               \
  X(dwarf_getsrc_die)                                                                                                  \
  X(dwarf_getsrcfiles)                                                                                                 \
  X(dwarf_haspc)                                                                                                       \
  X(dwarf_lineno)                                                                                                      \
  X(dwarf_linesrc)                                                                                                     \
  X(dwarf_tag)                                                                                                         \
  X(dwfl_addrmodule)                                                                                                   \
  X(dwfl_begin)                                                                                                        \
  X(dwfl_end)                                                                                                          \
  X(dwfl_linux_proc_find_elf)                                                                                          \
  X(dwfl_linux_proc_report)                                                                                            \
  X(dwfl_module_addrinfo)                                                                                              \
  X(dwfl_module_nextcu)                                                                                                \
  X(dwfl_report_end)

struct Libdw {
#define OX_DECLARE(name) decltype(&::name) name = nullptr;
  OX_LIBDW(OX_DECLARE)
#undef OX_DECLARE
  bool usable = false;
  Libdw() {
    void* library = dlopen("libdw.so.1", RTLD_LAZY | RTLD_LOCAL);
    if (!library)
      return;
    usable = true;
#define OX_FIND(name)                                                                                                  \
  name = reinterpret_cast<decltype(name)>(dlsym(library, #name));                                                      \
  usable = usable && name;
    OX_LIBDW(OX_FIND)
#undef OX_FIND
  }
};

const Libdw& libdw() {
  static const Libdw instance;
  return instance;
}

// Debug information in the files themselves; none is searched for elsewhere, least of all over a network.
int find_no_debug_file(Dwfl_Module*, void**, const char*, Dwarf_Addr, const char*, const char*, GElf_Word, char**) {
  return -1;
}

std::string with_offset(const char* name, uint64_t offset) {
  char text[24];
  std::snprintf(text, sizeof text, "+0x%llx", static_cast<unsigned long long>(offset));
  return demangled(name) + text;
}

struct Scopes {
  Dwarf_Die* dies = nullptr;
  int count = 0;
  ~Scopes() { std::free(dies); }
};

// The inlined functions around an address and the function itself, with the lines at which each was called.
void add_frames_of_unit(Dwarf_Die& unit, Dwarf_Addr address, const HostFrame& of, std::vector<HostFrame>& frames) {
  const Libdw& dw = libdw();
  HostFrame frame = of;
  if (Dwarf_Line* line = dw.dwarf_getsrc_die(&unit, address)) {
    const char* file = dw.dwarf_linesrc(line, nullptr, nullptr);
    frame.file = file ? file : "";
    if (frame.file.empty() || dw.dwarf_lineno(line, &frame.line) != 0)
      frame.line = 0;
  }
  Scopes innermost, scopes;
  innermost.count = dw.dwarf_getscopes(&unit, address, &innermost.dies);
  if (innermost.count > 0)
    scopes.count = dw.dwarf_getscopes_die(&innermost.dies[0], &scopes.dies);
  Dwarf_Files* files = nullptr;
  size_t file_count = 0;
  dw.dwarf_getsrcfiles(&unit, &files, &file_count);
  for (int i = 0; i < scopes.count; ++i) {
    Dwarf_Die& die = scopes.dies[i];
    const int tag = dw.dwarf_tag(&die);
    if (tag != DW_TAG_inlined_subroutine && tag != DW_TAG_subprogram)
      continue;
    const char* name = dw.dwarf_diename(&die);
    frame.function = name ? name : "";
    frames.push_back(frame);
    if (tag == DW_TAG_subprogram)
      return;
    Dwarf_Attribute attribute;
    Dwarf_Word number = 0;
    const char* file = nullptr;
    if (dw.dwarf_attr(&die, DW_AT_call_file, &attribute) && dw.dwarf_formudata(&attribute, &number) == 0 && files)
      file = dw.dwarf_filesrc(files, number, nullptr, nullptr);
    frame.file = file ? file : "";
    frame.line = 0;
    if (file && dw.dwarf_attr(&die, DW_AT_call_line, &attribute) && dw.dwarf_formudata(&attribute, &number) == 0)
      frame.line = int(number);
  }
  if (frame.line != 0) // code without a function: an assembler's
    frames.push_back(frame);
}

void add_frames(Dwfl* dwfl, uint64_t address, const HostFrame& of, std::vector<HostFrame>& frames) {
  const Libdw& dw = libdw();
  Dwfl_Module* module = dw.dwfl_addrmodule(dwfl, address);
  if (!module)
    return;
  // Unit by unit: compilers leave out the table that says which unit an address is in.
  Dwarf_Addr bias = 0;
  for (Dwarf_Die* unit = nullptr; (unit = dw.dwfl_module_nextcu(module, unit, &bias));)
    if (dw.dwarf_haspc(unit, address - bias) == 1) {
      add_frames_of_unit(*unit, address - bias, of, frames);
      break;
    }
  if (!frames.empty())
    return;
  GElf_Off offset = 0;
  GElf_Sym symbol;
  const char* name = dw.dwfl_module_addrinfo(module, address, &offset, &symbol, nullptr, nullptr, nullptr);
  if (name && *name) {
    frames.push_back(of);
    frames.back().function = with_offset(name, offset);
  }
}
} // namespace

std::vector<HostFrame> host_frames_at(uint64_t address) {
  HostFrame frame;
  Dl_info own{}, info{};
  const bool known = dladdr(reinterpret_cast<const void*>(address), &info) != 0;
  if (known && info.dli_fname)
    frame.object = info.dli_fname;
  // A static libcudart is a part of the program; there the functions' names have to say it.
  static const int anchor = 0;
  if (known && dladdr(&anchor, &own) && own.dli_fbase == info.dli_fbase)
    frame.is_of_the_runtime = own.dli_fname && std::string_view(own.dli_fname).contains("libcudart");
  std::vector<HostFrame> frames;
  if (const Libdw& dw = libdw(); dw.usable) {
    static std::mutex mutex; // libdw is not made for threads
    std::lock_guard lock(mutex);
    static char* debug_path = nullptr;
    static const Dwfl_Callbacks callbacks = {dw.dwfl_linux_proc_find_elf, find_no_debug_file, nullptr, &debug_path};
    if (Dwfl* dwfl = dw.dwfl_begin(&callbacks)) {
      if (dw.dwfl_linux_proc_report(dwfl, getpid()) == 0 && dw.dwfl_report_end(dwfl, nullptr, nullptr) == 0)
        add_frames(dwfl, address, frame, frames);
      dw.dwfl_end(dwfl);
    }
  }
  if (frames.empty() && known && info.dli_sname) {
    frame.function = with_offset(info.dli_sname, address - reinterpret_cast<uint64_t>(info.dli_saddr));
    frames.push_back(frame);
  }
  return frames;
}

} // namespace ox::runtime
