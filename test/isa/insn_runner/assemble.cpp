#include "test/isa/insn_runner/assemble.h"
#include "lld/Common/Driver.h"
#include "llvm/MC/MCAsmBackend.h"
#include "llvm/MC/MCAsmInfo.h"
#include "llvm/MC/MCCodeEmitter.h"
#include "llvm/MC/MCContext.h"
#include "llvm/MC/MCInstrInfo.h"
#include "llvm/MC/MCObjectFileInfo.h"
#include "llvm/MC/MCObjectWriter.h"
#include "llvm/MC/MCParser/MCAsmParser.h"
#include "llvm/MC/MCParser/MCTargetAsmParser.h"
#include "llvm/MC/MCRegisterInfo.h"
#include "llvm/MC/MCStreamer.h"
#include "llvm/MC/MCSubtargetInfo.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Support/raw_ostream.h"
#include <cstring>

LLD_HAS_DRIVER(elf)

namespace ox::test {

namespace {
using llvm::SmallString;
constexpr const char* kFeatures = "+m,+a,+f,+d,+zfh,+zfa,+zba,+zbb,+zbs,+zicond,+zacas,+zabha,+zfbfmin,+zihintpause";

const llvm::Target& riscv() {
  static const llvm::Target* target = [] {
    LLVMInitializeRISCVTargetInfo();
    LLVMInitializeRISCVTargetMC();
    LLVMInitializeRISCVAsmParser();
    std::string error;
    return llvm::TargetRegistry::lookupTarget(llvm::Triple("riscv64"), error);
  }();
  return *target;
}

// The first error and the line of the file that it comes from: of the macros between them there are too many to read,
// and of what follows most follows from it.
struct Messages {
  std::string text;
  bool complete = false;
};
void keep_message(const llvm::SMDiagnostic& diagnostic, void* context) {
  Messages& messages = *static_cast<Messages*>(context);
  const bool is_error = diagnostic.getKind() == llvm::SourceMgr::DK_Error;
  const bool is_place = !diagnostic.getFilename().starts_with("<");
  if (messages.complete || (!messages.text.empty() && !is_place))
    return;
  if (is_error && !messages.text.empty()) {
    messages.complete = true;
    return;
  }
  llvm::raw_string_ostream stream(messages.text);
  diagnostic.print(nullptr, stream, false);
  messages.complete = is_place;
}

// What llvm-mc -filetype=obj does.
std::expected<SmallString<0>, std::string> make_object(const std::string& path,
                                                       const std::vector<std::string>& include_folders) {
  auto buffer = llvm::MemoryBuffer::getFile(path);
  if (!buffer)
    return std::unexpected("cannot read " + path + ": " + buffer.getError().message());
  const llvm::Triple triple("riscv64");
  const llvm::Target& target = riscv();
  llvm::SourceMgr sources;
  Messages messages;
  sources.AddNewSourceBuffer(std::move(*buffer), llvm::SMLoc());
  sources.setIncludeDirs(include_folders);
  sources.setDiagHandler(keep_message, &messages);
  llvm::MCTargetOptions options;
  std::unique_ptr<llvm::MCRegisterInfo> registers(target.createMCRegInfo(triple));
  std::unique_ptr<llvm::MCAsmInfo> assembly(target.createMCAsmInfo(*registers, triple, options));
  std::unique_ptr<llvm::MCInstrInfo> instructions(target.createMCInstrInfo());
  std::unique_ptr<llvm::MCSubtargetInfo> subtarget(target.createMCSubtargetInfo(triple, "", kFeatures));
  llvm::MCContext context(triple, assembly.get(), registers.get(), subtarget.get(), &sources, &options);
  std::unique_ptr<llvm::MCObjectFileInfo> object_file(target.createMCObjectFileInfo(context, true));
  context.setObjectFileInfo(object_file.get());
  context.setDiagnosticHandler([&](const llvm::SMDiagnostic& diagnostic, bool, const llvm::SourceMgr&,
                                   std::vector<const llvm::MDNode*>&) { keep_message(diagnostic, &messages); });

  SmallString<0> object;
  llvm::raw_svector_ostream stream(object);
  std::unique_ptr<llvm::MCAsmBackend> backend(target.createMCAsmBackend(*subtarget, *registers, options));
  auto writer = backend->createObjectWriter(stream);
  std::unique_ptr<llvm::MCStreamer> streamer(target.createMCObjectStreamer(
      triple, context, std::move(backend), std::move(writer),
      std::unique_ptr<llvm::MCCodeEmitter>(target.createMCCodeEmitter(*instructions, context)), *subtarget));
  std::unique_ptr<llvm::MCAsmParser> parser(llvm::createMCAsmParser(sources, context, *streamer, *assembly));
  std::unique_ptr<llvm::MCTargetAsmParser> syntax(
      target.createMCAsmParser(*subtarget, *parser, *instructions, options));
  parser->setTargetParser(*syntax);
  if (parser->Run(false))
    return std::unexpected(messages.text);
  return object;
}

std::string run_lld(const std::string& object, const std::string& image) {
  const char* arguments[] = {"ld.lld",       "-pie",    "--no-dynamic-linker", "--no-relax", "--build-id=none",
                             "-z",           "norelro", "--threads=1",         "-e",         "0",
                             object.c_str(), "-o",      image.c_str()};
  std::string out, err;
  llvm::raw_string_ostream out_stream(out), err_stream(err);
  lld::Result result = lld::lldMain(arguments, out_stream, err_stream, {{lld::Gnu, &lld::elf::link}});
  return result.retCode == 0 ? "" : "linking failed:\n" + err;
}

struct TemporaryFolder {
  SmallString<128> path;
  std::error_code error = llvm::sys::fs::createUniqueDirectory("ox-insn", path);
  ~TemporaryFolder() {
    if (!error)
      llvm::sys::fs::remove_directories(path);
  }
  std::string file(llvm::StringRef name) const { return (path + "/" + name).str(); }
};
} // namespace

std::expected<std::vector<std::byte>, std::string> assemble(const std::string& path,
                                                            const std::vector<std::string>& include_folders) {
  auto object = make_object(path, include_folders);
  if (!object)
    return std::unexpected(object.error());
  static const TemporaryFolder folder;
  if (folder.error)
    return std::unexpected("cannot create a temporary folder: " + folder.error.message());
  const std::string object_path = folder.file("test.o"), image_path = folder.file("test.elf");
  std::error_code error;
  {
    llvm::raw_fd_ostream file(object_path, error);
    if (!error)
      file << llvm::StringRef(object->data(), object->size());
  }
  if (error)
    return std::unexpected("cannot write " + object_path + ": " + error.message());
  if (std::string why = run_lld(object_path, image_path); !why.empty())
    return std::unexpected(why);
  auto image = llvm::MemoryBuffer::getFile(image_path, false, false, true);
  if (!image)
    return std::unexpected("cannot read " + image_path + ": " + image.getError().message());
  std::vector<std::byte> bytes((*image)->getBufferSize());
  std::memcpy(bytes.data(), (*image)->getBufferStart(), bytes.size());
  return bytes;
}

} // namespace ox::test
