#include "vn/layout.h"

#include "vn/base.h"
#include "vn/cluster.h"
#include "vn/df.h"
#include "vn/dup.h"
#include "vn/eval_clust.h"
#include "vn/eval_key.h"
#include "vn/eval_list.h"
#include "vn/eval_seg.h"
#include "vn/graph.h"
#include "vn/index.h"
#include "vn/json.h"
#include "vn/keylist.h"
#include "vn/keyness.h"
#include "vn/keyword.h"
#include "vn/keyword_train.h"
#include "vn/reader.h"
#include "vn/segment.h"
#include "vn/similar.h"
#include "vn/sparse.h"
#include "vn/terms.h"
#include "vn/tfidf.h"
#include "vn/train.h"
#include "vn/trend.h"
#include "vn/vocab.h"
#include "vn/weights.h"

#include <string.h>

#define SIZE(type) {#type, sizeof(type)}

static const struct {
    const char *name;
    size_t size;
} SIZES[] = {
    SIZE(vn_buf),
    SIZE(vn_clust_scores),
    SIZE(vn_cluster_options),
    SIZE(vn_clusters),
    SIZE(vn_confidences),
    SIZE(vn_counted),
    SIZE(vn_df_cut),
    SIZE(vn_df_kind),
    SIZE(vn_df_limits),
    SIZE(vn_df_merge_report),
    SIZE(vn_document),
    SIZE(vn_dup_options),
    SIZE(vn_error),
    SIZE(vn_eval_key_means),
    SIZE(vn_eval_key_scores),
    SIZE(vn_eval_seg),
    SIZE(vn_event_options),
    SIZE(vn_graph),
    SIZE(vn_index_parts),
    SIZE(vn_index_why),
    SIZE(vn_json),
    SIZE(vn_keylist_group),
    SIZE(vn_keylist_term),
    SIZE(vn_keyness_counts),
    SIZE(vn_keyness_options),
    SIZE(vn_keyness_row),
    SIZE(vn_keyword),
    SIZE(vn_keyword_input),
    SIZE(vn_keyword_method),
    SIZE(vn_keyword_options),
    SIZE(vn_keyword_place),
    SIZE(vn_keyword_training),
    SIZE(vn_keywords),
    SIZE(vn_lead),
    SIZE(vn_list_shares),
    SIZE(vn_match),
    SIZE(vn_merge),
    SIZE(vn_prf),
    SIZE(vn_reader_options),
    SIZE(vn_resolution),
    SIZE(vn_seen_options),
    SIZE(vn_shingles),
    SIZE(vn_similar_options),
    SIZE(vn_slice),
    SIZE(vn_sparse),
    SIZE(vn_term),
    SIZE(vn_terms_options),
    SIZE(vn_train_options),
    SIZE(vn_train_report),
    SIZE(vn_trend_options),
    SIZE(vn_trend_row),
    SIZE(vn_weighting),
    SIZE(vn_weights_options),
    SIZE(vn_word),
    SIZE(vn_words),
};

size_t vn_sizeof(const char *name)
{
    for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++)
        if (strcmp(SIZES[i].name, name) == 0)
            return SIZES[i].size;
    return 0;
}
