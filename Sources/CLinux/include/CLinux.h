// What Swift's Glibc module does not show: timerfd and eventfd. Everything else that the daemon needs of Linux (poll, inotify) it does.
#ifndef OUTCOMED_CLINUX_H
#define OUTCOMED_CLINUX_H

#include <stdint.h>

/// A CLOCK_REALTIME timer as a file descriptor: non-blocking, closed on exec. -1 with errno on failure.
int clinux_timer(void);

/// Arms the timer to an instant since 1970 UTC; one that has passed fires at once, and the earliest there is is 1 ns.
/// The timer also becomes readable, with ECANCELED, when the clock is set. Returns 0, or errno: ECANCELED says that the timer
/// is armed and that the clock was set since the last read.
int clinux_timer_arm(int timer, int64_t seconds, int64_t nanoseconds);

/// Reads an expiry: 0 when it fired, else errno (EAGAIN: not yet; ECANCELED: the clock was set).
int clinux_timer_read(int timer);

/// A counter as a file descriptor, by which one thread wakes another: non-blocking, closed on exec. -1 with errno on failure.
int clinux_event(void);

/// Makes the counter readable until the descriptor is closed.
void clinux_event_raise(int event);

/// Whether the kernel takes its clock for kept by a time service (adjtimex(2)): 1 or 0, or -1 when it does not tell.
/// `error` is given the most that the clock may be off, in microseconds.
int clinux_clock_is_synchronised(int64_t *error);

/// Gives back to the system what code has been read in so far; what is used again is read in again, from the page cache.
void clinux_give_back_code(void);

#endif
