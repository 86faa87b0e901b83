// What becomes of an instruction form, found out by trying: instances of it (test/ptx/instances.h) are parsed,
// verified, lowered and taken through the code generator's stages.
#pragma once
#include "ptx/forms.h"
#include <string>

namespace ox::test {

struct FormResult {
  const ptx::FormRow* row = nullptr;
  size_t instances = 0;
  size_t parsed = 0, verified = 0;
  size_t for_device = 0; // instances that a target up to sm_90a has
  size_t lowered = 0;    // of these
  std::string failure;   // the first instance that failed, and why; empty if none did

  bool all_parsed() const { return instances != 0 && parsed == instances; }
  bool all_verified() const { return instances != 0 && verified == instances; }
  bool is_for_device() const { return for_device != 0; }
  bool is_later() const { return row->family == ptx::Family::kLater; }
  bool all_lowered() const { return is_for_device() && lowered == for_device; }
};

FormResult measure(const ptx::FormRow& row);

} // namespace ox::test
