/*
 * late_library.h - shared libraries that only some runs need, loaded when the first of them does
 *
 * libxml2 and libmicrohttpd bring fifteen more libraries along, Unicode tables and TLS among them,
 * which takes two thirds of what a start of the command takes. So the linker is not told of them,
 * and who needs one loads it; its functions are then called through a struct of pointers that have
 * its own types:
 *
 *     #define FUNCTIONS(each) each(xmlParseDocument) each(xmlStopParser)
 *     static struct { FUNCTIONS(WTW_LATE_FUNCTION) } xml;
 *     static const char *const names[] = {FUNCTIONS(WTW_LATE_NAME)};
 *     static struct wtw_late_library library = WTW_LATE_LIBRARY("libxml2.so.2", "XML", names, &xml);
 *
 *     WTW_TRY(wtw_late_library_load(&library, error));
 *     xml.xmlParseDocument(parser);
 */
#ifndef WTW_BASE_LATE_LIBRARY_H
#define WTW_BASE_LATE_LIBRARY_H

#include "wiretwin.h"

#include <pthread.h>

struct wtw_late_library {
    const char *file;    /* as the system finds it: "libxml2.so.2" */
    const char *purpose; /* what cannot be done without it: "reading HTML and XML" */
    const char *const *names;
    void *functions; /* a pointer for each name, in their order */
    size_t count;
    pthread_mutex_t mutex;
    bool is_loaded;
};

#define WTW_LATE_FUNCTION(name) __typeof__(name) *(name);
#define WTW_LATE_NAME(name) #name,
#define WTW_LATE_LIBRARY(file, purpose, names, functions)                                \
    {                                                                                    \
        (file), (purpose), (names), (functions), sizeof(names) / sizeof *(names),        \
            PTHREAD_MUTEX_INITIALIZER, false                                             \
    }

/*
 * wtw_late_library_load() loads the library unless it is there already, and finds its
 * functions. It stays to the end of the process: libraries that start threads or keep tables
 * seldom survive being taken out. Any thread may call it, any number of times.
 * WTW_IO, in words that name the library, where it is not installed or lacks a
 * function.
 */
WTW_MUST_CHECK enum wtw_status wtw_late_library_load(struct wtw_late_library *library,
                                                     struct wtw_error *error);

#endif
