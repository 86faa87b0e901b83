// Kinds of instructions, as the manual groups them (isa/kinds.def).
#pragma once
#include "isa/row.h"

namespace ox::isa {

enum class Kind : uint8_t {
#define OX_KIND(name, ...) name,
#include "isa/kinds.def"
};

struct KindDescription {
  std::string_view title, faults, order, lanes;
};

Kind kind_of(const Row& row);
const KindDescription& describe(Kind kind);

} // namespace ox::isa
