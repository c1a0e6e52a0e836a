/* Style and scripts of a report's page, as bytes of the program: there is no path to configure. */
    .macro embed name, file
    .balign 16
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
    embed report_page_css, "tools/report/page.css"
    embed report_figures_css, "tools/report/figures.css"
    embed report_page_js, "tools/report/page.js"
    embed report_figures_js, "tools/report/figures.js"

    .section .note.GNU-stack, "", %progbits
