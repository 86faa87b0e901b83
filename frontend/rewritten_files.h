// What nvcc reads and clang doesn't, respelled before clang sees it: source files with their text changed on the way.
// A change keeps the length and the lines, so that places in diagnostics stay right.
#pragma once
#include "llvm/Support/VirtualFileSystem.h"
#include <optional>
#include <string>
#include <vector>

namespace ox::frontend {

// A file's text as it should be read; nullopt if that is as it is.
using Rewrite = std::optional<std::string> (*)(llvm::StringRef text);

// Everything but the system's own headers goes through all rewrites in order.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
make_file_system_with_rewrites(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> below, std::vector<Rewrite> rewrites);

} // namespace ox::frontend
