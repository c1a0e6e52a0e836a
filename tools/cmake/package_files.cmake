# What Debian's policy asks of the files of packages, between installing and packing: run by CPack (package.cmake).
#
# dpkg-shlibdeps is run here and not by CPack, which would call ldconfig from maintainer scripts where a trigger is enough.
cmake_policy(VERSION 3.25)
set(root "${CPACK_TEMPORARY_DIRECTORY}")

function(run)
  execute_process(COMMAND ${ARGV} WORKING_DIRECTORY "${CPACK_VN_CONTROL_DIR}" COMMAND_ERROR_IS_FATAL ANY)
endfunction()

# Without a date of its own a package has that of its changelog: the same bytes whenever it is made.
if(NOT DEFINED ENV{SOURCE_DATE_EPOCH})
  execute_process(COMMAND date -u -d "${CPACK_VN_DATE}" +%s OUTPUT_VARIABLE epoch OUTPUT_STRIP_TRAILING_WHITESPACE
    COMMAND_ERROR_IS_FATAL ANY)
  set(ENV{SOURCE_DATE_EPOCH} ${epoch})
endif()

# The places that Debian has for things.
function(place)
  file(RENAME "${root}/dev/usr/share/doc/vntext" "${root}/dev/usr/share/doc/libvntext-dev")
  file(RENAME "${root}/tools/usr/share/zsh/site-functions" "${root}/tools/usr/share/zsh/vendor-completions")
endfunction()

# Whose it is and what is new.
function(document component)
  string(TOUPPER ${component} id)
  set(folder "${root}/${component}/usr/share/doc/${CPACK_DEBIAN_${id}_PACKAGE_NAME}")
  file(COPY "${CPACK_VN_DEBIAN_DIR}/copyright" DESTINATION "${folder}" FILE_PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
  configure_file("${CPACK_VN_DEBIAN_DIR}/changelog" "${folder}/changelog.Debian" COPYONLY)
  # An upload to Debian would have to name the bug that asked for it.
  file(WRITE "${root}/${component}/usr/share/lintian/overrides/${CPACK_DEBIAN_${id}_PACKAGE_NAME}"
    "${CPACK_DEBIAN_${id}_PACKAGE_NAME}: initial-upload-closes-no-bugs *\n")
  file(GLOB_RECURSE pages "${root}/${component}/usr/share/man/*.[1-8]")
  run(gzip -9n "${folder}/changelog.Debian" ${pages})
endfunction()

function(strip_files)
  set(strip strip --remove-section=.comment --remove-section=.note --enable-deterministic-archives)
  file(GLOB programs "${root}/tools/usr/bin/*")
  file(GLOB library "${root}/lib/usr/lib/*/libvntext.so.*.*.*")
  file(GLOB archive "${root}/dev/usr/lib/*/libvntext.a")
  run(${strip} --strip-unneeded ${programs} ${library})
  run(${strip} --strip-debug ${archive})
endfunction()

# The libraries of others that a component's programs need, added to the packages that they depend on.
macro(depend component)
  string(TOUPPER ${component} id)
  execute_process(COMMAND dpkg-shlibdeps --ignore-missing-info "-l${CPACK_VN_BUILD_DIR}" -O ${ARGN}
    WORKING_DIRECTORY "${CPACK_VN_CONTROL_DIR}/.." OUTPUT_VARIABLE found OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET
    COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX REPLACE "^.*Depends=" "" CPACK_DEBIAN_${id}_PACKAGE_DEPENDS "${found}")
endmacro()

# Which version programs need that are linked with the library: while the ABI may still change, the one they were made with.
function(tell_version)
  set(version "${CPACK_PACKAGE_VERSION}")
  execute_process(COMMAND nm -D --defined-only ${ARGN} OUTPUT_VARIABLE names COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX MATCHALL "vn_[a-z0-9_]+" names "${names}")
  list(SORT names)
  list(TRANSFORM names APPEND "@Base ${version}")
  list(TRANSFORM names PREPEND " ")
  list(JOIN names "\n" names)
  file(WRITE "${CPACK_VN_CONTROL_DIR}/symbols" "libvntext.so.0 libvntext0 #MINVER#\n* Build-Depends-Package: libvntext-dev\n${names}\n")
  file(WRITE "${CPACK_VN_CONTROL_DIR}/shlibs" "libvntext 0 libvntext0 (>= ${version})\n")
endfunction()

file(MAKE_DIRECTORY "${CPACK_VN_CONTROL_DIR}")
file(WRITE "${CPACK_VN_CONTROL_DIR}/control" "")   # dpkg-shlibdeps wants to see one
place()
foreach(component ${CPACK_COMPONENTS_ALL})
  document(${component})
endforeach()
strip_files()
file(GLOB programs "${root}/tools/usr/bin/*")
file(GLOB library "${root}/lib/usr/lib/*/libvntext.so.*.*.*")
depend(tools ${programs})
depend(lib ${library})
tell_version(${library})
