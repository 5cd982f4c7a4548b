/*
 * quick_start.c - spares each suite the reading of this system's certificates
 *
 * Criterion brings libgit2, which reads all certificates when a program starts: as long as a
 * short suite takes, and hundreds of kilobytes that the search for leaks has to go through. A
 * program's own functions come before those of a library.
 */
int mbedtls_x509_crt_parse_file(void *chain, const char *path);
int mbedtls_x509_crt_parse_path(void *chain, const char *path);

int mbedtls_x509_crt_parse_file(void *chain, const char *path)
{
    (void)chain;
    (void)path;
    return 0;
}

int mbedtls_x509_crt_parse_path(void *chain, const char *path)
{
    (void)chain;
    (void)path;
    return 0;
}
