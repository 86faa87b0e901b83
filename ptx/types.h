// The types of PTX; types.def lists them.
#pragma once
#include <cstdint>
#include <string_view>

namespace ox::ptx {

enum class Type : uint8_t {
  kNone,
#define OX_PTX_TYPE(name, bits, kind) name,
#include "ptx/types.def"
};
enum class TypeKind : uint8_t { kBits, kUnsigned, kSigned, kFloat, kPredicate, kPacked, kOpaque };
Type type_named(std::string_view word); // ".f32" or "f32"; kNone if there is no such type
std::string_view name_of(Type type);    // "f32"
unsigned bits_of(Type type);
TypeKind kind_of(Type type);
bool is_signed(Type type);
bool is_floating(Type type); // or a pair of floating-point numbers

} // namespace ox::ptx
