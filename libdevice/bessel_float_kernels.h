// The kernels of the Bessel functions in single precision, which run in double (float_kernels.h says why): own minimax
// fits, polynomials and quotients (minimax.py, remez and remez_rational), to 2^-29 of the result.
//
// As in double, zeros below 8 are factors, and from 8 on J and Y are an amplitude times a sine.  Beside a zero the
// sine's angle would need more digits than the fits have: the caller then takes the double function.
#pragma once
#include "libdevice/bessel_kernels.h"
#include "libdevice/float_kernels.h"
#include "libdevice/trig_reduction.h"

namespace ox::math {

// For 0 <= x < 8, where x is a float, so that its square is exact.
OX_PART double j0_below_8_for_float(double x) {
  double t = x * x;
  return from_zero(t, 0x1.721fb80462bbbp+2, 0x1.db60c816c15d3p-52) *
         from_zero(t, 0x1.e78a4a621dd6fp+4, -0x1.10d7c5048826bp-52) *
         polynomial(t, 0x1.73e58e3d010efp-8, -0x1.07679e0ad3a20p-12, 0x1.41129581b6a26p-18, -0x1.c8ccf7f3ad331p-25,
                    0x1.b0b950ce76513p-32, -0x1.266bc4494d310p-39, 0x1.2dd61c78a714ap-47, -0x1.dbdcf2db811cbp-56,
                    0x1.13f9af9fd3402p-64, -0x1.6d650f9442e55p-74);
}
OX_PART double j1_below_8_for_float(double x) {
  double t = x * x;
  return x * from_zero(t, 0x1.d5d2b4189822cp+3, -0x1.c6a0d245172bap-54) *
         from_zero(t, 0x1.89bf66072a432p+5, 0x1.25355661cb79cp-51) *
         polynomial(t, 0x1.6ac44f9459d5bp-11, -0x1.a88b29bf1495bp-16, 0x1.b6b875dfd99d4p-22, -0x1.0e055a7462e83p-28,
                    0x1.c1c22f3646e21p-36, -0x1.0ffdcaf95471dp-43, 0x1.ee0060f19af3bp-52, -0x1.453c51ffc6040p-60,
                    0x1.e486accb04e72p-70);
}
// Below 2 the logarithm's part stands apart, for Y0 with the first zero as in y0_below_8.
OX_PART double y0_below_8_for_float(double x) {
  if (x < 2.0) {
    double t = x * x;
    double j = polynomial(t, 0x1.fffffff17e14cp-1, -0x1.fffffc9f9ad00p-3, 0x1.ffff769aa0779p-7, -0x1.c70bed7387cc1p-12,
                          0x1.c54586ca42d01p-18, -0x1.0a8ce0158a87fp-24);
    double q = polynomial(t, 0x1.75081178b457ep-3, -0x1.12583f1c7a1b9p-6, 0x1.268a8a8ff79eap-11, -0x1.4bfedeb3a8450p-17,
                          0x1.ce0686073c720p-24, -0x1.9ba6c1c94c524p-31);
    double l = kTwoOverPiValue * log_for_float(x * (1.0 / 0x1.c982eb8d417eap-1), kNatural);
    return fma(l, j, from_zero(t, 0x1.98d257f93404ap-1, 0x1.b7acb8a94e405p-55) * q);
  }
  double n = polynomial(x, -0x1.80cbaf1399368p-4, -0x1.0df54d35c836cp-3, 0x1.ce6e4a5486b7ap-3, 0x1.3a7d24d686130p-5,
                        0x1.5b99ace0c5c18p-7, -0x1.62ab3dc0f87c9p-8, 0x1.19337961e65c1p-11, -0x1.0cd9b6d5f70ebp-16);
  double d = polynomial(x, 1.0, 0x1.f9fb83cd7eda3p+2, 0x1.3fbfa4a67facdp-3, -0x1.1a0690132665ap-4, 0x1.71c03141ffbe0p-6,
                        -0x1.c044106e0cc8dp-10, 0x1.8e6c2c29d9a1cp-14);
  return from_zero(x, 0x1.fa9534d98569cp+1, -0x1.f06ae7804384ep-54) *
         from_zero(x, 0x1.c581dc4e72103p+2, -0x1.9774a495f56cfp-54) * n / d;
}
OX_PART double y1_below_8_for_float(double x) {
  if (x < 2.0) {
    double t = x * x;
    double j = polynomial(t, 0x1.fffffffe94f1cp-2, -0x1.ffffff433d44ep-5, 0x1.555534c331e6cp-9, -0x1.c714189e623a0p-15,
                          0x1.6b1c3bfc40b20p-21, -0x1.68f439958aa39p-28);
    double q = polynomial(t, -0x1.918661182fac9p-3, 0x1.bd3971a15a9fbp-5, -0x1.835b21908da0dp-9, 0x1.2c7252b365e3fp-14,
                          -0x1.09605e7112501p-20, 0x1.18cb428b9ee8fp-27);
    double l = kTwoOverPiValue * log_for_float(x, kNatural);
    return fma(x, fma(l, j, q), -kTwoOverPiValue / x);
  }
  double n = polynomial(x, 0x1.cee3a6f46b97fp-1, 0x1.0545c3de1084ep+0, 0x1.46a7fe7b8dd87p-1, -0x1.d74e86c381addp-4,
                        -0x1.f38fc7787c54bp-6, 0x1.0504b74fc6676p-7, -0x1.3eb945062ab26p-11, 0x1.05f2279a067d1p-16);
  double d = polynomial(x, 1.0, -0x1.60e5cb1bae1fap+4, 0x1.5761253c8df55p+2, -0x1.aeb0f9401b7fap-1,
                        0x1.52ee3ab8557b2p-4, -0x1.4891d4ee60a21p-8, 0x1.49c80389bac8dp-13);
  return from_zero(x, 0x1.193bed4dff243p+1, -0x1.bd1e50d219bfdp-55) *
         from_zero(x, 0x1.5b7fe4e87b02ep+2, 0x1.dfe7bac228e8cp-52) * n / d;
}

struct SineOfAmplitude {
  double sine, amplitude;
};
// sqrt(2 / (pi x)) m(1 / x^2) and the sine of x + turns pi/4 + p(1 / x^2) / x, with m and p of the order, for odd turns
// and x >= 8.
OX_PART SineOfAmplitude oscillation_for_float(int order, s32 turns, float x) {
  ReducedForFloat a = reduce_by_half_pi(x); // x = quadrant pi/2 + r
  double z = 1.0 / static_cast<double>(x);
  double t = z * z;
  double m =
      order == 0
          ? polynomial(t, 0x1.988453328d751p-1, -0x1.987eab7b6be16p-5, 0x1.4e87f52f56050p-4, -0x1.4f294e80ca3bep-2)
          : polynomial(t, 0x1.9884534be864bp-1, 0x1.3261514245038p-3, -0x1.39671ccc14805p-3, 0x1.ffedd22a8f2dep-2);
  double p = order == 0 ? polynomial(t, -0x1.ffffff8a39555p-4, 0x1.0aa8366e3009dp-4, -0x1.ab577346d3ac7p-3,
                                     0x1.7cf931432889bp+0, -0x1.69d0f03922914p+3)
                        : polynomial(t, 0x1.7fffffda54d44p-2, -0x1.4ffe6f0877d58p-3, 0x1.7a9e0f5534d10p-2,
                                     -0x1.16facd98910afp+1, 0x1.eb194ad15a95ep+3);
  // The angle's rest is r + p/x and an odd number of eighths of a turn: +-pi/4 and half turns, which change the sign.
  u64 eighths = static_cast<u64>(static_cast<u32>(2 * a.quadrant + turns));
  double quarter = double_of(bits_of(0x1.921fb54442d18p-1) | (eighths & 2) << 62);
  double r = fma(z, p, a.r + quarter);
  double s = r * polynomial(r * r, 0x1.ffffffffcb4c0p-1, -0x1.5555553f4b8d4p-3, 0x1.11110af9a5409p-7,
                            -0x1.a0178308a62aap-13, 0x1.7166e5ecedd5fp-19, -0x1.99a46b099c22dp-26);
  return {double_of(bits_of(s) ^ ((eighths + 1) & 4) << 61), square_root(z) * m};
}

// For x >= 0; 100 has overflowed.
OX_PART double i0_for_float(double x) {
  if (x < 10.0) {
    double t = x * x;
    double n = polynomial(t, 0x1.fffffff478747p-1, 0x1.f137e70753e35p-3, 0x1.c5898ecc53144p-7, 0x1.5626195e25b0ap-12,
                          0x1.09c09c703c29ep-18, 0x1.d583e31a7e1f2p-26, 0x1.df397c0acb8f0p-34, 0x1.08e7c59a4b85bp-42);
    return n / polynomial(t, 1.0, -0x1.d9033d547cc79p-8, 0x1.5403465312a7ep-16, -0x1.7c3604d0daef9p-26);
  }
  x = lesser(x, 100.0);
  double p = polynomial(1.0 / x, 0x1.9884533136923p-2, 0x1.988521c44a664p-5, 0x1.caef6c0b823c0p-6, 0x1.f7150110c8fcap-6,
                        0x1.4cd3ab92757a2p-6, 0x1.0629d710dfc7ep-2);
  return exp_for_float(x) * p / square_root(x);
}
OX_PART double i1_for_float(double x) {
  if (x < 10.0) {
    double t = x * x;
    double n = polynomial(t, 0x1.fffffffd86687p-2, 0x1.e4f129ef77433p-5, 0x1.2053a3f4d5da3p-9, 0x1.3f9b59dff8610p-15,
                          0x1.858bee04137c1p-22, 0x1.1942ca26109f3p-29, 0x1.e27968feca1f5p-38, 0x1.c2da60969a1ffp-47);
    return x * n / polynomial(t, 1.0, -0x1.b0ed661f3a5b4p-8, 0x1.1bfe819261ae1p-16, -0x1.215aedd3b3620p-26);
  }
  x = lesser(x, 100.0);
  double p = polynomial(1.0 / x, 0x1.9884534b4db53p-2, -0x1.32637a49c5dd0p-3, -0x1.7e9c7e6228375p-5,
                        -0x1.5d267eea1d86bp-5, -0x1.e1121e2e38de6p-6, -0x1.3545b4275d270p-2);
  return exp_for_float(x) * p / square_root(x);
}

} // namespace ox::math
