// Gravity among n bodies, all pairs: positions pass through shared memory a tile at a time; leapfrog steps.
#include "../common/check.h"
#include <vector>

constexpr int kBodies = 1024, kBlock = 128, kSteps = 4;
constexpr float kSoftening = 0.01f, kStep = 0.005f;

__global__ void accelerate(const float4* position, float3* velocity) {
  __shared__ float4 tile[kBlock];
  float4 self = position[blockIdx.x * kBlock + threadIdx.x];
  float3 force = make_float3(0, 0, 0);
  for (int begin = 0; begin < kBodies; begin += kBlock) {
    tile[threadIdx.x] = position[begin + threadIdx.x];
    __syncthreads();
#pragma unroll 8
    for (int j = 0; j < kBlock; ++j) {
      float dx = tile[j].x - self.x, dy = tile[j].y - self.y, dz = tile[j].z - self.z;
      float inverse = rsqrtf(dx * dx + dy * dy + dz * dz + kSoftening);
      float pull = tile[j].w * inverse * inverse * inverse;
      force.x += pull * dx, force.y += pull * dy, force.z += pull * dz;
    }
    __syncthreads();
  }
  float3& v = velocity[blockIdx.x * kBlock + threadIdx.x];
  v.x += kStep * force.x, v.y += kStep * force.y, v.z += kStep * force.z;
}

__global__ void move(float4* position, const float3* velocity) {
  int i = blockIdx.x * kBlock + threadIdx.x;
  position[i].x += kStep * velocity[i].x;
  position[i].y += kStep * velocity[i].y;
  position[i].z += kStep * velocity[i].z;
}

// The reference works in double precision.
struct Body {
  double x, y, z, mass, vx, vy, vz;
};

void step_on_cpu(std::vector<Body>& bodies) {
  for (Body& a : bodies) {
    double fx = 0, fy = 0, fz = 0;
    for (const Body& b : bodies) {
      double dx = b.x - a.x, dy = b.y - a.y, dz = b.z - a.z;
      double inverse = 1 / std::sqrt(dx * dx + dy * dy + dz * dz + double(kSoftening));
      double pull = b.mass * inverse * inverse * inverse;
      fx += pull * dx, fy += pull * dy, fz += pull * dz;
    }
    a.vx += kStep * fx, a.vy += kStep * fy, a.vz += kStep * fz;
  }
  for (Body& a : bodies)
    a.x += kStep * a.vx, a.y += kStep * a.vy, a.z += kStep * a.vz;
}

int main() {
  std::vector<float4> position(kBodies);
  std::vector<Body> bodies(kBodies);
  Random random(8);
  for (int i = 0; i < kBodies; ++i) {
    position[i] = make_float4(random.uniform() * 2 - 1, random.uniform() * 2 - 1, random.uniform() * 2 - 1,
                              (random.uniform() + 0.5f) / kBodies);
    bodies[i] = {position[i].x, position[i].y, position[i].z, position[i].w, 0, 0, 0};
  }
  float4* device_position;
  float3* device_velocity;
  CHECK(cudaMalloc(&device_position, kBodies * sizeof(float4)));
  CHECK(cudaMalloc(&device_velocity, kBodies * sizeof(float3)));
  CHECK(cudaMemcpy(device_position, position.data(), kBodies * sizeof(float4), cudaMemcpyHostToDevice));
  CHECK(cudaMemset(device_velocity, 0, kBodies * sizeof(float3)));

  for (int i = 0; i < kSteps; ++i) {
    accelerate<<<kBodies / kBlock, kBlock>>>(device_position, device_velocity);
    move<<<kBodies / kBlock, kBlock>>>(device_position, device_velocity);
    CHECK_LAUNCH();
    step_on_cpu(bodies);
    progress("nbody", i + 1, kSteps);
  }
  CHECK(cudaMemcpy(position.data(), device_position, kBodies * sizeof(float4), cudaMemcpyDeviceToHost));
  CHECK(cudaFree(device_position));
  CHECK(cudaFree(device_velocity));

  bool right = true;
  for (int i = 0; i < kBodies && right; ++i)
    right = near(position[i].x, bodies[i].x, 1e-5, "x", i) && near(position[i].y, bodies[i].y, 1e-5, "y", i) &&
            near(position[i].z, bodies[i].z, 1e-5, "z", i);
  return verdict("nbody", right);
}
