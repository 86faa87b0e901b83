// The tables of the manual, as Markdown without a heading.
#pragma once
#include <string>
#include <string_view>

namespace ox::isa {

std::string kinds_table();
std::string instruction_tables(); // one with a heading for each group
std::string operations_list();
std::string ptx_tables();

// '|' separates the cells of a table.
std::string cell(std::string_view text);

} // namespace ox::isa
