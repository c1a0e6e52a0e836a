# What `cmake --install` puts where.
include(CMakePackageConfigHelpers)
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/vntext)

install(TARGETS vntext EXPORT vntextTargets LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.h")
install(EXPORT vntextTargets NAMESPACE vntext:: DESTINATION ${package_dir})
configure_package_config_file(cmake/vntextConfig.cmake.in vntextConfig.cmake INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(vntextConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/vntextConfig.cmake ${CMAKE_CURRENT_BINARY_DIR}/vntextConfigVersion.cmake
  DESTINATION ${package_dir})

# vntext.pc finds the prefix from where it lies. An absolute CMAKE_INSTALL_LIBDIR (as some packagers give) must not get the prefix once more.
cmake_path(ABSOLUTE_PATH CMAKE_INSTALL_LIBDIR BASE_DIRECTORY "\${prefix}" OUTPUT_VARIABLE pc_libdir)
cmake_path(ABSOLUTE_PATH CMAKE_INSTALL_INCLUDEDIR BASE_DIRECTORY "\${prefix}" OUTPUT_VARIABLE pc_includedir)
file(RELATIVE_PATH pc_to_prefix ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
configure_file(cmake/vntext.pc.in vntext.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/vntext.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

foreach(section 1 3 5)
  file(GLOB pages CONFIGURE_DEPENDS docs/man/*.${section})
  install(FILES ${pages} DESTINATION ${CMAKE_INSTALL_MANDIR}/man${section})
endforeach()
