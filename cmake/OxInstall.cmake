# The install tree, laid out like a CUDA toolkit so that build systems find their way: bin, include, lib64,
# nvvm/libdevice, targets.  The driver finds everything relative to its own executable, so the tree can be moved.
add_custom_target(ox-product DEPENDS ox-nvcc ox-run ptxas cuobjdump fatbinary ox-ptx oxsim oxdis cudart cudart_static cudart_stub_11 cudart_stub_12 cuda nvrtc nvJitLink ox-compiler libdevice isa_generated
                  runtime-page options-page dialect-page libdevice-page)

install(TARGETS ox-nvcc ox-run ptxas cuobjdump fatbinary ox-ptx oxsim oxdis RUNTIME DESTINATION bin)
install(CODE "file(CREATE_LINK ox-nvcc \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/bin/nvcc\" SYMBOLIC)")
install(TARGETS cudart cuda nvrtc nvJitLink ox-compiler LIBRARY DESTINATION lib64)
# Build systems link libcuda.so from here, because NVIDIA's real one comes with a driver.
install(CODE "file(MAKE_DIRECTORY \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/lib64/stubs\")
              foreach(name libcuda.so libcuda.so.1)
                file(CREATE_LINK ../\${name} \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/lib64/stubs/\${name}\" SYMBOLIC)
              endforeach()")
install(FILES ${CMAKE_BINARY_DIR}/lib64/libcudart_static.a ${CMAKE_BINARY_DIR}/lib64/libcudadevrt.a DESTINATION lib64)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/frontend/include/ DESTINATION include)
install(FILES ${CMAKE_BINARY_DIR}/nvvm/libdevice/libdevice.10.bc
              ${CMAKE_BINARY_DIR}/nvvm/libdevice/libdevice.fp128.bc DESTINATION nvvm/libdevice)
install(FILES ${CMAKE_SOURCE_DIR}/LICENSE ${CMAKE_BINARY_DIR}/docs/isa.md ${CMAKE_BINARY_DIR}/docs/api.md ${CMAKE_BINARY_DIR}/docs/libdevice.md ${CMAKE_BINARY_DIR}/docs/options.md
              ${CMAKE_BINARY_DIR}/docs/dialect.md ${CMAKE_SOURCE_DIR}/docs/build-systems.md
              ${CMAKE_SOURCE_DIR}/docs/cccl.md ${CMAKE_SOURCE_DIR}/docs/ptx.md
              ${CMAKE_SOURCE_DIR}/docs/existing-programs.md
        DESTINATION share/doc/ox)
# Folders under the names that NVIDIA's tree has for them.
set(OX_LAYOUT_LINKS targets/x86_64-linux/include=../../include targets/x86_64-linux/lib=../../lib64)
foreach(pair IN LISTS OX_LAYOUT_LINKS)
  string(REGEX MATCH "^(.*)/([^/]*)=(.*)$" ignored ${pair})
  set(folder ${CMAKE_MATCH_1})
  set(name ${CMAKE_MATCH_2})
  set(target ${CMAKE_MATCH_3})
  file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/${folder})
  file(CREATE_LINK ${target} ${CMAKE_BINARY_DIR}/${folder}/${name} SYMBOLIC)
  install(CODE "file(MAKE_DIRECTORY \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${folder}\")
                file(CREATE_LINK ${target} \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${folder}/${name}\" SYMBOLIC)")
endforeach()

# For build systems that ask pkg-config, under the names with and without the version.
foreach(package cudart cuda nvrtc)
  foreach(name ${package} ${package}-13.0)
    file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/lib64/pkgconfig/${name}.pc @ONLY CONTENT [[prefix=${pcfiledir}/../..
includedir=${prefix}/include
libdir=${prefix}/lib64

Name: @package@
Description: lib@package@ of Ox
Version: 13.0
Libs: -L${libdir} -l@package@
Cflags: -I${includedir}
]])
    install(FILES ${CMAKE_BINARY_DIR}/lib64/pkgconfig/${name}.pc DESTINATION lib64/pkgconfig)
  endforeach()
endforeach()

# The one file that names the tree's own place.
install(CODE "get_filename_component(prefix \"\${CMAKE_INSTALL_PREFIX}\" ABSOLUTE)
              configure_file(${CMAKE_SOURCE_DIR}/cmake/clangd.yaml.in \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/share/ox/clangd.yaml\" @ONLY)")

# What tools ask to learn which toolkit stands here; the version is the one that ox-nvcc claims (ADR 0002).
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/version.json @ONLY CONTENT [[{
  "cuda": {"name": "Ox, in place of the CUDA SDK", "version": "13.0.88"},
  "ox": {"name": "Ox", "version": "@PROJECT_VERSION@"}
}
]])
install(FILES ${CMAKE_BINARY_DIR}/version.json DESTINATION .)
