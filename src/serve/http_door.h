/*
 * http_door.h - where HTTP ends: connections and requests in, answers out
 */
#ifndef WTW_SERVE_HTTP_DOOR_H
#define WTW_SERVE_HTTP_DOOR_H

#include "serve/service.h"

struct wtw_http_door; /* opaque */

/*
 * wtw_http_door_open() serves 'service' on 'socket', which listens, and takes the socket.
 * 'asks_host' refuses requests whose Host is a name (see wtw_host_is_direct()). Returns
 * WTW_OK, WTW_NO_MEMORY, or WTW_IO where no thread can be started.
 */
WTW_MUST_CHECK enum wtw_status wtw_http_door_open(struct wtw_service *service, int socket,
                                                  bool asks_host,
                                                  struct wtw_http_door **out_door,
                                                  struct wtw_error *error);

/* wtw_http_door_shut() lets no new connection in; requests of open ones are answered, and
 * each connection is closed after its answer. wtw_http_door_free() ends all of them. */
void wtw_http_door_shut(struct wtw_http_door *door);
void wtw_http_door_free(struct wtw_http_door *door);

#endif
