// Which objects take part in a device link, by their symbols alone.
//
// Objects on the command line do.  A member of an archive does when it defines what another needs, and also when nobody
// needs it: the host linker may take it for its host code, whose kernels must then be there.  Such a member is left out
// when it can't take part: it defines again what is there, or needs what is nowhere.  What an earlier device link has
// linked takes part only where its code is needed again.
#pragma once
#include <span>
#include <string>
#include <vector>

namespace ox::codegen {

enum class TakesPart { kAlways, kIfPossible, kIfNeeded };

struct ObjectSymbols {
  std::string name; // "a.o", "libx.a(y.o)"
  TakesPart takes_part = TakesPart::kAlways;
  std::vector<std::string> strong, weak, undefined; // mangled
};

struct Resolution {
  std::vector<std::string> left_out; // for each object why it doesn't take part; empty: it does
  std::vector<std::string> errors;   // multiple definitions and undefined references
};

Resolution resolve_symbols(std::span<const ObjectSymbols> objects);

} // namespace ox::codegen
