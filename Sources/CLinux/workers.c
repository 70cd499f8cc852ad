// A daemon at rest is not woken once a second.
//
// libdispatch looks at its pool of workers each second for as long as the process lives, and adds one where all of them are blocked
// (src/event/workqueue.c of swift-corelibs-libdispatch). Nothing here needs that: tasks never block a worker, and the store waits on queues that
// have threads of their own. Workers announce themselves by these two names, which are the only way into that part of libdispatch: where it is
// linked in statically, as in the package, ours come first and the timer is never made. A shared libdispatch keeps its own, and goes on looking.

void _dispatch_workq_worker_register(void *root_queue) {
    (void)root_queue;
}

void _dispatch_workq_worker_unregister(void *root_queue) {
    (void)root_queue;
}
