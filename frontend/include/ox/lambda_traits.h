// nvcc's traits of extended lambdas (CUDA C++ Programming Guide, "Extended Lambdas").  ox-nvcc makes the
// specialisations final whose argument is the class of such a lambda; another compiler leaves all of them open, and the
// traits false.
#pragma once

template <typename T> struct ox_device_lambda {};
template <typename T> struct ox_device_lambda_with_return_type {};
template <typename T> struct ox_host_device_lambda {};

#if defined(__CUDACC_EXTENDED_LAMBDA__)
#define __nv_is_extended_device_lambda_closure_type(...) __is_final(ox_device_lambda<__VA_ARGS__>)
#define __nv_is_extended_device_lambda_with_preserved_return_type(...)                                                 \
  __is_final(ox_device_lambda_with_return_type<__VA_ARGS__>)
#define __nv_is_extended_host_device_lambda_closure_type(...) __is_final(ox_host_device_lambda<__VA_ARGS__>)
#else
#define __nv_is_extended_device_lambda_closure_type(...) false
#define __nv_is_extended_device_lambda_with_preserved_return_type(...) false
#define __nv_is_extended_host_device_lambda_closure_type(...) false
#endif
