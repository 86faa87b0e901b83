// `template int f<int>(int);` where f is a __host__ __device__ template: nvcc takes the execution space from the
// template.  Clang wants it repeated, unless the template has its space implicitly; so while such a declaration is
// read, the templates that it may mean have it implicitly.
#pragma once

namespace clang {
class Sema;
}

namespace ox::frontend {

void accept_explicit_instantiations_without_space(clang::Sema& sema);

} // namespace ox::frontend
