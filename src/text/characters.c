/*
 * characters.c - the character table, as make_character_table wrote it during the build
 */
#include "text/characters.h"

#include "text/character_table.inc"
