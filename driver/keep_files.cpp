#include "driver/keep_files.h"
#include "driver/run.h"
#include "frontend/preprocess.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

namespace ox::driver {

std::string keep_preprocessed_files(const CompileJob& job) {
  if (job.keep_stem.empty())
    return {};
  const llvm::StringRef folder = llvm::sys::path::parent_path(job.keep_stem);
  if (std::error_code error = folder.empty() ? std::error_code() : llvm::sys::fs::create_directories(folder))
    return "can't make the folder '" + folder.str() + "': " + error.message();
  if (job.options.language != frontend::Language::kCuda || job.is_ptx || job.is_image)
    return {};
  frontend::DiagnosticLog unread(false);
  frontend::preprocess(job.options, frontend::Side::kDevice, job.keep_stem + ".cpp1.ii", unread);
  frontend::preprocess(job.options, frontend::Side::kHost, job.keep_stem + ".cpp4.ii", unread);
  return {};
}

void keep_file(const CompileJob& job, const std::string& extension, std::span<const uint8_t> bytes) {
  if (!job.keep_stem.empty() && !write_file(job.keep_stem + extension, bytes))
    print_error("can't write '" + job.keep_stem + extension + "'");
}

} // namespace ox::driver
