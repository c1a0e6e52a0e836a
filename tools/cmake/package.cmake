# Debian packages: `tools/setup.sh --deb`, that is `cpack` in a build that was configured with
#   -DCMAKE_INSTALL_PREFIX=/usr -DVN_HARDEN=ON -DBUILD_TESTING=OFF
# CPack knows little of Debian's policy: package_files.cmake does the rest. Descriptions, changelog and copyright: debian/.
if(NOT CMAKE_INSTALL_PREFIX STREQUAL "/usr")
  return()   # what is installed elsewhere is no package
endif()
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_PRE_BUILD_SCRIPTS "${CMAKE_CURRENT_LIST_DIR}/package_files.cmake")
set(CPACK_VN_DEBIAN_DIR "${CMAKE_CURRENT_LIST_DIR}/debian")
set(CPACK_VN_CONTROL_DIR "${CMAKE_BINARY_DIR}/debian")
set(CPACK_VN_BUILD_DIR "${CMAKE_BINARY_DIR}")

# The changelog tells the revision of the package, who made it and when; to package a version without an entry is a mistake.
file(STRINGS "${CPACK_VN_DEBIAN_DIR}/changelog" entry LIMIT_COUNT 1)
if(NOT entry MATCHES "^vntext \\(([0-9.]+)-([0-9]+)\\)" OR NOT CMAKE_MATCH_1 VERSION_EQUAL PROJECT_VERSION)
  message(FATAL_ERROR "tools/cmake/debian/changelog begins with '${entry}', not with version ${PROJECT_VERSION}")
endif()
set(CPACK_DEBIAN_PACKAGE_RELEASE ${CMAKE_MATCH_2})
file(STRINGS "${CPACK_VN_DEBIAN_DIR}/changelog" signed REGEX "^ -- " LIMIT_COUNT 1)
string(REGEX REPLACE "^ -- (.*>)  (.*)$" "\\1;\\2" signed "${signed}")
list(GET signed 0 CPACK_PACKAGE_CONTACT)
list(GET signed 1 CPACK_VN_DATE)

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SOURCE vntext)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_ENABLE_COMPONENT_DEPENDS ON)   # on each other in just this version
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${CPACK_DEFAULT_PACKAGE_DESCRIPTION_SUMMARY}")   # else it stands before each package's own

# A package is an install component.
set(CPACK_COMPONENTS_ALL lib dev tools python)
foreach(package lib:libvntext0:libs dev:libvntext-dev:libdevel tools:vntext:text python:python3-vntext:python)
  string(REPLACE ":" ";" package ${package})
  list(POP_FRONT package component name section)
  string(TOUPPER ${component} component)
  set(CPACK_DEBIAN_${component}_PACKAGE_NAME ${name})
  set(CPACK_DEBIAN_${component}_PACKAGE_SECTION ${section})
  file(READ "${CPACK_VN_DEBIAN_DIR}/${name}" CPACK_DEBIAN_${component}_DESCRIPTION)
endforeach()
set(CPACK_COMPONENT_DEV_DEPENDS lib)
set(CPACK_COMPONENT_TOOLS_DEPENDS lib)
set(CPACK_DEBIAN_DEV_PACKAGE_SUGGESTS "libgsl-dev, libicu-dev, pkg-config, zlib1g-dev")   # to link the static library
set(CPACK_DEBIAN_LIB_PACKAGE_CONTROL_EXTRA
  "${CPACK_VN_DEBIAN_DIR}/triggers;${CPACK_VN_CONTROL_DIR}/shlibs;${CPACK_VN_CONTROL_DIR}/symbols")
set(CPACK_COMPONENT_PYTHON_DEPENDS lib)
set(CPACK_DEBIAN_PYTHON_PACKAGE_ARCHITECTURE all)
set(CPACK_DEBIAN_PYTHON_PACKAGE_DEPENDS "python3:any (>= 3.9~)")
set(CPACK_DEBIAN_PYTHON_PACKAGE_RECOMMENDS "python3-numpy, python3-scipy")   # matrices; words and keywords do without
set(CPACK_DEBIAN_PYTHON_PACKAGE_CONTROL_EXTRA "${CPACK_VN_DEBIAN_DIR}/postinst;${CPACK_VN_DEBIAN_DIR}/prerm")
include(CPack)
