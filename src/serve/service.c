/*
 * service.c - what all routes of a server share
 */
#include "serve/service.h"

#include <time.h>

struct wtw_piece_origin wtw_service_origin(struct wtw_service *service, uint64_t line)
{
    return (struct wtw_piece_origin){
        .finder = &service->finder,
        .line = line,
        .arrived_seconds = (int64_t)time(NULL),
        .serial = atomic_fetch_add(&service->serial, 1) + 1,
        .rank = service->rank,
        .rank_context = service->rank_context,
    };
}

bool wtw_service_hold(struct wtw_service *service, uint64_t bytes)
{
    _Atomic uint64_t *held = &service->metrics.held_bytes;
    uint64_t most = service->limits.held_bytes;

    if (atomic_fetch_add(held, bytes) <= most - (bytes < most ? bytes : most) &&
        bytes <= most)
        return true;
    atomic_fetch_sub(held, bytes);
    return false;
}

void wtw_service_let_go(struct wtw_service *service, uint64_t bytes)
{
    atomic_fetch_sub(&service->metrics.held_bytes, bytes);
}
