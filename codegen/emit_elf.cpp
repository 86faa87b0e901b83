// LLD reads and writes files, so the object takes a detour over a temporary folder.  LLD keeps state in globals that
// it resets between runs: one run at a time.
#include "codegen/emit_elf.h"
#include "isa/kernel_abi.h"
#include "lld/Common/Driver.h"
#include "llvm/ObjCopy/CommonConfig.h"
#include "llvm/ObjCopy/ELF/ELFConfig.h"
#include "llvm/ObjCopy/ELF/ELFObjcopy.h"
#include "llvm/Object/ELFObjectFile.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <mutex>

LLD_HAS_DRIVER(elf)

namespace ox::codegen {

namespace {

using Bytes = std::unique_ptr<llvm::MemoryBuffer>;

// A folder of our own under the system's temporary folder, gone with its files when the scope ends.
class TemporaryFolder {
public:
  static std::expected<TemporaryFolder, std::string> create() {
    TemporaryFolder folder;
    if (std::error_code error = llvm::sys::fs::createUniqueDirectory("ox", folder.path_))
      return std::unexpected("cannot create a temporary folder for linking: " + error.message() +
                             "; point TMPDIR at a folder with room");
    return folder;
  }
  TemporaryFolder(TemporaryFolder&& other) : path_(std::move(other.path_)) { other.path_.clear(); }
  TemporaryFolder& operator=(TemporaryFolder&&) = delete;
  ~TemporaryFolder() {
    if (!path_.empty())
      llvm::sys::fs::remove_directories(path_);
  }
  std::string file(llvm::StringRef name) const {
    llvm::SmallString<128> path = path_;
    llvm::sys::path::append(path, name);
    return path.str().str();
  }

private:
  TemporaryFolder() = default;
  llvm::SmallString<128> path_;
};

std::expected<void, std::string> run_lld(const std::string& object, const std::string& image) {
  static std::mutex one_at_a_time;
  std::lock_guard lock(one_at_a_time);
  const char* arguments[] = {"ld.lld",
                             "-pie",
                             "--no-dynamic-linker",
                             "--no-relax",
                             "--no-undefined",
                             "-z",
                             "text",
                             "-z",
                             "norelro",
                             "-z",
                             "max-page-size=4096",
                             "-z",
                             "separate-code",
                             "-z",
                             "nognustack",
                             "--hash-style=sysv",
                             "--threads=1",
                             "-e",
                             "0",
                             object.c_str(),
                             "-o",
                             image.c_str()};
  std::string out, err;
  llvm::raw_string_ostream out_stream(out), err_stream(err);
  lld::Result result = lld::lldMain(arguments, out_stream, err_stream, {{lld::Gnu, &lld::elf::link}});
  if (result.retCode != 0)
    return std::unexpected("linking the device code failed:\n" + err);
  return {};
}

std::expected<Bytes, std::string> link(const MachineCode& object) {
  auto folder = TemporaryFolder::create();
  if (!folder)
    return std::unexpected(folder.error());
  std::string object_path = folder->file("module.o"), image_path = folder->file("image");
  std::error_code error;
  llvm::raw_fd_ostream file(object_path, error);
  file.write(object.bytes.data(), object.bytes.size());
  file.close();
  if (error || file.has_error()) {
    file.clear_error();
    return std::unexpected("cannot write " + object_path + "; point TMPDIR at a folder with room");
  }
  if (auto linked = run_lld(object_path, image_path); !linked)
    return std::unexpected(linked.error());
  auto image = llvm::MemoryBuffer::getFile(image_path, false, false, true);
  if (!image)
    return std::unexpected("cannot read " + image_path + ": " + image.getError().message());
  return std::move(*image);
}

Bytes metadata_note(const Compilation& compilation) {
  isa::ImageMetadata metadata{.xox_major = isa::kXoxMajor, .xox_minor = isa::kXoxMinor, .kernels = {}};
  for (const auto& [name, kernel] : compilation.kernels)
    metadata.kernels.push_back(kernel);
  std::vector<std::byte> note = isa::write_metadata_note(metadata);
  return llvm::MemoryBuffer::getMemBufferCopy({reinterpret_cast<const char*>(note.data()), note.size()}, "note");
}

} // namespace

std::expected<std::vector<uint8_t>, std::string> emit_elf(const MachineCode& object, const Compilation& compilation) {
  auto image = link(object);
  if (!image)
    return std::unexpected(image.error());

  auto binary = llvm::object::ObjectFile::createELFObjectFile(**image);
  if (!binary)
    return std::unexpected("internal error of Ox: " + llvm::toString(binary.takeError()));
  llvm::objcopy::CommonConfig config;
  config.AddSection.emplace_back(".note.ox", metadata_note(compilation));
  config.DiscardMode = llvm::objcopy::DiscardType::Locals; // labels of the assembler
  llvm::SmallVector<char, 0> output;
  llvm::raw_svector_ostream stream(output);
  if (llvm::Error error = llvm::objcopy::elf::executeObjcopyOnBinary(
          config, llvm::objcopy::ELFConfig(), *llvm::cast<llvm::object::ELFObjectFileBase>(binary->get()), stream))
    return std::unexpected("internal error of Ox: " + llvm::toString(std::move(error)));
  return std::vector<uint8_t>(output.begin(), output.end());
}

} // namespace ox::codegen
