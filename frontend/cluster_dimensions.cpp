#include "frontend/cluster_dimensions.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/GlobalVariable.h"
#include "llvm/IR/Module.h"

namespace ox::frontend {
namespace {

// Clang's record of an annotation: { function, text, file, line, arguments }.
bool is_cluster_annotation(const llvm::ConstantStruct& record) {
  auto* text = llvm::dyn_cast<llvm::GlobalVariable>(record.getOperand(1)->stripPointerCasts());
  auto* bytes =
      text && text->hasInitializer() ? llvm::dyn_cast<llvm::ConstantDataArray>(text->getInitializer()) : nullptr;
  return bytes && bytes->isCString() && bytes->getAsCString() == "ox.cluster_dims";
}

// "2,4,1"; what is not given is 1.
std::string dimensions_of(const llvm::ConstantStruct& record) {
  std::string text;
  auto* arguments = llvm::dyn_cast<llvm::GlobalVariable>(record.getOperand(4)->stripPointerCasts());
  const llvm::Constant* values = arguments && arguments->hasInitializer() ? arguments->getInitializer() : nullptr;
  for (unsigned i = 0; i < 3; ++i) {
    auto* value = values ? llvm::dyn_cast_or_null<llvm::ConstantInt>(values->getAggregateElement(i)) : nullptr;
    text += (i ? "," : "") + std::to_string(value ? value->getZExtValue() : 1);
  }
  return text;
}

} // namespace

void apply_cluster_dimensions(llvm::Module& module) {
  llvm::GlobalVariable* all = module.getGlobalVariable("llvm.global.annotations");
  auto* records = all && all->hasInitializer() ? llvm::dyn_cast<llvm::ConstantArray>(all->getInitializer()) : nullptr;
  if (!records)
    return;
  for (const llvm::Use& use : records->operands()) {
    auto* record = llvm::dyn_cast<llvm::ConstantStruct>(use.get());
    auto* function = record ? llvm::dyn_cast<llvm::Function>(record->getOperand(0)->stripPointerCasts()) : nullptr;
    if (function && is_cluster_annotation(*record))
      function->addFnAttr("nvvm.cluster_dim", dimensions_of(*record));
  }
  all->eraseFromParent(); // nobody else reads annotations, and they would keep what they are about
}

} // namespace ox::frontend
