// See kernel_text.h.
#include "test/ptx/reference/kernel_text.h"

namespace ox::test::reference {

namespace {
constexpr std::string_view kInputNames[] = {"%a", "%b", "%c", "%x", "%y", "%z"};
constexpr std::string_view kOutputNames[] = {"%d", "%e", "%f", "%g"};

std::string str(uint64_t number) { return std::to_string(number); }

unsigned register_bits(const OperandType& type) {
  return type.content == Content::kPredicate ? 16 : std::max<unsigned>(type.bits, 16);
}
std::string declaration(std::string_view name, const OperandType& type) {
  const std::string of = type.content == Content::kPredicate ? ".pred" : ".b" + str(register_bits(type));
  return "  .reg " + of + " " + std::string(name) + ";\n";
}
std::string place(std::string_view base, size_t array, const OperandType& type) {
  return "[" + std::string(base) + str(type.bits) + "+" + str(array * kArrayBytes) + "]";
}

std::string load(size_t input, const OperandType& type) {
  const std::string name(kInputNames[input]), from = place("%in", input, type);
  if (type.content != Content::kPredicate)
    return declaration(name, type) + "  ld.global." + (type.bits == 8 ? "u8 " : "b" + str(type.bits) + " ") + name +
           ", " + from + ";\n";
  return declaration(name, type) + "  ld.global.u8 %byte, " + from + ";\n  setp.ne.u16 " + name + ", %byte, 0;\n";
}

std::string store(size_t output, size_t array, const OperandType& type) {
  const std::string name(kOutputNames[output]), to = place("%out", array, type);
  if (type.content != Content::kPredicate)
    return "  st.global." + (type.bits == 8 ? "u8 " : "b" + str(type.bits) + " ") + to + ", " + name + ";\n";
  return "  selp.u16 %byte, 1, 0, " + name + ";\n  st.global.u8 " + to + ", %byte;\n";
}

std::string body(const Case& a_case) {
  std::string text;
  for (size_t i = 0; i < a_case.outputs.size(); ++i)
    text += declaration(kOutputNames[i], a_case.outputs[i]);
  if (a_case.text.contains("%t"))
    text += "  .reg .b32 %t<4>;\n";
  if (a_case.text.contains("%u"))
    text += "  .reg .b64 %u<4>;\n";
  if (a_case.text.contains("%p"))
    text += "  .reg .pred %p<4>;\n";
  return text + "  " + a_case.text + "\n";
}
} // namespace

std::string_view input_name(size_t number) { return kInputNames[number]; }

std::string module_header() { return ".version 9.0\n.target sm_90a\n.address_size 64\n"; }

std::string case_text(const Case& a_case) {
  std::string text = "{\n";
  for (size_t i = 0; i < a_case.inputs.size(); ++i)
    text += declaration(kInputNames[i], a_case.inputs[i].type);
  return text + body(a_case) + "}";
}

std::string kernel_text(const std::string& name, std::span<const Case* const> cases) {
  std::string text = ".visible .entry " + name + "(.param .u64 inputs, .param .u64 outputs)\n{\n";
  text += "  .reg .b32 %thread, %block;\n  .reg .b16 %byte;\n  .reg .b64 %element, %in, %out, %offset;\n"
          "  ld.param.u64 %in, [inputs];\n  ld.param.u64 %out, [outputs];\n"
          "  mov.u32 %thread, %tid.x;\n  mov.u32 %block, %ctaid.x;\n"
          "  mad.wide.u32 %element, %block, " +
          str(kThreadsPerBlock) + ", 0;\n  cvt.u64.u32 %offset, %thread;\n  add.u64 %element, %element, %offset;\n";
  for (unsigned bits : {8, 16, 32, 64}) {
    const std::string in = "%in" + str(bits), out = "%out" + str(bits);
    text += "  .reg .b64 " + in + ", " + out + ";\n  mul.lo.u64 %offset, %element, " + str(bits / 8) + ";\n  add.u64 " +
            in + ", %in, %offset;\n  add.u64 " + out + ", %out, %offset;\n";
  }
  const auto& inputs = cases.front()->inputs;
  for (size_t i = 0; i < inputs.size(); ++i)
    text += load(i, inputs[i].type);
  size_t array = 0;
  for (const Case* a_case : cases) {
    text += "{\n" + body(*a_case);
    for (size_t i = 0; i < a_case->outputs.size(); ++i)
      text += store(i, array++, a_case->outputs[i]);
    text += "}\n";
  }
  return text + "  ret;\n}\n";
}

} // namespace ox::test::reference
