# What `cmake --install` puts where.
include(CMakePackageConfigHelpers)
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/vntext)

# Each component is a package (tools/cmake/package.cmake); what names none is of the tools.
install(TARGETS vntext EXPORT vntextTargets
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT lib NAMELINK_COMPONENT dev)
install(TARGETS vntext_static EXPORT vntextStaticTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT dev)
install(DIRECTORY include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT dev FILES_MATCHING PATTERN "*.h")
install(EXPORT vntextTargets NAMESPACE vntext:: DESTINATION ${package_dir} COMPONENT dev)
install(EXPORT vntextStaticTargets NAMESPACE vntext:: DESTINATION ${package_dir} COMPONENT dev)
configure_package_config_file(tools/cmake/vntextConfig.cmake.in vntextConfig.cmake INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(vntextConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/vntextConfig.cmake ${CMAKE_CURRENT_BINARY_DIR}/vntextConfigVersion.cmake
  DESTINATION ${package_dir} COMPONENT dev)

# vntext.pc finds the prefix from where it lies, but for that of the system. An absolute CMAKE_INSTALL_LIBDIR (as some packagers give) must not get the prefix once more.
cmake_path(ABSOLUTE_PATH CMAKE_INSTALL_LIBDIR BASE_DIRECTORY "\${prefix}" OUTPUT_VARIABLE pc_libdir)
cmake_path(ABSOLUTE_PATH CMAKE_INSTALL_INCLUDEDIR BASE_DIRECTORY "\${prefix}" OUTPUT_VARIABLE pc_includedir)
file(RELATIVE_PATH pc_to_prefix ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
set(pc_prefix "\${pcfiledir}/${pc_to_prefix}")
if(CMAKE_INSTALL_PREFIX STREQUAL "/usr")
  set(pc_prefix /usr)   # where the compiler looks anyway, so that pkg-config says nothing of it
endif()
configure_file(tools/cmake/vntext.pc.in vntext.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/vntext.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT dev)

foreach(section 1 3 5 7)
  file(GLOB pages CONFIGURE_DEPENDS docs/man/*.${section})
  set(component tools)
  if(section EQUAL 3)
    set(component dev)
  endif()
  install(FILES ${pages} DESTINATION ${CMAKE_INSTALL_MANDIR}/man${section} COMPONENT ${component})
endforeach()
install(FILES docs/example.c docs/example_segment.c DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples COMPONENT dev)
install(FILES README.md DESTINATION ${CMAKE_INSTALL_DOCDIR})

# The module for Python, where the system's Python looks for what Debian installs; elsewhere `pip install tools/python` does it.
if(CMAKE_INSTALL_PREFIX STREQUAL "/usr")
  install(DIRECTORY tools/python/src/vntext DESTINATION lib/python3/dist-packages COMPONENT python
    PATTERN __pycache__ EXCLUDE)
  configure_file(tools/cmake/PKG-INFO.in PKG-INFO @ONLY)
  install(FILES ${CMAKE_CURRENT_BINARY_DIR}/PKG-INFO DESTINATION lib/python3/dist-packages
    RENAME vntext-${PROJECT_VERSION}.egg-info COMPONENT python)
endif()
