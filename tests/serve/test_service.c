/*
 * test_service.c - what all routes of a server share
 */
#include "check.h"

#include "serve/service.h"

Test(service, holds_bodies_up_to_its_limit)
{
    static struct wtw_service service;

    service.limits.held_bytes = 100;
    check(wtw_service_hold(&service, 60));
    check(!wtw_service_hold(&service, 41));
    check(wtw_service_hold(&service, 40));
    check(!wtw_service_hold(&service, 1));
    check(wtw_service_hold(&service, 0));
    wtw_service_let_go(&service, 60);
    check(wtw_service_hold(&service, 60));
    wtw_service_let_go(&service, 100);
    check(!wtw_service_hold(&service, 101));
    check(!wtw_service_hold(&service, UINT64_MAX));
    check_number(service.metrics.held_bytes, 0);
}
