#include "histogram.h"
#include <algorithm>

int largest_bin(const unsigned (&bins)[kBins]) { return static_cast<int>(std::max_element(bins, bins + kBins) - bins); }
