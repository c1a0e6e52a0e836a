/* vntext: everything of the library at once. */
#ifndef VNTEXT_H
#define VNTEXT_H

#include "vn/base.h"
#include "vn/eval_seg.h"
#include "vn/json.h"
#include "vn/norm.h"
#include "vn/reader.h"
#include "vn/record.h"
#include "vn/segment.h"
#include "vn/sparse.h"
#include "vn/tsv.h"

#endif
