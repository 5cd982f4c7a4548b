/*
 * service.c - what all routes of a server share
 */
#include "serve/service.h"

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
