/*
 * known_answers.h - made by known_answers.py, which explains it
 */
#ifndef WTW_TESTS_SKETCH_KNOWN_ANSWERS_H
#define WTW_TESTS_SKETCH_KNOWN_ANSWERS_H

#include <stddef.h>
#include <stdint.h>

enum { KNOWN_SCHEME = 1 };

/* Token hash 'i' of every example. */
static inline uint64_t known_token(uint64_t i)
{
    uint64_t x = (i + 1) * 0xd1342543de82ef95u;

    return (x ^ x >> 29) * 0xaef17502108ef2d9u;
}

/* Many numbers in one. */
static inline uint64_t known_fold(uint64_t fold, uint64_t number)
{
    return fold * 0x100000001b3u ^ number;
}

/* The shingle hashes of tokens 0 to 19. */
static const uint64_t known_shingles_1[] = {
    0x793f19e41e4de4ab, 0x23d6522e622d5045, 0xa4e03174fa51ebb3, 0xaa553f915d5e3332,
    0x6e6b03f7712b37e0, 0x13c0bfb623b802ed, 0x4f5ca7c816f3b947, 0x1eaadbf17f81fae2,
    0xc79423c9253f99a6, 0xa6d664bb17430b40, 0x67bfb567a3adf4b0, 0x8a2a1aa15e2c9822,
    0x388d9c9838b7d0ff, 0xd0116df6f662291d, 0x5469b40660f39ca9, 0x9ffe5318aa951aeb,
    0x571ec53a5d1e3815, 0x5928a4616144d8ca, 0x088aea54111538f3, 0x17ad2644c192c187};

static const uint64_t known_shingles_3[] = {
    0xb726c0ad035fe111, 0xac2fb26ac35e50b3, 0x5c5a9e6345f2f87f, 0x57b78674bbbfa659,
    0x888e3b7fac2f8031, 0xab5e801f0b067e47, 0x1d7617181b06f0dd, 0xf6a6221c2b0e8840,
    0xf62b440467dc7edd, 0xe65cda1b167dbe25, 0xa881b57d4e08206f, 0xc6524770826a2e9d,
    0x8742d87b86cd5807, 0xbb30213e4404c283, 0x232daf9540da4fbc, 0xaf2d5d635afcbdf0,
    0xeab3c39165ebb898, 0xce08446521a897a1};

static const uint64_t known_shingles_5[] = {
    0xa6b19d7f8983ff00, 0x8c9534c8d0c8ea06, 0x69a931cfb5c22792, 0xd22d56c41e00a589,
    0x5a1adab91f29940e, 0xf13b7a1ac38e4423, 0xb2c0882f08123153, 0x17dadffb93929e44,
    0xc00d6ed7f30e1bc7, 0x05329a18085abc50, 0xc3519847e61fb9a3, 0xd361e7a967d432cd,
    0xfc847d104182321e, 0x298ede2ebd4177c0, 0xfc44c543a22a5723, 0x925b06bc07b6e424};

static const uint64_t known_shingles_16[] = {0x0da4d3ac991b798d, 0x5fa639972c299256,
                                             0xf102f8c2b8935b21, 0xdeaf4a1ae34d05fa,
                                             0xdad454dcf7fcc8cd};

/* The one shingle of tokens 0 and 1 where k is 3 or more. */
static const uint64_t known_short_shingle[] = {0xd7811a8efb8251cd};

/* Signatures of the 3-token shingles of tokens 0 to 6, and 0 to 41. */
static const uint32_t known_signature_of_5_seed_0[] = {
    0x02cf9c1b, 0xee4f00ac, 0xe852f986, 0x03a962a4, 0x1fabaa07, 0x17ebc218,
    0x64c26cf8, 0x64534a69, 0xaaf1b128, 0x9bc087c5, 0x129a6fd8, 0xaf7e7b0f,
    0xc388f49d, 0x90c9d9e1, 0x9c657be3, 0x0d443098};

static const uint32_t known_signature_of_5_seed_42[] = {
    0x37e30145, 0x4b62bee1, 0x2b052eb2, 0x1f13d1f2, 0x9c327554, 0x366deb54,
    0x91b742a4, 0x164510d2, 0xe18cbf7d, 0xc085a598, 0xf40ea01e, 0x1b4ff495,
    0x2d60c878, 0x6db20467, 0x3488a864, 0x3089df1e};

static const uint32_t known_signature_of_40_seed_0[] = {
    0x02cf9c1b, 0x7b7c09a6, 0x1afef1b6, 0x554c6ebf, 0x322c5c74, 0x3ca96a79,
    0x9c1bc2b3, 0x32cdeb7b, 0x2685e5e6, 0x01835002, 0x6b9b238f, 0x26912184,
    0x1b721b9e, 0x22d0780e, 0x055e9dc8, 0x65fabd29};

/* Folds of signatures of the 3-token shingles of tokens 0 to 4999, and 0 to 41:
 * slots 16, 32, ... 1024. */
static const uint64_t known_folds_of_4998[] = {
    0x8ce051c5398a3ed4, 0x3034bd6138b77afb, 0x8a3aa4f3f8f1dc68, 0xf05c8047b6fe3294,
    0x197642260c7f0c8f, 0x55be6c32ff9107b7, 0x3cbacf8d0df44d3d};

static const uint64_t known_folds_of_40[] = {
    0x62530d35225d60ed, 0x64b7195d1b43ef6a, 0x810ca0aca21984e9, 0x71130cc1abcedbf3,
    0x07077879bcc847e7, 0xe3ccfa09725b0ecf, 0xbe6f32dd5173a301};

/* Odd sketches of the same sets. */
static const uint64_t known_odd_sketch_of_5[] = {
    0x0000100000000000, 0x0000000000000000, 0x0000800000000020, 0x0000001000000000,
    0x0000000000000000, 0x0000000000000000, 0x0000000000000000, 0x0000000000000040};

static const uint64_t known_odd_sketch_of_40[] = {
    0x0000000004040101, 0x0804541000002000, 0x0000000001200082, 0x0000000000110000,
    0x0000000000000001, 0x0000005080000401, 0x0000010410101800, 0x0040008004000000};

static const uint64_t known_odd_sketch_of_4998[] = {
    0x15471a1da2dcf58f, 0x399f38dbb6f1c2fe, 0x5860c4102a021df3, 0x99009b5f74a64017,
    0xa5932b5ec8100284, 0x3ee7329388ff6cc2, 0x9ce21953e450c87e, 0x5ae9080eefc8eaa0};

/* Winnowed keys of the 3-token shingles of tokens 0 to 7, 0 to 30, 0 to 399, of
 * tokens 0 to 39 five times over, and of tokens 0 to 9 twenty times over: ties in
 * every window. */
static const uint32_t known_keys_of_8_tokens[] = {0x422d3ef4};

static const uint32_t known_keys_of_31_tokens[] = {0x0d19101f};

static const uint32_t known_keys_of_400_tokens[] = {
    0x0d19101f, 0x7ab09c55, 0x472b9c3b, 0x73f9e7c0, 0x1e220ed2, 0x6f6467a6,
    0x74150e45, 0x5024ceb3, 0x020abe1b, 0x0ff9bc4c, 0x450be945, 0x43ad80be,
    0x6354a297, 0x4d0ceda4, 0x3caf2be2, 0x4736a78b, 0x63d9bfda, 0x7b888c0f,
    0x05a85a89, 0x7f0bba0e, 0x2fb581bb, 0x59959ece, 0x701bf01b, 0x3bf17c38,
    0x093baefb, 0x27cd10cc, 0x38eec90d, 0x14c29380, 0x082c21f7, 0x1e1a25dd};

static const uint32_t known_keys_of_repeats[] = {
    0x0d19101f, 0x7ab09c55, 0x2e6666f1, 0x0d19101f, 0x7ab09c55, 0x2e6666f1, 0x0d19101f,
    0x7ab09c55, 0x2e6666f1, 0x0d19101f, 0x7ab09c55, 0x2e6666f1, 0x0d19101f, 0x7ab09c55};

static const uint32_t known_keys_of_ties[] = {0x30da36c1};

/* Keys of 42 bands of 3 rows of known_signature's 128 slots, seed 0, of tokens
 * 0 to 41, and of 32 bands of 4 rows. */
static const uint32_t known_band_keys_of_3_rows[] = {
    0x608efb0e, 0xd11a3509, 0x3cd2e391, 0x5e0123a1, 0x536962f7, 0xb13b7056, 0xefdd608b,
    0x337400f0, 0x08762121, 0xa93a08f4, 0xa08cf44b, 0xb455df20, 0xc06a7581, 0xb6bb605c,
    0x40ef2ee8, 0xa55899b9, 0x04526ea0, 0x1e9afc86, 0xe902b17a, 0xee151bd1, 0x048cbb4f,
    0xc5c7d90e, 0xb65784c9, 0xa4bc079f, 0xb407ba44, 0xc66098fc, 0x0ec907fd, 0xb15013b1,
    0x962cef17, 0x5f44004f, 0xa3484756, 0x141e9a7f, 0xcd11822c, 0xc4562410, 0x61b7ea18,
    0x8d68ee0c, 0x6cead15f, 0x1b843e24, 0xf0d14192, 0xd6638e2d, 0xe6b69f76, 0x2b17e992};

static const uint32_t known_band_keys_of_4_rows[] = {
    0x959206df, 0x3e9c87f8, 0x51b9f430, 0x896e4c5e, 0xf88dea2c, 0xfb121b1e, 0xa736f987,
    0x9c43f608, 0x2a0da183, 0x74b8927b, 0x32ed5179, 0xe23f719d, 0xa3782ee0, 0x5ef8aa10,
    0xaf5bdd18, 0x95685a03, 0x888a0d68, 0x5e5393a7, 0x703b326f, 0x15a953df, 0x3c3fd435,
    0xec29e386, 0x9c5e6c61, 0xa21d67c3, 0xfc5c29d3, 0xd473d887, 0x379f004d, 0xee926c1b,
    0xe25c36ec, 0xb7407f5b, 0xf5adda55, 0xbe23b743};

#endif
