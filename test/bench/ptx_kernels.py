"""PTX kernels of a given number of instructions, the same in every call: arithmetic on values that stay alive for a while
and that no optimiser can fold, as one block, or with a conditional store after every 20 instructions."""

OPERATIONS = ("fma.rn.f32 %f{d}, %f{a}, %f{b}, %f{c}", "add.rn.f32 %f{d}, %f{a}, %f{b}", "max.f32 %f{d}, %f{a}, %f{b}",
              "add.s32 %r{d}, %r{a}, %r{b}", "xor.b32 %r{d}, %r{a}, %r{b}", "mad.lo.s32 %r{d}, %r{a}, %r{b}, %r{c}",
              "shf.l.wrap.b32 %r{d}, %r{a}, %r{b}, 7", "sub.s32 %r{d}, %r{a}, %r{b}")
ALIVE = 16  # values of each type that later instructions may read
BLOCK = 20


def generate(instructions, has_blocks):
    count = {"f": ALIVE, "r": ALIVE}
    body = []
    for i in range(ALIVE):
        body += [f"ld.global.f32 %f{i}, [%rd+{4 * i}];", f"ld.global.b32 %r{i}, [%rd+{4 * (ALIVE + i)}];"]
    state = 12345
    blocks = 0
    for i in range(instructions):
        state = (state * 1103515245 + 12345) % 2**31
        operation = OPERATIONS[(state >> 8) % len(OPERATIONS)]
        kind = "f" if "%f" in operation else "r"
        a, b, c = (count[kind] - 1 - (state >> shift) % ALIVE for shift in (3, 11, 17))
        body.append(operation.format(d=count[kind], a=a, b=b, c=c) + ";")
        count[kind] += 1
        if has_blocks and i % BLOCK == BLOCK - 1:
            body += [f"setp.lt.s32 %p{blocks}, %r{count['r'] - 1}, {blocks};", f"@%p{blocks} bra L{blocks};",
                     f"st.global.b32 [%rd+{4 * (blocks % 1000)}], %r{count['r'] - 2};", f"L{blocks}:"]
            blocks += 1
    for i in range(1, ALIVE + 1):
        body += [f"st.global.f32 [%rd+{4 * i}], %f{count['f'] - i};", f"st.global.b32 [%rd+{4 * (ALIVE + i)}], %r{count['r'] - i};"]
    declarations = (f".reg .f32 %f<{count['f']}>; .reg .b32 %r<{count['r']}>; .reg .b64 %rd; .reg .pred %p<{blocks + 1}>;\n"
                    "ld.param.b64 %rd, [out];\n")
    return (".version 8.0\n.target sm_75\n.address_size 64\n.visible .entry kernel(.param .b64 out)\n{\n" + declarations +
            "\n".join(body) + "\nret;\n}\n")
