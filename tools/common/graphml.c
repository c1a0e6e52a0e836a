#include "graphml.h"

#include "cli.h"
#include "xml.h"

#include "vn/json.h"

static const char HEAD[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                           "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
                           "<key id=\"name\" for=\"node\" attr.name=\"name\" attr.type=\"string\"/>\n"
                           "<key id=\"title\" for=\"node\" attr.name=\"title\" attr.type=\"string\"/>\n"
                           "<key id=\"cluster\" for=\"node\" attr.name=\"cluster\" attr.type=\"long\"/>\n"
                           "<key id=\"weight\" for=\"edge\" attr.name=\"weight\" attr.type=\"double\"/>\n"
                           "<graph edgedefault=\"undirected\">\n";

vn_status graphml_begin(vn_buf *out, vn_error *err)
{
    return cli_append(out, HEAD, err);
}

vn_status graphml_end(vn_buf *out, vn_error *err)
{
    return cli_append(out, "</graph>\n</graphml>\n", err);
}

static vn_status put_text(const char *before, vn_slice text, vn_buf *out, vn_error *err)
{
    const vn_status st = cli_append(out, before, err);
    return st ? st : xml_escape(text, out, err);
}

static vn_status put_count(const char *before, size_t n, vn_buf *out, vn_error *err)
{
    const vn_status st = cli_append(out, before, err);
    return st ? st : cli_append_count(out, n, err);
}

vn_status graphml_node(size_t node, vn_slice id, vn_slice title, size_t cluster, vn_buf *out, vn_error *err)
{
    vn_status st = put_count("<node id=\"n", node, out, err);
    if (!st)
        st = put_text("\"><data key=\"name\">", id, out, err);
    if (!st)
        st = put_text("</data><data key=\"title\">", title, out, err);
    if (!st)
        st = put_count("</data><data key=\"cluster\">", cluster, out, err);
    return st ? st : cli_append(out, "</data></node>\n", err);
}

vn_status graphml_edge(size_t a, size_t b, double weight, vn_buf *out, vn_error *err)
{
    vn_status st = put_count("<edge source=\"n", a, out, err);
    if (!st)
        st = put_count("\" target=\"n", b, out, err);
    if (!st)
        st = cli_append(out, "\"><data key=\"weight\">", err);
    if (!st)
        st = vn_json_write_number(weight, out, err);
    return st ? st : cli_append(out, "</data></edge>\n", err);
}
