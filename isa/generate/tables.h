// The tables of the manual, as Markdown without a heading.
#pragma once
#include <string>
#include <string_view>

namespace ox::isa {

std::string kinds_table();
std::string instruction_tables(); // one with a heading for each group
std::string operations_list();
std::string ptx_tables();
std::string ptx_register_table();

// '|' separates the cells of a table.
std::string cell(std::string_view text);

} // namespace ox::isa
