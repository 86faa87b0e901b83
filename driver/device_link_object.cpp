// See device_link_object.h.
#include "driver/device_link_object.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/IR/Module.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Object/ObjectFile.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Target/TargetMachine.h"
#include "llvm/Target/TargetOptions.h"
#include "llvm/TargetParser/Host.h"
#include "llvm/Transforms/Utils/ModuleUtils.h"

namespace ox::driver {
namespace {

constexpr llvm::StringLiteral kWarningSection = ".gnu.warning.";
constexpr uint32_t kWrapperMagic = 0x466243b1, kWrapperVersion = 1;
constexpr int kUnregisterPriority = 101; // the last but the system's own: destructors of the program may use the image

class Builder {
public:
  explicit Builder(llvm::Module& module)
      : module_(module), context_(module.getContext()), pointer_(llvm::PointerType::getUnqual(context_)),
        void_(llvm::Type::getVoidTy(context_)) {}

  void build(std::span<const std::string> registrations, std::span<const std::byte> container) {
    handle_ = new llvm::GlobalVariable(module_, pointer_, false, llvm::GlobalValue::InternalLinkage,
                                       llvm::ConstantPointerNull::get(pointer_), "device_link_handle");
    llvm::Function* register_image = define_register_image(make_wrapper(container));
    for (const std::string& name : registrations)
      define_registration(name, *register_image);
    define_unregister();
  }

private:
  llvm::GlobalVariable* make_wrapper(std::span<const std::byte> container) {
    llvm::StringRef bytes(reinterpret_cast<const char*>(container.data()), container.size());
    llvm::Constant* content = llvm::ConstantDataArray::getString(context_, bytes, false);
    auto* image = new llvm::GlobalVariable(module_, content->getType(), true, llvm::GlobalValue::InternalLinkage,
                                           content, "device_link_image");
    image->setSection(".nv_fatbin");
    image->setAlignment(llvm::Align(16));
    llvm::IntegerType* word = llvm::Type::getInt32Ty(context_);
    llvm::Constant* fields = llvm::ConstantStruct::getAnon({llvm::ConstantInt::get(word, kWrapperMagic),
                                                            llvm::ConstantInt::get(word, kWrapperVersion), image,
                                                            llvm::ConstantPointerNull::get(pointer_)});
    auto* wrapper = new llvm::GlobalVariable(module_, fields->getType(), true, llvm::GlobalValue::InternalLinkage,
                                             fields, "device_link_wrapper");
    wrapper->setSection(".nvFatBinSegment");
    wrapper->setAlignment(llvm::Align(8));
    return wrapper;
  }

  llvm::Function* make_function(llvm::FunctionType* type, llvm::GlobalValue::LinkageTypes linkage,
                                const std::string& name) {
    auto* function = llvm::Function::Create(type, linkage, name, module_);
    function->addFnAttr(llvm::Attribute::NoUnwind);
    return function;
  }

  // The first object that registers brings the image along.
  llvm::Function* define_register_image(llvm::GlobalVariable* wrapper) {
    llvm::Function* function = make_function(llvm::FunctionType::get(pointer_, false),
                                             llvm::GlobalValue::InternalLinkage, "device_link_register");
    auto* entry = llvm::BasicBlock::Create(context_, "entry", function);
    auto* first = llvm::BasicBlock::Create(context_, "first", function);
    auto* later = llvm::BasicBlock::Create(context_, "later", function);
    llvm::IRBuilder<> builder(entry);
    llvm::Value* known = builder.CreateLoad(pointer_, handle_);
    builder.CreateCondBr(builder.CreateIsNull(known), first, later);
    builder.SetInsertPoint(first);
    llvm::Value* handle =
        builder.CreateCall(module_.getOrInsertFunction("__cudaRegisterFatBinary", pointer_, pointer_), {wrapper});
    builder.CreateStore(handle, handle_);
    builder.CreateRet(handle);
    builder.SetInsertPoint(later);
    builder.CreateRet(known);
    return function;
  }

  // void f(void (*register_symbols)(void** handle), void* wrapper, void* module_id, void (*unused)(void*))
  void define_registration(const std::string& name, llvm::Function& register_image) {
    llvm::Function* function =
        make_function(llvm::FunctionType::get(void_, {pointer_, pointer_, pointer_, pointer_}, false),
                      llvm::GlobalValue::ExternalLinkage, name);
    function->setVisibility(llvm::GlobalValue::HiddenVisibility);
    llvm::IRBuilder<> builder(llvm::BasicBlock::Create(context_, "entry", function));
    llvm::Value* handle = builder.CreateCall(&register_image);
    auto* callback = llvm::FunctionType::get(void_, {pointer_}, false);
    builder.CreateCall(callback, function->getArg(0), {handle});
    builder.CreateCall(module_.getOrInsertFunction("__cudaRegisterFatBinaryEnd", void_, pointer_), {handle});
    builder.CreateRetVoid();
  }

  void define_unregister() {
    llvm::Function* function = make_function(llvm::FunctionType::get(void_, false), llvm::GlobalValue::InternalLinkage,
                                             "device_link_unregister");
    auto* entry = llvm::BasicBlock::Create(context_, "entry", function);
    auto* registered = llvm::BasicBlock::Create(context_, "registered", function);
    auto* done = llvm::BasicBlock::Create(context_, "done", function);
    llvm::IRBuilder<> builder(entry);
    llvm::Value* handle = builder.CreateLoad(pointer_, handle_);
    builder.CreateCondBr(builder.CreateIsNull(handle), done, registered);
    builder.SetInsertPoint(registered);
    builder.CreateCall(module_.getOrInsertFunction("__cudaUnregisterFatBinary", void_, pointer_), {handle});
    builder.CreateBr(done);
    builder.SetInsertPoint(done);
    builder.CreateRetVoid();
    llvm::appendToGlobalDtors(module_, function, kUnregisterPriority);
  }

  llvm::Module& module_;
  llvm::LLVMContext& context_;
  llvm::PointerType* pointer_;
  llvm::Type* void_;
  llvm::GlobalVariable* handle_ = nullptr;
};

// GNU ld prints the content of such a section when an object refers to the symbol.
void add_warning(llvm::Module& module, const LinkWarning& warning) {
  llvm::Constant* text = llvm::ConstantDataArray::getString(module.getContext(), warning.text);
  auto* variable = new llvm::GlobalVariable(module, text->getType(), true, llvm::GlobalValue::InternalLinkage, text);
  variable->setSection((kWarningSection + warning.symbol).str());
  llvm::appendToUsed(module, {variable});
}

std::unique_ptr<llvm::TargetMachine> make_host_machine(const llvm::Triple& triple) {
  llvm::InitializeNativeTarget();
  llvm::InitializeNativeTargetAsmPrinter();
  std::string error;
  const llvm::Target* target = llvm::TargetRegistry::lookupTarget(triple, error);
  if (!target)
    return nullptr;
  llvm::TargetOptions options;
  options.UseInitArray = true; // .dtors are of another age, and LLD doesn't run them
  return std::unique_ptr<llvm::TargetMachine>(target->createTargetMachine(triple, "", "", options, llvm::Reloc::PIC_));
}

} // namespace

std::expected<std::vector<uint8_t>, std::string> make_device_link_object(std::span<const std::string> registrations,
                                                                         std::span<const LinkWarning> warnings,
                                                                         std::span<const std::byte> container) {
  const llvm::Triple triple(llvm::sys::getDefaultTargetTriple());
  std::unique_ptr<llvm::TargetMachine> machine = make_host_machine(triple);
  if (!machine)
    return std::unexpected("internal error of Ox: its LLVM has no code generator for this host");
  llvm::LLVMContext context;
  llvm::Module module("device link", context);
  module.setTargetTriple(triple);
  module.setDataLayout(machine->createDataLayout());
  module.setPICLevel(llvm::PICLevel::BigPIC);
  if (!registrations.empty()) // otherwise there is nothing to register: a valid object with nothing in it
    Builder(module).build(registrations, container);
  for (const LinkWarning& warning : warnings)
    add_warning(module, warning);

  llvm::SmallVector<char, 0> bytes;
  llvm::raw_svector_ostream stream(bytes);
  llvm::legacy::PassManager passes;
  if (machine->addPassesToEmitFile(passes, stream, nullptr, llvm::CodeGenFileType::ObjectFile))
    return std::unexpected("internal error of Ox: its LLVM can't write objects for this host");
  passes.run(module);
  return std::vector<uint8_t>(bytes.begin(), bytes.end());
}

std::vector<LinkWarning> read_link_warnings(const std::string& path) {
  std::vector<LinkWarning> warnings;
  auto file = llvm::object::ObjectFile::createObjectFile(path);
  if (!file) {
    llvm::consumeError(file.takeError());
    return warnings;
  }
  for (const llvm::object::SectionRef& section : file->getBinary()->sections()) {
    auto name = section.getName();
    auto contents = section.getContents();
    if (name && contents && name->starts_with(kWarningSection))
      warnings.push_back({name->drop_front(kWarningSection.size()).str(), contents->rtrim('\0').str()});
    llvm::consumeError(name.takeError());
    llvm::consumeError(contents.takeError());
  }
  return warnings;
}

} // namespace ox::driver
