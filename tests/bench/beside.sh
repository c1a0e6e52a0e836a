# For accuracy.sh and speed.sh: the other segmenters, each with the label of its row and the kilobytes that it is timed
# on; slow ones on less. What PEERS holds, and how it comes there: peer.py.
peers='vncorenlp|VnCoreNLP (RDRsegmenter)|3000
underthesea|underthesea 6.2.0|600
pyvi|pyvi 0.1.1|2000
dongdu|DongDu 0.9.4|2000
vntk|vntk 1.4.4|15
vntokenizer|vnTokenizer (plug-in 5.6.0)|600
coccoc|coccoc-tokenizer 0.1.1|20000'
bench=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
PEERS=${PEERS:-/nonexistent}

# interpreter NAME: the Python that runs the peer. Fails with 77 where it is not installed, otherwise with what it said.
interpreter()
{
    local python status=77
    for python in "$PEERS/py/bin/python" "$PEERS/py38/bin/python" python3; do
        command -v "$python" > /dev/null || continue
        "$python" "$bench/peer.py" "$1" "$PEERS" < /dev/null > peer.log 2>&1 && echo "$python" && return
        status=$?
        [ $status = 77 ] || break
    done
    return $status
}

# installed: the lines of `peers` that can be run here, with their interpreter; the others are named on standard error.
installed()
{
    local name label kilobytes python
    while IFS='|' read -r name label kilobytes; do
        if python=$(interpreter "$name"); then
            echo "$name|$label|$kilobytes|$python"
        elif [ $? = 77 ]; then
            echo "skipped: $label is not installed in PEERS ($PEERS)" >&2
        else
            echo "skipped: $label does not run: $(tail -n 1 peer.log)" >&2
        fi
    done <<< "$peers"
}
