/* What shells complete on the command line of a program: scripts made from its option table. */
#ifndef TOOLS_COMPLETION_H
#define TOOLS_COMPLETION_H

#include "cli.h"

/* Appends the script of a shell ("bash", "zsh" or "fish"). VN_EINVAL: another one; VN_ENOMEM. */
vn_status completion_script(const cli_program *program, const char *shell, vn_buf *out, vn_error *err);

/* --help and --version. */
#define CLI_STANDARD 2
extern const cli_option cli_standard[CLI_STANDARD];

#endif
