/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { existsSync } from 'node:fs';
import { cp, mkdir, readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { LabError, MissingToolError, messageOf } from '../errors';
import { packageDir } from '../paths';
import { exec } from '../runtime/exec';
import { Progress } from '../runtime/progress';
import { contentKey, filledFolder } from './contentCache';
import { GoGroup, GoProgram } from './goPrograms';

const baseFlags = ['-trimpath', '-buildvcs=false', '-mod=readonly'];
const goEnvironment = { CGO_ENABLED: '0', GOTOOLCHAIN: 'local', GOFLAGS: '' };
const environmentOf = ({ cgo }: GoGroup) =>
  cgo ? { ...goEnvironment, CGO_ENABLED: '1' } : goEnvironment;

/** The arguments of `go build` for one program. @internal */
export function goBuildArguments(program: GoProgram, output: string): string[] {
  // More than four parallel compilers cost more memory (about 1 GB each for
  // the largest packages) than they win in time.
  const parallel = Math.min(4, availableParallelism());
  return [
    'build',
    `-p=${parallel}`,
    ...baseFlags,
    ...(program.tags ? [`-tags=${program.tags.join(',')}`] : []),
    `-ldflags=${['-s', '-w', ...(program.ldflags ?? [])].join(' ')}`,
    '-o',
    output,
    program.package,
  ];
}

/** The part of a program's entry that decides its bytes. */
const toBytes = ({ name, package: main, ldflags, tags }: GoProgram) => [
  name,
  main,
  ldflags,
  ...(tags ? [tags] : []),
];

/** The cache folder of a group: named by everything that decides its bytes. @internal */
export async function goGroupFolder(
  group: GoGroup,
  cache: string,
): Promise<string> {
  const source = join(packageDir, 'go', group.name);
  const key = contentKey([
    await readFile(join(source, 'go.mod'), 'utf8'),
    await readFile(join(source, 'go.sum'), 'utf8'),
    JSON.stringify([
      baseFlags,
      environmentOf(group),
      ...group.programs.map(toBytes),
      ...(group.data ? [group.data] : []),
    ]),
    `${process.platform}/${process.arch}`,
  ]);
  return join(cache, `${group.name}-${key}`);
}

/**
 * Makes sure that Go is there.
 *
 * @throws MissingToolError with the ways to get it.
 * @internal
 */
export async function requireGo(): Promise<string> {
  const result = await exec('go', ['env', 'GOVERSION'], {
    env: { GOTOOLCHAIN: 'local' },
  }).catch(() => undefined);
  const version = result?.stdout.trim();
  const hint =
    "Install Go 1.26.4 or newer (https://go.dev/dl, or Debian's golang-go from backports), or start the portal without the lab and point app-config.yaml at a cluster of your own.";
  if (!version) {
    throw new MissingToolError(
      `Failed to build the lab: 'go' was not found. ${hint}`,
    );
  }
  const [, major, minor, patch] =
    /^go(\d+)\.(\d+)(?:\.(\d+))?/.exec(version) ?? [];
  const number = Number(major) * 1e6 + Number(minor) * 1e3 + Number(patch ?? 0);
  if (number < 1_026_004) {
    throw new MissingToolError(
      `Failed to build the lab: 'go' is ${version}, 1.26.4 is needed. ${hint}`,
    );
  }
  return version;
}

/** Whether the cache holds a group's programs. @internal */
export async function isBuilt(group: GoGroup, cache: string): Promise<boolean> {
  return existsSync(join(await goGroupFolder(group, cache), '.complete'));
}

/**
 * Builds a group's programs once and returns the folder that holds them in
 * `bin/`.
 *
 * @throws MissingToolError without Go; LabError naming the program that failed.
 * @internal
 */
export async function buildGoGroup(
  group: GoGroup,
  cache: string,
  progress: Progress,
): Promise<string> {
  const folder = await goGroupFolder(group, cache);
  if (await isBuilt(group, cache)) return folder;
  await requireGo();
  return filledFolder(folder, async work => {
    const source = join(work, 'src');
    const env = environmentOf(group);
    await mkdir(join(work, 'bin'), { recursive: true });
    await cp(join(packageDir, 'go', group.name), source, { recursive: true });
    progress.line(`downloading the Go modules of '${group.name}'`);
    await exec('go', ['mod', 'download'], { cwd: source, env });
    for (const [index, program] of group.programs.entries()) {
      const step = `building ${program.name} (${index + 1}/${
        group.programs.length
      })`;
      const done = progress.step(
        `${step}, ${program.firstBuild} on 2 cores the first time`,
      );
      try {
        await exec(
          'go',
          goBuildArguments(program, join(work, 'bin', program.name)),
          { cwd: source, env },
        );
      } catch (error) {
        throw new LabError(
          `Failed to build '${program.name}' from ${
            program.package
          }: ${messageOf(error)}`,
          { cause: error },
        );
      }
      done();
    }
    if (group.data) await copyData(group.data, source, join(work, 'share'));
  });
}

async function copyData(
  { module, folders }: NonNullable<GoGroup['data']>,
  source: string,
  to: string,
): Promise<void> {
  const { stdout } = await exec('go', ['list', '-m', '-f={{.Dir}}', module], {
    cwd: source,
    env: goEnvironment,
  });
  for (const folder of folders) {
    await cp(join(stdout.trim(), folder), join(to, folder), {
      recursive: true,
    });
  }
  // The module cache is read-only, a cache that nobody can delete is a nuisance.
  await exec('chmod', ['-R', 'u+w', to]);
}

/** The folder of a module in Go's module cache, downloaded if need be. @internal */
export async function goModuleFolder(module: {
  path: string;
  version: string;
  sum: string;
}): Promise<string> {
  await requireGo();
  const { stdout } = await exec(
    'go',
    ['mod', 'download', '-json', `${module.path}@${module.version}`],
    { cwd: packageDir, env: goEnvironment },
  );
  const answer = JSON.parse(stdout) as { Dir: string; Sum: string };
  if (answer.Sum !== module.sum) {
    throw new LabError(
      `Refused module '${module.path}@${module.version}': its checksum is '${answer.Sum}', expected '${module.sum}'.`,
    );
  }
  return answer.Dir;
}
