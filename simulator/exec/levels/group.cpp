// One group of instructions for one SIMD level: compiled once for each pair, with OX_LEVEL (the namespace) and
// OX_ENGINE_GROUP (the header) given by exec/flags.cmake.
#include "simulator/exec/levels/select.h"
#include OX_ENGINE_GROUP
