/*
 * stop_signal.h - Ctrl-C and its relatives
 *
 * A signal ends the process at once, without a half-written file left behind, unless it
 * is held off: then it is only noted, and whoever held it off ends in order. A second
 * signal always ends at once.
 */
#ifndef WTW_CLI_STOP_SIGNAL_H
#define WTW_CLI_STOP_SIGNAL_H

/* wtw_stop_listen() is called once, first of all. It also makes a closed pipe a failed
 * write. */
void wtw_stop_listen(void);

/* Signals between the two are noted only. */
void wtw_stop_hold_off(void);
void wtw_stop_let_through(void);

/* The number of the signal that was noted, 0 where there was none. */
int wtw_stop_signal(void);

/* A file to remove when a signal ends the process; 'path' is borrowed until it is
 * forgotten. NULL is ignored, and so is more than a handful. */
void wtw_stop_remember(const char *path);
void wtw_stop_forget(const char *path);

#endif
