// The note's bytes.  An ELF note is: name size, descriptor size, type (32 bits each), name and descriptor, both padded
// to 4 bytes.  The descriptor is a header and one record per kernel, each led by its own size, so that a newer minor
// version can append fields and an older reader steps over them:
//   header  { bytes, Xox major, Xox minor, number of kernels }   32 bits each, bytes counts all of it
//   kernel  { bytes, fixed fields in the order of KernelMetadata, name size, name, parameter count, parameters,
//             since Xox 0.2: required cluster (x, y, z), blocks of a cluster at most, size of the reason why the
//             kernel is unusable, that reason; and behind it bytes of spill stores, of spill loads }
#include "isa/kernel_metadata.h"
#include "isa/bytes.h"
#include "isa/kernel_abi.h"
#include <algorithm>

namespace ox::isa {
namespace {

constexpr std::string_view kNoteName{"Ox\0", 3};
constexpr uint32_t kNoteType = 1;
constexpr uint32_t kHeaderBytes = 16;
constexpr uint32_t kParameterBytes = 12;
constexpr uint32_t kUnboundedStack = 1; // the only flag so far

void write_kernel(ByteWriter& out, const KernelMetadata& kernel) {
  const size_t begin = out.size();
  out.put<uint32_t>(0); // the size, known at the end
  out.put<uint32_t>(kernel.unbounded_stack ? kUnboundedStack : 0);
  out.put(kernel.parameter_bytes);
  out.put(kernel.registers);
  out.put(kernel.static_shared_bytes);
  out.put(kernel.local_bytes);
  out.put(kernel.max_threads_per_block);
  out.put(kernel.min_blocks_per_core);
  for (uint32_t threads : kernel.required_block)
    out.put(threads);
  out.put(static_cast<uint32_t>(kernel.name.size()));
  out.append(kernel.name);
  out.align(4);
  out.put(static_cast<uint32_t>(kernel.parameters.size()));
  for (const KernelParameter& parameter : kernel.parameters) {
    out.put(parameter.offset);
    out.put(parameter.bytes);
    out.put(parameter.alignment);
  }
  for (uint32_t blocks : kernel.required_cluster)
    out.put(blocks);
  out.put(kernel.max_cluster_blocks);
  out.put(static_cast<uint32_t>(kernel.unusable.size()));
  out.append(kernel.unusable);
  out.align(4);
  out.put(kernel.spill_store_bytes);
  out.put(kernel.spill_load_bytes);
  out.put_at(begin, static_cast<uint32_t>(out.size() - begin));
}

std::unexpected<std::string> damaged(const std::string& what) {
  return std::unexpected("the kernel records (.note.ox) are damaged: " + what + "; compile the program again");
}

bool is_power_of_two(uint32_t value) { return value != 0 && (value & (value - 1)) == 0; }

// A record without its leading size.
std::expected<KernelMetadata, std::string> read_kernel(ByteReader in, const std::string& which) {
  KernelMetadata kernel;
  kernel.unbounded_stack = (in.get<uint32_t>() & kUnboundedStack) != 0;
  kernel.parameter_bytes = in.get<uint32_t>();
  kernel.registers = in.get<uint32_t>();
  kernel.static_shared_bytes = in.get<uint64_t>();
  kernel.local_bytes = in.get<uint64_t>();
  kernel.max_threads_per_block = in.get<uint32_t>();
  kernel.min_blocks_per_core = in.get<uint32_t>();
  for (uint32_t& threads : kernel.required_block)
    threads = in.get<uint32_t>();
  const uint32_t name_bytes = in.get<uint32_t>();
  kernel.name = in.take_text(name_bytes);
  in.take((4 - name_bytes % 4) % 4);
  const uint32_t parameters = in.get<uint32_t>();
  if (!in.ok() || parameters > in.remaining() / kParameterBytes)
    return damaged(which + " ends too early");
  if (kernel.name.empty() || kernel.name.find('\0') != std::string::npos)
    return damaged(which + " has no usable name");
  if (kernel.local_bytes % 16 != 0)
    return damaged(which + " has a local size that is not a multiple of 16");
  for (uint32_t i = 0; i < parameters; ++i) {
    KernelParameter parameter;
    parameter.offset = in.get<uint32_t>();
    parameter.bytes = in.get<uint32_t>();
    parameter.alignment = in.get<uint32_t>();
    if (uint64_t{parameter.offset} + parameter.bytes > kernel.parameter_bytes || !is_power_of_two(parameter.alignment))
      return damaged("parameter " + std::to_string(i) + " of " + which + " does not fit the parameter block");
    kernel.parameters.push_back(parameter);
  }
  if (in.remaining() != 0) { // a record of Xox 0.1 ends here
    for (uint32_t& blocks : kernel.required_cluster)
      blocks = in.get<uint32_t>();
    kernel.max_cluster_blocks = in.get<uint32_t>();
    kernel.unusable = in.take_text(in.get<uint32_t>());
    in.take((4 - kernel.unusable.size() % 4) % 4);
    if (in.remaining() != 0) { // images of early Xox 0.2 end here
      kernel.spill_store_bytes = in.get<uint32_t>();
      kernel.spill_load_bytes = in.get<uint32_t>();
    }
    if (!in.ok())
      return damaged(which + " ends too early");
  }
  return kernel;
}

std::expected<ImageMetadata, std::string> read_descriptor(ByteReader in) {
  ImageMetadata metadata;
  const uint32_t header_bytes = in.get<uint32_t>();
  metadata.xox_major = in.get<uint32_t>();
  metadata.xox_minor = in.get<uint32_t>();
  const uint32_t kernels = in.get<uint32_t>();
  if (!in.ok() || header_bytes < kHeaderBytes)
    return damaged("the header ends too early");
  if (metadata.xox_major > kXoxMajor)
    return std::unexpected("the image needs Xox " + std::to_string(metadata.xox_major) + "." +
                           std::to_string(metadata.xox_minor) + ", this machine has " + std::to_string(kXoxMajor) +
                           "." + std::to_string(kXoxMinor) + ": use the toolchain and the runtime of one version");
  in.take(header_bytes - kHeaderBytes);
  for (uint32_t i = 0; i < kernels; ++i) {
    const std::string which = "record " + std::to_string(i);
    const uint32_t record_bytes = in.get<uint32_t>();
    const std::span<const std::byte> record = in.take(record_bytes < 4 ? 0 : record_bytes - 4);
    if (!in.ok() || record.empty())
      return damaged(which + " ends too early");
    std::expected<KernelMetadata, std::string> kernel = read_kernel(ByteReader(record), which);
    if (!kernel)
      return std::unexpected(std::move(kernel.error()));
    metadata.kernels.push_back(std::move(*kernel));
  }
  return metadata;
}

} // namespace

std::vector<std::byte> write_metadata_note(const ImageMetadata& metadata) {
  ByteWriter out;
  out.put(static_cast<uint32_t>(kNoteName.size()));
  const size_t descriptor_size_at = out.size();
  out.put<uint32_t>(0);
  out.put(kNoteType);
  out.append(kNoteName);
  out.align(4);
  const size_t begin = out.size();
  out.put(kHeaderBytes);
  out.put(metadata.xox_major);
  out.put(metadata.xox_minor);
  out.put(static_cast<uint32_t>(metadata.kernels.size()));
  for (const KernelMetadata& kernel : metadata.kernels)
    write_kernel(out, kernel);
  out.put_at(descriptor_size_at, static_cast<uint32_t>(out.size() - begin));
  return out.take();
}

std::expected<ImageMetadata, std::string> read_metadata_note(std::span<const std::byte> note) {
  ByteReader in(note);
  std::expected<ImageMetadata, std::string> result = damaged("there is no note of Ox in it");
  bool found = false;
  while (in.remaining() != 0) {
    const uint32_t name_bytes = in.get<uint32_t>(), descriptor_bytes = in.get<uint32_t>(), type = in.get<uint32_t>();
    const std::string_view name = in.take_text(name_bytes);
    in.take((4 - name_bytes % 4) % 4);
    const std::span<const std::byte> descriptor = in.take(descriptor_bytes);
    if (!in.ok())
      return damaged("a note ends too early");
    // The padding of the last note may have been cut off.
    in.take(std::min<size_t>((4 - descriptor_bytes % 4) % 4, in.remaining()));
    if (name != kNoteName || type != kNoteType)
      continue;
    if (found)
      return damaged("it has two notes of Ox");
    found = true;
    result = read_descriptor(ByteReader(descriptor));
    if (!result)
      return result;
  }
  return result;
}

} // namespace ox::isa
