// Initial values of variables (PTX ISA 9.0, 5.4.4): bytes, with the addresses of variables and functions among them.
#pragma once
#include "ptx/lower/module_lowering.h"

namespace ox::ptx {

// One byte of an address, 0xff00(symbol)+4, that could not be joined with its neighbours to a whole one.
struct LoneAddressByte {
  uint64_t offset;         // in the variable
  llvm::Constant* address; // a 64-bit number
  unsigned shift;
};

class InitialValue {
public:
  InitialValue(ModuleLowering& module, const Variable& variable);

  // Null after a diagnostic.
  llvm::Constant* run();
  // Zero in the value; where they stand in memory only the loader knows.
  const std::vector<LoneAddressByte>& lone_bytes() const { return lone_bytes_; }

private:
  struct Piece { // between pieces there are zeros
    uint64_t offset = 0;
    std::string bytes;
    llvm::Constant* address = nullptr; // in place of the bytes
    uint64_t size() const { return address ? 8 : bytes.size(); }
  };

  bool add(const Initialiser& value, size_t level);
  bool add_address(const Initialiser& value);
  void add_number(const Constant& value);
  void join_address_bytes();
  llvm::Constant* assemble(uint64_t bytes);
  bool fail(const Initialiser& at, const std::string& why);

  ModuleLowering& module_;
  const Variable& variable_;
  const uint64_t width_; // of one number
  uint64_t at_ = 0;
  std::vector<Piece> pieces_;
  std::vector<LoneAddressByte> lone_bytes_;
};

} // namespace ox::ptx
