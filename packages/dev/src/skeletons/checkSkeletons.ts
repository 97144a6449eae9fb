/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { MissingToolError, Progress } from '@openpolicy/lab';
import { findOnPath } from '@openpolicy/lab/runtime';
import {
  ServiceDraft,
  SKELETON_LANGUAGES,
} from '@openpolicy/plugin-golden-path-common';
import { cp, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureGoTool, GO_TOOLS } from '../judge/tools/goTools';
import { DevPaths } from '../paths';
import { buildStage, ciSteps, isInContext } from './ciSteps';
import { ensureHadolint } from './ensureHadolint';
import { makeRepository, trialDraft } from './makeRepository';
import { runStep, StepResult } from './runStep';

/** What a language's steps need, beside Node. */
const PROGRAMS: Record<ServiceDraft['language'], string[]> = {
  node: ['npm'],
  // Its race detector is linked by the C compiler.
  go: ['go', 'gcc'],
};

/** How the built program of an image is started. */
const START: Record<ServiceDraft['language'], string> = {
  node: 'exec node dist/main.js',
  go: 'exec ./service',
};

/** Needs a container engine, which is not everywhere; the build stage is tried without one. */
const ENGINE = /^docker /;

/** One thing that was tried with a repository. */
export type SkeletonCheck = StepResult & { language: string };

/**
 * Makes a repository in every language and does with it what its own CI does:
 * lints and tests it, lints its workflow and its image file, builds what the image
 * would hold, starts that and ends it.
 *
 * @throws MissingToolError that names what is missing and the next step
 */
export async function checkSkeletons(
  paths: DevPaths,
  progress: Progress,
): Promise<SkeletonCheck[]> {
  const cache = join(paths.cache, 'skeletons');
  const hadolint = await ensureHadolint(cache, progress);
  const actionlint = await ensureGoTool(
    GO_TOOLS.actionlint,
    join(paths.cache, 'judge'),
    progress,
  );
  const checks: SkeletonCheck[] = [];
  for (const language of SKELETON_LANGUAGES) {
    await requirePrograms(language);
    const done = progress.step(`checking a new service in ${language}`);
    const folder = join(paths.repository, '.run/skeletons', language);
    await makeRepository(paths, trialDraft(language), folder);
    const env = {
      // npm's cache is keyed by content; a warm one needs no network.
      npm_config_cache: join(cache, 'npm'),
      npm_config_prefer_offline: 'true',
      npm_config_audit: 'false',
      npm_config_fund: 'false',
      npm_config_update_notifier: 'false',
      GOTOOLCHAIN: 'local',
      GOFLAGS: '',
    };
    for (const step of await stepsOf(folder, { hadolint, actionlint })) {
      checks.push({ language, ...(await runStep(step, { folder, env })) });
    }
    for (const step of await imageSteps(folder, START[language])) {
      checks.push({
        language,
        ...(await runStep(step, { folder: `${folder}-image`, env })),
      });
    }
    done();
  }
  return checks;
}

async function stepsOf(
  folder: string,
  tools: { hadolint: string; actionlint: string },
) {
  const file = '.github/workflows/ci.yaml';
  const workflow = await readFile(join(folder, file), 'utf8');
  return [
    {
      name: 'Lint the workflow',
      run: `'${tools.actionlint}' -no-color -shellcheck= -pyflakes= ${file}`,
    },
    {
      name: 'Lint the image file',
      run: `'${tools.hadolint}' --no-color Dockerfile`,
    },
    ...ciSteps(workflow, 'quality').filter(({ run }) => !ENGINE.test(run)),
    // Else the first command of a developer would change generated files.
    ...((await readdir(folder)).includes('go.mod')
      ? [{ name: 'Tidy', run: 'go mod tidy -diff' }]
      : []),
  ];
}

/** What the build stage of the image file sees and does, and a try of its result. */
async function imageSteps(folder: string, start: string) {
  const target = `${folder}-image`;
  const read = (file: string) => readFile(join(folder, file), 'utf8');
  const ignore = await read('.dockerignore');
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  const commands: string[] = [];
  const files = await readdir(folder);
  for (const step of buildStage(await read('Dockerfile'))) {
    if (step.kind === 'run') {
      commands.push(step.command);
      continue;
    }
    for (const name of files.filter(
      file =>
        isInContext(ignore, file) &&
        step.sources.some(source => matches(source, file)),
    )) {
      await cp(join(folder, name), join(target, name), { recursive: true });
    }
  }
  return [
    { name: 'Build what the image holds', run: commands.join('\n') },
    { name: 'Start it, ask it, end it', run: trialOf(start) },
  ];
}

function matches(pattern: string, file: string): boolean {
  const [before, after] = pattern.split('*');
  return after === undefined
    ? pattern === file
    : file.startsWith(before) && file.endsWith(after);
}

/** With the ports that the system gives, which stand in its log. */
function trialOf(start: string): string {
  return [
    'export PORT=0 METRICS_PORT=0',
    `bash -c '${start}' &> out.log & pid=$!`,
    // Else a step that fails would leave it, and wait for its output.
    'trap "kill -KILL $pid 2> /dev/null || true" EXIT',
    'for _ in {1..100}; do grep -q started out.log && break; sleep 0.1; done',
    `port=$(node -p 'JSON.parse(require("fs").readFileSync("out.log", "utf8").split("\\n")[0]).port')`,
    `node -e 'fetch("http://127.0.0.1:'$port'/readyz").then(r => process.exit(r.ok ? 0 : 1))'`,
    'kill -TERM $pid',
    'wait $pid',
    'cat out.log',
    'grep -q stopped out.log',
  ].join('\n');
}

async function requirePrograms(
  language: ServiceDraft['language'],
): Promise<void> {
  for (const program of PROGRAMS[language]) {
    if (!(await findOnPath(program))) {
      throw new MissingToolError(
        `Failed to check a new service in ${language}: '${program}' was not found. Install it (on Debian: apt-get install ${
          program === 'go' ? 'golang' : program
        }) and run it again.`,
      );
    }
  }
}
