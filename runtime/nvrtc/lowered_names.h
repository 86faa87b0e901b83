// Name expressions: for each, the program gets a pointer to what it names.  That instantiates templates, and the
// compiled module says what the name became; then the pointer goes.
#pragma once
#include <map>
#include <string>
#include <vector>

namespace llvm {
class Module;
}

namespace ox::nvrtc {

// To be put behind the source.
std::string declare_names(const std::vector<std::string>& expressions);

// The symbols by expression; takes the pointers out of the module.
std::map<std::string, std::string> take_lowered_names(llvm::Module& module,
                                                      const std::vector<std::string>& expressions);

} // namespace ox::nvrtc
