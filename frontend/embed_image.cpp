#include "frontend/embed_image.h"
#include "llvm/Support/MemoryBuffer.h"

namespace ox::frontend {
namespace {

using llvm::vfs::File;
using llvm::vfs::Status;

class ImageFile : public File {
public:
  explicit ImageFile(std::vector<uint8_t> bytes) : image(std::move(bytes)) {}

  llvm::ErrorOr<Status> status() override {
    return Status(kImageFileName, llvm::sys::fs::UniqueID(), llvm::sys::TimePoint<>(), 0, 0, image.size(),
                  llvm::sys::fs::file_type::regular_file, llvm::sys::fs::all_read);
  }
  llvm::ErrorOr<std::unique_ptr<llvm::MemoryBuffer>> getBuffer(const llvm::Twine& name, int64_t, bool, bool) override {
    llvm::StringRef bytes(reinterpret_cast<const char*>(image.data()), image.size());
    return llvm::MemoryBuffer::getMemBufferCopy(bytes, name);
  }
  std::error_code close() override { return {}; }

private:
  std::vector<uint8_t> image;
};

class FileSystemWithImage : public llvm::vfs::ProxyFileSystem {
public:
  FileSystemWithImage(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> below, ImageProvider image_provider)
      : ProxyFileSystem(std::move(below)), provider(std::move(image_provider)) {}

  llvm::ErrorOr<std::unique_ptr<File>> openFileForRead(const llvm::Twine& path) override {
    if (path.str() != kImageFileName)
      return ProxyFileSystem::openFileForRead(path);
    std::optional<std::vector<uint8_t>> image = provider();
    if (!image)
      return std::make_error_code(std::errc::operation_canceled);
    return std::unique_ptr<File>(new ImageFile(std::move(*image)));
  }

private:
  ImageProvider provider;
};

} // namespace

llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
make_file_system_with_image(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> below, ImageProvider provider) {
  return llvm::makeIntrusiveRefCnt<FileSystemWithImage>(std::move(below), std::move(provider));
}

} // namespace ox::frontend
