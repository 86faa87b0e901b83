// The types of PTX by name; see types.def.
#include "ptx/types.h"
#include <iterator>

namespace ox::ptx {

namespace {
struct TypeRow {
  std::string_view name;
  unsigned bits;
  TypeKind kind;
};
constexpr TypeRow kTypes[] = {
    {"", 0, TypeKind::kBits},
#define OX_PTX_TYPE(name, bits, kind) {#name, bits, TypeKind::kind},
#include "ptx/types.def"
};
} // namespace

Type type_named(std::string_view word) {
  if (word.starts_with('.'))
    word.remove_prefix(1);
  for (size_t i = 1; i < std::size(kTypes); ++i)
    if (kTypes[i].name == word)
      return Type(i);
  return Type::kNone;
}
std::string_view name_of(Type type) { return kTypes[size_t(type)].name; }
unsigned bits_of(Type type) { return kTypes[size_t(type)].bits; }
TypeKind kind_of(Type type) { return kTypes[size_t(type)].kind; }
bool is_signed(Type type) { return kind_of(type) == TypeKind::kSigned; }
bool is_floating(Type type) {
  return kind_of(type) == TypeKind::kFloat || type == Type::bf16 || type == Type::f16x2 || type == Type::bf16x2;
}

} // namespace ox::ptx
