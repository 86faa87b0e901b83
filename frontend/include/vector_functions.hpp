// The definitions are in vector_functions.h.
#pragma once
#include "vector_functions.h"
