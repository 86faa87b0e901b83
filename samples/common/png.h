// Writes an 8-bit RGB image as PNG with stored (uncompressed) deflate blocks, so that a sample needs no library.
// Format: PNG specification (ISO/IEC 15948), RFC 1950 and RFC 1951.
#pragma once
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

namespace png {

inline uint32_t crc32(const std::string& data) {
  uint32_t crc = ~0u;
  for (unsigned char byte : data) {
    crc ^= byte;
    for (int bit = 0; bit < 8; ++bit)
      crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320u : 0);
  }
  return ~crc;
}

inline std::string big_endian(uint32_t value) {
  return {char(value >> 24), char(value >> 16), char(value >> 8), char(value)};
}

inline std::string chunk(const std::string& type, const std::string& data) {
  return big_endian(uint32_t(data.size())) + type + data + big_endian(crc32(type + data));
}

inline std::string zlib_stored(const std::string& data) {
  std::string out = "\x78\x01";
  uint32_t a = 1, b = 0;
  for (unsigned char byte : data) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  for (size_t begin = 0; begin < data.size(); begin += 65535) {
    uint16_t size = uint16_t(data.size() - begin < 65535 ? data.size() - begin : 65535);
    out += char(begin + size == data.size());
    out += {char(size), char(size >> 8), char(~size), char(~size >> 8)};
    out.append(data, begin, size);
  }
  return out + big_endian(b << 16 | a);
}

// rgb: height rows of width pixels of 3 bytes.  False when the file can't be written.
inline bool write(const char* path, const std::vector<unsigned char>& rgb, uint32_t width, uint32_t height) {
  std::string rows;
  for (uint32_t y = 0; y < height; ++y) {
    rows += '\0'; // no filter
    rows.append(reinterpret_cast<const char*>(rgb.data()) + size_t(y) * width * 3, size_t(width) * 3);
  }
  std::string header = big_endian(width) + big_endian(height) + std::string("\x08\x02\x00\x00\x00", 5);
  std::string file = "\x89PNG\r\n\x1a\n" + chunk("IHDR", header) + chunk("IDAT", zlib_stored(rows)) + chunk("IEND", "");
  std::FILE* out = std::fopen(path, "wb");
  if (!out)
    return false;
  bool written = std::fwrite(file.data(), 1, file.size(), out) == file.size();
  return std::fclose(out) == 0 && written;
}

} // namespace png
