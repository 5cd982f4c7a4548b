/*
 * make_report_frame.c - writes files as arrays of C, when this is built
 *
 *     make_report_frame NAME=FILE ... >report_frame.inc
 *
 * Numbers and not a string constant: compilers need not take one of more than 4095 bytes.
 */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static bool write_array(const char *name, int name_bytes, const char *path)
{
    FILE *file = fopen(path, "rb");
    const char *gap = "";
    size_t count = 0;
    int byte = 0;

    if (!file)
        return false;
    printf("static const unsigned char %.*s[] = {\n", name_bytes, name);
    while ((byte = fgetc(file)) != EOF) {
        printf("%s%d", gap, byte);
        gap = ++count % 24 ? "," : ",\n";
    }
    printf("};\n");
    return fclose(file) == 0 && count > 0;
}

int main(int argument_count, char **arguments)
{
    for (int i = 1; i < argument_count; i++) {
        const char *equals = strchr(arguments[i], '=');

        if (!equals ||
            !write_array(arguments[i], (int)(equals - arguments[i]), equals + 1)) {
            fprintf(stderr, "make_report_frame: cannot read %s\n", arguments[i]);
            return 1;
        }
    }
    return fflush(stdout) == 0 ? 0 : 1;
}
