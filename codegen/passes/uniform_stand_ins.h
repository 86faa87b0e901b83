// LLVM's divergence analysis for nvptx takes every call and every generic load for divergent.  Many are not: a block
// index is the same in all lanes, and so is a pure function, or a load, of uniform operands.  While it is alive, this
// puts stand-ins in their place that diverge exactly when an operand does.
#pragma once
#include <utility>
#include <vector>

namespace llvm {
class Function;
class Instruction;
} // namespace llvm

namespace ox::codegen {

class UniformStandIns {
public:
  explicit UniformStandIns(llvm::Function& function);
  ~UniformStandIns(); // puts the originals back
  UniformStandIns(const UniformStandIns&) = delete;

private:
  std::vector<std::pair<llvm::Instruction*, llvm::Instruction*>> replaced_; // original, stand-in
};

} // namespace ox::codegen
