/*
 * make_page_assets.c - writes files as a table of C, when this is built
 *
 *     make_page_assets URL=FILE ... >page_assets.inc
 *
 * A tag is a hash of the bytes (FNV-1a, 64 bits): equal files have equal tags in every
 * build, and a browser that has one already is told so.
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *ending;
    const char *type;
} types[] = {
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".svg", "image/svg+xml"},
};

static const char *type_of(const char *path)
{
    const char *ending = strrchr(path, '.');

    for (size_t i = 0; ending && i < sizeof types / sizeof types[0]; i++) {
        if (strcmp(types[i].ending, ending) == 0)
            return types[i].type;
    }
    return "application/octet-stream";
}

/* Numbers with commas, 24 a line; gives the hash of the bytes, and false on failure. */
static bool write_bytes(const char *path, uint64_t *out_hash)
{
    FILE *file = fopen(path, "rb");
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    size_t count = 0;
    int byte = 0;

    if (!file)
        return false;
    while ((byte = fgetc(file)) != EOF) {
        hash = (hash ^ (uint64_t)byte) * UINT64_C(0x100000001b3);
        printf(count++ % 24 == 23 ? "%d,\n" : "%d,", byte);
    }
    *out_hash = hash;
    return fclose(file) == 0;
}

int main(int argument_count, char **arguments)
{
    uint64_t hashes[32];

    if (argument_count < 2 || argument_count > 32)
        return 2;
    for (int i = 1; i < argument_count; i++) {
        const char *equals = strchr(arguments[i], '=');

        printf("static const unsigned char asset_%d[] = {\n", i);
        if (!equals || !write_bytes(equals + 1, &hashes[i])) {
            fprintf(stderr, "make_page_assets: cannot read %s\n", arguments[i]);
            return 1;
        }
        printf("0};\n");
    }
    printf("static const struct wtw_page_asset assets[] = {\n");
    for (int i = 1; i < argument_count; i++) {
        const char *equals = strchr(arguments[i], '=');

        printf("{\"%.*s\", \"%s\", {(const char *)asset_%d, sizeof asset_%d - 1}, "
               "\"\\\"%016" PRIx64 "\\\"\"},\n",
               (int)(equals - arguments[i]), arguments[i], type_of(equals + 1), i, i,
               hashes[i]);
    }
    printf("};\n");
    return fflush(stdout) == 0 ? 0 : 1;
}
