# fsqrt.d rd, rs1, rm: rd = the square root of a double as if computed exactly, then rounded once.
.include "rounding.inc.s"

.irp rm, rne, rtz, rdn, rup, rmm, dyn
rounded \rm, fsqrt.d, d, d
#     rs1, rd; modes: rd under rne, rtz, rdn, rup, rmm
# Exact roots are the same in every mode.
case  0x4010000000000000, 0x4000000000000000  # sqrt(4)
case  0x3ff0000000000000, 0x3ff0000000000000  # sqrt(1)
case  0x3fd0000000000000, 0x3fe0000000000000  # sqrt(0.25)
case  0x4002000000000000, 0x3ff8000000000000  # sqrt(2.25)
case  0x405e400000000000, 0x4026000000000000  # sqrt(121)
case  0x1550000000000000, 0x2aa0000000000000  # sqrt(2^-682)
case  0x7fd0000000000000, 0x5fe0000000000000  # sqrt(2^1022)
case  0x42f0000020000010, 0x4170000010000000  # sqrt(281475010265089)
case  0x0000000000000001, 0x1e60000000000000  # sqrt(sub): an even power of two among the subnormals
case  0x0000000000000004, 0x1e70000000000000  # sqrt(4*sub)
# Inexact roots.
# sqrt(2):
modes 0x4000000000000000, 0x3ff6a09e667f3bcd, 0x3ff6a09e667f3bcc, 0x3ff6a09e667f3bcc, 0x3ff6a09e667f3bcd, 0x3ff6a09e667f3bcd
# sqrt(3):
modes 0x4008000000000000, 0x3ffbb67ae8584caa, 0x3ffbb67ae8584caa, 0x3ffbb67ae8584caa, 0x3ffbb67ae8584cab, 0x3ffbb67ae8584caa
# sqrt(5):
modes 0x4014000000000000, 0x4001e3779b97f4a8, 0x4001e3779b97f4a7, 0x4001e3779b97f4a7, 0x4001e3779b97f4a8, 0x4001e3779b97f4a8
# sqrt(7):
modes 0x401c000000000000, 0x40052a7fa9d2f8ea, 0x40052a7fa9d2f8e9, 0x40052a7fa9d2f8e9, 0x40052a7fa9d2f8ea, 0x40052a7fa9d2f8ea
# sqrt(10):
modes 0x4024000000000000, 0x40094c583ada5b53, 0x40094c583ada5b52, 0x40094c583ada5b52, 0x40094c583ada5b53, 0x40094c583ada5b53
# sqrt(0.5):
modes 0x3fe0000000000000, 0x3fe6a09e667f3bcd, 0x3fe6a09e667f3bcc, 0x3fe6a09e667f3bcc, 0x3fe6a09e667f3bcd, 0x3fe6a09e667f3bcd
# sqrt(2-2^-51):
modes 0x3ffffffffffffffe, 0x3ff6a09e667f3bcc, 0x3ff6a09e667f3bcb, 0x3ff6a09e667f3bcb, 0x3ff6a09e667f3bcc, 0x3ff6a09e667f3bcc
# sqrt(2^2-2^-51):
modes 0x400fffffffffffff, 0x3fffffffffffffff, 0x3fffffffffffffff, 0x3fffffffffffffff, 0x4000000000000000, 0x3fffffffffffffff
# sqrt(max):
modes 0x7fefffffffffffff, 0x5fefffffffffffff, 0x5fefffffffffffff, 0x5fefffffffffffff, 0x5ff0000000000000, 0x5fefffffffffffff
case  0x0010000000000000, 0x2000000000000000  # sqrt(min)
# sqrt(3*sub):
modes 0x0000000000000003, 0x1e6bb67ae8584caa, 0x1e6bb67ae8584caa, 0x1e6bb67ae8584caa, 0x1e6bb67ae8584cab, 0x1e6bb67ae8584caa
# sqrt(maxsub):
modes 0x000fffffffffffff, 0x1fffffffffffffff, 0x1ffffffffffffffe, 0x1ffffffffffffffe, 0x1fffffffffffffff, 0x1fffffffffffffff
# sqrt(2*sub):
modes 0x0000000000000002, 0x1e66a09e667f3bcd, 0x1e66a09e667f3bcc, 0x1e66a09e667f3bcc, 0x1e66a09e667f3bcd, 0x1e66a09e667f3bcd
# Close to a number and close to a tie: the digits far behind decide.
# sqrt(1+2^-52): just below a tie:
modes 0x3ff0000000000001, 0x3ff0000000000000, 0x3ff0000000000000, 0x3ff0000000000000, 0x3ff0000000000001, 0x3ff0000000000000
# sqrt(1+2^-51): just below a number:
modes 0x3ff0000000000002, 0x3ff0000000000001, 0x3ff0000000000000, 0x3ff0000000000000, 0x3ff0000000000001, 0x3ff0000000000001
# sqrt(1+3*2^-52): just below a tie:
modes 0x3ff0000000000003, 0x3ff0000000000001, 0x3ff0000000000001, 0x3ff0000000000001, 0x3ff0000000000002, 0x3ff0000000000001
# sqrt(1-2^-53): just below a tie:
modes 0x3fefffffffffffff, 0x3fefffffffffffff, 0x3fefffffffffffff, 0x3fefffffffffffff, 0x3ff0000000000000, 0x3fefffffffffffff
# sqrt(1-2^-52): just below a number:
modes 0x3feffffffffffffe, 0x3fefffffffffffff, 0x3feffffffffffffe, 0x3feffffffffffffe, 0x3fefffffffffffff, 0x3fefffffffffffff
# sqrt(2^2+2^-50):
modes 0x4010000000000001, 0x4000000000000000, 0x4000000000000000, 0x4000000000000000, 0x4000000000000001, 0x4000000000000000
# sqrt(2^2+2^-49):
modes 0x4010000000000002, 0x4000000000000001, 0x4000000000000000, 0x4000000000000000, 0x4000000000000001, 0x4000000000000001
# Zeros keep their sign; below zero there is no root.
case  0x0000000000000000, 0x0000000000000000  # sqrt(0)
case  0x8000000000000000, 0x8000000000000000  # sqrt(-0)
case  0xbff0000000000000, 0x7ff8000000000000  # sqrt(-1)
case  0x8000000000000001, 0x7ff8000000000000  # sqrt(-sub)
case  0xffefffffffffffff, 0x7ff8000000000000  # sqrt(-max)
case  0xfff0000000000000, 0x7ff8000000000000  # sqrt(-inf)
case  0x7ff0000000000000, 0x7ff0000000000000  # sqrt(inf)
# A NaN operand gives the canonical NaN: no payload, no sign.
case  0x7ff8000000000000, 0x7ff8000000000000  # sqrt(NaN)
case  0x7ff800000000002d, 0x7ff8000000000000  # sqrt(NaN(0x2d))
case  0x7ff0000000000155, 0x7ff8000000000000  # sqrt(sNaN(0x155))
case  0xfff8000000000000, 0x7ff8000000000000  # sqrt(-NaN)
end
.endr

# A register that holds a narrower value, boxed, is a NaN for a double.
op fsqrt.d, d, d, rne
case  0xffffffff3f800000, 0x7ff8000000000000  # a boxed single
case  0xffffffffffff3c00, 0x7ff8000000000000  # a boxed half
end
