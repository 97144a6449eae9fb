/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { RuleInfo } from '../../rules/types';

/**
 * A rule about the commands of a script.
 *
 * @internal
 */
export interface CommandRule extends RuleInfo {
  /** What is wrong with a script, or undefined. */
  check(script: string): { problem: string; fix: string } | undefined;
}

/** @internal */
export const literalSecret: CommandRule = {
  id: 'GP-LINT-193',
  severity: 'error',
  title: 'No command writes a secret in its arguments',
  why: 'The value stays in the history of the shell, in the log of the job and in the document that it was copied from.',
  check: script =>
    /\bkubectl\b[^|;&\n]*\bcreate\s+secret\b[^|;&\n]*--from-literal\b/.test(
      joinLines(script),
    )
      ? {
          problem: "has 'kubectl create secret' with --from-literal",
          fix: 'Put the value into the secret store, and write an ExternalSecret.',
        }
      : undefined,
};

/** @internal */
export const demoProfile: CommandRule = {
  id: 'GP-LINT-194',
  severity: 'error',
  title: "Istio is not installed with its profile 'demo'",
  why: 'It traces every request and gives the control plane the resources of a laptop; Istio says not to measure or run anything on it.',
  check: script =>
    /\bistioctl\b[^|;&\n]*\bprofile=demo\b/.test(joinLines(script))
      ? {
          problem: 'has istioctl with profile=demo',
          fix: "Install profile 'default' with a revision, as --set profile=default --revision stable.",
        }
      : undefined,
};

/** @internal */
export const pipedInstaller: CommandRule = {
  id: 'GP-LINT-195',
  severity: 'warning',
  title: 'No script is run as it comes from the network',
  why: 'Whoever has the server has the machine, and a broken download runs by half.',
  check: script =>
    /\b(curl|wget)\b[^;&\n]*\|\s*(sudo\s+)?(ba|z)?sh\b/.test(joinLines(script))
      ? {
          problem: 'pipes a download into a shell',
          fix: 'Download a release, compare its checksum, then run it.',
        }
      : undefined,
};

/** @internal */
export const COMMAND_RULES: readonly CommandRule[] = [
  literalSecret,
  demoProfile,
  pipedInstaller,
];

/** A command may go on after a backslash. */
function joinLines(script: string): string {
  return script.replace(/\\\n\s*/g, ' ');
}
