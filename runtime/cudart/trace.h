// Turns arguments into text for OX_TRACE=1.
#pragma once
#include "cuda_runtime_api.h"
#include <string>
#include <type_traits>

namespace ox::cudart {

void append(std::string& text, const void* pointer);
void append(std::string& text, long long number);
void append(std::string& text, unsigned long long number);
void append(std::string& text, const dim3& dim);
void append_quoted(std::string& text, const char* string);

template <typename T> void append_argument(std::string& text, const T& value) {
  if constexpr (std::is_same_v<T, const char*>)
    append_quoted(text, value);
  else if constexpr (std::is_same_v<T, dim3>)
    append(text, value);
  else if constexpr (std::is_pointer_v<T>)
    append(text, reinterpret_cast<const void*>(value));
  else if constexpr (std::is_enum_v<T> || std::is_signed_v<T>)
    append(text, static_cast<long long>(value));
  else if constexpr (std::is_unsigned_v<T>)
    append(text, static_cast<unsigned long long>(value));
  else
    text += "{...}";
}

// "name = value, ..." from the names as the table spells them: "(devPtr, size)".
template <typename... A> std::string describe_arguments(const char* names, const A&... values) {
  std::string text;
  [[maybe_unused]] const char* name = names;
  auto one = [&](const auto& value) {
    if (!text.empty())
      text += ", ";
    while (*name == '(' || *name == ',' || *name == ' ')
      ++name;
    for (; *name && *name != ',' && *name != ')'; ++name)
      text += *name;
    text += " = ";
    append_argument(text, value);
  };
  (one(values), ...);
  return text;
}

} // namespace ox::cudart
