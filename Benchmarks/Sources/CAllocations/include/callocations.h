#ifndef CALLOCATIONS_H
#define CALLOCATIONS_H

#include <stdint.h>

/// Allocations and reallocations of the whole process so far; frees are not counted.
uint64_t callocations_count(void);

#endif
