// ox.split and ox.join are advice (docs/adr/0003): wherever they stand, programs compute the same.  This stage makes
// that testable.  With a seed it removes some of the hints, moves others to places chosen at random, adds some, and
// passes the tokens from splits to joins through a few variables that any of them may use: so a join finds the token of
// another divergence, one of an earlier round of a loop, or a mask that no split ever gave.
#include "codegen/passes/scatter_convergence_hints.h"
#include "codegen/compilation.h"
#include "codegen/convergence_hint.h"
#include "codegen/lower/emit_asm.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/IR/InlineAsm.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/xxhash.h"
#include <random>

namespace ox::codegen {

namespace {

class Scatterer {
public:
  Scatterer(llvm::Function& function, uint64_t seed)
      : function_(function), random_(seed ^ llvm::xxh3_64bits(function.getName())) {}

  void run() {
    unsigned splits = 0, joins = 0;
    for (llvm::CallInst* hint : take_hints())
      ++(hint->getType()->isVoidTy() ? joins : splits), hint->eraseFromParent();
    for (llvm::BasicBlock& block : function_)
      blocks_.push_back(&block);
    make_tokens();
    unsigned more = 1 + unsigned(blocks_.size()) / 4;
    for (unsigned i = up_to(splits + more); i > 0; --i)
      put_split();
    for (unsigned i = up_to(joins + more); i > 0; --i)
      put_join();
    accept_hints(function_);
  }

private:
  // Those that go: kept ones stay a pair, with their token.  What is returned has no uses any more.
  llvm::SmallVector<llvm::CallInst*> take_hints() {
    llvm::SmallVector<llvm::CallInst*> taken;
    for (llvm::Instruction& instruction : llvm::instructions(function_)) {
      auto* call = llvm::dyn_cast<llvm::CallInst>(&instruction);
      auto* code = call ? llvm::dyn_cast<llvm::InlineAsm>(call->getCalledOperand()) : nullptr;
      auto hint = code ? find_hint(code->getAsmString()) : std::nullopt;
      if (!hint || up_to(3) == 0)
        continue;
      if (hint->is_split)
        call->replaceAllUsesWith(random_mask(call->getType()));
      taken.push_back(call);
    }
    return taken;
  }

  void make_tokens() {
    llvm::BasicBlock& entry = function_.getEntryBlock();
    llvm::IRBuilder<> builder(&entry, entry.getFirstNonPHIOrDbgOrAlloca());
    for (unsigned i = 0; i < 3; ++i) {
      tokens_.push_back(builder.CreateAlloca(builder.getInt64Ty()));
      builder.CreateStore(random_mask(builder.getInt64Ty()), tokens_.back());
    }
    first_in_entry_ = &*builder.GetInsertPoint();
  }

  void put_split() {
    llvm::IRBuilder<> builder(random_place());
    llvm::Value* token = emit_xox64(builder, isa::Op::ox_split, {}, Effect::kWarp);
    builder.CreateStore(token, random_token());
  }

  void put_join() {
    llvm::IRBuilder<> builder(random_place());
    llvm::Value* token = builder.CreateLoad(builder.getInt64Ty(), random_token());
    emit_xox(builder, isa::Op::ox_join, builder.getVoidTy(), {token}, Effect::kWarp);
  }

  // The instruction before which a hint is put: any but phis, the variables' initialisation, and what has to stand
  // directly before a return.
  llvm::Instruction* random_place() {
    llvm::BasicBlock& block = *blocks_[up_to(unsigned(blocks_.size()) - 1)];
    llvm::SmallVector<llvm::Instruction*> places;
    auto begin = &block == &function_.getEntryBlock() ? first_in_entry_->getIterator() : block.getFirstInsertionPt();
    const llvm::Instruction* last = block.getTerminatingMustTailCall();
    for (llvm::Instruction& instruction : llvm::make_range(begin, block.end())) {
      places.push_back(&instruction);
      if (&instruction == last)
        break;
    }
    return places[up_to(unsigned(places.size()) - 1)];
  }

  llvm::Value* random_token() { return tokens_[up_to(unsigned(tokens_.size()) - 1)]; }

  llvm::Constant* random_mask(llvm::Type* type) {
    constexpr uint32_t kAllLanes = 0xffffffff;
    const uint64_t masks[] = {0, kAllLanes, uint32_t(random_()), random_()};
    return llvm::ConstantInt::get(type, masks[up_to(3)]);
  }

  unsigned up_to(unsigned last) { return unsigned(random_() % (uint64_t{last} + 1)); } // the same on every host

  llvm::Function& function_;
  std::mt19937_64 random_;
  llvm::SmallVector<llvm::BasicBlock*> blocks_;
  llvm::SmallVector<llvm::Value*> tokens_;
  llvm::Instruction* first_in_entry_ = nullptr;
};

} // namespace

void scatter_convergence_hints(llvm::Module& module, Compilation& compilation) {
  if (!compilation.options.hints.scatter_seed)
    return;
  for (llvm::Function& function : module)
    if (!function.isDeclaration())
      Scatterer(function, *compilation.options.hints.scatter_seed).run();
}

} // namespace ox::codegen
