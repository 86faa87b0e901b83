#include "frontend/rewritten_files.h"
#include "llvm/Support/MemoryBuffer.h"

namespace ox::frontend {
namespace {

class RewrittenFile : public llvm::vfs::File {
public:
  RewrittenFile(std::unique_ptr<File> file, const std::vector<Rewrite>& all) : below(std::move(file)), rewrites(all) {}
  llvm::ErrorOr<llvm::vfs::Status> status() override { return below->status(); }
  llvm::ErrorOr<std::string> getName() override { return below->getName(); }
  std::error_code close() override { return below->close(); }
  llvm::ErrorOr<std::unique_ptr<llvm::MemoryBuffer>> getBuffer(const llvm::Twine& name, int64_t size,
                                                               bool null_terminated, bool is_volatile) override {
    auto buffer = below->getBuffer(name, size, null_terminated, is_volatile);
    if (!buffer)
      return buffer;
    std::optional<std::string> text;
    for (Rewrite rewrite : rewrites)
      if (std::optional<std::string> changed = rewrite(text ? llvm::StringRef(*text) : (*buffer)->getBuffer()))
        text = std::move(changed);
    return text ? llvm::MemoryBuffer::getMemBufferCopy(*text, (*buffer)->getBufferIdentifier()) : std::move(*buffer);
  }

private:
  std::unique_ptr<File> below;
  const std::vector<Rewrite>& rewrites;
};

class RewritingFileSystem : public llvm::vfs::ProxyFileSystem {
public:
  RewritingFileSystem(llvm::IntrusiveRefCntPtr<FileSystem> below, std::vector<Rewrite> all)
      : ProxyFileSystem(std::move(below)), rewrites(std::move(all)) {}
  llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>> openFileForRead(const llvm::Twine& path) override {
    auto file = ProxyFileSystem::openFileForRead(path);
    if (!file || llvm::StringRef(path.str()).starts_with("/usr/"))
      return file;
    return std::unique_ptr<llvm::vfs::File>(new RewrittenFile(std::move(*file), rewrites));
  }

private:
  std::vector<Rewrite> rewrites;
};

} // namespace

llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
make_file_system_with_rewrites(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> below, std::vector<Rewrite> rewrites) {
  return llvm::makeIntrusiveRefCnt<RewritingFileSystem>(std::move(below), std::move(rewrites));
}

} // namespace ox::frontend
