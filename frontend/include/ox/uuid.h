// The identifier of a device, which the runtime and the driver API share.
#ifndef OX_UUID_H
#define OX_UUID_H

struct CUuuid_st {
  char bytes[16];
};
typedef struct CUuuid_st CUuuid;
typedef struct CUuuid_st cudaUUID_t;

#endif
