// The device image as a file that clang can include but that nobody wrote: clang's host side reads the image through
// the file system when it emits the registration code, which is the last thing it does.  So the host compile starts at
// once, in parallel with the device compile, and waits for the image only there.
#pragma once
#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace ox::frontend {

// Blocks until the image is known; nothing when the device side failed.
using ImageProvider = std::function<std::optional<std::vector<uint8_t>>()>;

// The name under which the file system below serves the image.
inline constexpr const char* kImageFileName = "<ox device image>";

// The file system below, and the image.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
make_file_system_with_image(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> below, ImageProvider provider);

} // namespace ox::frontend
