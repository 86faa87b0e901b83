// PTX text changed a token at a time: deleted, doubled, swapped, replaced by another word of PTX, with instructions of
// the table put in.  Random bytes rarely get past the lexer; these get to the grammar, the table, and what lies behind.
#pragma once
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace ox::test {

// The tokens of a text, as views into it.
std::vector<std::string_view> tokens_of(std::string_view text);

// Every word that PTX has: directives, types, modifiers, registers, operators, and numbers at the ends of their ranges.
const std::vector<std::string>& ptx_words();

// An instruction for each form of the table, several for most (instances.h), each in a block with what it names.
const std::vector<std::string>& ptx_instructions();

// The text with one change.
std::string mutate(const std::string& text, std::minstd_rand& random);

} // namespace ox::test
