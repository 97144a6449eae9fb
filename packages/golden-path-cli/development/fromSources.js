/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

const { buildSync } = require('esbuild');
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const nodeModule = require('node:module');
const { join, resolve } = require('node:path');

const REPOSITORY = resolve(__dirname, '../../..');
const ENTRY = 'packages/golden-path-cli/src/index.ts';
const CACHE = join(REPOSITORY, 'node_modules/.cache/golden-path-cli');

const HOUR = 3_600_000;

/*
 * The program out of the repository's sources. Four hundred files are slow to load
 * one by one, so they are made one file, which is kept until one of them changes.
 */

/** What the sources export. */
exports.loadSources = () => {
  const known = sourcesOfLastTime();
  const kept = known && fileOf(known);
  if (kept && fs.existsSync(kept)) {
    // Code that V8 has compiled before.
    nodeModule.enableCompileCache?.(join(CACHE, 'compiled'));
    return require(kept);
  }
  const start = Date.now();
  const { outputFiles, metafile } = buildSync({
    absWorkingDir: REPOSITORY,
    entryPoints: [ENTRY],
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    logLevel: 'warning',
    metafile: true,
    write: false,
  });
  const text = outputFiles[0].text;
  keep(Object.keys(metafile.inputs).sort(), text, start);
  const bundle = new nodeModule.Module(join(REPOSITORY, ENTRY), module);
  bundle.filename = bundle.id;
  bundle.paths = module.paths;
  bundle._compile(text, bundle.id);
  return bundle.exports;
};

/** Undefined if there was none, or a file has gone since. */
function sourcesOfLastTime() {
  try {
    return JSON.parse(fs.readFileSync(join(CACHE, 'sources.json'), 'utf8'));
  } catch {
    return undefined;
  }
}

/** Where the program made of these files is; it is another one if one of them changes. */
function fileOf(sources) {
  const hash = createHash('sha256').update(process.version);
  try {
    for (const source of sources) {
      const { mtimeMs, size } = fs.statSync(join(REPOSITORY, source));
      hash.update(`${source} ${mtimeMs} ${size}\n`);
    }
  } catch {
    return undefined;
  }
  return join(CACHE, `${hash.digest('hex').slice(0, 16)}.cjs`);
}

/** For the next time; where nothing can be written, that takes as long as this one. */
function keep(sources, text, start) {
  const file = fileOf(sources);
  // A source that was written meanwhile may be in the text as it was before.
  if (
    !file ||
    sources.some(source => modified(join(REPOSITORY, source)) >= start)
  ) {
    return;
  }
  try {
    fs.mkdirSync(CACHE, { recursive: true });
    for (const old of fs.readdirSync(CACHE).map(name => join(CACHE, name))) {
      // Another process may have begun to read a young one.
      if (old.endsWith('.cjs') && modified(old) < start - HOUR) {
        fs.rmSync(old, { force: true });
      }
    }
    write(file, text);
    write(join(CACHE, 'sources.json'), JSON.stringify(sources));
  } catch {
    // Read-only, or full.
  }
}

function modified(file) {
  return fs.statSync(file).mtimeMs;
}

/** Whole or not at all, whoever else runs the program now. */
function write(file, text) {
  const part = `${file}.${process.pid}`;
  fs.writeFileSync(part, text);
  fs.renameSync(part, file);
}
