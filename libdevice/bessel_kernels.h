// The polynomials of the Bessel functions of orders 0 and 1 (own minimax fits).
//
// Below 8 the zeros are factors, each in two doubles, so that the relative error stays small up to the zero itself;
// what is left is a smooth function.  From 8 on amplitude and phase: J = sqrt(2 / (pi x)) m cos(x - phi), Y the same
// with sin, where m and x (phi - pi/4 or 3 pi/4) are smooth functions of 1/x^2.
#pragma once
#include "libdevice/exp_log_kernels.h"

namespace ox::math {

extern "C" {
double __nv_log(double x);
double __nv_log1p(double x);
}

// x - zero for a zero in two parts.
OX_PART double from_zero(double x, double hi, double lo) { return (x - hi) - lo; }
// x^2 - zero^2
OX_PART double square_from_zero(double x, double hi, double lo) { return from_zero(x, hi, lo) * (x + hi); }

OX_PART double j0_below_8(double x) {
  if (x < 4.0)
    return square_from_zero(x, 0x1.33d152e971b40p+1, -0x1.0f539d7da258ep-53) *
           polynomial(fma(x, x, -8.0), -0x1.6b2948e843e2bp-4, 0x1.08d902d0bf620p-7, -0x1.17057235d9c2bp-12,
                      0x1.33fa04134f0a7p-18, -0x1.a4b2380ccc146p-25, 0x1.87a4ac4405543p-32, -0x1.08c6212623708p-39,
                      0x1.0fff1f79b9b7cp-47, -0x1.b72e601e34b4cp-56, 0x1.1e1438a4fba1cp-64, -0x1.334430db0072dp-73,
                      0x1.134f278d54eb6p-82);
  return from_zero(x, 0x1.6148f5b2c2e45p+2, 0x1.75054cd60a517p-54) *
         polynomial(x - 6.0, 0x1.416dc96e57c0ep-2, -0x1.3d97028754e56p-4, -0x1.63c76276a6e5fp-5, 0x1.15618767e6bf1p-7,
                    0x1.bb360f4dabbc9p-10, -0x1.307fa1bf6ff81p-12, -0x1.104aed84536b0p-15, 0x1.52a757fc39b24p-18,
                    0x1.949f15846da2fp-22, -0x1.cd44e16bf58d8p-25, -0x1.950fee1c83a8fp-29, 0x1.aab8917214036p-32,
                    0x1.246851b4432bdp-36, -0x1.1e6bc2814252ap-39, -0x1.3ec7cd8a1f0c3p-44, 0x1.23f8ccf6f669dp-47,
                    0x1.03a516806e8d6p-52, -0x1.c38a50bfacf5ep-56);
}
OX_PART double j1_below_8(double x) {
  if (x < 4.898)
    return x * square_from_zero(x, 0x1.ea75575af6f09p+1, -0x1.60155a9d1b256p-53) *
           polynomial(fma(x, x, -12.0), -0x1.0ccd818b490f1p-6, 0x1.19b952392d9cap-10, -0x1.d11c78d859f69p-16,
                      0x1.a6d2efb024ed8p-22, -0x1.eb779cddd04ebp-29, 0x1.8e65992364ea2p-36, -0x1.dd33af73641fdp-44,
                      0x1.b81b8d77f6c5ap-52, -0x1.42693d65b7f23p-60, 0x1.807b2ee5dc474p-69, -0x1.7cefe4385d109p-78,
                      0x1.3beeb90a0d319p-87);
  return from_zero(x, 0x1.c0ff5f3b47250p+2, -0x1.b226d9d243827p-54) *
         polynomial(x - 6.449, 0x1.2feed76a6dab8p-2, 0x1.108debf99e0aap-5, -0x1.89dd8c7399d19p-5,
                    -0x1.eb4efed5607b9p-10, 0x1.24be7b3026bd5p-9, 0x1.3b3cc26c2a340p-15, -0x1.9c001beeb60abp-15,
                    -0x1.904a8640db5aep-22, 0x1.53af40301a708p-21, 0x1.095b5bd8ea939p-29, -0x1.70fd7654c577bp-28,
                    -0x1.c13af097837e6p-39, 0x1.1c6f9823e57bbp-35, -0x1.db617c689d9fcp-46, -0x1.4776c4e114914p-43,
                    0x1.09792e277de10p-52, 0x1.1bd1f250f8b64p-51);
}

// log(x / zero) for the first zero of Y0; near it through log1p.
OX_PART double log_from_first_zero(double x) {
  double u = from_zero(x, 0x1.c982eb8d417eap-1, 0x1.ea9d270347f83p-56);
  if (x > 0.45)
    return __nv_log1p(u * (1.0 / 0x1.c982eb8d417eap-1));
  return __nv_log(x) + 0x1.cce4b73e6f025p-4;
}
inline constexpr double kTwoOverPiValue = 0x1.45f306dc9c883p-1;

// For x > 0.
OX_PART double y0_below_8(double x) {
  if (x < 2.0) // 2/pi log(x / zero) J0(x) + (x^2 - zero^2) q(x^2): both vanish at the zero, and do not cancel beside it
    return fma(kTwoOverPiValue * log_from_first_zero(x), j0_below_8(x),
               square_from_zero(x, 0x1.c982eb8d417eap-1, 0x1.ea9d270347f83p-56) *
                   polynomial(fma(x, x, -2.0), 0x1.34e38fcbadbc9p-3, -0x1.ded5786ed8495p-7, 0x1.08bd219281f79p-11,
                              -0x1.301fb6a1eb305p-17, 0x1.adc2b9e6a32cdp-24, -0x1.9c023af1e412ap-31,
                              0x1.1dd70d83835abp-38, -0x1.2c82d126cd3ecp-46, 0x1.ef2874132283cp-55));
  if (x < 5.5)
    return from_zero(x, 0x1.fa9534d98569cp+1, -0x1.f06ae7804384ep-54) *
           polynomial(x - 3.75, -0x1.a46020b3548efp-2, 0x1.a5bd31c016b82p-6, 0x1.fda449332890ep-5,
                      -0x1.4550764e5b392p-8, -0x1.3442c1540bd45p-9, 0x1.0b6fd9d5a2fd8p-13, 0x1.e41455fac4613p-15,
                      -0x1.2b79ef7033bf0p-18, -0x1.c24e14867f915p-23, -0x1.33ac3ba2e976fp-24, 0x1.0207f9e91c3abp-25,
                      -0x1.b5d93a03473b1p-28, 0x1.9be969e3a2accp-30, -0x1.a1ea5a0253098p-32, 0x1.a29a441f87bffp-34,
                      -0x1.a2dcdf48f508dp-36, 0x1.b638132ac225ep-38, -0x1.c329a55c226bbp-40, 0x1.55ea71ba7a1ffp-42,
                      -0x1.310b98e825deep-44, 0x1.ae71f5c38f417p-45, -0x1.fb6b63cb3acb3p-47, -0x1.4acb81dc33e4ap-49,
                      0x1.d334fc059ca4fp-51, 0x1.060c5ed7cfbccp-51, -0x1.27a29580bb8b8p-53);
  return from_zero(x, 0x1.c581dc4e72103p+2, -0x1.9774a495f56cfp-54) *
         polynomial(x - 6.75, 0x1.34eee4b2f27c7p-2, 0x1.858bb5a4fa6f8p-7, -0x1.986087c7fc3a4p-5, 0x1.1bae915954d2ap-12,
                    0x1.31928eb783e88p-9, -0x1.671ee28d0c104p-15, -0x1.a6ce14e6c275ep-15, 0x1.1a6af666813ffp-20,
                    0x1.596ea9d178ce7p-21, -0x1.df487bdff36e0p-27, -0x1.6f4ffed5ab0eep-28, 0x1.d3fc1f78dad74p-34,
                    0x1.1fe2cfa4407bfp-35, -0x1.9668997a9c37ap-41, -0x1.1901556edb2f6p-43);
}
OX_PART double y1_below_8(double x) {
  if (x < 1.6)
    return fma(kTwoOverPiValue * __nv_log(x), j1_below_8(x),
               x * polynomial(fma(x, x, -1.28), -0x1.0caaca30c66edp-3, 0x1.82108ee8e0bccp-5, -0x1.608dbab7c90adp-9,
                              0x1.17c714ac9a58ep-14, -0x1.f6fba5190b9c7p-21, 0x1.244d612561cccp-27,
                              -0x1.dc4e944d41fedp-35, 0x1.1f70814f490a5p-42, -0x1.0b323f03e6531p-50)) -
           kTwoOverPiValue / x; // 1 / x alone could overflow
  if (x < 4.0)
    return from_zero(x, 0x1.193bed4dff243p+1, -0x1.bd1e50d219bfdp-55) *
           polynomial(x - 2.8, 0x1.bfa6bd1d631c6p-2, -0x1.43f9af4c9e720p-3, -0x1.e3fa8bc5c453fp-6, 0x1.b900b2dd130dcp-8,
                      0x1.82fbbbcd48a80p-9, -0x1.ca23388ee79d0p-11, 0x1.66a55943ae449p-13, -0x1.18a1d53fd3992p-14,
                      0x1.bbecbc4171a42p-16, -0x1.3da63d241346cp-17, 0x1.c5ab18a8d7052p-19, -0x1.45d2f671714fep-20,
                      0x1.d386e20c4cd74p-22, -0x1.4efef0dbfd991p-23, 0x1.deeb3c1e53292p-25, -0x1.56d402e54de97p-26,
                      0x1.f431923417684p-28, -0x1.65a4f21d90eb6p-29, 0x1.b71be313f207bp-31, -0x1.3ae3273413fe1p-32,
                      0x1.9a300dafc6e32p-33, -0x1.23a427059cfd5p-34, -0x1.824f78721c879p-37, 0x1.0daabdca481bfp-38,
                      0x1.e970d57c5e432p-38, -0x1.5c545f9101b02p-39);
  return from_zero(x, 0x1.5b7fe4e87b02ep+2, 0x1.dfe7bac228e8cp-52) *
         polynomial(x - 6.0, -0x1.3a3a8cefc7efcp-2, 0x1.579152b20729fp-4, 0x1.4739eeba02f82p-5, -0x1.155cf697f3ae8p-7,
                    -0x1.94a78f4d6f518p-10, 0x1.266b1555b4f76p-12, 0x1.005abac2bfef6p-15, -0x1.4c0230a711e1ep-18,
                    -0x1.72fed342b2d78p-22, 0x1.b0fa0efda1635p-25, 0x1.a874271844209p-29, -0x1.d368e7a96dd2ap-32,
                    -0x1.1241bebdbf7d4p-37, 0x1.561ef5e70f428p-41, 0x1.500c885636b3ap-42, -0x1.a46fff36478ccp-45,
                    0x1.dace9b88565e4p-48, -0x1.3d6487af361b6p-50, 0x1.3207c0ec56bdbp-53, -0x1.bc4903dd0717cp-56,
                    0x1.6b96373dea1dap-57, -0x1.cc137f762315bp-60);
}

// m(1/x^2) and the phase's distance from its limit times x, for orders 0 and 1.
OX_PART double amplitude(int order, double t) {
  return order == 0
             ? polynomial(t, 0x1.0000000000000p+0, -0x1.fffffffffd966p-5, 0x1.a7ffffedc6f43p-4, -0x1.15eff264cec68p-1,
                          0x1.764bc0c635a13p+2, -0x1.aae94466bd910p+6, 0x1.6c995ad4e9cbbp+11, -0x1.998e1a492e88fp+16,
                          0x1.fc37ae65f5cedp+21, -0x1.20635dd5d70cbp+27, 0x1.f95b974e2e31ep+31, -0x1.1e856de85c7a6p+36,
                          0x1.32610c0c91786p+39)
             : polynomial(t, 0x1.0000000000000p+0, 0x1.7fffffffff528p-3, -0x1.8bfffff5c4346p-3, 0x1.9c4ff0ba1270fp-1,
                          -0x1.ef556a528a178p+2, 0x1.092ad139eed82p+7, -0x1.b3ba2887a0fbbp+11, 0x1.ddd6225bf338dp+16,
                          -0x1.2458d3a85055dp+22, 0x1.4935c31760ec9p+27, -0x1.1f2f9e241f292p+32, 0x1.44ce662cb8ed3p+36,
                          -0x1.5abf6cf0bd67dp+39);
}
OX_PART double phase(int order, double t) {
  return order == 0
             ? polynomial(t, -0x1.ffffffffffffep-4, 0x1.0aaaaaaaa02bfp-4, -0x1.ad3332e38ee25p-3, 0x1.a3580d5de97e3p+0,
                          -0x1.778e5169491dbp+4, 0x1.0b1c9b49bfba6p+9, -0x1.0f7a8c914a4d4p+14, 0x1.5a8d48c75147bp+19,
                          -0x1.d362b9e0a4f0ep+24, 0x1.16d05dde852ecp+30, -0x1.f756b83949cf5p+34, 0x1.22ae54c8c9105p+39,
                          -0x1.3a978b5582700p+42)
             : polynomial(t, 0x1.7ffffffffffffp-2, -0x1.4ffffffffa1b9p-3, 0x1.7bcccca01c0b3p-2, -0x1.2f484c31122a7p+1,
                          0x1.e9eeb8c9d3a13p+4, -0x1.48cc9ab2a68c1p+9, 0x1.427b972686556p+14, -0x1.92c70b86a3856p+19,
                          0x1.0c376aafe8abbp+25, -0x1.3dc6b155c0584p+30, 0x1.1db3bb383b546p+35, -0x1.4933bfbaed5ddp+39,
                          0x1.63bc6c6f97a02p+42);
}

// I0(x) and I1(x) / x for 0 <= x <= 8, of x^2.
OX_PART double i0_series(double t) {
  return polynomial(t, 0x1.0000000000000p+0, 0x1.0000000000000p-2, 0x1.ffffffffffff3p-7, 0x1.c71c71c71c85bp-12,
                    0x1.c71c71c71a936p-18, 0x1.23456789c5e7dp-24, 0x1.02e85c06c936ap-31, 0x1.522a442190c94p-39,
                    0x1.522a412689d7cp-47, 0x1.0b3153e868fe2p-55, 0x1.55ff4d71d2348p-64, 0x1.69e61feddd030p-73,
                    0x1.40a5d86d09f45p-82, 0x1.f2a31dd315207p-92, 0x1.108b1a59454e7p-101, 0x1.1cb01973afd1bp-110);
}
OX_PART double i1_series(double t) {
  return polynomial(t, 0x1.0000000000000p-1, 0x1.0000000000000p-4, 0x1.5555555555552p-9, 0x1.c71c71c71c7a1p-15,
                    0x1.6c16c16c160bdp-21, 0x1.845c8a0cf770bp-28, 0x1.27e4fb76585bfp-35, 0x1.522a441145400p-43,
                    0x1.2c97573011d0cp-51, 0x1.ab82105baf7b6p-60, 0x1.f17427eac2d7cp-69, 0x1.e280891c306d7p-78,
                    0x1.8ad6b0fd9a552p-87, 0x1.1c185966ea617p-96, 0x1.26fe64163ac68p-106, 0x1.17ce06ae52969p-115);
}
// sqrt(x) e^-x I(x) for x >= 8, of 16/x - 1.
OX_PART double i0_tail(double u) {
  return polynomial(u, 0x1.9bd428ad249a5p-2, 0x1.b87969bb93b9bp-9, 0x1.1daa72b5e270fp-13, 0x1.75e5ee711e65fp-17,
                    0x1.8e513a7961194p-20, 0x1.3f49a965bc0f5p-22, 0x1.7d0f0a3e3b1f1p-24, 0x1.51cdd593bbe03p-25,
                    0x1.7234df6526d55p-26, 0x1.03a4a447ad080p-27, -0x1.cfe7a11ab491bp-28, -0x1.cd011c330bb00p-27,
                    -0x1.729534ebe64dcp-28, 0x1.0440ad8bd9d5bp-27, 0x1.fc7a5040dc9d8p-28, -0x1.e720d6ff293f9p-29,
                    -0x1.957c2ad0307d9p-28, 0x1.adec81599d5d4p-30, 0x1.ebe16f13ddb8ep-29, -0x1.4b98dc42c4fa3p-31,
                    -0x1.b1a0f34f99050p-30, 0x1.6c62662941d1ap-33, 0x1.e4fc7bd08ea98p-32, -0x1.8cba666ef0036p-36,
                    -0x1.fc346333f8ab2p-35);
}
OX_PART double i1_tail(double u) {
  return polynomial(u, 0x1.8ebe783a84030p-2, -0x1.3f796198ee632p-7, -0x1.cbc54df1e8dccp-13, -0x1.f89c23059f3fep-17,
                    -0x1.ec8e1077449edp-20, -0x1.7613810e0feaep-22, -0x1.ad8d46f31f5d4p-24, -0x1.7279726fa75fcp-25,
                    -0x1.9191db2c6ad0ap-26, -0x1.21a484f373689p-27, 0x1.cf02cc14af79ep-28, 0x1.e27ea3f865844p-27,
                    0x1.99adef04b295bp-28, -0x1.075a22f5eddbep-27, -0x1.0de80cbf2483bp-27, 0x1.dc46753692eebp-29,
                    0x1.a922280469f7bp-28, -0x1.97d2968961fccp-30, -0x1.00759447804f3p-28, 0x1.34e6286c414a0p-31,
                    0x1.c30a28389fa1ap-30, -0x1.51363f90f6619p-33, -0x1.f7d29f257fafap-32, 0x1.6f12b66a0373dp-36,
                    0x1.07c732b527cd0p-34);
}

} // namespace ox::math
