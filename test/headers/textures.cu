// Every texture and surface function, on objects and on references, is the PTX instruction that the manual has for it.
// RUN: %cuda-host -Wall -Werror -fsyntax-only %s
// RUN: %cuda-device -std=c++11 -fsyntax-only %s
// RUN: %cuda-device -O2 -S -emit-llvm %s -o - | FileCheck %s

texture<float> line;
texture<uchar4, cudaTextureType2D, cudaReadModeNormalizedFloat> picture;
texture<short2, cudaTextureType3D, cudaReadModeElementType> volume;
texture<int, cudaTextureType2DLayered> layers;
texture<float4, cudaTextureTypeCubemap> cube;
surface<void, cudaSurfaceType2D> canvas;

// CHECK-LABEL: define {{.*}} @objects(
extern "C" __global__ void objects(cudaTextureObject_t t, float* f, uint4* u, int n) {
  // CHECK: "tex.1d.v4.$5.s32 {$0, $1, $2, $3}, [$4, {$6}];", "=r,=r,=r,=r,l,i,r"(i64 %{{.*}}, ptr {{.*}}@_ZN10ox_fetchesILi0EE4typeE{{.*}}, i32 %{{.*}})
  f[0] = tex1Dfetch<float>(t, n);
  // CHECK: "tex.1d.v4.{{.*}}.f32 {$0, $1, $2, $3}, [$4, {$6}];"{{.*}}@_ZN10ox_fetchesILi2EE4typeE
  u[0] = tex1D<uint4>(t, f[0]);
  // CHECK: "tex.level.1d.{{.*}}, [$4, {$6}], $7;"{{.*}}@_ZN10ox_fetchesILi1EE4typeE
  f[1] = tex1DLod<char2>(t, f[0], f[1]).y;
  // CHECK: "tex.grad.1d.{{.*}}, [$4, {$6}], {$7}, {$8};"
  f[2] = tex1DGrad<float>(t, f[0], f[1], f[2]);
  // CHECK: "tex.a1d.{{.*}}, [$4, {$7, $6}];"
  f[3] = tex1DLayered<float>(t, f[0], n);
  // CHECK: "tex.level.a1d.{{.*}}, [$4, {$7, $6}], $8;"
  f[4] = tex1DLayeredLod<float>(t, f[0], n, f[1]);
  // CHECK: "tex.grad.a1d.{{.*}}, [$4, {$7, $6}], {$8}, {$9};"
  f[5] = tex1DLayeredGrad<float>(t, f[0], n, f[1], f[2]);
  // CHECK: "tex.2d.{{.*}}, [$4, {$6, $7}];"
  f[6] = tex2D<float>(t, f[0], f[1]);
  // CHECK: "tex.level.2d.{{.*}}, [$4, {$6, $7}], $8;"
  f[7] = tex2DLod<float>(t, f[0], f[1], f[2]);
  // CHECK: "tex.grad.2d.{{.*}}, [$4, {$6, $7}], {$8, $9}, {$10, $11};"
  f[8] = tex2DGrad<float>(t, f[0], f[1], make_float2(f[2], f[3]), make_float2(f[4], f[5]));
  // CHECK: "tex.a2d.{{.*}}, [$4, {$8, $6, $7, $7}];"
  f[9] = tex2DLayered<float>(t, f[0], f[1], n);
  // CHECK: "tex.level.a2d.{{.*}}, [$4, {$8, $6, $7, $7}], $9;"
  f[10] = tex2DLayeredLod<float>(t, f[0], f[1], n, f[2]);
  // CHECK: "tex.grad.a2d.{{.*}}, [$4, {$8, $6, $7, $7}], {$9, $10}, {$11, $12};"
  f[11] = tex2DLayeredGrad<float>(t, f[0], f[1], n, make_float2(f[2], f[3]), make_float2(f[4], f[5]));
  // CHECK: "tex.3d.{{.*}}, [$4, {$6, $7, $8, $8}];"
  f[12] = tex3D<float>(t, f[0], f[1], f[2]);
  // CHECK: "tex.level.3d.{{.*}}, [$4, {$6, $7, $8, $8}], $9;"
  f[13] = tex3DLod<float>(t, f[0], f[1], f[2], f[3]);
  // CHECK: "tex.grad.3d.{{.*}}, [$4, {$6, $7, $8, $8}], {$9, $10, $13, $13}, {$11, $12, $14, $14};"
  f[14] = tex3DGrad<float>(t, f[0], f[1], f[2], make_float4(f[3], f[4], f[5], 0), make_float4(f[6], f[7], f[8], 0));
  // CHECK: "tex.cube.{{.*}}, [$4, {$6, $7, $8, $8}];"
  f[15] = texCubemap<float>(t, f[0], f[1], f[2]);
  // CHECK: "tex.level.cube.{{.*}}, [$4, {$6, $7, $8, $8}], $9;"
  f[16] = texCubemapLod<float>(t, f[0], f[1], f[2], f[3]);
  // CHECK: "tex.acube.{{.*}}, [$4, {$9, $6, $7, $8}];"
  f[17] = texCubemapLayered<float>(t, f[0], f[1], f[2], n);
  // CHECK: "tex.level.acube.{{.*}}, [$4, {$9, $6, $7, $8}], $10;"
  f[18] = texCubemapLayeredLod<float>(t, f[0], f[1], f[2], n, f[3]);
  // CHECK: "tld4.b.2d.{{.*}}, [$4, {$6, $7}];"
  u[1] = tex2Dgather<uint4>(t, f[0], f[1], 2);
}

// CHECK-LABEL: define {{.*}} @sparse(
extern "C" __global__ void sparse(cudaTextureObject_t t, float* f, bool* there) {
  // CHECK: "{ .reg .pred there; tex.2d.{{.*}} {$0, $1, $2, $3}|there, [$5, {$7, $8}]; selp.u32 $4, 1, 0, there; }"
  f[0] = tex2D<float>(t, f[0], f[1], there);
  // CHECK: "{ .reg .pred there; tex.3d.{{.*}}|there, [$5, {$7, $8, $9, $9}]; selp
  tex3D(&f[1], t, f[0], f[1], f[2], there + 1);
  // CHECK: "{ .reg .pred there; tld4.r.2d.{{.*}}|there, [$5, {$7, $8}]; selp
  f[2] = tex2Dgather<float4>(t, f[0], f[1], there + 2).y;
}

// A reference is a variable of the device that holds the object.
// CHECK-LABEL: define {{.*}} @references(
extern "C" __global__ void references(float* f, float4* v, int n) {
  // CHECK: [[LINE:%.*]] = {{.*}}@llvm.nvvm.texsurf.handle.internal{{.*}} @line)
  // CHECK: "tex.1d.{{.*}}.s32 {{.*}}(i64 [[LINE]], {{.*}}@_ZN10ox_fetchesILi0EE4typeE
  f[0] = tex1Dfetch(line, n);
  // CHECK: "tex.2d.{{.*}}@_ZN10ox_fetchesILi0EE4typeE
  v[0] = tex2D(picture, f[0], f[1]);
  // CHECK: "tex.3d.{{.*}}@_ZN10ox_fetchesILi1EE4typeE
  f[1] = tex3D(volume, 1, 2, 3).y;
  // CHECK: "tex.a2d.
  f[2] = tex2DLayered(layers, f[0], f[1], n);
  // CHECK: "tex.cube.
  v[1] = texCubemap(cube, f[0], f[1], f[2]);
}

// CHECK-LABEL: define {{.*}} @surfaces(
extern "C" __global__ void surfaces(cudaSurfaceObject_t s, float4* v, uchar2* c, longlong2* l, int n) {
  // CHECK: "sust.b.1d.v4.$1.$2 [$0, {$7}], {$3, $4, $5, $6};"{{.*}}@_ZN15ox_surface_bitsILi4EE4typeE{{.*}}@_ZN15ox_trap_outside4modeE
  surf1Dwrite(v[0], s, n);
  // CHECK: "suld.b.2d.v2.{{.*}} {$0, $1}, [$2, {$5, $6}];"{{.*}}@_ZN15ox_surface_bitsILi1EE4typeE{{.*}}@_ZN15ox_zero_outside4modeE
  c[0] = surf2Dread<uchar2>(s, n, 2, cudaBoundaryModeZero);
  // CHECK: "suld.b.3d.v2.{{.*}}[$2, {$5, $6, $7, $7}];"{{.*}}ILi8EE4typeE{{.*}}@_ZN16ox_clamp_outside4modeE
  surf3Dread(&l[0], s, n, 2, 3, cudaBoundaryModeClamp);
  // CHECK: "sust.b.a1d.{{.*}}[$0, {$5, $4}], $3;"
  surf1DLayeredwrite((short)n, s, n, 4);
  // CHECK: "suld.b.a2d.{{.*}}[$1, {$6, $4, $5, $5}];"
  v[1].x = surfCubemapLayeredread<float>(s, n, 2, 7);
  // CHECK: "sust.b.2d.
  surf2Dwrite<unsigned>(7, canvas, n, 2);
  // CHECK: "suld.b.2d.
  surf2Dread(&v[2].x, canvas, n, 2);
}
