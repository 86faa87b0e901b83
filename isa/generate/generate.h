// What isa-gen writes in the build.  Everything is a function of the tables, so nothing of it is committed.
#pragma once
#include <string>
#include <string_view>

namespace ox::isa {

// oxcore.inc.s: a macro per Xox instruction and per flush-to-zero form, for assemblers that do not know them.
std::string generate_macros();

// The ISA manual in Markdown: the hand-written introduction, then the tables.
std::string generate_manual(std::string_view introduction);

} // namespace ox::isa
