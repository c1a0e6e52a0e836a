/* How much there is to read. */
#ifndef TOOLS_AMOUNT_H
#define TOOLS_AMOUNT_H

#include "cli.h"

/* The bytes of the files that a reader would find, directories walked as vn_reader_new tells. False: nobody knows, because
 * standard input is one of them, or a pipe, or there are more than some 100,000 files. */
bool amount_of(cli_arguments files, uint64_t *bytes);

#endif
