// What the compiler library, libox-compiler.so, exports: in C, because the two sides may be built apart.
#pragma once
#include <stddef.h>
#include <stdint.h>

namespace ox::compiler {

struct Source {
  const char* name;
  const char* text;
  size_t bytes;
};

struct Result {
  uint8_t* elf; // null: there are errors; the log says which
  size_t elf_bytes;
  char* log; // ends with a zero
};

// How a payload of a fat binary is compressed.
enum Compression : int { kLz4Block = 1, kZstandard = 2 };

inline constexpr char kLibrary[] = "libox-compiler.so.1";
inline constexpr char kCompilePtx[] = "ox_compile_ptx";
inline constexpr char kReleaseResult[] = "ox_release_result";
inline constexpr char kDecompress[] = "ox_decompress";
using CompilePtx = Result(const Source* sources, size_t count);
using ReleaseResult = void(Result* result);
// Fills `to`; how many bytes were written, or SIZE_MAX if what is there isn't sound or doesn't fit.
using Decompress = size_t(int compression, const void* from, size_t from_bytes, void* to, size_t to_bytes);

} // namespace ox::compiler
