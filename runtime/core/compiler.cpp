#include "runtime/core/compiler.h"
#include "runtime/core/compiler_library.h"
#include "runtime/core/settings.h"
#include "runtime/core/translation_cache.h"

namespace ox::runtime {

namespace {

// All that a translation depends on.  Of compressed text the compressed form, which is as good a name and needs no
// compiler library to read.
Digest digest_of(const std::vector<PtxSource>& sources) {
  Sha256 digest;
  digest.add_field(compiler_identity());
  for (const PtxSource& source : sources)
    digest.add_field(source.name)
        .add(static_cast<uint64_t>(source.compression))
        .add(source.bytes)
        .add_field(source.text);
  return digest.finish();
}

// False if what is stored isn't sound.
bool decompress(const CompilerLibrary& compiler, PtxSource& source) {
  if (source.compression == isa::Compression::kNone)
    return true;
  const auto how = source.compression == isa::Compression::kLz4 ? compiler::Compression::kLz4Block
                                                                : compiler::Compression::kZstandard;
  std::string text(source.bytes, '\0');
  const size_t written = compiler.decompress(how, source.text.data(), source.text.size(), text.data(), text.size());
  if (written > text.size())
    return false;
  text.resize(written);
  text.resize(std::string_view(text).find_last_not_of('\0') + 1);
  source = {std::move(source.name), std::move(text)};
  return true;
}

Result<Translation> translate(std::vector<PtxSource> sources, std::string& log) {
  const CompilerLibrary& compiler = compiler_library();
  if (!compiler.compile_ptx) {
    log = "PTX needs the compiler library " + std::string(compiler::kLibrary) + " (" + compiler.failure +
          "); put the lib64 folder of Ox into LD_LIBRARY_PATH";
    return fail(Error::JitCompilerNotFound);
  }
  std::vector<compiler::Source> texts;
  for (PtxSource& source : sources) {
    if (!decompress(compiler, source)) {
      log = "it is damaged: its PTX can't be decompressed";
      return fail(Error::InvalidKernelImage);
    }
    texts.push_back({source.name.c_str(), source.text.data(), source.text.size()});
  }
  compiler::Result result = compiler.compile_ptx(texts.data(), texts.size());
  const auto* begin = reinterpret_cast<const std::byte*>(result.elf);
  Translation translation{.elf = {begin, begin + result.elf_bytes}, .log = result.log};
  const bool success = result.elf != nullptr;
  compiler.release(&result);
  if (!success) {
    log = std::move(translation.log);
    return fail(Error::InvalidPtx);
  }
  return translation;
}

} // namespace

Result<std::vector<std::byte>> compile_ptx(const std::vector<PtxSource>& sources, std::string& log) {
  if (settings().refuses_ptx) {
    log = "it would have to be compiled, which CUDA_DISABLE_PTX_JIT forbids";
    return fail(Error::JitCompilationDisabled);
  }
  const TranslationCache* cache = compiler_identity().empty() ? nullptr : TranslationCache::instance();
  const Digest key = cache ? digest_of(sources) : Digest{};
  auto kept = cache ? cache->find(key) : std::nullopt;
  if (!kept) {
    auto translation = translate(sources, log);
    if (!translation)
      return fail(translation.error());
    if (cache)
      cache->store(key, *translation);
    kept = std::move(*translation);
  }
  log = std::move(kept->log);
  return std::move(kept->elf);
}

Result<std::string> plain_text(PtxSource source, std::string& log) {
  if (source.compression == isa::Compression::kNone)
    return std::move(source.text);
  const CompilerLibrary& compiler = compiler_library();
  if (!compiler.decompress) {
    log = "compressed PTX needs the compiler library (" + compiler.failure + ")";
    return fail(Error::JitCompilerNotFound);
  }
  if (!decompress(compiler, source)) {
    log = "it is damaged: its PTX can't be decompressed";
    return fail(Error::InvalidKernelImage);
  }
  return std::move(source.text);
}

} // namespace ox::runtime
