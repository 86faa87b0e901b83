#include "frontend/cancellation.h"
#include "clang/Basic/CodeGenOptions.h"
#include "clang/Frontend/MultiplexConsumer.h"
#include "llvm/Passes/PassBuilder.h"

namespace ox::frontend {

namespace {
class Cancellation : public clang::ASTConsumer {
public:
  explicit Cancellation(const std::function<bool()>& is_cancelled) : is_cancelled_(is_cancelled) {}
  bool HandleTopLevelDecl(clang::DeclGroupRef) override { return !is_cancelled_(); }

private:
  std::function<bool()> is_cancelled_;
};
} // namespace

std::unique_ptr<clang::ASTConsumer> until_cancelled(std::unique_ptr<clang::ASTConsumer> next,
                                                    const std::function<bool()>& is_cancelled) {
  if (!next || !is_cancelled)
    return next;
  std::vector<std::unique_ptr<clang::ASTConsumer>> consumers;
  consumers.push_back(std::make_unique<Cancellation>(is_cancelled));
  consumers.push_back(std::move(next));
  return std::make_unique<clang::MultiplexConsumer>(std::move(consumers));
}

void skip_passes_when_cancelled(clang::CodeGenOptions& codegen, const std::function<bool()>& is_cancelled) {
  if (!is_cancelled)
    return;
  codegen.PassBuilderCallbacks.push_back([is_cancelled](llvm::PassBuilder& builder) {
    if (llvm::PassInstrumentationCallbacks* callbacks = builder.getPassInstrumentationCallbacks())
      callbacks->registerShouldRunOptionalPassCallback(
          [is_cancelled](llvm::StringRef, llvm::Any) { return !is_cancelled(); });
  });
}

} // namespace ox::frontend
