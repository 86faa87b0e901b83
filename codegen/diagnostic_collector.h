// Errors that LLVM reports to a context would end the process; while this is alive they are collected, one a line.
#pragma once
#include "llvm/IR/DiagnosticHandler.h"
#include "llvm/IR/DiagnosticInfo.h"
#include "llvm/IR/DiagnosticPrinter.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/Support/raw_ostream.h"
#include <memory>
#include <string>

namespace ox::codegen {

class DiagnosticCollector {
public:
  DiagnosticCollector(llvm::LLVMContext& context, std::string& text)
      : context_(context), previous_(context.getDiagnosticHandler()) {
    context_.setDiagnosticHandler(std::make_unique<Handler>(text));
  }
  ~DiagnosticCollector() { context_.setDiagnosticHandler(std::move(previous_)); }
  DiagnosticCollector(const DiagnosticCollector&) = delete;

private:
  struct Handler : llvm::DiagnosticHandler {
    explicit Handler(std::string& text) : text_(text) {}
    bool handleDiagnostics(const llvm::DiagnosticInfo& info) override {
      if (info.getSeverity() != llvm::DS_Error)
        return true;
      llvm::raw_string_ostream stream(text_);
      llvm::DiagnosticPrinterRawOStream printer(stream);
      stream << (text_.empty() ? "" : "\n");
      info.print(printer);
      return true;
    }
    std::string& text_;
  };
  llvm::LLVMContext& context_;
  std::unique_ptr<llvm::DiagnosticHandler> previous_;
};

} // namespace ox::codegen
