# Tables of the matrix: titles and ids that try to be more than text, in each form and language.
for form in csv tsv md tex; do
    echo "== $form"
    vntest-report a.$form && cat a.$form
done
for form in md tex; do
    echo "== $form in English"
    vntest-report a.$form en && cat a.$form | grep -v '^%' | head -n 7
done
vntest-report b.csv en && cmp a.csv b.csv && echo "a matrix has no language"
