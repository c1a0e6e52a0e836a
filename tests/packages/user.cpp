// A user of the library in C++: the words of a sentence.
#include <vntext.h>

#include <iostream>
#include <memory>
#include <string>

template <typename T> using handle = std::unique_ptr<T, void (*)(T *)>;

int main()
{
    vn_error err{};
    vn_model *opened = nullptr;
    vn_status st = vn_model_open(&opened, nullptr, &err);
    const handle<vn_model> model(opened, vn_model_free);
    vn_segmenter *made = nullptr;
    if (!st)
        st = vn_segmenter_new(&made, model.get(), nullptr, &err);
    const handle<vn_segmenter> segmenter(made, vn_segmenter_free);
    const std::string text = "học sinh học sinh học";
    vn_words words{};
    vn_buf line{};
    if (!st)
        st = vn_segment(segmenter.get(), {text.data(), text.size()}, &words, &err);
    if (!st)
        st = vn_words_write({text.data(), text.size()}, words.item, words.n, ' ', &line, &err);
    std::cout << (st ? err.msg : line.ptr) << '\n';
    vn_buf_free(&line);
    return st ? 1 : 0;
}
