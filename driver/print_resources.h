// -Xptxas -v and --resource-usage: what each kernel of an image uses, in the form that nvcc's users know.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace ox::driver {

void print_resources(const std::vector<uint8_t>& elf, const std::string& architecture);

} // namespace ox::driver
