#include "driver/print_resources.h"
#include "isa/oxdis/elf_view.h"
#include "llvm/Support/FormatVariadic.h"
#include <algorithm>

namespace ox::driver {

std::expected<isa::ImageMetadata, std::string> read_kernel_records(std::span<const uint8_t> elf) {
  const auto view = isa::view_elf(std::as_bytes(elf));
  if (!view)
    return std::unexpected(view.error());
  const auto note = std::ranges::find(view->sections, std::string_view(".note.ox"), &isa::ElfSection::name);
  if (note == view->sections.end())
    return std::unexpected(std::string("it has no kernel records (.note.ox): it was not linked by Ox's compiler"));
  return isa::read_metadata_note(note->bytes);
}

std::vector<std::string> resource_warnings(const isa::ImageMetadata& image, const ResourceWarnings& wanted) {
  std::vector<std::string> warnings;
  for (const isa::KernelMetadata& kernel : image.kernels) {
    if (wanted.local && kernel.local_bytes != 0)
      warnings.push_back(kernel.name + " uses " + std::to_string(kernel.local_bytes) + " bytes of local memory");
    if (wanted.spills && kernel.spill_store_bytes + kernel.spill_load_bytes != 0)
      warnings.push_back(kernel.name + " spills registers: " + std::to_string(kernel.spill_store_bytes) +
                         " bytes of stores, " + std::to_string(kernel.spill_load_bytes) + " bytes of loads");
    if (wanted.unbounded_stack && kernel.unbounded_stack)
      warnings.push_back(kernel.name + " has no known bound of its stack (recursion or indirect calls)");
  }
  return warnings;
}

std::string resource_lines(const isa::ImageMetadata& image, const std::string& architecture) {
  std::string text;
  for (const isa::KernelMetadata& kernel : image.kernels) {
    if (!kernel.unusable.empty())
      continue; // it has no code
    text +=
        llvm::formatv("ptxas info    : Compiling entry function '{0}' for 'sm_{1}'\n"
                      "ptxas info    : Function properties for {0}\n"
                      "    {2} bytes stack frame{3}, {4} bytes spill stores, {5} bytes spill loads\n"
                      "ptxas info    : Used {6} registers, {7} bytes smem, {8} bytes cmem[0], {2} bytes lmem\n",
                      kernel.name, architecture, kernel.local_bytes,
                      kernel.unbounded_stack ? " or more (recursion or indirect calls)" : "", kernel.spill_store_bytes,
                      kernel.spill_load_bytes, kernel.registers, kernel.static_shared_bytes, kernel.parameter_bytes)
            .str();
  }
  return text;
}

} // namespace ox::driver
