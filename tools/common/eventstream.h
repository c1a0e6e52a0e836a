/* Events of a stream: each record gets the number of its event as it comes. */
#ifndef TOOLS_EVENTSTREAM_H
#define TOOLS_EVENTSTREAM_H

#include "collection.h"

#include "vn/cluster.h"

/* Runs the records of the files through a stream of events, in one thread. The collection lends its terminology, which is
 * open; weights are those of the field tfidf, else tf-idf by options->df, which is needed. Writes records with the field
 * cluster, or id and number. Gives the exit code; all messages have been printed. */
int eventstream_run(const char *tool, collection *all, const stream_settings *settings, cli_arguments files,
                    const vn_event_options *options, bool tsv);

#endif
