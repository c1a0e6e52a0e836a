/* vntext: everything of the library at once. */
#ifndef VNTEXT_H
#define VNTEXT_H

#include "vn/alias.h"
#include "vn/base.h"
#include "vn/cluster.h"
#include "vn/conllu.h"
#include "vn/df.h"
#include "vn/dup.h"
#include "vn/eval_clust.h"
#include "vn/eval_key.h"
#include "vn/eval_seg.h"
#include "vn/graph.h"
#include "vn/index.h"
#include "vn/json.h"
#include "vn/keyness.h"
#include "vn/keyword.h"
#include "vn/map2d.h"
#include "vn/norm.h"
#include "vn/reader.h"
#include "vn/record.h"
#include "vn/segment.h"
#include "vn/similar.h"
#include "vn/sparse.h"
#include "vn/spool.h"
#include "vn/terms.h"
#include "vn/tfidf.h"
#include "vn/train.h"
#include "vn/tsv.h"
#include "vn/vocab.h"
#include "vn/weights.h"

#endif
