#include "runtime/devices/physical_memory.h"
#include "runtime/extents.h"
#include "simulator/shared_space.h"
#include "simulator/text.h"
#include <mutex>

namespace ox {

namespace {

class FileMemory final : public PhysicalMemory {
public:
  FileMemory(std::shared_ptr<sim::MemoryFile> file, std::shared_ptr<void> kept)
      : file_(std::move(file)), kept_(std::move(kept)) {}
  uint64_t bytes() const override { return file_->bytes(); }
  Handle handle() const override { return {file_->descriptor(), 0}; }
  void discard(uint64_t offset, uint64_t bytes) override { file_->discard(offset, bytes); }
  Label label() const override { return file_->label(); }
  const sim::MemoryFile& file() const { return *file_; }

private:
  const std::shared_ptr<sim::MemoryFile> file_;
  const std::shared_ptr<void> kept_;
};

// Programs make physical memory by the ten thousand, more than a process has descriptors; so what nobody asked to
// export is a part of one file.
class Sections {
public:
  static Sections& instance() {
    static Sections& sections = *new Sections;
    return sections;
  }
  struct Section {
    std::shared_ptr<sim::MemoryFile> file;
    uint64_t offset;
  };
  std::expected<Section, std::string> take(uint64_t bytes) {
    std::scoped_lock lock(mutex_);
    if (!file_) {
      constexpr uint64_t kLargest = uint64_t{1} << 45; // addresses of a file cost nothing
      auto made = sim::MemoryFile::create(kLargest);
      if (!made)
        return std::unexpected(made.error());
      file_ = std::move(*made);
      free_.add(0, kLargest);
    }
    auto offset = free_.take(bytes, sim::SharedSpace::kUnitBytes);
    if (!offset)
      return std::unexpected("no room for " + sim::byte_count(bytes) + " of physical memory");
    return Section{file_, *offset};
  }
  void give_back(uint64_t offset, uint64_t bytes) {
    std::scoped_lock lock(mutex_);
    file_->discard(offset, bytes);
    free_.add(offset, bytes);
  }

private:
  std::mutex mutex_;
  std::shared_ptr<sim::MemoryFile> file_;
  Extents free_;
};

class SectionMemory final : public PhysicalMemory {
public:
  SectionMemory(Sections::Section section, uint64_t bytes, std::shared_ptr<void> kept)
      : section_(std::move(section)), bytes_(bytes), kept_(std::move(kept)) {}
  ~SectionMemory() override { Sections::instance().give_back(section_.offset, bytes_); }
  uint64_t bytes() const override { return bytes_; }
  Handle handle() const override { return {section_.file->descriptor(), section_.offset}; }
  void discard(uint64_t offset, uint64_t bytes) override { section_.file->discard(section_.offset + offset, bytes); }
  Label label() const override { return {}; }

private:
  const Sections::Section section_;
  const uint64_t bytes_;
  const std::shared_ptr<void> kept_;
};

class SimulatedAddressSpace final : public AddressSpace {
public:
  using Checked = std::expected<void, std::string>;
  uint64_t unit_bytes() const override { return sim::SharedSpace::kUnitBytes; }
  std::expected<DeviceAddress, std::string> reserve(uint64_t bytes, uint64_t alignment, DeviceAddress wanted) override {
    return space_.reserve(bytes, alignment, wanted);
  }
  Checked release(DeviceAddress address, uint64_t bytes) override { return space_.release(address, bytes); }
  // The mapping itself keeps the file; a section keeps nobody's, so its owner has to.
  Checked map(DeviceAddress address, uint64_t bytes, const PhysicalMemoryRef& memory, uint64_t offset) override {
    const PhysicalMemory::Handle handle = memory->handle();
    return space_.map(address, bytes, handle.descriptor, handle.offset + offset);
  }
  Checked unmap(DeviceAddress address, uint64_t bytes) override { return space_.unmap(address, bytes); }
  std::expected<PhysicalMemoryRef, std::string> import(int descriptor) override {
    auto file = sim::MemoryFile::open(descriptor);
    if (!file)
      return std::unexpected(file.error());
    return physical_memory_of(std::move(*file));
  }

private:
  sim::SharedSpace& space_ = sim::SharedSpace::instance();
};

} // namespace

PhysicalMemoryRef physical_memory_of(std::shared_ptr<sim::MemoryFile> file) {
  return std::make_shared<FileMemory>(std::move(file), nullptr);
}

std::expected<PhysicalMemoryRef, std::string>
make_physical_memory(uint64_t bytes, const PhysicalMemory::Label* exported, std::shared_ptr<void> kept) {
  if (exported) {
    auto file = sim::MemoryFile::create(bytes, *exported);
    if (!file)
      return std::unexpected(file.error());
    return std::make_shared<FileMemory>(std::move(*file), std::move(kept));
  }
  auto section = Sections::instance().take(bytes);
  if (!section)
    return std::unexpected(section.error());
  return std::make_shared<SectionMemory>(std::move(*section), bytes, std::move(kept));
}

AddressSpace& shared_address_space() {
  static SimulatedAddressSpace& space = *new SimulatedAddressSpace;
  return space;
}

} // namespace ox
