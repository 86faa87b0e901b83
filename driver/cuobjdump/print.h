// An image as text.
#pragma once
#include "driver/cuobjdump/find_images.h"
#include "driver/cuobjdump/settings.h"

namespace ox::driver::cuobjdump {

// What the settings ask to print of the image; empty if that is nothing.  The error is a sentence.
std::expected<std::string, std::string> print_image(const Image& image, const Settings& settings);

} // namespace ox::driver::cuobjdump
