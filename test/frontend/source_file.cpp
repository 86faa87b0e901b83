#include "test/frontend/source_file.h"
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace ox::frontend::test {

SourceFile::SourceFile(const std::string& text, const std::string& name) {
  std::string pattern = std::filesystem::temp_directory_path() / "ox-frontend-XXXXXX";
  folder = mkdtemp(pattern.data());
  write("include/cuda_runtime.h", R"(
#define __global__ __attribute__((global))
#define __device__ __attribute__((device))
#define __host__ __attribute__((host))
#define __shared__ __attribute__((shared))
struct dim3 { unsigned x, y, z; constexpr dim3(unsigned a = 1, unsigned b = 1, unsigned c = 1) : x(a), y(b), z(c) {} };
typedef struct CUstream_st* cudaStream_t;
typedef int cudaError_t;
extern "C" unsigned __cudaPushCallConfiguration(dim3, dim3, unsigned long = 0, cudaStream_t = 0);
extern "C" cudaError_t cudaLaunchKernel(const void*, dim3, dim3, void**, unsigned long, cudaStream_t);
)");
  source = path(name);
  write(name, text);
}

SourceFile::~SourceFile() { std::filesystem::remove_all(folder); }

CompileOptions SourceFile::options() const {
  CompileOptions options;
  options.input = source;
  options.prefix = folder;
  return options;
}

void SourceFile::write(const std::string& name, const std::string& text) const {
  std::filesystem::create_directories(std::filesystem::path(path(name)).parent_path());
  std::ofstream(path(name), std::ios::binary) << text;
}

std::string SourceFile::read(const std::string& name) const {
  std::ifstream file(path(name), std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace ox::frontend::test
