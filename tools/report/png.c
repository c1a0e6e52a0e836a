#include "png.h"

#include "cli.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

static void big_endian(unsigned char *to, uint32_t number)
{
    for (int i = 0; i < 4; i++)
        to[i] = (unsigned char)(number >> (24 - 8 * i));
}

static vn_status add_chunk(const char *type, const unsigned char *bytes, size_t len, vn_buf *out, vn_error *err)
{
    unsigned char head[8], tail[4];
    big_endian(head, (uint32_t)len);
    memcpy(head + 4, type, 4);
    uLong crc = crc32(0, head + 4, 4);
    if (len)
        crc = crc32(crc, bytes, (uInt)len);
    big_endian(tail, (uint32_t)crc);
    vn_status st = vn_buf_append(out, head, sizeof head, err);
    if (!st && len)
        st = vn_buf_append(out, bytes, len, err);
    return st ? st : vn_buf_append(out, tail, sizeof tail, err);
}

/* Lines as PNG filters them: a line that repeats the one above is all zeros ("up"), others stay ("none"). */
static unsigned char *filtered(const unsigned char *pixel, size_t width, size_t height)
{
    unsigned char *lines = calloc(height ? height : 1, width + 1);
    for (size_t y = 0; lines && y < height; y++) {
        unsigned char *line = lines + y * (width + 1);
        const unsigned char *from = pixel + y * width;
        if (y && memcmp(from, from - width, width) == 0)
            line[0] = 2;
        else
            memcpy(line + 1, from, width);
    }
    return lines;
}

static vn_status add_pixels(const unsigned char *pixel, size_t width, size_t height, vn_buf *out, vn_error *err)
{
    const size_t size = (width + 1) * height;
    uLongf len = compressBound((uLong)size);
    unsigned char *lines = filtered(pixel, width, height);
    unsigned char *packed = malloc(len);
    vn_status st = VN_OK;
    if (!lines || !packed || compress2(packed, &len, lines, (uLong)size, Z_BEST_COMPRESSION) != Z_OK)
        st = cli_error(err, VN_ENOMEM, "out of memory for a picture");
    if (!st)
        st = add_chunk("IDAT", packed, len, out, err);
    free(lines);
    free(packed);
    return st;
}

vn_status png_write(const unsigned char *pixel, size_t width, size_t height, const layout_colour *colour, size_t n,
                    vn_buf *out, vn_error *err)
{
    unsigned char head[13] = {[8] = 8, [9] = 3};
    unsigned char palette[3 * 256];
    big_endian(head, (uint32_t)width);
    big_endian(head + 4, (uint32_t)height);
    for (size_t i = 0; i < n; i++)
        memcpy(palette + 3 * i, (unsigned char[]){colour[i].r, colour[i].g, colour[i].b}, 3);
    vn_status st = vn_buf_append(out, "\x89PNG\r\n\x1a\n", 8, err);
    if (!st)
        st = add_chunk("IHDR", head, sizeof head, out, err);
    if (!st)
        st = add_chunk("PLTE", palette, 3 * n, out, err);
    if (!st)
        st = add_pixels(pixel, width, height, out, err);
    return st ? st : add_chunk("IEND", NULL, 0, out, err);
}

vn_status png_base64(const unsigned char *bytes, size_t len, vn_buf *out, vn_error *err)
{
    static const char SIGN[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    vn_status st = vn_buf_reserve(out, (len + 2) / 3 * 4, err);
    for (size_t i = 0; !st && i < len; i += 3) {
        const size_t n = len - i < 3 ? len - i : 3;
        const unsigned char byte[] = {bytes[i], n > 1 ? bytes[i + 1] : 0, n > 2 ? bytes[i + 2] : 0};
        const uint32_t three = (uint32_t)byte[0] << 16 | (uint32_t)byte[1] << 8 | byte[2];
        const char four[] = {SIGN[three >> 18], SIGN[three >> 12 & 63], n > 1 ? SIGN[three >> 6 & 63] : '=',
                             n > 2 ? SIGN[three & 63] : '='};
        st = vn_buf_append(out, four, 4, err);
    }
    return st;
}
