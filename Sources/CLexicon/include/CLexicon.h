// The lexicon files of the reply reader, byte for byte, as they stand in Sources/ReplyParsing/Lexicon.
//
// A C compiler embeds a file at once; the same bytes as a Swift array literal cost minutes.
#ifndef CLEXICON_H
#define CLEXICON_H

#include <stddef.h>

typedef struct {
    const unsigned char *bytes;
    size_t count;
} clexicon_text;

// The file of a language by its two letters; without bytes where there is none.
clexicon_text clexicon(const char *language);

#endif
