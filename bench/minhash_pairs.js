/*
 * minhash_pairs.js - pairs of alike articles by the npm package minhash, used as its manual says
 *
 * node minhash_pairs.js PACKAGE_FOLDER CORPUS.jsonl LEAST_JACCARD > pairs.tsv
 *
 * Sets are of three neighbouring words, as wiretwin's are; 128 hashes, 32 bands of 4. What the index
 * offers is kept where the package's own estimate reaches the least Jaccard, which its bands alone
 * would not hold to.
 */
"use strict";

const fs = require("fs");
const path = require("path");
const readline = require("readline");
const [packages, corpus, least] = process.argv.slice(2);
const { Minhash, LshIndex } = require(path.join(packages, "node_modules", "minhash"));

function shinglesOf(text) {
    const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) || [];
    const shingles = new Set();

    for (let i = 0; i + 3 <= words.length; i++)
        shingles.add(words.slice(i, i + 3).join(" "));
    return shingles.size ? shingles : new Set([words.join(" ")]);
}

async function main() {
    const lines = readline.createInterface({ input: fs.createReadStream(corpus) });
    const index = new LshIndex({ bandSize: 4 });
    const signatures = new Map();

    for await (const line of lines) {
        const article = JSON.parse(line);
        const signature = new Minhash({ numPerm: 128 });

        for (const shingle of shinglesOf(article.text))
            signature.update(shingle);
        index.insert(article.id, signature);
        signatures.set(article.id, signature);
    }
    for (const [id, signature] of signatures) {
        for (const other of index.query(signature)) {
            const likeness = other < id ? signature.jaccard(signatures.get(other)) : 0;

            if (likeness >= Number(least))
                process.stdout.write(`${other}\t${id}\t${likeness}\n`);
        }
    }
}

main();
