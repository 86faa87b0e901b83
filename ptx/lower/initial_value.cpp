// See initial_value.h.
#include "ptx/lower/initial_value.h"
#include "llvm/IR/Constants.h"
#include <algorithm>
#include <bit>

namespace ox::ptx {

InitialValue::InitialValue(ModuleLowering& module, const Variable& variable)
    : module_(module), variable_(variable), width_(std::max(bits_of(variable.type) / 8, 1u)) {}

bool InitialValue::fail(const Initialiser& at, const std::string& why) {
  module_.diagnostics().push_back({Severity::kError, at.at, why});
  return false;
}

llvm::Constant* InitialValue::run() {
  const uint64_t bytes = bytes_of(variable_);
  // Fields of textures and samplers say what cuTexRefSet* does, which is the texture unit's matter.
  if (variable_.initialiser && kind_of(variable_.type) != TypeKind::kOpaque) {
    if (!add(*variable_.initialiser, 0))
      return nullptr;
    if (bytes != 0 && at_ > bytes) {
      fail(*variable_.initialiser,
           text(variable_.name) + " has " + std::to_string(bytes) + " bytes, its initial value " + std::to_string(at_));
      return nullptr;
    }
    join_address_bytes();
  }
  return assemble(std::max(bytes, at_));
}

bool InitialValue::add(const Initialiser& value, size_t level) {
  const auto* values = std::get_if<std::vector<Initialiser>>(&value.value);
  if (!values) {
    if (!value.symbol.empty())
      return add_address(value);
    add_number(std::get<Constant>(value.value));
    return true;
  }
  const uint64_t begin = at_;
  for (const Initialiser& inner : *values)
    if (!add(inner, level + 1))
      return false;
  // A row, or a vector, that is shorter than it could be is filled with zeros.
  uint64_t row = element_bytes_of(variable_);
  for (size_t dim = level; dim < variable_.dims.size(); ++dim)
    row *= variable_.dims[dim].value_or(1);
  if (level > 0 && level <= variable_.dims.size())
    at_ = std::max(at_, begin + row);
  return true;
}

void InitialValue::add_number(const Constant& value) {
  uint64_t bits = pattern_of(value, variable_.type);
  const char fill = value.kind == Constant::Kind::kSigned && int64_t(bits) < 0 ? '\xff' : '\0';
  if (pieces_.empty() || pieces_.back().address || pieces_.back().offset + pieces_.back().size() != at_)
    pieces_.push_back({at_, {}, nullptr});
  for (uint64_t byte = 0; byte < width_; ++byte, bits >>= 8)
    pieces_.back().bytes += byte < 8 ? char(bits & 0xff) : fill;
  at_ += width_;
}

bool InitialValue::add_address(const Initialiser& value) {
  const std::string name = text(value.symbol);
  llvm::GlobalValue* symbol = module_.find_symbol(value.symbol);
  if (!symbol)
    return fail(value, "there is no variable or function " + name);
  const unsigned space = symbol->getAddressSpace();
  if (space != address_space(Space::kGlobal) && space != address_space(Space::kConstant) &&
      !llvm::isa<llvm::Function, llvm::GlobalAlias>(symbol))
    return fail(value, name + " has an address inside a running block only; .global and .const ones are known before");
  auto* number = bits_type(module_.context(), 64);
  const uint64_t offset = std::get<Constant>(value.value).bits;
  llvm::Constant* address = llvm::ConstantExpr::getAdd(llvm::ConstantExpr::getPtrToInt(symbol, number),
                                                       llvm::ConstantInt::get(number, offset));
  if (!value.mask && width_ == 8) {
    pieces_.push_back({at_, {}, address});
  } else if (value.mask && width_ == 1) {
    const int shift = std::countr_zero(*value.mask) / 8 * 8;
    if (*value.mask != uint64_t{0xff} << shift)
      return fail(value, "the mask of an address takes one byte of it: 0xff, 0xff00 and so on");
    lone_bytes_.push_back({at_, address, unsigned(shift)});
  } else {
    return fail(value, "the address of " + name + " has 64 bits and does not fit a ." + text(name_of(variable_.type)));
  }
  at_ += width_;
  return true;
}

// Eight bytes of one address, in order, are the address.
void InitialValue::join_address_bytes() {
  std::vector<LoneAddressByte> rest;
  for (size_t i = 0; i < lone_bytes_.size();) {
    const LoneAddressByte& first = lone_bytes_[i];
    size_t length = 0;
    while (length < 8 && i + length < lone_bytes_.size() && lone_bytes_[i + length].address == first.address &&
           lone_bytes_[i + length].offset == first.offset + length && lone_bytes_[i + length].shift == length * 8)
      ++length;
    if (length == 8) {
      pieces_.push_back({first.offset, {}, first.address});
      i += 8;
    } else {
      rest.push_back(lone_bytes_[i++]);
    }
  }
  lone_bytes_ = std::move(rest);
  std::ranges::sort(pieces_, {}, &Piece::offset);
}

llvm::Constant* InitialValue::assemble(uint64_t bytes) {
  llvm::LLVMContext& context = module_.context();
  std::vector<llvm::Constant*> members;
  uint64_t end = 0;
  auto zeros = [&](uint64_t to) {
    if (to > end)
      members.push_back(llvm::Constant::getNullValue(llvm::ArrayType::get(bits_type(context, 8), to - end)));
  };
  for (const Piece& piece : pieces_) {
    zeros(piece.offset);
    members.push_back(piece.address ? piece.address : llvm::ConstantDataArray::getString(context, piece.bytes, false));
    end = piece.offset + piece.size();
  }
  zeros(bytes);
  if (members.empty()) // of no bytes
    return llvm::Constant::getNullValue(llvm::ArrayType::get(bits_type(context, 8), 0));
  return members.size() == 1 ? members[0] : llvm::ConstantStruct::getAnon(members, true);
}

} // namespace ox::ptx
