#include "CLinux.h"

#include <errno.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <sys/timex.h>
#include <time.h>
#include <unistd.h>

int clinux_timer(void) {
    return timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);
}

int clinux_timer_arm(int timer, int64_t seconds, int64_t nanoseconds) {
    struct itimerspec at = {.it_value = {.tv_sec = seconds, .tv_nsec = nanoseconds}};
    // All zero would disarm the timer, and a time before 1970 is refused.
    if (seconds < 0 || (seconds == 0 && nanoseconds <= 0)) {
        at.it_value.tv_sec = 0;
        at.it_value.tv_nsec = 1;
    }
    return timerfd_settime(timer, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &at, NULL) == 0 ? 0 : errno;
}

int clinux_timer_read(int timer) {
    uint64_t expiries;
    return read(timer, &expiries, sizeof expiries) == sizeof expiries ? 0 : errno;
}

int clinux_event(void) {
    return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
}

void clinux_event_raise(int event) {
    // Fails only when the counter is full, and then it is readable already.
    (void)!eventfd_write(event, 1);
}

int clinux_clock_is_synchronised(int64_t *error) {
    struct timex clock = {.modes = 0};
    int state = adjtimex(&clock);
    *error = clock.maxerror;
    if (state < 0) return -1;
    return state != TIME_ERROR && !(clock.status & STA_UNSYNC);
}
