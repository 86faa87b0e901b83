#include "driver/print_resources.h"
#include "driver/run.h"
#include "isa/kernel_metadata.h"
#include "llvm/Object/ELFObjectFile.h"
#include <cstdio>

namespace ox::driver {
namespace {

std::span<const std::byte> find_note(const llvm::object::ELF64LEObjectFile& file) {
  for (const llvm::object::SectionRef& section : file.sections()) {
    llvm::Expected<llvm::StringRef> name = section.getName();
    llvm::Expected<llvm::StringRef> contents = section.getContents();
    if (!name || !contents) {
      llvm::consumeError(name.takeError());
      llvm::consumeError(contents.takeError());
    } else if (*name == ".note.ox") {
      return std::as_bytes(std::span(contents->data(), contents->size()));
    }
  }
  return {};
}

} // namespace

void print_resources(const std::vector<uint8_t>& elf, const std::string& architecture) {
  llvm::StringRef bytes(reinterpret_cast<const char*>(elf.data()), elf.size());
  auto file = llvm::object::ELF64LEObjectFile::create(llvm::MemoryBufferRef(bytes, "image"));
  if (!file)
    return print_error("the image that was just made isn't ELF: " + llvm::toString(file.takeError()));
  auto metadata = isa::read_metadata_note(find_note(*file));
  if (!metadata)
    return print_error("the image that was just made has no kernel records: " + metadata.error());
  for (const isa::KernelMetadata& kernel : metadata->kernels)
    std::fprintf(stderr,
                 "ptxas info    : Compiling entry function '%s' for 'sm_%s'\n"
                 "ptxas info    : Used %u registers, %llu bytes smem, %u bytes cmem[0], %llu bytes lmem%s\n",
                 kernel.name.c_str(), architecture.c_str(), kernel.registers,
                 static_cast<unsigned long long>(kernel.static_shared_bytes), kernel.parameter_bytes,
                 static_cast<unsigned long long>(kernel.local_bytes),
                 kernel.unbounded_stack ? " or more (recursion or indirect calls)" : "");
}

} // namespace ox::driver
