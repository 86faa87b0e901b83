// The bodies that the table of the API asks for.
#pragma once
#include "runtime/core/error.h"
#include "runtime/cudart/api.h"

namespace ox::cudart::body {

using runtime::Error;

#define OX_API(level, name, variant, parameters, arguments) Error name parameters;
#define OX_MISSING(name, variant, parameters)
#include "runtime/api/cudart.def"

} // namespace ox::cudart::body

namespace ox::cudart::emitted {

#define OX_EMITTED(result, name, parameters, arguments) result name parameters;
#include "runtime/api/emitted.def"

} // namespace ox::cudart::emitted
