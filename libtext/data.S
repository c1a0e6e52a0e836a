/* The default model, reference table, stop words, aliases and classes of words, as bytes of the library: there is no path to configure. */
    .macro embed name, file
    .balign 64
    .globl \name\()_start
    .hidden \name\()_start
    .type \name\()_start, %object
\name\()_start:
    .incbin "\file"
    .globl \name\()_end
    .hidden \name\()_end
    .type \name\()_end, %object
\name\()_end:
    .byte 0
    .endm

    .section .rodata
    embed vn_default_model, "corpus/model/vntext.model"
    embed vn_reference_df, "corpus/df/news.tsv"
    embed vn_stopwords, "corpus/stopwords.txt"
    embed vn_default_aliases, "corpus/alias/vi.txt"
    embed vn_word_classes, "corpus/keywords/classes.tsv"
    embed vn_default_keyword_model, "corpus/keywords/model.tsv"

    .section .note.GNU-stack, "", %progbits
