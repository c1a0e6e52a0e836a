/* L3: any number of sorted tables into one. */
#ifndef VN_LIB_DF_MERGE_H
#define VN_LIB_DF_MERGE_H

#include "df_source.h"

/* Writes the sum of the inputs, of which the last n_minus are subtracted; the array is used up. After a failure
 * report->fault is the index of the input that is at fault, or stays. */
vn_status vn_df_merge_inputs(vn_df_input *in, size_t n, size_t n_minus, vn_df_writer *w, vn_df_merge_report *report,
                             vn_error *err);

#endif
