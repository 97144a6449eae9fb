/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { execFileSync } from 'node:child_process';
import { ExampleFolder } from '../__testUtils__/runProgram';

describe('golden-path diff', () => {
  let folder: ExampleFolder;

  beforeEach(() => {
    folder = new ExampleFolder();
    folder.run('render');
  });

  afterEach(() => folder.remove());

  const diff = (...args: string[]) => folder.run('diff', ...args);

  const autoscaler =
    'deploy/stage/services/storefront/horizontalpodautoscaler.yaml';

  const raise = () =>
    folder.edit('catalog-info/services.yaml', text =>
      text.replace('max: 17', 'max: 19'),
    );

  it('says that nothing differs after render', () => {
    expect(diff('--exit-code')).toMatchObject({
      code: 0,
      lines: [],
      errors: expect.arrayContaining(['Nothing differs.']),
    });
  });

  it('shows a change of the spec as git does', () => {
    raise();
    const { code, lines } = diff('storefront');
    expect(code).toBe(0);
    const start = lines.indexOf(`--- a/${autoscaler}`);
    expect(lines[start + 1]).toBe(`+++ b/${autoscaler}`);
    expect(lines[start + 2]).toMatch(/^@@ -\d+,\d+ \+\d+,\d+ @@$/);
    expect(lines).toContain('-  maxReplicas: 17');
    expect(lines).toContain('+  maxReplicas: 19');
  });

  it('ends with 1 on a difference only with --exit-code', () => {
    raise();
    expect(diff().code).toBe(0);
    expect(diff('--exit-code').code).toBe(1);
    expect(diff('beacon', '--exit-code').code).toBe(0);
  });

  it('shows new and removed files against nothing', () => {
    folder.remove(autoscaler);
    expect(diff('storefront').lines.slice(0, 2)).toEqual([
      '--- /dev/null',
      `+++ b/${autoscaler}`,
    ]);
    const stale = 'deploy/stage/services/storefront/old.yaml';
    folder.write(
      stale,
      folder.read(autoscaler.replace('storefront', 'checkout')),
    );
    expect(diff('storefront').lines).toEqual(
      expect.arrayContaining([`--- a/${stale}`, '+++ /dev/null']),
    );
  });

  it('counts for scripts what comes and goes', () => {
    raise();
    const { files, against } = diff('storefront', '--json').json();
    expect(against).toBeNull();
    expect(files).toContainEqual({
      change: 'changed',
      path: autoscaler,
      added: expect.any(Number),
      removed: expect.any(Number),
      diff: expect.stringContaining('+  maxReplicas: 19'),
    });
  });

  it('does not compare with a catalog that has errors', () => {
    folder.edit('catalog-info/services.yaml', text =>
      text.replace('max: 17', 'max: 1'),
    );
    const { code, lines } = diff();
    expect(code).toBe(1);
    expect(lines.at(-1)).toMatch(/nothing was rendered\.$/);
  });

  describe('--against', () => {
    const git = (...args: string[]) =>
      execFileSync('git', args, { cwd: folder.path, encoding: 'utf8' });

    beforeEach(() => {
      git('init', '-q', '-b', 'trunk');
      git('add', '.');
      git(
        '-c',
        'user.name=t',
        '-c',
        'user.email=t@example.com',
        'commit',
        '-qm',
        'one',
      );
    });

    it('starts from the deploy tree of a revision, whatever is on disk', () => {
      raise();
      folder.run('render');
      expect(diff('--exit-code').code).toBe(0);
      const { code, lines } = diff(
        'storefront',
        '--against',
        'trunk',
        '--exit-code',
      );
      expect(code).toBe(1);
      expect(lines).toContain('-  maxReplicas: 17');
      expect(diff('beacon', '--against', 'HEAD', '--exit-code').code).toBe(0);
    });

    it('shows what the revision has and the catalog renders no longer', () => {
      git('mv', 'deploy/stage', 'deploy/moon');
      git('-c', 'user.name=t', '-c', 'user.email=t@e', 'commit', '-qm', 'two');
      const { files } = diff('--against', 'HEAD', '--json').json();
      const paths = files.map(
        ({ change, path }: { change: string; path: string }) =>
          `${change} ${path}`,
      );
      expect(paths).toContain(
        'removed deploy/moon/services/beacon/service.yaml',
      );
      expect(paths).toContain('new deploy/stage/services/beacon/service.yaml');
    });

    it('refuses a revision that there is not', () => {
      const { code, errors } = diff('--against', 'nowhere');
      expect(code).toBe(2);
      expect(errors.at(-1)).toMatch(
        /^golden-path: Failed to read the revision 'nowhere': .*\. Name a commit, branch or tag with --against\.$/,
      );
    });
  });

  it('refuses --against outside of a repository', () => {
    const { code, errors } = diff('--against', 'HEAD');
    expect(code).toBe(2);
    expect(errors.at(-1)).toMatch(/not a git repository/);
  });

  it('refuses a service that there is not', () => {
    expect(diff('nobody')).toMatchObject({
      code: 2,
      errors: [
        expect.stringMatching(
          /^golden-path: There is no service 'nobody'\. There are: beacon, /,
        ),
      ],
    });
  });
});
