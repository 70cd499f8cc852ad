#include "CLexicon.h"
#include <string.h>

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char en[] = {
#embed "../ReplyParsing/Lexicon/en.txt"
};
static const unsigned char de[] = {
#embed "../ReplyParsing/Lexicon/de.txt"
};
static const unsigned char fr[] = {
#embed "../ReplyParsing/Lexicon/fr.txt"
};
static const unsigned char es[] = {
#embed "../ReplyParsing/Lexicon/es.txt"
};
static const unsigned char pt[] = {
#embed "../ReplyParsing/Lexicon/pt.txt"
};
static const unsigned char nb[] = {
#embed "../ReplyParsing/Lexicon/nb.txt"
};
static const unsigned char nl[] = {
#embed "../ReplyParsing/Lexicon/nl.txt"
};

clexicon_text clexicon(const char *language) {
#define TEXT(name) if (strcmp(language, #name) == 0) return (clexicon_text){name, sizeof name}
    TEXT(en);
    TEXT(de);
    TEXT(fr);
    TEXT(es);
    TEXT(pt);
    TEXT(nb);
    TEXT(nl);
    return (clexicon_text){NULL, 0};
}
