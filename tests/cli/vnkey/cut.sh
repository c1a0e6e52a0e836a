# What is always followed by the same word is no keyword without it, and where it stands alone too it is one.
record() { printf '{"id":"%s","title":"%s","words":"%s"}\n' "$@"; }
{
    record name 'Thủ tướng Phạm Minh Chính: Xử nghiêm sai phạm' 'Các nhà_đầu_tư mừng .'
    record phrase 'Hướng dẫn ưu đãi nhà ở cho công nhân' 'Bản hướng_dẫn ưu_đãi nhà ở mới .\nCông_nhân đọc hướng_dẫn ưu_đãi nhà ở .'
    record whole 'Hướng dẫn ưu đãi nhà cho công nhân' 'Bản hướng_dẫn ưu_đãi nhà ở mới .\nCông_nhân đọc hướng_dẫn ưu_đãi nhà .'
} | vnkey -n 20 | vnview -o tsv -f id,keywords | tr , '\n' | grep -E 'name|phrase|whole|Phạm|nhà$'
